import { addDays, addMonths, type CivilDate, londonDate } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import type { Level } from '../../domain/language/words.ts';
import { childrenInProgramme, knownOf } from '../../domain/programme/client-state.ts';
import type { Door } from '../../domain/programme/doors.ts';
import { eligibilityAt } from '../../domain/programme/eligibility.ts';
import { nothingAsked } from '../../domain/programme/known.ts';
import { siteRulesOn } from '../../domain/programme/sites.ts';
import type { LeavingReason } from '../../domain/programme/statuses.ts';
import type { Circumstances } from '../../domain/risk/circumstances.ts';
import type { FamilyPlayer } from './family-player.ts';
import type { Random } from './random.ts';
import type { Cast, Scene, Side } from './scene.ts';

/** All that a script needs to play a client and her children. Days are counted back from the present. */
export type ProgrammeScene = {
  readonly family: FamilyPlayer;
  readonly random: Random;
  readonly directory: Directory;
  readonly now: string;
  readonly home: Side;
  readonly away: Side;
  readonly nurse: string;
  readonly lead: string;
  readonly mother: Mother;
  /** Names and numbers of the babies, more than one may need. */
  readonly babies: readonly { readonly givenName: string; readonly nhsNumber: string | null }[];
  readonly cast: Omit<Cast, 'givenName' | 'nhsNumber'>;
};

export type Mother = {
  readonly givenName: string;
  readonly familyName: string;
  /** Years of age at the last period: sites take clients by it. */
  readonly years: number;
  readonly nhsNumber: string | null;
  readonly phone: string;
};

/** The day so many days before the present; below nought it lies ahead. */
export function day(scene: ProgrammeScene, ago: number): CivilDate {
  return addDays(londonDate(scene.now), -ago);
}

/** Whether a day has gone: nothing of today is played, so that the day’s work is still to be done. */
export function gone(scene: ProgrammeScene, on: CivilDate): boolean {
  return on < londonDate(scene.now);
}

/** A scene about one of her children, for steps that any child’s handover takes. */
export function childScene(scene: ProgrammeScene, personId: string): Scene {
  const { random, directory, now, home, away, cast, family } = scene;
  const player = family.child(personId);
  const { givenName, nhsNumber } = player.state().identity;
  return { player, random, directory, now, home, away, cast: { ...cast, givenName, nhsNumber } };
}

export type Referral = {
  /** The day on which she expects the child, counted back from the present. */
  readonly expectedAgo: number;
  /** Days of pregnancy at the referral. */
  readonly gestation: number;
};

const pregnancy = 280;

/** A midwife, a school or somebody else refers her. Returns the day. */
export function refer(scene: ProgrammeScene, { expectedAgo, gestation }: Referral): CivilDate {
  const { family, random, mother, cast, home } = scene;
  const expectedOn = day(scene, expectedAgo);
  const lastPeriodOn = addDays(expectedOn, -pregnancy);
  const on = addDays(lastPeriodOn, gestation);
  family.on(on, random.whole(545, 930));
  const [from, referrer] = random.pick([
    ['midwife', 'Community midwife'],
    ['midwife', 'Teenage pregnancy midwife'],
    ['midwife', 'Antenatal clinic'],
    ['gp', 'Her GP'],
    ['school', 'Pastoral lead of her college'],
    ['social-care', 'Leaving care team'],
    ['self', 'She rang herself'],
  ] as const);
  family.give(from === 'self' ? scene.nurse : scene.lead, {
    type: 'refer',
    teamId: home.fnp,
    identity: {
      givenName: mother.givenName,
      familyName: mother.familyName,
      bornOn: bornOn(scene, lastPeriodOn),
      nhsNumber: mother.nhsNumber,
      familyId: cast.familyId,
      phone: mother.phone,
    },
    address: {
      ...cast.home,
      areaCode: home.areaCode,
      temporary: false,
      sealed: false,
      from: addDays(on, -300),
    },
    from,
    referrer,
    known: {
      ...nothingAsked,
      expectedOn,
      lastPeriodOn,
      earlier: random.chance(0.08) ? ['miscarriage'] : [],
      multipleBirth: false,
      vulnerabilities: mother.years > 19 ? [random.pick(['isolation', 'social-care', 'mental-health'])] : [],
      bookedLate: gestation > 140,
      concealed: false,
    },
    note: random.pick([
      '',
      '',
      'Lives with her mother',
      'Has left care; in supported lodgings',
      'Would like text messages, not calls',
    ]),
  });
  return family.today();
}

function bornOn({ random, mother }: ProgrammeScene, lastPeriodOn: CivilDate): CivilDate {
  return addDays(addMonths(lastPeriodOn, -12 * mother.years), -random.whole(10, 340));
}

/** Judged against the site’s rules, two days after the referral, and a place offered. */
export function offerPlace(scene: ProgrammeScene): void {
  const { family, random, lead } = scene;
  family.on(addDays(family.today(), random.whole(1, 3)), random.whole(545, 900));
  family.give(lead, { type: 'assess' });
  family.on(addDays(family.today(), random.whole(0, 2)), random.whole(930, 1000));
  family.give(lead, { type: 'offer-place', note: 'By telephone; a visit is booked' });
}

