import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/domain/calendar/time.ts';
import { decideChild } from '../../src/domain/child/decide.ts';
import { unknownChild } from '../../src/domain/child/state.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { takesChildOn, toddler } from '../children.ts';
import { areas, violentExPartner, type World } from '../world.ts';
import type { Telling } from './telling.ts';

const confirmed = { confirmedBy: 'Grace Adeyemi', detail: 'As recorded' } as const;
const withCarer = {
  type: 'tell-private-fostering',
  authority: 'Luton',
  toldWhom: 'The duty social worker',
} as const;

function summary(text: string) {
  return { type: 'pass-summary', text, agreedBy: 'grace-adeyemi', newRecordHeld: true } as const;
}

async function held({ given }: World): Promise<void> {
  await given.aChildHeldBy('amara-osei', toddler);
}

/** A change of address across the boundary has come, and nobody has settled it. */
async function signalled(world: World): Promise<void> {
  await held(world);
  await world.when('system').signals({ messageId: 'm1', areaCode: areas.ealing }, 'ealing-hv');
}

async function missing(world: World, notOpen: Parameters<typeof openMissing>[0] = null): Promise<void> {
  await held(world);
  await world.when('amara-osei').does(openMissing(notOpen));
}

function openMissing(notOpen: { reason: string; decidedBy: string; reviewOn: string } | null) {
  return { type: 'open-missing', missingId: randomUUID(), why: 'The flat is empty', notOpen } as const;
}

function review(code: string, on: string) {
  const said = { outcome: 'done', by: 'Amara Osei', childSeen: true, note: '' } as const;
  return { type: 'record-review', code, on, ...said } as const;
}

function admission(from: string) {
  const kind = 'hospital' as const;
  const where = 'Luton and Dunstable';
  return {
    type: 'record-admission',
    admissionId: randomUUID(),
    kind,
    where,
    from,
    coverTeamId: null,
  } as const;
}

const discharge = { type: 'record-discharge', sameAddress: true, sleepsAt: null, handover: null } as const;

const declined = ({ clock }: World) =>
  ({ type: 'record-visiting-declined', on: clock.today(), says: 'Wants nobody to come' }) as const;

async function declines(world: World): Promise<void> {
  await held(world);
  await world.when('amara-osei').does(declined(world));
}

const lookedAt = ({ clock }: World) =>
  ({
    type: 'review-visiting-declined',
    childSeen: { on: clock.today(), byWhom: 'The GP' },
    judgement: 'no-concern',
    judgedBy: 'Grace Adeyemi',
    why: 'Known to the nursery',
    accepts: false,
    reviewOn: addDays(clock.today(), 30),
  }) as const;

