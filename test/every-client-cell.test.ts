import assert from 'node:assert/strict';
import { type ClientCommandName, clientCommandNames } from '../src/domain/programme/client-commands.ts';
import type { ClientContext } from '../src/domain/programme/client-context.ts';
import { decideClient } from '../src/domain/programme/client-decide.ts';
import { clientParties, mayCommandClient } from '../src/domain/programme/client-permissions.ts';
import type { ClientState } from '../src/domain/programme/client-state.ts';
import { clientCell, clientCellNow } from '../src/domain/programme/client-transitions.ts';
import { clientStatuses } from '../src/domain/programme/statuses.ts';
import { clientsInEveryStatus, type Stands } from './clients-standing.ts';
import { inventForClient } from './invented-client-commands.ts';
import { diceOfRoll } from './invented-commands.ts';
import { scenario, type World } from './world.ts';

/**
 * Tries every cell of the client's table with the whole rule, as every-cell.test.ts does for a child. Where the table says yes,
 * somebody's command must be accepted; where it refuses, nobody's may be, and the code must be the table's and true of a client
 * in that status.
 */

type Status = ClientState['status'];

const clientId = '00000000-0000-4000-8000-00000000c11e';
const inProgramme: readonly Status[] = ['enrolled', 'paused', 'transferring-out'];

/** For each refusal of the table, the statuses of which it is true; written by hand. */
const saidOf: Readonly<Record<string, (status: Status) => boolean>> = {
  'no-such-client': (status) => status === 'unknown',
  'already-referred': (status) => status !== 'unknown',
  'already-enrolled': (status) => [...inProgramme, 'graduated', 'deceased'].includes(status),
  'not-enrolled': (status) => !inProgramme.includes(status),
  'place-already-offered': (status) => status === 'offered',
  'place-already-declined': (status) => status === 'declined' || status === 'left-early',
  'already-paused': (status) => status === 'paused',
  'not-paused': (status) => status !== 'paused',
  'no-transfer': (status) => status !== 'transferring-out',
  'transfer-under-way': (status) => status === 'transferring-out',
  'no-bereavement': (status) => status === 'unknown',
  'no-death': (status) => status === 'unknown',
};

/**
 * Commands that depend on what happened to her and not on her status: where nobody died there is nothing to take back. In some
 * statuses such a command may find nothing, and is refused with these codes; in others it is accepted.
 */
const leftToHerLife: Readonly<Partial<Record<ClientCommandName, readonly string[]>>> = {
  'end-waiting': ['not-waiting'],
  'ask-child-again': ['nothing-refused'],
  'settle-refusal': ['nothing-refused'],
  'take-from-waiting-list': ['not-waiting', 'left-site-still-answers'],
  'record-bereavement-contact': ['no-bereavement'],
  'take-back-death': ['no-death', 'not-her-child', 'reason-missing'],
  'review-missed-visits': ['no-missed-visits'],
  'review-continuing': ['continuing-not-asked'],
  'tell-birth': ['not-pregnant', 'not-enrolled'],
  'record-loss': ['not-pregnant', 'not-enrolled'],
  'move-expected-date': ['not-pregnant'],
  'move-end': ['not-born-yet', 'reason-missing'],
};

/** How many commands of one name are invented for each person; the first acceptance ends the search. */
const most = 120;

function answersTo(world: World, { state, children }: Stands, name: ClientCommandName) {
  const refused = new Set<string>();
  const { directory } = world.context('system');
  const parties = clientParties(state, directory);
  for (const who of ['system', ...directory.practitioners.keys()]) {
    const context: ClientContext = { ...world.context(who), clientId, children, caseloads: [] };
    if (!mayCommandClient(context.actor, name, parties)) continue;
    for (let roll = 0; roll < most; roll += 1) {
      const command = inventForClient(name, diceOfRoll(roll), { personId: clientId, state }, context);
      const decision = decideClient(state, command, context);
      if (!('refused' in decision)) return { accepted: true, refused };
      refused.add(decision.refused.code);
    }
  }
  return { accepted: false, refused };
}

scenario('Every cell of the client’s table is what the rule says, and what it says is so', async (world) => {
  const stand = await clientsInEveryStatus(world);
  const [wrong, accepted]: [string[], Set<ClientCommandName>] = [[], new Set()];
  const statuses: readonly Status[] = ['unknown', ...clientStatuses];
  for (const status of statuses) {
    const there = stand.filter(({ state }) => state.status === status);
    assert.ok(there.length > 0, `no client is ${status}`);
    for (const name of clientCommandNames) wrong.push(...faults(world, status, name, there, accepted));
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(
    clientCommandNames.filter((name) => !accepted.has(name)),
    [],
    'accepted in no status',
  );
});

/** The cells whose words differ from what the rules answered, or are not true of the client. */
function faults(
  world: World,
  status: Status,
  name: ClientCommandName,
  there: readonly Stands[],
  accepted: Set<ClientCommandName>,
): readonly string[] {
  const where = `${status}, ${name}`;
  const says = clientCell(status, name);
  const open = there.filter(
    ({ state, children }) =>
      clientCellNow(
        state,
        name,
        children.map((one) => one.state),
      ) === 'yes',
  );
  if (says === 'yes') {
    const answers = open.map((one) => answersTo(world, one, name));
    if (answers.some((one) => one.accepted)) {
      accepted.add(name);
      return [];
    }
    const codes = answers.flatMap(({ refused }) => [...refused]);
    const allowed = leftToHerLife[name];
    if (allowed && codes.every((code) => allowed.includes(code))) return [];
    return [`${where}: the table says yes, and nobody's was accepted: ${[...new Set(codes)].join(', ')}`];
  }
  if (!saidOf[says]?.(status)) return [`${where}: ${says} is not so of her`];
  const answers = there.map((one) => answersTo(world, one, name));
  if (answers.some((one) => one.accepted)) return [`${where}: the table says ${says}, and it was accepted`];
  const others = answers.flatMap(({ refused }) => [...refused]).filter((code) => code !== says);
  return others.length === 0 ? [] : [`${where}: the table says ${says}, the rule ${others.join(', ')}`];
}
