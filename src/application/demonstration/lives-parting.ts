import { addDays } from '../../domain/calendar/time.ts';
import type { Door } from '../../domain/programme/doors.ts';
import { after, leavers, someAge, until } from './lives-leaving.ts';
import type { ProgrammeScript } from './lives-programme.ts';
import { begin, course, live } from './programme-course.ts';
import { carryOn } from './programme-passage.ts';
import { childIds, childScene, day, gone, leave, type ProgrammeScene } from './programme-scene.ts';
import { lead } from './scene.ts';

/** Families who cannot be found or do not stay together, and losses. */
const parted: readonly ProgrammeScript[] = [
  { name: 'cannot be located', demonstration: 1, network: 0.1, play: (scene) => lost(scene, 16) },
  {
    name: 'could not be located, found again',
    demonstration: 1,
    network: 0.1,
    play: (scene) => lost(scene, 60),
  },
  {
    name: 'the child lives with the father',
    demonstration: 1,
    network: 0.1,
    play: (scene) => split(scene, 'lives-elsewhere'),
  },
  { name: 'one twin lives with the grandmother', demonstration: 1, network: 0, play: oneTwinLeaves },
  { name: 'the child was removed', demonstration: 1, network: 0.2, play: (scene) => split(scene, 'removed') },
  { name: 'the mother has died', demonstration: 1, network: 0.1, play: motherDied },
  { name: 'the nurse’s post ended', demonstration: 1, network: 0.1, play: siteCloses },
  { name: 'miscarriage', demonstration: 2, network: 0.3, play: (scene) => loss(scene, 'miscarriage') },
  { name: 'stillbirth', demonstration: 1, network: 0.1, play: (scene) => loss(scene, 'stillbirth') },
  { name: 'the child has died', demonstration: 1, network: 0.1, play: childDied },
];

/** Clients who left by each door of the programme. */
export const formerClients: readonly ProgrammeScript[] = [...leavers, ...parted];

/** Nobody knows where the family is: agencies are asked, traces made each week, and nothing closes until they are found. */
function lost(scene: ProgrammeScene, ago: number): void {
  const { family, nurse, home, directory } = scene;
  until(scene, ago, someAge(scene, ago));
  const why = 'The flat is empty; her telephone is off and her mother does not know';
  const children = leave(scene, { door: 'cannot-be-located', reason: 'cannot-be-located', why });
  const nameOf = (id: string) => directory.practitioners.get(id)?.name ?? id;
  const begun = family.today();
  const each = (after: number, act: (personId: string) => void) => {
    const on = addDays(begun, after);
    if (!gone(scene, on)) return false;
    family.on(on, 640);
    for (const personId of children) act(personId);
    return true;
  };
  const asks = [
    ['social-care', 'Duty social worker', 'Not known to them since the spring'],
    ['gp', 'Practice manager', 'No request for the record so far'],
    ['housing', 'Housing officer', 'The keys were handed in by a friend'],
    ['maternity', 'Community midwives', ''],
  ] as const;
  const told = { 'named-nurse': home.namedNurse, 'designated-nurse': home.designatedNurse } as const;
  for (const personId of children) {
    family
      .child(personId)
      .play(nurse, { type: 'record-nurse-told', nurse: 'named-nurse', name: nameOf(told['named-nurse']) });
    family.child(personId).play(nurse, {
      type: 'record-asked',
      agency: 'social-care',
      askedWhom: 'Duty social worker',
      said: asks[0][2],
      on: begun,
    });
  }
  each(1, (personId) => {
    family.child(personId).play(nurse, {
      type: 'record-nurse-told',
      nurse: 'designated-nurse',
      name: nameOf(told['designated-nurse']),
    });
    for (const [agency, askedWhom, said] of asks.slice(1))
      family
        .child(personId)
        .play(nurse, { type: 'record-asked', agency, askedWhom, said, on: family.today() });
  });
  const weeks = ago > 30 ? [7, 14, 21] : [7, 14];
  for (const week of weeks)
    each(week - 1, (personId) =>
      family
        .child(personId)
        .play(nurse, { type: 'record-trace', result: 'National demographics asked: no new address' }),
    );
  if (ago <= 30) return;
  const found = each(25, (personId) => {
    family.child(personId).play(nurse, {
      type: 'record-found',
      how: 'She rang from her sister’s; they sleep at home again',
      sameAddress: true,
      sleepsAt: null,
      handover: null,
    });
    const child = childScene(scene, personId);
    child.player.play(nurse, {
      type: 'prepare',
      handoverId: child.player.nextId(),
      follows: null,
      kind: 'fnp-to-health-visiting',
      occasion: 'early-leaver',
      destination: {
        kind: 'desk',
        teamId: home.hv,
        reason: `Lives in ${home.areaName}: its health visiting desk`,
      },
      addressedTo: null,
      proposedLevel: 'targeted',
      summary: {
        situation: 'Found again after three weeks; does not want the programme any more.',
        assessment: '',
        family: '',
        expectedResponse: '',
        recording: '',
      },
    });
  });
  if (found) after(scene, children);
}

