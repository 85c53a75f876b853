/** The pages that are asked, each at every number of children. */
export const pagesAsked = ['Duty-desk page', 'Child’s page', 'Caseload page'] as const;

export type PageName = (typeof pagesAsked)[number];

const before = [
  'Bare three-insert statement',
  'Offer, accept, seen',
  'Bare three-insert statement',
  'Offer, accept, seen',
  'Sweep, two sweepers',
  'Sweep, nothing due',
  'A later start',
] as const;
const atEachNumber = ['Load invented children', 'Sweep, nothing due'] as const;
const after = ['Import a caseload', 'Schedule of visits and reviews'] as const;

/** What a row can measure. */
export type RowName =
  | (typeof before | typeof atEachNumber | typeof after)[number]
  | PageName
  | `${PageName}, largest rate`
  | `${PageName}, growth`;

/** The rows of a run in their order, by how many numbers of children it loads; pages grow from the first to the last. */
export function rowNames(numbers: number): readonly RowName[] {
  const ofPages = pagesAsked.flatMap((page) => [page, `${page}, largest rate`] as const);
  const ofNumbers = Array.from({ length: numbers }, () => [...atEachNumber, ...ofPages]).flat();
  const growth = numbers > 1 ? pagesAsked.map((page) => `${page}, growth` as const) : [];
  return [...before, ...ofNumbers, ...growth, ...after];
}

/** The rows that a run was to have and has not: where a larger number of children did not fit. */
export function rowsNotMade(numbers: number, made: readonly RowName[]): readonly RowName[] {
  const left = [...made];
  return rowNames(numbers).filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
