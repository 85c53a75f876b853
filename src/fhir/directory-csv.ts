import type { FaultyLine, FileLine } from '../application/import/rows.ts';
import type { BankHoliday } from '../domain/calendar/holidays.ts';
import { type CivilDate, londonInstant, nations } from '../domain/calendar/time.ts';
import {
  defaultRuleSets,
  type Column as LimitColumn,
  type LocalLimit,
  type LocalRowId,
  localFault,
  localRowIds,
  type RuleSet,
  ruleSetOn,
} from '../domain/calendar/time-limits.ts';
import type { TimedLimit } from '../domain/calendar/working-time.ts';
import type {
  Area,
  GpPractice,
  Organisation,
  OwnReason,
  Practitioner,
  ReviewRule,
  Role,
  Service,
  ServiceKind,
  Team,
  TeamKind,
} from '../domain/directory/directory.ts';
import { type ReasonList, reasonLists } from '../domain/programme/reasons.ts';
import { mandatedReviews } from '../domain/reviews/schedule.ts';
import { dateInCell, isSlug, yesInCell } from './cells.ts';
import { type Chunks, fault, missingColumns, readCsv } from './csv.ts';
import { type DirectoryRowKind, directoryColumns, directoryRowKinds } from './directory-columns.ts';

/** One entry of the directory, as a line of the file gives it. What it refers to is not yet looked up. */
export type DirectoryRow = { readonly line: number } & (
  | { readonly kind: 'area'; readonly area: Area }
  | { readonly kind: 'organisation'; readonly organisation: Organisation }
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'team'; readonly team: Team }
  | { readonly kind: 'practitioner'; readonly practitioner: Practitioner }
  | { readonly kind: 'gp-practice'; readonly practice: GpPractice }
  | { readonly kind: 'time-limit'; readonly limit: LocalLimit }
  | { readonly kind: 'local-contact'; readonly contact: ReviewRule }
  | { readonly kind: 'holiday'; readonly days: readonly BankHoliday[] }
  | { readonly kind: 'reason'; readonly reason: OwnReason }
);
const needed = directoryColumns.filter((column) => column.needed).map((column) => column.name);

/** Reads a directory file, line by line. Local time limits are measured against the national tables given. */
export function readDirectory(
  chunks: Chunks,
  nationalTables: readonly RuleSet[] = defaultRuleSets,
): AsyncGenerator<FileLine<DirectoryRow>> {
  return readCsv<DirectoryRow>(chunks, (header) => {
    const missing = missingColumns(header, needed);
    return missing === null ? (cell, line) => rowOf(cell, line, nationalTables) : { fault: missing };
  });
}

type Cell = (column: string) => string;
type Dates = { readonly from: CivilDate; readonly to: CivilDate | null };

const isTeamKind = oneOf<TeamKind>([
  'fnp',
  'health-visiting',
  'named-nurse',
  'designated-nurse',
  'commissioner',
  'information-governance',
  'outside',
]);
const isServiceKind = oneOf<ServiceKind>(['fnp', 'health-visiting']);
const isKind = oneOf<DirectoryRowKind>(directoryRowKinds);
const isNation = oneOf(nations);
const isRole = oneOf<Role>([
  'family-nurse',
  'health-visitor',
  'lead',
  'administrator',
  'named-nurse',
  'designated-nurse',
  'commissioner',
  'information-governance',
]);

const reasonListNames = Object.keys(reasonLists) as readonly ReasonList[];
const isReasonList = oneOf(reasonListNames);
const isRow = oneOf<LocalRowId>(localRowIds);
const isPriority = oneOf<LimitColumn>(['routine', 'heightened', 'urgent']);
const isUnit = oneOf<TimedLimit['unit']>(['working-days', 'working-hours', 'hours', 'days', 'same-day']);

