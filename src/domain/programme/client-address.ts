import type { Practitioner } from '../directory/directory.ts';
import { agreeWith } from '../responsibility/open-address.ts';
import type { ClientCommand } from './client-commands.ts';
import type { ClientContext, ClientDecision } from './client-context.ts';
import { asksAfterMove } from './client-continuing.ts';
import type { ClientState } from './client-state.ts';

type Command<Name extends ClientCommand['type']> = Extract<ClientCommand, { type: Name }>;
type Sides = Pick<ClientState, 'teamId' | 'transfer'>;

/** What is known of her, recorded anew. A place of a client whose address is sealed is sealed too, until a person opens it (promise P11). */
export function recordClient(
  state: ClientState,
  command: Command<'record-client'>,
  context: ClientContext,
): ClientDecision {
  const { identity, known, why } = command;
  if (why === '') return { refused: { code: 'reason-missing' } };
  const sealed = state.address?.sealed ?? false;
  const given = command.address ?? (sealed ? state.address : null);
  const address = given && { ...given, sealed: given.sealed || sealed };
  return {
    facts: [
      { type: 'ClientRecorded', identity, address, known, why },
      ...asksAfterMove(state, address, context),
    ],
  };
}

/** Sealing is done at once by whoever is near her, because it can be undone, and her children are sealed with her. */
export function sealClientAddress(
  state: ClientState,
  { why }: Command<'seal-client-address'>,
): ClientDecision {
  if (state.address?.sealed) return { facts: [] };
  return why === ''
    ? { refused: { code: 'reason-missing' } }
    : { facts: [{ type: 'ClientAddressSealed', sealed: true, why }] };
}

/**
 * Opening is done as for a child: by the lead of her site or a named nurse, with a reason and a second person who
 * agreed. Her children stay sealed.
 */
export function openClientAddress(
  state: ClientState,
  { why, agreedBy }: Command<'open-client-address'>,
  context: ClientContext,
): ClientDecision {
  if (!state.address?.sealed) return { facts: [] };
  if (why === '') return { refused: { code: 'reason-missing' } };
  if (!mayAgreeForClient(state, context).some(({ id }) => id === agreedBy)) {
    const detail = 'A named or designated nurse of the site, or for a named nurse the lead of the site';
    return { refused: { code: 'two-names-needed', detail } };
  }
  return { facts: [{ type: 'ClientAddressSealed', sealed: false, why, agreedBy }] };
}

/** Who may agree with this actor that a client’s address is opened. */
export function mayAgreeForClient(
  state: Sides,
  context: Pick<ClientContext, 'directory' | 'actor' | 'now'>,
): readonly Practitioner[] {
  return agreeWith(context, sidesOfClient(state), state.teamId);
}

/** Her site, and the one to which she is on her way. */
export function sidesOfClient({ teamId, transfer }: Sides): readonly string[] {
  return [...new Set([teamId, transfer?.toTeamId ?? teamId])];
}
