import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/domain/calendar/time.ts';
import { networkHoldingDeskId } from '../../src/domain/directory/directory.ts';
import type { Handover } from '../../src/domain/handover/facts.ts';
import { leftOut } from '../../src/domain/identity/place-mask.ts';
import { plan, toddler } from '../children.ts';
import { fullSummary } from '../commands.ts';
import { type TakenOn, violentExPartner, type World } from '../world.ts';
import type { Telling } from './telling.ts';

const scotland = 'outside-S12000036';
const unplanned = { occasion: 'move' } as const;
const planWithoutWorker = { ...plan, keyWorker: null } as const;

/** Luton health visiting has offered a toddler to Ealing; routine unless the occasion says otherwise. */
async function offered({ given, when }: World, changes = {}, details: TakenOn = {}): Promise<void> {
  await given.aChildHeldBy('amara-osei', { ...toddler, ...details });
  await when('amara-osei').offers('ealing-hv', changes);
}

/** Routine: accepting passes accountability. */
async function accepted(world: World): Promise<void> {
  await offered(world);
  await world.when('kate-brennan').accepts();
}

async function seen(world: World): Promise<void> {
  await accepted(world);
  await world.when('kate-brennan').seesTheChild();
}

/** More than routine and accepted: accountability waits for the sighting. */
async function acceptedBeforeRelease(world: World): Promise<void> {
  await offered(world, unplanned);
  await world.when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
  await world.when('kate-brennan').playsBackTheRisks();
  await world.when('kate-brennan').accepts();
}

async function disputed(world: World): Promise<void> {
  await offered(world, unplanned);
  await world.when('kate-brennan').disputes('Not ours', 'manjit-sandhu');
}

function again({ handoverId, kind, occasion, destination, proposedLevel }: Handover) {
  return { handoverId, kind, occasion, destination, proposedLevel, addressedTo: null, summary: fullSummary };
}

