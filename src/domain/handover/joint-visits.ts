import { mayHold } from '../access/roles.ts';
import { type Instant, londonDate, sayDate, sayInstant } from '../calendar/time.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { presentIn } from '../directory/directory.ts';
import type { HandoverCommand } from './commands.ts';
import { type Handover, isOpen } from './facts.ts';
import type { JointVisitPlan } from './parts.ts';

type Command<Name extends HandoverCommand['type']> = Extract<HandoverCommand, { type: Name }>;

/** The joint visit that is planned in a handover which is still on its way; null where none is. */
export function plannedJointVisit(handover: Handover): JointVisitPlan | null {
  return isOpen(handover) ? (handover.happenings.jointVisitPlan ?? null) : null;
}

/** When it is planned for, by the time of day where that is known. */
export function sayPlan({ on, at }: Pick<JointVisitPlan, 'on' | 'at'>): string {
  return at === null ? sayDate(on) : sayInstant(at);
}

/**
 * What is said of a plan beside the visit that is owed. A planned visit has not been made, so its clock goes on; once
 * the day has gone somebody says what became of it.
 */
export function sayBooked(plan: Pick<JointVisitPlan, 'on' | 'at'>, now: Instant): string {
  return plan.on < londonDate(now)
    ? `Was booked for ${sayPlan(plan)}: record it, or move or cancel it`
    : `Booked for ${sayPlan(plan)}`;
}

/**
 * Plans a joint visit, or moves it, with a reason: for a day that has not gone, with one practitioner of each side by
 * name, so that it stands on the lists and in the calendars of both (scenario A1). For a team outside the network the
 * name is written down.
 */
export function planJointVisit(
  command: Command<'plan-joint-visit'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  const { handoverId, on, at, releasingId, receivingId, outsideName, reason } = command;
  const { kind, teamId } = handover.destination;
  if (kind === 'holding') return refuse('holding-desk-sends-on');
  if (on < today(context) || (at !== null && at < context.now)) return refuse('joint-visit-in-past');
  if (at !== null && londonDate(at) !== on) return refuse('joint-visit-in-past', sayInstant(at));
  if (!visits(releasingId, handover.releasingTeamId, context)) return refuse('not-a-visitor');
  const outside = kind === 'outside';
  if (outside && !outsideName) return refuse('reason-missing', 'Who comes from the other side');
  if (!outside && !visits(receivingId, teamId, context)) return refuse('not-a-visitor');
  if (plannedJointVisit(handover) && reason === '') return refuse('reason-missing');
  const receiving = outside ? { receivingId: null, outsideName } : { receivingId, outsideName: null };
  return accept({ type: 'JointVisitPlanned', handoverId, on, at, releasingId, ...receiving, reason });
}

/** Whether this person may be planned for: a nurse of that team who is in post and here. */
function visits(practitionerId: string | null, teamId: string, context: Context): boolean {
  const { directory, now } = context;
  if (practitionerId === null || !presentIn(directory, teamId, practitionerId, now)) return false;
  return mayHold(directory.practitioners.get(practitionerId)?.role);
}

/** A visit that is booked is called off, with the reason; one that is owed stays owed. */
export function cancelJointVisit(
  { handoverId, reason }: Command<'cancel-joint-visit'>,
  handover: Handover,
): Decision {
  if (!plannedJointVisit(handover)) return refuse('no-joint-visit-planned');
  if (reason === '') return refuse('reason-missing');
  return accept({ type: 'JointVisitCancelled', handoverId, reason });
}

/** A joint visit that has been, planned or not. */
export function recordJointVisit(command: Command<'record-joint-visit'>): Decision {
  const { handoverId, on, names, childSeen } = command;
  if (names.length < 2) return refuse('two-names-needed');
  return accept({ type: 'JointVisitRecorded', handoverId, on, names, childSeen });
}
