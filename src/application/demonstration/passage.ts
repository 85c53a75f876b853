import { addDays, addMinutes, londonDate } from '../../domain/calendar/time.ts';
import type { CallBack } from '../../domain/handover/facts.ts';
import { dangersThatTravel } from '../../domain/risk/circumstances.ts';
import { clinician, holderPerson, nameOf, peopleOf, type Scene } from './scene.ts';

/** The steps of one handover, each at the clock's present time, by the people who would take them. */

export function offer(scene: Scene, handoverId: string): void {
  const { player } = scene;
  const by = releasingPerson(scene, handoverId);
  player.play(by, { type: 'offer', handoverId });
  const [status] = player.state().circumstances.statutory ?? [];
  if (status)
    player.play(by, {
      type: 'tell-agencies',
      whom: status.keyWorker ?? `The duty worker, ${status.authority}`,
    });
}

export function acknowledge(scene: Scene, handoverId: string): void {
  const desk = scene.random.pick(
    peopleOf(scene, receivingTeam(scene, handoverId), ['administrator', 'health-visitor', 'family-nurse']),
  );
  scene.player.play(desk, { type: 'acknowledge', handoverId });
}

/** Both sides speak, and the receiving one says back who is a danger to this child. */
export function speakAndPlayBack(
  scene: Scene,
  handoverId: string,
  by: string,
  receivingName = nameOf(scene, by),
): void {
  const { player } = scene;
  const releasing = releasingPerson(scene, handoverId);
  player.play(releasing, {
    type: 'record-verbal',
    handoverId,
    releasingName: nameOf(scene, releasing),
    receivingName,
    spokeAt: addMinutes(player.clock(), -10),
  });
  const dangers = dangersThatTravel(player.state().circumstances);
  const words =
    dangers.length === 0
      ? 'Nobody is known to be a danger. Mother is tired and on her own in a new place; I will ask who comes to the flat.'
      : `${dangers.map((danger) => danger.who).join(' and ')}: the move does not end this. I will not visit alone and will ask who stays at night.`;
  player.play(by, {
    type: 'play-back',
    handoverId,
    words,
    dangerIds: dangers.map((danger) => danger.dangerId),
  });
}

/** Accepts in the acceptor's own name, with everything said that the priority asks for. Returns who accepted. */
export function accept(scene: Scene, handoverId: string, wanted?: string): string {
  const { player } = scene;
  const by = wanted ?? clinician(scene, receivingTeam(scene, handoverId));
  speakAndPlayBack(scene, handoverId, by);
  player.play(by, {
    type: 'accept',
    handoverId,
    practitionerId: by,
    firstContactOn: addDays(londonDate(player.clock()), 1),
  });
  return by;
}

export function firstContact(scene: Scene, handoverId: string, by: string): void {
  scene.player.play(by, {
    type: 'record-first-contact',
    handoverId,
    how: 'Telephone, then a text with my name and number',
    withWhom: scene.cast.mother.name,
  });
}

export function see(scene: Scene, handoverId: string, by: string): void {
  scene.player.play(by, {
    type: 'record-seen',
    handoverId,
    where: 'At home',
    joint: scene.random.chance(0.3),
  });
}

export function decideLevel(scene: Scene, handoverId: string, by: string): void {
  const level =
    scene.player.state().handovers.find((one) => one.handoverId === handoverId)?.proposedLevel ?? 'universal';
  scene.player.play(by, {
    type: 'decide-level',
    handoverId,
    level,
    reason: 'As proposed; agreed with the mother at the visit',
  });
}

export function tellEveryone(scene: Scene, handoverId: string, by: string): void {
  const { player, cast } = scene;
  player.play(by, {
    type: 'tell-parent',
    handoverId,
    parent: { told: true, how: 'At the visit, with the desk’s number on a card' },
  });
  player.play(by, {
    type: 'tell-gp',
    handoverId,
    gp: cast.gp
      ? { route: 'gp', practice: cast.gp.name }
      : { route: 'no-gp', registration: 'Form given at the visit; the practice by the station has places' },
  });
  player.play(by, { type: 'tell-chis', handoverId, how: 'Form sent to child health records' });
}

export function close(scene: Scene, handoverId: string, by: string): void {
  scene.player.play(by, { type: 'close', handoverId });
}

/** From the offer to the close, in so many days. The last day is `endsDaysAgo`. */
export function wholePassage(
  scene: Scene,
  handoverId: string,
  beginsDaysAgo: number,
  endsDaysAgo: number,
): string {
  const { player } = scene;
  const span = beginsDaysAgo - endsDaysAgo;
  offer(scene, handoverId);
  player.daysAgo(beginsDaysAgo - Math.ceil(span * 0.15), 640);
  acknowledge(scene, handoverId);
  player.daysAgo(beginsDaysAgo - Math.ceil(span * 0.3), 690);
  const by = accept(scene, handoverId);
  player.daysAgo(beginsDaysAgo - Math.ceil(span * 0.45), 600);
  firstContact(scene, handoverId, by);
  player.daysAgo(beginsDaysAgo - Math.ceil(span * 0.7), 840);
  see(scene, handoverId, by);
  player.daysAgo(endsDaysAgo, 900);
  decideLevel(scene, handoverId, by);
  tellEveryone(scene, handoverId, by);
  close(scene, handoverId, by);
  return by;
}

/** The practitioner of an area outside the network who answers the call-backs. */
export const outsideVisitor = 'Margaret Hollis, health visitor';

/** A call-back to the number that the directory has, with a second name of our side. */
export function callBack(scene: Scene, handoverId: string): CallBack {
  const { player, directory } = scene;
  const speaker = releasingPerson(scene, handoverId);
  const team = directory.practitioners.get(speaker)?.teamId ?? '';
  const others = peopleOf(scene, team, ['lead', 'administrator', 'health-visitor', 'family-nurse']).filter(
    (id) => id !== speaker,
  );
  return {
    number: directory.teams.get(receivingTeam(scene, handoverId))?.phone ?? '',
    outsideName: outsideVisitor,
    spokenBy: nameOf(scene, speaker),
    spokeAt: addMinutes(player.clock(), -15),
    secondName: nameOf(scene, scene.random.pick(others)),
  };
}

/** The person who acts for the releasing side: the holder while it holds, else somebody of the releasing team. */
export function releasingPerson(scene: Scene, handoverId: string): string {
  const { care } = scene.player.state();
  const team = handoverOf(scene, handoverId).releasingTeamId;
  if (care.status === 'in-care' && care.holder.teamId === team) return holderPerson(scene);
  return scene.random.pick(peopleOf(scene, team, ['health-visitor', 'family-nurse', 'lead']));
}

export function receivingTeam(scene: Scene, handoverId: string): string {
  return handoverOf(scene, handoverId).destination.teamId;
}

function handoverOf(scene: Scene, handoverId: string) {
  const handover = scene.player.state().handovers.find((one) => one.handoverId === handoverId);
  if (!handover) throw new Error(`There is no handover ${handoverId}`);
  return handover;
}