function split(scene: ProgrammeScene, door: Door): void {
  const ago = scene.random.whole(15, 90);
  until(scene, ago, someAge(scene, ago));
  const why =
    door === 'removed'
      ? 'Placed with foster carers by order of the court'
      : 'Lives with the father and his mother since the summer';
  const children = leave(scene, { door, reason: 'child-in-care', why });
  after(scene, children);
}

function oneTwinLeaves(scene: ProgrammeScene): void {
  const { family, nurse } = scene;
  const given = course(scene, 150, 420, { twins: true });
  until(scene, 60, given);
  const [, second] = childIds(scene);
  if (!second) return;
  const why = 'One of the twins lives with the grandmother for now';
  family.give(nurse, {
    type: 'child-leaves',
    childId: second,
    door: 'lives-elsewhere',
    why,
    proposedLevel: 'targeted',
    areaCode: null,
  });
  carryOn(scene, [second], family.today());
  live(scene, given);
}

function motherDied(scene: ProgrammeScene): void {
  const { family, nurse } = scene;
  until(scene, 40, someAge(scene, 60));
  const children = childIds(scene);
  family.give(nurse, {
    type: 'record-death',
    who: family.clientId,
    on: family.today(),
    says: 'The hospital, by telephone',
    contactId: null,
  });
  after(scene, children);
}

function siteCloses(scene: ProgrammeScene): void {
  const ago = scene.random.whole(20, 60);
  until(scene, ago, someAge(scene, ago));
  const why = 'Her nurse’s post has ended, and no other nurse has room';
  const children = leave(scene, { door: 'site-closes', reason: 'no-nurse', why });
  after(scene, children);
}

function loss(scene: ProgrammeScene, kind: 'miscarriage' | 'stillbirth'): void {
  const { family, nurse, home, random } = scene;
  const ago = random.whole(25, 120);
  const given = course(scene, 0, 0, {
    bornAgo: kind === 'miscarriage' ? -random.whole(150, 170) + ago : ago - 20,
  });
  begin(scene, given);
  live(scene, given, day(scene, ago));
  family.on(day(scene, ago), 930);
  const children = childIds(scene);
  family.give(nurse, {
    type: 'record-loss',
    loss: kind,
    on: family.today(),
    says: 'The hospital midwife, by telephone',
    contactId: nurse,
  });
  family.on(addDays(family.today(), 2), 700);
  family.give(nurse, { type: 'record-bereavement-contact', how: 'Visited at home, with her mother there' });
  for (const personId of children) {
    const child = childScene(scene, personId);
    child.player.play(lead(child, home.fnp), {
      type: 'end',
      reason: 'pregnancy-loss',
      confirmedBy: 'The hospital midwife',
      detail: 'Letter of the ward seen',
    });
  }
}

function childDied(scene: ProgrammeScene): void {
  const { family, nurse, home } = scene;
  until(scene, 70, course(scene, 160, 300));
  for (const personId of childIds(scene)) {
    family.give(nurse, {
      type: 'record-death',
      who: personId,
      on: family.today(),
      says: 'The hospital, by telephone',
      contactId: nurse,
    });
    family.on(addDays(family.today(), 2), 700);
    family.give(nurse, { type: 'record-bereavement-contact', how: 'Visited at home' });
    const child = childScene(scene, personId);
    child.player.play(lead(child, home.fnp), {
      type: 'end',
      reason: 'death',
      confirmedBy: 'The child death review office',
      detail: 'Confirmed in writing',
    });
  }
}