/** The refusals of a handover, each as somebody meets it. */
export const ofHandovers = {
  'joint-visit-in-past': async (world) => {
    await offered(world);
    const yesterday = addDays(world.clock.today(), -1);
    return world.tries('amara-osei').plansTheJointVisit(yesterday, 'amara-osei', 'kate-brennan');
  },
  'not-a-visitor': async (world) => {
    await offered(world);
    const tomorrow = addDays(world.clock.today(), 1);
    return world.tries('amara-osei').plansTheJointVisit(tomorrow, 'amara-osei', 'chloe-sinclair');
  },
  'no-joint-visit-planned': async (world) => {
    await offered(world);
    return world.tries('amara-osei').cancelsTheJointVisit('The family is away');
  },
  'no-such-handover': async ({ given, tries }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const handoverId = randomUUID();
    return tries('amara-osei').does({ type: 'withdraw', handoverId, reason: 'Stays' });
  },
  'handover-already-open': async (world) => {
    await offered(world);
    return world.tries('amara-osei').prepares('hf-hv');
  },
  'not-the-holder': async (world) => {
    const { given, when, tries, handover } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('hf-hv');
    await when('chloe-sinclair').declines('not-resident');
    const declined = (await handover()).handoverId;
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    const to = { kind: 'desk', teamId: 'hf-hv', reason: 'Again' } as const;
    const redirect = {
      type: 'redirect',
      handoverId: declined,
      to,
      why: 'Again',
      newHandoverId: randomUUID(),
    };
    return tries('kate-brennan').does({ ...redirect, type: 'redirect' });
  },
  'still-draft': async ({ given, when, tries }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').prepares('ealing-hv');
    return tries('amara-osei').redirectsTo('hf-hv');
  },
  'not-draft': async (world) => {
    await offered(world);
    return world.tries('amara-osei').does({ type: 'revise', ...again(await world.handover()) });
  },
  'already-offered': async (world) => {
    await offered(world);
    return world.tries('amara-osei').sendsTheOffer();
  },
  'already-acknowledged': async (world) => {
    await offered(world);
    await world.when('samira-haddad').acknowledges();
    return world.tries('leo-marsh').acknowledges();
  },
  'already-accepted': async (world) => {
    await accepted(world);
    return world.tries('samira-haddad').accepts();
  },
  'not-accepted-yet': async (world) => {
    await offered(world);
    return world.tries('kate-brennan').makesFirstContact();
  },
  'already-seen': async (world) => {
    await seen(world);
    return world.tries('kate-brennan').seesTheChild();
  },
  'not-seen-yet': async (world) => {
    await accepted(world);
    return world.tries('kate-brennan').closes();
  },
  'handover-over': async (world) => {
    await offered(world);
    await world.when('amara-osei').withdraws('The family stays');
    return world.tries('amara-osei').withdraws('The family stays');
  },
  'already-released': async (world) => {
    await accepted(world);
    return world.tries('amara-osei').withdraws('The family is back');
  },
  'draft-incomplete': async ({ given, when, tries }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').prepares('ealing-hv', { summary: { ...fullSummary, situation: '' } });
    return tries('amara-osei').sendsTheOffer();
  },
  'wrong-receiving-kind': async ({ given, tries }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const kind = 'health-visiting-to-health-visiting';
    return tries('amara-osei').prepares('ealing-fnp', { kind, occasion: 'move' });
  },
  'comes-with-mother': async ({ given, tries }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    return tries('amara-osei').prepares('luton-fnp', { occasion: 'return' });
  },
  'occasion-not-of-kind': async ({ given, tries }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    return tries('amara-osei').prepares('ealing-hv', { occasion: 'graduation' });
  },
  'last-day-unknown': async ({ given, tries, then, when, state, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const closing = {
      type: 'prepare',
      handoverId: randomUUID(),
      follows: null,
      kind: 'health-visiting-to-health-visiting',
      occasion: 'service-closes',
      destination: { kind: 'desk', teamId: 'ealing-hv', reason: 'Residence' },
      addressedTo: null,
      proposedLevel: 'universal',
      summary: fullSummary,
    } as const;
    await tries('amara-osei').does({ ...closing, occasion: 'service-stops' });
    // The draft cannot be turned into one of a planned closing afterwards either.
    const { type: _type, follows: _follows, ...draft } = closing;
    await tries('amara-osei').does({ type: 'revise', ...draft });
    then.refused('last-day-unknown', /Luton/);
    await when('amara-osei').withdraws('Not so');
    const lastDay = addDays(clock.today(), 90);
    const set = { type: 'set-last-day', bulkId: 'the plan', lastDay, why: 'The contract ends' } as const;
    await when('grace-adeyemi').does(set);
    await when('amara-osei').does({ ...closing, handoverId: randomUUID() });
    assert.equal((await state()).handovers.at(-1)?.occasion, 'service-closes');
    await when('grace-adeyemi').does({ ...set, lastDay: null, why: 'It goes on' });
    await when('amara-osei').withdraws('It goes on');
    return tries('amara-osei').does({ ...closing, handoverId: randomUUID() });
  },
  'team-not-live': async ({ given, tries }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const destination = { kind: 'desk', teamId: 'a-team-of-last-year', reason: 'As before' } as const;
    return tries('amara-osei').prepares('ealing-hv', { destination });
  },
  'decider-of-neither-side': async (world) => {
    await offered(world);
    return world.tries('amara-osei').disputes('Not ours', 'isobel-grant');
  },
  'same-team': async ({ given, tries }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    return tries('amara-osei').prepares('luton-hv');
  },
  'practitioner-gone': async (world) => {
    await offered(world);
    return world.tries('leo-marsh').allocatesTo('chloe-sinclair');
  },
  'cannot-hold': async (world) => {
    await offered(world);
    return world.tries('kate-brennan').allocatesTo('leo-marsh');
  },
  'accept-needs-self': async (world) => {
    await offered(world, unplanned);
    return world.tries('deborah-quill').accepts({ as: 'kate-brennan' });
  },
  'first-contact-date-missing': async (world) => {
    await offered(world);
    return world.tries('kate-brennan').accepts({ firstContactOn: null });
  },
  'first-contact-too-late': async (world) => {
    await offered(world);
    return world.tries('kate-brennan').accepts({ firstContactOn: addDays(world.clock.today(), 60) });
  },
  'first-contact-in-past': async (world) => {
    await offered(world);
    return world.tries('kate-brennan').accepts({ firstContactOn: addDays(world.clock.today(), -1) });
  },
  'verbal-handover-missing': async (world) => {
    await offered(world, unplanned);
    return world.tries('kate-brennan').accepts();
  },
  'risks-not-played-back': async (world) => {
    await offered(world, unplanned, { circumstances: { dangers: [violentExPartner] } });
    await world.when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    return world.tries('kate-brennan').accepts();
  },
  'key-worker-missing': async (world) => {
    await offered(world);
    await world.when('amara-osei').records({ statutory: [planWithoutWorker] });
    await world.when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await world.when('kate-brennan').playsBackTheRisks();
    return world.tries('kate-brennan').accepts();
  },
  'call-back-missing': async ({ given, when, tries }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers(scotland, unplanned);
    return tries('amara-osei').acknowledges();
  },
  'call-back-number-wrong': async ({ given, when, tries, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers(scotland, unplanned);
    return tries('amara-osei').acknowledges({
      number: '020 7946 0000',
      outsideName: 'Morag Sinclair',
      spokenBy: 'Amara Osei',
      spokeAt: clock.now(),
      secondName: 'Priya Nair',
    });
  },
  'two-names-needed': async (world) => {
    await offered(world);
    return world.tries('amara-osei').recordsThatTheySpoke('Amara Osei', ' amara osei ');
  },
  'both-named-nurses-needed': async (world) => {
    await acceptedBeforeRelease(world);
    return world.tries('ruth-pemberton').proposesToReleaseWithoutSightingWith('kate-brennan');
  },
  'release-proposed': async (world) => {
    await acceptedBeforeRelease(world);
    await world.when('ruth-pemberton').proposesToReleaseWithoutSightingWith('colette-baptiste');
    return world.tries('colette-baptiste').proposesToReleaseWithoutSightingWith('ruth-pemberton');
  },
  'no-release-proposed': async (world) => {
    await acceptedBeforeRelease(world);
    return world.tries('ruth-pemberton').agreesToTheRelease();
  },
  'reason-missing': async (world) => {
    await offered(world);
    return world.tries('amara-osei').withdraws('');
  },
  'not-a-raise': async (world) => {
    await offered(world, unplanned);
    const { handoverId } = await world.handover();
    const raise = { type: 'raise-priority', handoverId, priority: 'heightened', reason: 'A call' } as const;
    return world.tries('kate-brennan').does(raise);
  },
  'not-a-lowering': async (world) => {
    await offered(world, unplanned);
    const { handoverId } = await world.handover();
    const lower = { type: 'lower-priority', handoverId, priority: 'heightened', reason: 'A call' } as const;
    return world.tries('kate-brennan').does({ ...lower, secondName: 'Deborah Quill' });
  },
  'holding-desk-sends-on': async (world) => {
    await world.given.aChildHeldBy('amara-osei', toddler);
    await world.when('amara-osei').offers(networkHoldingDeskId, unplanned);
    return world.tries('frances-odell').accepts();
  },
  'status-keeps-sighting': async (world) => {
    const statutory = [
      { kind: 'section-47', since: null, authority: 'Luton', keyWorker: null, why: null, agreedBy: null },
    ] as const;
    await offered(world, {});
    await world.when('amara-osei').records({ statutory });
    const { handoverId } = await world.handover();
    const lower = { type: 'lower-priority', handoverId, priority: 'routine', reason: 'Quiet' } as const;
    return world.tries('amara-osei').does({ ...lower, secondName: 'Grace Adeyemi' });
  },
  'no-failed-contacts': async ({ given, when, tries, handover }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    const { handoverId } = await handover();
    return tries('deborah-quill').does({ type: 'review-failed-contacts', handoverId, decision: 'Try again' });
  },
  'no-such-question': async (world) => {
    await offered(world);
    return world.tries('amara-osei').answersTheQuestion('The grandmother');
  },
  'own-question': async (world) => {
    await offered(world);
    await world.when('kate-brennan').asks('Who collects the child?');
    return world.tries('samira-haddad').answersTheQuestion('The father');
  },
  'dispute-open': async (world) => {
    await disputed(world);
    return world.tries('amara-osei').disputes('Not ours either', 'manjit-sandhu');
  },
  'no-dispute': async (world) => {
    await offered(world, unplanned);
    return world.tries('ruth-pemberton').decidesTheDispute('receiving-takes');
  },
  'not-the-decider': async (world) => {
    await disputed(world);
    return world.tries('ruth-pemberton').decidesTheDispute('receiving-takes');
  },
  'level-needs-reason': async (world) => {
    await seen(world);
    return world.tries('kate-brennan').decidesTheLevel('community', '');
  },
  'not-everything-told': async (world) => {
    await seen(world);
    return world.tries('kate-brennan').closes();
  },
  'not-to-tell-needs-review': async (world) => {
    await accepted(world);
    const yesterday = addDays(world.clock.today(), -1);
    const decision = { told: false, reason: 'Not safe', decidedBy: 'Colette Baptiste' } as const;
    return world.tries('kate-brennan').tellsTheParent({ ...decision, reviewOn: yesterday });
  },
  'nothing-to-correct': async (world) => {
    await accepted(world);
    return world.tries('kate-brennan').corrects('gp-told');
  },
  'not-recallable': async (world) => {
    await accepted(world);
    return world.tries('amara-osei').recalls(null);
  },
  'support-already-ended': async (world) => {
    await accepted(world);
    const { handoverId } = await world.handover();
    const told = 'Thank you; we answer for the child now';
    return world.tries('kate-brennan').does({ type: 'tell-former-team', handoverId, told });
  },
  'not-of-that-side': async (world) => {
    await offered(world, unplanned);
    return world.tries('amara-osei').recordsThatTheySpoke('Amara Osei', 'Chloe Sinclair');
  },
  'supervisor-signs': async (world) => {
    await world.given.aChildHeldBy('shanice-brown', toddler);
    await world.given.noProgrammeRunsIn('ealing-fnp');
    return world.tries('shanice-brown').offers('ealing-hv', unplanned);
  },
  'actor-away': async (world) => {
    await offered(world);
    await world.given.isAway('kate-brennan', 'nadia-farouk');
    return world.tries('kate-brennan').acknowledges();
  },
  'actor-gone': async (world) => {
    await offered(world);
    await world.given.leaves('kate-brennan');
    return world.tries('kate-brennan').acknowledges();
  },
  'words-left-out': async (world) => {
    await offered(world);
    return world.tries('kate-brennan').asks(`Is ${leftOut} safe by night?`);
  },
  'not-allowed': async (world) => {
    await offered(world);
    return world.tries('amara-osei').accepts();
  },
  'happened-in-future': async ({ given, tries, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    return tries('amara-osei', `${addDays(clock.today(), 1)}T10:00:00.000Z`).prepares('ealing-hv');
  },
  'happened-before-known': async ({ given, tries, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    return tries('amara-osei', `${addDays(clock.today(), -1)}T10:00:00.000Z`).prepares('ealing-hv');
  },
  'before-its-step': async (world) => {
    await world.given.aChildHeldBy('amara-osei', toddler);
    const beforeTheOffer = world.clock.now();
    world.clock.passes({ days: 10 });
    await world.when('amara-osei').offers('ealing-hv');
    return world.tries('kate-brennan', beforeTheOffer).accepts();
  },
} as const satisfies Record<string, Telling>;
