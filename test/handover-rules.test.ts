import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { addDays } from '../src/domain/calendar/time.ts';
import { commandsOpenTo } from '../src/domain/child/decide.ts';
import { closingList } from '../src/domain/handover/checklist.ts';
import { releasePoint } from '../src/domain/handover/release-point.ts';
import { proposedPriority } from '../src/domain/handover/standing-priority.ts';
import { noticeWords } from '../src/domain/language/notices.ts';
import { plan, toddler } from './children.ts';
import { areas, scenario, violentExPartner, type World } from './world.ts';

async function acceptedBy(world: World, who: string): Promise<void> {
  await world.when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
  await world.when(who).playsBackTheRisks();
  await world.when(who).accepts();
}

describe('release point', () => {
  scenario(
    'routine: at acceptance with a date for the first contact',
    async ({ given, when, then, handover }) => {
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv');
      await when('kate-brennan').accepts();
      await then.holderIs('ealing-hv', 'kate-brennan');
      const passed = await handover();
      assert.match(passed.state === 'accepted' ? (passed.release?.point ?? '') : '', /^Routine/);
    },
  );

  scenario(
    'release is written once: a priority raised afterwards undoes nothing',
    async ({ given, when, then, handover }) => {
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv');
      await when('kate-brennan').accepts();
      const { handoverId } = await handover();
      await when('kate-brennan').does({
        type: 'raise-priority',
        handoverId,
        priority: 'urgent',
        reason: 'A call from the school',
      });
      await when('kate-brennan').records({ statutory: [plan] });
      await then.holderIs('ealing-hv', 'kate-brennan');
      await then.owesNot('meeting');
    },
  );

  scenario(
    'a raise before acceptance moves it; a lowering with two names moves it back, and new facts void the lowering',
    async (world) => {
      const { given, when, tries, then, handover } = world;
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv');
      const { handoverId } = await handover();
      await when('kate-brennan').does({
        type: 'raise-priority',
        handoverId,
        priority: 'heightened',
        reason: 'Not what it seems',
      });
      await tries('kate-brennan').does({
        type: 'raise-priority',
        handoverId,
        priority: 'heightened',
        reason: 'Again',
      });
      then.refused('not-a-raise');
      await acceptedBy(world, 'kate-brennan');
      await then.holderIs('luton-hv', 'amara-osei');
      await tries('kate-brennan').does({
        type: 'lower-priority',
        handoverId,
        priority: 'routine',
        reason: 'Explained by the school',
        secondName: 'x',
      });
      then.refused('two-names-needed', /Nobody called x/);
      await when('kate-brennan').does({
        type: 'lower-priority',
        handoverId,
        priority: 'routine',
        reason: 'Explained by the school',
        secondName: 'Grace Adeyemi',
      });
      await then.holderIs('ealing-hv', 'kate-brennan');
    },
  );

  scenario('a lowering is void once the facts change', async ({ given, when, then, handover }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { dangers: [violentExPartner] } });
    await when('amara-osei').offers('ealing-hv');
    const { handoverId } = await handover();
    await when('amara-osei').does({
      type: 'lower-priority',
      handoverId,
      priority: 'routine',
      reason: 'In prison',
      secondName: 'Grace Adeyemi',
    });
    await then.priorityIs('routine');
    await when('amara-osei').records({ statutory: [plan] });
    await then.priorityIs('urgent', /Child protection plan/);
  });

  scenario(
    'no priority falls by itself: a plan that ended proposes less, and a person lowers it with a reason and a second name',
    async (world) => {
      const { given, when, tries, then, handover } = world;
      await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [plan] } });
      await when('amara-osei').offers('ealing-hv');
      await acceptedBy(world, 'kate-brennan');
      await when('kate-brennan').records({ statutory: [] });
      await then.holderIs('luton-hv', 'amara-osei');
      await then.priorityIs('urgent', /Nothing recorded asks for more/);
      assert.equal(proposedPriority(await handover())?.priority, 'routine');
      await when('kate-brennan').records({ people: [] });
      await then.holderIs('luton-hv', 'amara-osei');
      const lowers = {
        type: 'lower-priority',
        handoverId: (await handover()).handoverId,
        priority: 'routine',
        reason: 'The conference ended the plan',
      } as const;
      await tries('kate-brennan').does({ ...lowers, secondName: 'Kate Brennan' });
      then.refused('two-names-needed');
      await then.holderIs('luton-hv', 'amara-osei');
      await when('kate-brennan').does({ ...lowers, secondName: 'Grace Adeyemi' });
      assert.equal(proposedPriority(await handover()), null);
      await then.holderIs('ealing-hv', 'kate-brennan');
    },
  );

  scenario(
    'a birthday lowers nothing either, and what was sent on takes up what stood at the desk before',
    async (world) => {
      const { given, when, then, clock, handover } = world;
      await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2025-11-24' } });
      await when('amara-osei').offers('ealing-hv');
      await then.priorityIs('heightened', /Under one/);
      clock.passes({ days: 3 });
      await when('kate-brennan').asks('Who collects the child?');
      await then.priorityIs('heightened', /Nothing recorded/);
      await when('kate-brennan').declines('not-resident');
      await when('amara-osei').redirectsTo('hf-hv');
      await then.handoverIs('offered');
      await then.priorityIs('heightened');
      await when('amara-osei').supersedesTowards('ealing-hv');
      await then.handoverIs('draft');
      await then.priorityIs('heightened');
      assert.equal(proposedPriority(await handover())?.priority, 'routine');
    },
  );

  scenario(
    'a plan that ended takes no meeting away: the conference stays owed until it was held, or a person lowers the priority',
    async (world) => {
      const { given, when, then, handover, state } = world;
      for (const meeting of ['transfer-in-conference', 'strategy-discussion'] as const) {
        const status = meeting === 'strategy-discussion' ? ({ ...plan, kind: 'section-47' } as const) : plan;
        await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [status] } });
        await when('amara-osei').offers('ealing-hv');
        await acceptedBy(world, 'kate-brennan');
        await when('kate-brennan').seesTheChild();
        const owed = await then.owes('meeting', 'ealing-hv');
        await when('kate-brennan').records({ statutory: [] });
        await then.holderIs('luton-hv', 'amara-osei');
        assert.deepEqual(await then.owes('meeting', 'ealing-hv'), owed);
        assert.equal(releasePoint(await handover(), await state()).waitsFor.length, 1);
        if (meeting === 'strategy-discussion')
          await when('kate-brennan').holdsMeeting(meeting, 'will-not-be-held');
        else
          await when('kate-brennan').does({
            type: 'lower-priority',
            handoverId: (await handover()).handoverId,
            priority: 'heightened',
            reason: 'The conference ended the plan',
            secondName: 'Grace Adeyemi',
          });
        await then.holderIs('ealing-hv', 'kate-brennan');
      }
    },
  );

  scenario(
    'what stood is taken up through drafts that were never sent, and by what follows a draft taken back',
    async ({ given, when, then, handover }) => {
      await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [plan] } });
      await when('amara-osei').offers('ealing-hv');
      await when('amara-osei').records({ statutory: [] });
      await when('amara-osei').supersedesTowards('hf-hv');
      await then.priorityIs('urgent');
      await when('amara-osei').supersedesTowards('ealing-hv');
      await then.priorityIs('urgent');
      await when('amara-osei').sendsTheOffer();
      await when('kate-brennan').declines('not-resident');
      await when('amara-osei').prepares('hf-hv');
      await when('amara-osei').withdraws('Anew');
      await when('amara-osei').prepares('hf-hv');
      await then.priorityIs('urgent');
      assert.equal((await handover()).priority.held, 'urgent');
    },
  );

  scenario('a person’s raise outlives what the facts give, also in a draft', async (world) => {
    const { given, when, then, handover } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').prepares('ealing-hv');
    const raises = { type: 'raise-priority', reason: 'A call from the school' } as const;
    await when('amara-osei').does({
      ...raises,
      handoverId: (await handover()).handoverId,
      priority: 'urgent',
    });
    await when('amara-osei').records({ statutory: [{ ...plan, kind: 'section-47' }] });
    await when('amara-osei').records({ statutory: [] });
    await then.priorityIs('urgent');
  });

  scenario('nobody who is away agrees to a lowering', async ({ given, when, tries, then, handover }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await given.isAway('deborah-quill', null);
    await tries('kate-brennan').does({
      type: 'lower-priority',
      handoverId: (await handover()).handoverId,
      priority: 'routine',
      reason: 'Planned after all',
      secondName: 'Deborah Quill',
    });
    then.refused('two-names-needed', /Deborah Quill/);
  });

  scenario('a draft that nobody was sent follows the facts both ways', async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [plan] } });
    await when('amara-osei').prepares('ealing-hv');
    await then.priorityIs('urgent');
    await when('amara-osei').records({ statutory: [] });
    await then.priorityIs('routine');
  });

  scenario('what it waits for is said in words', async (world) => {
    const { given, when, handover, state } = world;
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [plan] } });
    await when('amara-osei').offers('ealing-hv');
    assert.deepEqual(releasePoint(await handover(), await state()).waitsFor, [
      'Acceptance by a named practitioner',
    ]);
    await acceptedBy(world, 'kate-brennan');
    assert.equal(releasePoint(await handover(), await state()).waitsFor.length, 2);
  });
});

