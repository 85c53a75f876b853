import { addDays } from '../../domain/calendar/time.ts';
import type { ClientCommand } from '../../domain/programme/client-commands.ts';
import { reviewOfPause } from '../../domain/programme/client-days.ts';
import { begin, course, live, wholeCourse } from './programme-course.ts';
import type { Stall } from './programme-passage.ts';
import { childScene, day, offerPlace, type ProgrammeScene, refer } from './programme-scene.ts';
import { missed, visitsUntil } from './programme-visits.ts';

/** One life of a client and her children, with its share in the demonstration and in a whole network. */
export type ProgrammeScript = {
  readonly name: string;
  readonly demonstration: number;
  readonly network: number;
  /** Begun in the last weeks: not at a site that takes nobody any more. */
  readonly recent?: true;
  /** In a nurse’s caseload today. */
  readonly carried?: true;
  readonly play: (scene: ProgrammeScene) => void;
};

/** Clients of today: before enrolment, and in each phase of the programme, cut off by the present day. */
export const presentClients: readonly ProgrammeScript[] = [
  {
    name: 'referred',
    recent: true,
    demonstration: 3,
    network: 0.5,
    play: (scene) => void referred(scene, 1, 2),
  },
  {
    name: 'referred, answer overdue',
    recent: true,
    demonstration: 1,
    network: 0.1,
    play: (scene) => void referred(scene, 12, 16),
  },
  {
    name: 'offered a place',
    recent: true,
    demonstration: 3,
    network: 0.5,
    play: (scene) => void offered(scene, 5),
  },
  {
    name: 'offered a place, overdue',
    recent: true,
    demonstration: 1,
    network: 0.1,
    play: (scene) => void offered(scene, 30),
  },
  { name: 'declined the programme', recent: true, demonstration: 4, network: 0.6, play: declined },
  {
    name: 'expecting, newly enrolled',
    carried: true,
    recent: true,
    demonstration: 9,
    network: 0.7,
    play: within(-205, -172),
  },
  { name: 'expecting, half way', carried: true, demonstration: 11, network: 1, play: within(-170, -75) },
  { name: 'expecting, near term', carried: true, demonstration: 9, network: 0.7, play: within(-70, -3) },
  { name: 'with a newborn', carried: true, demonstration: 9, network: 0.6, play: within(4, 42) },
  { name: 'in infancy', carried: true, demonstration: 22, network: 2.2, play: within(43, 360) },
  { name: 'in toddlerhood', carried: true, demonstration: 20, network: 1.7, play: within(366, 538) },
  {
    name: 'handing over before graduation',
    carried: true,
    demonstration: 12,
    network: 1,
    play: within(545, 690),
  },
  {
    name: 'plan for graduation offered, silence',
    carried: true,
    demonstration: 2,
    network: 0.1,
    play: planned('offered'),
  },
  {
    name: 'plan for graduation begun',
    carried: true,
    demonstration: 1,
    network: 0.1,
    play: planned('draft'),
  },
  { name: 'about to graduate', carried: true, demonstration: 5, network: 0.3, play: within(700, 727) },
  { name: 'with twins', carried: true, demonstration: 3, network: 0, play: twins },
  {
    name: 'visited more often',
    carried: true,
    demonstration: 3,
    network: 0.2,
    play: (scene) => dialled(scene, 7),
  },
  {
    name: 'visited less often',
    carried: true,
    demonstration: 2,
    network: 0.1,
    play: (scene) => dialled(scene, 21),
  },
  { name: 'paused', carried: true, demonstration: 3, network: 0.2, play: (scene) => paused(scene, 18) },
  {
    name: 'paused and back',
    carried: true,
    demonstration: 2,
    network: 0.1,
    play: (scene) => paused(scene, 120),
  },
  { name: 'two visits missed', carried: true, demonstration: 4, network: 0.3, play: twoMissed },
  { name: 'visit overdue', carried: true, demonstration: 3, network: 0.2, play: overdue },
  {
    name: 'born in another area’s hospital',
    carried: true,
    demonstration: 2,
    network: 0.1,
    play: bornElsewhere,
  },
  { name: 'allocated to another nurse', carried: true, demonstration: 2, network: 0.1, play: anotherNurse },
  { name: 'moved within the area', carried: true, demonstration: 2, network: 0.1, play: movedNearBy },
];

function within(low: number, high: number) {
  return (scene: ProgrammeScene) => wholeCourse(scene, course(scene, low, high));
}

function planned(stall: Stall) {
  return (scene: ProgrammeScene) => wholeCourse(scene, course(scene, 552, 566, { planStalls: stall }));
}

/** Referred so many days ago, in the first months. */
function referred(scene: ProgrammeScene, least: number, most: number): number {
  const ago = scene.random.whole(least, most);
  const gestation = scene.random.whole(56, 110);
  const expectedAgo = gestation + ago - 280;
  refer(scene, { expectedAgo, gestation });
  return expectedAgo;
}

function offered(scene: ProgrammeScene, ago: number): number {
  const expectedAgo = referred(scene, ago + 4, ago + 9);
  offerPlace(scene);
  return expectedAgo;
}

