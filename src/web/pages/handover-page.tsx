import type { ReadChild } from '../../application/readings.ts';
import { type Instant, sayInstant } from '../../domain/calendar/time.ts';
import type { Actor } from '../../domain/child/context.ts';
import { commandsOpenTo } from '../../domain/child/decide.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { neededToAccept } from '../../domain/handover/acceptance.ts';
import { type ChecklistItem, checklist, closingList } from '../../domain/handover/checklist.ts';
import type { HandoverCommandName } from '../../domain/handover/commands.ts';
import { type Handover, openQuestion } from '../../domain/handover/facts.ts';
import { gpBeside } from '../../domain/handover/gp-elsewhere.ts';
import { wordsOfCommand } from '../../domain/language/sightings.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { Details, Tag } from '../components/content.tsx';
import { ButtonLink, LinkList } from '../components/links.tsx';
import { SummaryList, TaskList } from '../components/lists.tsx';
import { FoldedTimeline } from '../components/record.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { doneIn, nextBeforeAccepting } from '../forms/before-accepting.ts';
import { formFor, mainCommand } from './checklist-links.ts';
import { offersOpenTo } from './child-actions.ts';
import { familyRows, riskRows } from './circumstance-rows.tsx';
import { Frame } from './frame.tsx';
import { handoverRowsOf } from './handover-rows.tsx';
import { GpElsewhere, NamesWrongDesk, OtherThanRouted } from './handover-warnings.tsx';
import { pagePaths } from './page-paths.ts';
import { timelineOf } from './record-timeline.tsx';
import { Alarms, Owed, Roles, Top } from './record-top.tsx';
import { Clocks, IntensityDrop, Reviews } from './review-section.tsx';
import type { Asked } from './route.ts';
import { type OpenedAtWrongDesk, WrongDesks } from './wrong-desks.tsx';

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
  const names = namesOf(directory, state.identity);
  const commands = commandsOpenTo(state, handover, deps.context(asked.actor, asked.now));
  const mayDecideLevel = offersOpenTo(state, { actor: asked.actor, directory, now: asked.now }).some(
    ({ command }) => command === 'change-level',
  );
  const lines = linesToCheck(handover, state, directory, asked.now);
  const next = nextOf(asked, child, handover, deps);
  const linkTo = (command: HandoverCommandName) =>
    pagePaths.handoverForm(personId, handover.handoverId, command);
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
      <NamesWrongDesk handover={handover} names={names} />
      <OtherThanRouted handover={handover} names={names} />
      <GpElsewhere handover={handover} child={child} names={names} directory={directory} asked={asked} />
      <Alarms child={child} names={names} />
      <h2 class="nhsuk-heading-m">Risk</h2>
      <SummaryList rows={riskRows(child)} />
      {next && (
        <p>
          <ButtonLink href={next.href}>{next.words}</ButtonLink>
        </p>
      )}
      {handover.state === 'superseded' && handover.undecidedSince && mayDecideLevel && (
        <p>
          <ButtonLink href={pagePaths.form(personId, 'change-level')} variant="secondary">
            Decide the level of service
          </ButtonLink>
        </p>
      )}
      <Checklist
        heading={handover.state === 'draft' ? 'Check before you send' : 'Before it can close'}
        idPrefix="check"
        lines={lines}
        linkTo={(key) => formFor(key, personId, handover, commands)}
      />
      {commands.includes('accept') && (
        <Checklist
          heading="Before it can be accepted"
          idPrefix="accept"
          lines={neededToAccept(handover, state)}
          linkTo={(key) => doneIn(key, personId, handover)}
        />
      )}
      <EverythingToDo commands={commands} of={state.identity} linkTo={linkTo} />
      <WrongDesks opened={opened} names={names} />
      <h2 class="nhsuk-heading-m">What the handover says</h2>
      <SummaryList
        rows={handoverRowsOf(
          handover,
          state.identity,
          names,
          commands.includes('lower-priority') ? linkTo('lower-priority') : null,
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
        heading="Reviews that go with the child"
      />
      <h2 class="nhsuk-heading-m">Family</h2>
      <SummaryList rows={familyRows(child)} />
      <Owed state={state} names={names} now={asked.now} />
      <h2 class="nhsuk-heading-m">What happened in this handover</h2>
      <FoldedTimeline items={timelineOf(onlyOf(handover, child), names)} />
    </Frame>
  );
}

