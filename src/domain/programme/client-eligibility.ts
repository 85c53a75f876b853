import type { CivilDate } from '../calendar/time.ts';
import { type Context, today } from '../child/context.ts';
import { type ClientState, childrenInProgramme, knownOf, youngestBornOn } from './client-state.ts';
import { type Eligibility, eligibilityAt } from './eligibility.ts';
import type { KnownOfClient } from './known.ts';

/** Judged anew each time, on the day when it was done: a client who was eligible last month may be past the last week today. */
export function eligibilityOn(
  day: CivilDate,
  state: ClientState,
  context: Pick<Context, 'directory'>,
  expectedOn: CivilDate | null = null,
): Eligibility {
  const known = knownOf(state, expectedOn ?? state.known.expectedOn);
  return eligibilityAt(context.directory, state.teamId, known, day);
}

/**
 * What another site's rules for transfers in say of a client who moves to its area (scenario A6): apart from those for new
 * clients, and with her child's birth and the expected date as they stand now.
 */
export function eligibilityOnTransfer(
  state: ClientState,
  to: { readonly toTeamId: string; readonly areaCode: string | null },
  context: Pick<Context, 'directory' | 'now'>,
): Eligibility {
  const known: KnownOfClient = {
    ...knownOf(state),
    transfer: true,
    areaCode: to.areaCode,
    expectedOn: state.expectedOn ?? state.known.expectedOn,
    babyBornOn: youngestBornOn(childrenInProgramme(state)) ?? state.known.babyBornOn,
  };
  return eligibilityAt(context.directory, to.toTeamId, known, today(context));
}
