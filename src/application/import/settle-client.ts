import { londonDate } from '../../domain/calendar/time.ts';
import { type Context, systemActor } from '../../domain/child/context.ts';
import type { ClientStore } from '../client-store.ts';
import { personAsSpelt, personOf, putAwayNumber } from './caseload-rows.ts';
import { clientLedger, type Found } from './client-ledger.ts';
import { childAmong, clientOf, clientsWith, takeClient } from './client-rows.ts';
import { refused, type Settled } from './decision.ts';
import type { ClientEntry } from './rows.ts';
import type { MessagePorts } from './taken.ts';

/**
 * Takes in a line of a file of clients that a person has put right, or of which a person has said that it is another
 * client than the one with her name. The rules judge it in memory first, so that nothing stands of a line which one of
 * them refuses.
 */
export async function takeSettledClient(
  ports: MessagePorts,
  row: ClientEntry,
  itemId: string,
  context: Context,
): Promise<Settled> {
  const system = { ...context, actor: systemActor };
  const found = await foundFor(ports, row);
  const ledger = clientLedger(found);
  const { postcode } = row.child;
  const areaCode = postcode === null ? null : await ports.inbox.areaOf(postcode, londonDate(context.now));
  const place = {
    clients: clientsWith(row, found.clients),
    child: childAmong(row.child, found.children),
    areaCode,
    putAway: await putAwayNumber(ports, row.child),
    namesake: false,
    again: false,
  };
  const outcome = await takeClient(ledger.stores, row, place, itemId, system);
  if (outcome.kind === 'quarantine') return refused(outcome.says);
  // Whether others have her number is this person's question, and recorded as such (promise P10).
  const withNumber: ClientStore['withNumber'] = (asked) =>
    ports.clients.withNumber({ ...asked, by: context.actor });
  const stores = { ...ports, clients: { ...ports.clients, withNumber } };
  const taken = await takeClient(stores, row, place, itemId, system);
  if (taken.kind === 'quarantine') return refused(taken.says);
  return { kind: 'settled', says: saysOf[taken.kind] };
}

const saysOf = {
  taken: 'The client was taken into the programme',
  'child-brought': 'The child was brought into the programme',
  known: 'The client is known in the programme with this child',
} as const;

/** Whoever bears a number of the line, or the id that it gives, and the children of the mother’s number and of the client. */
async function foundFor({ children, clients, inbox }: MessagePorts, row: ClientEntry): Promise<Found> {
  const { nhsNumber, child } = row;
  const numbered = nhsNumber === null ? [] : await inbox.clientsOf(nhsNumber);
  const ids = new Set([clientOf(row), ...numbered.map(({ personId }) => personId)]);
  const hers = await Promise.all([...ids].map((id) => clients.load(id, null)));
  const known = hers.filter((one) => one !== null);
  const numbers = [child.nhsNumber, nhsNumber].filter((number) => number !== null);
  const byNumber = numbers.length === 0 ? [] : await inbox.find(numbers);
  const listed = known.flatMap(({ state }) => state.children);
  const people = new Set([
    personOf(child),
    personAsSpelt(child),
    ...[...byNumber, ...listed].map(({ personId }) => personId),
  ]);
  const loaded = await Promise.all([...people].map(children.loadAny));
  return { clients: known, children: loaded.filter((one) => one !== null) };
}
