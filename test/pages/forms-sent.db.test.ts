import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { importFiles } from '../../src/cli/import-files.ts';
import { recognise } from '../../src/cli/recognise.ts';
import { addDays, londonDate, londonInstant } from '../../src/domain/calendar/time.ts';
import { handoverCommandNames } from '../../src/domain/handover/commands.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { caseloadWith, rowOf } from '../import/import-world.ts';
import { type Begun, drafted, offered, typed } from './desk.fixture.ts';
import { type House, openHouse, wednesday } from './house.ts';
import { faultsOn, gives, noneIsLeftOut, type Sent, sendsForms, writesFacts } from './sent-form.ts';

/**
 * The boxes of a form become the command that they describe: each form is opened, filled in and sent, and the facts are read.
 */

const samples = fileURLToPath(new URL('../../src/fhir/samples/', import.meta.url));
const outside = 'outside-E09000018';
const today = londonDate(wednesday);

const prepared = {
  type: 'prepare',
  follows: null,
  kind: 'health-visiting-to-health-visiting',
  occasion: 'move',
  destination: { kind: 'desk', teamId: 'hf-hv', reason: 'Residence' },
  addressedTo: null,
  proposedLevel: 'universal',
  summary: {
    situation: 'They move',
    assessment: 'Settled',
    family: 'Grandparents near',
    expectedResponse: 'Visit in ten days',
    recording: 'By secure mail',
  },
} as const;

/** Forms that are sent filled in by another test, most of them in a browser. */
const elsewhere: Readonly<Record<string, string>> = {
  revise: 'journeys.page.test.ts',
  offer: 'journeys.page.test.ts',
  ask: 'journeys.page.test.ts',
  answer: 'journeys.page.test.ts',
  'record-verbal': 'journeys.page.test.ts',
  'cancel-joint-visit': 'joint-visit.page.test.ts',
  'play-back': 'journeys.page.test.ts',
  decline: 'journeys.page.test.ts',
  dispute: 'journeys.page.test.ts',
  'decide-dispute': 'journeys.page.test.ts',
  redirect: 'journeys.page.test.ts',
  recall: 'journeys.page.test.ts',
  withdraw: 'journeys.page.test.ts',
  supersede: 'routed.db.test.ts',
  'record-first-contact': 'journeys.page.test.ts',
  'record-failed-contact': 'journeys.page.test.ts',
  'release-without-sighting': 'release-together.db.test.ts',
  'agree-release': 'release-together.db.test.ts',
  'decide-level': 'journeys.page.test.ts',
  'tell-parent': 'journeys.page.test.ts',
  'tell-gp': 'journeys.page.test.ts',
  'tell-chis': 'journeys.page.test.ts',
  close: 'journeys.page.test.ts',
};