describe('acceptance', () => {
  scenario(
    'the first contact is within the time limit, on its last day too; later only with a reason that is kept',
    async ({ given, when, tries, then, clock, ledger }) => {
      // Row 10, routine: five working days from Monday, 23 November.
      const last = '2026-11-30';
      for (const [firstContactOn, refused] of [
        [addDays(last, 1), true],
        [last, false],
      ] as const) {
        await given.aChildHeldBy('amara-osei', toddler);
        await when('amara-osei').offers('ealing-hv');
        await tries('kate-brennan').accepts({ firstContactOn });
        if (!refused) await then.handoverIs('accepted');
        else then.refused('first-contact-too-late', /by 30 November 2026/);
      }
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv');
      const lateReason = 'The family is abroad until then';
      await when('kate-brennan').accepts({ firstContactOn: addDays(clock.today(), 30), lateReason });
      await then.handoverIs('accepted');
      const [personId = ''] = (await ledger.people()).slice(-1);
      const kept = (await ledger.facts(personId)).find(({ fact }) => fact.type === 'HandoverAccepted');
      assert.deepEqual(kept?.fact.type === 'HandoverAccepted' && kept.fact.lateReason, lateReason);
    },
  );

  scenario(
    'a plan that came after the offer has to name its key worker before anybody takes the child',
    async ({ given, when, tries, then }) => {
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv');
      await when('amara-osei').records({ statutory: [{ ...plan, keyWorker: null }] });
      await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
      await when('kate-brennan').playsBackTheRisks();
      await tries('kate-brennan').accepts();
      then.refused('key-worker-missing');
      await then.holderIs('luton-hv', 'amara-osei');
      await when('amara-osei').records({ statutory: [plan] });
      await when('kate-brennan').accepts();
      await then.handoverIs('accepted');
    },
  );
});

