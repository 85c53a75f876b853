import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type ClientOutcome, issueToClient, type Stores } from '../../src/application/client-command.ts';
import { addMinutes, type Instant, londonDate } from '../../src/domain/calendar/time.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import { type ClientCommands, clientCommandsOf } from '../client-commands.ts';
import { refer, sayOutcome } from '../client-world.ts';
import { type Ledger, memoryLedger } from '../memory-store.ts';
import { monday } from '../world.ts';
import { contextOf, directory } from './lanes.ts';

/** One command of a client's life, and of how many of her children it asks something. */
export type ClientStep = {
  readonly who: string;
  readonly now: Instant;
  readonly commandId: string;
  readonly version: number;
  readonly command: ClientCommand;
  readonly asks: number;
};

/** A client's commands in order, and what stands in her stream and in each of her children's when all is done. */
export type ClientLife = {
  readonly clientId: string;
  readonly steps: readonly ClientStep[];
  readonly told: readonly { readonly personId: string; readonly facts: readonly string[] }[];
};

/** Gives one step on a store. The same step given again is the same request, sent twice. */
export function giveToClient(stores: Stores, clientId: string, step: ClientStep): Promise<ClientOutcome> {
  const { commandId, version: expectedVersion, command } = step;
  const issued = { personId: clientId, commandId, command, expectedVersion, happenedAt: null };
  return issueToClient(stores, issued, contextOf(step));
}

/**
 * Sends one step as a person does who was not answered, and who looks again where it meets another version: her clocks move beside what
 * is commanded, and a kill may have come before they did.
 */
export async function sendsToClient(
  stores: Stores,
  clientId: string,
  step: ClientStep,
): Promise<ClientOutcome> {
  let outcome = await giveToClient(stores, clientId, step);
  while (outcome.kind === 'conflict')
    outcome = await giveToClient(stores, clientId, { ...step, version: outcome.version });
  return outcome;
}

/** The kinds of facts in each stream, as they stand. */
export async function factsTold(ledger: Ledger, clientId: string, children: readonly string[]) {
  const own = await ledger.clients.facts(clientId);
  const told = [{ personId: clientId, facts: own.map(({ fact }) => fact.type as string) }];
  for (const personId of children)
    told.push({ personId, facts: (await ledger.facts(personId)).map(({ fact }) => fact.type) });
  return told;
}

type Tell = (person: (who: string) => ClientCommands, clientId: string) => Promise<void>;

/** Tells a life in memory and writes down each step. A step that is refused is a fault of the script. */
async function recordLife(tell: Tell): Promise<ClientLife> {
  const ledger = memoryLedger(directory);
  const stores = { clients: ledger.clients.store, children: ledger.store };
  const clientId = randomUUID();
  const steps: ClientStep[] = [];
  let now = monday;

  async function send(who: string, command: ClientCommand): Promise<ClientOutcome> {
    now = addMinutes(now, 7);
    const version = (await stores.clients.load(clientId, null))?.version ?? 0;
    const step = { who, now, commandId: randomUUID(), version, command, asks: 0 };
    const outcome = await giveToClient(stores, clientId, step);
    assert.ok(outcome.kind === 'done', `${who}, ${command.type}: ${sayOutcome(outcome)}`);
    steps.push({ ...step, asks: outcome.answers.length });
    return outcome;
  }
  async function client() {
    const loaded = await stores.clients.load(clientId, null);
    assert.ok(loaded, 'a life begins with a referral');
    return loaded.state;
  }
  const person = (who: string) =>
    clientCommandsOf({ who, now: () => now, client, send: (command) => send(who, command) });
  await send('shanice-brown', refer('luton-fnp', 'E06000032', londonDate(now)));
  await tell(person, clientId);
  return { clientId, steps, told: await factsTold(ledger, clientId, await ledger.people()) };
}

