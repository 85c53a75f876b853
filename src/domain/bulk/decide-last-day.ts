import type { CivilDate } from '../calendar/time.ts';
import { workingDaysBefore } from '../calendar/working-time.ts';
import { accept, type Context, type Decision, nationOf, refuse, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { SetLastDay } from './last-day.ts';

/** Annex B row 29: all accepted 20 working days before the last day, none still with the team that closes 5 before. */
const acceptedBefore = 20;
const passedBefore = 5;

/**
 * Judges a last day. Setting the day that stands already changes nothing. Only the plan that set a day lifts it, or the
 * directory.
 */
export function decideLastDay(command: SetLastDay, child: ChildState, context: Context): Decision {
  if (child.care.status === 'ended') return refuse('care-has-ended');
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  const { bulkId, lastDay, why } = command;
  const standing = child.lastDay;
  if (why === '') return refuse('reason-missing');
  if (lastDay === null) {
    if (standing?.bulkId !== bulkId) return { facts: [] };
    return accept({ type: 'LastDaySet', bulkId, lastDay, acceptedBy: null, passedBy: null, why });
  }
  const { teamId } = child.care.holder;
  if (context.actor.role === 'system') {
    // The sweep repeats the day that the directory has for the team that answers now. That day may have gone already:
    // then what it asks is owed all the more.
    if (context.directory.teams.get(teamId)?.to !== lastDay) return { facts: [] };
  } else {
    if (lastDay <= today(context)) return refuse('last-day-past');
    if (teamId !== context.actor.teamId) return refuse('not-the-holder');
  }
  const same = standing?.bulkId === bulkId && standing.lastDay === lastDay && standing.teamId === teamId;
  if (same) return { facts: [] };
  const acceptedBy = before(lastDay, acceptedBefore, teamId, context);
  return accept({
    type: 'LastDaySet',
    bulkId,
    lastDay,
    acceptedBy,
    passedBy: passedByDay(lastDay, teamId, context),
    why,
  });
}

/** The day by which no child is to be with a team any more, counted back from its last day. */
export function passedByDay(lastDay: CivilDate, teamId: string, context: Days): CivilDate {
  return before(lastDay, passedBefore, teamId, context);
}

type Days = Pick<Context, 'directory' | 'holidays'>;

function before(lastDay: CivilDate, n: number, teamId: string, { directory, holidays }: Days): CivilDate {
  return workingDaysBefore(lastDay, n, nationOf(directory, teamId), holidays);
}
