import { presentAt } from '../directory/directory.ts';
import { aboveCaseload } from './caseload.ts';
import type { ClientCommand, ClientCommandName } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import { nurseFault } from './client-enrol.ts';
import type { ClientState } from './client-state.ts';

type Command<Name extends ClientCommandName> = Extract<ClientCommand, { type: Name }>;

/** Above the caseload of a nurse it warns and asks for a reason; it never leaves a family with nobody. */
export function allocate(
  state: ClientState,
  command: Command<'allocate-nurse'>,
  context: ClientContext,
): ClientDecision {
  const { nurseId, why, aboveCapacity } = command;
  if (nurseId === null) {
    if (!bySystem(context)) return refuse('practitioner-gone');
    return state.nurseId === null
      ? { facts: [] }
      : accept({ type: 'NurseAllocated', nurseId, why, aboveCapacity: null });
  }
  const wrong = nurseFault(nurseId, state.teamId, context);
  if (wrong) return wrong;
  if (nurseId === state.nurseId) return { facts: [] };
  const above = aboveCaseload(state, nurseId, aboveCapacity, context);
  return above ? { refused: above } : accept({ type: 'NurseAllocated', nurseId, why, aboveCapacity });
}

/** That somebody is there no more is seen in the directory; a person names who takes over. */
function bySystem({ actor }: ClientContext): boolean {
  return actor.role === 'system';
}

/** A mother who has lost a child keeps a named contact (scenario A13). */
export function nameContact(
  state: ClientState,
  { contactId, why }: Command<'name-contact'>,
  context: ClientContext,
): ClientDecision {
  if (contactId === null && bySystem(context) && state.contactId === null) return { facts: [] };
  const there = contactId === null ? bySystem(context) : presentAt(context.directory, contactId, context.now);
  return there ? accept({ type: 'ContactNamed', contactId, why }) : refuse('practitioner-gone');
}
