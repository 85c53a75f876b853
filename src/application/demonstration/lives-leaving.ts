import { addDays, addMonths } from '../../domain/calendar/time.ts';
import { eligibilityOnTransfer } from '../../domain/programme/client-eligibility.ts';
import type { LeavingReason } from '../../domain/programme/statuses.ts';
import type { ProgrammeScript } from './lives-programme.ts';
import { type Course, course, graduate, live, wholeCourse } from './programme-course.ts';
import { carryOn, healthVisiting, type Stall } from './programme-passage.ts';
import { childIds, childScene, day, gone, leave, type ProgrammeScene } from './programme-scene.ts';
import { holderPerson, lead } from './scene.ts';

/** Clients who graduated, ended the programme or moved, long ago or just now; and what came after. */
export const leavers: readonly ProgrammeScript[] = [
  {
    name: 'graduated',
    demonstration: 6,
    network: 0.8,
    play: (scene) => after(scene, graduate(scene, course(scene, 735, 860))),
  },
  {
    name: 'graduated, with health visiting',
    demonstration: 4,
    network: 1,
    play: (scene) => after(scene, graduate(scene, course(scene, 870, 1500))),
  },
  { name: 'five years old, with school nursing', demonstration: 3, network: 0.5, play: fiveYears },
  { name: 'graduated early', demonstration: 2, network: 0.3, play: graduatedEarly },
  {
    name: 'ended the programme today',
    demonstration: 1,
    network: 0.1,
    play: (scene) => withdrew(scene, 1, null),
  },
  {
    name: 'ended the programme, never sent',
    demonstration: 1,
    network: 0.1,
    play: (scene) => withdrew(scene, 7, 'draft'),
  },
  {
    name: 'ended the programme, offered',
    demonstration: 2,
    network: 0.2,
    play: (scene) => withdrew(scene, 2, 'offered'),
  },
  {
    name: 'ended the programme, silence',
    demonstration: 2,
    network: 0.1,
    play: (scene) => withdrew(scene, 8, 'offered'),
  },
  {
    name: 'ended the programme, acknowledged',
    demonstration: 2,
    network: 0.1,
    play: (scene) => withdrew(scene, 4, 'acknowledged'),
  },
  {
    name: 'ended the programme, accepted',
    demonstration: 2,
    network: 0.2,
    play: (scene) => withdrew(scene, 7, null),
  },
  {
    name: 'ended the programme, not seen, overdue',
    demonstration: 1,
    network: 0.1,
    play: (scene) => withdrew(scene, 19, 'accepted'),
  },
  {
    name: 'ended the programme, seen',
    demonstration: 1,
    network: 0.1,
    play: (scene) => withdrew(scene, 14, 'seen'),
  },
  {
    name: 'ended the programme, whole',
    demonstration: 4,
    network: 1,
    play: (scene) => withdrew(scene, scene.random.whole(30, 300), null),
  },
  { name: 'ended the programme in pregnancy', demonstration: 2, network: 0.3, play: withdrewInPregnancy },
  { name: 'came back after a few weeks', demonstration: 1, network: 0.1, play: cameBack },
  { name: 'moved away, offered', demonstration: 2, network: 0.2, play: (scene) => movedAway(scene, 2) },
  {
    name: 'moved away, whole',
    demonstration: 2,
    network: 0.5,
    play: (scene) => movedAway(scene, scene.random.whole(30, 200)),
  },
  { name: 'on the way to another site', demonstration: 2, network: 0.1, play: (scene) => transfer(scene, 4) },
  {
    name: 'moved to another site',
    demonstration: 2,
    network: 0.3,
    play: (scene) => transfer(scene, scene.random.whole(40, 120)),
  },
  {
    name: 'no place at the other site',
    demonstration: 2,
    network: 0.2,
    play: (scene) => noPlace(scene, scene.random.whole(5, 60)),
  },
  { name: 'not eligible at the other site', demonstration: 1, network: 0.1, play: notEligibleThere },
];