/** The refusals of a child itself: who answers for it, where it is, what surrounds it. */
export const ofChildren = {
  'last-day-past': async (world) => {
    await held(world);
    const lastDay = world.clock.today();
    const set = { type: 'set-last-day', bulkId: randomUUID(), lastDay, why: 'The service closes' } as const;
    return world.tries('grace-adeyemi').does(set);
  },
  'not-in-care': ({ context }) =>
    decideChild(
      unknownChild,
      { type: 'name-practitioner', practitionerId: null, why: 'Has left' },
      context('system'),
    ),
  'take-on-for-another': async (world) => {
    const amara = world.context('amara-osei');
    return decideChild(unknownChild, takesChildOn(null, 'ealing-hv', {}), amara);
  },
  'team-holds-nobody': async (world) => {
    const amara = world.context('amara-osei');
    return decideChild(unknownChild, takesChildOn(null, 'luton-named-nurse', {}), amara);
  },
  'already-in-care': async (world) => {
    await held(world);
    const { identity } = await world.state();
    return world
      .tries('kate-brennan')
      .does(takesChildOn('kate-brennan', 'ealing-hv', identity, { reason: 'arrival-without-sender' }));
  },
  'care-has-ended': async (world) => {
    await held(world);
    await world.when('grace-adeyemi').does({ type: 'end', reason: 'left-uk', ...confirmed });
    return world.tries('amara-osei').does({ type: 'record-gp', gp: null });
  },
  'not-ended': async (world) => {
    await held(world);
    return world.tries('grace-adeyemi').does({ type: 'reverse-end', why: 'Another child of that name' });
  },
  'end-needs-confirmation': async (world) => {
    await held(world);
    return world
      .tries('grace-adeyemi')
      .does({ type: 'end', reason: 'left-uk', confirmedBy: '', detail: 'It is said' });
  },
  'end-does-not-fit': async (world) => {
    await held(world);
    return world.tries('grace-adeyemi').does({ type: 'end', reason: 'school-nursing', ...confirmed });
  },
  'end-while-handover-open': async (world) => {
    await held(world);
    await world.when('amara-osei').offers('ealing-hv');
    return world.tries('grace-adeyemi').does({ type: 'end', reason: 'left-uk', ...confirmed });
  },
  'duplicate-of-none': async (world) => {
    await held(world);
    return world.tries('grace-adeyemi').does({ type: 'end', reason: 'duplicate', ...confirmed });
  },
  'duplicate-sealed': async (world) => {
    const sealed = await world.given.aChildHeldBy('kate-brennan', toddler);
    await world.when('kate-brennan').does({ type: 'seal-address', why: 'She fled' });
    await held(world);
    const end = { type: 'end', reason: 'duplicate', ...confirmed, duplicateOf: sealed.personId } as const;
    return world.tries('grace-adeyemi').does(end);
  },
  'not-sealed': async (world) => {
    await held(world);
    await world
      .when('grace-adeyemi')
      .does({ type: 'place-hold', reason: 'An inquest', askedBy: 'The coroner' });
    return world.tries('ruth-pemberton').does(summary('Well, and up to date'));
  },
  'summary-names': async (world) => {
    const { given, when, tries, about } = world;
    const newNumber = nthTestNumber(6723) ?? '';
    const born = { bornOn: '2024-01-01', familyName: 'Thornbury' } as const;
    await given.aChildHeldBy('amara-osei', { identity: { ...born, nhsNumber: newNumber } });
    about(await given.aChildHeldBy('amara-osei', { identity: { ...born, nhsNumber: nthTestNumber(6722) } }));
    const adopted = { type: 'end', reason: 'adopted', ...confirmed, newNumber } as const;
    await when('grace-adeyemi').does({ ...adopted, agreedBy: 'ruth-pemberton' });
    return tries('ruth-pemberton').does(summary('The Thornbury baby is well'));
  },
  'no-death-recorded': async (world) => {
    await held(world);
    const toldAt = world.clock.now();
    return world.tries('grace-adeyemi').does({ type: 'tell-death-review', whom: 'The panel', toldAt });
  },
  'hold-stands': async (world) => {
    await held(world);
    const hold = { type: 'place-hold', reason: 'An inquest', askedBy: 'The coroner' } as const;
    await world.when('grace-adeyemi').does(hold);
    return world.tries('grace-adeyemi').does(hold);
  },
  'no-hold': async (world) => {
    await held(world);
    return world
      .tries('grace-adeyemi')
      .does({ type: 'lift-hold', reason: 'The inquest is over', agreedBy: 'ruth-pemberton' });
  },
  'adopted-needs-new-holder': async (world) => {
    await held(world);
    return world.tries('grace-adeyemi').does({ type: 'end', reason: 'adopted', ...confirmed });
  },
  'no-such-enquiry': async (world) => {
    await held(world);
    return world.tries('amara-osei').settles('not-moved');
  },
  'enquiry-settled': async (world) => {
    await signalled(world);
    await world.when('amara-osei').settles('not-moved');
    const settled = { outcome: 'not-moved', sleepsAt: null, reviewOn: null, note: 'Again' } as const;
    const enquiryId = (await world.state()).enquiries[0]?.enquiryId ?? '';
    return world.tries('amara-osei').does({ type: 'settle-enquiry', enquiryId, handover: null, ...settled });
  },
  'not-within-area': async (world) => {
    await signalled(world);
    return world.tries('amara-osei').settles('moved-within-area', { areaCode: areas.ealing });
  },
  'move-needs-handover': async (world) => {
    await signalled(world);
    return world.tries('amara-osei').settles('moved', { areaCode: areas.ealing });
  },
  'no-such-claim': async (world) => {
    await held(world);
    const settle = { type: 'settle-claim', claimId: randomUUID(), outcome: 'stays', note: 'Ours' } as const;
    return world.tries('amara-osei').does(settle);
  },
  'end-needs-named-nurse': async (world) => {
    await world.given.aChildHeldBy('amara-osei', {
      ...toddler,
      circumstances: { dangers: [violentExPartner] },
    });
    const said = { confirmedBy: 'The mother, by text', detail: 'She says she is in Spain' } as const;
    return world.tries('grace-adeyemi').does({ type: 'end', reason: 'left-uk', ...said });
  },
  'number-borne': async (world) => {
    await world.given.aChildHeldBy('amara-osei', { identity: { nhsNumber: '9990001014' } });
    await world.given.aChildHeldBy('kate-brennan', toddler);
    const { identity } = await world.state();
    const known = { ...identity, nhsNumber: '9990001014' };
    return world.tries('kate-brennan').does({ type: 'record-identity', identity: known, why: 'Red book' });
  },
  'number-put-away': async (world) => {
    const [oldNumber, newNumber] = [nthTestNumber(9731) ?? '', nthTestNumber(9732) ?? ''];
    const born = { bornOn: '2024-01-01', familyName: 'Aldous' } as const;
    await world.given.aChildHeldBy('amara-osei', { identity: { ...born, nhsNumber: newNumber } });
    world.about(
      await world.given.aChildHeldBy('amara-osei', { identity: { ...born, nhsNumber: oldNumber } }),
    );
    const adopted = { type: 'end', reason: 'adopted', ...confirmed, newNumber } as const;
    await world.when('grace-adeyemi').does({ ...adopted, agreedBy: 'ruth-pemberton' });
    const again = takesChildOn(null, 'ealing-hv', { ...born, nhsNumber: oldNumber });
    const child = { personId: randomUUID(), name: 'the same one' };
    return world.issue('kate-brennan', again, { child });
  },
  'pregnancy-followed': async (world) => {
    const unborn = {
      bornOn: null,
      givenName: '',
      mother: { name: 'Tess', nhsNumber: '9990001022', bornOn: null },
    };
    await world.given.aChildHeldBy('amara-osei', { identity: unborn });
    const child = { personId: randomUUID(), name: 'the same one' };
    return world.issue('kate-brennan', takesChildOn(null, 'ealing-hv', unborn), { child });
  },
  'not-found-yet': async (world) => {
    await missing(world);
    const found = { type: 'record-found', how: 'Her aunt says she is fine' } as const;
    return world.tries('amara-osei').does({ ...found, sleepsAt: null, handover: null });
  },
  'claim-needs-handover': async (world) => {
    await held(world);
    const claimId = randomUUID();
    const claim = { type: 'open-claim', claimId, claimantTeamId: 'ealing-hv', says: 'On our list' } as const;
    await world.when('kate-brennan').does(claim);
    const settle = { type: 'settle-claim', claimId, outcome: 'hand-over', note: 'It sleeps there' } as const;
    return world.tries('amara-osei').does(settle);
  },
  'own-claim': async (world) => {
    await held(world);
    const claim = { type: 'open-claim', claimId: randomUUID(), claimantTeamId: 'luton-hv' } as const;
    return world.tries('hannah-whitlock').does({ ...claim, says: 'Lives in our area' });
  },
  'not-born-that-day': async (world) => {
    await held(world);
    return world
      .tries('amara-osei')
      .does({ type: 'record-sighting', seenOn: '2023-12-31', where: 'At home' });
  },
  'already-born': async (world) => {
    await held(world);
    const born = { bornOn: '2024-01-01', givenName: 'Robin', familyName: 'Hartley', nhsNumber: null };
    return world.tries('amara-osei').does({ type: 'record-birth', ...born });
  },
  'schedules-stopped': async (world) => {
    await held(world);
    const stop = { type: 'stop-schedules', why: 'child-died', says: 'The hospital rang' } as const;
    await world.when('amara-osei').does(stop);
    return world.tries('amara-osei').prepares('ealing-hv');
  },
  'loss-on-client': async ({ given, when, tries }) => {
    await given.aClientOf('shanice-brown');
    await when('shanice-brown').recordsTheLoss('miscarriage');
    return tries('moira-kettle').does({ type: 'resume-schedules', says: 'Another person' });
  },
  'no-such-review': async (world) => {
    await held(world);
    return world.tries('amara-osei').does(review('no-such-contact', world.clock.today()));
  },
  'review-settled': async (world) => {
    await held(world);
    await world.when('amara-osei').does(review('two-years', world.clock.today()));
    return world.tries('amara-osei').does(review('two-years', world.clock.today()));
  },
  'review-not-on-that-day': async (world) => {
    await held(world);
    return world.tries('amara-osei').does(review('two-years', '2024-06-01'));
  },
  'missing-already-open': async (world) => {
    await missing(world);
    return world.tries('amara-osei').does(openMissing(null));
  },
  'not-missing': async (world) => {
    await held(world);
    return world.tries('amara-osei').does({ type: 'record-trace', result: 'Nothing' });
  },
  'still-missing': async (world) => {
    await missing(world);
    return world.tries('grace-adeyemi').does({ type: 'end', reason: 'left-uk', ...confirmed });
  },
  'not-open-with-parent': async (world) => {
    await held(world);
    await world.when('amara-osei').offers('ealing-hv');
    await world.when('kate-brennan').accepts();
    const decided = { reason: 'Talk of going abroad', decidedBy: 'Kate Brennan' };
    const notOpen = { ...decided, reviewOn: addDays(world.clock.today(), 7) };
    await world.when('kate-brennan').does(openMissing(notOpen));
    return world.tries('kate-brennan').tellsTheParent();
  },
  'not-open-needs-reason': async (world) => {
    await held(world);
    const notOpen = { reason: '', decidedBy: 'Amara Osei', reviewOn: world.clock.today() };
    return world.tries('amara-osei').does(openMissing(notOpen));
  },
  'already-admitted': async (world) => {
    await held(world);
    await world.when('amara-osei').does(admission(world.clock.today()));
    return world.tries('amara-osei').does(admission(world.clock.today()));
  },
  'discharge-too-far': async (world) => {
    await held(world);
    await world.when('amara-osei').does(admission(world.clock.today()));
    const expectedOn = addDays(world.clock.today(), 365);
    return world
      .tries('amara-osei')
      .does({ type: 'plan-discharge', expectedOn, withWhom: 'The ward', needs: '' });
  },
  'not-admitted': async (world) => {
    await held(world);
    return world.tries('amara-osei').does({ ...discharge, on: world.clock.today() });
  },
  'address-not-checked': async (world) => {
    await held(world);
    await world.when('amara-osei').does(admission(world.clock.today()));
    const home = { ...discharge, sameAddress: false, on: world.clock.today() };
    return world.tries('amara-osei').does(home);
  },
  'no-contact-owed': async (world) => {
    await held(world);
    const contact = { type: 'record-home-contact', how: 'Visit', withWhom: 'The mother' } as const;
    return world.tries('amara-osei').does(contact);
  },
  'no-carer-recorded': async (world) => {
    await held(world);
    return world.tries('amara-osei').does(withCarer);
  },
  'mother-has-died': async (world) => {
    await held(world);
    const died = { type: 'record-mother-death', on: world.clock.today(), says: 'Her sister rang' } as const;
    await world.when('amara-osei').does(died);
    const back = {
      type: 'record-back-with-mother',
      since: world.clock.today(),
      says: 'A neighbour',
    } as const;
    return world.tries('amara-osei').does(back);
  },
  'mother-not-in-care': async (world) => {
    await held(world);
    return world.tries('amara-osei').does({ type: 'tell-mothers-worker', name: 'Ann Other' });
  },
  'under-13-is-referred': async ({ given, tries }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { motherBornOn: '2014-03-01' } });
    return tries('amara-osei').does({
      type: 'record-mothers-safeguarding',
      referredTo: null,
      why: 'Supported by her family',
      consent: 'Understands',
      linked: 'Hill School',
    });
  },
  'already-declined-visiting': async (world) => {
    await declines(world);
    return world.tries('amara-osei').does(declined(world));
  },
  'visiting-not-declined': async (world) => {
    await held(world);
    return world.tries('amara-osei').does({ type: 'tell-gp-declined', name: 'Dr Rao' });
  },
  'unseen-is-concern': async (world) => {
    await declines(world);
    return world.tries('amara-osei').does({ ...lookedAt(world), childSeen: null });
  },
  'decline-review-outside': async (world) => {
    await declines(world);
    return world.tries('amara-osei').does({ ...lookedAt(world), reviewOn: null });
  },
  'stay-needs-cover': async (world) => {
    await held(world);
    await world.when('system').signals({ messageId: 'm1', areaCode: areas.ealing }, 'ealing-hv');
    const reviewOn = addDays(world.clock.today(), 7);
    return world.tries('amara-osei').findsAShortStay({ reviewOn, cover: '' });
  },
  'no-missed-reviews': async (world) => {
    await held(world);
    return world.tries('grace-adeyemi').does({ type: 'review-missed-reviews', decision: 'Visit together' });
  },
  'no-stay': async (world) => {
    await held(world);
    const looked = { outcome: 'returned', reviewOn: null, cover: '', note: 'Back at home' } as const;
    return world.tries('amara-osei').does({ type: 'review-stay', ...looked });
  },
  'stay-review-weekly': async (world) => {
    await signalled(world);
    return world.tries('amara-osei').findsAShortStay({ reviewOn: addDays(world.clock.today(), 8) });
  },
  'stay-needs-agreement': async ({ given, when, tries, clock }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { dangers: [violentExPartner] } });
    await when('system').signals({ messageId: 'm1', areaCode: areas.ealing }, 'ealing-hv');
    return tries('amara-osei').findsAShortStay({ reviewOn: addDays(clock.today(), 7) });
  },
  'child-held-elsewhere': async (world) => {
    await held(world);
    const join = { type: 'join-programme', clientId: randomUUID(), endsOn: null } as const;
    return world.tries('amara-osei').does(join);
  },
  'not-in-programme': async (world) => {
    await held(world);
    const leave = { type: 'leave-programme', handoverId: randomUUID(), door: 'withdrew', why: 'Her wish' };
    return world
      .tries('amara-osei')
      .does({ ...leave, type: 'leave-programme', door: 'withdrew', proposedLevel: null, areaCode: null });
  },
} as const satisfies Record<string, Telling>;
