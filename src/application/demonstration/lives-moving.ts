import { addDays, londonDate } from '../../domain/calendar/time.ts';
import type { Danger, StatutoryStatus } from '../../domain/risk/circumstances.ts';
import type { Script } from './lives-quiet.ts';
import * as passage from './passage.ts';
import { clinician, type Draft, moveHome, peopleOf, prepare, type Scene, takeOn, visits } from './scene.ts';

/** Lives with a handover between two services: every state, kind and priority, some in time and some overdue. */
export const movingLives: readonly Script[] = [
  {
    name: 'draft begun today',
    demonstration: 5,
    network: 2,
    play: (scene) => void begun(scene, { days: 0 }),
  },
  {
    name: 'draft never sent, overdue',
    demonstration: 5,
    network: 2,
    play: (scene) => void begun(scene, { days: 6 }),
  },
  { name: 'offered today', demonstration: 9, network: 4, play: (scene) => offered(scene, 0) },
  {
    name: 'offered, silence on the other side',
    demonstration: 10,
    network: 3,
    play: (scene) => offered(scene, scene.random.whole(3, 9)),
  },
  { name: 'offered to a person by name', demonstration: 4, network: 1, play: offeredByName },
  { name: 'offered, urgent', demonstration: 6, network: 1, play: (scene) => urgentTo(scene, 'offered') },
  { name: 'acknowledged', demonstration: 7, network: 3, play: (scene) => acknowledged(scene, 1) },
  { name: 'acknowledged, a question open', demonstration: 7, network: 2, play: questionOpen },
  { name: 'acknowledged, a question answered', demonstration: 4, network: 1, play: questionAnswered },
  { name: 'in dispute', demonstration: 4, network: 1, play: disputed },
  { name: 'allocated, not accepted', demonstration: 4, network: 1, play: allocated },
  { name: 'accepted, contact to come', demonstration: 8, network: 4, play: (scene) => accepted(scene, 1) },
  { name: 'accepted, not seen, overdue', demonstration: 8, network: 2, play: (scene) => accepted(scene, 12) },
  { name: 'accepted, attempts at contact failed', demonstration: 5, network: 1, play: contactFailed },
  { name: 'seen, level to decide', demonstration: 5, network: 2, play: (scene) => seen(scene, false) },
  { name: 'seen, people to tell', demonstration: 5, network: 2, play: (scene) => seen(scene, true) },
  {
    name: 'urgent, seen, conference awaited',
    demonstration: 4,
    network: 1,
    play: (scene) => urgentTo(scene, 'seen'),
  },
  { name: 'urgent, whole', demonstration: 3, network: 1, play: (scene) => urgentTo(scene, 'closed') },
  { name: 'move between health visitors, whole', demonstration: 9, network: 8, play: moved },
];

type Begun = Partial<Draft> & {
  readonly days: number;
  readonly temporary?: boolean;
  readonly sealed?: boolean;
  readonly statutory?: readonly StatutoryStatus[];
  readonly dangers?: readonly Danger[];
};

/** A child of the home area whose family has moved: taken on, visited, drafted. Returns the handover's id. */
export function begun(scene: Scene, given: Begun): string {
  const { statutory = [], dangers = [] } = given;
  takeOn(scene, {
    daysAgo: given.days + scene.random.whole(60, 140),
    teamId: scene.home.hv,
    ageInDays: scene.random.whole(30, 700),
    circumstances: { statutory, dangers, level: statutory.length > 0 ? 'specialist' : 'universal' },
    sealed: given.sealed ?? false,
  });
  visits(scene, given.days + 25);
  scene.player.daysAgo(given.days, 570);
  moveHome(scene, scene.away, { temporary: given.temporary ?? false, sealed: given.sealed ?? false });
  const kind = 'health-visiting-to-health-visiting';
  const to = given.to ?? scene.away.hv;
  return prepare(scene, {
    occasion: 'move',
    proposedLevel: statutory.length > 0 ? 'specialist' : 'targeted',
    ...given,
    kind,
    to,
  });
}

function offered(scene: Scene, days: number): void {
  passage.offer(scene, begun(scene, { days }));
}

function offeredByName(scene: Scene): void {
  const addressedTo = clinician(scene, scene.away.hv, scene.now);
  passage.offer(scene, begun(scene, { days: 1, addressedTo }));
}

export function acknowledged(scene: Scene, days: number): string {
  const handoverId = begun(scene, { days: days + 1 });
  passage.offer(scene, handoverId);
  scene.player.daysAgo(days, 630);
  passage.acknowledge(scene, handoverId);
  return handoverId;
}

