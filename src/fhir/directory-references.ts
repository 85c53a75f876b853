import type { FaultyLine } from '../application/import/rows.ts';
import { type Instant, londonDate, sayDate } from '../domain/calendar/time.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { fault } from './csv.ts';
import type { DirectoryRow } from './directory-csv.ts';

/**
 * References of a whole file that point to nothing, neither in the file nor in the directory that is there. Such a
 * file is not taken at all: a service without its intake team would route families to nobody.
 */
export function danglingReferences(rows: readonly DirectoryRow[], known: Directory): readonly FaultyLine[] {
  const ids = idsIn(rows, known);
  return rows.flatMap((row) =>
    referencesOf(row).flatMap(({ column, to, id }) =>
      ids[to].has(id)
        ? []
        : [fault(row.line, column, `No ${to} has the id ${id.slice(0, 80)}`, 'unknown-place')],
    ),
  );
}

/** Kinds of which one id is one entry, whatever its dates. */
const onceKept: readonly DirectoryRow['kind'][] = ['area', 'organisation', 'service', 'team', 'practitioner'];

/** Second lines of one entry that say otherwise than its first: taken, the last would count, and nobody would have said so. */
export function contradictingLines(rows: readonly DirectoryRow[]): readonly FaultyLine[] {
  const entries = rows.filter(({ kind }) => onceKept.includes(kind));
  return [...Map.groupBy(entries, (row) => `${row.kind} ${idOf(row)}`).values()].flatMap(
    ([first, ...others]) =>
      others
        .filter((row) => first && said(row) !== said(first))
        .map((row) => {
          const says = `Line ${first?.line} says otherwise of the ${row.kind} ${idOf(row).slice(0, 80)}: leave one of the two`;
          return fault(row.line, 'id', says, 'contradictory');
        }),
  );
}

function said({ line: _, ...entry }: DirectoryRow): string {
  return JSON.stringify(entry);
}

/**
 * Lines that have somebody change teams on a day to come. A directory has one team for each person: taken now, such a line would take
 * them from the children of their team before that day (promise P1). It is read again on the day.
 */
export function movesToCome(
  rows: readonly DirectoryRow[],
  known: Directory,
  at: Instant,
): readonly FaultyLine[] {
  return rows.flatMap((row) => {
    const before = row.kind === 'practitioner' ? known.practitioners.get(row.practitioner.id) : undefined;
    if (row.kind !== 'practitioner' || !before || before.teamId === row.practitioner.teamId) return [];
    const { status, statusSince } = row.practitioner;
    if (status !== 'present' || statusSince <= at) return [];
    const team = known.teams.get(before.teamId)?.name ?? before.teamId;
    const says = `${before.name} works in ${team} until ${sayDate(londonDate(statusSince))}: read this line on that day`;
    return [fault(row.line, 'from', says)];
  });
}

/**
 * Lines that have somebody in post from a day before their leaving was recorded, as a file does that was made before it. Taken, such a line
 * would bring them back, and nobody would have said so: neither who let them go, nor the file (promises P6 and P8).
 */
export function leftSince(
  rows: readonly DirectoryRow[],
  known: Directory,
  at: Instant,
): readonly FaultyLine[] {
  return rows.flatMap((row) => {
    if (row.kind !== 'practitioner' || row.practitioner.status !== 'present') return [];
    const before = known.practitioners.get(row.practitioner.id);
    const hasLeft = before?.status === 'left' && before.statusSince <= at;
    if (!hasLeft || row.practitioner.statusSince >= before.statusSince) return [];
    const says = `${before.name} left on ${sayDate(londonDate(before.statusSince))}. Write that day under “to” or, where they have come back, the day of it under “from”`;
    return [fault(row.line, 'from', says, 'contradictory')];
  });
}