describe('closing and correcting', () => {
  async function seenAndReleased(world: World): Promise<void> {
    await world.given.aChildHeldBy('amara-osei', toddler);
    await world.when('amara-osei').offers('ealing-hv');
    await world.when('kate-brennan').accepts();
    await world.when('kate-brennan').seesTheChild();
  }

  scenario(
    'a level that the child did not have, or that was not proposed, is decided with a reason; as it was and as proposed without',
    async (world) => {
      const { given, when, tries, then } = world;
      await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { level: 'targeted' } });
      await when('amara-osei').offers('ealing-hv');
      await acceptedBy(world, 'kate-brennan');
      await when('kate-brennan').seesTheChild();
      await tries('kate-brennan').decidesTheLevel('specialist', '');
      then.refused('level-needs-reason');
      await tries('kate-brennan').decidesTheLevel('universal', '');
      then.refused('level-needs-reason');
      await when('kate-brennan').decidesTheLevel('universal', 'The grandmother moved in with them');
    },
  );

  scenario('as the child has it and as proposed, a level is decided without a reason', async (world) => {
    await seenAndReleased(world);
    await world.when('kate-brennan').decidesTheLevel('universal', '');
  });

  scenario(
    'each line of the list is owed by itself, and the refusal names what is missing',
    async (world) => {
      await seenAndReleased(world);
      const { when, tries, then, handover, state } = world;
      await then.owes('tell-parent', 'ealing-hv');
      await when('kate-brennan').decidesTheLevel('universal');
      await when('leo-marsh').tellsTheGp();
      await tries('kate-brennan').closes();
      then.refused('not-everything-told', /parent.*Child health records/);
      await tries('kate-brennan').tellsTheParent({
        told: false,
        reason: 'Not safe',
        decidedBy: '',
        reviewOn: '2026-12-01',
      });
      then.refused('not-to-tell-needs-review');
      await when('kate-brennan').tellsTheParent({
        told: false,
        reason: 'Not safe',
        decidedBy: 'Colette Baptiste',
        reviewOn: '2026-12-01',
      });
      await when('leo-marsh').tellsChildHealthRecords();
      await then.owes('close', 'ealing-hv');
      await when('kate-brennan').closes();
      assert.ok(closingList(await handover(), await state()).every((line) => line.done));
      await then.told('luton-hv', 'HandoverClosed');
      // The decision not to tell is reviewed after the end as well.
      await then.owes('review-not-told', 'ealing-hv');
      await when('kate-brennan').tellsTheParent();
      await then.owesNot('review-not-told');
    },
  );

  scenario(
    'a false “seen” corrected alarms both leads, the holder stays, and the child has to be seen again',
    async (world) => {
      await seenAndReleased(world);
      const { when, tries, then, ledger } = world;
      await when('kate-brennan').corrects('seen');
      await then.handoverIs('accepted');
      await then.holderIs('ealing-hv', 'kate-brennan');
      await then.owes('seen', 'ealing-hv');
      const [personId = ''] = await ledger.people();
      const alarmed = (await ledger.notices(personId)).filter(
        (notice) => notice.code === 'HandoverCorrected' && notice.forLead,
      );
      assert.deepEqual(alarmed.map((notice) => notice.teamId).sort(), ['ealing-hv', 'luton-hv']);
      await tries('kate-brennan').corrects('gp-told');
      then.refused('nothing-to-correct');
      await when('kate-brennan').seesTheChild();
      await then.handoverIs('seen');
    },
  );

  scenario('a correction after the next handover began opens nothing again', async (world) => {
    await seenAndReleased(world);
    const { when, then, handover, state } = world;
    const first = (await handover()).handoverId;
    await when('kate-brennan').decidesTheLevel('universal');
    await when('kate-brennan').tellsTheParent();
    await when('kate-brennan').tellsTheGp();
    await when('kate-brennan').tellsChildHealthRecords();
    await when('kate-brennan').closes();
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    await when('kate-brennan').does({
      type: 'correct',
      handoverId: first,
      what: 'seen',
      reason: 'The wrong child',
    });
    await then.handoverIs('superseded', first);
    assert.equal((await state()).handovers.length, 2);
    await then.owes('tell-former-team', 'ealing-hv');
  });
});

