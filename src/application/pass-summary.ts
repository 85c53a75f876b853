import { type Context, systemActor } from '../domain/child/context.ts';
import { decideChild } from '../domain/child/decide.ts';
import type { ChildStore } from './child-store.ts';
import { idFrom } from './client-command.ts';
import { issue, type Outcome } from './command.ts';
import { issuedNow } from './issued.ts';
import { newRecordOf } from './new-record.ts';

/** What a named nurse passes on, and by which number the new record is found: that is asked once and kept nowhere. */
export type SummaryToPass = {
  readonly personId: string;
  readonly commandId: string;
  /** The version of the sealed record that the nurse had before her eyes. */
  readonly expectedVersion: number;
  readonly newNumber: string;
  readonly text: string;
  readonly agreedBy: string;
};

/**
 * Passes a summary from the sealed record of an adopted child to the new one (scenario A16). If either would refuse it,
 * neither gets it. The new record is told first: a crash between the two leaves the nurse without an answer, and when
 * she sends it again it has one effect in each. The other way about, the child’s team would lack what the old record
 * says it has. What the new record answers about itself goes no further.
 */
export async function passSummary(
  store: ChildStore,
  { personId, commandId, expectedVersion, newNumber, text, agreedBy }: SummaryToPass,
  context: Context,
): Promise<Outcome> {
  const old = await store.load(personId, context.actor.teamId);
  if (!old) return { kind: 'not-found' };
  const fresh = await newRecordOf(store, personId, newNumber, old.state);
  const command = { type: 'pass-summary', text, agreedBy, newRecordHeld: fresh !== null } as const;
  const issued = { personId, commandId, command, expectedVersion, happenedAt: null };
  // It was sent before, or the record has changed since: then the new record hears nothing.
  if (old.version !== expectedVersion) return issue(store, issued, context);
  const judged = decideChild(old.state, command, context);
  if (fresh !== null && !('refused' in judged)) {
    const signedBy = context.actor.practitionerId;
    const taken = await issue(
      store,
      issuedNow(fresh, { type: 'take-summary', text, signedBy, agreedBy }, idFrom(`${commandId}/taken`)),
      { ...context, actor: systemActor },
    );
    if (taken.kind === 'refused' || taken.kind === 'conflict') return { ...taken, holder: null };
  }
  // The new record may have it by now. So the old one says so too, even where somebody else has written in it
  // meanwhile.
  return issue(store, { ...issued, expectedVersion: null }, context);
}
