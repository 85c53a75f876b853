import type { Outcome } from '../../domain/move/incoming.ts';

/** An outcome in one line: taken and its effect, quarantined and every reason, or not for us and which event. */
export function inShort(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'taken':
      return `taken: ${outcome.effect}`;
    case 'quarantined':
      return `quarantined: ${outcome.faults.map((fault) => fault.reason).join(', ')}`;
    case 'not-for-us':
      return `not for us: ${outcome.event}`;
  }
}
