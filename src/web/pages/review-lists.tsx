import type { ArrivingChild } from '../../application/readings.ts';
import {
  type ReviewLine,
  type UnseenDays,
  unseenDays,
  type Whose,
  whoseReviews,
} from '../../application/review-lists.ts';
import { type Instant, londonDate, sayDate } from '../../domain/calendar/time.ts';
import { answersFor, type Directory } from '../../domain/directory/directory.ts';
import { sayUnseen } from '../../domain/language/sightings.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { codeOfKey } from '../../domain/reviews/obligations.ts';
import { reviewWords } from '../../domain/reviews/schedule.ts';
import {
  type ReviewStanding,
  type ReviewStandingName,
  reviewStandings,
  reviewStandingWords,
  reviewsOn,
} from '../../domain/reviews/standing.ts';
import { LinkList } from '../components/links.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { ChildList, nameOf } from './child-list.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { pagePaths } from './page-paths.ts';
import { notFound, page, type Route } from './route.ts';
import { StandsIn } from './stands-in.tsx';

export const reviewListWords: Readonly<Record<Whose, string>> = {
  mine: 'Reviews due for my children',
  team: 'Reviews due in this team',
};

/** The name of the list of children not seen for so many days. */
export function unseenWords(days: UnseenDays): string {
  return `Not seen for ${days} days`;
}

/** Lists of a team across its children: reviews by the day on which they are due, and who has not been seen for how long. */
export function reviewListRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.reviews(':whose'),
      permission: 'see-own-work',
      looks: null,
      handle: async (asked) => {
        const whose = whoseReviews.find((one) => one === asked.parameters.whose);
        if (!whose) return notFound;
        const from = pageStart(asked.query.from);
        const directory = deps.directory();
        const people = answersFor(directory, asked.actor, asked.now);
        const lines = await deps.readings.reviews.due(asked.actor, people, whose, asked.now, from);
        return page(
          <Frame asked={asked} title={reviewListWords[whose]} back={{ href: '/', text: 'My work' }}>
            <h1 class="nhsuk-heading-l">{reviewListWords[whose]}</h1>
            {whose === 'mine' && <StandsIn people={people} names={namesOf(directory)} />}
            <LinkList
              links={whoseReviews
                .filter((other) => other !== whose)
                .map((other) => ({ href: pagePaths.reviews(other), text: reviewListWords[other] }))}
            />
            <DueReviews lines={lines} directory={directory} now={asked.now} />
            <Further href={pagePaths.reviews(whose)} from={from} shown={lines.length} />
          </Frame>,
        );
      },
    },
    {
      method: 'GET',
      path: pagePaths.unseen(':days'),
      permission: 'see-own-work',
      looks: null,
      handle: async (asked) => {
        const days = unseenDays.find((one) => String(one) === asked.parameters.days);
        if (!days) return notFound;
        const from = pageStart(asked.query.from);
        const [counts, children] = await Promise.all([
          deps.readings.reviews.unseenCounts(asked.actor, asked.now),
          deps.readings.reviews.unseen(asked.actor, days, asked.now, from),
        ]);
        return page(
          <Frame asked={asked} title={unseenWords(days)} back={{ href: '/', text: 'My work' }}>
            <h1 class="nhsuk-heading-l">{unseenWords(days)}</h1>
            <p>
              Asked of each child’s own record, whatever is planned. A child whom nobody has seen counts from
              its birth.
            </p>
            <ul class="nhsuk-list hh-links">
              {unseenDays.map((other) => (
                <li>
                  {other === days ? (
                    <strong>{`${unseenWords(other)}: ${counts[other]}`}</strong>
                  ) : (
                    <a href={pagePaths.unseen(other)}>{`${unseenWords(other)}: ${counts[other]}`}</a>
                  )}
                </li>
              ))}
            </ul>
            <ChildList
              caption="What matters first"
              lines={children}
              names={namesOf(deps.directory())}
              now={asked.now}
              none="Every child held here was seen in that time."
            />
            <Further href={pagePaths.unseen(days)} from={from} shown={children.length} />
          </Frame>,
        );
      },
    },
  ];
}

function DueReviews({
  lines,
  directory,
  now,
}: {
  lines: readonly ReviewLine[];
  directory: Directory;
  now: Instant;
}) {
  const names = namesOf(directory);
  return (
    <Table
      caption="By the day on which they are due"
      captionSize="m"
      columns={[
        { head: 'Child', cell: (line) => <a href={pagePaths.child(line.personId)}>{nameOf(line)}</a> },
        { head: 'Born', cell: bornWords },
        { head: 'Review', cell: (line) => reviewWords(codeOfKey(line.key), directory.localContacts) },
        {
          head: 'By',
          cell: (line) => (
            <>
              {line.dueAt <= now && <strong class="hh-overdue">Overdue </strong>}
              {sayDate(londonDate(line.dueAt))}
            </>
          ),
        },
        { head: 'Seen', cell: (line) => sayUnseen(line, now) },
        {
          head: 'Answers',
          cell: (line) => (line.practitionerId ? names.person(line.practitionerId) : 'The team’s lead'),
        },
      ]}
      rows={lines}
      none="No review is due."
    />
  );
}

/** The day of birth, or the expected day, as a list says it. */
export function bornWords({ bornOn, expectedOn }: Pick<ReviewLine, 'bornOn' | 'expectedOn'>): string {
  return bornOn ? sayDate(bornOn) : expectedOn ? `Due ${sayDate(expectedOn)}` : 'Not known';
}

/** For the printed list: what is due, done, declined and missed of each child that arrives, in one list. */
export function ArrivingReviewList({
  caption,
  arriving,
  directory,
  now,
}: {
  caption: string;
  arriving: readonly ArrivingChild[];
  directory: Directory;
  now: Instant;
}) {
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={[
        { head: 'Child', cell: (child: ArrivingChild) => nameOf(child) },
        { head: 'Born', cell: bornWords },
        {
          head: 'Reviews',
          cell: (child: ArrivingChild) => (
            <ul class="hh-reasons">
              {byStanding(reviewsOn(child.state, directory, now)).map(([standing, reviews]) => (
                <li>
                  <strong>{reviewStandingWords[standing]}.</strong> {reviews.map(sayReview).join('; ')}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
      rows={arriving}
      none="No child is on its way here."
      dense
    />
  );
}

/** What is overdue first; how reviews stand is said once of all of them. */
function byStanding(
  reviews: readonly ReviewStanding[],
): readonly (readonly [ReviewStandingName, readonly ReviewStanding[]])[] {
  const groups = Map.groupBy(reviews, ({ standing }) => standing);
  return reviewStandings.flatMap((standing) => {
    const so = groups.get(standing);
    return so ? [[standing, so] as const] : [];
  });
}

function sayReview({ words, standing, record, missed, dueOn }: ReviewStanding): string {
  const open = standing === 'overdue' || standing === 'due' || standing === 'coming';
  const day = record ? ` on ${sayDate(record.on)}` : open && dueOn ? ` by ${sayDate(dueOn)}` : '';
  const times =
    missed.length === 0 ? '' : `, missed ${missed.length === 1 ? 'once' : `${missed.length} times`}`;
  return `${words}${day}${times}`;
}
