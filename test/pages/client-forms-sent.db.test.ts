import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import {
  addDays,
  addMinutes,
  type CivilDate,
  londonDate,
  londonInstant,
} from '../../src/domain/calendar/time.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import type { ClientFact } from '../../src/domain/programme/client-facts.ts';
import { clientForms } from '../../src/web/forms/client-forms.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { refer } from '../client-world.ts';
import { typed } from './desk.fixture.ts';
import { type House, openHouse, wednesday } from './house.ts';
import { type Boxes, faultsOn, noneIsLeftOut, sendsForms } from './sent-form.ts';

const nurse = 'shanice-brown';
const supervisor = 'moira-kettle';
const today = londonDate(wednesday);
const inDays = (days: number): CivilDate => addDays(today, days);
const atTen = (on: CivilDate) => londonInstant(on, 10 * 60);

/** A client of Luton, and the child whom she expected or has. */
type Client = { readonly personId: string; readonly childId: string };

type Row = {
  readonly called?: string;
  readonly by?: string;
  /** How she stands before the form is sent: enrolled, and expecting in 140 days unless the row says otherwise. */
  readonly of?: (house: Giving) => Promise<Client>;
  readonly boxes: (client: Client) => Boxes;
  readonly makes: (client: Client) => readonly object[];
};

/** What the rows ask of the house. */
type Giving = {
  readonly referred: () => Promise<Client>;
  readonly enrolled: () => Promise<Client>;
  readonly mother: () => Promise<Client>;
  /** A mother whose child is so many days old. */
  readonly grown: (days: number) => Promise<Client>;
  /** The child's record ends as entered in error. */
  readonly childGone: (client: Client) => Promise<Client>;
  readonly gives: (who: string, client: Client, ...commands: readonly ClientCommand[]) => Promise<Client>;
};

const pause = { type: 'pause', reason: 'asked', reviewOn: inDays(3), note: '' } as const;
const toEaling = {
  type: 'start-transfer',
  outsideRules: 'Agreed by its supervisor',
  toTeamId: 'ealing-fnp',
  areaCode: 'E09000009',
  why: 'A new flat',
  proposedLevel: null,
} as const;
const loss = {
  type: 'record-loss',
  loss: 'miscarriage',
  on: today,
  says: 'Her midwife',
  contactId: nurse,
} as const;

const missed = (on: CivilDate) =>
  ({
    type: 'record-missed-visit',
    visitId: randomUUID(),
    on,
    why: 'no-access',
    note: '',
    next: null,
  }) as const;

/** Refused by Ealing, which is full, and on its waiting list. */
async function waiting({ enrolled, gives }: Giving): Promise<Client> {
  const refused = { type: 'refuse-transfer', reason: 'no-place', waitingList: true, note: 'Full' } as const;
  return gives('yvonne-clarke', await gives(nurse, await enrolled(), toEaling), refused);
}

/** A child whom nobody knows, whose record refuses to join. */
async function refusing({ enrolled, gives }: Giving): Promise<Client> {
  const childId = randomUUID();
  const child = { personId: childId, bornOn: inDays(-60), givenName: 'Ivy' };
  const client = await gives(nurse, await enrolled(), { type: 'bring-child', child, why: 'At home' });
  return { ...client, childId };
}

