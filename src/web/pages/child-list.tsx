import type { ListedChild, NamedChild } from '../../application/readings.ts';
import { type Instant, sayDate, sayDueFrom, sayInstant } from '../../domain/calendar/time.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { ObligationKind } from '../../domain/escalation/obligations.ts';
import { sayBooked } from '../../domain/handover/joint-visits.ts';
import { lowerFirst } from '../../domain/language/sentence.ts';
import { sayOwed, sayState, sayUnseen } from '../../domain/language/sightings.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { type HandoverStateName, priorities, priorityWords } from '../../domain/language/words.ts';
import { sayRisk } from '../../domain/risk/priority.ts';
import { Tag, type TagColour } from '../components/content.tsx';
import type { Child } from '../html/jsx-runtime.ts';
import { pagePaths } from './page-paths.ts';

const priorityColours: readonly TagColour[] = ['grey', 'yellow', 'red'];

/** Priority as a word in a tag; colour only underlines it. */
export function PriorityTag({ rank }: { rank: number | null }) {
  const name = rank === null ? undefined : priorities[rank];
  return name ? (
    <Tag colour={priorityColours[rank ?? 0]}>{priorityWords[name]}</Tag>
  ) : (
    <span>No handover</span>
  );
}

/** The name of a child in a list; an unborn child is said as such. */
export function nameOf(
  child: Pick<ListedChild, 'givenName' | 'familyName' | 'bornOn'> & { readonly client?: boolean },
): string {
  const name = `${child.givenName} ${child.familyName}`.trim();
  if (child.client) return `Client ${name}`;
  return child.bornOn === null ? `Unborn child ${name}`.trim() : name;
}

/** Which child a page is about, where nothing else says it: two of one name differ by their day. */
export function whichChild(child: ChildState['identity']): string {
  const { bornOn, expectedOn } = child;
  const day = bornOn ? `, born ${sayDate(bornOn)}` : expectedOn ? `, due ${sayDate(expectedOn)}` : '';
  return `${nameOf(child) || 'Name not known'}${day}`;
}

/** The record of a child, or of a client of the programme, who is listed beside children. */
export function recordOf(personId: string, child: NamedChild): string {
  return child?.client ? pagePaths.client(personId) : pagePaths.child(personId);
}

/** The name where the reader may see the record; else that they may not, and nothing by which it is known (promise P11). */
export function nameOrUnread(child: NamedChild): string {
  return child ? nameOf(child) : 'A record that your team does not read';
}

/** The first letters of the id, by which mail and lists speak of a record without its name. */
export function referenceOf(personId: string): string {
  return personId.slice(0, 8);
}

/**
 * Which child it is of several of one name, and by which reference mail speaks of it. Of a record that the reader’s team does not read,
 * where they hear whom to ask, if theirs is a role that may ask.
 */
export function AndReference({ personId, child, asks = true }: AboutRecord) {
  const born = child?.bornOn ? `Born ${sayDate(child.bornOn)}. ` : '';
  const reference = `${born}Reference ${referenceOf(personId)}`;
  if (child || !asks) return <p class="hh-arrival__line nhsuk-u-secondary-text-colour">{reference}</p>;
  return (
    <p class="hh-arrival__line">
      {reference}.{' '}
      <a href={pagePaths.child(personId)}>
        Whom to ask about it<span class="nhsuk-u-visually-hidden">: {referenceOf(personId)}</span>
      </a>
    </p>
  );
}

type AboutRecord = { readonly personId: string; readonly child: NamedChild; readonly asks?: boolean };

type OwedLine = Pick<ListedChild, 'owed' | 'dueAt' | 'bornOn'>;

/** When something is due, in words; overdue is a word, not only a colour. */
export function Due({ line: { owed, dueAt, bornOn }, now }: { line: OwedLine; now: Instant }) {
  if (owed === null || dueAt === null) return <>Nothing owed by your team</>;
  const words = sayOwed(owed as ObligationKind, { bornOn });
  return dueAt <= now ? (
    <>
      <strong class="hh-overdue">Overdue</strong> {words}: was due {sayDueFrom(dueAt, now)}
    </>
  ) : (
    <>
      {words} by {sayDueFrom(dueAt, now)}
    </>
  );
}

