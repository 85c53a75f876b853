import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildFact } from '../child/facts.ts';
import type { ChildState } from '../child/state.ts';
import type { ReviewCommand } from './commands.ts';
import { scheduleFor } from './schedule.ts';

/** Judges a command on a child's reviews or its level of service. */
export function decideReview(command: ReviewCommand, child: ChildState, context: Context): Decision {
  if (child.care.status === 'ended') return refuse('care-has-ended');
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  switch (command.type) {
    case 'record-review':
      return recordReview(command, child, context);
    case 'change-level':
      return changeLevel(command, child);
  }
}

type Command<Name extends ReviewCommand['type']> = Extract<ReviewCommand, { type: Name }>;

/** A review is settled once: done or declined. One that was missed stays due, and may be missed again. */
function recordReview(command: Command<'record-review'>, child: ChildState, context: Context): Decision {
  if (child.stopped) return refuse('schedules-stopped');
  const { type: _type, ...review } = command;
  if (command.on > today(context)) return refuse('happened-in-future');
  if (!scheduleFor(child, context.directory).some((rule) => rule.code === command.code))
    return refuse('no-such-review', command.code);
  const settled = child.reviews.some((known) => known.code === command.code && known.outcome !== 'missed');
  if (settled) return refuse('review-settled');
  const facts: ChildFact[] = [{ type: 'ReviewRecorded', ...review }];
  if (command.childSeen) facts.push({ type: 'SightingRecorded', seenOn: command.on, where: 'At a review' });
  return { facts };
}

/** Each change of the level of service carries its reason (domain.md, section 6). */
function changeLevel(command: Command<'change-level'>, child: ChildState): Decision {
  if (command.reason === '') return refuse('reason-missing');
  if (command.level === child.circumstances.level) return { facts: [] };
  return accept({ type: 'LevelChanged', level: command.level, reason: command.reason });
}