/** Lives in the programme until so many days ago, and is about to leave. */
export function until(scene: ProgrammeScene, ago: number, given: Course): void {
  wholeCourse(scene, given, day(scene, ago));
  scene.family.on(day(scene, ago), scene.random.whole(850, 960));
}

/** A child young enough that its programme would not have ended by then. */
export function someAge(scene: ProgrammeScene, ago: number, special: Partial<Course> = {}): Course {
  return course(scene, ago + 20, ago + 480, special);
}

export function after(scene: ProgrammeScene, children: readonly string[]): void {
  carryOn(scene, children, scene.family.today());
  healthVisiting(scene, children, day(scene, 0));
}

function fiveYears(scene: ProgrammeScene): void {
  const given = course(scene, 1840, 1990);
  const children = graduate(scene, given);
  carryOn(scene, children, scene.family.today());
  const fifth = addMonths(day(scene, given.bornAgo), 60);
  healthVisiting(scene, children, fifth);
  scene.family.on(addDays(fifth, 2), 640);
  for (const personId of children) {
    const child = childScene(scene, personId);
    child.player.play(lead(child, scene.home.hv), {
      type: 'end',
      reason: 'school-nursing',
      confirmedBy: 'Delia Marsh, school nurse',
      detail:
        'Started school in September; the record was handed on and the school nurse has rung the mother',
    });
  }
}

function graduatedEarly(scene: ProgrammeScene): void {
  const { family, nurse } = scene;
  const given = course(scene, 480, 700);
  const bornOn = day(scene, given.bornAgo);
  const endsOn = addMonths(bornOn, 14);
  wholeCourse(scene, given, addDays(endsOn, -20));
  family.on(addDays(endsOn, -20), 930);
  family.give(nurse, { type: 'move-end', endsOn, why: 'Agreed together: her goals are reached' });
  live(scene, given, endsOn);
  family.on(endsOn, 930);
  const children = leave(scene, {
    door: 'early-graduation',
    reason: null,
    why: 'Her goals are reached',
    level: 'universal',
  });
  after(scene, children);
}

function withdrew(scene: ProgrammeScene, ago: number, stall: Stall | null): void {
  until(scene, ago, someAge(scene, ago));
  const [reason, why] = scene.random.pick([
    ['no-time', 'Has gone back to college'],
    ['needs-met', 'Feels that she has what she needs'],
    ['declined-more', 'Does not want visits any more'],
    ['no-time', 'Works early shifts now'],
  ] as const satisfies readonly (readonly [LeavingReason, string])[]);
  const children = leave(scene, { door: 'withdrew', reason, why });
  carryOn(scene, children, scene.family.today(), stall);
  if (stall === null) healthVisiting(scene, children, day(scene, 0));
}

function withdrewInPregnancy(scene: ProgrammeScene): void {
  const { family, random } = scene;
  const given = course(scene, -60, 200);
  const bornOn = day(scene, given.bornAgo);
  const on = addDays(bornOn, -random.whole(65, 90));
  wholeCourse(scene, given, on);
  family.on(on, 930);
  const children = leave(scene, {
    door: 'withdrew',
    reason: 'declined-more',
    why: 'Her mother will help; no more visits',
  });
  carryOn(scene, children, family.today());
  if (!gone(scene, addDays(bornOn, 3))) return;
  family.on(addDays(bornOn, 3), 640);
  for (const personId of children) {
    const child = childScene(scene, personId);
    const [baby] = scene.babies;
    child.player.play(holderPerson(child), {
      type: 'record-birth',
      bornOn,
      givenName: baby?.givenName ?? '',
      familyName: scene.mother.familyName,
      nhsNumber: baby?.nhsNumber ?? null,
    });
  }
  healthVisiting(scene, children, day(scene, 0));
}

