import {
  addDays,
  addMonths,
  type CivilDate,
  type Instant,
  londonDate,
  londonInstant,
} from '../../domain/calendar/time.ts';
import { nthTestNumber } from '../../domain/identity/nhs-number.ts';
import type { ClientCommand } from '../../domain/programme/client-commands.ts';
import type { MissedReason } from '../../domain/programme/client-facts.ts';
import { nothingAsked } from '../../domain/programme/known.ts';
import { expectedVisits } from '../../domain/programme/visit-schedule.ts';
import { idFrom } from '../client-command.ts';
import { demonstrationAreas } from './directory.ts';

/** One command of an invented client's life, at its time, by a person of her site. */
export type ClientStep = {
  readonly clientId: string;
  readonly commandId: string;
  readonly at: Instant;
  readonly by: string;
  readonly command: ClientCommand;
};

type Life = {
  readonly name: readonly [given: string, family: string];
  readonly nurse: 'shanice-brown' | 'ewa-nowak';
  /** Days since she was referred, enrolled, and gave birth; below nought: the birth lies ahead. */
  readonly referred: number;
  readonly enrolled: number | null;
  readonly born: number;
  readonly babies?: readonly string[];
  /** Up to so many days ago visits were made; then they were missed or are open. */
  readonly visitedUntil?: number;
  readonly missedLast?: readonly MissedReason[];
  readonly lately?: (life: Told) => readonly Later[];
};

type Later = { readonly daysAgo: number; readonly command: ClientCommand; readonly by?: string };

/** What the last chapter of a life may speak of. */
type Told = {
  readonly clientId: string;
  readonly childIds: readonly string[];
  readonly day: (ago: number) => CivilDate;
};

const lead = 'moira-kettle';

/** A handful of clients in each phase and status of one site. Invented; the same for every start of the demonstration. */
const lives: readonly Life[] = [
  { name: ['Carys', 'Penhallow'], nurse: 'shanice-brown', referred: 3, enrolled: null, born: -190 },
  {
    name: ['Marta', 'Wielgosz'],
    nurse: 'shanice-brown',
    referred: 12,
    enrolled: null,
    born: -170,
    lately: () => [
      { daysAgo: 11, command: { type: 'assess' } },
      { daysAgo: 10, command: { type: 'offer-place', note: '' } },
    ],
  },
  {
    name: ['Renee', 'Abbot'],
    nurse: 'ewa-nowak',
    referred: 40,
    enrolled: null,
    born: -150,
    lately: () => [
      { daysAgo: 36, command: { type: 'offer-place', note: '' } },
      { daysAgo: 30, command: { type: 'decline-place', reason: 'has-support', note: 'Lives with her aunt' } },
    ],
  },
  {
    name: ['Jodie', 'Larkin'],
    nurse: 'shanice-brown',
    referred: 50,
    enrolled: 40,
    born: -120,
    visitedUntil: 5,
  },
  {
    name: ['Aaliyah', 'Quartey'],
    nurse: 'ewa-nowak',
    referred: 130,
    enrolled: 120,
    born: -30,
    visitedUntil: 20,
    lately: () => [
      {
        daysAgo: 60,
        command: { type: 'set-interval', days: 7, reason: 'On her own since her mother moved out' },
      },
    ],
  },
  {
    name: ['Bethan', 'Rook'],
    nurse: 'shanice-brown',
    referred: 300,
    enrolled: 280,
    born: 120,
    babies: ['Elsie'],
    visitedUntil: 4,
  },
  {
    name: ['Kayla', 'Mercer'],
    nurse: 'shanice-brown',
    referred: 330,
    enrolled: 320,
    born: 170,
    babies: ['Reuben'],
    visitedUntil: 33,
    missedLast: ['no-access', 'not-brought'],
  },
  {
    name: ['Destiny', 'Okoro'],
    nurse: 'ewa-nowak',
    referred: 250,
    enrolled: 235,
    born: 70,
    babies: ['Ruby', 'Pearl'],
    visitedUntil: 6,
  },
  {
    name: ['Shannon', 'Frith'],
    nurse: 'ewa-nowak',
    referred: 780,
    enrolled: 765,
    born: 610,
    babies: ['Alfie'],
    visitedUntil: 8,
  },
  {
    name: ['Ines', 'Cardoso'],
    nurse: 'shanice-brown',
    referred: 640,
    enrolled: 630,
    born: 480,
    babies: ['Tiago'],
    visitedUntil: 30,
    lately: ({ day }) => [
      {
        daysAgo: 20,
        command: { type: 'pause', reason: 'asked', note: 'Staying with her sister', reviewOn: day(-6) },
      },
    ],
  },
  {
    name: ['Tia', 'Holloway'],
    nurse: 'ewa-nowak',
    referred: 500,
    enrolled: 490,
    born: 340,
    babies: ['Mason'],
    visitedUntil: 20,
    lately: () => [
      {
        daysAgo: 6,
        command: {
          type: 'leave',
          door: 'withdrew',
          reason: 'no-time',
          why: 'Has gone back to college',
          proposedLevel: 'targeted',
          areaCode: null,
        },
      },
    ],
  },
  {
    name: ['Naomi', 'Ashdown'],
    nurse: 'shanice-brown',
    referred: 90,
    enrolled: 80,
    born: -60,
    visitedUntil: 30,
    lately: ({ day }) => [
      {
        daysAgo: 20,
        command: {
          type: 'record-loss',
          loss: 'miscarriage',
          on: day(21),
          says: 'Community midwife, by telephone',
          contactId: 'shanice-brown',
        },
      },
    ],
  },
];

