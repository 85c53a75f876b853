import type { ReadChild } from '../../application/readings.ts';
import { type Instant, sayDate, sayDueDay, sayDueFrom, sayInstant } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import type { Handover } from '../../domain/handover/facts.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { dropLines, dropOf } from '../../domain/reviews/intensity.ts';
import { dayOf, type LevelStep, levelHistory, levelOn, levelStepWords } from '../../domain/reviews/levels.ts';
import {
  childClock,
  type ReviewStanding,
  type ReviewStandingName,
  reviewStandingWords,
  reviewsOn,
} from '../../domain/reviews/standing.ts';
import { Details, Tag, type TagColour } from '../components/content.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Table } from '../components/table.tsx';
import { whoDelivers } from '../forms/review-forms.ts';

const colours: Partial<Readonly<Record<ReviewStandingName, TagColour>>> = {
  overdue: 'red',
  due: 'blue',
  done: 'green',
  declined: 'yellow',
};

/** What is owed now is read; what is done, or comes later, is looked up. */
const owedNow: readonly ReviewStandingName[] = ['overdue', 'due'];

type ReviewsGiven = {
  readonly child: ReadChild;
  readonly directory: Directory;
  readonly names: Names;
  readonly now: Instant;
  readonly heading?: string;
};

/**
 * Every review of a child in one list: due, done, declined and missed, and what is not known here (scenario A48). What is owed now
 * stands open, with the next that is to come where nothing is.
 */
export function Reviews({ child, directory, names, now, heading = 'Reviews' }: ReviewsGiven) {
  const reviews = reviewsOn(child.state, directory, now);
  const next = reviews.find(({ standing }) => standing === 'coming');
  const owed = reviews.filter(({ standing }) => owedNow.includes(standing));
  const shown = owed.length > 0 || next === undefined ? owed : [next];
  const others = reviews.filter((review) => !shown.includes(review));
  const done = others.filter(({ standing }) => standing === 'done').length;
  const table = (caption: string, rows: readonly ReviewStanding[]) => (
    <ReviewTable caption={caption} rows={rows} child={child} names={names} />
  );
  return (
    <>
      <h2 class="nhsuk-heading-m">{heading}</h2>
      {reviews.length === 0 && <p>The dates of this child are not known, so no review has a day yet.</p>}
      {shown.length > 0 && table(owed.length > 0 ? 'Due now' : 'Next', shown)}
      {others.length > 0 && (
        <Details
          summary={`${shown.length > 0 ? 'Other' : 'All'} reviews: ${others.length}, of which ${done} done`}
        >
          {table('In the order of their days', others)}
        </Details>
      )}
      <p>{whoDelivers({ state: child.state, directory })}</p>
    </>
  );
}

function ReviewTable({
  caption,
  rows,
  child,
  names,
}: {
  caption: string;
  rows: readonly ReviewStanding[];
  child: ReadChild;
  names: Names;
}) {
  return (
    <Table
      caption={caption}
      captionSize="s"
      columns={[
        { head: 'Review', cell: (review) => <ReviewName review={review} /> },
        { head: 'Between', cell: daysWords },
        {
          head: 'How it stands',
          cell: (review) => <Standing review={review} plan={planOf(review, child)} />,
        },
        { head: 'By whom', cell: (review) => byWords(review, names) },
      ]}
      rows={rows}
      none=""
    />
  );
}

function ReviewName({ review }: { review: ReviewStanding }) {
  return (
    <>
      {review.words}
      {!review.mandated && ' (offered in this area)'}
    </>
  );
}

function daysWords({ opensOn, dueOn }: ReviewStanding): string {
  return opensOn === null || dueOn === null
    ? 'No days by the rules here'
    : `${sayDate(opensOn)} and ${sayDate(dueOn)}`;
}

/** What was agreed with the neonatal unit, beside the review that has to know it (scenario A46). */
function planOf({ code, standing }: ReviewStanding, { state, mask }: ReadChild): string | null {
  const plan = state.family.admissions.at(-1)?.plan;
  const stillToDo = standing === 'overdue' || standing === 'due' || standing === 'coming';
  if (code !== 'new-birth' || !stillToDo || !plan) return null;
  const words = `Discharge planned for ${sayDate(plan.expectedOn)} with ${plan.withWhom}: ${plan.needs}`;
  return mask ? mask(words) : words;
}

