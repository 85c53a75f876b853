import { addDays, type CivilDate, type Instant, londonDate } from '../../domain/calendar/time.ts';
import { type Directory, presentAt } from '../../domain/directory/directory.ts';
import { route } from '../../domain/directory/routing.ts';
import type { PrepareHandover } from '../../domain/handover/commands.ts';
import type { Destination, Summary } from '../../domain/handover/facts.ts';
import { gpToSettle } from '../../domain/handover/gp-elsewhere.ts';
import type { HandoverKind, Level, Occasion } from '../../domain/language/words.ts';
import type { Address, Gp } from '../../domain/responsibility/facts.ts';
import type { Circumstances } from '../../domain/risk/circumstances.ts';
import type { Player } from './life.ts';
import { assessments, situations } from './names.ts';
import type { Random } from './random.ts';

/** One area as the scripts see it: its teams and the people who act in them. */
export type Side = {
  readonly areaCode: string;
  readonly areaName: string;
  readonly hv: string;
  readonly fnp: string;
  readonly namedNurse: string;
  readonly designatedNurse: string;
};

/** Who the child of a script is: names and places that the script writes into its facts. */
export type Cast = {
  readonly givenName: string;
  readonly familyName: string;
  readonly nhsNumber: string | null;
  readonly familyId: string;
  readonly mother: { readonly name: string; readonly nhsNumber: string | null; readonly bornOn: CivilDate };
  readonly home: { readonly lines: readonly string[]; readonly postcode: string };
  readonly newHome: { readonly lines: readonly string[]; readonly postcode: string };
  readonly gp: Gp | null;
};

/** All that a script needs to play one child's life. */
export type Scene = {
  readonly player: Player;
  readonly random: Random;
  readonly directory: Directory;
  readonly now: Instant;
  readonly home: Side;
  readonly away: Side;
  readonly cast: Cast;
};

/** The practitioners of a team in these roles who are here at that moment, in the order of their ids. */
export function peopleOf(
  scene: Scene,
  teamId: string,
  roles: readonly string[],
  at: Instant = scene.player.clock(),
): readonly string[] {
  const { directory } = scene;
  return staffOf(directory, teamId)
    .filter((one) => roles.includes(one.role) && presentAt(directory, one.id, at))
    .map((one) => one.id);
}

const staffByDirectory = new WeakMap<
  Directory,
  ReadonlyMap<string, readonly { id: string; role: string }[]>
>();

function staffOf(directory: Directory, teamId: string) {
  const known =
    staffByDirectory.get(directory) ?? Map.groupBy(directory.practitioners.values(), (one) => one.teamId);
  staffByDirectory.set(directory, known);
  return known.get(teamId) ?? [];
}

/** A clinician of the team, never the lead: a lead answers for children without a name, and should not hold all others. */
export function clinician(scene: Scene, teamId: string, at: Instant = scene.player.clock()): string {
  return scene.random.pick(peopleOf(scene, teamId, ['health-visitor', 'family-nurse'], at));
}

export function lead(scene: Scene, teamId: string): string {
  return scene.random.pick(peopleOf(scene, teamId, ['lead']));
}

/** Who holds the child now in person, else the lead of the holding team. */
export function holderPerson(scene: Scene): string {
  const { care } = scene.player.state();
  if (care.status !== 'in-care') throw new Error('Nobody holds a child who is not in care');
  const { practitionerId, teamId } = care.holder;
  const here = practitionerId !== null && presentAt(scene.directory, practitionerId, scene.player.clock());
  return here ? practitionerId : lead(scene, teamId);
}

/** Someone else of the same team, for a second name. */
export function nameOf(scene: Scene, practitionerId: string): string {
  return scene.directory.practitioners.get(practitionerId)?.name ?? practitionerId;
}

const calm: Circumstances = {
  people: [{ name: 'The mother', relation: 'Mother', livesWithChild: true, parentalResponsibility: true }],
  dangers: [],
  statutory: [],
  contact: { route: 'Text first, then ring', interpreter: null, loneVisitWarning: null },
  motherBornOn: null,
  level: 'universal',
  whereaboutsUnknown: false,
};

export type Beginning = {
  readonly daysAgo: number;
  readonly teamId: string;
  readonly practitionerId?: string | null;
  /** Age in days at the take-on; negative: not born yet, expected in so many days from then. */
  readonly ageInDays: number;
  readonly circumstances?: Partial<Circumstances>;
  readonly temporary?: boolean;
  readonly sealed?: boolean;
};

