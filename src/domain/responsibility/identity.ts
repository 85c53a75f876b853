import { addMonths, type CivilDate, isCivilDate, sayDate } from '../calendar/time.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { ResponsibilityCommand } from './commands.ts';
import { sealOfFamily } from './seal.ts';

/** Nobody is a child of the services for longer. */
export const childhoodYears = 20;

/** The first and the last day on which a child of the services can have been born. */
export function birthBounds(on: CivilDate): { readonly first: CivilDate; readonly last: CivilDate } {
  return { first: addMonths(on, -12 * childhoodYears), last: on };
}

/**
 * Records who the child is, when more is known or something was wrong: a correction is a new fact (promise P9). This
 * corrects a day of birth, but a birth is told by its own command; only an unborn child has an expected day.
 */
export function recordIdentity(
  command: Extract<ResponsibilityCommand, { type: 'record-identity' }>,
  child: ChildState,
  context: Context,
): Decision {
  const { identity, why, familySealed } = command;
  const wrong = dayFault(identity.bornOn, child.identity.bornOn, context);
  if (wrong) return wrong;
  return accept(
    { type: 'IdentityRecorded', identity, why },
    ...(familySealed && !child.address?.sealed ? [sealOfFamily] : []),
  );
}

function dayFault(bornOn: CivilDate | null, known: CivilDate | null, context: Context): Decision | null {
  if (bornOn === known) return null;
  if (bornOn === null) return refuse('already-born');
  if (known === null) return refuse('not-born-yet');
  const { first, last } = birthBounds(today(context));
  const within = isCivilDate(bornOn) && bornOn >= first && bornOn <= last;
  return within ? null : refuse('date-outside', `${sayDate(first)} to ${sayDate(last)}`);
}