/** What is still to be said before a draft is sent, or to be done before an accepted handover can close. */
function linesToCheck(handover: Handover, state: ChildState, directory: Directory, now: Instant) {
  if (handover.state === 'draft') return checklist(handover, state, { directory, now });
  return handover.state === 'accepted' || handover.state === 'seen' ? closingList(handover, state) : [];
}

/** What should happen next here, of what the reader may do. */
function nextCommand(
  handover: Handover,
  state: ChildState,
  lines: readonly ChecklistItem[],
  { teamId }: Actor,
  commands: readonly HandoverCommandName[],
): HandoverCommandName | undefined {
  const { dispute } = handover.happenings;
  if (dispute?.deciderTeamId === teamId && commands.includes('decide-dispute')) return 'decide-dispute';
  if (commands.includes('agree-release')) return 'agree-release';
  const side = handover.destination.teamId === teamId ? 'receiving' : 'releasing';
  const asked = openQuestion(handover);
  const answers = asked !== null && asked.side !== side && commands.includes('answer');
  const holdsForRoute = handover.destination.kind === 'holding' && handover.destination.teamId === teamId;
  const next = holdsForRoute && commands.includes('redirect') ? 'redirect' : mainCommand(handover, lines);
  // Where an acceptance would be refused, what it needs first is what should happen next.
  const main = next === 'accept' ? (nextBeforeAccepting(handover, state) ?? next) : next;
  return commands.find((name) => name === main) ?? (answers ? 'answer' : undefined);
}

/** The record with the facts of this handover alone. */
function onlyOf({ handoverId }: Handover, child: ReadChild): ReadChild {
  const facts = child.facts.filter(({ fact }) => 'handoverId' in fact && fact.handoverId === handoverId);
  return { ...child, facts, raised: [] };
}

type LinkTo = (command: HandoverCommandName) => string;

/** The one thing that should happen next in a handover, with its form; null where it is not the reader's to do. */
export function nextOf(
  asked: Asked,
  { personId, state }: ReadChild,
  handover: Handover,
  deps: WebDeps,
): { readonly href: string; readonly words: string } | null {
  const context = deps.context(asked.actor, asked.now);
  const lines = linesToCheck(handover, state, context.directory, asked.now);
  const command = nextCommand(handover, state, lines, asked.actor, commandsOpenTo(state, handover, context));
  if (!command) return null;
  const to = namesOf(context.directory).team(handover.destination.teamId);
  return {
    href: pagePaths.handoverForm(personId, handover.handoverId, command),
    words: command === 'offer' ? `Send the offer to ${to}` : wordsOfCommand(command, state.identity),
  };
}

function EverythingToDo({
  commands,
  of,
  linkTo,
}: {
  commands: readonly HandoverCommandName[];
  of: ChildState['identity'];
  linkTo: LinkTo;
}) {
  if (commands.length === 0) return null;
  return (
    <Details summary={`Everything you can do here (${commands.length})`} open={commands.length < 6}>
      <LinkList links={commands.map((name) => ({ href: linkTo(name), text: wordsOfCommand(name, of) }))} />
    </Details>
  );
}

/** What is done and what is to do, each with where it is done; nothing where there is nothing of it. */
function Checklist<Key>({
  heading,
  idPrefix,
  lines,
  linkTo,
}: {
  heading: string;
  idPrefix: string;
  lines: readonly { readonly key: Key; readonly words: string; readonly done: boolean }[];
  linkTo: (key: Key) => string | undefined;
}) {
  if (lines.length === 0) return null;
  return (
    <>
      <h2 class="nhsuk-heading-m">{heading}</h2>
      <TaskList
        idPrefix={idPrefix}
        items={lines.map(({ key, words, done }) => ({
          title: words,
          href: done ? undefined : linkTo(key),
          status: done ? { kind: 'done', text: 'Done' } : { kind: 'to-do', text: 'To do' },
        }))}
      />
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
