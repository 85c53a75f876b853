import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import type { Danger, LegalLimit } from '../../src/domain/risk/circumstances.ts';
import { childForms } from '../../src/web/forms/child-forms.ts';
import { takesChildOn } from '../children.ts';
import { type Begun, drafted, offered, typed } from './desk.fixture.ts';
import { type House, openHouse, wednesday } from './house.ts';
import { gives, noneIsLeftOut, type Sent, sendsForms, writesFacts } from './sent-form.ts';

/**
 * The boxes of a form about a child become the command that they describe: each form is opened, filled in and sent, and the
 * facts are read.
 */

const today = londonDate(wednesday);
const inDays = (days: number) => addDays(today, days);

/** Forms that are sent filled in by another test, most of them in a browser. */
const elsewhere: Readonly<Record<string, string>> = {
  'record-review': 'reviews.page.test.ts',
  'review-missed-reviews': 'reviews.page.test.ts',
  'change-level': 'reviews.page.test.ts',
  'add-person': 'journeys.page.test.ts',
  'add-status': 'checklist.db.test.ts',
  'key-worker': 'checklist.db.test.ts',
  'below-threshold': 'checklist.db.test.ts',
  'no-status': 'journeys.page.test.ts',
  prepare: 'routed.db.test.ts',
  'record-identity': 'identity.db.test.ts',
  'record-gp': 'routed.db.test.ts',
  'record-birth': 'birth.db.test.ts',
  'record-sighting': 'families.page.test.ts',
  'correct-sighting': 'false-sighting.db.test.ts',
  'seal-address': 'sealed.db.test.ts',
  'open-missing': 'missing.page.test.ts',
  'record-asked': 'missing.page.test.ts',
  'record-trace': 'missing.page.test.ts',
  'record-nurse-told': 'missing.page.test.ts',
  'record-found': 'missing.page.test.ts',
  'stop-schedules': 'loss.page.test.ts',
  'resume-schedules': 'loss.page.test.ts',
  'tell-death-review': 'keeping.page.test.ts',
  'place-hold': 'keeping.page.test.ts',
  'lift-hold': 'keeping.page.test.ts',
  'record-admission': 'families.page.test.ts',
  'record-discharge': 'families.page.test.ts',
  'plan-discharge': 'families.page.test.ts',
  'record-home-contact': 'families.page.test.ts',
  'record-carer': 'families.page.test.ts',
  'record-back-with-mother': 'families.page.test.ts',
  'tell-private-fostering': 'families.page.test.ts',
  'record-mother-death': 'families.page.test.ts',
  'take-back-mother-death': 'families.page.test.ts',
  'record-mother-in-care': 'families.page.test.ts',
  'tell-mothers-worker': 'families.page.test.ts',
  'copy-mothers-nurse': 'families.page.test.ts',
  'record-visiting-declined': 'families.page.test.ts',
  'review-visiting-declined': 'families.page.test.ts',
  'tell-gp-declined': 'families.page.test.ts',
  end: 'keeping.page.test.ts',
  adopted: 'adoption.db.test.ts',
  'reverse-end': 'loss.page.test.ts',
};

const bail: LegalLimit = { what: 'Bail: not to come near her', from: inDays(-20), until: inDays(8) };
const dale = {
  who: 'Dale Marlow',
  relation: 'former partner',
  why: 'He assaulted her',
  violent: true,
  limits: [bail],
  move: 'moves-with-child',
} as const satisfies Omit<Danger, 'dangerId'>;
const [renewed, over] = [randomUUID(), randomUUID()];
const ofLimit = ({ what, from, until }: LegalLimit) => ({
  limit: what,
  ...typed('limit-from', from ?? ''),
  ...typed('limit-until', until ?? ''),
});

