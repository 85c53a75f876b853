import type { Instant } from '../calendar/time.ts';
import type { Absence, Directory, Practitioner, Team } from './entries.ts';

/** What a team's entry says of who answers for it. */
type Leading = Pick<Team, 'leadId' | 'deputyId'>;

/** What a person's entry says of where they answer, and whether. The team is null where it is no longer known. */
type InPost = Pick<Practitioner, 'role' | 'status' | 'statusSince'> & { readonly teamId: string | null };

/**
 * An entry of the directory as it stood until it was changed. For an absence it is null: until then nobody had entered
 * it.
 */
export type Past = { readonly id: string; readonly until: Instant } & (
  | { readonly kind: 'team'; readonly entry: Leading }
  | { readonly kind: 'practitioner'; readonly entry: InPost }
  | { readonly kind: 'absence'; readonly entry: Absence | null }
);

/** The directory of today, and what it said before. */
export type DatedDirectory = { readonly directory: Directory; readonly past: readonly Past[] };

/** What a change of the directory put an end to: entries as they stood until `at`. An entry that is new has no past. */
export function pastOf(before: Directory, after: Directory, at: Instant): readonly Past[] {
  return [
    ...teamsPast(before, after, at),
    ...peoplePast(before, after, at),
    ...absencesPast(before, after, at),
  ];
}

function teamsPast(before: Directory, after: Directory, until: Instant): readonly Past[] {
  return [...before.teams.values()].flatMap(({ id, leadId, deputyId }) => {
    const now = after.teams.get(id);
    if (!now || (now.leadId === leadId && now.deputyId === deputyId)) return [];
    return [{ kind: 'team', id, until, entry: { leadId, deputyId } } as const];
  });
}

function peoplePast(before: Directory, after: Directory, until: Instant): readonly Past[] {
  return [...before.practitioners.values()].flatMap(({ id, teamId, role, status, statusSince }) => {
    const now = after.practitioners.get(id);
    const same =
      now?.teamId === teamId && now.role === role && now.status === status && now.statusSince === statusSince;
    if (!now || same) return [];
    return [{ kind: 'practitioner', id, until, entry: { teamId, role, status, statusSince } } as const];
  });
}

function absencesPast(before: Directory, after: Directory, until: Instant): readonly Past[] {
  const known = new Map(before.absences.map((absence) => [absenceId(absence), absence]));
  return after.absences.flatMap((absence) => {
    const id = absenceId(absence);
    const was = known.get(id);
    const same = was?.to === absence.to && was.deputyId === absence.deputyId;
    if (same || !before.practitioners.has(absence.practitionerId)) return [];
    return [{ kind: 'absence', id, until, entry: was ?? null } as const];
  });
}

function absenceId({ practitionerId, from }: Absence): string {
  return `${practitionerId}/${from}`;
}

/** What the directory knew of one team and the people who may answer in it. */
export type TeamOverTime = {
  /** The directory as it answers for that team at an instant. Of others it says what stands today. */
  readonly at: (at: Instant) => Directory;
  /** The instants at which the answer may have become another, in no order. */
  readonly turns: readonly Instant[];
};

/**
 * Who answered in a team, over time. `then`: as the directory said at each instant. `now`: with what was entered later
 * about somebody who had left by then, or was away. A deputy who was named only later did not answer earlier, since
 * nothing is backdated (promise P9).
 */
export function teamOverTime(
  { directory, past }: DatedDirectory,
  teamId: string,
  practitionerId: string | null,
  knowing: 'then' | 'now',
): TeamOverTime {
  const team = directory.teams.get(teamId);
  const of = <Kind extends Past['kind']>(kind: Kind) =>
    past
      .filter((one): one is Extract<Past, { kind: Kind }> => one.kind === kind)
      .toSorted((a, b) => (a.until < b.until ? -1 : 1));
  const leading = of('team').filter(({ id }) => id === teamId);
  const people = concerned(directory, of('absence'), [
    practitionerId,
    ...[...leading.map(({ entry }) => entry), ...(team ? [team] : [])].flatMap((one) => [
      one.leadId,
      one.deputyId,
    ]),
  ]);
  const posts = of('practitioner').filter(({ id }) => people.has(id));
  const entered = of('absence').filter(({ id }) => people.has(id.split('/')[0] ?? ''));
  const absences = directory.absences.filter((one) => people.has(one.practitionerId));

  function person(known: Practitioner, at: Instant): Practitioner {
    const own = posts.filter(({ id }) => id === known.id);
    const stood = own.find(({ until }) => at < until);
    const was = stood ? { ...known, ...stood.entry, teamId: stood.entry.teamId ?? teamId } : known;
    if (knowing === 'then' || !stood) return was;
    const later = [...own.slice(own.indexOf(stood) + 1).map(({ entry }) => entry), known];
    const gone = later.find(({ status, statusSince }) => status !== 'present' && statusSince <= at);
    return gone ? { ...was, status: gone.status, statusSince: gone.statusSince } : was;
  }

  function away(at: Instant): readonly Absence[] {
    const stood = absences.flatMap((absence) => {
      const id = absenceId(absence);
      const was = entered.find((one) => one.id === id && at < one.until);
      return (was ? was.entry : absence) ?? [];
    });
    const covered = new Set(stood.filter((one) => covers(one, at)).map((one) => one.practitionerId));
    const later = absences.filter((one) => covers(one, at) && !covered.has(one.practitionerId));
    return knowing === 'then' ? stood : [...stood, ...later.map((one) => ({ ...one, deputyId: null }))];
  }

  return {
    at: (at) => {
      if (!team) return directory;
      const stood = leading.find(({ until }) => at < until)?.entry;
      const known = [...people].flatMap((id) => directory.practitioners.get(id) ?? []);
      return {
        ...directory,
        teams: new Map([[teamId, { ...team, ...stood }]]),
        practitioners: new Map(known.map((one) => [one.id, person(one, at)])),
        absences: away(at),
      };
    },
    turns: [
      ...[...leading, ...posts, ...entered].map(({ until }) => until),
      ...[...absences, ...entered.flatMap(({ entry }) => entry ?? [])].flatMap(({ from, to }) => [
        from,
        to ?? from,
      ]),
      ...[...posts.map(({ entry }) => entry.statusSince)],
      ...[...people].flatMap((id) => directory.practitioners.get(id)?.statusSince ?? []),
    ],
  };
}

/** These people, and everybody who was ever named to stand in for one of them. */
function concerned(
  directory: Directory,
  past: readonly Extract<Past, { kind: 'absence' }>[],
  named: readonly (string | null)[],
): ReadonlySet<string> {
  const first = new Set(named.filter((id) => id !== null));
  const absences = [...directory.absences, ...past.flatMap(({ entry }) => entry ?? [])];
  const deputies = absences.filter((one) => first.has(one.practitionerId)).map(({ deputyId }) => deputyId);
  return new Set([...first, ...deputies.filter((id) => id !== null)]);
}

function covers({ from, to }: Absence, at: Instant): boolean {
  return from <= at && (to === null || at < to);
}
