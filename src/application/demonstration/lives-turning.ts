import { addDays, londonDate, londonInstant } from '../../domain/calendar/time.ts';
import { outsideTeamId } from '../../domain/directory/authorities.ts';
import type { Signal } from '../../domain/move/facts.ts';
import { accepted, acknowledged, begun } from './lives-moving.ts';
import type { Script } from './lives-quiet.ts';
import * as passage from './passage.ts';
import { clinician, holderPerson, lead, nameOf, type Scene, summaryOf, takeOn, visits } from './scene.ts';

/** Lives that turn: declined, taken back, moved again, outside the network, enquiries, claims and corrections. */
export const turningLives: readonly Script[] = [
  {
    name: 'declined, onward route to find',
    demonstration: 6,
    network: 1,
    play: (scene) => void declined(scene),
  },
  { name: 'withdrawn: moved back', demonstration: 5, network: 2, play: withdrawn },
  { name: 'superseded: moved again', demonstration: 5, network: 1, play: superseded },
  {
    name: 'superseded after release, former team to tell',
    demonstration: 3,
    network: 1,
    play: supersededAfterRelease,
  },
  {
    name: 'outside the network, offered',
    demonstration: 4,
    network: 1,
    play: (scene) => outside(scene, 'offered'),
  },
  {
    name: 'outside the network, accepted by call-back',
    demonstration: 3,
    network: 1,
    play: (scene) => outside(scene, 'accepted'),
  },
  {
    name: 'outside the network, seen and closed',
    demonstration: 3,
    network: 1,
    play: (scene) => outside(scene, 'closed'),
  },
  { name: 'on the holding desk', demonstration: 4, network: 1, play: onHoldingDesk },
  { name: 'sealed address, offered', demonstration: 4, network: 1, play: sealedOffered },
  { name: 'move enquiry open', demonstration: 6, network: 2, play: (scene) => enquiry(scene, 1) },
  { name: 'move enquiry overdue', demonstration: 4, network: 1, play: (scene) => enquiry(scene, 8) },
  { name: 'move enquiry settled: not moved', demonstration: 3, network: 2, play: enquiryNotMoved },
  { name: 'move enquiry settled: moved, draft', demonstration: 3, network: 1, play: enquiryMoved },
  { name: 'claimed by a second team', demonstration: 4, network: 1, play: claimed },
  { name: 'released without sighting', demonstration: 2, network: 1, play: withoutSighting },
  { name: 'seen, corrected', demonstration: 2, network: 1, play: corrected },
  { name: 'parent not told yet, under review', demonstration: 2, network: 1, play: notTold },
  { name: 'priority lowered with a second name', demonstration: 2, network: 1, play: lowered },
];

function declined(scene: Scene): string {
  const handoverId = acknowledged(scene, 2);
  const by = clinician(scene, passage.receivingTeam(scene, handoverId));
  scene.player.play(by, {
    type: 'decline',
    handoverId,
    reason: 'not-resident',
    comment: 'The address lies on the other side of the boundary; please check the flat number.',
    onward: 'back-to-releasing',
  });
  return handoverId;
}

function withdrawn(scene: Scene): void {
  const handoverId = acknowledged(scene, 3);
  scene.player.daysAgo(1, 720);
  scene.player.play(passage.releasingPerson(scene, handoverId), {
    type: 'withdraw',
    handoverId,
    reason: 'The family has gone back to its old address before anybody accepted',
    backHome: true,
  });
}

function superseded(scene: Scene): void {
  const { player, home } = scene;
  const handoverId = acknowledged(scene, 4);
  player.daysAgo(2, 700);
  const newHandoverId = player.nextId();
  const destination = {
    kind: 'outside',
    teamId: outsideTeamId('E09000018'),
    reason: 'Hounslow has not joined the network: call-back',
  } as const;
  player.play(passage.releasingPerson(scene, handoverId), {
    type: 'supersede',
    handoverId,
    newHandoverId,
    destination,
    reason: `Moved again; ${home.areaName} holds on`,
  });
}

