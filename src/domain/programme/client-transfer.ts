import { today } from '../child/context.ts';
import { type ChildState, holderOf, openBeforeRelease } from '../child/state.ts';
import { route, teamLive } from '../directory/directory.ts';
import type { Refusal } from '../language/refusals.ts';
import { aboveCaseload } from './caseload.ts';
import type { ClientCommand } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import { asksAfterTransfer } from './client-continuing.ts';
import { eligibilityOnTransfer } from './client-eligibility.ts';
import { nurseFault } from './client-enrol.ts';
import { type ClientState, childrenInProgramme } from './client-state.ts';
import { sayNotMet } from './eligibility.ts';

type Command<Name extends ClientCommand['type']> = Extract<ClientCommand, { type: Name }>;

/**
 * Why a client may not be sent to another site; null when she may. What is not known is asked there. Its supervisor may take
 * her outside the rules with a reason; otherwise her children go to health visiting there, by another door.
 */
function transferFault(
  state: ClientState,
  to: { readonly toTeamId: string; readonly areaCode: string; readonly outsideRules: string | null },
  context: ClientContext,
): Refusal | null {
  const there = eligibilityOnTransfer(state, to, context);
  const admitted = there.outcome !== 'not-eligible' || (to.outsideRules ?? '') !== '';
  return admitted ? null : { code: 'not-eligible-there', detail: sayNotMet(there) };
}

/** To a site that works, and whose rules admit her or whose supervisor takes her outside them. */
export function startTransfer(
  state: ClientState,
  command: Command<'start-transfer'>,
  context: ClientContext,
): ClientDecision {
  const { toTeamId, areaCode, why, bulkId } = command;
  const team = context.directory.teams.get(toTeamId);
  if (team?.kind !== 'fnp' || toTeamId === state.teamId) return refuse('not-a-site', team?.name);
  if (!teamLive(context.directory, toTeamId, today(context))) return refuse('team-not-live', team.name);
  const outsideRules = command.outsideRules ?? null;
  const wrong = transferFault(state, { toTeamId, areaCode, outsideRules }, context);
  if (wrong) return { refused: wrong };
  return accept({
    type: 'TransferStarted',
    toTeamId,
    areaCode,
    why,
    outsideRules,
    ...(bulkId !== undefined && { bulkId }),
  });
}

/** She stays after all, while the receiving site answers for none of her children yet. */
export function endTransfer(
  state: ClientState,
  { why }: Command<'end-transfer'>,
  context: ClientContext,
): ClientDecision {
  const toTeamId = state.transfer?.toTeamId ?? '';
  return recordsOf(state, context).some((child) => holderOf(child)?.teamId === toTeamId)
    ? refuse('child-accepted-there')
    : accept({ type: 'TransferEnded', why }, ...asksAfterTransfer(state, context));
}

/** The receiving site takes her in once it answers for each of her children: acceptance per child comes first (P7). */
export function transferIn(
  state: ClientState,
  command: Command<'transfer-in'>,
  context: ClientContext,
): ClientDecision {
  if (!state.transfer) return refuse('no-transfer');
  const teamId = state.transfer.toTeamId;
  const { nurseId, aboveCapacity = null } = command;
  const wrong = nurseFault(nurseId, teamId, context);
  if (wrong) return wrong;
  const above = aboveCaseload({ ...state, nurseId: null }, nurseId, aboveCapacity, context);
  if (above) return { refused: above };
  // A child that was never in the programme, and for which it only waits, does not keep her from coming.
  const waits = recordsOf(state, context).some(
    ({ care, programme }) =>
      care.status === 'in-care' && programme?.clientId === context.clientId && care.holder.teamId !== teamId,
  );
  return waits
    ? refuse('child-not-passed-yet')
    : accept({
        type: 'TransferredIn',
        teamId,
        nurseId,
        ...(aboveCapacity === null ? {} : { aboveCapacity }),
      });
}

/**
 * The receiving site has no place, or its rules do not admit her: her children go to health visiting of the area to which she
 * moves, at once, and she may stand on the site's waiting list (scenario A4). Not after it has accepted one of them.
 */
export function refuseTransfer(
  state: ClientState,
  command: Command<'refuse-transfer'>,
  context: ClientContext,
): ClientDecision {
  const { transfer } = state;
  if (!transfer) return refuse('no-transfer');
  const { reason, waitingList, note } = command;
  if (note === '') return refuse('reason-missing');
  if (acceptedThere(state, transfer.toTeamId, context)) return refuse('child-accepted-there');
  if (reason === 'not-eligible' && eligibilityOnTransfer(state, transfer, context).outcome === 'eligible')
    return refuse('eligible-by-rules');
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
  return recordsOf(state, context).some((child) => {
    if (child.care.status !== 'in-care') return false;
    const open = openBeforeRelease(child);
    return child.care.holder.teamId === teamId || (open !== null && 'acceptance' in open);
  });
}

/** The own records of the children for whom her programme still plans. */
function recordsOf(state: ClientState, { children }: ClientContext): readonly ChildState[] {
  const hers = new Set(childrenInProgramme(state).map(({ personId }) => personId));
  return children.filter(({ personId }) => hers.has(personId)).map(({ state: own }) => own);
}
