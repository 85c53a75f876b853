import type { CivilDate, Nation } from './time.ts';
import type { Holidays } from './working-time.ts';

export type BankHoliday = { readonly nation: Nation; readonly day: CivilDate; readonly name: string };

/** The years for which the shipped table is whole. Later days count as worked until the table is extended. */
export const shippedYears = { from: 2023, to: 2028 } as const;

/** Common to all four nations, substitute days in place of weekends. */
const everywhere: readonly (readonly [CivilDate, string])[] = [
  ['2023-01-02', "New Year's Day (substitute)"],
  ['2023-04-07', 'Good Friday'],
  ['2023-05-01', 'Early May bank holiday'],
  ['2023-05-08', 'Coronation of King Charles III'],
  ['2023-05-29', 'Spring bank holiday'],
  ['2023-12-25', 'Christmas Day'],
  ['2023-12-26', 'Boxing Day'],
  ['2024-01-01', "New Year's Day"],
  ['2024-03-29', 'Good Friday'],
  ['2024-05-06', 'Early May bank holiday'],
  ['2024-05-27', 'Spring bank holiday'],
  ['2024-12-25', 'Christmas Day'],
  ['2024-12-26', 'Boxing Day'],
  ['2025-01-01', "New Year's Day"],
  ['2025-04-18', 'Good Friday'],
  ['2025-05-05', 'Early May bank holiday'],
  ['2025-05-26', 'Spring bank holiday'],
  ['2025-12-25', 'Christmas Day'],
  ['2025-12-26', 'Boxing Day'],
  ['2026-01-01', "New Year's Day"],
  ['2026-04-03', 'Good Friday'],
  ['2026-05-04', 'Early May bank holiday'],
  ['2026-05-25', 'Spring bank holiday'],
  ['2026-12-25', 'Christmas Day'],
  ['2026-12-28', 'Boxing Day (substitute)'],
  ['2027-01-01', "New Year's Day"],
  ['2027-03-26', 'Good Friday'],
  ['2027-05-03', 'Early May bank holiday'],
  ['2027-05-31', 'Spring bank holiday'],
  ['2027-12-27', 'Christmas Day (substitute)'],
  ['2027-12-28', 'Boxing Day (substitute)'],
  ['2028-01-03', "New Year's Day (substitute)"],
  ['2028-04-14', 'Good Friday'],
  ['2028-05-01', 'Early May bank holiday'],
  ['2028-05-29', 'Spring bank holiday'],
  ['2028-12-25', 'Christmas Day'],
  ['2028-12-26', 'Boxing Day'],
];

/** England, Wales and Northern Ireland, not Scotland. */
const southernAndNorthernIrish: readonly (readonly [CivilDate, string])[] = [
  ['2023-04-10', 'Easter Monday'],
  ['2023-08-28', 'Summer bank holiday'],
  ['2024-04-01', 'Easter Monday'],
  ['2024-08-26', 'Summer bank holiday'],
  ['2025-04-21', 'Easter Monday'],
  ['2025-08-25', 'Summer bank holiday'],
  ['2026-04-06', 'Easter Monday'],
  ['2026-08-31', 'Summer bank holiday'],
  ['2027-03-29', 'Easter Monday'],
  ['2027-08-30', 'Summer bank holiday'],
  ['2028-04-17', 'Easter Monday'],
  ['2028-08-28', 'Summer bank holiday'],
];

/** When 1 January falls on a weekend, the substitute of both days moves on one further. */
const scottish: readonly (readonly [CivilDate, string])[] = [
  ['2023-01-03', "2 January or New Year's Day (substitute)"],
  ['2023-08-07', 'Summer bank holiday'],
  ['2023-11-30', "St Andrew's Day"],
  ['2024-01-02', '2 January'],
  ['2024-08-05', 'Summer bank holiday'],
  ['2024-12-02', "St Andrew's Day (substitute)"],
  ['2025-01-02', '2 January'],
  ['2025-08-04', 'Summer bank holiday'],
  ['2025-12-01', "St Andrew's Day (substitute)"],
  ['2026-01-02', '2 January'],
  // Proclaimed once, for the football World Cup; the oracle of the tests does not know it.
  ['2026-06-15', 'World Cup bank holiday'],
  ['2026-08-03', 'Summer bank holiday'],
  ['2026-11-30', "St Andrew's Day"],
  ['2027-01-04', '2 January (substitute)'],
  ['2027-08-02', 'Summer bank holiday'],
  ['2027-11-30', "St Andrew's Day"],
  ['2028-01-04', '2 January (substitute)'],
  ['2028-08-07', 'Summer bank holiday'],
  ['2028-11-30', "St Andrew's Day"],
];

const northernIrish: readonly (readonly [CivilDate, string])[] = [
  ['2023-03-17', "St Patrick's Day"],
  ['2023-07-12', 'Battle of the Boyne'],
  ['2024-03-18', "St Patrick's Day (substitute)"],
  ['2024-07-12', 'Battle of the Boyne'],
  ['2025-03-17', "St Patrick's Day"],
  ['2025-07-14', 'Battle of the Boyne (substitute)'],
  ['2026-03-17', "St Patrick's Day"],
  ['2026-07-13', 'Battle of the Boyne (substitute)'],
  ['2027-03-17', "St Patrick's Day"],
  ['2027-07-12', 'Battle of the Boyne'],
  ['2028-03-17', "St Patrick's Day"],
  ['2028-07-12', 'Battle of the Boyne'],
];

/** The shipped rows, for loading into the dated table where a newly proclaimed day is added. */
export const bankHolidayRows: readonly BankHoliday[] = [
  ...rowsOf('england', [everywhere, southernAndNorthernIrish]),
  ...rowsOf('wales', [everywhere, southernAndNorthernIrish]),
  ...rowsOf('scotland', [everywhere, scottish]),
  ...rowsOf('northern-ireland', [everywhere, southernAndNorthernIrish, northernIrish]),
];

export const bankHolidays: Holidays = holidaysFrom(bankHolidayRows);

/** The table that the calendar reads, from rows. */
export function holidaysFrom(rows: readonly BankHoliday[]): Holidays {
  const of = (nation: Nation) => new Set(rows.filter((row) => row.nation === nation).map((row) => row.day));
  return {
    england: of('england'),
    scotland: of('scotland'),
    wales: of('wales'),
    'northern-ireland': of('northern-ireland'),
  };
}

function rowsOf(
  nation: Nation,
  tables: readonly (readonly (readonly [CivilDate, string])[])[],
): BankHoliday[] {
  return tables.flat().map(([day, name]) => ({ nation, day, name }));
}
