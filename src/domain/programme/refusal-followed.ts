import { sealedAway } from '../child/adoption.ts';
import type { ChildCommandName } from '../child/commands.ts';
import { type ChildState, holderOf, openBeforeRelease } from '../child/state.ts';
import type { ClientContext } from './client-context.ts';
import type { ClientFact } from './client-facts.ts';
import type { ClientChild, ClientState } from './client-state.ts';

type Hers = { readonly clientId: string; readonly client: ClientState; readonly child: ClientChild };

/**
 * Whether a child's own record says by now what it refused before. For commands that are missing here the record cannot
 * show it, such as a sighting of one day, a signal, or the next desk of a handover: there a person says what was done.
 */
const saysBy: Readonly<Partial<Record<ChildCommandName, (own: ChildState, hers: Hers) => boolean>>> = {
  'take-on': () => true,
  'join-programme': ({ programme, awaited }, { clientId }) =>
    programme?.clientId === clientId || awaited?.clientId === clientId,
  'name-practitioner': (own, { client }) =>
    client.nurseId !== null && holderOf(own)?.practitionerId === client.nurseId,
  'move-expected-birth': ({ identity }, { client }) =>
    identity.bornOn !== null || identity.expectedOn === client.expectedOn,
  'record-birth': ({ identity }, { child }) => identity.bornOn !== null && identity.bornOn === child.bornOn,
  'move-programme-end': ({ programme }, { client }) =>
    programme !== null && programme.endsOn === client.endsOn,
  'leave-programme': goneOn,
  prepare: (own) => openBeforeRelease(own) !== null,
  'stop-schedules': ({ care, stopped }) => stopped !== null || care.status === 'ended',
  'resume-schedules': ({ care, stopped }) => care.status === 'in-care' && stopped === null,
  'reverse-end': ({ care }) => care.status === 'in-care',
  'seal-address': ({ address }) => address?.sealed === true,
  'record-mother-death': ({ family }) => family.motherDied !== null,
  'take-back-mother-death': ({ family }) => family.motherDied === null,
};

/**
 * Whether the child is out of her programme by a door, or with another team. Whether a handover is open is not asked:
 * an open one alone takes no child out.
 */
function goneOn(own: ChildState, { clientId, client }: Hers): boolean {
  const { programme } = own;
  if (programme?.clientId === clientId && programme.left !== null) return true;
  return own.care.status === 'ended' || holderOf(own)?.teamId !== client.teamId;
}

/** What her children's own records refused once and say by now: nobody owes it any more. */
export function refusalsFollowed(
  state: ClientState,
  context: Pick<ClientContext, 'clientId' | 'children'>,
): readonly ClientFact[] {
  return (state.refused ?? []).flatMap(({ childId, asks }) => {
    const own = context.children.find(({ personId }) => personId === childId)?.state;
    const child = state.children.find(({ personId }) => personId === childId);
    if (!own || own.care.status === 'unknown') return [];
    const hers = child && { clientId: context.clientId, client: state, child };
    // Nobody of her site may read a sealed record, and nothing of it is for hers to follow.
    const says = sealedAway(own) || (hers !== undefined && saysBy[asks]?.(own, hers) === true);
    return says ? [{ type: 'RefusalFollowed', childId, asks } as const] : [];
  });
}