describe('told before accountability passed', () => {
  scenario(
    'is told of a handover under way: who has the child now is told again after the release point',
    async (world) => {
      const { given, when, tries, then, handover, state } = world;
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
      await acceptedBy(world, 'kate-brennan');
      await when('amara-osei').tellsTheParent();
      await when('kate-brennan').tellsTheGp();
      await when('kate-brennan').tellsChildHealthRecords();
      const done = async () =>
        closingList(await handover(), await state())
          .filter((line) => line.done)
          .map((line) => line.key);
      assert.deepEqual(await done(), []);
      await when('kate-brennan').seesTheChild();
      for (const kind of ['tell-parent', 'tell-gp', 'tell-chis'] as const) {
        assert.equal((await then.owes(kind, 'ealing-hv')).from, world.clock.now(), 'from the release on');
      }
      await when('kate-brennan').decidesTheLevel('universal');
      await tries('kate-brennan').closes();
      then.refused('not-everything-told', /parent.*GP.*Child health records/);
      await when('kate-brennan').tellsTheParent();
      await when('kate-brennan').tellsTheGp();
      await when('kate-brennan').tellsChildHealthRecords();
      await when('kate-brennan').closes();
    },
  );

  scenario(
    'a decision not to tell, and the registration route of a child without a GP, hold beyond it',
    async (world) => {
      const { given, when, then, handover } = world;
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
      await acceptedBy(world, 'kate-brennan');
      await when('amara-osei').tellsTheParent({
        told: false,
        reason: 'Not safe',
        decidedBy: 'Colette Baptiste',
        reviewOn: '2026-12-01',
      });
      const { handoverId } = await handover();
      await when('kate-brennan').does({
        type: 'tell-gp',
        handoverId,
        gp: { route: 'no-gp', registration: 'Leaflet given' },
      });
      await when('kate-brennan').seesTheChild();
      await then.owesNot('tell-parent');
      await then.owesNot('tell-gp');
      await then.owes('tell-chis', 'ealing-hv');
      await then.owes('review-not-told', 'ealing-hv');
    },
  );

  scenario('entered late, it is not told sooner than accountability passed in truth', async (world) => {
    const { given, when, tries, then, clock } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await acceptedBy(world, 'kate-brennan');
    clock.is('2026-11-26T10:00:00.000Z');
    const [sooner, seen, after] = [
      '2026-11-24T10:00:00.000Z',
      '2026-11-25T10:00:00.000Z',
      '2026-11-25T15:00:00.000Z',
    ];
    await when('kate-brennan', seen).seesTheChild();
    await tries('kate-brennan', sooner).tellsTheParent();
    then.refused('before-its-step', /Accountability passed on 25 November 2026/);
    await when('kate-brennan', after).tellsTheParent();
    await then.owesNot('tell-parent');
  });

  scenario('nor does a handover that was superseded since take what was told sooner', async (world) => {
    const { given, when, tries, then, handover, clock } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    const before = '2026-11-23T15:00:00.000Z';
    clock.is('2026-11-25T10:00:00.000Z');
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    const { handoverId } = await handover();
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    const tells = { type: 'tell-chis', handoverId, how: 'By message' } as const;
    await tries('kate-brennan', before).does(tells);
    then.refused('before-its-step', /Accountability passed on 25 November 2026/);
    await tries('kate-brennan', '2026-11-25T09:59:00.000Z').does(tells);
    then.refused('before-its-step', /Accountability passed on 25 November 2026/);
    await when('kate-brennan').does(tells);
  });

  scenario(
    'while what truly followed an acceptance that was entered late is taken in, superseded or not',
    async (world) => {
      const { given, when, tries, then, handover, clock } = world;
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv');
      const [sooner, accepted, told] = [
        '2026-11-23T15:00:00.000Z',
        '2026-11-24T10:00:00.000Z',
        '2026-11-24T15:00:00.000Z',
      ];
      clock.is('2026-11-26T10:00:00.000Z');
      await when('kate-brennan', accepted).accepts();
      const { handoverId } = await handover();
      await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
      const tells = { type: 'tell-chis', handoverId, how: 'By message' } as const;
      await tries('kate-brennan', sooner).does(tells);
      then.refused('before-its-step', /Accountability passed on 24 November 2026/);
      await when('kate-brennan', told).does(tells);
    },
  );
});

