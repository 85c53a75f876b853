import { londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { type RefusalCode, refusals } from '../../domain/language/refusals.ts';
import type { IncomingMessage, QuarantineReason } from '../../domain/move/incoming.ts';
import { newcomerBy } from '../../domain/move/newcomer.ts';
import { type IssuedToClient, issueToClient, type Stores } from '../client-command.ts';
import { type Issued, issue } from '../command.ts';
import { issuedNow } from '../issued.ts';
import { uuidFor } from './identifiers.ts';
import type { FoundChild, MessageStore } from './ports.ts';

/** What became of a message. Everything but `repeated` is kept in the inbox, quarantined ones also for a person to work. */
export type Taken =
  | {
      readonly outcome: 'enquiry' | 'taken-on' | 'recorded' | 'noted';
      readonly says: string;
      readonly personIds: readonly string[];
    }
  | { readonly outcome: 'quarantined'; readonly reason: QuarantineReason; readonly says: string }
  | { readonly outcome: 'not-for-us' | 'repeated'; readonly says: string };

export type MessagePorts = Stores & { readonly inbox: MessageStore };

function unknownChild(ended: boolean): Taken {
  return quarantine(
    'unknown-child',
    ended
      ? 'Accountability for this child has ended'
      : 'No child in care, no mother of one and no client has this NHS number',
  );
}

/**
 * What becomes of a message that fits nobody here. A demographics record of somebody who can be neither a child nor a
 * client here does not concern us; everything else waits for a person. `ended`: a record with that number has ended.
 */
export function nobodyFits({ eventType, subject }: IncomingMessage, ended: boolean, context: Context): Taken {
  const neither =
    eventType === 'patient-record' && !ended && newcomerBy(subject, londonDate(context.now)) === null;
  return neither
    ? { outcome: 'not-for-us', says: 'By age or sex the person can be neither a child nor a client here' }
    : unknownChild(ended);
}

/** It waits for a person: why by its code, and in words. */
export function quarantine(
  reason: QuarantineReason,
  says: string,
): Extract<Taken, { outcome: 'quarantined' }> {
  return { outcome: 'quarantined', reason, says };
}

/** Read, and nothing had to be done about these children. */
export function noted(says: string, children: readonly FoundChild[]): Taken {
  return { outcome: 'noted', says, personIds: children.map((child) => child.personId) };
}

/** What a rule refused, in its words, for a person to work. */
function refusedWith(code: string): Taken {
  const words = refusals[code as RefusalCode];
  return quarantine('contradictory', `${words.says} ${words.canDo}`);
}

/** One command of a message. A refusal is for a person to work; a writer who always comes first is broken machinery. */
export async function give(
  ports: MessagePorts,
  issued: Issued,
  context: Context,
): Promise<{ readonly refused: Taken | null; readonly facts: readonly { readonly type: string }[] }> {
  const outcome = await issue(ports.children, issued, context);
  switch (outcome.kind) {
    case 'done':
      return { refused: null, facts: outcome.facts };
    case 'repeated':
      return { refused: null, facts: [] };
    case 'refused':
      return { refused: refusedWith(outcome.refusal.code), facts: [] };
    case 'not-found':
      return { refused: unknownChild(false), facts: [] };
    case 'conflict':
      throw new Error(`A message for ${issued.personId} met another writer each time it was tried`);
  }
}

/** The same of a client: null where it was done. What one of her children refuses is for a person to work, too. */
export async function giveToClient(
  ports: MessagePorts,
  issued: IssuedToClient,
  context: Context,
): Promise<Taken | null> {
  const outcome = await issueToClient(ports, issued, context);
  switch (outcome.kind) {
    case 'done': {
      const wrong = outcome.answers.find(({ answer }) => answer.outcome === 'refused')?.answer.says;
      return wrong ? refusedWith(wrong) : null;
    }
    case 'repeated':
      return null;
    case 'refused':
      return refusedWith(outcome.refusal.code);
    case 'not-found':
      return unknownChild(false);
    case 'conflict':
      throw new Error(`A message for ${issued.personId} met another writer each time it was tried`);
  }
}

/** The same message for the same child always gives the same command id, so that a repetition is harmless. */
export function issuedFor(personId: string, message: IncomingMessage, command: Issued['command']): Issued {
  const commandId = uuidFor('message-command', message.fingerprint, personId, command.type);
  return issuedNow(personId, command, commandId);
}
