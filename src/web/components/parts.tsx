import type { Child } from 'hono/jsx';
import type { FieldError } from '../forms/fields.ts';

export function Button({ words, secondary = false, warning = false, name, value }: { words: string; secondary?: boolean; warning?: boolean; name?: string; value?: string }) {
  const kind = warning ? ' nhsuk-button--warning' : secondary ? ' nhsuk-button--secondary' : '';
  return (
    <button class={`nhsuk-button${kind}`} type="submit" name={name} value={value}>
      {words}
    </button>
  );
}

export function ButtonLink({ href, words, secondary = false }: { href: string; words: string; secondary?: boolean }) {
  return (
    <a class={`nhsuk-button${secondary ? ' nhsuk-button--secondary' : ''}`} href={href} role="button" draggable={false}>
      {words}
    </a>
  );
}

export type TagColour = 'white' | 'grey' | 'green' | 'blue' | 'red' | 'yellow' | 'orange' | 'aqua-green';

export function Tag({ words, colour = 'grey' }: { words: string; colour?: TagColour }) {
  return <strong class={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong>;
}

export function InsetText({ children }: { children: Child }) {
  return (
    <div class="nhsuk-inset-text">
      <span class="nhsuk-u-visually-hidden">Information: </span>
      {children}
    </div>
  );
}

export function WarningCallout({ heading, children }: { heading: string; children: Child }) {
  return (
    <div class="nhsuk-warning-callout">
      <h2 class="nhsuk-warning-callout__label">
        <span role="text">
          <span class="nhsuk-u-visually-hidden">Important: </span>
          {heading}
        </span>
      </h2>
      {children}
    </div>
  );
}

export function Panel({ heading, children }: { heading: string; children: Child }) {
  return (
    <div class="nhsuk-panel">
      <h1 class="nhsuk-panel__title">{heading}</h1>
      <div class="nhsuk-panel__body">{children}</div>
    </div>
  );
}

export function Details({ summary, children }: { summary: string; children: Child }) {
  return (
    <details class="nhsuk-details">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div class="nhsuk-details__text">{children}</div>
    </details>
  );
}

export type SummaryRow = { readonly key: string; readonly value: Child; readonly change?: { readonly href: string; readonly what: string } };

export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl class="nhsuk-summary-list">
      {rows.map(({ key, value, change }) => (
        <div class={`nhsuk-summary-list__row${change ? '' : ' nhsuk-summary-list__row--no-actions'}`}>
          <dt class="nhsuk-summary-list__key">{key}</dt>
          <dd class="nhsuk-summary-list__value">{value}</dd>
          {change && (
            <dd class="nhsuk-summary-list__actions">
              <a href={change.href}>
                Change<span class="nhsuk-u-visually-hidden"> {change.what}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

/** A table that becomes a list of labelled values on a phone; rows are hand-written for speed (stack.md, section 4). */
export function Table({ caption, head, rows, hideCaption = false }: { caption: string; head: readonly string[]; rows: readonly (readonly Child[])[]; hideCaption?: boolean }) {
  return (
    <table role="table" class="nhsuk-table-responsive">
      <caption class={`nhsuk-table__caption${hideCaption ? ' nhsuk-u-visually-hidden' : ''}`}>{caption}</caption>
      <thead role="rowgroup" class="nhsuk-table__head">
        <tr role="row">
          {head.map((words) => (
            <th role="columnheader" scope="col">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="nhsuk-table__body" role="rowgroup">
        {rows.map((cells) => (
          <tr role="row" class="nhsuk-table__row">
            {cells.map((cell, index) => (
              <td role="cell" class="nhsuk-table__cell">
                <span class="nhsuk-table-responsive__heading" aria-hidden="true">
                  {head[index]}{' '}
                </span>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A number that opens exactly its list. */
export function CountCard({ count, words, href, alarm = false }: { count: number; words: string; href: string; alarm?: boolean }) {
  return (
    <li class={`handhold-count${alarm && count > 0 ? ' handhold-count--alarm' : ''}`}>
      <a href={href}>
        <span class="handhold-count__number">{count}</span> <span class="handhold-count__words">{words}</span>
      </a>
    </li>
  );
}

export type Happening = { readonly heading: string; readonly when: string; readonly by: string; readonly lines: readonly string[]; readonly strong?: boolean };

/** The story of a record, newest first: who and when in the byline. */
export function Timeline({ happenings }: { happenings: readonly Happening[] }) {
  return (
    <ol class="handhold-timeline">
      {happenings.map(({ heading, when, by, lines, strong }) => (
        <li class={strong ? 'handhold-timeline__item handhold-timeline__item--strong' : 'handhold-timeline__item'}>
          <h3 class="handhold-timeline__heading">{heading}</h3>
          <p class="handhold-timeline__byline">
            {when}
            {by === '' ? '' : `, ${by}`}
          </p>
          {lines.map((line) => (
            <p class="handhold-timeline__line">{line}</p>
          ))}
        </li>
      ))}
    </ol>
  );
}

export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <div class="nhsuk-error-summary" tabindex={-1}>
      <div role="alert">
        <h2 class="nhsuk-error-summary__title">There is a problem</h2>
        <div class="nhsuk-error-summary__body">
          <ul class="nhsuk-list nhsuk-error-summary__list">
            {errors.map(({ name, says }) => (
              <li>{name === '' ? says : <a href={`#${name}`}>{says}</a>}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

export function Done({ words }: { words: string }) {
  return (
    <div class="nhsuk-notification-banner nhsuk-notification-banner--success" role="alert" aria-labelledby="banner">
      <div class="nhsuk-notification-banner__header">
        <h2 class="nhsuk-notification-banner__title" id="banner">
          Done
        </h2>
      </div>
      <div class="nhsuk-notification-banner__content">
        <p class="nhsuk-notification-banner__heading">{words}</p>
      </div>
    </div>
  );
}
