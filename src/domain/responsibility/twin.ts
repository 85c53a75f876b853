import { type ChildState, openBeforeRelease } from '../child/state.ts';
import type { PrepareHandover } from '../handover/commands.ts';
import type { Holder } from './facts.ts';

/** Who answers for a child here; a team outside the network has accepted the one child that it was asked for (promise P2). */
export function holderInNetwork(child: ChildState | undefined): Holder | null {
  if (child?.care.status !== 'in-care') return null;
  const { holder } = child.care;
  return holder.outsideName === null ? holder : null;
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
