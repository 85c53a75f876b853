import type { ListedChild } from '../../application/readings.ts';
import { type Instant, sayInstant } from '../../domain/calendar/time.ts';
import { sayLastSeen } from '../../domain/language/sightings.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { LinkList } from '../components/links.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import type { Child } from '../html/jsx-runtime.ts';
import { ChildList, Due, nameOf } from './child-list.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { ArrivingReviewList, bornWords } from './review-lists.tsx';
import { page, type Route } from './route.ts';

/** What leads to it. */
export const printedListWords = 'List to print, for when the system is down';

/**
 * The list for when the system is down. It has no further lines, for paper has no link: every child that the team holds is on
 * it, every child that arrives, and how many they are; each leaves a look.
 */
export function printedListRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.printList,
      permission: 'see-own-work',
      looks: 'print',
      handle: async (asked) => {
        const { actor, now } = asked;
        const { held, arrivals, accepted } = await deps.readings.printed(actor, now);
        const arriving = new Map([...arrivals, ...accepted].map((child) => [child.personId, child]));
        const notYetHeld = accepted.filter(({ holderTeam }) => holderTeam !== actor.teamId);
        const directory = deps.directory();
        const names = namesOf(directory);
        const arrivingHere = { sides: 'from', names, now } as const;
        const parts: readonly Part[] = [
          {
            id: 'arriving',
            caption: `Arriving to us (${arrivals.length})`,
            draw: (caption) => (
              <ChildList
                {...arrivingHere}
                caption={caption}
                lines={arrivals}
                none="No child is on its way to this team."
              />
            ),
          },
          {
            id: 'accepted',
            caption: `Accepted here, the other side still answers (${notYetHeld.length})`,
            draw: (caption) => (
              <ChildList
                {...arrivingHere}
                caption={caption}
                lines={notYetHeld}
                none="We answer for every child that was accepted here."
              />
            ),
          },
          {
            id: 'reviews',
            caption: `Reviews of the children who arrive (${arriving.size})`,
            draw: (caption) => (
              <ArrivingReviewList
                caption={caption}
                arriving={[...arriving.values()]}
                directory={directory}
                now={now}
              />
            ),
          },
          {
            id: 'held',
            caption: `Held here (${held.length}), by family name`,
            draw: (caption) => <HeldHere caption={caption} held={held} names={names} now={now} />,
          },
          { id: 'by-hand', caption: 'To fill in by hand', draw: (caption) => <OnPaper caption={caption} /> },
        ];
        return page(
          <Frame asked={asked} title="Printable list" back={{ href: '/', text: 'My work' }}>
            <h1 class="nhsuk-heading-l">List for when the system is down</h1>
            <p>
              {names.team(actor.teamId)}, as at {sayInstant(now)}. Write the true time of everything you do on
              paper; it is entered later with that time. Keep this list as you keep records.
            </p>
            <Contents parts={parts} />
            {parts.map(({ id, caption, draw }) => (
              <section id={id}>{draw(caption)}</section>
            ))}
          </Frame>,
        );
      },
    },
  ];
}

/** A part of the list, with what it is called above it and in the line that leads to it. */
type Part = {
  readonly id: string;
  readonly caption: string;
  readonly draw: (caption: string) => Child;
};

/** On a screen the list is as long as on paper: each part is one tap away. */
function Contents({ parts }: { parts: readonly Part[] }) {
  return (
    <nav class="hh-begins" aria-label="On this list">
      <LinkList links={parts.map(({ id, caption }) => ({ href: `#${id}`, text: caption }))} />
    </nav>
  );
}

/** What has to be written down so that it can be entered later: as much as the forms ask of a call that counts. */
const onPaper = [
  'Child: name and date of birth',
  'What was done',
  'True day and time',
  'By whom, and telephone',
  'Verbal handover: both names',
  'Risks played back: what was understood',
  'Accepted by, and day of first contact',
];

/** To be filled in by hand, one column for each child (scenario A52). */
function OnPaper({ caption }: { caption: string }) {
  return (
    <table class="nhsuk-table hh-paper">
      <caption class="nhsuk-table__caption nhsuk-table__caption--m">{caption}</caption>
      <tbody class="nhsuk-table__body">
        {onPaper.map((line) => (
          <tr class="nhsuk-table__row">
            <th class="nhsuk-table__header" scope="row">
              {line}
            </th>
            <td class="nhsuk-table__cell" />
            <td class="nhsuk-table__cell" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whoever looks somebody up on paper looks for a name. */
const byName = new Intl.Collator('en-GB');

/** By family name, then given name, then day of birth. */
function inOrderOfName(a: ListedChild, b: ListedChild): number {
  return (
    byName.compare(a.familyName, b.familyName) ||
    byName.compare(a.givenName, b.givenName) ||
    byName.compare(a.bornOn ?? '', b.bornOn ?? '')
  );
}

function HeldHere({
  caption,
  held,
  names,
  now,
}: {
  caption: string;
  held: readonly ListedChild[];
  names: Names;
  now: Instant;
}) {
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={[
        { head: 'Child', cell: (child) => <a href={pagePaths.child(child.personId)}>{nameOf(child)}</a> },
        { head: 'Born', cell: bornWords },
        {
          head: 'Answers',
          cell: ({ holderPractitioner }) =>
            holderPractitioner ? names.person(holderPractitioner) : 'The team’s lead',
        },
        {
          head: 'Last seen',
          cell: (child) => sayLastSeen(child, 'Never seen here'),
        },
        {
          head: 'Owed next',
          cell: (child) => <Due line={child} now={now} />,
        },
      ]}
      rows={held.toSorted(inOrderOfName)}
      none="This team holds no child."
      dense
    />
  );
}