describe('a form about a child that is filled in and sent becomes the facts that it says', () => {
  let house: House;
  let written: ReturnType<typeof writesFacts>;
  before(async () => {
    house = await openHouse({ size: 4 });
    written = writesFacts(house, sendsForms(house));
    await house.admin.query(
      `insert into postcode_area (postcode, area_code, valid_from) values ('LU1 2AB', 'E06000032', '2000-01-01') on conflict do nothing`,
    );
  });
  after(() => house.close());

  const home = {
    lines: ['1 Elm Road'],
    postcode: null,
    areaCode: 'E09000009',
    temporary: false,
    sealed: false,
  };

  /** A child of Ealing with no handover open. */
  async function held(familyName: string): Promise<Begun> {
    const begun = await drafted(house, { familyName, address: { ...home, from: '2026-01-05' } });
    const { handoverId } = begun;
    await gives(house, 'samira-haddad', begun, { type: 'withdraw', handoverId, reason: 'Anew' });
    return begun;
  }

  /** Not born yet, and nothing is known around it. */
  async function unborn(familyName: string): Promise<Begun> {
    const begun = { personId: randomUUID(), handoverId: '', familyName };
    await gives(
      house,
      'samira-haddad',
      begun,
      takesChildOn('samira-haddad', 'ealing-hv', {
        familyName,
        expectedOn: inDays(60),
        mother: { name: `Jo ${familyName}`, nhsNumber: null, bornOn: '2012-05-04' },
      }),
    );
    return begun;
  }

  async function withEnquiry(familyName: string): Promise<Begun & { readonly enquiryId: string }> {
    const begun = await held(familyName);
    const enquiryId = randomUUID();
    const signal = {
      source: 'housing',
      messageId: null,
      effectiveAt: house.time.now,
      says: 'A notice to leave',
      lines: [],
      postcode: null,
      areaCode: 'E06000032',
    } as const;
    const heard = { type: 'receive-signal', enquiryId, otherTeamId: 'luton-hv', signal } as const;
    await gives(house, 'samira-haddad', begun, heard);
    return { ...begun, enquiryId };
  }

  async function staying(familyName: string): Promise<Begun> {
    const begun = await withEnquiry(familyName);
    await gives(house, 'samira-haddad', begun, {
      type: 'settle-enquiry',
      enquiryId: begun.enquiryId,
      outcome: 'stays-elsewhere-briefly',
      sleepsAt: null,
      reviewOn: inDays(3),
      note: 'With an aunt',
      cover: 'Amara Osei looks in',
      handover: null,
    });
    return begun;
  }

  async function claimed(familyName: string): Promise<Begun> {
    const begun = await held(familyName);
    const claim = {
      type: 'open-claim',
      claimId: randomUUID(),
      claimantTeamId: 'luton-hv',
      says: 'Ours',
    } as const;
    await gives(house, 'amara-osei', begun, claim);
    return begun;
  }

  async function sealed(familyName: string): Promise<Begun> {
    const begun = await held(familyName);
    await gives(house, 'samira-haddad', begun, { type: 'seal-address', why: 'A threat' });
    return begun;
  }

  async function lost(familyName: string): Promise<Begun> {
    const begun = await held(familyName);
    const missing = { type: 'open-missing', missingId: randomUUID(), why: 'Nobody in' } as const;
    const notOpen = { reason: 'She may run', decidedBy: 'Colette Baptiste', reviewOn: inDays(3) };
    await gives(house, 'samira-haddad', begun, { ...missing, notOpen });
    return begun;
  }

  /** He is on bail for some time yet, and it is this child to whom he is a danger. */
  function onBail(dangerId: string): (familyName: string) => Promise<Begun> {
    return async (familyName) => {
      const begun = await held(familyName);
      const child = await house.deps.readings.child(house.person('samira-haddad'), begun.personId, 't', 't');
      assert.ok(child);
      const circumstances = { ...child.state.circumstances, dangers: [{ dangerId, ...dale }] };
      await gives(house, 'samira-haddad', begun, { type: 'record-circumstances', circumstances });
      return begun;
    };
  }

  async function onPlan(familyName: string): Promise<Begun> {
    const begun = await held(familyName);
    const child = await house.deps.readings.child(house.person('samira-haddad'), begun.personId, 't', 't');
    assert.ok(child);
    const plan = {
      kind: 'child-protection-plan',
      since: null,
      authority: 'Ealing',
      keyWorker: 'Jo Ward',
    } as const;
    const circumstances = {
      ...child.state.circumstances,
      statutory: [{ ...plan, why: null, agreedBy: null }],
    };
    await gives(house, 'samira-haddad', begun, { type: 'record-circumstances', circumstances });
    return begun;
  }

  /** Form, who sends it, the child as it stands, the boxes, and the facts that must come of it in their order. */
  const rows: readonly (Omit<Sent, 'about' | 'by' | 'ofChild'> & {
    readonly by?: string;
    readonly of: (familyName: string) => Promise<Begun>;
    readonly makes: (about: Begun) => readonly object[];
    readonly called?: string;
  })[] = [
    {
      form: 'add-danger',
      called: 'on bail between two days',
      of: unborn,
      answers: {
        any: 'yes',
        who: dale.who,
        relation: dale.relation,
        why: dale.why,
        violent: 'yes',
        move: 'moves-with-child',
        ...ofLimit(bail),
      },
      makes: () => [{ type: 'CircumstancesRecorded', circumstances: { dangers: [dale] } }],
    },
    {
      form: 'change-danger',
      called: 'the bail is renewed',
      of: onBail(renewed),
      answers: {
        danger: renewed,
        move: 'unknown',
        why: 'The court sat',
        'limits-now': 'new',
        ...ofLimit({ what: 'Restraining order', from: today, until: inDays(365) }),
      },
      makes: () => [
        {
          type: 'CircumstancesRecorded',
          lookedAt: renewed,
          circumstances: {
            dangers: [
              {
                dangerId: renewed,
                ...dale,
                why: 'He assaulted her\nThe court sat',
                move: 'unknown',
                limits: [{ what: 'Restraining order', from: today, until: inDays(365) }],
              },
            ],
          },
        },
      ],
    },
    {
      form: 'change-danger',
      called: 'the bail has ended',
      of: onBail(over),
      answers: { danger: over, move: 'moves-with-child', why: 'No charge', 'limits-now': 'ended' },
      makes: () => [
        {
          type: 'CircumstancesRecorded',
          lookedAt: over,
          circumstances: { dangers: [{ ...dale, why: 'He assaulted her\nNo charge', limits: [] }] },
        },
      ],
    },
    {
      form: 'end-danger',
      of: onBail(over),
      answers: { danger: over, why: 'It was another Dale Marlow', 'agreed-by': 'Deborah Quill, lead' },
      makes: () => [
        {
          type: 'CircumstancesRecorded',
          why: 'Dale Marlow is no danger any more: It was another Dale Marlow (Deborah Quill, lead)',
          circumstances: { dangers: [] },
        },
      ],
    },
    {
      form: 'change-person',
      called: 'moved out, and has parental responsibility all the same',
      of: () => held('Campion'),
      answers: {
        person: 'Jo Campion, mother',
        now: 'elsewhere',
        why: 'She lives with her sister since May',
      },
      makes: () => [
        {
          type: 'CircumstancesRecorded',
          why: 'Jo Campion, mother: She lives with her sister since May',
          circumstances: {
            people: [
              {
                name: 'Jo Campion',
                relation: 'mother',
                livesWithChild: false,
                parentalResponsibility: true,
              },
            ],
          },
        },
      ],
    },
    {
      form: 'end-status',
      called: 'a plan that was stepped down, with why and who agreed',
      of: onPlan,
      answers: {
        kind: 'child-protection-plan',
        after: 'stepped-down',
        why: 'The conference of Tuesday ended it',
        'agreed-by': 'Jo Ward, chair',
      },
      makes: () => [
        {
          type: 'CircumstancesRecorded',
          why: 'Child protection plan has ended: The conference of Tuesday ended it (Jo Ward, chair)',
          circumstances: {
            statutory: [
              {
                kind: 'stepped-down',
                authority: 'Ealing',
                why: 'The conference of Tuesday ended it',
                agreedBy: 'Jo Ward, chair',
              },
            ],
          },
        },
      ],
    },
    {
      form: 'end-status',
      called: 'recorded on the wrong child',
      of: onPlan,
      answers: {
        kind: 'child-protection-plan',
        after: 'over',
        why: 'It is the plan of another family',
        'agreed-by': 'Deborah Quill, lead',
      },
      makes: () => [{ type: 'CircumstancesRecorded', circumstances: { statutory: [] } }],
    },
    {
      form: 'no-danger',
      of: unborn,
      answers: {},
      makes: () => [{ type: 'CircumstancesRecorded', circumstances: { dangers: [] } }],
    },
    {
      form: 'safe-contact',
      of: held,
      answers: { route: 'Text her sister', interpreter: 'Urdu', lone: 'Two go: his dog bites' },
      makes: () => [
        {
          type: 'CircumstancesRecorded',
          circumstances: {
            contact: {
              route: 'Text her sister',
              interpreter: 'Urdu',
              loneVisitWarning: 'Two go: his dog bites',
            },
          },
        },
      ],
    },
    {
      form: 'record-address',
      of: held,
      answers: {
        line: '9 Elm Road',
        postcode: 'lu1 2ab',
        ...typed('from', inDays(-2)),
        temporary: 'yes',
        sealed: 'no',
      },
      makes: () => [
        {
          type: 'AddressRecorded',
          address: {
            lines: ['9 Elm Road'],
            postcode: 'LU1 2AB',
            areaCode: 'E06000032',
            temporary: true,
            sealed: false,
            from: inDays(-2),
          },
        },
      ],
    },
    {
      form: 'open-address',
      by: 'deborah-quill',
      of: sealed,
      answers: { 'agreed-by': 'colette-baptiste', why: 'He is in prison' },
      makes: () => [
        { type: 'AddressSealed', sealed: false, why: 'He is in prison', agreedBy: 'colette-baptiste' },
      ],
    },
    {
      form: 'report-signal',
      of: held,
      answers: { source: 'missed-visits', says: 'The flat is empty', postcode: 'lu1 2ab' },
      makes: () => [
        {
          type: 'EnquiryOpened',
          otherTeamId: 'luton-hv',
          signal: {
            source: 'missed-visits',
            says: 'The flat is empty',
            postcode: 'LU1 2AB',
            areaCode: 'E06000032',
          },
        },
      ],
    },
    {
      form: 'review-stay',
      called: 'it goes on',
      of: staying,
      answers: {
        outcome: 'goes-on',
        ...typed('review', inDays(6)),
        cover: 'Kate Brennan',
        note: 'Rang the aunt',
      },
      makes: () => [
        {
          type: 'StayReviewed',
          outcome: 'goes-on',
          reviewOn: inDays(6),
          cover: 'Kate Brennan',
          note: 'Rang the aunt',
        },
      ],
    },
    {
      form: 'review-missing',
      by: 'deborah-quill',
      of: lost,
      answers: { says: 'An alert goes to the region' },
      makes: () => [{ type: 'MissingReviewed', says: 'An alert goes to the region' }],
    },
    {
      form: 'decide-openness',
      called: 'still not, until a day',
      of: lost,
      answers: {
        why: 'He came back',
        open: 'no',
        reason: 'He reads her letters',
        'decided-by': 'Colette Baptiste',
        ...typed('review', inDays(10)),
      },
      makes: () => [
        {
          type: 'OpennessDecided',
          why: 'He came back',
          notOpen: {
            reason: 'He reads her letters',
            decidedBy: 'Colette Baptiste',
            reviewOn: inDays(10),
          },
        },
      ],
    },
    {
      form: 'decide-openness',
      called: 'from now on',
      of: lost,
      answers: { why: 'He is in prison', open: 'yes' },
      makes: () => [{ type: 'OpennessDecided', why: 'He is in prison', notOpen: null }],
    },
    {
      form: 'record-mothers-safeguarding',
      of: unborn,
      answers: {
        referred: 'Social care in Ealing',
        why: 'She is fourteen',
        consent: 'Understands, and agrees',
        linked: 'Elm School; Jo Ward, social worker',
      },
      makes: () => [
        {
          type: 'MothersSafeguardingRecorded',
          referredTo: 'Social care in Ealing',
          why: 'She is fourteen',
          consent: 'Understands, and agrees',
          linked: 'Elm School; Jo Ward, social worker',
        },
      ],
    },
    {
      form: 'tell-midwifery',
      of: unborn,
      answers: { here: 'Ann Other, Ealing', there: 'Una Outside, Luton' },
      makes: () => [{ type: 'MidwiferyTold', here: 'Ann Other, Ealing', there: 'Una Outside, Luton' }],
    },
    {
      form: 'tell-agencies',
      of: (familyName) => offered(house, { familyName }),
      answers: { whom: 'Jo Ward, social care' },
      makes: ({ handoverId }) => [
        { type: 'AgenciesTold', forHandover: handoverId, whom: 'Jo Ward, social care' },
      ],
    },
    {
      form: 'settle-enquiry',
      called: 'the family sleeps in another area',
      of: withEnquiry,
      answers: {
        outcome: 'moved',
        line: '7 Hazel Court',
        postcode: 'lu1 2ab',
        ...typed('from', '2026-11-20'),
        temporary: 'no',
        sealed: 'no',
        note: 'The mother rang',
      },
      makes: () => [
        { type: 'EnquirySettled', outcome: 'moved', note: 'The mother rang' },
        {
          type: 'AddressRecorded',
          address: {
            lines: ['7 Hazel Court'],
            postcode: 'LU1 2AB',
            areaCode: 'E06000032',
            temporary: false,
            sealed: false,
            from: '2026-11-20',
          },
        },
        {
          type: 'HandoverPrepared',
          kind: 'health-visiting-to-health-visiting',
          occasion: 'move',
          releasingTeamId: 'ealing-hv',
          destination: { kind: 'desk', teamId: 'luton-hv' },
        },
      ],
    },
    {
      form: 'settle-enquiry',
      called: 'a short stay',
      of: withEnquiry,
      answers: {
        outcome: 'stays-elsewhere-briefly',
        ...typed('review', inDays(5)),
        cover: 'Amara Osei looks in',
        note: 'With an aunt for a week',
      },
      makes: () => [
        {
          type: 'EnquirySettled',
          outcome: 'stays-elsewhere-briefly',
          sleepsAt: null,
          reviewOn: inDays(5),
          cover: 'Amara Osei looks in',
          note: 'With an aunt for a week',
        },
      ],
    },
    {
      form: 'settle-enquiry',
      called: 'nobody moved',
      of: withEnquiry,
      answers: { outcome: 'not-moved', note: 'The notice was taken back' },
      makes: () => [{ type: 'EnquirySettled', outcome: 'not-moved', note: 'The notice was taken back' }],
    },
    {
      form: 'settle-claim',
      of: claimed,
      answers: { outcome: 'stays', note: 'Their list was old' },
      makes: () => [{ type: 'ClaimSettled', outcome: 'stays', note: 'Their list was old' }],
    },
    {
      form: 'name-practitioner',
      by: 'deborah-quill',
      of: held,
      answers: { practitioner: 'deborah-quill', why: 'Samira has too many' },
      makes: () => [
        { type: 'PractitionerNamed', practitionerId: 'deborah-quill', why: 'Samira has too many' },
      ],
    },
  ];

  for (const [at, { of, makes, called, by = 'samira-haddad', ...sent }] of rows.entries())
    test(`${sent.form}${called ? `: ${called}` : ''}`, async () => {
      const about = await of(`Alder${at}`);
      assert.partialDeepStrictEqual(await written({ ...sent, by, about, ofChild: true }), makes(about));
    });

  test('no form of a child is left out', () => {
    const here = rows.map(({ form }) => form);
    noneIsLeftOut(Object.keys(childForms), here, elsewhere);
  });
});