function rowOf(cell: Cell, line: number, nationalTables: readonly RuleSet[]): FileLine<DirectoryRow> {
  const kind = cell('kind').toLowerCase();
  if (!isKind(kind))
    return fault(
      line,
      'kind',
      'Write area, organisation, service, team, practitioner, gp-practice, time-limit, local-contact, holiday or reason',
    );
  const dates = datesOf(cell, line);
  const wrong =
    idFault(cell, kind, line) ?? ('kind' in dates ? dates : null) ?? referenceFault(cell, kind, line);
  if (wrong) return wrong;
  if ('kind' in dates) return dates;
  switch (kind) {
    case 'area':
      return areaRow(cell, dates, line);
    case 'organisation':
      return row({
        line,
        kind,
        organisation: {
          id: cell('id'),
          name: cell('name'),
          odsCode: cell('ods_code').toUpperCase(),
          ...dates,
        },
      });
    case 'service':
      return serviceRow(cell, dates, line);
    case 'team':
      return teamRow(cell, dates, line);
    case 'practitioner':
      return practitionerRow(cell, dates, line);
    case 'gp-practice':
      return row({
        line,
        kind,
        practice: {
          odsCode: cell('id').toUpperCase(),
          name: cell('name'),
          areaCode: cell('area'),
          ...dates,
        },
      });
    case 'time-limit':
      return limitRow(cell, dates, line, nationalTables);
    case 'local-contact':
      return contactRow(cell, dates, line);
    case 'holiday':
      return holidayRow(cell, dates, line);
    case 'reason':
      return reasonRow(cell, dates, line);
  }
}

/** A day on which nobody works in a nation, or in all of them, as it was proclaimed. */
function holidayRow(cell: Cell, { from, to }: Dates, line: number): FileLine<DirectoryRow> {
  if (to !== null) return fault(line, 'to', 'A holiday is one day: write a line for each');
  const nation = cell('nation').toLowerCase();
  if (nation !== '' && !isNation(nation))
    return fault(line, 'nation', 'Write england, scotland, wales or northern-ireland, or nothing for all');
  const days = (nation === '' ? nations : [nation]).map((of) => ({
    nation: of,
    day: from,
    name: cell('name'),
  }));
  return row({ line, kind: 'holiday', days });
}

/** What the reason counts as has to be a shipped one: rules and measures know no other. */
function reasonRow(cell: Cell, dates: Dates, line: number): FileLine<DirectoryRow> {
  const [list, code] = [cell('type').toLowerCase(), cell('id')];
  if (!isReasonList(list)) return fault(line, 'type', `Write ${reasonListNames.join(', ')}`);
  const shipped = reasonLists[list].map((one): string => one.code);
  const countsAs = cell('counts_as') || code;
  if (!shipped.includes(countsAs) || (shipped.includes(code) && countsAs !== code))
    return fault(line, 'counts_as', `Write which it counts as: ${shipped.join(', ')}`);
  const reason: OwnReason = {
    list,
    code,
    words: cell('name'),
    countsAs,
    serviceId: cell('service') || null,
    ...dates,
  };
  return row({ line, kind: 'reason', reason });
}

function contactRow(cell: Cell, dates: Dates, line: number): FileLine<DirectoryRow> {
  const code = cell('id');
  const mandated = mandatedReviews.find((review) => review.code === code);
  if (mandated) return fault(line, 'id', `${mandated.words} is mandated: a local contact needs another id`);
  const opens = ageInCell(cell('opens'));
  const due = ageInCell(cell('due'));
  const says = 'Write an age up to five years, such as 3 months, 13 weeks or 90 days';
  if (!opens) return fault(line, 'opens', says);
  if (!due) return fault(line, 'due', says);
  if (roughDays(due) <= roughDays(opens)) return fault(line, 'due', 'It is due before it opens');
  const contact: ReviewRule = {
    code,
    words: cell('name'),
    mandated: false,
    opens,
    due,
    areaCode: cell('area'),
    basis: cell('basis'),
    ...dates,
  };
  return row({ line, kind: 'local-contact', contact });
}

