import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { areas, scenario } from '../world.ts';

const refuge = {
  lines: ['The refuge'],
  postcode: 'ZZ7 7SH',
  areaCode: areas.luton,
  temporary: true,
  sealed: false,
  from: '2026-11-01',
};

scenario(
  'A17 A client who is hidden stays so whatever a form says, and her unborn child is taken on hidden',
  async ({ given, when, clients, state }) => {
    await given.aReferralTo('luton-fnp', { address: { sealed: true } });
    await when('shanice-brown').recordsOfTheClient({ address: refuge });
    const { address } = await clients.state();
    assert.deepEqual([address?.lines, address?.sealed], [['The refuge'], true]);
    await when('shanice-brown').recordsOfTheClient({ address: null });
    assert.deepEqual((await clients.state()).address, address, 'what was not entered is kept');
    await when('moira-kettle').enrols('shanice-brown', { outsideRules: 'Agreed with her' });
    await given.aboutHerFirstChild();
    assert.equal((await state()).address?.sealed, true);
  },
);

scenario(
  'A17 A client is hidden at once and her children with her; she alone is shown again, by the lead or a named nurse with a reason and a second person, and others hear of it',
  async ({ given, when, tries, then, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').sealsTheAddressOfTheClient();
    await then.childrenDidAll();
    assert.equal((await state()).address?.sealed, true);
    await then.clientTold('luton-fnp', 'client-address-sealed');

    for (const who of ['shanice-brown', 'ruth-pemberton', 'grace-adeyemi', 'system']) {
      await tries(who).opensTheAddressOfTheClient('ruth-pemberton');
      assert.equal((await clients.state()).address?.sealed, true, who);
    }
    await tries('shanice-brown').opensTheAddressOfTheClient('ruth-pemberton');
    then.refused('not-allowed');
    for (const agreedBy of ['moira-kettle', 'shanice-brown', 'grace-adeyemi', 'nobody']) {
      await tries('moira-kettle').opensTheAddressOfTheClient(agreedBy);
      then.refused('two-names-needed');
    }
    await tries('moira-kettle').opensTheAddressOfTheClient('ruth-pemberton', '');
    then.refused('reason-missing');

    await when('moira-kettle').opensTheAddressOfTheClient('ruth-pemberton');
    assert.equal((await clients.state()).address?.sealed, false);
    assert.equal((await state()).address?.sealed, true, 'her child stays as it is');
    for (const teamId of ['luton-fnp', 'luton-named-nurse'])
      await then.clientTold(teamId, 'client-address-opened');
  },
);

scenario(
  'A17 A child whom health visiting holds is hidden from the instant on which it comes into the programme with a client who is hidden',
  async ({ given, when, then, state }) => {
    const bornOn = '2025-06-01';
    const { personId } = await given.aChildHeldBy('amara-osei', { identity: { bornOn } });
    assert.notEqual((await state()).address?.sealed, true);
    await given.aReferralTo('luton-fnp', { address: { sealed: true } });
    await when('moira-kettle').enrols('shanice-brown', {
      children: [{ personId, bornOn, givenName: 'Ada' }],
    });
    await then.childrenDidAll();
    assert.equal((await state()).address?.sealed, true);
    await then.holderIs('luton-hv', 'amara-osei');
  },
);

scenario(
  'A18 A client without an address is hidden too, and so is the place that is learnt later',
  async ({ given, when, clients }) => {
    await given.aReferralTo('luton-fnp', { address: null });
    await when('moira-kettle').sealsTheAddressOfTheClient();
    await when('shanice-brown').recordsOfTheClient({ address: refuge });
    assert.equal((await clients.state()).address?.sealed, true);
  },
);

scenario(
  'A17 and A27 A team whose caseload claims a child that hides reads nothing of it, is told nothing and is not asked: the holder and its named nurse settle it',
  async ({ given, when, then, issue, state }) => {
    await given.aChildHeldBy('kate-brennan', { address: { ...refuge, areaCode: areas.ealing } });
    const claimed = (claimId: string) =>
      issue('system', { type: 'open-claim', claimId, claimantTeamId: 'luton-hv', says: 'On our list' });
    await claimed(randomUUID());
    await then.sees('luton-hv');
    await then.told('luton-hv', 'ClaimOpened');

    await when('kate-brennan').does({ type: 'seal-address', why: 'She fled from Luton' });
    await then.seesNot('luton-hv');
    assert.equal((await then.owes('settle-claim', 'ealing-hv')).otherTeamId, null);
    await then.sees('ealing-named-nurse');
    await then.seesNot('luton-named-nurse');
    const claimId = (await state()).claims[0]?.claimId ?? '';
    await when('kate-brennan').does({ type: 'settle-claim', claimId, outcome: 'stays', note: 'She fled' });
    await then.owesNot('settle-claim');
  },
);

scenario(
  'A17 and A27 A stale caseload that claims a child which hides already tells nobody of the team that it was claimed for',
  async ({ given, issue, then }) => {
    await given.aChildHeldBy('kate-brennan', {
      address: { ...refuge, areaCode: areas.ealing, sealed: true },
    });
    const claim = { claimId: randomUUID(), claimantTeamId: 'luton-hv', says: 'On our list' };
    await issue('system', { type: 'open-claim', ...claim });
    await then.seesNot('luton-hv');
    await then.notTold('luton-hv');
    await then.told('ealing-hv', 'ClaimOpened');
    await then.owes('settle-claim', 'ealing-hv');
  },
);
