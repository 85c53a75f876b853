import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Outcome } from '../../src/application/command.ts';
import { addDays, addMinutes, londonDate } from '../../src/domain/calendar/time.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import { networkHoldingDeskId } from '../../src/domain/directory/directory.ts';
import type { Handover } from '../../src/domain/handover/facts.ts';
import { sayOutcome } from '../client-world.ts';
import { type Commands, commandsOf, fullSummary } from '../commands.ts';
import { memoryLedger } from '../memory-store.ts';
import { calm, monday, violentExPartner } from '../world.ts';
import { directory, give, type Life, type Step } from './lanes.ts';

/** A life is told by people, who may ask for the id of the newest handover. */
type Tell = (person: (who: string) => Commands, newest: () => Promise<string>) => Promise<void>;

/** Tells a life in memory and writes down each step. A step that is refused is a fault of the script. */
export async function recordLife(tell: Tell): Promise<Life> {
  const { store } = memoryLedger(directory);
  const personId = randomUUID();
  const steps: Step[] = [];
  let now = monday;

  async function loaded() {
    const child = await store.loadAny(personId);
    assert.ok(child, 'a life begins with take-on');
    return child;
  }
  async function send(who: string, command: ChildCommand): Promise<Outcome> {
    now = addMinutes(now, 7);
    const version = (await store.loadAny(personId))?.version ?? 0;
    const step: Step = { who, now, commandId: randomUUID(), version, command };
    const outcome = await give(store, personId, step);
    assert.equal(outcome.kind, 'done', `${who}, ${command.type}: ${sayOutcome(outcome)}`);
    steps.push(step);
    return outcome;
  }
  async function handover(): Promise<Handover> {
    const newest = (await loaded()).state.handovers.at(-1);
    assert.ok(newest, 'there is no handover');
    return newest;
  }
  const state = async () => (await loaded()).state;
  const person = (who: string) =>
    commandsOf({
      who,
      now: () => now,
      handover,
      state,
      directory: () => directory,
      // Everybody’s does: `contextOf`.
      closes: () => undefined,
      send: (command) => send(who, command),
    });
  await tell(person, async () => (await handover()).handoverId);
  return { personId, steps };
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The same life of somebody else: every id is another one. */
export function anotherOf<Told extends object>(life: Told): Told {
  const renamed = new Map<string, string>();
  const text = JSON.stringify(life).replace(uuid, (id) => {
    const known = renamed.get(id) ?? randomUUID();
    renamed.set(id, known);
    return known;
  });
  return JSON.parse(text);
}

const identity = {
  givenName: '',
  familyName: 'Hartley',
  bornOn: null,
  expectedOn: '2025-11-24',
  nhsNumber: null,
  familyId: null,
  mother: { name: 'Tess Hartley', nhsNumber: null, bornOn: '2004-05-06' },
} as const;

const home = {
  lines: ['1 Example Street'],
  postcode: 'ZZ1 1AA',
  areaCode: 'E06000032',
  temporary: false,
  sealed: false,
  from: '2025-01-01',
} as const;

/** Luton health visiting takes a child on; not born yet where no day of birth is given. */
export function takesOn(who: string, bornOn: string | null): ChildCommand {
  return {
    type: 'take-on',
    teamId: 'luton-hv',
    practitionerId: who,
    reason: 'registration',
    identity: bornOn ? { ...identity, bornOn, expectedOn: null, givenName: 'Robin' } : identity,
    address: home,
    gp: null,
    lastSeenOn: null,
    circumstances: calm,
  };
}

/** From pregnancy to school, with one heightened handover between. */
const passage: Tell = async (person, newest) => {
  const [hannah, amara] = [person('hannah-whitlock'), person('amara-osei')];
  const [leo, samira] = [person('leo-marsh'), person('samira-haddad')];
  await hannah.does(takesOn('hannah-whitlock', null));
  await hannah.does({
    type: 'record-identity',
    identity: { ...identity, familyName: 'Hartley-Moss' },
    why: 'Asked',
  });
  await hannah.does({ type: 'move-expected-birth', expectedOn: '2025-12-01', why: 'A scan' });
  await hannah.does({
    type: 'record-birth',
    bornOn: '2025-11-20',
    givenName: 'Robin',
    familyName: 'Hartley-Moss',
    nhsNumber: null,
  });
  await hannah.movesTheFamilyTo({ areaCode: 'E06000032' });
  await hannah.does({ type: 'record-gp', gp: { odsCode: 'Z99001', name: 'The Surgery' } });
  await hannah.records({ level: 'universal' });
  await hannah.does({ type: 'record-sighting', seenOn: '2026-11-20', where: 'At home' });
  await hannah.takesBackTheSightingOf('2026-11-20');
  await hannah.does({ type: 'record-sighting', seenOn: '2026-11-20', where: 'At home' });
  await person('grace-adeyemi').does({
    type: 'name-practitioner',
    practitionerId: 'amara-osei',
    why: 'Workload',
  });
  await amara.prepares('ealing-hv', { proposedLevel: 'community' });
  const handoverId = await newest();
  await amara.does({
    type: 'revise',
    handoverId,
    kind: 'health-visiting-to-health-visiting',
    occasion: 'service-closes',
    destination: { kind: 'desk', teamId: 'ealing-hv', reason: 'Routing by residence' },
    addressedTo: null,
    proposedLevel: 'universal',
    summary: fullSummary,
  });
  await amara.does({ type: 'raise-priority', handoverId, priority: 'urgent', reason: 'A worry' });
  await amara.sendsTheOffer();
  await leo.acknowledges();
  await leo.allocatesTo('samira-haddad');
  await samira.asks('Who has parental responsibility?');
  await amara.answersTheQuestion('The mother alone');
  await samira.does({
    type: 'lower-priority',
    handoverId,
    priority: 'heightened',
    reason: 'The worry was cleared up',
    secondName: 'Deborah Quill',
  });
  await amara.recordsThatTheySpoke('Amara Osei', 'Samira Haddad');
  await amara.plansTheJointVisit(addDays(londonDate(monday), 1), 'amara-osei', 'samira-haddad');
  await samira.cancelsTheJointVisit('The family is away that day');
  await samira.plansTheJointVisit(addDays(londonDate(monday), 2), 'amara-osei', 'samira-haddad');
  await amara.recordsTheJointVisit(['Amara Osei', 'Samira Haddad'], false);
  await amara.holdsMeeting('strategy-discussion');
  await samira.playsBackTheRisks();
  await samira.accepts();
  await samira.failsToReachTheFamily();
  const deborah = person('deborah-quill');
  await deborah.does({ type: 'review-failed-contacts', handoverId, decision: 'Two of us go' });
  await samira.makesFirstContact();
  await samira.seesTheChild();
  await samira.decidesTheLevel('universal');
  await samira.tellsTheParent();
  await samira.tellsTheGp();
  await samira.corrects('gp-told');
  await samira.tellsTheGp();
  await samira.tellsChildHealthRecords();
  await samira.closes();
  await samira.does({ type: 'seal-address', why: 'A threat' });
  await deborah.does({ type: 'open-address', why: 'He is in prison', agreedBy: 'colette-baptiste' });
  const confirmed = { confirmedBy: 'Deborah Quill', detail: 'They went to live in France' };
  await deborah.does({ type: 'end', reason: 'left-uk', ...confirmed });
  await deborah.does({ type: 'place-hold', reason: 'An inquest', askedBy: 'The coroner' });
  await deborah.does({ type: 'lift-hold', reason: 'It is over', agreedBy: 'colette-baptiste' });
  await deborah.does({ type: 'reverse-end', why: 'The wrong child' });
  await deborah.does({ type: 'end', reason: 'death', ...confirmed });
  await deborah.does({ type: 'tell-death-review', whom: 'The panel of Ealing', toldAt: monday });
};

/** Declined, disputed, declined again and sent on, recalled and taken back. */
const declined: Tell = async (person) => {
  const [hannah, samira] = [person('hannah-whitlock'), person('samira-haddad')];
  await hannah.does(takesOn('hannah-whitlock', '2025-06-01'));
  await hannah.offers('ealing-hv');
  await samira.declines('not-resident');
  await hannah.disputes('The child sleeps there', 'colette-baptiste');
  await person('colette-baptiste').decidesTheDispute('releasing-keeps');
  await hannah.offers('ealing-hv');
  await samira.declines('wrong-desk', 'another-area', 'E09000013');
  await hannah.redirectsTo('hf-hv');
  await hannah.recalls('ealing-hv');
  await hannah.withdraws('The family stays');
};

/** Moved again before the release, and again after it. */
const movedAgain: Tell = async (person, newest) => {
  const [hannah, rosa] = [person('hannah-whitlock'), person('rosa-delgado')];
  await hannah.does(takesOn('hannah-whitlock', '2025-06-01'));
  await hannah.offers('ealing-hv');
  await hannah.supersedesTowards('hf-hv');
  await hannah.sendsTheOffer();
  const handoverId = await newest();
  await rosa.acknowledges();
  await rosa.accepts();
  await rosa.prepares('ealing-hv');
  await rosa.does({ type: 'tell-former-team', handoverId, told: 'By telephone' });
};

/** Not born yet and on its way: the midwives of both sides are told, and the other agencies. */
const pregnancyMoves: Tell = async (person) => {
  const hannah = person('hannah-whitlock');
  await hannah.does(takesOn('hannah-whitlock', null));
  await hannah.offers('ealing-hv');
  await hannah.does({ type: 'tell-midwifery', here: 'Ward clerk, Luton', there: 'Booking desk, Ealing' });
  await hannah.does({ type: 'tell-agencies', whom: 'Jo Ward, social worker' });
};

/** The team closes, and then goes on after all. */
const lastDaySet: Tell = async (person) => {
  await person('hannah-whitlock').does(takesOn('hannah-whitlock', '2025-06-01'));
  const [bulkId, why] = [randomUUID(), 'The contract ends'];
  await person('grace-adeyemi').does({ type: 'set-last-day', bulkId, lastDay: '2027-03-31', why });
};

/** Accepted by telephone outside the network, and then kept by another team than handed it over. */
const keptByAnother: Tell = async (person) => {
  const hannah = person('hannah-whitlock');
  await hannah.does(takesOn('hannah-whitlock', '2024-12-01'));
  await hannah.offers('outside-E09000018');
  const callBack = {
    outsideName: 'Una Outside',
    number: directory.teams.get('outside-E09000018')?.phone ?? '',
    spokenBy: 'Hannah Whitlock',
    spokeAt: addMinutes(monday, 21),
    secondName: 'Amara Osei',
  };
  await hannah.acknowledges(callBack);
  await hannah.accepts({ as: null, callBack });
  await hannah.seesTheChild(callBack);
  const why = 'Luton works no more';
  await person('system').does({ type: 'name-keeper', from: 'luton-hv', teamId: networkHoldingDeskId, why });
};

/** Urgent, never seen, released by both named nurses. */
const neverSeen: Tell = async (person) => {
  const [hannah, samira] = [person('hannah-whitlock'), person('samira-haddad')];
  await hannah.does(takesOn('hannah-whitlock', '2025-06-01'));
  await hannah.records({ dangers: [violentExPartner] });
  await hannah.offers('ealing-hv');
  await hannah.recordsThatTheySpoke('Hannah Whitlock', 'Samira Haddad');
  await samira.playsBackTheRisks();
  await samira.accepts();
  await person('ruth-pemberton').proposesToReleaseWithoutSightingWith('colette-baptiste');
  await person('colette-baptiste').takesBackTheRelease();
  await person('ruth-pemberton').proposesToReleaseWithoutSightingWith('colette-baptiste');
  await person('colette-baptiste').agreesToTheRelease();
};

/** Signals, claims, and an offer to a person who is gone. */
const unclear: Tell = async (person, newest) => {
  const [hannah, samira, system] = [person('hannah-whitlock'), person('samira-haddad'), person('system')];
  await hannah.does(takesOn('hannah-whitlock', '2025-06-01'));
  await system.signals({ areaCode: 'E09000009' }, 'ealing-hv');
  await hannah.settles('not-moved');
  const claimId = randomUUID();
  await samira.does({ type: 'open-claim', claimId, claimantTeamId: 'ealing-hv', says: 'On our list' });
  await hannah.does({ type: 'settle-claim', claimId, outcome: 'stays', note: 'Asked the mother' });
  await system.does({ type: 'note-duplicate', personId: randomUUID(), stands: true });
  const signed = { signedBy: 'colette-baptiste', agreedBy: 'deborah-quill' } as const;
  await system.does({ type: 'take-summary', text: 'Well, and up to date with vaccines', ...signed });
  await hannah.offers('ealing-hv', { addressedTo: 'kate-brennan' });
  const handoverId = await newest();
  await system.does({
    type: 'return-offer',
    handoverId,
    practitionerId: 'kate-brennan',
    why: 'Kate Brennan has left',
  });
};

/** A review done, a level changed, a short stay looked at, a family missing and found, and a death reported in error. */
const watchedOver: Tell = async (person) => {
  const [hannah, system] = [person('hannah-whitlock'), person('system')];
  await hannah.does(takesOn('hannah-whitlock', '2025-10-01'));
  await hannah.does({
    type: 'record-review',
    code: 'twelve-months',
    outcome: 'missed',
    on: '2026-11-19',
    by: 'Hannah Whitlock',
    childSeen: false,
    note: '',
  });
  await person('grace-adeyemi').does({ type: 'review-missed-reviews', decision: 'Visit together' });
  await hannah.does({
    type: 'record-review',
    code: 'twelve-months',
    outcome: 'done',
    on: '2026-11-20',
    by: 'Hannah Whitlock',
    childSeen: true,
    note: '',
  });
  await hannah.does({ type: 'change-level', level: 'targeted', reason: 'Slow to walk' });
  await system.signals({ areaCode: 'E09000009' }, 'ealing-hv');
  await hannah.findsAShortStay({ reviewOn: '2026-11-28' });
  await hannah.does({
    type: 'review-stay',
    outcome: 'returned',
    reviewOn: null,
    cover: '',
    note: 'Seen at home',
  });
  const notOpen = { reason: 'She may run', decidedBy: 'Ruth Pemberton', reviewOn: '2026-11-27' };
  await hannah.does({ type: 'open-missing', missingId: randomUUID(), why: 'Nobody in', notOpen });
  await hannah.does({
    type: 'record-asked',
    agency: 'gp',
    askedWhom: 'The Surgery',
    said: '',
    on: '2026-11-23',
  });
  await hannah.does({ type: 'record-trace', result: 'No new address' });
  await hannah.does({ type: 'record-nurse-told', nurse: 'named-nurse', name: 'Ruth Pemberton' });
  await hannah.does({ type: 'record-nurse-told', nurse: 'designated-nurse', name: 'Olu Fashola' });
  await person('olu-fashola').does({ type: 'review-missing', says: 'Go on asking' });
  await hannah.does({ type: 'decide-openness', why: 'The danger has passed', notOpen: null });
  const found = { how: 'Home again', sameAddress: true, sleepsAt: null, handover: null } as const;
  await hannah.does({ type: 'record-found', ...found });
  await hannah.does({ type: 'stop-schedules', why: 'child-died', says: 'The hospital' });
  await person('grace-adeyemi').does({ type: 'resume-schedules', says: 'Another child of the same name' });
};

/** In the programme, whose end is moved, and out by a door. */
const programme: Tell = async (person) => {
  const shanice = person('shanice-brown');
  const taken = takesOn('shanice-brown', '2025-01-01');
  await shanice.does(taken.type === 'take-on' ? { ...taken, teamId: 'luton-fnp' } : taken);
  await shanice.does({ type: 'join-programme', clientId: randomUUID(), endsOn: '2027-01-01' });
  await shanice.does({ type: 'move-programme-end', endsOn: '2026-12-20', why: 'Early graduation' });
  await shanice.does({
    type: 'leave-programme',
    handoverId: randomUUID(),
    door: 'early-graduation',
    why: 'Agreed together',
    proposedLevel: 'universal',
    areaCode: null,
  });
};

/** Away from home and back, with a grandmother, and a mother who is in care herself and whose death was told in error. */
const amongPeople: Tell = async (person) => {
  const hannah = person('hannah-whitlock');
  const [on, name] = ['2026-11-22', 'Pat Hartley'];
  await hannah.does(takesOn('hannah-whitlock', '2025-10-01'));
  await hannah.does({
    type: 'record-admission',
    admissionId: randomUUID(),
    kind: 'hospital',
    where: 'A ward',
    from: on,
    coverTeamId: null,
  });
  await hannah.does({ type: 'plan-discharge', expectedOn: '2026-12-01', withWhom: name, needs: 'Nothing' });
  await hannah.does({ type: 'record-discharge', on, sameAddress: true, sleepsAt: null, handover: null });
  await hannah.does({ type: 'record-home-contact', how: 'Visit', withWhom: name });
  await hannah.does({
    type: 'record-carer',
    name,
    relation: 'great-aunt',
    closeRelative: false,
    parentalResponsibility: false,
    since: on,
  });
  await hannah.does({ type: 'tell-private-fostering', authority: 'Luton', toldWhom: 'Duty social worker' });
  await hannah.does({ type: 'record-back-with-mother', since: on, says: 'Her social worker' });
  await hannah.does({
    type: 'record-mother-in-care',
    status: 'care-leaver',
    authority: 'Luton',
    worker: 'Jo Ward',
  });
  await hannah.does({ type: 'tell-mothers-worker', name: 'Jo Ward' });
  await hannah.does({ type: 'copy-mothers-nurse', name: 'Ida Cole' });
  await hannah.does({ type: 'record-visiting-declined', on, says: 'She wants nobody to come' });
  await hannah.does({ type: 'tell-gp-declined', name: 'Dr Rao' });
  await hannah.does({
    type: 'review-visiting-declined',
    childSeen: { on, byWhom: 'The GP' },
    judgement: 'no-concern',
    judgedBy: name,
    why: 'Known to the nursery',
    accepts: true,
    reviewOn: null,
  });
  await hannah.does({
    type: 'record-mothers-safeguarding',
    referredTo: 'Social care',
    why: 'Her own safety',
    consent: 'Assessed',
    linked: 'Her college',
  });
  await hannah.does({ type: 'record-mother-death', on, says: 'The hospital' });
  await hannah.does({ type: 'take-back-mother-death', says: 'Another woman of the same name' });
};

/** Lives in which every kind of command occurs. */
export async function everyKindOfLife(): Promise<readonly Life[]> {
  const lives = [
    passage,
    declined,
    movedAgain,
    pregnancyMoves,
    neverSeen,
    unclear,
    lastDaySet,
    keptByAnother,
    watchedOver,
    programme,
    amongPeople,
  ];
  return Promise.all(lives.map(recordLife));
}