/** The first fact: a service takes the child on. */
export function takeOn(scene: Scene, begin: Beginning): void {
  const { player, cast, home } = scene;
  const at = player.daysAgo(begin.daysAgo, scene.random.whole(545, 700));
  const today = londonDate(at);
  const born = begin.ageInDays >= 0;
  const practitionerId =
    begin.practitionerId === undefined ? clinician(scene, begin.teamId) : begin.practitionerId;
  const recorder = practitionerId ?? lead(scene, begin.teamId);
  const reason = born ? (begin.ageInDays < 20 ? 'birth' : 'registration') : 'enrolment';
  player.play(recorder, {
    type: 'take-on',
    teamId: begin.teamId,
    practitionerId,
    reason,
    identity: {
      givenName: born ? cast.givenName : '',
      familyName: cast.familyName,
      bornOn: born ? addDays(today, -begin.ageInDays) : null,
      expectedOn: born ? null : addDays(today, -begin.ageInDays),
      nhsNumber: born ? cast.nhsNumber : null,
      familyId: cast.familyId,
      mother: cast.mother,
    },
    address: {
      ...cast.home,
      areaCode: home.areaCode,
      temporary: begin.temporary ?? false,
      sealed: begin.sealed ?? false,
      from: addDays(today, -200),
    },
    gp: cast.gp,
    lastSeenOn: born && begin.ageInDays >= 14 ? addDays(today, -3) : null,
    circumstances: {
      ...calm,
      people: householdOf(cast),
      motherBornOn: cast.mother.bornOn,
      ...begin.circumstances,
    },
  });
}

function householdOf(cast: Cast): NonNullable<Circumstances['people']> {
  return [{ name: cast.mother.name, relation: 'Mother', livesWithChild: true, parentalResponsibility: true }];
}

/** Visits at which the holder saw the child. */
export function visits(scene: Scene, ...daysAgo: readonly number[]): void {
  for (const days of daysAgo) {
    const at = scene.player.daysAgo(days, scene.random.whole(560, 960));
    scene.player.play(holderPerson(scene), {
      type: 'record-sighting',
      seenOn: londonDate(at),
      where: 'At home',
    });
  }
}

export type Draft = {
  readonly to: string;
  readonly kind: HandoverKind;
  readonly occasion: Occasion;
  readonly proposedLevel?: Level | null;
  readonly addressedTo?: string | null;
  readonly destination?: Destination;
  readonly follows?: string | null;
};

/** The holder records where the child sleeps now, and prepares the handover. Returns its id. */
export function prepare(scene: Scene, draft: Draft): string {
  const { player } = scene;
  const handoverId = player.nextId();
  player.play(holderPerson(scene), {
    type: 'prepare',
    handoverId,
    follows: draft.follows ?? null,
    kind: draft.kind,
    occasion: draft.occasion,
    destination: draft.destination ?? { kind: 'desk', teamId: draft.to, reason: reasonFor(scene, draft) },
    addressedTo: draft.addressedTo ?? null,
    proposedLevel: draft.proposedLevel ?? 'universal',
    summary: summaryOf(scene),
    ...saidOfGp(scene),
  });
  return handoverId;
}

/** Whoever prepares a handover says what becomes of a practice in another area than the home. */
export function saidOfGp({ player, directory }: Scene): Pick<PrepareHandover, 'gpAnswer'> {
  const settles = gpToSettle({}, player.state(), { directory, now: player.clock() });
  return settles ? { gpAnswer: 'registers-anew' } : {};
}

/** What routing says of a team, when it would choose it itself; else who chose it. */
function reasonFor(scene: Scene, { to, kind }: Draft): string {
  const side = [scene.home, scene.away].find((one) => one.hv === to || one.fnp === to);
  if (!side) return 'Chosen from the directory';
  const wants = kind === 'fnp-to-fnp' ? 'fnp' : 'health-visiting';
  const result = route(
    scene.directory,
    { areaCode: side.areaCode, postcode: null, wants, temporary: false },
    londonDate(scene.player.clock()),
  );
  return result.teamId === to
    ? result.reason
    : `${side.areaName}: chosen from the directory by the releasing practitioner`;
}

export function summaryOf(scene: Scene): Summary {
  return {
    situation: scene.random.pick(situations),
    assessment: scene.random.pick(assessments),
    family: 'First child of the family; grandmother near by helps at weekends.',
    expectedResponse:
      'Please contact the mother this week, see the child at home and decide the level of service.',
    recording:
      'Full record in the community system of the releasing team; the safeguarding pages will be sent by secure mail.',
  };
}

/** The family now sleeps in the other area. */
export function moveHome(
  scene: Scene,
  to: Side,
  options: { readonly temporary?: boolean; readonly sealed?: boolean } = {},
): void {
  const { player, cast } = scene;
  const address: Address = {
    ...cast.newHome,
    areaCode: to.areaCode,
    temporary: options.temporary ?? false,
    sealed: options.sealed ?? false,
    from: londonDate(player.clock()),
  };
  player.play(holderPerson(scene), { type: 'record-address', address, why: 'The mother told us at a visit' });
}
