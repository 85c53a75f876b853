import { anotherPregnancyDays, daysWithinOnePregnancy } from '../calendar/gestation.ts';
import { daysBetween } from '../calendar/time.ts';
import { isExpected } from '../child/pregnancy.ts';
import { type ChildState, openBeforeRelease } from '../child/state.ts';
import type { PrepareHandover } from '../handover/commands.ts';
import type { Enquiry } from '../move/facts.ts';
import type { ResponsibilityCommand } from './commands.ts';
import type { Holder } from './facts.ts';

/**
 * The holder of a child, where it is a team of the network. A team outside has accepted the one child that it was asked
 * for, so its twin is not with it (promise P2).
 */
export function holderInNetwork(child: ChildState | undefined): Holder | null {
  if (child?.care.status !== 'in-care') return null;
  const { holder } = child.care;
  return holder.outsideName === null ? holder : null;
}

/**
 * Whether a child that a team takes on may be of one pregnancy with one that it answers for: born within days of it, or still expected when
 * this one is born.
 */
export function ofOnePregnancy(
  { teamId, identity: { bornOn } }: Extract<ResponsibilityCommand, { type: 'take-on' }>,
  other: ChildState,
): boolean {
  const held = other.care.status === 'in-care' && other.care.holder.teamId === teamId;
  if (!held || bornOn === null) return false;
  const { bornOn: otherBornOn, expectedOn } = other.identity;
  if (otherBornOn !== null) return Math.abs(daysBetween(bornOn, otherBornOn)) <= daysWithinOnePregnancy;
  return (
    isExpected(other) &&
    expectedOn !== null &&
    Math.abs(daysBetween(bornOn, expectedOn)) <= anotherPregnancyDays
  );
}

/**
 * Where a handover of the pregnancy, or of the twin that was born first, is on its way, the other has one of its own to the
 * same desk (scenarios A9 and A10, promise P7). Null where none is.
 */
export function handoverOfTwin(twin: ChildState | undefined, handoverId: string): PrepareHandover | null {
  const open = twin ? openBeforeRelease(twin) : null;
  if (!open) return null;
  const { kind, occasion, destination, addressedTo, proposedLevel, summary } = open;
  return {
    type: 'prepare',
    handoverId,
    follows: null,
    goesWithPregnancy: true,
    kind,
    occasion,
    destination,
    addressedTo,
    proposedLevel,
    summary,
  };
}

/** What is asked about the pregnancy, or the twin that was born first, and not yet answered: where it sleeps. Null where nothing is. */
export function enquiryOfTwin(twin: ChildState | undefined): Enquiry | null {
  return twin?.enquiries.find(({ settled }) => settled === null) ?? null;
}