/** She agrees at the first visit, and what surrounds the child that she expects is written down. */
export function enrol(scene: ProgrammeScene, expectedAgo: number, daysAfter: number): void {
  const { family, random, nurse, lead, home, directory } = scene;
  family.on(addDays(family.today(), daysAfter), random.whole(560, 900));
  const today = family.today();
  const closed = (siteRulesOn(directory, home.fnp, today)?.newClients ?? null) === null;
  const fits = eligibilityAt(directory, home.fnp, knownOf(family.client()), today).outcome === 'eligible';
  const pregnancyId = family.nextId();
  family.give(fits ? nurse : lead, {
    type: 'enrol',
    nurseId: nurse,
    consent: { on: today, how: 'Signed at the first visit' },
    sharingBasis: 'Children Act 2004, section 11',
    outsideRules: closed
      ? 'Referred before the site closed to new families'
      : 'Left care last year; agreed for this family',
    aboveCapacity: null,
    pregnancyId,
    expectedOn: day(scene, expectedAgo),
    children: [],
  });
  const { gp } = scene.cast;
  if (gp) family.child(pregnancyId).play(nurse, { type: 'record-gp', gp });
  family
    .child(pregnancyId)
    .play(nurse, { type: 'record-circumstances', circumstances: circumstancesOf(scene) });
}

function circumstancesOf({ random, mother, cast, family }: ProgrammeScene): Circumstances {
  const her = {
    name: cast.mother.name,
    relation: 'Mother',
    livesWithChild: true,
    parentalResponsibility: true,
  };
  const grandmother = {
    name: `${random.pick(['Denise', 'Farida', 'Grace', 'Halina', 'Joyce', 'Pauline'])} ${mother.familyName}`,
    relation: 'Grandmother',
    livesWithChild: true,
    parentalResponsibility: false,
  };
  const father = {
    name: random.pick([
      'Jayden Cole',
      'Marek Zielak',
      'Tariq Aziz-Reed',
      'Connor Flint',
      'Emeka Nwosu',
      'Luis Prado',
    ]),
    relation: 'Father',
    livesWithChild: random.chance(0.5),
    parentalResponsibility: true,
  };
  return {
    people: [her, ...(random.chance(0.5) ? [grandmother] : []), ...(random.chance(0.7) ? [father] : [])],
    dangers: [],
    statutory: random.chance(0.12)
      ? [
          {
            kind: 'child-in-need',
            since: family.today(),
            authority: 'Children’s services',
            keyWorker: 'Stella Marsden, social worker',
            why: 'Money is short and the flat is damp; nobody is a danger to the child',
            agreedBy: 'Stella Marsden and the mother',
          },
        ]
      : [],
    contact: {
      route: random.pick([
        'Text first, then ring',
        'Ring after four, when college ends',
        'Through her mother’s telephone',
      ]),
      interpreter: null,
      loneVisitWarning: null,
    },
    motherBornOn: family.client().identity.bornOn,
    level: random.chance(0.4) ? 'targeted' : 'universal',
    whereaboutsUnknown: false,
  };
}

/** The birth, told by the nurse the day after. The first baby goes on in the record of the pregnancy. */
export function birth(scene: ProgrammeScene, bornAgo: number, { twins = false, where = '' } = {}): void {
  const { family, random, nurse, mother } = scene;
  const bornOn = day(scene, bornAgo);
  if (!gone(scene, bornOn)) return;
  family.on(addDays(bornOn, random.whole(1, 2)), random.whole(600, 900));
  const unborn = family.client().children.find((child) => child.bornOn === null && !child.lost);
  const babies = scene.babies.slice(0, twins ? 2 : 1).map(({ givenName, nhsNumber }, index) => ({
    personId: index === 0 && unborn ? unborn.personId : family.nextId(),
    givenName,
    familyName: mother.familyName,
    nhsNumber,
    bornAlive: true,
  }));
  const place = where || random.pick(['In hospital', 'In hospital', 'On the midwives’ unit', 'At home']);
  family.give(nurse, { type: 'tell-birth', bornOn, where: place, babies });
}

/** Her children for whom the programme still plans. */
export function childIds({ family }: ProgrammeScene): readonly string[] {
  return childrenInProgramme(family.client()).map(({ personId }) => personId);
}

export type Leaving = {
  readonly door: Door;
  readonly reason: LeavingReason | null;
  readonly why: string;
  readonly level?: Level | null;
  readonly areaCode?: string | null;
};

/** She leaves by a door. Returns the children who leave with her. */
export function leave(
  scene: ProgrammeScene,
  { door, reason, why, level = 'targeted', areaCode = null }: Leaving,
): readonly string[] {
  const leaving = childIds(scene);
  scene.family.give(scene.nurse, { type: 'leave', door, reason, why, proposedLevel: level, areaCode });
  return leaving;
}
