import type { ReadChild } from '../../application/readings.ts';
import { mayCommand } from '../../domain/access/permissions.ts';
import { relationsOf } from '../../domain/access/relations.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import { commandsOpenTo } from '../../domain/child/decide.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { neededToAccept } from '../../domain/handover/acceptance.ts';
import { checklist, closingList } from '../../domain/handover/checklist.ts';
import { commandWords } from '../../domain/handover/commands.ts';
import { type Handover, isOpen, releaseOf } from '../../domain/handover/facts.ts';
import { gpAnswered, gpBeside } from '../../domain/handover/gp-elsewhere.ts';
import { gpAnswerWords } from '../../domain/handover/parts.ts';
import { lowerFirst } from '../../domain/language/sentence.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { Details, Tag, WarningCallout } from '../components/content.tsx';
import { ButtonLink } from '../components/links.tsx';
import { SummaryList, TaskList } from '../components/lists.tsx';
import { Timeline } from '../components/record.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { doneIn, nextBeforeAccepting } from '../forms/before-accepting.ts';
import { formFor, mainCommand } from './checklist-links.ts';
import { familyRows, riskRows } from './circumstance-rows.tsx';
import { Frame } from './frame.tsx';
import { handoverRowsOf } from './handover-rows.tsx';
import { pagePaths } from './page-paths.ts';
import { timelineOf } from './record-timeline.tsx';
import { Alarms, Owed, Roles, Top } from './record-top.tsx';
import { Clocks, IntensityDrop, Reviews } from './review-section.tsx';
import type { Asked } from './route.ts';

/** One handover: what should happen next first, then what it says, then what happened. */
export function HandoverPage({
  asked,
  child,
  handover,
  deps,
  opened,
}: {
  asked: Asked;
  child: ReadChild;
  handover: Handover;
  deps: WebDeps;
  opened: readonly OpenedAtWrongDesk[];
}) {
  const { state, personId } = child;
  const directory = deps.directory();
  const names = namesOf(directory);
  const commands = commandsOpenTo(state, handover, deps.context(asked.actor, asked.now));
  const lines =
    handover.state === 'draft'
      ? checklist(handover, state, { directory, now: asked.now })
      : handover.state === 'accepted' || handover.state === 'seen'
        ? closingList(handover)
        : [];
  const holdsForRoute =
    handover.destination.kind === 'holding' && handover.destination.teamId === asked.actor.teamId;
  const next = holdsForRoute && commands.includes('redirect') ? 'redirect' : mainCommand(handover, lines);
  // An acceptance that would be refused is not what should happen next.
  const main = next === 'accept' ? (nextBeforeAccepting(handover, state) ?? next) : next;
  const first = commands.find((name) => name === main);
  return (
    <Frame asked={asked} title="Handover" back={{ href: pagePaths.child(personId), text: 'The child' }}>
      <h1 class="nhsuk-u-visually-hidden">Handover</h1>
      <Top
        asked={asked}
        child={child}
        deps={deps}
        current={pagePaths.handover(personId, handover.handoverId)}
      />
      <Roles handover={handover} state={state} names={names} personId={personId} />
      <OtherThanRouted handover={handover} names={names} />
      <GpElsewhere handover={handover} child={child} names={names} directory={directory} asked={asked} />
      <Alarms child={child} names={names} />
      <h2 class="nhsuk-heading-m">Risk</h2>
      <SummaryList rows={riskRows(child)} />
      {first && (
        <p>
          <ButtonLink href={pagePaths.handoverForm(personId, handover.handoverId, first)}>
            {first === 'offer'
              ? `Send the offer to ${names.team(handover.destination.teamId)}`
              : commandWords[first]}
          </ButtonLink>
        </p>
      )}
      {handover.state === 'superseded' && handover.undecidedSince && asked.view.absence === null && (
        <p>
          <ButtonLink href={pagePaths.form(personId, 'change-level')} variant="secondary">
            Decide the level of service
          </ButtonLink>
        </p>
      )}
      {lines.length > 0 && (
        <>
          <h2 class="nhsuk-heading-m">
            {handover.state === 'draft' ? 'Check before you send' : 'Before it can close'}
          </h2>
          <TaskList
            idPrefix="check"
            items={lines.map((line) => ({
              title: line.words,
              href: line.done ? undefined : formFor(line.key, personId, handover),
              status: line.done ? { kind: 'done', text: 'Done' } : { kind: 'to-do', text: 'To do' },
            }))}
          />
        </>
      )}
      {commands.includes('accept') && <NeededToAccept handover={handover} child={child} />}
      {commands.length > 0 && (
        <Details summary="Everything you can do here" open={commands.length < 6}>
          <ul class="nhsuk-list">
            {commands.map((name) => (
              <li>
                <a href={pagePaths.handoverForm(personId, handover.handoverId, name)}>{commandWords[name]}</a>
              </li>
            ))}
          </ul>
        </Details>
      )}
      <WrongDesks opened={opened} names={names} />
      <h2 class="nhsuk-heading-m">What the handover says</h2>
      <SummaryList
        rows={handoverRowsOf(
          handover,
          names,
          commands.includes('lower-priority')
            ? pagePaths.handoverForm(personId, handover.handoverId, 'lower-priority')
            : null,
          gpBeside(state, { directory, now: asked.now })?.says ?? null,
          asked.now,
        )}
      />
      <Questions handover={handover} names={names} />
      <IntensityDrop child={child} handover={handover} directory={directory} now={asked.now} />
      <Clocks child={child} handover={handover} directory={directory} names={names} now={asked.now} />
      <Reviews
        child={child}
        directory={directory}
        names={names}
        now={asked.now}
        caption="Reviews that go with the child"
      />
      <h2 class="nhsuk-heading-m">Family</h2>
      <SummaryList rows={familyRows(child)} />
      <Owed state={state} names={names} now={asked.now} />
      <h2 class="nhsuk-heading-m">What happened in this handover</h2>
      <Timeline
        items={timelineOf(
          {
            ...child,
            facts: child.facts.filter(
              (stored) => 'handoverId' in stored.fact && stored.fact.handoverId === handover.handoverId,
            ),
            raised: [],
          },
          names,
        )}
        level={3}
      />
    </Frame>
  );
}

