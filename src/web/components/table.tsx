import type { Child } from '../html/jsx-runtime.ts';
import { classNames } from './class-names.ts';
import type { Size } from './fields.tsx';

export type Column<Row> = {
  readonly head: string;
  readonly cell: (row: Row) => Child;
  readonly numeric?: boolean;
};

type TableProps<Row> = {
  readonly caption: Child;
  readonly captionSize?: Size | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Said in place of the table when there are no rows. */
  readonly none: Child;
  /** A list of a whole team: on a phone the lines of a card run on, so that more of them are seen at once. */
  readonly dense?: true;
};

/** A list. On a phone each row becomes a card whose lines carry their column's head. */
export function Table<Row>({ caption, captionSize, columns, rows, none, dense }: TableProps<Row>) {
  if (rows.length === 0) return <p>{none}</p>;
  return (
    <table class={classNames('nhsuk-table', 'nhsuk-table--responsive', dense && 'hh-dense')} role="table">
      <caption
        class={classNames('nhsuk-table__caption', captionSize && `nhsuk-table__caption--${captionSize}`)}
      >
        {caption}
      </caption>
      <thead class="nhsuk-table__head" role="rowgroup">
        <tr class="nhsuk-table__row" role="row">
          {columns.map((column) => (
            <th
              class={classNames('nhsuk-table__header', column.numeric && 'nhsuk-table__header--numeric')}
              scope="col"
              role="columnheader"
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="nhsuk-table__body">
        {rows.map((row) => (
          <tr class="nhsuk-table__row" role="row">
            {columns.map((column) => (
              <td
                class={classNames('nhsuk-table__cell', column.numeric && 'nhsuk-table__cell--numeric')}
                role="cell"
              >
                <span class="nhsuk-table__heading" aria-hidden="true">
                  {column.head}{' '}
                </span>
                <span>{column.cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