/** For each form: who sends it about whom, the boxes, and the facts that must come of it. */
const rows: Readonly<Record<string, readonly Row[]>> = {
  assess: [
    {
      of: ({ referred }) => referred(),
      boxes: () => ({}),
      makes: () => [{ type: 'EligibilityAssessed', outcome: 'not-known', ruleVersion: 'luton-2020' }],
    },
  ],
  'seal-client-address': [
    {
      boxes: () => ({ why: 'He knows the street' }),
      makes: () => [{ type: 'ClientAddressSealed', sealed: true, why: 'He knows the street' }],
    },
  ],
  'open-client-address': [
    {
      by: supervisor,
      of: async ({ enrolled, gives }) =>
        gives(nurse, await enrolled(), { type: 'seal-client-address', why: 'He knows the street' }),
      boxes: () => ({ 'agreed-by': 'ruth-pemberton', why: 'He is in prison' }),
      makes: () => [
        { type: 'ClientAddressSealed', sealed: false, why: 'He is in prison', agreedBy: 'ruth-pemberton' },
      ],
    },
  ],
  'record-visit': [
    {
      called: 'by telephone, with every box changed',
      of: ({ mother }) => mother(),
      boxes: () => ({
        seen: ['client'],
        ...typed('at', atTen(inDays(-1))),
        place: 'remote',
        mode: 'telephone',
        minutes: '30',
        accompanied: supervisor,
        note: 'She is well',
        ...typed('next', atTen(inDays(9))),
      }),
      makes: () => [
        {
          type: 'VisitRecorded',
          at: atTen(inDays(-1)),
          place: 'remote',
          mode: 'telephone',
          minutes: 30,
          clientSeen: true,
          childrenSeen: [],
          accompaniedBy: supervisor,
          note: 'She is well',
          next: atTen(inDays(9)),
        },
      ],
    },
    {
      called: 'in a clinic, the child alone',
      of: ({ mother }) => mother(),
      boxes: ({ childId }) => ({
        seen: [childId],
        ...typed('at', atTen(inDays(-1))),
        place: 'clinic',
        mode: 'face-to-face',
        minutes: '90',
        note: '',
        'next-day': '',
        'next-month': '',
        'next-year': '',
        'next-time': '',
      }),
      makes: ({ childId }) => [
        {
          type: 'VisitRecorded',
          place: 'clinic',
          minutes: 90,
          clientSeen: false,
          childrenSeen: [childId],
          next: null,
        },
      ],
    },
  ],
  'record-missed-visit': [
    {
      boxes: () => ({
        reason: 'cancelled-by-nurse',
        ...typed('on', inDays(-1)),
        ...typed('next', atTen(inDays(3))),
        note: 'Training',
      }),
      makes: () => [
        {
          type: 'VisitMissed',
          why: 'cancelled-by-nurse',
          on: inDays(-1),
          next: atTen(inDays(3)),
          note: 'Training',
        },
      ],
    },
  ],
  'plan-visit': [
    {
      boxes: () => ({ ...typed('at', atTen(inDays(4))), place: 'community' }),
      makes: () => [{ type: 'VisitPlanned', at: atTen(inDays(4)), place: 'community' }],
    },
  ],
  'review-missed-visits': [
    {
      by: supervisor,
      of: async ({ enrolled, gives }) =>
        gives(nurse, await enrolled(), missed(inDays(-3)), missed(inDays(-1))),
      boxes: () => ({ decision: 'Shanice asks at the clinic by Friday' }),
      makes: () => [{ type: 'MissedVisitsReviewed', decision: 'Shanice asks at the clinic by Friday' }],
    },
  ],
  'set-interval': [
    {
      boxes: () => ({ days: '7', reason: 'She asked for more' }),
      makes: () => [{ type: 'IntervalSet', days: 7, reason: 'She asked for more' }],
    },
    {
      called: 'as her phase has it again',
      of: async ({ enrolled, gives }) =>
        gives(nurse, await enrolled(), { type: 'set-interval', days: 7, reason: 'More' }),
      boxes: () => ({ days: 'phase', reason: 'Settled' }),
      makes: () => [{ type: 'IntervalSet', days: null, reason: 'Settled' }],
    },
  ],
  'allocate-nurse': [
    {
      by: supervisor,
      boxes: () => ({ nurse: 'ewa-nowak', why: 'Nearer', above: 'Agreed for a month' }),
      makes: () => [
        {
          type: 'NurseAllocated',
          nurseId: 'ewa-nowak',
          why: 'Nearer',
          aboveCapacity: 'Agreed for a month',
        },
      ],
    },
  ],
  weigh: [
    {
      by: supervisor,
      boxes: () => ({ weight: '1.5', reason: 'Twins are expected' }),
      makes: () => [{ type: 'CaseloadWeighed', weight: 1.5, reason: 'Twins are expected' }],
    },
  ],
  'move-expected-date': [
    {
      boxes: () => ({ ...typed('on', inDays(130)), why: 'The scan' }),
      makes: () => [{ type: 'ExpectedDateMoved', expectedOn: inDays(130), why: 'The scan' }],
    },
  ],
  pause: [
    {
      boxes: () => ({ reason: 'away', ...typed('review', inDays(3)), note: 'With her aunt' }),
      makes: () => [{ type: 'ProgrammePaused', reason: 'away', reviewOn: inDays(3), note: 'With her aunt' }],
    },
  ],
  resume: [
    {
      of: async ({ enrolled, gives }) => gives(nurse, await enrolled(), pause),
      boxes: () => ({ note: 'She is back' }),
      makes: () => [{ type: 'ProgrammeResumed', note: 'She is back' }],
    },
  ],
  'move-end': [
    {
      by: supervisor,
      of: ({ mother }) => mother(),
      boxes: () => ({ ...typed('on', inDays(500)), why: 'Settled at work' }),
      makes: () => [{ type: 'EndMoved', endsOn: inDays(500), why: 'Settled at work' }],
    },
  ],
  'child-leaves': [
    {
      of: ({ mother }) => mother(),
      boxes: ({ childId }) => ({
        child: childId,
        door: 'lives-elsewhere',
        area: 'E09000009',
        level: 'targeted',
        why: 'Lives with its father',
      }),
      makes: ({ childId }) => [
        {
          type: 'ChildLeft',
          childId,
          door: 'lives-elsewhere',
          areaCode: 'E09000009',
          why: 'Lives with its father',
        },
      ],
    },
  ],
  'review-continuing': [
    {
      by: supervisor,
      of: async ({ mother, gives }) => {
        const client = await mother();
        return gives(nurse, client, {
          type: 'child-leaves',
          childId: client.childId,
          door: 'lives-elsewhere',
          why: 'With its father',
          areaCode: 'E09000009',
          proposedLevel: null,
        });
      },
      boxes: () => ({ why: 'The child comes back' }),
      makes: () => [{ type: 'ContinuingReviewed', why: 'The child comes back' }],
    },
  ],
  leave: [
    {
      called: 'she withdrew',
      of: ({ mother }) => mother(),
      boxes: () => ({
        door: 'withdrew',
        reason: 'no-time',
        level: 'universal',
        why: 'She starts college',
      }),
      makes: () => [
        {
          type: 'ClientLeft',
          door: 'withdrew',
          reason: 'no-time',
          areaCode: null,
          why: 'She starts college',
        },
      ],
    },
    {
      called: 'graduation, in the month before the second birthday',
      of: ({ grown }) => grown(712),
      boxes: () => ({ door: 'graduation', level: 'universal', why: 'Two years together' }),
      makes: () => [{ type: 'ClientLeft', door: 'graduation', why: 'Two years together' }],
    },
    {
      called: 'early graduation, of a child of 13 months',
      of: ({ grown }) => grown(400),
      boxes: () => ({ door: 'early-graduation', level: 'universal', why: 'She goes to college' }),
      makes: () => [{ type: 'ClientLeft', door: 'early-graduation', why: 'She goes to college' }],
    },
    {
      called: 'she moves to a named area',
      of: ({ mother }) => mother(),
      boxes: () => ({
        door: 'moved-away',
        area: 'E09000013',
        why: 'Told by her sister',
      }),
      makes: () => [{ type: 'ClientLeft', door: 'moved-away', reason: 'moved', areaCode: 'E09000013' }],
    },
    {
      called: 'nobody finds her',
      of: ({ mother }) => mother(),
      boxes: () => ({ door: 'cannot-be-located', why: 'Three letters' }),
      makes: () => [
        { type: 'ClientLeft', door: 'cannot-be-located', reason: 'cannot-be-located', areaCode: null },
      ],
    },
  ],
  'tell-birth': [
    {
      called: 'twins, one stillborn',
      of: async ({ enrolled, gives }) =>
        gives(supervisor, await enrolled(), { type: 'move-expected-date', expectedOn: today, why: 'Scan' }),
      boxes: () => ({
        ...typed('born', today),
        where: 'Watford General',
        family: 'Rowan',
        'given-1': 'Ruby',
        'number-1': '999 001 1052',
        'alive-1': 'yes',
        'given-2': 'Pearl',
        'alive-2': 'no',
      }),
      makes: ({ childId }) => [
        {
          type: 'BirthTold',
          bornOn: today,
          where: 'Watford General',
          babies: [
            {
              personId: childId,
              givenName: 'Ruby',
              familyName: 'Rowan',
              nhsNumber: '9990011052',
              bornAlive: true,
            },
            { givenName: 'Pearl', familyName: 'Rowan', nhsNumber: null, bornAlive: false },
          ],
        },
      ],
    },
  ],
  'start-transfer': [
    {
      boxes: () => ({
        team: 'ealing-fnp',
        area: 'E09000009',
        level: 'specialist',
        why: 'A new flat',
        outside: 'Its supervisor agreed',
      }),
      makes: () => [
        {
          type: 'TransferStarted',
          toTeamId: 'ealing-fnp',
          areaCode: 'E09000009',
          why: 'A new flat',
          outsideRules: 'Its supervisor agreed',
        },
      ],
    },
  ],
  'end-transfer': [
    {
      of: async ({ enrolled, gives }) => gives(nurse, await enrolled(), toEaling),
      boxes: () => ({ why: 'The flat fell through' }),
      makes: () => [{ type: 'TransferEnded', why: 'The flat fell through' }],
    },
  ],
  'transfer-in': [
    {
      by: 'yvonne-clarke',
      of: async ({ enrolled, gives, childGone }) => childGone(await gives(nurse, await enrolled(), toEaling)),
      boxes: () => ({ nurse: 'joy-okafor', above: 'Agreed for a month' }),
      makes: () => [
        {
          type: 'TransferredIn',
          teamId: 'ealing-fnp',
          nurseId: 'joy-okafor',
          aboveCapacity: 'Agreed for a month',
        },
      ],
    },
  ],
  'refuse-transfer': [
    {
      by: 'yvonne-clarke',
      of: async ({ enrolled, gives }) => gives(nurse, await enrolled(), toEaling),
      boxes: () => ({ reason: 'no-place', waiting: 'yes', note: 'Full until May' }),
      makes: () => [
        {
          type: 'TransferRefused',
          teamId: 'ealing-fnp',
          door: 'no-place',
          waitingList: true,
          note: 'Full until May',
        },
      ],
    },
  ],
  'take-from-waiting-list': [
    {
      by: 'yvonne-clarke',
      of: async (given) => given.childGone(await waiting(given)),
      boxes: () => ({ note: 'A place from Monday' }),
      makes: () => [{ type: 'TakenFromWaitingList', teamId: 'ealing-fnp', note: 'A place from Monday' }],
    },
  ],
  'ask-child-again': [
    {
      of: refusing,
      boxes: ({ childId }) => ({ child: childId }),
      makes: ({ childId }) => [{ type: 'ChildAskedAgain', childId, asks: ['join-programme'] }],
    },
  ],
  'settle-refusal': [
    {
      by: supervisor,
      of: refusing,
      boxes: ({ childId }) => ({ child: childId, why: 'She lives with her father in Ghent' }),
      makes: ({ childId }) => [
        { type: 'RefusalSettled', childId, why: 'She lives with her father in Ghent' },
      ],
    },
  ],
  'end-waiting': [
    {
      by: 'yvonne-clarke',
      of: waiting,
      boxes: () => ({ why: 'She is settled with health visiting' }),
      makes: () => [{ type: 'WaitingEnded', why: 'She is settled with health visiting' }],
    },
  ],
  'record-loss': [
    {
      boxes: () => ({ loss: 'miscarriage', ...typed('on', today), says: 'Her midwife', contact: nurse }),
      makes: () => [
        { type: 'LossRecorded', loss: 'miscarriage', on: today, says: 'Her midwife', contactId: nurse },
      ],
    },
  ],
  'name-contact': [
    {
      by: supervisor,
      of: async ({ enrolled, gives }) => gives(nurse, await enrolled(), loss),
      boxes: () => ({ contact: 'ewa-nowak', why: 'She knows her' }),
      makes: () => [{ type: 'ContactNamed', contactId: 'ewa-nowak', why: 'She knows her' }],
    },
  ],
  'record-bereavement-contact': [
    {
      of: async ({ enrolled, gives }) => gives(nurse, await enrolled(), loss),
      boxes: () => ({ how: 'Sat with her' }),
      makes: () => [{ type: 'BereavementContactMade', how: 'Sat with her' }],
    },
  ],
  'record-death': [
    {
      called: 'her own',
      of: ({ mother }) => mother(),
      boxes: ({ personId }) => ({
        who: personId,
        ...typed('on', today),
        says: 'The coroner’s officer',
        contact: '',
      }),
      makes: ({ personId }) => [
        { type: 'DeathRecorded', who: personId, on: today, says: 'The coroner’s officer', contactId: null },
      ],
    },
  ],
  'take-back-death': [
    {
      by: supervisor,
      of: async ({ mother, gives }) => {
        const client = await mother();
        return gives(nurse, client, {
          type: 'record-death',
          who: client.personId,
          on: today,
          says: 'A neighbour',
          contactId: null,
        });
      },
      boxes: ({ personId }) => ({ who: personId, says: 'She opened the door' }),
      makes: ({ personId }) => [{ type: 'DeathTakenBack', who: personId, says: 'She opened the door' }],
    },
  ],
};

