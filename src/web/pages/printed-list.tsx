import type { ListedChild } from '../../application/readings.ts';
import { type Instant, sayInstant } from '../../domain/calendar/time.ts';
import { sayLastSeen } from '../../domain/language/sightings.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
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
        const names = namesOf(deps.directory());
        return page(
          <Frame asked={asked} title="Printable list" back={{ href: '/', text: 'My work' }}>
            <h1 class="nhsuk-heading-l">List for when the system is down</h1>
            <p>
              {names.team(actor.teamId)}, as at {sayInstant(now)}. Write the true time of everything you do on
              paper; it is entered later with that time. Keep this list as you keep records.
            </p>
            <ChildList
              caption={`Arriving to us (${arrivals.length})`}
              sides="from"
              lines={arrivals}
              names={names}
              now={now}
              none="Nobody is arriving."
            />
            <ChildList
              caption={`Accepted here, the other side still answers (${notYetHeld.length})`}
              sides="from"
              lines={notYetHeld}
              names={names}
              now={now}
              none="We answer for every child that was accepted here."
            />
            <ArrivingReviewList arriving={[...arriving.values()]} directory={deps.directory()} now={now} />
            <HeldHere held={held} names={names} now={now} />
            <OnPaper />
          </Frame>,
        );
      },
    },
  ];
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
function OnPaper() {
  return (
    <table class="nhsuk-table hh-paper">
      <caption class="nhsuk-table__caption nhsuk-table__caption--m">To fill in by hand</caption>
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

function HeldHere({ held, names, now }: { held: readonly ListedChild[]; names: Names; now: Instant }) {
  return (
    <Table
      caption={`Held here (${held.length}), by family name`}
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
          cell: ({ owed, dueAt }) => <Due owed={owed} dueAt={dueAt} now={now} />,
        },
      ]}
      rows={held.toSorted(inOrderOfName)}
      none="Nobody is held here."
    />
  );
}
