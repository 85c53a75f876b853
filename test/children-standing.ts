import { randomUUID } from 'node:crypto';
import { addDays } from '../src/domain/calendar/time.ts';
import { type ChildState, unknownChild } from '../src/domain/child/state.ts';
import { plan, toddler } from './children.ts';
import { areas, type World } from './world.ts';

/** Children, each with one handover, which stands as its name says; some with a question, a dispute, a release proposed. */
export async function handoversInEveryState(world: World): Promise<readonly ChildState[]> {
  const { given, when, state, clock } = world;
  const found: ChildState[] = [];
  const amara = when('amara-osei');
  const samira = when('samira-haddad');
  const kate = when('kate-brennan');
  const note = async () => void found.push(await state());
  const begins = async (changes = {}) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await amara.offers('ealing-hv', changes);
    await amara.plansTheJointVisit(addDays(clock.today(), 1), 'amara-osei', 'kate-brennan');
  };

  await given.aChildHeldBy('amara-osei', toddler);
  await amara.prepares('ealing-hv', { occasion: 'move' });
  await note();
  await begins();
  await samira.disputes('Not ours', 'ruth-pemberton');
  await note();
  for (const unplanned of [{}, { occasion: 'move' }]) {
    await begins(unplanned);
    await note();
    await samira.asks('Who is the father?');
    await note();
    await samira.acknowledges();
    await note();
    await samira.disputes('Not ours', 'ruth-pemberton');
    await note();
  }
  await begins();
  await kate.accepts();
  await note();
  await kate.failsToReachTheFamily();
  await note();
  await kate.asks('Who is the father?');
  await kate.makesFirstContact();
  await kate.disputes('The plan does not hold', 'ruth-pemberton');
  await note();
  await begins({ occasion: 'move' });
  await amara.recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
  await kate.playsBackTheRisks();
  await kate.accepts();
  await note();
  await when('colette-baptiste').proposesToReleaseWithoutSightingWith('ruth-pemberton');
  await note();

  await begins();
  await kate.accepts();
  await kate.seesTheChild();
  await note();
  await kate.asks('Who is the father?');
  await kate.disputes('The plan does not hold', 'ruth-pemberton');
  await note();
  await when('ruth-pemberton').decidesTheDispute('receiving-takes');
  await amara.answersTheQuestion('Nobody knows');
  await kate.decidesTheLevel('universal');
  await kate.tellsTheParent();
  await kate.tellsTheGp();
  await kate.tellsChildHealthRecords();
  await note();
  await kate.closes();
  await note();

  await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [plan] } });
  await amara.offers('ealing-hv', { occasion: 'move' });
  await amara.recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
  await kate.playsBackTheRisks();
  await kate.accepts();
  await kate.seesTheChild();
  await note();

  await begins();
  await samira.declines('not-resident');
  await note();
  await amara.disputes('They sleep there', 'ruth-pemberton');
  await note();

  await begins();
  await amara.withdraws('They stay');
  await note();
  await begins();
  await samira.declines('not-resident');
  await amara.withdraws('They stay');
  await note();

  await begins();
  await kate.accepts();
  await kate.tellsTheGp();
  await kate.prepares('hf-hv', { occasion: 'move' });
  found.push(withoutLast(await state()));
  await begins();
  await amara.supersedesTowards('hf-hv');
  found.push(withoutLast(await state()));
  return found;
}

/** The handover that was superseded, alone: the one that follows it is not what is asked about. */
function withoutLast(state: ChildState): ChildState {
  return { ...state, handovers: state.handovers.slice(0, 1) };
}

/** Children not known, in care and with care ended; with enquiries, claims and stays in every state. */
export async function childrenInEveryState(world: World): Promise<readonly ChildState[]> {
  const { given, when, tries, clock, state } = world;
  const amara = when('amara-osei');
  const found: ChildState[] = [unknownChild];
  const note = async () => void found.push(await state());
  const signals = () => when('system').signals({ messageId: null, areaCode: areas.ealing }, 'ealing-hv');

  await given.aChildHeldBy('amara-osei', { ...toddler, address: { sealed: true } });
  await amara.does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
  await note();
  await signals();
  await note();
  await amara.settles('not-moved');
  await note();
  await signals();
  await amara.findsAShortStay({ reviewOn: clock.today() });
  await note();
  const claimId = randomUUID();
  await when('samira-haddad').does({
    type: 'open-claim',
    claimId,
    claimantTeamId: 'ealing-hv',
    says: 'Ours',
  });
  await note();
  await tries('grace-adeyemi').does({ type: 'settle-claim', claimId, outcome: 'stays', note: 'Ours' });
  await note();
  await given.aChildHeldBy('beth-lomax', { identity: { bornOn: null, expectedOn: clock.today() } });
  await note();
  await given.aChildHeldBy('amara-osei', toddler);
  await when('grace-adeyemi').does({
    type: 'end',
    reason: 'left-uk',
    confirmedBy: 'Grace Adeyemi',
    detail: 'To Spain',
  });
  await note();
  const grace = when('grace-adeyemi');
  await given.aChildHeldBy('amara-osei', toddler);
  await grace.does({ type: 'place-hold', reason: 'An inquest', askedBy: 'The coroner' });
  await note();
  await grace.does({ type: 'end', reason: 'death', confirmedBy: 'Dr Patel', detail: 'Certified' });
  await note();
  const ended = await state();
  if (ended.care.status === 'ended') found.push({ ...ended, care: { ...ended.care, reason: 'adopted' } });
  return found;
}