function supersededAfterRelease(scene: Scene): void {
  const { player, home } = scene;
  const { handoverId, by } = accepted(scene, 8);
  player.daysAgo(6, 650);
  passage.see(scene, handoverId, by);
  player.daysAgo(2, 650);
  player.play(by, {
    type: 'prepare',
    handoverId: player.nextId(),
    follows: handoverId,
    kind: 'health-visiting-to-health-visiting',
    occasion: 'return',
    destination: {
      kind: 'desk',
      teamId: home.hv,
      reason: `Back in ${home.areaName}: its health visiting desk`,
    },
    addressedTo: null,
    proposedLevel: 'targeted',
    summary: summaryOf(scene),
  });
}

function outside(scene: Scene, until: 'offered' | 'accepted' | 'closed'): void {
  const { player } = scene;
  const days = { offered: 2, accepted: 5, closed: 25 }[until];
  const destination = {
    kind: 'outside',
    teamId: outsideTeamId('E06000056'),
    reason: 'The area has not joined the network: acceptance by call-back',
  } as const;
  const handoverId = begun(scene, { days, to: destination.teamId, destination });
  passage.offer(scene, handoverId);
  if (until === 'offered') return;
  player.daysAgo(days - 1, 660);
  player.play(holderPerson(scene), {
    type: 'acknowledge',
    handoverId,
    callBack: passage.callBack(scene, handoverId),
  });
  player.daysAgo(days - 2, 660);
  const releasing = holderPerson(scene);
  passage.speakAndPlayBack(scene, handoverId, releasing, passage.outsideVisitor);
  const firstContactOn = addDays(londonDate(player.clock()), 1);
  player.play(releasing, {
    type: 'accept',
    handoverId,
    practitionerId: null,
    firstContactOn,
    callBack: passage.callBack(scene, handoverId),
  });
  if (until === 'accepted') return;
  player.daysAgo(days - 5, 700);
  player.play(releasing, {
    type: 'record-seen',
    handoverId,
    where: 'At home, told by call-back',
    joint: false,
    callBack: passage.callBack(scene, handoverId),
  });
  const clerk = passage.releasingPerson(scene, handoverId);
  passage.decideLevel(scene, handoverId, clerk);
  passage.tellEveryone(scene, handoverId, clerk);
  passage.close(scene, handoverId, clerk);
}

function onHoldingDesk(scene: Scene): void {
  const { away } = scene;
  const destination = {
    kind: 'holding',
    teamId: away.hv,
    reason: `The address in ${away.areaName} is temporary`,
  } as const;
  passage.offer(scene, begun(scene, { days: 3, temporary: true, to: away.hv, destination }));
}

function sealedOffered(scene: Scene): void {
  passage.offer(scene, begun(scene, { days: 2, sealed: true }));
}

function signal(scene: Scene): Signal {
  const { player, cast, away } = scene;
  const effective = addDays(londonDate(player.clock()), -2);
  return {
    source: scene.random.pick(['pds', 'housing', 'gp'] as const),
    messageId: player.nextId(),
    effectiveAt: londonInstant(effective, 0),
    says: 'A new address has been given',
    ...cast.newHome,
    areaCode: away.areaCode,
  };
}

function enquiry(scene: Scene, days: number): string {
  const { player } = scene;
  takeOn(scene, { daysAgo: days + 90, teamId: scene.home.hv, ageInDays: 300 });
  visits(scene, days + 20);
  player.daysAgo(days, 720);
  const enquiryId = player.nextId();
  player.play('system', {
    type: 'receive-signal',
    enquiryId,
    signal: signal(scene),
    otherTeamId: scene.away.hv,
  });
  return enquiryId;
}

