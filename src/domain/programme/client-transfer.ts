import { type Context, today } from '../child/context.ts';
import { openBeforeRelease } from '../child/state.ts';
import { route } from '../directory/directory.ts';
import type { Refusal } from '../language/refusals.ts';
import type { ClientCommand } from './client-commands.ts';
import type { ClientContext, ClientDecision } from './client-decide.ts';
import { type ClientState, childrenInProgramme, knownOf } from './client-state.ts';
import { type Eligibility, eligibilityAt, sayNotMet } from './eligibility.ts';
import type { KnownOfClient } from './known.ts';

/**
 * What another site's rules for transfers in say of a client who moves to its area (scenario A6): apart from those for new
 * clients, and with her child's birth and the expected date as they stand now.
 */
export function eligibilityOnTransfer(
  state: ClientState,
  to: { readonly toTeamId: string; readonly areaCode: string | null },
  context: Pick<Context, 'directory' | 'now'>,
): Eligibility {
  const born = childrenInProgramme(state).flatMap(({ bornOn }) => (bornOn === null ? [] : [bornOn]));
  const known: KnownOfClient = {
    ...knownOf(state),
    transfer: true,
    areaCode: to.areaCode,
    expectedOn: state.expectedOn ?? state.known.expectedOn,
    babyBornOn: born.sort().at(-1) ?? state.known.babyBornOn,
  };
  return eligibilityAt(context.directory, to.toTeamId, known, today(context));
}

/**
 * Why a client may not be sent to another site; null when she may. What is not known is asked there. Its supervisor may take
 * her outside the rules with a reason; otherwise her children go to health visiting there, by another door.
 */
export function transferFault(
  state: ClientState,
  to: { readonly toTeamId: string; readonly areaCode: string; readonly outsideRules: string | null },
  context: ClientContext,
): Refusal | null {
  const there = eligibilityOnTransfer(state, to, context);
  const admitted = there.outcome !== 'not-eligible' || (to.outsideRules ?? '') !== '';
  return admitted ? null : { code: 'not-eligible-there', detail: sayNotMet(there) };
}

/**
 * The receiving site has no place, or its rules do not admit her: her children go to health visiting of the area to which she
 * moves, at once, and she may stand on the site's waiting list (scenario A4). Not after it has accepted one of them.
 */
export function refuseTransfer(
  state: ClientState,
  command: Extract<ClientCommand, { type: 'refuse-transfer' }>,
  context: ClientContext,
): ClientDecision {
  const { transfer } = state;
  if (!transfer) return { refused: { code: 'no-transfer' } };
  const { reason, waitingList, note } = command;
  if (note === '') return { refused: { code: 'reason-missing' } };
  if (acceptedThere(state, transfer.toTeamId, context)) return { refused: { code: 'child-accepted-there' } };
  if (reason === 'not-eligible' && eligibilityOnTransfer(state, transfer, context).outcome === 'eligible')
    return { refused: { code: 'eligible-by-rules' } };
  const residence = {
    areaCode: transfer.areaCode,
    postcode: null,
    wants: 'health-visiting',
    temporary: false,
  } as const;
  const { kind, teamId, reason: why } = route(context.directory, residence, today(context));
  return {
    facts: [
      {
        type: 'TransferRefused',
        teamId: transfer.toTeamId,
        door: reason === 'no-place' ? 'no-place' : 'not-eligible-there',
        waitingList: reason === 'no-place' && waitingList,
        note,
        onward: { kind, teamId, reason: why },
      },
    ],
  };
}

function acceptedThere(state: ClientState, teamId: string, context: ClientContext): boolean {
  const hers = new Set(childrenInProgramme(state).map(({ personId }) => personId));
  return context.children.some(({ personId, state: child }) => {
    if (!hers.has(personId) || child.care.status !== 'in-care') return false;
    const open = openBeforeRelease(child);
    return child.care.holder.teamId === teamId || (open !== null && 'acceptance' in open);
  });
}