describe('questions, notices and sides', () => {
  scenario(
    'nobody accepts in the name of another, and the releasing side never accepts',
    async ({ given, when, tries, then }) => {
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
      await tries('deborah-quill').accepts({ as: 'kate-brennan' });
      then.refused('accept-needs-self');
      await tries('amara-osei').accepts();
      then.refused('not-allowed', /the receiving team/);
      await then.holderIs('luton-hv', 'amara-osei');
    },
  );

  scenario(
    'a question is owed by the other side, does not stop the clock, and only the other side answers it',
    async ({ given, when, tries, then, clock }) => {
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv');
      const before = await then.owes('answer-offer', 'ealing-hv');
      clock.passes({ hours: 1 });
      await when('kate-brennan').asks('Who collects the child?');
      await then.owes('answer-question', 'luton-hv');
      assert.equal((await then.owes('answer-offer', 'ealing-hv')).dueAt, before.dueAt);
      await tries('samira-haddad').answersTheQuestion('The father');
      then.refused('own-question');
      await when('amara-osei').answersTheQuestion('The grandmother');
      await then.owesNot('answer-question');
      await then.told('ealing-hv', 'QuestionAnswered');
    },
  );

  scenario(
    'both sides are told; a draft tells nobody, and nobody is told of their own act',
    async ({ given, when, then, ledger }) => {
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').prepares('ealing-hv');
      await then.notTold('ealing-hv');
      await when('amara-osei').sendsTheOffer();
      await then.told('ealing-hv', 'HandoverOffered');
      await then.notTold('luton-hv');
      await when('samira-haddad').acknowledges();
      await then.told('luton-hv', 'HandoverAcknowledged');
      await when('kate-brennan').accepts();
      await then.told('luton-hv', 'AccountabilityPassed');
      const [personId = ''] = await ledger.people();
      for (const { code } of await ledger.notices(personId))
        assert.notEqual(noticeWords(code), code, `${code} has no words`);
    },
  );

  scenario(
    'what a person may do now is what the table and the permissions allow',
    async ({ given, when, state, handover, context }) => {
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv');
      const offered = await handover();
      const open = async (who: string) => commandsOpenTo(await state(), offered, context(who));
      assert.ok(
        (await open('kate-brennan')).includes('accept') && !(await open('amara-osei')).includes('accept'),
      );
      assert.ok(
        (await open('leo-marsh')).includes('acknowledge') && !(await open('leo-marsh')).includes('accept'),
      );
      assert.deepEqual(await open('karen-lyle'), []);
      assert.deepEqual(await open('chloe-sinclair'), []);
    },
  );
});