function enquiryNotMoved(scene: Scene): void {
  const { player } = scene;
  const enquiryId = enquiry(scene, 10);
  player.daysAgo(8, 640);
  player.play(holderPerson(scene), {
    type: 'settle-enquiry',
    enquiryId,
    outcome: 'not-moved',
    sleepsAt: null,
    reviewOn: null,
    note: 'The letter was for the mother’s brother',
    handover: null,
  });
}

function enquiryMoved(scene: Scene): void {
  const { player, away, cast } = scene;
  const enquiryId = enquiry(scene, 3);
  player.daysAgo(1, 640);
  const from = addDays(londonDate(player.clock()), -3);
  player.play(holderPerson(scene), {
    type: 'settle-enquiry',
    enquiryId,
    outcome: 'moved',
    sleepsAt: { ...cast.newHome, areaCode: away.areaCode, temporary: false, sealed: false, from },
    reviewOn: null,
    note: 'Rang the mother: they sleep there since Friday',
    handover: {
      handoverId: player.nextId(),
      kind: 'health-visiting-to-health-visiting',
      occasion: 'move',
      destination: {
        kind: 'desk',
        teamId: away.hv,
        reason: `Lives in ${away.areaName}: its health visiting desk`,
      },
      addressedTo: null,
      proposedLevel: 'universal',
      summary: summaryOf(scene),
    },
  });
}

function claimed(scene: Scene): void {
  const { player, away } = scene;
  takeOn(scene, { daysAgo: 120, teamId: scene.home.hv, ageInDays: 500 });
  visits(scene, 40);
  player.daysAgo(scene.random.whole(1, 6), 660);
  player.play(clinician(scene, away.hv), {
    type: 'open-claim',
    claimId: player.nextId(),
    claimantTeamId: away.hv,
    says: 'Registered at our clinic last week; the mother says she lives here',
  });
}

function withoutSighting(scene: Scene): void {
  const { handoverId, by } = accepted(scene, 20);
  scene.player.daysAgo(15, 660);
  scene.player.play(by, {
    type: 'record-failed-contact',
    handoverId,
    how: 'Called three times',
    why: 'The mother will not open the door',
  });
  scene.player.daysAgo(3, 660);
  scene.player.play(scene.home.namedNurse, {
    type: 'release-without-sighting',
    handoverId,
    otherNamedNurseId: scene.away.namedNurse,
    reason: 'The mother refuses visits; the nursery sees the child each week; both of us agree',
  });
  scene.player.daysAgo(3, 700);
  scene.player.play(scene.away.namedNurse, { type: 'agree-release', handoverId });
}

function corrected(scene: Scene): void {
  const { handoverId, by } = accepted(scene, 7);
  scene.player.daysAgo(4, 660);
  passage.see(scene, handoverId, by);
  scene.player.daysAgo(2, 660);
  scene.player.play(lead(scene, passage.receivingTeam(scene, handoverId)), {
    type: 'correct',
    handoverId,
    what: 'seen',
    reason: 'It was the sister who was seen',
  });
}

function notTold(scene: Scene): void {
  const { handoverId, by } = accepted(scene, 7);
  scene.player.daysAgo(5, 660);
  passage.see(scene, handoverId, by);
  passage.decideLevel(scene, handoverId, by);
  const reviewOn = addDays(londonDate(scene.now), 2);
  const parent = {
    told: false,
    reason: 'The partner reads her messages',
    decidedBy: 'The named nurse',
    reviewOn,
  } as const;
  scene.player.play(by, { type: 'tell-parent', handoverId, parent });
}

function lowered(scene: Scene): void {
  const handoverId = acknowledged(scene, 1);
  const held = scene.directory.practitioners.get(passage.releasingPerson(scene, handoverId))?.teamId ?? '';
  // Not the lead, whose name is the second one.
  const by = clinician(scene, held);
  scene.player.play(by, {
    type: 'lower-priority',
    handoverId,
    priority: 'routine',
    reason: 'The move was planned with the grandmother and both visits are booked',
    secondName: nameOf(scene, lead(scene, held)),
  });
}
