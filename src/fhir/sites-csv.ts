import type { FaultyLine, FileLine } from '../application/import/rows.ts';
import { readGestation } from '../domain/calendar/gestation.ts';
import {
  type Directory,
  type EligibilityRules,
  earlierPregnancies,
  eligibilityFault,
  type SiteFault,
  type SiteRules,
  siteFault,
  vulnerabilities,
  type WiderAge,
} from '../domain/directory/directory.ts';
import { dateInCell, isSlug } from './cells.ts';
import { type Chunks, fault, missingColumns, readCsv } from './csv.ts';

/** One line of a file of sites: a version of a site's rules, with those for new clients or for transfers in. */
export type SiteRow = {
  readonly line: number;
  readonly version: Omit<SiteRules, 'newClients' | 'transfersIn'>;
  readonly clients: 'new' | 'transfer';
  readonly rules: EligibilityRules | null;
};

/** The header of a file of sites. Two lines for each version: one for new clients, one for those who transfer in. */
export const siteColumns: readonly { readonly name: string; readonly says: string }[] = [
  { name: 'site', says: 'The id of the service in the directory' },
  { name: 'version', says: 'The name of this version: small letters, digits and hyphens' },
  { name: 'from', says: 'First day, 2024-03-31 or 31/03/2024' },
  {
    name: 'to',
    says: 'The day from which it no longer holds; empty while it does. Of two versions the one begun last counts',
  },
  { name: 'why', says: 'Who decided it, and why' },
  { name: 'catchment', says: 'Codes of the areas whose residents it takes, with spaces between them' },
  { name: 'ends_at_months', says: 'The child’s age in months at which the programme ends, 12 to 24' },
  { name: 'may_end_from_months', says: 'The youngest age in months at which it may end early' },
  { name: 'caseload', says: 'Families of one whole-time nurse: above it whoever allocates says why' },
  { name: 'clients', says: 'new or transfer: whom this line is about' },
  { name: 'takes', says: 'yes, or no where the site takes none of them; then all columns behind stay empty' },
  { name: 'age_limit', says: 'Oldest age in whole years, or any' },
  { name: 'age_at', says: 'last-period or conception: when the age counts' },
  {
    name: 'wider_age_limit',
    says: 'Oldest age for a client with enough needs; empty where need does not widen it',
  },
  {
    name: 'wider_needs',
    says: `Which needs: all, or some of ${vulnerabilities.join(', ')}, with spaces between them`,
  },
  { name: 'wider_at_least', says: 'How many of them she must have' },
  { name: 'first_time_mothers_only', says: 'yes or no' },
  {
    name: 'counts_as_first',
    says: `Ends of earlier pregnancies after which she still counts as a first-time mother: some of ${earlierPregnancies.join(', ')}`,
  },
  { name: 'multiple_births', says: 'yes when twins and more are included, or no' },
  {
    name: 'aim',
    says: 'Weeks and days of pregnancy by which to enrol, as aimed at, such as 16+0; may be empty',
  },
  { name: 'limit', says: 'The last day of pregnancy on which to enrol, such as 28+0 or 27+6, or none' },
  { name: 'late_booking_limit', says: 'The same for one who booked late; empty where no exception is made' },
  { name: 'concealed_at_any_time', says: 'yes or no' },
];

/** Reads a file of sites, line by line. */
export function readSites(chunks: Chunks): AsyncGenerator<FileLine<SiteRow>> {
  return readCsv<SiteRow>(chunks, (header) => {
    const missing = missingColumns(
      header,
      siteColumns.map(({ name }) => name),
    );
    return missing === null ? rowOf : { fault: missing };
  });
}

/** The versions that the rows of a file make, and what is wrong between the rows and the directory. */
export function sitesOf(
  rows: readonly SiteRow[],
  known: Directory,
): { readonly sites: readonly SiteRules[]; readonly faults: readonly FaultyLine[] } {
  const faults = rows.flatMap((row) => referenceFaults(row, known));
  const sites: SiteRules[] = [];
  for (const group of Map.groupBy(rows, ({ version }) => `${version.serviceId} ${version.from}`).values()) {
    const [first] = group;
    if (!first) continue;
    const wrong = pairFault(group, first);
    if (wrong) faults.push(wrong);
    const of = (clients: SiteRow['clients']) => group.find((row) => row.clients === clients)?.rules ?? null;
    sites.push({ ...first.version, newClients: of('new'), transfersIn: of('transfer') });
  }
  return { sites, faults };
}