type ChildListProps = {
  readonly caption: string;
  readonly lines: readonly ListedChild[];
  readonly names: Names;
  readonly now: Instant;
  /** Said in place of the list when there is nobody on it. */
  readonly none: string;
  /** Arrivals all come to one team, which need not be said of each child. */
  readonly sides?: 'both' | 'from';
  /** Several lines of one record stand together, and so many records at most: all that is late of one child is one visit. */
  readonly records?: number;
  /** The team of which the reader answers for every child that nobody is named for: of each of these it is said. */
  readonly answersIn?: string | null;
  /** What may be done at once with a child of the list. */
  readonly action?: (child: ListedChild) => Child;
};

/**
 * A list of children, what matters first: each in a few lines of a phone, and beside one another where the page is wide. The
 * order is the database's; the words are here.
 */
export function ChildList(props: ChildListProps) {
  const { caption, lines, names, now, none, sides = 'both', records, answersIn, action } = props;
  if (lines.length === 0) return <p>{none}</p>;
  return (
    <section>
      <h2 class="nhsuk-heading-m">{caption}</h2>
      <ul class="hh-arrivals">
        {together(lines, records).map(([child, ...more]) => (
          <li class="hh-arrival hh-child">
            <h3 class="hh-arrival__name">
              <a href={addressOf(child)}>{nameOf(child)}</a>{' '}
              {child.priority !== null && <PriorityTag rank={child.priority} />}
            </h3>
            <p class="hh-arrival__line">
              {[sayRisk(child.riskRank ?? 0), sayUnseen(child, now), bornWords(child)]
                .filter(Boolean)
                .join('. ')}
            </p>
            <AllDue lines={[child, ...more]} now={now} />
            <p class="hh-arrival__line">
              {sides === 'from' ? fromWords(child, names) : whereWords(child, names)}
            </p>
            {answersIn && child.holderTeam === answersIn && child.holderPractitioner === null && (
              <p class="hh-arrival__line">Nobody is named: you answer</p>
            )}
            {child.jointVisitOn !== null && (
              <p class="hh-arrival__line">
                {`Joint visit: ${lowerFirst(sayBooked({ on: child.jointVisitOn, at: child.jointVisitAt }, now))}`}
              </p>
            )}
            {action?.(child)}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Together = readonly [ListedChild, ...ListedChild[]];

function together(lines: readonly ListedChild[], records: number | undefined): readonly Together[] {
  if (records === undefined) return lines.map((line) => [line]);
  return [...Map.groupBy(lines, addressOf).values()]
    .slice(0, records)
    .flatMap(([first, ...more]) => (first ? [[first, ...more] as const] : []));
}

function AllDue({ lines, now }: { lines: Together; now: Instant }) {
  const [first, ...more] = lines;
  if (more.length === 0)
    return (
      <p class="hh-arrival__line">
        <Due line={first} now={now} />
      </p>
    );
  return (
    <ul class="hh-arrival__line hh-reasons">
      {lines.map((line) => (
        <li>
          <Due line={line} now={now} />
        </li>
      ))}
    </ul>
  );
}

function addressOf({ personId, handoverId, client }: ListedChild): string {
  if (client) return pagePaths.client(personId);
  return handoverId ? pagePaths.handover(personId, handoverId) : pagePaths.child(personId);
}

function bornWords({ bornOn, expectedOn }: ListedChild): string {
  if (bornOn) return `Born ${sayDate(bornOn)}`;
  return expectedOn ? `Due ${sayDate(expectedOn)}` : 'Day of birth not known';
}

function fromWords(child: ListedChild, names: Names): string {
  const { releasingTeam, offeredAt, handoverState } = child;
  const offered = offeredAt ? `, offered ${sayInstant(offeredAt)}` : '';
  const stands = handoverState === 'offered' || handoverState === null ? '' : `. ${stateWords(child)}`;
  return `From ${names.team(releasingTeam ?? '')}${offered}${stands}`;
}

function whereWords(child: ListedChild, names: Names): string {
  const { handoverState, releasingTeam, receivingTeam, holderTeam, holderPractitioner } = child;
  if (handoverState && releasingTeam && receivingTeam)
    return `${stateWords(child)}: ${names.team(releasingTeam)} to ${names.team(receivingTeam)}`;
  if (handoverState) return stateWords(child);
  if (!holderTeam) return 'Accountability has ended';
  const team = names.team(holderTeam);
  return holderPractitioner ? `Held by ${names.person(holderPractitioner)} (${team})` : `Held by ${team}`;
}

function stateWords({ handoverState, bornOn }: ListedChild): string {
  return sayState(handoverState as HandoverStateName, bornOn);
}
