import type { PriorityName } from '../language/words.ts';
import type { Circumstances } from '../risk/circumstances.ts';
import { type ComputedPriority, isHigher } from '../risk/priority.ts';
import { type Handover, isOpen, type Priority, priorityOf, releaseOf } from './facts.ts';
import { meetingsNeeded } from './release-point.ts';

/**
 * The priority once the facts were computed anew. New facts void a lowering, which was judged on what was known then,
 * but never a raise. Where they give less than what stands, what stands goes on until a person lowers it (decision
 * 0023). Only a draft, which nobody was sent, follows the facts both ways.
 */
export function recomputed(handover: Handover, computed: ComputedPriority): Priority {
  const { chosen: choice, held } = handover.priority;
  const raised = choice !== null && choice.secondName === null;
  const kept = raised || (choice !== null && isHigher(choice.priority, computed.priority)) ? choice : null;
  const floor = handover.desks.length === 0 ? held : priorityOf(handover);
  return neverLower({ computed, chosen: kept }, floor);
}

/** The same priority, or what stood before where that is higher. */
export function neverLower(priority: Priority, floor: PriorityName | undefined): Priority {
  return floor !== undefined && isHigher(floor, priorityOf({ priority }))
    ? { ...priority, held: floor }
    : priority;
}

/**
 * What stood in the handover before, where that was sent and passed nothing: the next one takes it up, also by way of
 * drafts between them.
 */
export function floorFrom(before: Handover | undefined): PriorityName | undefined {
  if (!before || releaseOf(before) !== null) return undefined;
  return before.desks.length === 0 ? before.priority.held : priorityOf(before);
}

/**
 * Once a handover was sent, a meeting that the child's status asked for stays owed although the status has ended. It
 * falls away when it was held, when it was decided not to hold it, or when a person lowers the priority (decision
 * 0023).
 */
export function meetingsStand(handover: Handover, before: Circumstances, after: Circumstances): Handover {
  if (!isOpen(handover) || handover.desks.length === 0 || releaseOf(handover) !== null) return handover;
  const asked = meetingsNeeded(after).map(({ kind }) => kind);
  const ended = meetingsNeeded(before).filter(({ kind }) => !asked.includes(kind));
  if (ended.length === 0) return handover;
  const owed = [...(handover.meetingsOwed ?? []), ...ended.map(({ kind }) => kind)];
  return { ...handover, meetingsOwed: [...new Set(owed)] };
}

/** A person has chosen a priority: it takes the place of the one that was held. */
export function chosen(
  { priority: { computed } }: Handover,
  { priority, reason }: { readonly priority: PriorityName; readonly reason: string },
  secondName: string | null,
  by: string,
): Priority {
  return { computed, chosen: { priority, by, reason, secondName } };
}

/** The lower priority that the facts have come to give, for a person to lower to; null where they give no less. */
export function proposedPriority({ priority }: Handover): ComputedPriority | null {
  return priority.held === undefined ? null : priority.computed;
}
