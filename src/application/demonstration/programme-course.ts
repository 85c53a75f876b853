import { addDays, addMonths, type CivilDate } from '../../domain/calendar/time.ts';
import { planGraduation, type Stall } from './programme-passage.ts';
import {
  birth,
  childIds,
  day,
  enrol,
  gone,
  leave,
  offerPlace,
  type ProgrammeScene,
  refer,
} from './programme-scene.ts';
import { constancyOf, made, visitsUntil } from './programme-visits.ts';

/** One way through the programme: when the child was born or is expected, and what is out of the ordinary. */
export type Course = {
  /** Days since the birth; below nought it lies ahead. */
  readonly bornAgo: number;
  readonly constancy: number;
  readonly twins: boolean;
  readonly where: string;
  /** Where the handover of the graduation stays lying. */
  readonly planStalls: Stall | null;
};

/** Born, or expected, between so many and so many days ago. */
export function course(
  scene: ProgrammeScene,
  low: number,
  high: number,
  special: Partial<Course> = {},
): Course {
  const bornAgo = scene.random.whole(low, high);
  return { bornAgo, constancy: constancyOf(scene), twins: false, where: '', planStalls: null, ...special };
}

/** Referred, offered a place and enrolled, mostly before sixteen weeks, with the first visit. */
export function begin(scene: ProgrammeScene, { bornAgo }: Course): void {
  const { random } = scene;
  const now = 280 + bornAgo;
  const early = random.chance(0.68) ? random.whole(56, 92) : random.whole(95, 165);
  const gestation = bornAgo < 0 ? Math.max(40, Math.min(early, now - 24)) : early;
  const expectedAgo = bornAgo < 0 ? bornAgo : bornAgo + random.whole(-9, 16);
  refer(scene, { expectedAgo, gestation });
  offerPlace(scene);
  enrol(scene, expectedAgo, random.whole(4, 11));
  made(scene);
}

/** Lives on until that day, exclusive, or until today: visits, the birth, and the plan for graduation at eighteen months. */
export function live(scene: ProgrammeScene, given: Course, until: CivilDate = day(scene, 0)): void {
  const { constancy, bornAgo, twins, where, planStalls } = given;
  const bornOn = day(scene, bornAgo);
  if (!scene.family.client().children.some((child) => child.bornOn !== null)) {
    visitsUntil(scene, earlier(until, bornOn), constancy);
    if (bornOn >= until || !gone(scene, addDays(bornOn, 2))) return;
    birth(scene, bornAgo, { twins, where });
  }
  const planOn = addDays(addMonths(bornOn, 18), -scene.random.whole(1, 12));
  if (planOn < until && scene.family.today() < planOn) {
    visitsUntil(scene, planOn, constancy);
    if (!gone(scene, planOn)) return;
    scene.family.on(planOn, scene.random.whole(560, 900));
    planGraduation(scene, childIds(scene), planStalls);
  }
  visitsUntil(scene, until, constancy);
}

/** From the referral to that day. */
export function wholeCourse(scene: ProgrammeScene, given: Course, until: CivilDate = day(scene, 0)): void {
  begin(scene, given);
  live(scene, given, until);
}

/** Two years in the programme, and its end on the second birthday. Returns her children. */
export function graduate(scene: ProgrammeScene, given: Course): readonly string[] {
  const bornOn = day(scene, given.bornAgo);
  const endsOn = addMonths(bornOn, 24);
  wholeCourse(scene, given, endsOn);
  const all = scene.family.client().children.map(({ personId }) => personId);
  if (!gone(scene, endsOn)) return all;
  scene.family.on(endsOn, scene.random.whole(600, 900));
  leave(scene, {
    door: 'graduation',
    reason: null,
    why: scene.random.pick([
      'Two years old; a small party at the children’s centre',
      'Two years old. She starts college and the nursery place is confirmed',
    ]),
    level: 'universal',
  });
  return all;
}

function earlier(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b;
}