/**
 * If one of the two lines were missing, the site would be closed to new clients or to transfers, and nobody would have
 * said so.
 */
function pairFault(group: readonly SiteRow[], first: SiteRow): FaultyLine | null {
  const { serviceId, from } = first.version;
  const differs = group.find((row) => JSON.stringify(row.version) !== JSON.stringify(first.version));
  if (differs)
    return fault(
      differs.line,
      'version',
      `The lines of ${serviceId} from ${from} differ before the column clients; line ${first.line} is the first`,
    );
  for (const clients of ['new', 'transfer'] as const) {
    const lines = group.filter((row) => row.clients === clients);
    const [, twice] = lines;
    if (twice) return fault(twice.line, 'clients', `${serviceId} from ${from} has two lines for ${clients}`);
    if (lines.length === 0)
      return fault(
        first.line,
        'clients',
        `${serviceId} from ${from} has no line for ${clients}; write one with takes no where it takes none`,
      );
  }
  return null;
}

function referenceFaults({ version, line }: SiteRow, known: Directory): readonly FaultyLine[] {
  const service = known.services.get(version.serviceId);
  const site =
    service?.kind === 'fnp'
      ? []
      : [fault(line, 'site', `No service of the programme has the id ${version.serviceId}`, 'unknown-place')];
  const strange = version.catchment.filter((code) => !known.areas.has(code));
  return [
    ...site,
    ...strange.map((code) =>
      fault(line, 'catchment', `No area has the id ${code.slice(0, 80)}`, 'unknown-place'),
    ),
  ];
}

type Cell = (column: string) => string;

function rowOf(cell: Cell, line: number): FileLine<SiteRow> {
  const version = versionOf(cell, line);
  if ('kind' in version) return version;
  const clients = cell('clients').toLowerCase();
  if (clients !== 'new' && clients !== 'transfer') return fault(line, 'clients', 'Write new or transfer');
  const takes = yesOrNo(cell('takes'));
  if (takes === null) return fault(line, 'takes', 'Write yes or no');
  if (!takes) {
    const said = behindTakes.find((column) => cell(column) !== '');
    return said === undefined
      ? { kind: 'row', row: { line, version, clients, rules: null } }
      : fault(line, said, 'The site takes none of them, so this stays empty');
  }
  const rules = rulesOf(cell, line);
  return 'kind' in rules ? rules : { kind: 'row', row: { line, version, clients, rules } };
}

const names = siteColumns.map(({ name }) => name);
const behindTakes = names.slice(names.indexOf('takes') + 1);

const columnOf: Readonly<Record<SiteFault['of'], string>> = {
  ends: 'ends_at_months',
  caseload: 'caseload',
  catchment: 'catchment',
  age: 'wider_age_limit',
  gestation: 'limit',
};

function versionOf(cell: Cell, line: number): SiteRow['version'] | FaultyLine {
  for (const column of ['site', 'version'])
    if (!isSlug(cell(column))) return fault(line, column, 'Write small letters, digits and hyphens');
  if (cell('why') === '') return fault(line, 'why', 'Nothing says who decided it, and why');
  const from = dateInCell(cell('from'));
  if (from === null)
    return fault(line, 'from', 'The first day is not a date; write 2024-03-31 or 31/03/2024');
  const to = cell('to') === '' ? null : dateInCell(cell('to'));
  if (to === null && cell('to') !== '')
    return fault(line, 'to', 'The last day is not a date; write 2024-03-31 or 31/03/2024');
  if (to !== null && to < from) return fault(line, 'to', 'It ends before it begins');
  const version = {
    serviceId: cell('site'),
    version: cell('version'),
    from,
    to,
    why: cell('why'),
    catchment: words(cell('catchment')),
    endsAtMonths: whole(cell('ends_at_months')),
    mayEndFromMonths: whole(cell('may_end_from_months')),
    caseloadPerWholeTime: whole(cell('caseload')),
  };
  const wrong = siteFault(version);
  return wrong === null ? version : fault(line, columnOf[wrong.of], wrong.says);
}

