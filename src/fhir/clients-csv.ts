import type { ClientEntry, FaultyLine, FileLine } from '../application/import/rows.ts';
import type { CivilDate } from '../domain/calendar/time.ts';
import { referrers, visitModes } from '../domain/programme/client-facts.ts';
import { pauseReasons } from '../domain/programme/statuses.ts';
import {
  type Cell,
  type Column,
  caseloadColumns,
  rowOf as childOf,
  dateFault,
  numberIn,
  readAgain,
} from './caseload-csv.ts';
import { dateInCell } from './cells.ts';
import { type Chunks, fault, missingColumns, readCsv } from './csv.ts';

/** Which column of this file tells what a caseload file tells of the child; those that are not named have the same name. */
const columnOfChild: Readonly<Record<string, string>> = {
  nhs_number: 'child_nhs_number',
  given_name: 'child_given_name',
  family_name: 'child_family_name',
  date_of_birth: 'child_date_of_birth',
  level_of_service: 'child_level_of_service',
  last_seen_on: 'child_last_seen_on',
  practitioner_id: 'nurse_id',
  mother_nhs_number: 'nhs_number',
  mother_date_of_birth: 'date_of_birth',
};

const pauseCodes = pauseReasons.map(({ code }) => code);

const ofProgramme: readonly Column[] = [
  { name: 'nhs_number', needed: true, says: 'Hers: ten digits, spaces allowed; empty when there is none' },
  { name: 'given_name', needed: true, says: 'Hers' },
  { name: 'family_name', needed: true, says: 'Hers' },
  {
    name: 'date_of_birth',
    needed: true,
    says: 'Hers: 2004-03-31 or 31/03/2004; needed where she has no NHS number',
  },
  { name: 'phone', needed: false, says: 'Hers' },
  { name: 'team_id', needed: true, says: 'The id of the site’s team in the directory' },
  { name: 'nurse_id', needed: true, says: 'The id of her family nurse' },
  { name: 'referred_on', needed: false, says: 'As a date; empty means the day of enrolment' },
  { name: 'referred_by', needed: false, says: `${referrers.join(', ')}; empty means other` },
  { name: 'enrolled_on', needed: true, says: 'The day on which she enrolled' },
  {
    name: 'consent_how',
    needed: true,
    says: 'How she consented to the programme, such as Signed at the first visit',
  },
  { name: 'consent_on', needed: false, says: 'As a date; empty means the day of enrolment' },
  {
    name: 'sharing_basis',
    needed: true,
    says: 'On which basis information is shared to safeguard the child, such as Children Act 2004, section 11',
  },
  { name: 'status', needed: false, says: 'active or paused; empty means active' },
  { name: 'pause_reason', needed: false, says: `Of a client who is paused: ${pauseCodes.join(', ')}` },
  {
    name: 'pause_review_on',
    needed: false,
    says: 'When the pause is looked at again, as a date ahead; empty means when her next visit would be due',
  },
  {
    name: 'last_visit_on',
    needed: true,
    says: 'The last visit in which she took part; empty when nobody knows of one',
  },
  { name: 'last_visit_how', needed: false, says: `${visitModes.join(', ')}; empty means face-to-face` },
  {
    name: 'ends_on',
    needed: false,
    says: 'When the programme ends for her; empty means by the rules of the site',
  },
  { name: 'child_nhs_number', needed: true, says: 'Empty before birth, and when there is none yet' },
  { name: 'child_given_name', needed: true, says: 'May be empty before birth' },
  { name: 'child_family_name', needed: false, says: 'Empty means hers' },
  { name: 'child_date_of_birth', needed: true, says: 'Empty before birth' },
];

/** What else a caseload file may tell of the child, in the same words. */
const ofChild: readonly Column[] = caseloadColumns
  .filter(({ name }) => !name.startsWith('mother_'))
  .map((column) => ({ ...column, name: columnOfChild[column.name] ?? column.name }))
  .filter(({ name }) => ofProgramme.every((known) => known.name !== name));

/** The header of a file of clients. Columns may stand in any order; those not listed are passed over. */
export const clientColumns: readonly Column[] = [...ofProgramme, ...ofChild];

const needed = clientColumns.filter((column) => column.needed).map((column) => column.name);

/** Reads the clients of a site, line by line, one child in each. A line with a fault is never half taken. */
export function readClients(chunks: Chunks): AsyncGenerator<FileLine<ClientEntry>> {
  return readCsv<ClientEntry>(chunks, (header) => {
    const missing = missingColumns(header, needed);
    return missing === null ? rowOf : { fault: missing };
  });
}

/** Reads one line again from its cells, and what a person has put right in them. */
export function readClient(
  cells: Readonly<Record<string, string>>,
  corrections: Readonly<Record<string, string>> = {},
): Promise<FileLine<ClientEntry>> {
  return readAgain(readClients, clientColumns, cells, corrections);
}