describe('a form about a handover, or about what was put aside, that is filled in and sent', () => {
  let house: House;
  let send: ReturnType<typeof sendsForms>;
  let written: ReturnType<typeof writesFacts>;
  before(async () => {
    house = await openHouse({ size: 4 });
    send = sendsForms(house);
    written = writesFacts(house, send);
  });
  after(() => house.close());

  async function acceptedThere(familyName: string): Promise<Begun> {
    const begun = await offered(house, { familyName });
    const { handoverId } = begun;
    await gives(
      house,
      'amara-osei',
      begun,
      {
        type: 'record-verbal',
        handoverId,
        releasingName: 'Samira Haddad',
        receivingName: 'Amara Osei',
        spokeAt: house.time.now,
      },
      { type: 'play-back', handoverId, words: 'Nobody is a danger', dangerIds: [] },
      { type: 'accept', handoverId, practitionerId: 'amara-osei', firstContactOn: addDays(today, 1) },
    );
    return begun;
  }

  async function unreachedThere(familyName: string): Promise<Begun> {
    const begun = await acceptedThere(familyName);
    const failed = {
      type: 'record-failed-contact',
      handoverId: begun.handoverId,
      how: 'Visit',
      why: 'Nobody in',
    } as const;
    await gives(house, 'amara-osei', begun, failed);
    return begun;
  }

  async function seenThere(familyName: string): Promise<Begun> {
    const begun = await acceptedThere(familyName);
    const { handoverId } = begun;
    await gives(house, 'amara-osei', begun, {
      type: 'record-seen',
      handoverId,
      where: 'At home',
      joint: false,
    });
    return begun;
  }

  /** Accepted in Luton and never seen: its named nurse proposes to release it all the same. */
  async function proposedForRelease(familyName: string): Promise<Begun> {
    const begun = await acceptedThere(familyName);
    const { handoverId } = begun;
    await gives(house, 'ruth-pemberton', begun, {
      type: 'release-without-sighting',
      handoverId,
      otherNamedNurseId: 'colette-baptiste',
      reason: 'She opens to nobody',
    });
    return begun;
  }

  async function movedOn(familyName: string): Promise<Begun> {
    const begun = await seenThere(familyName);
    await gives(house, 'amara-osei', begun, { ...prepared, handoverId: randomUUID() });
    return begun;
  }

  /** For each form: who sends it, the child as it stands, the boxes, and the facts that must come of it, in their order. */
  const rows: readonly (Omit<Sent, 'about' | 'ofChild'> & {
    readonly of: (familyName: string) => Promise<Begun>;
    readonly makes: () => readonly object[];
  })[] = [
    {
      form: 'plan-joint-visit',
      by: 'samira-haddad',
      of: (familyName) => offered(house, { familyName }),
      answers: {
        ...typed('on', addDays(today, 5)),
        time: '9:30',
        releasing: 'samira-haddad',
        receiving: 'amara-osei',
      },
      makes: () => [
        {
          type: 'JointVisitPlanned',
          on: addDays(today, 5),
          at: londonInstant(addDays(today, 5), 9 * 60 + 30),
          releasingId: 'samira-haddad',
          receivingId: 'amara-osei',
          outsideName: null,
          reason: '',
        },
      ],
    },
    {
      form: 'record-joint-visit',
      by: 'samira-haddad',
      of: (familyName) => offered(house, { familyName }),
      answers: {
        ...typed('on', today),
        first: 'Samira Haddad',
        second: 'Amara Osei',
        seen: 'yes',
      },
      makes: () => [
        { type: 'JointVisitRecorded', on: today, names: ['Samira Haddad', 'Amara Osei'], childSeen: true },
      ],
    },
    {
      form: 'record-meeting',
      by: 'samira-haddad',
      of: (familyName) => offered(house, { familyName }),
      answers: {
        meeting: 'strategy-discussion',
        outcome: 'not-agreed',
        'decided-by': 'Ann Other, social care',
        invited: 'Samira Haddad',
        note: 'The move waits',
      },
      makes: () => [
        {
          type: 'MeetingRecorded',
          meeting: 'strategy-discussion',
          outcome: 'not-agreed',
          decidedBy: 'Ann Other, social care',
          invited: 'Samira Haddad',
          note: 'The move waits',
        },
      ],
    },
    {
      form: 'take-back-release',
      by: 'colette-baptiste',
      of: proposedForRelease,
      answers: { reason: 'She opened on Monday' },
      makes: () => [{ type: 'ReleaseProposalTakenBack', reason: 'She opened on Monday' }],
    },
    {
      form: 'raise-priority',
      by: 'samira-haddad',
      of: (familyName) => offered(house, { familyName }),
      answers: { priority: 'urgent', reason: 'She has no food' },
      makes: () => [{ type: 'PriorityRaised', priority: 'urgent', reason: 'She has no food' }],
    },
    {
      form: 'lower-priority',
      by: 'samira-haddad',
      of: async (familyName) => {
        const begun = await offered(house, { familyName });
        const { handoverId } = begun;
        await gives(house, 'samira-haddad', begun, {
          type: 'raise-priority',
          handoverId,
          priority: 'urgent',
          reason: 'No food',
        });
        return begun;
      },
      answers: { priority: 'heightened', reason: 'The food bank came', second: 'Grace Adeyemi' },
      makes: () => [
        {
          type: 'PriorityLowered',
          priority: 'heightened',
          reason: 'The food bank came',
          secondName: 'Grace Adeyemi',
        },
      ],
    },
    {
      form: 'allocate',
      by: 'grace-adeyemi',
      of: (familyName) => offered(house, { familyName }),
      answers: { practitioner: 'amara-osei' },
      makes: () => [{ type: 'HandoverAllocated', practitionerId: 'amara-osei' }],
    },
    {
      form: 'review-failed-contacts',
      by: 'grace-adeyemi',
      of: unreachedThere,
      answers: { decision: 'Two of us go tomorrow' },
      makes: () => [{ type: 'FailedContactsReviewed', decision: 'Two of us go tomorrow' }],
    },
    {
      form: 'correct',
      by: 'amara-osei',
      of: seenThere,
      answers: { what: 'seen', reason: 'It was her cousin' },
      makes: () => [{ type: 'HandoverCorrected', what: 'seen', reason: 'It was her cousin' }],
    },
    {
      form: 'tell-former-team',
      by: 'amara-osei',
      of: movedOn,
      answers: { told: 'Samira Haddad, by telephone' },
      makes: () => [{ type: 'FormerTeamTold', told: 'Samira Haddad, by telephone' }],
    },
  ];

  for (const [at, { of, makes, ...sent }] of rows.entries())
    test(sent.form, async () => {
      const facts = await written({ ...sent, about: await of(`Alder${at}`) });
      assert.partialDeepStrictEqual(facts, makes());
    });

  test('no form of a handover is left out', () => {
    const here = [...rows.map(({ form }) => form), 'acknowledge', 'accept', 'record-seen'];
    noneIsLeftOut(handoverCommandNames, here, elsewhere);
  });

  test('a team outside the network has it, accepts and sees by call-back, with two names of our side (A39)', async () => {
    const begun = await drafted(house, { familyName: 'Outside' });
    const { personId } = begun;
    const handoverId = randomUUID();
    const destination = { kind: 'outside', teamId: outside, reason: 'They live there' } as const;
    await gives(
      house,
      'samira-haddad',
      begun,
      { type: 'withdraw', handoverId: begun.handoverId, reason: 'Anew' },
      { ...prepared, handoverId, destination },
      { type: 'offer', handoverId },
    );
    const about = { ...begun, handoverId };
    const number = house.deps.directory().teams.get(outside)?.phone ?? '';
    assert.notEqual(number, '');
    const heard = {
      number,
      outsideName: 'Una Outside',
      spokenBy: 'Samira Haddad',
      secondName: 'Deborah Quill',
    };
    // Typed to the minute: a call in the same minute as the offer counts as made after it.
    const boxes = {
      number,
      'outside-name': 'Una Outside',
      'spoken-by': 'Samira Haddad',
      'second-name': 'Deborah Quill',
      ...typed('spoke-at', house.time.now),
    };
    const by = 'samira-haddad';
    const wrong = await send(by, pagePaths.handoverForm(personId, handoverId, 'acknowledge'), {
      ...boxes,
      number: '01632 000000',
    });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, new RegExp(number), 'the number that the directory has is named');
    assert.partialDeepStrictEqual(await written({ form: 'acknowledge', by, about, answers: boxes }), [
      { type: 'HandoverAcknowledged', callBack: heard },
    ]);
    await gives(
      house,
      by,
      about,
      {
        type: 'record-verbal',
        handoverId,
        releasingName: 'Samira Haddad',
        receivingName: 'Una Outside',
        spokeAt: house.time.now,
      },
      { type: 'play-back', handoverId, words: 'Nobody is a danger', dangerIds: [] },
    );
    const accepting = { ...boxes, ...typed('first-contact', addDays(today, 1)) };
    assert.partialDeepStrictEqual(await written({ form: 'accept', by, about, answers: accepting }), [
      {
        type: 'HandoverAccepted',
        teamId: outside,
        practitionerId: null,
        firstContactOn: addDays(today, 1),
        callBack: heard,
      },
    ]);
    const seeing = { ...boxes, where: 'At their new home', joint: 'no' };
    assert.partialDeepStrictEqual(await written({ form: 'record-seen', by, about, answers: seeing }), [
      { type: 'ChildSeen', where: 'At their new home', joint: false, seenBy: 'Una Outside', callBack: heard },
      {
        type: 'AccountabilityPassed',
        to: { teamId: outside, practitionerId: null, outsideName: 'Una Outside' },
      },
    ]);
  });

  describe('what was put aside', () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'handhold-forms-'));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    /** Takes in a file as the command does, and answers the item that was put aside of it. */
    async function putAside(file: string, reason: string): Promise<string> {
      const { files } = await recognise([file], null);
      await importFiles(files, { admin: house.admin, now: () => house.time.now, say: () => undefined });
      const { rows: found } = await house.admin.query<{ id: string }>(
        'select quarantine_id as id from quarantine where reason = $1 and settled_at is null',
        [reason],
      );
      assert.equal(found.length, 1, `${reason}: ${found.length} items`);
      return found[0]?.id ?? '';
    }

    function caseload(name: string, row: string): string {
      const file = path.join(folder, name);
      writeFileSync(file, caseloadWith(row));
      return file;
    }

    test('taken in with what was corrected line by line', async () => {
      const file = caseload('a.csv', rowOf({ nhs_number: '9990011029', given_name: 'Corrected' }));
      const item = await putAside(file, 'bad-check-digit');
      const answer = await send('grace-adeyemi', pagePaths.quarantineItem(item), {
        settlement: 'import-after-correction',
        corrections: 'nhs_number: 999 001 1028\r\ndate_of_birth: 2024-02-29\r\n',
        note: 'The mother read it out',
      });
      assert.equal(new URL(answer.url).pathname, pagePaths.quarantine, faultsOn(answer));
      const { rows: taken } = await house.admin.query(
        `select nhs_number, born_on::text from child where given_name = 'Corrected'`,
      );
      assert.deepEqual(taken, [{ nhs_number: '9990011028', born_on: '2024-02-29' }]);
    });

    test('a death confirmed by a named person ends accountability', async () => {
      const row = rowOf({ nhs_number: '9990011052', date_of_birth: '2024-09-09', given_name: 'Confirmed' });
      const { files } = await recognise([caseload('b.csv', row)], null);
      await importFiles(files, { admin: house.admin, now: () => house.time.now, say: () => undefined });
      const item = await putAside(`${samples}death-formal.xml`, 'needs-confirmation');
      const address = pagePaths.quarantineItem(item);
      const answer = await send('grace-adeyemi', address, {
        settlement: 'confirmed',
        'confirmed-by': 'Dr Sample, by telephone',
        note: 'Rang the ward',
      });
      assert.equal(new URL(answer.url).pathname, pagePaths.quarantine, faultsOn(answer));
      const { rows: ended } = await house.admin.query(
        `select c.care_status, f.data ->> 'confirmedBy' as by from child c join fact f using (person_id)
         where c.given_name = 'Confirmed' and f.type = 'AccountabilityEnded'`,
      );
      assert.deepEqual(ended, [{ care_status: 'ended', by: 'Dr Sample, by telephone' }]);
    });
  });
});