describe('moves', () => {
  scenario(
    'a signal opens one enquiry on both sides, and moved settles it into an address and a draft',
    async ({ given, when, tries, then, state, handover }) => {
      await given.aChildHeldBy('amara-osei', toddler);
      await when('system').signals({ messageId: 'm1', areaCode: areas.ealing }, 'ealing-hv');
      await then.sees('ealing-hv');
      await when('system').signals(
        { messageId: 'm2', source: 'housing', areaCode: areas.ealing },
        'ealing-hv',
      );
      assert.equal((await state()).enquiries[0]?.signals.length, 2);
      await tries('amara-osei').settles('moved');
      then.refused('reason-missing', /address/);
      await when('amara-osei').settles('moved', { areaCode: areas.ealing }, 'ealing-hv');
      assert.equal((await state()).address?.areaCode, areas.ealing);
      assert.equal((await handover()).state, 'draft');
      await then.holderIs('luton-hv', 'amara-osei');
      await tries('amara-osei').settles('not-moved');
      then.refused('no-such-enquiry');
    },
  );

  scenario('the same address spelt differently is no move', async ({ given, when, state }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('system').signals(
      { lines: ['1, EXAMPLE STREET'], postcode: 'ZZ1 1AA', areaCode: null },
      'ealing-hv',
    );
    assert.deepEqual((await state()).enquiries, []);
  });

  scenario(
    'an administrator staffs the desk and is never named to answer for a child',
    async ({ given, tries, when, then }) => {
      await given.aChildHeldBy('amara-osei', toddler);
      await tries('grace-adeyemi').does({
        type: 'name-practitioner',
        practitionerId: 'tom-ashworth',
        why: 'Cover',
      });
      then.refused('cannot-hold');
      await when('amara-osei').offers('ealing-hv');
      await tries('leo-marsh').allocatesTo('leo-marsh');
      then.refused('cannot-hold');
    },
  );

  scenario('only a holding desk can hold an offer without a route', async ({ given, tries, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const destination = { kind: 'holding', teamId: 'luton-commissioner', reason: 'No route' } as const;
    await tries('amara-osei').prepares('ealing-hv', { destination });
    then.refused('wrong-receiving-kind');
  });

  scenario(
    'a declined handover goes on only while its releasing team still holds the child',
    async ({ given, when, tries, then, handover }) => {
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('hf-hv');
      await when('chloe-sinclair').declines('not-resident');
      const first = (await handover()).handoverId;
      await when('amara-osei').offers('ealing-hv');
      await when('kate-brennan').accepts();
      const again = {
        type: 'redirect',
        handoverId: first,
        to: { kind: 'desk', teamId: 'hf-hv', reason: 'Again' },
        why: 'Again',
        newHandoverId: first,
      } as const;
      await tries('kate-brennan').does(again);
      then.refused('not-the-holder');
      await then.holderIs('ealing-hv', 'kate-brennan');
    },
  );
});

scenario('nobody graduates between two health visiting teams', async ({ given, when, tries, then }) => {
  await given.aChildHeldBy('amara-osei', toddler);
  await tries('amara-osei').prepares('ealing-hv', { occasion: 'graduation' });
  then.refused('occasion-not-of-kind', /graduation/);
  await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
  await then.priorityIs('heightened', /Unplanned/);
});