function declined(scene: ProgrammeScene): void {
  offered(scene, scene.random.whole(20, 150));
  const { family, random, lead } = scene;
  family.on(addDays(family.today(), random.whole(3, 9)), random.whole(560, 960));
  const [reason, note] = random.pick([
    ['has-support', 'Lives with her aunt, who helps'],
    ['not-wanted', 'Glad of her midwife; does not want more visits'],
    ['no-time', 'Works full time until the birth'],
    ['not-reached', 'Three calls and a letter, no answer; the midwife knows'],
  ] as const);
  family.give(lead, { type: 'decline-place', reason, note });
}

function twins(scene: ProgrammeScene): void {
  const given = course(scene, 30, 500, { twins: true });
  begin(scene, given);
  scene.family.give(scene.lead, { type: 'weigh', weight: 1.5, reason: 'Twins' });
  live(scene, given);
}

function dialled(scene: ProgrammeScene, days: number): void {
  const given = course(scene, 90, 330);
  begin(scene, given);
  const ago = scene.random.whole(25, 60);
  live(scene, given, day(scene, ago));
  scene.family.on(day(scene, ago), 900);
  const reason =
    days < 14
      ? 'On her own since her mother moved out; she asked for it'
      : 'Settled and back at college; agreed together';
  scene.family.give(scene.nurse, { type: 'set-interval', days, reason });
  live(scene, given);
}

function paused(scene: ProgrammeScene, ago: number): void {
  const { family, random, nurse } = scene;
  const given = course(scene, 200, 460);
  begin(scene, given);
  live(scene, given, day(scene, ago));
  family.on(day(scene, ago), 900);
  const [reason, note] = random.pick([
    ['asked', 'Staying with her sister for some weeks'],
    ['away', 'With her grandmother abroad'],
    ['in-hospital', 'The baby is in for an operation that was planned'],
  ] as const);
  family.give(nurse, {
    type: 'pause',
    reason,
    note,
    reviewOn: reviewOfPause(family.client(), family.today()),
  });
  if (ago <= 28) return;
  family.on(day(scene, ago - random.whole(5, 9)), 620);
  family.give(nurse, { type: 'resume', note: 'Back home; a visit is booked' });
  live(scene, given);
}

function twoMissed(scene: ProgrammeScene): void {
  const { family, random } = scene;
  const given = course(scene, 60, 420);
  begin(scene, given);
  live(scene, given, day(scene, random.whole(15, 19)));
  for (const [ago, why] of [
    [9, 'no-access'],
    [random.whole(1, 2), 'not-brought'],
  ] as const) {
    family.on(day(scene, ago), random.whole(600, 900));
    missed(scene, why);
  }
}

/** The nurse was ill: nobody has been since. */
function overdue(scene: ProgrammeScene): void {
  const given = course(scene, 50, 520);
  begin(scene, given);
  live(scene, given, day(scene, scene.random.whole(17, 24)));
  scene.family.on(day(scene, scene.random.whole(6, 9)), 620);
  missed(scene, 'cancelled-by-nurse');
}

function bornElsewhere(scene: ProgrammeScene): void {
  wholeCourse(
    scene,
    course(scene, 20, 200, { where: 'In a hospital of another area, where she was visiting' }),
  );
}

/** Her nurse left or went part time, and the supervisor gave her to another. */
function anotherNurse(scene: ProgrammeScene): void {
  const { family, nurse, lead, directory, home, random } = scene;
  const before = [...directory.practitioners.values()].find(
    (one) => one.teamId === home.fnp && one.role === 'family-nurse' && one.id !== nurse,
  );
  const given = course(scene, 100, 400);
  const first = { ...scene, nurse: before?.id ?? nurse };
  begin(first, given);
  const ago = random.whole(30, 90);
  live(first, given, day(scene, ago));
  family.on(day(scene, ago), 930);
  family.give(lead, {
    type: 'allocate-nurse',
    nurseId: nurse,
    why: 'Her nurse works fewer days from now on',
    aboveCapacity: null,
  });
  live(scene, given);
}

/** A new home in the same area: her record and each child’s say so. */
function movedNearBy(scene: ProgrammeScene): void {
  const { family, nurse, cast, home, random } = scene;
  const given = course(scene, 100, 500);
  begin(scene, given);
  const ago = random.whole(20, 80);
  live(scene, given, day(scene, ago));
  family.on(day(scene, ago), 950);
  const address = {
    lines: cast.newHome.lines,
    postcode: cast.home.postcode,
    areaCode: home.areaCode,
    temporary: false,
    sealed: false,
    from: family.today(),
  };
  const { identity, known } = family.client();
  const moved: ClientCommand = {
    type: 'record-client',
    identity,
    known,
    address,
    why: 'A flat of her own, round the corner',
  };
  family.give(nurse, moved);
  for (const { personId } of family.client().children)
    childScene(scene, personId).player.play(nurse, {
      type: 'record-address',
      address,
      why: 'A flat of her own, round the corner',
    });
  visitsUntil(scene, day(scene, 0), given.constancy);
}