type Age = { readonly from: 'birth'; readonly months: number; readonly days: number };

/** An age as people write it. Anything else is null, never a guess. */
function ageInCell(cell: string): Age | null {
  const [, n = '', unit = ''] = /^(\d{1,4}) ?(day|week|month|year)s?$/.exec(cell.toLowerCase()) ?? [];
  const count = Number(n);
  const months = unit === 'month' ? count : unit === 'year' ? count * 12 : 0;
  const days = unit === 'day' ? count : unit === 'week' ? count * 7 : 0;
  const fits = unit !== '' && months <= 60 && days <= 1830;
  return fits ? { from: 'birth', months, days } : null;
}

/** As the table compares them: a month counts as thirty days. */
function roughDays({ months, days }: Age): number {
  return months * 30 + days;
}

function limitRow(
  cell: Cell,
  dates: Dates,
  line: number,
  nationalTables: readonly RuleSet[],
): FileLine<DirectoryRow> {
  const [id, column, unit] = [
    cell('row').toUpperCase(),
    cell('priority').toLowerCase(),
    cell('unit').toLowerCase(),
  ];
  if (!isRow(id)) return fault(line, 'row', `The table of time limits has no row ${id.slice(0, 20)}`);
  if (!isPriority(column)) return fault(line, 'priority', 'Write routine, heightened or urgent');
  if (!isUnit(unit)) return fault(line, 'unit', 'Write working-days, working-hours, hours, days or same-day');
  const limit: TimedLimit = unit === 'same-day' ? { unit } : { unit, n: Number(cell('limit') || 'none') };
  const local: LocalLimit = {
    areaCode: cell('area'),
    row: id,
    column,
    limit,
    version: cell('id'),
    why: cell('name'),
    ...dates,
  };
  const wrong = localFault(local, ruleSetOn(nationalTables, dates.from));
  return wrong === null ? row({ line, kind: 'time-limit', limit: local }) : fault(line, 'limit', wrong);
}

function areaRow(cell: Cell, dates: Dates, line: number): FileLine<DirectoryRow> {
  const code = cell('id');
  const nation = cell('nation') === '' ? nationOf(code) : cell('nation').toLowerCase();
  if (!isNation(nation)) return fault(line, 'nation', 'Write england, scotland, wales or northern-ireland');
  const inNetwork = yesInCell(cell('in_network'));
  if (inNetwork === null) return fault(line, 'in_network', 'Write yes or no');
  return row({
    line,
    kind: 'area',
    area: { code, name: cell('name'), region: cell('region'), nation, inNetwork, ...dates },
  });
}

function serviceRow(cell: Cell, dates: Dates, line: number): FileLine<DirectoryRow> {
  const kind = cell('type').toLowerCase();
  if (!isServiceKind(kind)) return fault(line, 'type', 'Write fnp or health-visiting');
  const [organisationId, areaCode, intakeTeamId] = [cell('organisation'), cell('area'), cell('intake_team')];
  return row({
    line,
    kind: 'service',
    service: { id: cell('id'), name: cell('name'), kind, organisationId, areaCode, intakeTeamId, ...dates },
  });
}

function teamRow(cell: Cell, dates: Dates, line: number): FileLine<DirectoryRow> {
  const kind = cell('type').toLowerCase();
  if (!isTeamKind(kind)) return fault(line, 'type', 'That is no kind of team');
  const holdingDesk = yesInCell(cell('holding_desk'));
  if (holdingDesk === null) return fault(line, 'holding_desk', 'Write yes or no');
  if (cell('phone') === '') return fault(line, 'phone', 'A team must be reachable: give a telephone number');
  const team: Team = {
    id: cell('id'),
    name: cell('name'),
    kind,
    organisationId: cell('organisation'),
    areaCode: cell('area'),
    serviceId: cell('service') || null,
    leadId: cell('lead') || null,
    deputyId: cell('deputy') || null,
    phone: cell('phone'),
    email: cell('email'),
    outOfHours: cell('out_of_hours'),
    holdingDesk,
    ...dates,
  };
  return row({ line, kind: 'team', team });
}

