import type { Context } from '../../domain/child/context.ts';
import type { Refusal } from '../../domain/language/refusals.ts';
import type { ChildStore } from '../child-store.ts';
import { followedBy, type Pregnancy, unbornOf } from '../her-pregnancy.ts';
import { personOf } from './caseload-rows.ts';
import type { CaseloadEntry } from './rows.ts';

/**
 * Which rows tell of a pregnancy that another record in care is of, by the mother’s number: one pregnancy has one record, whoever
 * tells of it (promise P1). Asked once for all rows, and not at all where none of them is of an unborn child.
 */
export async function pregnanciesOf(
  children: ChildStore,
  rows: readonly CaseloadEntry[],
  { directory }: Pick<Context, 'directory'>,
): Promise<(row: CaseloadEntry) => Refusal | null> {
  const unborn = await unbornOf(
    children,
    rows.flatMap((row) => pregnancyOf(row)?.motherNumber ?? []),
  );
  return (row) => {
    const pregnancy = unborn.length === 0 ? null : pregnancyOf(row);
    return pregnancy && followedBy(unborn, pregnancy, directory);
  };
}

function pregnancyOf(row: CaseloadEntry): Pregnancy | null {
  const motherNumber = row.mother?.nhsNumber ?? null;
  return row.dateOfBirth !== null || motherNumber === null
    ? null
    : { personId: personOf(row), motherNumber, expectedOn: row.expectedOn };
}
