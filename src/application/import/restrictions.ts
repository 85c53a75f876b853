import type { Context } from '../../domain/child/context.ts';
import type { Outcome } from '../../domain/move/incoming.ts';
import { give, issuedFor, type MessagePorts } from './taken.ts';

/**
 * A record that only named people may see waits for a person. But where it is of a child in care, or of the mother of one,
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
  const command = { type: 'seal-address', why: 'The demographics service restricts the record' } as const;
  for (const { personId } of found.filter((child) => child.careStatus === 'in-care')) {
    const sealed = (await ports.children.loadAny(personId))?.state.address?.sealed ?? false;
    if (!sealed) await give(ports, issuedFor(personId, message, command), context);
  }
}
