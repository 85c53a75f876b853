import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { openBeforeRelease } from '../../src/domain/child/state.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { clientHeadline } from '../../src/domain/language/client-headline.ts';
import { clientNames, tellClientFact } from '../../src/domain/language/client-timeline.ts';
import { namesOf } from '../../src/domain/language/timeline.ts';
import type { Client } from '../client-world.ts';
import { areas, calm, scenario, type World } from '../world.ts';

scenario(
  'A8 Enrolled in pregnancy: the unborn child is in care with the same nurse, and the dates of the pregnancy drive the clocks',
  async ({ given, when, then, state, clients }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 100 });
    await then.clientIs('enrolled');
    await then.holderIs('luton-fnp', 'shanice-brown');
    assert.equal((await state()).identity.expectedOn, (await clients.state()).expectedOn);
    await then.clientOwes('tell-birth', 'luton-fnp');
    await when('shanice-brown').tellsTheBirthOf(['Ada']);
    await then.childrenDidAll();
    await then.holderIs('luton-fnp', 'shanice-brown');
    await then.owes('review', 'luton-fnp');
    await then.clientOwesNot('tell-birth');
  },
);

scenario(
  'A8 The pregnancy is on its way to another team: the midwives of both sides are told, of each handover anew, and after the birth that is past',
  async ({ given, when, tries, then }) => {
    const toldBoth = {
      type: 'tell-midwifery',
      here: 'Ann Lee, Luton',
      there: 'Booking desk, Ealing',
    } as const;
    await given.aClientOf('shanice-brown', { expectedIn: 100, address: { areaCode: areas.luton } });
    await then.owesNot('tell-midwifery');
    await when('shanice-brown').endsTheProgramme('moved-away', { reason: 'moved', areaCode: areas.ealing });
    await then.childrenDidAll();
    const owed = await then.owes('tell-midwifery', 'luton-fnp');
    assert.equal(owed.row, '2', 'by the row of other agencies');
    await tries('shanice-brown').does({ ...toldBoth, there: '' });
    then.refused('reason-missing', /each side/);
    await when('shanice-brown').does(toldBoth);
    await then.owesNot('tell-midwifery');
    await when('shanice-brown').withdraws('no-longer-needed');
    await when('shanice-brown').prepares('hf-hv', { occasion: 'move' });
    await then.owes('tell-midwifery', 'luton-fnp');
    await when('shanice-brown').tellsTheBirthOf(['Ada']);
    await then.childrenDidAll();
    await then.owesNot('tell-midwifery');
    await tries('shanice-brown').does(toldBoth);
    then.refused('already-born');
  },
);

scenario(
  'A10 Twins told while their nurse is away: both are in care, the second with the lead',
  async ({ given, when, then, state, clients }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 5 });
    await given.isAway('shanice-brown', 'ewa-nowak');
    await when('moira-kettle').tellsTheBirthOf(['Ada', 'Ben']);
    await then.childrenDidAll();
    const [, ben] = await clients.children();
    assert.ok(ben);
    const { care, programme } = await state(ben);
    assert.ok(care.status === 'in-care');
    assert.deepEqual([care.holder.teamId, care.holder.practitionerId], ['luton-fnp', null]);
    assert.equal(programme?.left, null);
  },
);

scenario(
  'A10 Twins: each has a record of its own with the same holder, and leaving opens a handover for each (P7)',
  async ({ given, when, then, state, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 90);
    await when('shanice-brown').endsTheProgramme('withdrew', { reason: 'no-time' });
    await then.clientIs('left-early');
    await then.childrenDidAll();
    const children = await clients.children();
    assert.deepEqual(
      children.map(({ name }) => name),
      ['Ada', 'Ben'],
    );
    for (const child of children) {
      const known = await state(child);
      assert.equal(openBeforeRelease(known)?.occasion, 'early-leaver', child.name);
      assert.equal(known.care.status === 'in-care' && known.care.holder.practitionerId, 'shanice-brown');
    }
  },
);