function Standing({ review, plan }: { review: ReviewStanding; plan: string | null }) {
  const { standing, record, missed, catchUp, dueOn } = review;
  const open = standing === 'overdue' || standing === 'due';
  return (
    <>
      {colours[standing] ? (
        <Tag colour={colours[standing]}>{reviewStandingWords[standing]}</Tag>
      ) : (
        reviewStandingWords[standing]
      )}
      {record && ` on ${sayDate(record.on)}`}
      {open && catchUp && ` To make good after arrival, by ${sayDate(dueOn ?? '')}.`}
      {missed.length > 0 && ` Missed on ${missed.map((one) => sayDate(one.on)).join(' and on ')}.`}
      {plan && <p>{plan}</p>}
    </>
  );
}

function byWords({ record, missed }: ReviewStanding, names: Names): string {
  const last = record ?? missed.at(-1);
  if (!last) return '';
  const team = last.teamId === '' ? '' : `, ${names.team(last.teamId)}`;
  return `${last.by}${team}`;
}

/** The clock of the child, and beside it the clock of its handover. */
export function Clocks({
  child,
  handover,
  directory,
  names,
  now,
}: {
  child: ReadChild;
  handover: Handover;
  directory: Directory;
  names: Names;
  now: Instant;
}) {
  const { state } = child;
  if (state.care.status !== 'in-care') return null;
  const { next } = childClock(reviewsOn(state, directory, now), state.lastSeenOn, now);
  const [step] = Object.values(state.deadlines)
    .filter((deadline) => deadline.handoverId === handover.handoverId)
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  return (
    <SummaryList
      rows={[
        {
          key: 'Child: next review',
          value: next ? (
            <>
              {next.standing === 'overdue' && <strong class="hh-overdue">Overdue </strong>}
              {`${next.words}, ${next.standing === 'overdue' ? 'was due' : 'by'} ${sayDueDay(next.dueOn ?? '')}`}
            </>
          ) : (
            'None is owed'
          ),
        },
        {
          key: 'Handover: next step',
          value: step ? (
            <>
              {step.dueAt <= now && <strong class="hh-overdue">Overdue </strong>}
              {`${names.owed(step)}, ${names.team(step.ownerTeamId)}, ${step.dueAt <= now ? 'was due' : 'by'} ${sayDueFrom(step.dueAt, now)}`}
            </>
          ) : (
            'Nothing is owed'
          ),
        },
      ]}
    />
  );
}

/** A level that was only taken down, or decided as it was and as it was proposed, has changed nothing. */
const withoutReason: Readonly<Record<LevelStep['how'], string>> = {
  known: 'As it was known when it was recorded',
  proposed: 'The assessment is not written yet',
  decided: 'As proposed, and as it was',
  changed: 'No reason was recorded',
};

/** The history of the level of service: proposed by the releasing side, decided by the receiving one, changed with a reason. */
export function Levels({ child, names }: { child: ReadChild; names: Names }) {
  const steps = levelHistory(child.facts);
  const last = steps.at(-1);
  if (!last) return null;
  const howMany = steps.length === 1 ? '1 step' : `${steps.length} steps, the last`;
  return (
    <Details summary={`How the level of service was decided: ${howMany} on ${sayDate(dayOf(last))}`}>
      <Table
        caption="Level of service"
        captionSize="s"
        columns={[
          { head: 'Level', cell: (step: LevelStep) => levelOn(step.level, dayOf(step)) },
          { head: 'How', cell: (step: LevelStep) => levelStepWords[step.how] },
          { head: 'Why', cell: (step: LevelStep) => step.reason || withoutReason[step.how] },
          {
            head: 'Who',
            cell: (step: LevelStep) =>
              `${names.person(step.by)}${step.teamId === 'handhold' ? '' : `, ${names.team(step.teamId)}`}`,
          },
          { head: 'When', cell: (step: LevelStep) => sayInstant(step.at) },
        ]}
        rows={steps.toReversed()}
        none=""
      />
    </Details>
  );
}

/** What changes for a family that leaves the programme, as numbers; nothing for other handovers. */
export function IntensityDrop({
  child,
  handover,
  directory,
  now,
}: {
  child: ReadChild;
  handover: Handover;
  directory: Directory;
  now: Instant;
}) {
  const drop = dropOf(handover, child, directory, now);
  if (!drop) return null;
  return (
    <>
      <h2 class="nhsuk-heading-m">What changes for the family</h2>
      <SummaryList rows={dropLines(drop, now)} />
    </>
  );
}