function questionOpen(scene: Scene): void {
  const handoverId = acknowledged(scene, 2);
  const questionId = scene.player.nextId();
  const by = clinician(scene, passage.receivingTeam(scene, handoverId));
  scene.player.play(by, {
    type: 'ask',
    handoverId,
    questionId,
    text: 'Who stays in the flat at night, and has anybody asked the mother when she was alone?',
  });
}

function questionAnswered(scene: Scene): void {
  const handoverId = acknowledged(scene, 3);
  const questionId = scene.player.nextId();
  const by = clinician(scene, passage.receivingTeam(scene, handoverId));
  scene.player.play(by, { type: 'ask', handoverId, questionId, text: 'Is the two-year review done?' });
  scene.player.daysAgo(1, 700);
  scene.player.play(passage.releasingPerson(scene, handoverId), {
    type: 'answer',
    handoverId,
    questionId,
    text: 'Not yet. It was booked for the week in which they moved.',
  });
}

function disputed(scene: Scene): void {
  const handoverId = acknowledged(scene, 4);
  const by = clinician(scene, passage.receivingTeam(scene, handoverId));
  scene.player.play(by, {
    type: 'dispute',
    handoverId,
    ground: 'The mother told the midwife that she goes back at the end of the month',
    deciderId: scene.home.namedNurse,
  });
}

function allocated(scene: Scene): void {
  const handoverId = acknowledged(scene, 2);
  const team = passage.receivingTeam(scene, handoverId);
  const [desk] = peopleOf(scene, team, ['administrator', 'lead']);
  if (desk) scene.player.play(desk, { type: 'allocate', handoverId, practitionerId: clinician(scene, team) });
}

export function accepted(scene: Scene, days: number): { readonly handoverId: string; readonly by: string } {
  const handoverId = acknowledged(scene, days + 1);
  scene.player.daysAgo(days, 660);
  return { handoverId, by: passage.accept(scene, handoverId) };
}

function contactFailed(scene: Scene): void {
  const { handoverId, by } = accepted(scene, 6);
  for (const [days, how] of [
    [4, 'Rang twice, no answer'],
    [2, 'Called at the flat, nobody in; a card left'],
  ] as const) {
    scene.player.daysAgo(days, 700);
    scene.player.play(by, { type: 'record-failed-contact', handoverId, how, why: 'No reply' });
  }
}

function seen(scene: Scene, levelDecided: boolean): void {
  const { handoverId, by } = accepted(scene, 5);
  scene.player.daysAgo(4, 600);
  passage.firstContact(scene, handoverId, by);
  scene.player.daysAgo(2, 840);
  passage.see(scene, handoverId, by);
  if (!levelDecided) return;
  scene.player.daysAgo(1, 600);
  passage.decideLevel(scene, handoverId, by);
  scene.player.play(by, { type: 'tell-parent', handoverId, parent: { told: true, how: 'At the visit' } });
}

function plan(scene: Scene): StatutoryStatus {
  return {
    kind: 'child-protection-plan',
    since: addDays(londonDate(scene.now), -180),
    authority: scene.home.areaName,
    keyWorker: 'Imran Dar, social worker',
    why: null,
    agreedBy: null,
  };
}

function violentAdult(scene: Scene): Danger {
  return {
    dangerId: scene.player.nextId(),
    who: 'Ray Colter',
    relation: 'Mother’s partner',
    why: 'Assaulted a neighbour in the summer; seen at the new flat',
    violent: true,
    limits: [{ what: 'Bail: not to enter the home area', from: null, until: null }],
    move: 'moves-with-child',
  };
}

function urgentTo(scene: Scene, until: 'offered' | 'seen' | 'closed'): void {
  const days = { offered: 1, seen: 9, closed: 30 }[until];
  const handoverId = begun(scene, { days, statutory: [plan(scene)], dangers: [violentAdult(scene)] });
  passage.offer(scene, handoverId);
  if (until === 'offered') return;
  scene.player.daysAgo(days, 800);
  passage.acknowledge(scene, handoverId);
  scene.player.daysAgo(days - 1, 600);
  const by = passage.accept(scene, handoverId);
  passage.firstContact(scene, handoverId, by);
  scene.player.daysAgo(days - 2, 840);
  passage.see(scene, handoverId, by);
  passage.decideLevel(scene, handoverId, by);
  if (until === 'seen') return;
  scene.player.daysAgo(days - 12, 660);
  scene.player.play(by, {
    type: 'record-meeting',
    handoverId,
    meeting: 'transfer-in-conference',
    outcome: 'held',
    decidedBy: 'Chair of the conference',
    invited: 'The health visitor of the former area, who came',
    note: 'The plan goes on in the new area',
  });
  passage.tellEveryone(scene, handoverId, by);
  passage.close(scene, handoverId, by);
}

function moved(scene: Scene): void {
  passage.wholePassage(scene, begun(scene, { days: 45 }), 45, 30);
}
