import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/domain/calendar/time.ts';
import { takesChildOn, toddler } from '../children.ts';
import { scenario, violentExPartner } from '../world.ts';

scenario(
  'A35 The last day of a bail condition is owed a look at the danger: on that day, by the ladder of the child, until it is recorded what holds after it',
  async ({ given, when, then, clock, state }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { dangers: [violentExPartner] } });
    const owed = await then.owes('review-limit', 'luton-hv');
    assert.deepEqual([owed.row, owed.column, owed.dueOn], ['H34', 'urgent', '2027-01-15']);
    assert.deepEqual(owed.steps.slice(0, 2), ['2027-01-15T17:00:00.000Z', '2027-01-15T18:00:00.000Z']);
    await when('amara-osei').records({ level: 'targeted' });
    await then.owes('review-limit', 'luton-hv');
    clock.is('2027-01-16T09:00:00.000Z');
    await then.owes('review-limit', 'luton-hv');
    const contact = { route: 'By her sister', interpreter: 'Polish', loneVisitWarning: null };
    await when('amara-osei').records({ contact });
    await then.owes('review-limit', 'luton-hv');
    const { circumstances } = await state();
    const lookedAt = violentExPartner.dangerId;
    await when('amara-osei').does({ type: 'record-circumstances', circumstances, lookedAt });
    await then.owesNot('review-limit');
    const limits = [{ ...violentExPartner.limits[0], until: '2027-03-01' }];
    await when('amara-osei').records({ dangers: [{ ...violentExPartner, limits }] });
    assert.equal((await then.owes('review-limit', 'luton-hv')).dueOn, '2027-03-01');
  },
);

scenario(
  'A35 A condition without a last day, or one that had ended when it was written down, is owed nothing',
  async ({ given, then }) => {
    const [limit] = violentExPartner.limits;
    const limits = [
      { ...limit, until: null },
      { ...limit, what: 'An earlier order', until: '2026-11-01' },
    ];
    await given.aChildHeldBy('amara-osei', {
      ...toddler,
      circumstances: { dangers: [{ ...violentExPartner, limits }] },
    });
    await then.owesNot('review-limit');
  },
);

scenario(
  'A45 A mother in hospital: somebody agrees with it when they are home, and says on that day whether they are',
  async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').does({
      type: 'record-admission',
      admissionId: randomUUID(),
      kind: 'hospital',
      where: 'Luton and Dunstable',
      from: clock.today(),
      coverTeamId: null,
    });
    await then.owes('plan-discharge', 'luton-hv');
    await when('amara-osei').does({
      type: 'plan-discharge',
      expectedOn: '2026-12-04',
      withWhom: 'The ward',
      needs: '',
    });
    await then.owesNot('plan-discharge');
    assert.equal((await then.owes('record-discharge', 'luton-hv')).dueOn, '2026-12-04');
  },
);

scenario(
  'A14 The receiving desk of a mere offer stops no clock of the team that answers; once accepted it may. Of an urgent child the end is confirmed by the urgent column',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { dangers: [violentExPartner] } });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    const died = { type: 'stop-schedules', why: 'child-died', says: 'A neighbour rang' } as const;
    await tries('kate-brennan').does(died);
    then.refused('not-allowed', /once it has accepted/);
    await then.owes('answer-offer', 'ealing-hv');
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await when('kate-brennan').does(died);
    assert.equal((await then.owes('confirm-end', 'luton-hv')).column, 'urgent');
  },
);

scenario(
  'A child is taken on for the own team, and no team answers for one that visits nobody',
  async ({ given, issue, then }) => {
    const taken = await given.aChildHeldBy('amara-osei', toddler);
    const of = { child: { ...taken, personId: randomUUID() } };
    const command = takesChildOn(null, 'luton-hv', {
      givenName: 'Ash',
      familyName: 'Ley',
      bornOn: '2025-01-01',
    });
    await issue('amara-osei', { ...command, teamId: 'ealing-hv' }, of);
    then.refused('take-on-for-another', /Ealing/);
    for (const teamId of ['luton-commissioner', 'luton-named-nurse', 'network-holding-desk']) {
      await issue('amara-osei', { ...command, teamId }, of);
      then.refused('team-holds-nobody');
    }
    const outcome = await issue('amara-osei', command, of);
    assert.equal(outcome.kind, 'done');
  },
);

scenario(
  'A28 A dispute names its decider among the named and designated nurses of the two sides, and no third area reads the record by it',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await tries('kate-brennan').disputes('Not ours', 'isobel-grant');
    then.refused('decider-of-neither-side', /Isobel Grant/);
    await then.seesNot('hf-named-nurse');
    await when('kate-brennan').disputes('Not ours', 'olu-fashola');
    await then.owes('decide-dispute', 'luton-designated-nurse');
  },
);

scenario(
  'P2 At five somebody is asked: the team that holds the child hands it on to school nursing within four weeks, and only a person’s word ends it',
  async ({ given, when, tries, then, clock, sweeps, state }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const owed = await then.owes('hand-on-to-school', 'luton-hv');
    assert.deepEqual([owed.row, owed.column, owed.dueOn], ['H36', 'routine', '2029-01-29']);
    const handsOn = {
      type: 'end',
      reason: 'school-nursing',
      confirmedBy: 'Amara Osei',
      detail: 'The school nurse has taken over',
    } as const;
    clock.is('2028-12-31T12:00:00.000Z');
    await tries('grace-adeyemi').does(handsOn);
    then.refused('end-does-not-fit', /at five/);
    clock.is('2029-02-14T12:00:00.000Z');
    await sweeps();
    // A schedule's ladder: the lead after a week, the named nurse after a month, so that a cohort of September floods nobody.
    await then.raisedAre('hand-on-to-school', 'luton-hv', [0, 1]);
    assert.equal((await state()).care.status, 'in-care');
    await when('grace-adeyemi').does(handsOn);
    assert.deepEqual((await state()).deadlines, {});
  },
);

scenario(
  'P2 The question goes with the child, waits while nobody knows where it is, and is asked of one that comes at five from then on',
  async (world) => {
    const { given, when, then, clock } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await then.owesNotBy('hand-on-to-school', 'luton-hv');
    await then.owes('hand-on-to-school', 'ealing-hv');
    await when('kate-brennan').does({
      type: 'open-missing',
      missingId: randomUUID(),
      why: 'The flat is empty',
      notOpen: null,
    });
    await then.owesNot('hand-on-to-school');
    await given.aChildHeldBy('hannah-whitlock', { identity: { bornOn: '2021-03-01' } });
    const { from, dueOn } = await then.owes('hand-on-to-school', 'luton-hv');
    assert.deepEqual([from.slice(0, 10), dueOn], [clock.today(), addDays(clock.today(), 28)]);
  },
);