function cameBack(scene: ProgrammeScene): void {
  const { family, lead: supervisor, nurse } = scene;
  const given = someAge(scene, 75);
  until(scene, 75, given);
  const children = leave(scene, { door: 'withdrew', reason: 'declined-more', why: 'Too much going on' });
  carryOn(scene, children, family.today(), 'offered');
  family.on(day(scene, 66), 700);
  family.give(supervisor, {
    type: 'enrol',
    nurseId: nurse,
    consent: { on: family.today(), how: 'Signed again at home' },
    sharingBasis: 'Children Act 2004, section 11',
    outsideRules: 'Left nine days ago and asked to come back',
    aboveCapacity: null,
    pregnancyId: null,
    expectedOn: null,
    children: family.client().children.map(({ personId, bornOn }) => ({ personId, bornOn: bornOn ?? '' })),
  });
  live(scene, given);
}

/** The new home lies in the other area; each child’s record says so before the door is opened. */
function movesTo(scene: ProgrammeScene): void {
  const { family, nurse, away, cast } = scene;
  const address = {
    ...cast.newHome,
    areaCode: away.areaCode,
    temporary: false,
    sealed: false,
    from: family.today(),
  };
  for (const personId of childIds(scene))
    family.child(personId).play(nurse, { type: 'record-address', address, why: 'She told us at the visit' });
}

function movedAway(scene: ProgrammeScene, ago: number): void {
  until(scene, ago, someAge(scene, ago));
  movesTo(scene);
  const why = 'Moves to her partner’s family and does not want another site';
  const children = leave(scene, { door: 'moved-away', reason: 'moved', why, areaCode: scene.away.areaCode });
  after(scene, children);
}

/** The supervisors agree where the rules of the other site would not admit her. */
function startTransfer(scene: ProgrammeScene): readonly string[] {
  const { family, nurse, away, directory } = scene;
  movesTo(scene);
  const children = childIds(scene);
  const to = { toTeamId: away.fnp, areaCode: away.areaCode };
  const context = { directory, now: family.at() };
  const admitted = eligibilityOnTransfer(family.client(), to, context).outcome !== 'not-eligible';
  family.give(nurse, {
    type: 'start-transfer',
    ...to,
    why: 'Has a flat there from the first of the month',
    proposedLevel: null,
    outsideRules: admitted ? null : 'Agreed between both supervisors for this family',
  });
  return children;
}

function transfer(scene: ProgrammeScene, ago: number): void {
  const { family, away } = scene;
  const given = someAge(scene, ago);
  until(scene, ago, given);
  const children = startTransfer(scene);
  carryOn(scene, children, family.today());
  const [first] = children;
  const care = first ? family.child(first).state().care : null;
  if (care?.status !== 'in-care' || care.holder.teamId !== away.fnp || !care.holder.practitionerId) return;
  const nurse = care.holder.practitionerId;
  family.give(nurse, { type: 'transfer-in', nurseId: nurse });
  const there = childScene(scene, first ?? '');
  live({ ...scene, nurse, home: away, lead: lead(there, away.fnp) }, given);
}

function noPlace(scene: ProgrammeScene, ago: number): void {
  const { family, away, random } = scene;
  until(scene, ago, someAge(scene, ago));
  const children = startTransfer(scene);
  family.on(addDays(family.today(), 1), 600);
  const [first] = children;
  const supervisor = lead(childScene(scene, first ?? ''), away.fnp);
  const note = 'All nurses are full until spring';
  family.give(supervisor, {
    type: 'refuse-transfer',
    reason: 'no-place',
    waitingList: random.chance(0.5),
    note,
  });
  after(scene, children);
}

function notEligibleThere(scene: ProgrammeScene): void {
  const ago = scene.random.whole(10, 60);
  until(scene, ago, someAge(scene, ago));
  movesTo(scene);
  const why = 'The site there takes no clients whose child is born';
  const children = leave(scene, {
    door: 'not-eligible-there',
    reason: 'not-eligible',
    why,
    areaCode: scene.away.areaCode,
  });
  after(scene, children);
}