/** The desk that a person chose is not the one that routing finds: shown to both sides until somebody has accepted (scenario A27). */
function OtherThanRouted({ handover, names }: { handover: Handover; names: Names }) {
  const { routed, teamId, reason } = handover.destination;
  const undecided = ['draft', 'offered', 'acknowledged'].includes(handover.state);
  if (!routed || !undecided) return null;
  return (
    <WarningCallout heading="Routing finds another desk" level={2}>
      <p>{`By where the child sleeps it goes to ${names.team(routed.teamId)}: ${routed.reason}.`}</p>
      <p>{`It goes to ${names.team(teamId)} instead. ${reason}. ${names.team(handover.releasingTeamId)} answers for the child until somebody there has accepted.`}</p>
    </WarningCallout>
  );
}

/** The GP is in another area than the home: shown to both sides until the handover is over, with what a person said of it (scenario A27). */
function GpElsewhere({
  handover,
  child,
  names,
  directory,
  asked: { actor, now },
}: {
  handover: Handover;
  child: ReadChild;
  names: Names;
  directory: Directory;
  asked: Asked;
}) {
  const beside = gpBeside(child.state, { directory, now });
  if (!beside?.differs || !isOpen(handover)) return null;
  const answer = gpAnswered(handover, child.state);
  // A draft is revised; of a handover that was sent it is said with the practice.
  const sent = handover.state !== 'draft' && releaseOf(handover) === null;
  const maySay = sent && mayCommand(actor, 'record-gp', relationsOf(child.state, actor.teamId, directory));
  return (
    <WarningCallout heading="The GP is in another area than the home" level={2}>
      <p>{`${beside.says}.`}</p>
      <p>
        {answer
          ? `${names.team(handover.gpElsewhere?.saidBy ?? handover.releasingTeamId)} says: ${lowerFirst(gpAnswerWords[answer])}.`
          : 'Nobody has said yet what holds.'}
      </p>
      {!answer && maySay && (
        <p>
          <a href={pagePaths.form(child.personId, 'record-gp')}>Say what holds of the practice</a>
        </p>
      )}
    </WarningCallout>
  );
}