function practitionerRow(cell: Cell, dates: Dates, line: number): FileLine<DirectoryRow> {
  const role = cell('type').toLowerCase();
  if (!isRole(role)) return fault(line, 'type', 'That is no role');
  const duty = yesInCell(cell('duty'));
  if (duty === null) return fault(line, 'duty', 'Write yes or no');
  const practitioner: Practitioner = {
    id: cell('id'),
    name: cell('name'),
    role,
    teamId: cell('team'),
    phone: cell('phone'),
    email: cell('email'),
    duty,
    status: dates.to === null ? 'present' : 'left',
    statusSince: londonInstant(dates.to ?? dates.from, 0),
  };
  return row({ line, kind: 'practitioner', practitioner });
}

function row(entry: DirectoryRow): FileLine<DirectoryRow> {
  return { kind: 'row', row: entry };
}

function idFault(cell: Cell, kind: DirectoryRowKind, line: number): FaultyLine | null {
  const wrong = idWrong(kind, cell('id'));
  if (wrong !== null) return fault(line, 'id', wrong);
  return cell('name') === '' ? fault(line, 'name', 'There is no name') : null;
}

/** What is wrong with an id: areas and GP practices have national codes, everything else an id of our own. */
function idWrong(kind: DirectoryRowKind, id: string): string | null {
  if (kind === 'area') return isAreaCode(id) ? null : 'That is not the code of an upper-tier authority';
  if (kind === 'gp-practice')
    return isOdsCode(id) ? null : 'That is not the ODS code of a practice, such as Y90001';
  return isSlug(id) ? null : 'Write small letters, digits and hyphens';
}

const references: Readonly<Record<DirectoryRowKind, readonly string[]>> = {
  area: [],
  organisation: ['ods_code'],
  service: ['organisation', 'area', 'intake_team'],
  team: ['organisation', 'area'],
  practitioner: ['team'],
  'gp-practice': ['area'],
  'time-limit': ['area', 'row', 'priority', 'unit'],
  'local-contact': ['area', 'opens', 'due', 'basis'],
  holiday: [],
  reason: [],
};

function referenceFault(cell: Cell, kind: DirectoryRowKind, line: number): FaultyLine | null {
  const empty = references[kind].find((column) => cell(column) === '');
  return empty === undefined ? null : fault(line, empty, `A line of kind ${kind} needs the column ${empty}`);
}

function datesOf(cell: Cell, line: number): Dates | FaultyLine {
  const from = dateInCell(cell('from'));
  if (from === null)
    return fault(line, 'from', 'The first day is not a date; write 2024-03-31 or 31/03/2024');
  if (cell('to') === '') return { from, to: null };
  const to = dateInCell(cell('to'));
  if (to === null) return fault(line, 'to', 'The last day is not a date; write 2024-03-31 or 31/03/2024');
  return to < from ? fault(line, 'to', 'It ends before it begins') : { from, to };
}

function isAreaCode(code: string): boolean {
  return /^(?:E06|E08|E09|E10|W06|S12|N09)\d{6}$/.test(code);
}

/** Three to eight letters and digits, as the national directory of organisations writes them. */
function isOdsCode(code: string): boolean {
  return /^[A-Z0-9]{3,8}$/i.test(code);
}

function nationOf(code: string): string {
  const byLetter: Readonly<Record<string, string>> = {
    E: 'england',
    S: 'scotland',
    W: 'wales',
    N: 'northern-ireland',
  };
  return byLetter[code.slice(0, 1)] ?? '';
}

function oneOf<T extends string>(words: readonly T[]): (text: string) => text is T {
  const known: ReadonlySet<string> = new Set(words);
  return (text): text is T => known.has(text);
}