scenario(
  'A13 A loss: every schedule stops at once, the mother keeps a named contact, and a person confirms the end',
  async ({ given, when, tries, then, state }) => {
    await given.aClientOf('shanice-brown');
    await when('shanice-brown').recordsTheLoss('miscarriage', 'moira-kettle');
    await then.clientIs('ended-after-loss');
    await then.childrenDidAll();
    await then.clientOwes('bereavement-contact', 'luton-fnp');
    assert.deepEqual(
      Object.values((await state()).deadlines).map(({ kind }) => kind),
      ['confirm-end'],
    );
    await tries('shanice-brown').plansAVisitIn(7);
    then.refused('not-enrolled');
    await when('moira-kettle').isInTouchAfterTheLoss();
    await then.clientOwesNot('bereavement-contact');
  },
);

scenario(
  'P2 A nurse is named, and by then the child is no longer under one: nothing passes by a birthday, and lowered by two people the naming and the passing are periods without a gap',
  async ({ given, when, then, clock, handover }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 340);
    await when('shanice-brown').records(calm);
    await when('shanice-brown').prepares('luton-hv');
    await when('shanice-brown').sendsTheOffer();
    await when('grace-adeyemi').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Grace Adeyemi');
    await when('grace-adeyemi').playsBackTheRisks();
    await when('grace-adeyemi').accepts();
    await then.priorityIs('heightened');
    await then.holderIs('luton-fnp', 'shanice-brown');
    clock.passes({ days: 60 });
    await when('moira-kettle').allocatesTheClientTo('ewa-nowak');
    await then.childrenDidAll();
    await then.priorityIs('heightened', /Nothing recorded asks for more/);
    await then.holderIs('luton-fnp', 'ewa-nowak');
    await when('ewa-nowak').does({
      type: 'lower-priority',
      handoverId: (await handover()).handoverId,
      priority: 'routine',
      reason: 'She has turned one',
      secondName: 'Grace Adeyemi',
    });
    await then.holderIs('luton-hv', 'grace-adeyemi');
  },
);

scenario(
  'The transfer does not happen: each child stays in the programme, and the desk to which it was on its way stands down',
  async ({ given, when, then, handover, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', 'E09000009');
    await then.clientIs('transferring-out');
    assert.equal((await handover()).kind, 'fnp-to-fnp');
    await when('shanice-brown').recordsThatTheTransferDidNotHappen();
    await then.childrenDidAll();
    await then.handoverIs('withdrawn');
    assert.equal((await state()).programme?.left, null);
    await when('shanice-brown').endsTheProgramme('withdrew');
    await then.childrenDidAll();
    assert.equal((await handover()).occasion, 'early-leaver', 'leaving opens its own handover');
  },
);

scenario(
  'A14 The mother’s death, on her own page, ends what is owed about her and asks who has her child; recorded in error, she stands where she stood, and each child is in the programme again',
  async ({ given, when, then, clients, state }) => {
    const client = await given.aClientWithChildren('shanice-brown', ['Ada'], 100);
    await when('shanice-brown').does({
      type: 'record-mother-in-care',
      status: 'looked-after',
      authority: 'Luton',
      worker: 'Ann Lee',
    });
    await then.owes('tell-mothers-worker', 'luton-fnp');
    await when('shanice-brown').recordsTheDeathOf(client.personId);
    await then.childrenDidAll();
    await then.clientIs('deceased');
    await then.handoverIs('draft');
    await then.owesNot('tell-mothers-worker');
    await then.owesNot('copy-mothers-nurse');
    await then.owes('name-carer', 'luton-fnp');
    assert.ok((await state()).family.motherDied, 'the child’s page says that she died');
    await when('moira-kettle').takesBackTheDeathOf(client.personId);
    await then.clientIs('enrolled');
    await then.childrenDidAll();
    await then.handoverIs('withdrawn');
    await then.owesNot('name-carer');
    assert.equal((await state()).family.motherDied, null);
    assert.equal((await state()).programme?.left, null);
    assert.equal((await clients.children()).length, 1);
  },
);

scenario(
  'A4 A place at another site falls through: the child goes to health visiting there, and the site’s desk stands down',
  async ({ given, when, then, handover, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', 'E09000009');
    await when('shanice-brown').endsTheProgramme('no-place', { areaCode: 'E09000009' });
    await then.childrenDidAll();
    const [first, second] = (await state()).handovers;
    assert.equal(first?.state, 'superseded');
    assert.equal(second?.destination.teamId, 'ealing-hv');
    assert.equal((await handover()).kind, 'fnp-to-health-visiting');
  },
);

scenario(
  'Left, and the handover is withdrawn: the programme’s team owes another one the same day',
  async ({ given, when, then }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    await when('shanice-brown').endsTheProgramme('withdrew');
    await then.owesNot('open-handover');
    await when('shanice-brown').withdraws('She thinks again');
    const owed = await then.owes('open-handover', 'luton-fnp');
    assert.equal(owed.row, '26');
    await when('shanice-brown').prepares('luton-hv', { occasion: 'early-leaver' });
    await then.owesNot('open-handover');
  },
);

scenario(
  'A4 No place at another site: each child’s own record says by which door it left, so no third site takes it for its own',
  async ({ given, when, then, state, handover }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', 'E09000009', {
      outsideRules: 'Agreed there',
    });
    await when('beth-lomax').refusesTheTransfer('no-place', false);
    await then.childrenDidAll();
    await then.clientIs('left-early');
    assert.equal((await state()).programme?.left?.door, 'no-place');
    assert.equal((await handover()).destination.teamId, 'ealing-hv');
  },
);