/** What would have an acceptance refused, while there is time to do it. */
function NeededToAccept({ handover, child }: { handover: Handover; child: ReadChild }) {
  const needed = neededToAccept(handover, child.state);
  if (needed.length === 0) return null;
  return (
    <>
      <h2 class="nhsuk-heading-m">Before it can be accepted</h2>
      <TaskList
        idPrefix="accept"
        items={needed.map(({ key, words, done }) => ({
          title: words,
          href: done ? undefined : doneIn(key, child.personId, handover),
          status: done ? { kind: 'done', text: 'Done' } : { kind: 'to-do', text: 'To do' },
        }))}
      />
    </>
  );
}

/** Where an offer lay by mistake, and who of that desk opened the record while it lay there. */
export type OpenedAtWrongDesk = {
  readonly teamId: string;
  readonly looks: readonly { readonly practitionerId: string; readonly readAt: string }[];
};

/**
 * The desks from which an offer was recalled, with the looks of their people since the offer (scenario A51). Told to
 * everyone but those desks.
 */
export async function openedAtWrongDesk(
  asked: Asked,
  child: ReadChild,
  handover: Handover,
  deps: WebDeps,
): Promise<readonly OpenedAtWrongDesk[]> {
  const desks = child.facts.flatMap(({ fact }) => {
    if (!('handoverId' in fact) || fact.handoverId !== handover.handoverId) return [];
    if (fact.type === 'HandoverRedirected') return fact.recalled ? [fact.from.teamId] : [];
    const takenBack = fact.type === 'HandoverWithdrawn' && fact.recalled;
    return takenBack ? [handover.destination.teamId] : [];
  });
  const offered = child.facts.find(
    ({ fact }) => fact.type === 'HandoverOffered' && fact.handoverId === handover.handoverId,
  );
  if (desks.length === 0 || !offered || desks.includes(asked.actor.teamId)) return [];
  const looks = await deps.readings.desksThatOpened(asked.actor, child.personId, offered.recordedAt);
  return [...new Set(desks)].map((teamId) => ({
    teamId,
    looks: looks.filter((look) => look.teamId === teamId),
  }));
}

function WrongDesks({ opened, names }: { opened: readonly OpenedAtWrongDesk[]; names: Names }) {
  return (
    <>
      {opened.map(({ teamId, looks }) => (
        <Table
          caption={`Recalled from ${names.team(teamId)}: who opened it there`}
          captionSize="m"
          columns={[
            { head: 'Who', cell: (look) => names.person(look.practitionerId) },
            { head: 'When', cell: (look) => sayInstant(look.readAt) },
          ]}
          rows={looks}
          none={`Recalled from ${names.team(teamId)}: nobody there opened it.`}
        />
      ))}
    </>
  );
}

function Questions({ handover, names }: { handover: Handover; names: Names }) {
  const { questions } = handover.happenings;
  if (questions.length === 0) return null;
  return (
    <Table
      caption="Questions"
      captionSize="m"
      columns={[
        {
          head: 'Question',
          cell: (question) =>
            `${question.text} (${names.person(question.askedBy)}, ${sayInstant(question.askedAt)})`,
        },
        {
          head: 'Answer',
          cell: (question) =>
            question.answer ? (
              `${question.answer.text} (${names.person(question.answer.by)})`
            ) : question.stoodDown ? (
              'Not answered: the offer left the desk that it was between'
            ) : (
              <Tag colour="orange">Not answered yet</Tag>
            ),
        },
      ]}
      rows={questions}
      none=""
    />
  );
}