/** Every command of the demonstration's clients, in the order of their times. */
export function demonstrationClients(now: Instant): readonly ClientStep[] {
  const today = londonDate(now);
  return lives
    .flatMap((life, index) => stepsOf(life, index, today))
    .filter((step) => step.at <= now)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function stepsOf(life: Life, index: number, today: CivilDate): readonly ClientStep[] {
  const id = (label: string) => idFrom(`demonstration client ${index} ${label}`);
  const clientId = id('herself');
  const childIds = (life.babies ?? ['']).map((_, no) => id(`child ${no}`));
  const day = (ago: number) => addDays(today, -ago);
  const bornOn = day(life.born);
  const steps: ClientStep[] = [];
  const give = (on: CivilDate, by: string, command: ClientCommand, minutes = 10 * 60) => {
    const at = londonInstant(on, minutes + index);
    steps.push({ clientId, commandId: id(`command ${steps.length}`), at, by, command });
  };
  give(day(life.referred), life.nurse, referral(life, index, clientId, bornOn));
  if (life.enrolled !== null) {
    give(day(life.enrolled), lead, enrolment(life, day(life.enrolled), childIds[0] ?? '', bornOn));
    if (life.born >= 0) give(bornOn, life.nurse, birth(life, childIds, bornOn), 12 * 60);
    for (const visit of visitsOf(life, today, bornOn, childIds, id))
      give(visit.on, life.nurse, visit.command);
  }
  for (const { daysAgo, command, by } of life.lately?.({ clientId, childIds, day }) ?? [])
    give(day(daysAgo), by ?? life.nurse, command, 15 * 60);
  return steps;
}

function referral(
  { name: [givenName, familyName] }: Life,
  index: number,
  clientId: string,
  bornOn: CivilDate,
): ClientCommand {
  return {
    type: 'refer',
    teamId: 'luton-fnp',
    identity: {
      givenName,
      familyName,
      bornOn: addDays(addMonths(bornOn, -12 * 18), -20 * index),
      nhsNumber: nthTestNumber(900_000 + index),
      familyId: clientId,
      phone: `07700 900${String(100 + index)}`,
    },
    address: {
      lines: [`${index + 3} Rowan Close`],
      postcode: null,
      areaCode: demonstrationAreas.luton,
      temporary: false,
      sealed: false,
      from: addDays(bornOn, -400),
    },
    from: 'midwife',
    referrer: 'Community midwife',
    known: {
      ...nothingAsked,
      expectedOn: bornOn,
      lastPeriodOn: addDays(bornOn, -280),
      earlier: [],
      multipleBirth: false,
    },
    note: '',
  };
}

function enrolment(life: Life, on: CivilDate, pregnancyId: string, expectedOn: CivilDate): ClientCommand {
  return {
    type: 'enrol',
    nurseId: life.nurse,
    consent: { on, how: 'Signed at the first visit' },
    sharingBasis: 'Children Act 2004, section 11',
    outsideRules: 'Agreed with the midwife',
    aboveCapacity: null,
    pregnancyId,
    expectedOn,
    children: [],
  };
}

function birth(life: Life, childIds: readonly string[], bornOn: CivilDate): ClientCommand {
  const babies = (life.babies ?? []).map((givenName, no) => ({
    personId: childIds[no] ?? '',
    givenName,
    familyName: life.name[1],
    nhsNumber: null,
    bornAlive: true,
  }));
  return { type: 'tell-birth', bornOn, where: 'In hospital', babies };
}

/** The expected visits, made but for one in nine; after the last one made, those that were missed. */
function visitsOf(
  life: Life,
  today: CivilDate,
  bornOn: CivilDate,
  childIds: readonly string[],
  id: (label: string) => string,
): readonly { readonly on: CivilDate; readonly command: ClientCommand }[] {
  const until = addDays(today, -(life.visitedUntil ?? 0));
  const enrolledOn = addDays(today, -(life.enrolled ?? 0));
  const expected = expectedVisits({ enrolledOn, expectedOn: bornOn, bornOn, endsOn: addMonths(bornOn, 24) })
    .map((visit) => visit.on)
    .filter((on) => on > enrolledOn && on < today);
  const made = expected.filter((on) => on <= until);
  const missed = expected.filter((on) => on > until).slice(0, life.missedLast?.length ?? 0);
  return [
    ...made.map((on, no) => ({
      on,
      command:
        no % 9 === 7
          ? notMade(id(`visit ${no}`), on, 'cancelled-by-client')
          : visit(id(`visit ${no}`), on, bornOn, childIds, no),
    })),
    ...missed.map((on, no) => ({
      on,
      command: notMade(id(`missed ${no}`), on, life.missedLast?.[no] ?? 'no-access'),
    })),
  ];
}

function visit(
  visitId: string,
  on: CivilDate,
  bornOn: CivilDate,
  childIds: readonly string[],
  no: number,
): ClientCommand {
  return {
    type: 'record-visit',
    visitId,
    at: londonInstant(on, 9 * 60 + 30),
    place: 'home',
    mode: 'face-to-face',
    minutes: 60,
    clientSeen: true,
    childrenSeen: on > bornOn ? childIds : [],
    accompaniedBy: no % 6 === 5 ? lead : null,
    note: '',
    next: null,
  };
}

function notMade(visitId: string, on: CivilDate, why: MissedReason): ClientCommand {
  return { type: 'record-missed-visit', visitId, on, why, note: '', next: null };
}