function rulesOf(cell: Cell, line: number): EligibilityRules | FaultyLine {
  const ageLimit = cell('age_limit') === 'any' ? null : whole(cell('age_limit'));
  if (ageLimit !== null && !(ageLimit >= 10 && ageLimit <= 60))
    return fault(line, 'age_limit', 'Write an age in whole years, or any');
  const ageAt = cell('age_at').toLowerCase();
  if (ageAt !== 'last-period' && ageAt !== 'conception')
    return fault(line, 'age_at', 'Write last-period or conception');
  const wider = widerOf(cell, line);
  if (wider !== null && 'kind' in wider) return wider;
  const countsAsFirst = known(words(cell('counts_as_first')), earlierPregnancies);
  if (countsAsFirst === null)
    return fault(
      line,
      'counts_as_first',
      `Write some of ${earlierPregnancies.join(', ')}, with spaces between`,
    );
  const answers = ['first_time_mothers_only', 'multiple_births', 'concealed_at_any_time'] as const;
  const [firstTimeMother, multipleBirths, concealedAtAnyTime] = answers.map((column) =>
    yesOrNo(cell(column)),
  );
  for (const column of answers)
    if (yesOrNo(cell(column)) === null) return fault(line, column, 'Write yes or no');
  const [aimDays, lateBookingLimitDays] = [days(cell('aim'), ''), days(cell('late_booking_limit'), '')];
  const limitDays = days(cell('limit'), 'none');
  for (const [column, value] of [
    ['aim', aimDays],
    ['limit', limitDays],
    ['late_booking_limit', lateBookingLimitDays],
  ] as const)
    if (value === 'wrong')
      return fault(
        line,
        column,
        `Write weeks and days of pregnancy, such as 28+0 or 27+6${column === 'limit' ? ', or none' : ''}`,
      );
  const rules: EligibilityRules = {
    ageLimit,
    ageAt,
    wider,
    firstTimeMother: firstTimeMother === true,
    countsAsFirst,
    multipleBirths: multipleBirths === true,
    aimDays: aimDays === 'wrong' ? null : aimDays,
    limitDays: limitDays === 'wrong' ? null : limitDays,
    lateBookingLimitDays: lateBookingLimitDays === 'wrong' ? null : lateBookingLimitDays,
    concealedAtAnyTime: concealedAtAnyTime === true,
  };
  const wrong = eligibilityFault(rules);
  return wrong === null ? rules : fault(line, columnOf[wrong.of], wrong.says);
}

function widerOf(cell: Cell, line: number): WiderAge | null | FaultyLine {
  if (cell('wider_age_limit') === '') {
    const said = ['wider_needs', 'wider_at_least'].find((column) => cell(column) !== '');
    return said === undefined ? null : fault(line, said, 'There is no wider_age_limit, so this stays empty');
  }
  const list = cell('wider_needs');
  const needs = list === 'all' ? vulnerabilities : known(words(list), vulnerabilities);
  if (needs === null || needs.length === 0)
    return fault(
      line,
      'wider_needs',
      `Write all, or some of ${vulnerabilities.join(', ')}, with spaces between`,
    );
  const [ageLimit, atLeast] = [whole(cell('wider_age_limit')), whole(cell('wider_at_least'))];
  if (!(ageLimit <= 60)) return fault(line, 'wider_age_limit', 'Write an age in whole years');
  return atLeast >= 1
    ? { ageLimit, vulnerabilities: needs, atLeast }
    : fault(line, 'wider_at_least', 'Write how many of the needs she must have, from 1');
}

/** A whole number of digits; NaN, which no comparison accepts, for everything else. */
function whole(text: string): number {
  return /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
}

/** Yes or no; an empty cell is neither. What nobody wrote must not shut anybody out, or let anybody in. */
function yesOrNo(text: string): boolean | null {
  const word = text.toLowerCase();
  return word === 'yes' ? true : word === 'no' ? false : null;
}

function days(text: string, none: string): number | null | 'wrong' {
  return text === none ? null : (readGestation(text) ?? 'wrong');
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function known<T extends string>(given: readonly string[], all: readonly T[]): readonly T[] | null {
  const found = all.filter((one) => given.includes(one));
  return found.length === new Set(given).size ? found : null;
}
