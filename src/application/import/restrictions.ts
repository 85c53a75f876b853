import type { Context } from '../../domain/child/context.ts';
import type { IncomingMessage, Outcome } from '../../domain/move/incoming.ts';
import { issuedNow } from '../issued.ts';
import { uuidFor } from './identifiers.ts';
import { give, giveToClient, issuedFor, type MessagePorts } from './taken.ts';

const why = 'The demographics service restricts the record';

/**
 * A record that only named people may see waits for a person. But where it is of a child in care, of the mother of one, or of a client,
 * what stands here is sealed at once, and the whole family with it: sealing can be undone, an address that was read cannot
 * (promise P11, scenario A18).
 */
export async function sealForRestriction(
  ports: MessagePorts,
  { message, faults }: Extract<Outcome, { kind: 'quarantined' }>,
  context: Context,
): Promise<void> {
  if (!message || !faults.some(({ reason }) => reason === 'restricted')) return;
  const numbers = [message.subject.nhsNumber, message.mother?.nhsNumber].flatMap((number) => number ?? []);
  const found = numbers.length === 0 ? [] : await ports.inbox.find(numbers);
  const command = { type: 'seal-address', why } as const;
  for (const { personId } of found.filter((child) => child.careStatus === 'in-care')) {
    const sealed = (await ports.children.loadAny(personId))?.state.address?.sealed ?? false;
    if (!sealed) await give(ports, issuedFor(personId, message, command), context);
  }
  for (const number of numbers) await sealClients(ports, message, number, context);
}

/** A client of the programme too, wherever she stands with her site: her children follow from her own record. */
async function sealClients(
  ports: MessagePorts,
  message: IncomingMessage,
  number: string,
  context: Context,
): Promise<void> {
  const command = { type: 'seal-client-address', why } as const;
  for (const { personId } of await ports.inbox.clientsOf(number)) {
    const commandId = uuidFor('message-command', message.fingerprint, personId, command.type);
    const issued = issuedNow(personId, command, commandId);
    await giveToClient(ports, issued, context);
  }
}