/** From referral to leaving, with everything that may happen between. */
const leaves: Tell = async (person, clientId) => {
  const [shanice, moira] = [person('shanice-brown'), person('moira-kettle')];
  await shanice.recordsOfTheClient({});
  await shanice.assesses();
  await shanice.offersAPlace();
  await shanice.recordsThatSheDeclined();
  await moira.enrols('shanice-brown');
  await moira.allocatesTheClientTo('ewa-nowak');
  await moira.weighsTheClient(1.5);
  await shanice.sealsTheAddressOfTheClient();
  await moira.opensTheAddressOfTheClient('ruth-pemberton');
  await shanice.movesTheExpectedDateTo('2027-03-20');
  await shanice.setsTheIntervalTo(14);
  await shanice.plansAVisitIn(7);
  await shanice.missesAVisit();
  await shanice.missesAVisit();
  await moira.reviewsTheMissedVisits();
  await shanice.pauses();
  await shanice.resumes();
  await shanice.tellsTheBirthOf(['Ada', 'Ben']);
  await shanice.visits();
  await shanice.movesTheEndTo('2028-05-23');
  await person('system').isToldOfHerDeath();
  await shanice.recordsTheDeathOf(clientId);
  await moira.takesBackTheDeathOf(clientId);
  await shanice.endsTheProgramme('withdrew', { reason: 'no-time' });
};

/** Sent to another site, which takes her in once her child lives elsewhere, and to a third that has no place. */
const moves: Tell = async (person) => {
  const [shanice, beth] = [person('shanice-brown'), person('beth-lomax')];
  await person('moira-kettle').enrols('shanice-brown');
  const born = await shanice.tellsTheBirthOf(['Ada']);
  const ada = born.kind === 'done' ? (born.state.children[0]?.personId ?? '') : '';
  await shanice.startsTheTransferTo('ealing-fnp', 'E09000009', agreed);
  await shanice.recordsThatTheTransferDidNotHappen();
  await shanice.recordsThatAChildLeaves(ada, 'lives-elsewhere');
  await person('moira-kettle').reviewsWhetherSheGoesOn();
  await shanice.startsTheTransferTo('ealing-fnp', 'E09000009', agreed);
  await beth.takesTheClientIn();
};

const agreed = { outsideRules: 'Agreed with the supervisor there' };

const waits: Tell = async (person) => {
  const [shanice, beth] = [person('shanice-brown'), person('beth-lomax')];
  await person('moira-kettle').enrols('shanice-brown');
  await shanice.startsTheTransferTo('ealing-fnp', 'E09000009', agreed);
  await beth.doesForTheClient({
    type: 'refuse-transfer',
    reason: 'no-place',
    waitingList: true,
    note: 'Full until May',
  });
  await beth.doesForTheClient({ type: 'end-waiting', why: 'She asked for it' });
};

/** After the loss she stands on the list still, and is offered the place that has come free. */
const offeredLater: Tell = async (person) => {
  const [shanice, beth] = [person('shanice-brown'), person('beth-lomax')];
  await person('moira-kettle').enrols('shanice-brown');
  await shanice.startsTheTransferTo('ealing-fnp', 'E09000009', agreed);
  await beth.refusesTheTransfer();
  await shanice.recordsTheLoss('miscarriage');
  await beth.offersThePlaceForWhichSheWaits();
};

const loses: Tell = async (person) => {
  const [shanice, moira] = [person('shanice-brown'), person('moira-kettle')];
  await moira.enrols('shanice-brown');
  await shanice.recordsTheLoss('miscarriage');
  await shanice.namesTheContact('moira-kettle');
  await moira.isInTouchAfterTheLoss();
};

const joins: Tell = async (person) => {
  await person('moira-kettle').enrols('shanice-brown');
  const entered = { familyName: 'Hartley', nhsNumber: null, seenBy: null };
  const ivy = { personId: randomUUID(), bornOn: '2025-06-01', givenName: 'Ivy', entered };
  await person('shanice-brown').brings(ivy);
};

/** Of a child whom nobody knows the record refuses to join, and refuses it again. */
const refuses: Tell = async (person) => {
  const shanice = person('shanice-brown');
  await person('moira-kettle').enrols('shanice-brown');
  const personId = randomUUID();
  await shanice.brings({ personId, bornOn: '2025-06-01', givenName: 'Ivy' });
  await shanice.asksTheRecordAgain(personId);
  await shanice.dealsWithTheRefusal(personId);
};

/** Lives in which every kind of command on a client occurs. */
export async function everyKindOfClient(): Promise<readonly ClientLife[]> {
  return Promise.all([leaves, moves, waits, offeredLater, loses, joins, refuses].map(recordLife));
}
