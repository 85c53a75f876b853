import {
  type CaseloadEntry,
  type FaultyLine,
  type FileLine,
  reviewColumn,
} from '../application/import/rows.ts';
import { nhsNumberFaultWords, parseNhsNumber } from '../domain/identity/nhs-number.ts';
import { normalisePostcode } from '../domain/identity/postcode.ts';
import { lowerFirst } from '../domain/language/sentence.ts';
import { type Level, levels, levelWords, olderLevelLabels } from '../domain/language/words.ts';
import type { KnownReview } from '../domain/reviews/facts.ts';
import { mandatedReviews } from '../domain/reviews/schedule.ts';
import { dateInCell, yesInCell } from './cells.ts';
import { type Chunks, fault, missingColumns, readCsv } from './csv.ts';

export type Column = { readonly name: string; readonly needed: boolean; readonly says: string };

/** The header of a caseload file. Columns may stand in any order; those not listed are passed over. */
export const caseloadColumns: readonly Column[] = [
  { name: 'nhs_number', needed: true, says: 'Ten digits, spaces allowed; empty when there is none yet' },
  { name: 'given_name', needed: true, says: 'May be empty before birth' },
  { name: 'family_name', needed: true, says: 'May be empty before birth' },
  { name: 'date_of_birth', needed: true, says: '2024-03-31 or 31/03/2024; empty before birth' },
  {
    name: 'expected_date_of_delivery',
    needed: false,
    says: 'As a date; needed when there is no date of birth',
  },
  { name: 'address_line', needed: false, says: 'The address without its postcode, parts divided by commas' },
  { name: 'postcode', needed: true, says: 'Empty when nobody knows or there is no fixed address' },
  {
    name: 'address_sealed',
    needed: false,
    says: 'yes when only named people may see the address; otherwise no or empty',
  },
  {
    name: 'address_temporary',
    needed: false,
    says: 'yes in a refuge, a hostel or with friends; otherwise no or empty',
  },
  { name: 'team_id', needed: true, says: 'The id of the team in the directory' },
  {
    name: 'practitioner_id',
    needed: false,
    says: 'The id of the practitioner; empty means that the team’s lead answers',
  },
  {
    name: 'level_of_service',
    needed: false,
    says: 'community, universal, targeted or specialist, or an older label',
  },
  { name: 'gp_ods_code', needed: false, says: 'The code of the practice' },
  { name: 'gp_name', needed: false, says: 'The name of the practice' },
  { name: 'last_seen_on', needed: false, says: 'When the child was last seen face to face, as a date' },
  { name: 'mother_name', needed: false, says: 'The mother’s full name' },
  { name: 'mother_nhs_number', needed: false, says: 'The mother’s NHS number' },
  { name: 'mother_date_of_birth', needed: false, says: 'As a date' },
  {
    name: 'family_reference',
    needed: false,
    says: 'Anything that is the same on all children of one family',
  },
  ...mandatedReviews.map(({ code, words }) => ({
    name: reviewColumn(code),
    needed: false,
    says: `When the ${lowerFirst(words)} was done, as a date; declined and the date when the parent declined it; empty when it was neither, or nobody knows`,
  })),
];

const reviewColumns = mandatedReviews.map(({ code }) => ({ code, column: reviewColumn(code) }));

const needed = caseloadColumns.filter((column) => column.needed).map((column) => column.name);

/** Reads a caseload, line by line. A line with a fault is never half taken. */
export function readCaseload(chunks: Chunks): AsyncGenerator<FileLine<CaseloadEntry>> {
  return readCsv<CaseloadEntry>(chunks, (header) => {
    const missing = missingColumns(header, needed);
    return missing === null ? rowOf : { fault: missing };
  });
}

export type Cell = (column: string) => string;

/** One child as a line tells of it, by the names of `caseloadColumns`. */
export function rowOf(cell: Cell, line: number): FileLine<CaseloadEntry> {
  const wrong = identityFault(cell, line) ?? placeFault(cell, line);
  if (wrong) return wrong;
  const row: CaseloadEntry = {
    line,
    nhsNumber: numberIn(cell('nhs_number')),
    givenName: cell('given_name'),
    familyName: cell('family_name'),
    dateOfBirth: dateInCell(cell('date_of_birth')),
    expectedOn: dateInCell(cell('expected_date_of_delivery')),
    addressLines: partsOf(cell('address_line')),
    postcode: normalisePostcode(cell('postcode')),
    addressSealed: yesInCell(cell('address_sealed')) !== false,
    temporaryAddress: yesInCell(cell('address_temporary')) === true,
    teamId: cell('team_id'),
    practitionerId: cell('practitioner_id') || null,
    level: levelIn(cell('level_of_service')),
    olderLabel: olderLabelIn(cell('level_of_service')),
    reviews: reviewsIn(cell),
    gpOdsCode: cell('gp_ods_code') || null,
    gpName: cell('gp_name'),
    lastSeenOn: dateInCell(cell('last_seen_on')),
    mother: motherIn(cell),
    familyReference: cell('family_reference') || null,
  };
  return { kind: 'row', row };
}

/** Faults of who the child is. The text at fault is shown, as it is the number or the date that a person compares. */
function identityFault(cell: Cell, line: number): FaultyLine | null {
  for (const column of ['nhs_number', 'mother_nhs_number']) {
    const parsed = parseNhsNumber(cell(column));
    if (!parsed.ok && parsed.why !== 'empty') {
      return fault(
        line,
        column,
        `${cell(column).slice(0, 40)}: ${nhsNumberFaultWords[parsed.why]}`,
        'bad-check-digit',
      );
    }
  }
  for (const column of dateColumns) {
    const wrong = dateFault(cell(column));
    if (wrong) return fault(line, column, wrong);
  }
  const born = cell('date_of_birth') !== '';
  if (!born && cell('expected_date_of_delivery') === '') {
    return fault(line, 'date_of_birth', 'There is neither a date of birth nor an expected date of delivery');
  }
  if (cell('given_name') === '' && cell('family_name') === '' && (born || cell('mother_name') === '')) {
    return fault(
      line,
      'family_name',
      born ? 'The child has no name' : 'Neither the child nor the mother has a name',
      'nobody-named',
    );
  }
  return null;
}

