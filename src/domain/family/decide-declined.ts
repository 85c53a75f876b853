import { addDays, londonDate, sayDate } from '../calendar/time.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { FamilyCommand } from './commands.ts';
import type { Declined, DeclineJudgement } from './declined.ts';

/**
 * A sighting says how the child is up to so many days before the refusal was recorded: our judgement, as row 13 when
 * routine.
 */
const seenWithinDays = 28;
/**
 * How long the next look may be put off, our judgement: a week where there is concern, a quarter where there is none.
 */
const mostDaysToReview: Readonly<Record<DeclineJudgement, number>> = { concern: 7, 'no-concern': 91 };

type Command = Extract<
  FamilyCommand,
  { type: 'record-visiting-declined' | 'review-visiting-declined' | 'tell-gp-declined' }
>;

/** Judges what is recorded of a refusal. Nothing here ends anything (promise P3). */
export function decideDeclined(command: Command, child: ChildState, context: Context): Decision {
  const standing = child.family.declined;
  switch (command.type) {
    case 'record-visiting-declined': {
      const { on, says } = command;
      if (says === '') return refuse('reason-missing', 'What she said');
      return standing ? refuse('already-declined-visiting') : accept({ type: 'VisitingDeclined', on, says });
    }
    case 'review-visiting-declined':
      return standing ? review(command, standing, context) : refuse('visiting-not-declined');
    case 'tell-gp-declined':
      return standing
        ? accept({ type: 'GpToldOfDecline', name: command.name })
        : refuse('visiting-not-declined');
  }
}

function review(
  { type: _type, ...look }: Extract<Command, { type: 'review-visiting-declined' }>,
  standing: Declined,
  context: Context,
): Decision {
  const { childSeen, judgement, judgedBy, why, accepts, reviewOn } = look;
  if (why === '') return refuse('reason-missing');
  if (judgedBy === '') return refuse('reason-missing', 'The name of whoever judged it');
  // Each look asks anew how the child is: a sighting on which the last look stood says nothing of the time since.
  const since = standing.reviewed
    ? addDays(londonDate(standing.reviewed.at), 1)
    : addDays(londonDate(standing.at), -seenWithinDays);
  const seen = childSeen !== null && childSeen.on >= since;
  if (!seen && judgement === 'no-concern' && !accepts) return refuse('unseen-is-concern');
  if (accepts) return accept({ type: 'DeclineReviewed', ...look, reviewOn: null });
  const last = addDays(today(context), mostDaysToReview[judgement]);
  if (reviewOn === null || reviewOn <= today(context) || reviewOn > last)
    return refuse('decline-review-outside', `by ${sayDate(last)}`);
  return accept({ type: 'DeclineReviewed', ...look });
}