function rowOf(cell: Cell, line: number): FileLine<ClientEntry> {
  const wrong = personFault(cell, line) ?? courseFault(cell, line);
  if (wrong) return wrong;
  const child = childOf(cellOfChild(cell), line);
  if (child.kind === 'fault')
    return { ...child, column: child.column && (columnOfChild[child.column] ?? child.column) };
  if (child.kind !== 'row') return child;
  const enrolledOn = dateInCell(cell('enrolled_on')) ?? '';
  const row: ClientEntry = {
    line,
    givenName: cell('given_name'),
    familyName: cell('family_name'),
    bornOn: dateInCell(cell('date_of_birth')),
    nhsNumber: numberIn(cell('nhs_number')),
    phone: cell('phone'),
    referredOn: dateInCell(cell('referred_on')),
    referrer: oneOf(referrers, cell('referred_by'), 'other') ?? 'other',
    enrolledOn,
    nurseId: cell('nurse_id'),
    consent: { on: dateInCell(cell('consent_on')) ?? enrolledOn, how: cell('consent_how') },
    sharingBasis: cell('sharing_basis'),
    endsOn: dateInCell(cell('ends_on')),
    lastVisit: lastVisitIn(cell),
    pause: pauseIn(cell),
    child: child.row,
    cells: Object.fromEntries(clientColumns.map(({ name }) => [name, cell(name)])),
  };
  return { kind: 'row', row };
}

function cellOfChild(cell: Cell): Cell {
  return (column) => {
    if (column === 'mother_name') return `${cell('given_name')} ${cell('family_name')}`.trim();
    const told = cell(columnOfChild[column] ?? column);
    return column === 'family_name' && told === '' ? cell('family_name') : told;
  };
}

/** Faults of who she is. A number that is mistyped is found with the child’s, as the mother’s number. */
function personFault(cell: Cell, line: number): FaultyLine | null {
  for (const column of ['given_name', 'family_name'])
    if (cell(column) === '') return fault(line, column, 'The client has no name', 'nobody-named');
  if (cell('nhs_number') === '' && cell('date_of_birth') === '')
    return fault(
      line,
      'date_of_birth',
      'Without an NHS number her date of birth tells her from another client',
      'no-number',
    );
  return null;
}

const days = [
  'date_of_birth',
  'referred_on',
  'enrolled_on',
  'consent_on',
  'pause_review_on',
  'last_visit_on',
  'ends_on',
] as const;

/** Faults of her course. Whether the days fit each other is for the rules. */
function courseFault(cell: Cell, line: number): FaultyLine | null {
  for (const column of days) {
    const wrong = dateFault(cell(column));
    if (wrong) return fault(line, column, wrong);
  }
  if (cell('nurse_id') === '') return fault(line, 'nurse_id', 'No nurse is named, so nobody would visit her');
  if (cell('enrolled_on') === '') return fault(line, 'enrolled_on', 'There is no day of enrolment');
  const chosen = [
    ['referred_by', referrers],
    ['last_visit_how', visitModes],
    ['status', statuses],
    ['pause_reason', pauseCodes],
  ] as const;
  const wrong = chosen.find(([column, codes]) => oneOf<string>(codes, cell(column), '') === null);
  if (wrong)
    return fault(line, wrong[0], `${cell(wrong[0]).slice(0, 40)} is not one of ${wrong[1].join(', ')}`);
  const paused = cell('status').toLowerCase() === 'paused';
  if (paused && cell('pause_reason') === '')
    return fault(line, 'pause_reason', 'The programme is paused for her, and no reason is given');
  return null;
}

/** A site that begins brings whom it has: those who left are not its clients, and a transfer is begun anew on her page. */
const statuses = ['active', 'paused'] as const;

/** The code in a cell, in any case; `empty` for an empty cell; null for what is no code. */
function oneOf<C extends string>(codes: readonly C[], text: string, empty: C): C | null {
  if (text === '') return empty;
  return codes.find((code) => code === text.toLowerCase()) ?? null;
}

function lastVisitIn(cell: Cell): ClientEntry['lastVisit'] {
  const on: CivilDate | null = dateInCell(cell('last_visit_on'));
  const mode = oneOf(visitModes, cell('last_visit_how'), 'face-to-face');
  return on === null || mode === null ? null : { on, mode };
}

function pauseIn(cell: Cell): ClientEntry['pause'] {
  const reason = oneOf<string>(pauseCodes, cell('pause_reason'), '');
  const code = pauseCodes.find((one) => one === reason);
  if (cell('status').toLowerCase() !== 'paused' || code === undefined) return null;
  return { reason: code, reviewOn: dateInCell(cell('pause_review_on')) };
}
