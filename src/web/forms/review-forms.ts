import { sayDate } from '../../domain/calendar/time.ts';
import { type Level, levels, levelWords } from '../../domain/language/words.ts';
import { type ReviewOutcome, reviewOutcomes, reviewOutcomeWords } from '../../domain/reviews/facts.ts';
import { olderLabelsOf } from '../../domain/reviews/levels.ts';
import { reviewStandings, reviewStandingWords, reviewsOn } from '../../domain/reviews/standing.ts';
import type { Option } from './fields.ts';
import type { ChildForm, View } from './form.ts';

/** What can be done now comes first: the order of the words of the catalogue. */
const urgency: readonly string[] = reviewStandings;

/** The reviews that are not settled, those that are late first. */
function openReviews(view: View): readonly Option[] {
  const standings = reviewsOn(view.state, view.directory, view.now);
  return standings
    .filter(({ standing, opensOn }) => standing !== 'done' && standing !== 'declined' && opensOn !== null)
    .toSorted((a, b) => urgency.indexOf(a.standing) - urgency.indexOf(b.standing))
    .map(({ code, words, standing, opensOn, dueOn }) => ({
      value: code,
      words,
      hint: `${reviewStandingWords[standing]}. Between ${sayDate(opensOn ?? '')} and ${sayDate(dueOn ?? '')}`,
    }));
}

/** Who delivers the reviews: it follows from the team that answers for the child (HCP). */
export function whoDelivers(view: Pick<View, 'state' | 'directory'>): string {
  const { care } = view.state;
  if (care.status !== 'in-care') return 'Nobody delivers reviews: no team answers for the child.';
  const kind = view.directory.teams.get(care.holder.teamId)?.kind;
  if (care.holder.outsideName !== null)
    return 'The team outside the network delivers the reviews by its own schedule.';
  return kind === 'fnp'
    ? 'The family nurse delivers the reviews while the child is in the programme; the health visitor after it.'
    : 'The health visitor delivers the reviews.';
}

/** Forms about the reviews of the Healthy Child Programme and the level of service. Each makes one command. */
export const reviewForms = {
  'record-review': {
    title: 'Record a review',
    button: 'Record the review',
    guidance: (view) =>
      openReviews(view).length === 0
        ? 'Every review of this child has been done or declined: there is none to record.'
        : `${whoDelivers(view)} A review that was missed stays due until it is done or declined.`,
    fields: (view) => [
      { kind: 'choice', name: 'review', label: 'Which review?', options: openReviews(view) },
      {
        kind: 'choice',
        name: 'outcome',
        label: 'What became of it?',
        options: reviewOutcomes.map((value) => ({ value, words: reviewOutcomeWords[value] })),
      },
      { kind: 'date', name: 'on', label: 'On which day?' },
      {
        kind: 'choice',
        name: 'seen',
        label: 'Was the child seen face to face?',
        options: [
          { value: 'yes', words: 'Yes' },
          { value: 'no', words: 'No, or not born yet' },
        ],
      },
      { kind: 'text', name: 'by', label: 'By whom?' },
      {
        kind: 'long',
        name: 'note',
        label: 'Anything the next practitioner should know',
        hint: 'Do not write an address here.',
        optional: true,
      },
    ],
    known: (view) => ({ by: view.actor.name }),
    command: (answers) => ({
      type: 'record-review',
      code: answers.text('review'),
      outcome: answers.text('outcome') as ReviewOutcome,
      on: answers.text('on'),
      by: answers.text('by'),
      childSeen: answers.text('seen') === 'yes',
      note: answers.text('note'),
    }),
  },
  'review-missed-reviews': {
    title: 'Look at the missed reviews',
    button: 'Record what is done',
    guidance: () =>
      'The child was not brought, or nobody was in. Ask whether the family may have moved, and whether somebody keeps them from opening the door.',
    fields: () => [
      { kind: 'long', name: 'decision', label: 'What did you decide, and who does it by when?' },
    ],
    command: (answers) => ({ type: 'review-missed-reviews', decision: answers.text('decision') }),
  },
  'change-level': {
    title: 'Change the level of service',
    button: 'Change the level',
    guidance: ({ state }) =>
      state.circumstances.level === null
        ? 'No level has been decided yet.'
        : `It is ${levelWords[state.circumstances.level].toLowerCase()} now.`,
    fields: () => [
      {
        kind: 'choice',
        name: 'level',
        label: 'Which level of service?',
        options: levels.map((value) => ({ value, words: levelWords[value], hint: olderLabelsOf(value) })),
      },
      {
        kind: 'long',
        name: 'reason',
        label: 'Why?',
        hint: 'Both sides of a handover can read this.',
      },
    ],
    known: ({ state }) => ({ level: state.circumstances.level ?? '' }),
    command: (answers) => ({
      type: 'change-level',
      level: answers.text('level') as Level,
      reason: answers.text('reason'),
    }),
  },
} as const satisfies Readonly<Record<string, ChildForm>>;