/** Lines without a last day for a team that has closed, as a file made before has them: families would be sent to a desk at which nobody sits. */
export function closedSince(
  rows: readonly DirectoryRow[],
  known: Directory,
  at: Instant,
): readonly FaultyLine[] {
  return rows.flatMap((row) => {
    if (row.kind !== 'team' || row.team.to !== null) return [];
    const before = known.teams.get(row.team.id);
    if (!before?.to || before.to > londonDate(at) || row.team.from >= before.to) return [];
    const says = `${before.name} closed on ${sayDate(before.to)}. Write that day under “to” or, where it works again, the day of it under “from”`;
    return [fault(row.line, 'to', says, 'contradictory')];
  });
}

/** Nothing points to a practice, to a local time limit, to a local contact, to a holiday or to a reason. */
type Target = Exclude<
  DirectoryRow['kind'],
  'gp-practice' | 'time-limit' | 'local-contact' | 'holiday' | 'reason'
>;
type Ids = Readonly<Record<Target, ReadonlySet<string>>>;
type Reference = { readonly column: string; readonly to: Target; readonly id: string };

function idsIn(rows: readonly DirectoryRow[], known: Directory): Ids {
  const of = (kind: Target, there: ReadonlyMap<string, unknown>) =>
    new Set([...there.keys(), ...rows.flatMap((row) => (row.kind === kind ? [idOf(row)] : []))]);
  return {
    area: of('area', known.areas),
    organisation: of('organisation', known.organisations),
    service: of('service', known.services),
    team: of('team', known.teams),
    practitioner: of('practitioner', known.practitioners),
  };
}

function idOf(row: DirectoryRow): string {
  switch (row.kind) {
    case 'area':
      return row.area.code;
    case 'organisation':
      return row.organisation.id;
    case 'service':
      return row.service.id;
    case 'team':
      return row.team.id;
    case 'practitioner':
      return row.practitioner.id;
    case 'gp-practice':
      return row.practice.odsCode;
    case 'time-limit':
      return row.limit.version;
    case 'local-contact':
      return row.contact.code;
    case 'holiday':
      return row.days[0]?.day ?? '';
    case 'reason':
      return row.reason.code;
  }
}

function referencesOf(row: DirectoryRow): readonly Reference[] {
  switch (row.kind) {
    case 'area':
    case 'organisation':
    case 'holiday':
      return [];
    case 'service':
      return [
        { column: 'organisation', to: 'organisation', id: row.service.organisationId },
        { column: 'area', to: 'area', id: row.service.areaCode },
        { column: 'intake_team', to: 'team', id: row.service.intakeTeamId },
      ];
    case 'team':
      return teamReferences(row.team);
    case 'practitioner':
      return [{ column: 'team', to: 'team', id: row.practitioner.teamId }];
    case 'gp-practice':
      return [{ column: 'area', to: 'area', id: row.practice.areaCode }];
    case 'time-limit':
      return [{ column: 'area', to: 'area', id: row.limit.areaCode }];
    case 'local-contact':
      return [{ column: 'area', to: 'area', id: row.contact.areaCode ?? '' }];
    case 'reason':
      return row.reason.serviceId === null
        ? []
        : [{ column: 'service', to: 'service', id: row.reason.serviceId }];
  }
}

function teamReferences(team: Extract<DirectoryRow, { kind: 'team' }>['team']): readonly Reference[] {
  const needed: readonly Reference[] = [
    { column: 'organisation', to: 'organisation', id: team.organisationId },
    { column: 'area', to: 'area', id: team.areaCode },
  ];
  const optional: readonly { readonly column: string; readonly to: Target; readonly id: string | null }[] = [
    { column: 'service', to: 'service', id: team.serviceId },
    { column: 'lead', to: 'practitioner', id: team.leadId },
    { column: 'deputy', to: 'practitioner', id: team.deputyId },
  ];
  return [...needed, ...optional.flatMap(({ column, to, id }) => (id === null ? [] : [{ column, to, id }]))];
}