/** Nobody in a caseload or beside it was born, seen or expected before this day: such a year is a slip of the pen. */
const earliestDay = '1900-01-01';

/** What is wrong with a day as it was typed; null where nothing is, and for an empty cell. */
export function dateFault(cell: string): string | null {
  if (cell === '') return null;
  const shown = cell.slice(0, 40);
  const day = dateInCell(cell);
  if (day === null) return `${shown} is not a date; write 2024-03-31 or 31/03/2024`;
  return day < earliestDay
    ? `${shown} is in the year ${day.slice(0, 4)}; write the year as it is, as in 2024-03-31`
    : null;
}

const dateColumns = [
  'date_of_birth',
  'expected_date_of_delivery',
  'last_seen_on',
  'mother_date_of_birth',
] as const;

/** Faults of where the child is and who holds it. No address is ever repeated in a sentence (promise P11). */
function placeFault(cell: Cell, line: number): FaultyLine | null {
  if (cell('team_id') === '')
    return fault(line, 'team_id', 'No team is named, so nobody would answer for the child');
  if (cell('postcode') !== '' && normalisePostcode(cell('postcode')) === null) {
    return fault(line, 'postcode', 'The postcode has no postcode’s shape');
  }
  for (const column of ['address_sealed', 'address_temporary']) {
    if (yesInCell(cell(column)) === null) return fault(line, column, 'Write yes or no');
  }
  if (cell('level_of_service') !== '' && levelIn(cell('level_of_service')) === null) {
    return fault(
      line,
      'level_of_service',
      `${cell('level_of_service').slice(0, 40)} is not a level of service`,
    );
  }
  return reviewFault(cell, line);
}

function reviewFault(cell: Cell, line: number): FaultyLine | null {
  const wrong = reviewColumns.find(({ column }) => cell(column) !== '' && reviewIn(cell(column)) === null);
  return wrong
    ? fault(
        line,
        wrong.column,
        `${cell(wrong.column).slice(0, 40)} says nothing of a review; write 2024-03-31, or declined 2024-03-31`,
      )
    : null;
}

function reviewIn(text: string): Pick<KnownReview, 'outcome' | 'on'> | null {
  const [, declined, day = ''] = /^(declined )?(\S+)$/i.exec(text) ?? [];
  const on = dateInCell(day);
  return on === null ? null : { outcome: declined ? 'declined' : 'done', on };
}

function reviewsIn(cell: Cell): readonly KnownReview[] {
  return reviewColumns.flatMap(({ code, column }) => {
    const review = cell(column) === '' ? null : reviewIn(cell(column));
    return review ? [{ code, ...review }] : [];
  });
}

function olderLabelIn(cell: string): string | null {
  return olderLevelLabels.find((older) => older.label.toLowerCase() === cell.toLowerCase())?.label ?? null;
}

const levelNames: ReadonlyMap<string, Level> = new Map([
  ...levels.flatMap((level): [string, Level][] => [
    [level, level],
    [levelWords[level].toLowerCase(), level],
  ]),
  ...olderLevelLabels.map((older): [string, Level] => [older.label.toLowerCase(), older.means]),
]);

function levelIn(cell: string): Level | null {
  return levelNames.get(cell.toLowerCase()) ?? null;
}

function motherIn(cell: Cell): CaseloadEntry['mother'] {
  const name = cell('mother_name');
  const nhsNumber = numberIn(cell('mother_nhs_number'));
  if (name === '' && nhsNumber === null) return null;
  return { name, nhsNumber, bornOn: dateInCell(cell('mother_date_of_birth')) };
}

/** The number in a cell whose check digit fits. */
export function numberIn(cell: string): string | null {
  const parsed = parseNhsNumber(cell);
  return parsed.ok ? parsed.number : null;
}

function partsOf(cell: string): readonly string[] {
  return cell === ''
    ? []
    : cell
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
}

type Cells = Readonly<Record<string, string>>;

/** Reads one row again from its cells, and what a person has put right in them. */
export function readRow(cells: Cells, corrections: Cells = {}): Promise<FileLine<CaseloadEntry>> {
  return readAgain(readCaseload, caseloadColumns, cells, corrections);
}

/** One line of a file of these columns as it was put right. A correction of what is no column is told: it would change nothing. */
export async function readAgain<Row>(
  read: (chunks: Chunks) => AsyncGenerator<FileLine<Row>>,
  columns: readonly Column[],
  cells: Cells,
  corrections: Cells,
): Promise<FileLine<Row>> {
  const strange = Object.keys(corrections).find((given) => columns.every(({ name }) => name !== given));
  if (strange !== undefined)
    return fault(
      2,
      null,
      `“${strange.slice(0, 40).replaceAll('_', ' ')}” is no column of this file. Call it as the column is called, such as family name`,
    );
  for await (const line of read([fileOf(columns, { ...cells, ...corrections })])) return line;
  return fault(2, null, 'The row is empty');
}

/** A file of one line with these cells. */
function fileOf(columns: readonly Column[], cells: Cells): string {
  const names = columns.map((column) => column.name);
  const line = (texts: readonly string[]) => texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
  return `${line(names)}\n${line(names.map((name) => cells[name] ?? ''))}\n`;
}
