import type { ReadChild } from '../../application/readings.ts';
import type { ChildState } from '../../domain/child/state.ts';
import { type Handover, priorityOf, releaseOf } from '../../domain/handover/facts.ts';
import { releasePoint } from '../../domain/handover/release-point.ts';
import { headline } from '../../domain/language/headline.ts';
import { lowerFirst } from '../../domain/language/sentence.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { priorityWords } from '../../domain/language/words.ts';
import { Panel } from '../components/content.tsx';
import { ButtonLink } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { whichChild } from './child-list.tsx';
import { WhoHolds } from './closed-record.tsx';
import { formOf, titleOf } from './form-page.tsx';
import { Frame } from './frame.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, notFound, page, type Route } from './route.ts';

/** After sending: who holds the child now, and what happens next and by when. */
export function doneRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.done(':personId', ':command'),
      permission: 'read-child',
      looks: 'confirmation',
      handle: async (asked) => {
        const { personId = '', command = '' } = asked.parameters;
        const form = formOf(command, true) ?? formOf(command, false);
        if (!form || !isId(personId)) return notFound;
        const child = await deps.readings.child(
          asked.actor,
          personId,
          'confirmation',
          'After an entry of one’s own',
        );
        return child
          ? page(<Recorded asked={asked} deps={deps} child={child} entry={titleOf(form, child.state)} />)
          : recordedAndClosed(asked, deps, personId);
      },
    },
  ];
}

type RecordedGiven = {
  readonly asked: Asked;
  readonly deps: WebDeps;
  readonly child: ReadChild;
  /** What was recorded, in the words of its form. */
  readonly entry: string;
};

function Recorded({ asked, deps, child, entry }: RecordedGiven) {
  const { personId = '', command = '' } = asked.parameters;
  const { state } = child;
  const handoverId = asked.query.handover;
  const top = headline(state, deps.directory(), asked.now);
  return (
    <Frame
      asked={asked}
      title={`Recorded: ${entry}`}
      back={{ href: pagePaths.child(personId), text: 'The child' }}
    >
      <Panel title={state.care.status === 'in-care' ? `${top.who} now` : top.who}>
        <p>{`${whichChild(state.identity)}. ${entry}: recorded.`}</p>
      </Panel>
      {state.handovers
        .filter(({ handoverId: id }) => id === handoverId)
        .map((handover) => (
          <Passing handover={handover} state={state} names={namesOf(deps.directory())} />
        ))}
      {command === 'report-signal' && <NoEnquiry child={child} />}
      {top.next !== '' && <p>What happens next: {top.next}.</p>}
      <p>
        {handoverId && isId(handoverId) ? (
          <ButtonLink href={pagePaths.handover(personId, handoverId)}>Go to the handover</ButtonLink>
        ) : (
          <ButtonLink href={pagePaths.child(personId)}>Go to the child</ButtonLink>
        )}
      </p>
    </Frame>
  );
}

/** What was entered may end the team’s relation to the child, as a decline does; its record is closed from then on. */
async function recordedAndClosed(asked: Asked, deps: WebDeps, personId: string): Promise<Answered> {
  const holds = await deps.readings.whoHoldsNow(asked.actor, personId, 'confirmation');
  return page(
    <Frame asked={asked} title="Recorded" back={{ href: '/', text: 'My work' }}>
      <Panel title="Recorded">
        <p>Your team stands in no relation to this child any more, so its record is closed to you.</p>
      </Panel>
      {holds && <WhoHolds holds={holds} deps={deps} />}
    </Frame>,
  );
}

/**
 * Shown when the handover is accepted and accountability has not passed: who answers until when, so that nobody takes
 * the one for the other.
 */
function Passing({ handover, state, names }: { handover: Handover; state: ChildState; names: Names }) {
  const accepted = handover.state === 'accepted' || handover.state === 'seen';
  if (!accepted || releaseOf(handover) !== null) return null;
  const priority = priorityWords[priorityOf(handover)].toLowerCase();
  const { waitsFor } = releasePoint(handover, state);
  return (
    <>
      <p>
        {`The handover is ${priority}, so accountability has not passed yet. ${names.team(handover.releasingTeamId)} answers for the child until:`}
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {waitsFor.map((words) => (
          <li>{words}</li>
        ))}
      </ul>
    </>
  );
}

/** Of a signal that suggests no move: that no enquiry stands open by it, and why (promise P8). */
function NoEnquiry({ child }: { child: ReadChild }) {
  const newest = child.facts.findLast(({ fact }) => fact.type !== 'DeadlinesMoved')?.fact;
  return newest?.type === 'SignalNoted' ? (
    <p>{`No move enquiry was opened: ${lowerFirst(newest.why)}. If the child sleeps elsewhere all the same, record the address.`}</p>
  ) : null;
}