/** Forms that are sent filled in by another test, in a browser or through the pages of two sites. */
const elsewhere: Readonly<Record<string, string>> = {
  'record-client': 'referral.page.test.ts',
  'offer-place': 'referral.page.test.ts',
  'decline-place': 'referral.page.test.ts',
  enrol: 'referral.page.test.ts',
  'bring-child': 'joining.page.test.ts',
};

describe('a form about a client that is filled in and sent becomes the facts that it says', () => {
  let house: House;
  let send: ReturnType<typeof sendsForms>;
  before(async () => {
    house = await openHouse({ size: 4 });
    send = sendsForms(house);
  });
  after(() => house.close());

  const day = () => londonDate(house.time.now);
  const giving: Giving = {
    referred: async () => {
      const client = { personId: randomUUID(), childId: randomUUID() };
      const familyName = `Rowan ${client.personId.slice(0, 8)}`;
      return giving.gives(
        supervisor,
        client,
        refer('luton-fnp', 'E06000032', day(), { identity: { givenName: 'Tess', familyName } }),
      );
    },
    /** She was enrolled ten days ago, so that the days before today lie in her time there. */
    enrolled: async () => {
      const { now } = house.time;
      const expectedOn = addDays(day(), 140);
      house.time.now = addMinutes(now, -10 * 24 * 60);
      const on = londonDate(house.time.now);
      const client = await giving.referred();
      await giving.gives(supervisor, client, {
        type: 'enrol',
        nurseId: nurse,
        consent: { on, how: 'Signed at home' },
        sharingBasis: 'Children Act 2004, section 11',
        outsideRules: 'Agreed',
        aboveCapacity: 'Agreed',
        pregnancyId: client.childId,
        expectedOn,
        children: [],
      });
      house.time.now = now;
      return client;
    },
    mother: async () => {
      const client = await giving.enrolled();
      const baby = {
        personId: client.childId,
        givenName: 'Ruby',
        familyName: 'Rowan',
        nhsNumber: null,
        bornAlive: true,
      };
      return giving.gives(
        supervisor,
        client,
        { type: 'move-expected-date', expectedOn: day(), why: 'The scan' },
        { type: 'tell-birth', bornOn: addDays(day(), -2), where: 'In hospital', babies: [baby] },
      );
    },
    grown: async (days) => {
      const { now } = house.time;
      house.time.now = addMinutes(now, -days * 24 * 60);
      const client = await giving.mother();
      house.time.now = now;
      return client;
    },
    childGone: async (client) => {
      const end = {
        type: 'end',
        reason: 'entered-in-error',
        confirmedBy: 'Moira Kettle',
        detail: 'Typed twice',
      } as const;
      const outcome = await house.give(client.childId, supervisor, end);
      assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
      return client;
    },
    gives: async (who, client, ...commands) => {
      for (const command of commands) {
        const outcome = await house.deps.issueToClient(
          {
            personId: client.personId,
            commandId: randomUUID(),
            command,
            expectedVersion: null,
            happenedAt: null,
          },
          house.deps.context(house.person(who), house.time.now),
        );
        assert.equal(outcome.kind, 'done', `${command.type}: ${JSON.stringify(outcome)}`);
      }
      return client;
    },
  };

  async function factsOf({ personId }: Client): Promise<readonly ClientFact[]> {
    const { rows: found } = await house.admin.query<{ fact: ClientFact }>(
      `select data || jsonb_build_object('type', type) as fact from fact where person_id = $1 order by version`,
      [personId],
    );
    return found.map(({ fact }) => fact);
  }

  for (const [form, sent] of Object.entries(rows))
    for (const { called, by = nurse, of = (given: Giving) => given.enrolled(), boxes, makes } of sent)
      test(called ? `${form}: ${called}` : form, async () => {
        const client = await of(giving);
        const before = (await factsOf(client)).length;
        const answer = await send(by, pagePaths.clientForm(client.personId, form), boxes(client));
        assert.match(answer.url, /\/done\//, faultsOn(answer));
        const facts = (await factsOf(client))
          .slice(before)
          .filter(({ type }) => type !== 'ClientDeadlinesMoved' && type !== 'ChildrenAsked');
        assert.partialDeepStrictEqual(facts, makes(client));
      });

  test('no form of a client is left out', () => {
    noneIsLeftOut(Object.keys(clientForms), Object.keys(rows), elsewhere);
  });
});