scenario(
  'A20 and A43 One mother, one site: who is referred or enrolled elsewhere by her NHS number comes by that record, and has one pregnancy in care',
  async ({ given, tries, then, clients }) => {
    const identity = { nhsNumber: '9990011036' };
    const luton = await given.aReferralTo('luton-fnp', { identity, known: { earlier: [] } });
    const again = { type: 'refer', ...(await referralOf(clients, luton)), teamId: 'ealing-fnp' } as const;
    const newcomer = { personId: randomUUID(), name: 'the same mother' };
    const refusal = async () => {
      const outcome = await clients.issue('beth-lomax', again, { client: newcomer });
      return outcome.kind === 'refused' ? [outcome.refusal.code, outcome.refusal.detail] : [outcome.kind];
    };
    assert.deepEqual(await refusal(), ['client-elsewhere', 'Luton Family Nurse Partnership']);
    clients.about(luton);
    await tries('moira-kettle').enrols('shanice-brown');
    await then.clientIs('enrolled');
    assert.equal((await refusal())[0], 'client-elsewhere');
    clients.about(luton);
    await tries('shanice-brown').endsTheProgramme('withdrew');
    assert.deepEqual(await refusal(), ['done'], 'who has left may come again, by whichever site');
  },
);

scenario(
  'A19 A client without an NHS number is referred again with one: the two meet once it is known of the first, and one of them ends',
  async ({ given, when, tries, then, clients }) => {
    const first = await given.aClientOf('shanice-brown', { identity: { nhsNumber: null } });
    const nhsNumber = nthTestNumber(9184) ?? '';
    const second = await given.aReferralTo('ealing-fnp', { identity: { nhsNumber } });
    clients.about(first);
    const { identity } = await clients.state(first);
    const hers = { ...identity, nhsNumber };
    await tries('shanice-brown').recordsOfTheClient({ identity: hers });
    then.refused('client-elsewhere', /Ealing Family Nurse Partnership/);
    // One of the two records is in the programme already and the other would be too, even where it was enrolled only meanwhile.
    clients.about(second);
    await when('yvonne-clarke').enrols('beth-lomax');
    clients.about(first);
    await tries('shanice-brown').recordsOfTheClient({ identity: hers });
    then.refused('client-elsewhere', /Ealing/);
    await when('shanice-brown').endsTheProgramme('withdrew');
    await tries('shanice-brown').recordsOfTheClient({ identity: hers });
    then.refused('client-elsewhere');
    clients.about(second);
    await when('beth-lomax').endsTheProgramme('withdrew');
    clients.about(first);
    await when('shanice-brown').recordsOfTheClient({ identity: hers });
    assert.equal((await clients.state(first)).identity.nhsNumber, nhsNumber);
  },
);

