import { type CivilDate, type Instant, londonDate, sayDate } from '../calendar/time.ts';
import type { ChildCommand } from './commands.ts';
import { type Decision, refuse } from './context.ts';
import type { ChildState } from './state.ts';

/** Whom somebody saw who "saw the child": before the birth it was the mother (promise P4, scenario A9). */
export type Whom = 'child' | 'mother';

/** Who was seen on a day; of a child that is not born yet, the mother. */
export function whomSeen(bornOn: CivilDate | null, on: CivilDate): Whom {
  return bornOn === null || on < bornOn ? 'mother' : 'child';
}

/** Once the birth is recorded nobody saw the child on a day before it, whenever that is entered. */
export function seenBeforeBirthFault(
  command: ChildCommand,
  { identity: { bornOn } }: ChildState,
  happenedAt: Instant,
): Decision | null {
  const on = dayOfSighting(command, happenedAt);
  return on !== null && bornOn !== null && whomSeen(bornOn, on) === 'mother'
    ? refuse('not-born-that-day', `born on ${sayDate(bornOn)}`)
    : null;
}

function dayOfSighting(command: ChildCommand, happenedAt: Instant): CivilDate | null {
  if (command.type === 'record-seen') return londonDate(happenedAt);
  if (command.type === 'record-sighting') return command.seenOn;
  return command.type === 'record-joint-visit' && command.childSeen ? command.on : null;
}
