import { addDays, londonDate } from '../../domain/calendar/time.ts';
import { clinician, lead, peopleOf, type Scene, takeOn, visits } from './scene.ts';

/** One life as the generator knows it: its share among families in the demonstration and in a whole network. */
export type Script = {
  readonly name: string;
  readonly demonstration: number;
  readonly network: number;
  readonly play: (scene: Scene) => void;
};

/** Lives without an open handover: most children, most of the time. */
export const quietLives: readonly Script[] = [
  { name: 'held by health visiting since birth', demonstration: 60, network: 560, play: quietBaby },
  { name: 'held by health visiting, older child', demonstration: 24, network: 330, play: quietToddler },
  { name: 'not yet born', demonstration: 12, network: 12, play: unborn },
  { name: 'nobody named yet', demonstration: 4, network: 2, play: nobodyNamed },
  { name: 'nobody named, overdue', demonstration: 4, network: 1, play: nobodyNamedOverdue },
  { name: 'arrived with nobody handing over', demonstration: 4, network: 2, play: arrivedWithoutSender },
  { name: 'plan without a move', demonstration: 4, network: 8, play: planWithoutMove },
  { name: 'left the United Kingdom', demonstration: 2, network: 3, play: leftUk },
  { name: 'death reported and reversed', demonstration: 1, network: 1, play: endReversed },
  { name: 'sealed address, at peace', demonstration: 3, network: 4, play: sealedQuiet },
  { name: 'late entry after the system was down', demonstration: 2, network: 1, play: lateEntry },
];

function quietBaby(scene: Scene): void {
  const born = scene.random.whole(60, 340);
  takeOn(scene, { daysAgo: born, teamId: scene.home.hv, ageInDays: 10 });
  visits(scene, born - 28, born - 50);
}

function quietToddler(scene: Scene): void {
  const since = scene.random.whole(120, 500);
  takeOn(scene, { daysAgo: since, teamId: scene.home.hv, ageInDays: scene.random.whole(200, 900) });
  visits(scene, scene.random.whole(20, 90));
}

function unborn(scene: Scene): void {
  const since = scene.random.whole(5, 110);
  takeOn(scene, { daysAgo: since, teamId: scene.home.hv, ageInDays: -(since + scene.random.whole(10, 100)) });
}

function nobodyNamed(scene: Scene): void {
  takeOn(scene, {
    daysAgo: 0,
    teamId: scene.home.hv,
    practitionerId: null,
    ageInDays: scene.random.whole(300, 900),
  });
}

function nobodyNamedOverdue(scene: Scene): void {
  const since = scene.random.whole(20, 60);
  takeOn(scene, { daysAgo: since, teamId: scene.home.hv, ageInDays: 400 });
  scene.player.daysAgo(scene.random.whole(12, 16), 960);
  const why = 'The practitioner has moved to another post';
  scene.player.play(lead(scene, scene.home.hv), { type: 'name-practitioner', practitionerId: null, why });
}

function arrivedWithoutSender(scene: Scene): void {
  const { player, home, cast } = scene;
  const at = player.daysAgo(scene.random.whole(8, 30), 700);
  const by = clinician(scene, home.hv);
  player.play(by, {
    type: 'take-on',
    teamId: home.hv,
    practitionerId: by,
    reason: 'arrival-without-sender',
    identity: {
      givenName: cast.givenName,
      familyName: cast.familyName,
      bornOn: addDays(londonDate(at), -scene.random.whole(100, 900)),
      expectedOn: null,
      nhsNumber: null,
      familyId: cast.familyId,
      mother: cast.mother,
    },
    address: {
      ...cast.home,
      areaCode: home.areaCode,
      temporary: true,
      sealed: false,
      from: addDays(londonDate(at), -2),
    },
    gp: null,
    lastSeenOn: null,
    circumstances: null,
  });
  player.daysAgo(6, 800);
  player.play(by, {
    type: 'record-sighting',
    seenOn: londonDate(player.clock()),
    where: 'At the children’s centre',
  });
}

function planWithoutMove(scene: Scene): void {
  const statutory = [
    {
      kind: 'child-protection-plan',
      since: null,
      authority: scene.home.areaName,
      keyWorker: 'Stella Marsden, social worker',
      why: null,
      agreedBy: null,
    },
  ] as const;
  takeOn(scene, {
    daysAgo: 150,
    teamId: scene.home.hv,
    ageInDays: 60,
    circumstances: { statutory, level: 'specialist' },
  });
  visits(scene, 60, 30, 8);
}

function leftUk(scene: Scene): void {
  quietToddler(scene);
  scene.player.daysAgo(9, 700);
  const by = lead(scene, scene.home.hv);
  scene.player.play(by, {
    type: 'end',
    reason: 'left-uk',
    confirmedBy: 'Grandmother, by telephone, and the airline’s confirmation seen',
    detail: 'Flew to join the father on the first of the month',
  });
}

function endReversed(scene: Scene): void {
  quietToddler(scene);
  scene.player.daysAgo(12, 600);
  const by = lead(scene, scene.home.hv);
  scene.player.play(by, {
    type: 'end',
    reason: 'death',
    confirmedBy: 'Letter of the registrar',
    detail: 'Taken from a letter that named another child',
  });
  scene.player.daysAgo(11, 590);
  scene.player.play(by, { type: 'reverse-end', why: 'The letter was about another child of the same name' });
}

function sealedQuiet(scene: Scene): void {
  takeOn(scene, { daysAgo: 130, teamId: scene.home.hv, ageInDays: 200, sealed: true });
  visits(scene, 40);
}

function lateEntry(scene: Scene): void {
  takeOn(scene, { daysAgo: 90, teamId: scene.home.hv, ageInDays: 30 });
  const seenAt = scene.player.daysAgo(14, 640);
  const seenOn = londonDate(seenAt);
  scene.player.daysAgo(12, 560);
  const [by] = peopleOf(scene, scene.home.hv, ['health-visitor']);
  if (by)
    scene.player.play(
      by,
      { type: 'record-sighting', seenOn, where: 'At home; entered later, the system was down' },
      seenAt,
    );
}
