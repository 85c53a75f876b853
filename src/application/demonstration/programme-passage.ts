import { addDays, type CivilDate, londonDate } from '../../domain/calendar/time.ts';
import { openBeforeRelease } from '../../domain/child/state.ts';
import * as passage from './passage.ts';
import { childScene, gone, type ProgrammeScene } from './programme-scene.ts';
import { holderPerson, type Scene, saidOfGp, summaryOf } from './scene.ts';

/** Where a handover stays lying: the other side is silent, or nobody goes on. */
export type Stall = 'draft' | 'offered' | 'acknowledged' | 'accepted' | 'seen';

type Step = {
  readonly after: number;
  readonly stall: Stall | null;
  readonly take: (scene: Scene, handoverId: string, by: Person) => void;
};
/** Who took the first of the children takes the others of the family too. */
type Person = { name: string };

/** A handover at the pace that the time limits ask: how many days after the door each step is taken. */
const steps: readonly Step[] = [
  { after: 1, stall: 'draft', take: (scene, handoverId) => sayAll(scene, handoverId) },
  { after: 2, stall: 'offered', take: (scene, handoverId) => passage.acknowledge(scene, handoverId) },
  {
    after: 4,
    stall: 'acknowledged',
    take: (scene, handoverId, by) => {
      by.name = passage.accept(scene, handoverId, by.name || undefined);
    },
  },
  {
    after: 6,
    stall: 'accepted',
    take: (scene, handoverId, by) => passage.firstContact(scene, handoverId, by.name),
  },
  { after: 9, stall: 'accepted', take: (scene, handoverId, by) => passage.see(scene, handoverId, by.name) },
  {
    after: 11,
    stall: 'seen',
    take: (scene, handoverId, by) => {
      passage.decideLevel(scene, handoverId, by.name);
      passage.tellEveryone(scene, handoverId, by.name);
      passage.close(scene, handoverId, by.name);
    },
  },
];

/** The nurse writes what the door left open, and sends it. */
function sayAll(scene: Scene, handoverId: string): void {
  const open = openBeforeRelease(scene.player.state());
  if (!open) throw new Error('There is no handover to send');
  const { kind, occasion, destination, addressedTo, proposedLevel, summary } = open;
  scene.player.play(holderPerson(scene), {
    type: 'revise',
    handoverId,
    kind,
    occasion,
    destination,
    addressedTo,
    proposedLevel: proposedLevel ?? 'universal',
    summary: { ...summaryOf(scene), ...(summary.situation === '' ? {} : { situation: summary.situation }) },
    ...saidOfGp(scene),
  });
  passage.offer(scene, handoverId);
}

/**
 * Carries each child’s open handover on, from a day, step by step: as far as the present allows, or to where it stays
 * lying. Each child by itself, its twin on the same days (promise P7).
 */
export function carryOn(
  scene: ProgrammeScene,
  childIds: readonly string[],
  from: CivilDate,
  stall: Stall | null = null,
): void {
  const pace = scene.random.whole(0, 2);
  const by: Person = { name: '' };
  for (const step of steps) {
    const on = addDays(from, step.after + (step.after > 3 ? pace : 0));
    if (step.stall === stall || !gone(scene, on)) return;
    scene.family.on(on, scene.random.whole(550, 900));
    for (const personId of childIds) {
      const child = childScene(scene, personId);
      const open = child.player.state().handovers.at(-1);
      if (!open || open.state === 'closed') continue;
      step.take(child, open.handoverId, by);
    }
  }
}

/** The plan for graduation is opened six months before the end, and the health visitor found (Annex B, row 25). */
export function planGraduation(
  scene: ProgrammeScene,
  childIds: readonly string[],
  stall: Stall | null = null,
): void {
  const { family, nurse, home, random } = scene;
  const opened = family.today();
  for (const personId of childIds) {
    const child = childScene(scene, personId);
    child.player.play(nurse, {
      type: 'prepare',
      handoverId: child.player.nextId(),
      follows: null,
      kind: 'fnp-to-health-visiting',
      occasion: 'graduation',
      destination: {
        kind: 'desk',
        teamId: home.hv,
        reason: `Lives in ${home.areaName}: its health visiting desk`,
      },
      addressedTo: null,
      proposedLevel: random.chance(0.3) ? 'targeted' : 'universal',
      summary: {
        ...summaryOf(child),
        situation: 'Graduates from the programme in six months; mother and child are well settled here.',
      },
      ...saidOfGp(child),
    });
  }
  carryOn(scene, childIds, opened, stall);
}

/** Seen now and then, as a health visitor does whose families are well, until that day. */
export function healthVisiting(scene: ProgrammeScene, childIds: readonly string[], until: CivilDate): void {
  const { family, random } = scene;
  for (;;) {
    const on = addDays(family.today(), random.whole(80, 170));
    if (on >= until || !gone(scene, on)) return;
    family.on(on, random.whole(560, 960));
    for (const personId of childIds) {
      const child = childScene(scene, personId);
      if (child.player.state().care.status !== 'in-care') continue;
      child.player.play(holderPerson(child), {
        type: 'record-sighting',
        seenOn: londonDate(child.player.clock()),
        where: random.pick(['At home', 'At the clinic', 'At the children’s centre']),
      });
    }
  }
}