scenario(
  'A referral that the rules of the site do not admit is answered as that: nobody has to say that she declined, nor that the site answers for her',
  async ({ given, when, then, clients, context, clock }) => {
    await given.aReferralTo('luton-fnp', { identity: { bornOn: '1996-03-01' } });
    await then.clientOwes('answer-referral', 'luton-fnp');
    await when('moira-kettle').recordsThatSheDeclined('not-eligible');
    await then.clientOwesNot('answer-referral');
    const state = await clients.state();
    const { directory } = context('moira-kettle');
    const top = clientHeadline(state, directory, clock.now());
    assert.equal(
      top.who,
      'Moira Kettle (Luton Family Nurse Partnership) is the one to ask about her referral',
    );
    assert.equal(top.status, 'Not enrolled');
    const names = clientNames(namesOf(directory), 'client', state);
    const facts = await clients.facts();
    const told = facts.map(({ fact }) => tellClientFact(fact, names).says);
    assert.ok(told.includes('Not enrolled: The site’s rules do not admit her'), told.join('; '));
  },
);

scenario(
  'A30 Her nurse leaves: the lead answers for her at once and owes her another, who is the child’s too; who is named is not taken away again',
  async ({ given, when, then, clients, context, clock }) => {
    await given.aClientOf('shanice-brown');
    await given.leaves('shanice-brown');
    await then.nurseIs(null);
    const owed = await then.clientOwes('allocate-nurse', 'luton-fnp');
    assert.deepEqual([owed.row, owed.from], ['H4', clock.now()]);
    const top = clientHeadline(await clients.state(), context('moira-kettle').directory, clock.now());
    assert.match(top.who, /^Moira Kettle .* answers for her$/);
    await then.owes('name-practitioner', 'luton-fnp');
    // Nobody can take a nurse away from a client: a person names who takes over.
    const nobody = { type: 'allocate-nurse', nurseId: null, why: 'Busy', aboveCapacity: null } as const;
    await when('moira-kettle').allocatesTheClientTo('ewa-nowak');
    const refused = await clients.issue('moira-kettle', nobody);
    assert.equal(refused.kind === 'refused' && refused.refusal.code, 'practitioner-gone');
    await then.nurseIs('ewa-nowak');
    await then.clientOwesNot('allocate-nurse');
    await then.holderIs('luton-fnp', 'ewa-nowak');
    await then.owesNot('name-practitioner');
  },
  { alone: true },
);

scenario(
  'A30, A13 Whoever kept in touch after a loss leaves: the mother is owed another name',
  async ({ given, when, then, clients }) => {
    await given.aClientOf('shanice-brown');
    await when('shanice-brown').recordsTheLoss('miscarriage', 'ewa-nowak');
    await when('ewa-nowak').isInTouchAfterTheLoss();
    await given.leaves('ewa-nowak');
    assert.equal((await clients.state()).contactId, null);
    assert.equal((await then.clientOwes('name-contact', 'luton-fnp')).row, 'H4');
    await when('moira-kettle').namesTheContact('shanice-brown');
    await then.clientOwesNot('name-contact');
  },
  { alone: true },
);

async function referralOf(clients: World['clients'], client: Client) {
  const { identity, address, known } = await clients.state(client);
  return { identity, address, known, from: 'midwife', referrer: 'Ann Lee', note: '' } as const;
}
