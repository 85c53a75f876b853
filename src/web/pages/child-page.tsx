import type { ReadChild } from '../../application/readings.ts';
import { mayCommand } from '../../domain/access/permissions.ts';
import { relationsOf } from '../../domain/access/relations.ts';
import { londonDate, minutesBetween, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { commandsOpenTo } from '../../domain/child/decide.ts';
import { type ChildState, findHandover } from '../../domain/child/state.ts';
import { type Deadline, obligationWords } from '../../domain/escalation/obligations.ts';
import { checklist, closingList } from '../../domain/handover/checklist.ts';
import { commandWords } from '../../domain/handover/commands.ts';
import { type Handover, isOpen, priorityOf, releaseOf } from '../../domain/handover/facts.ts';
import { releasePoint } from '../../domain/handover/release-point.ts';
import { formatNhsNumber } from '../../domain/identity/nhs-number.ts';
import { headline } from '../../domain/language/headline.ts';
import { holderWords, type Names, namesOf, tellFact } from '../../domain/language/timeline.ts';
import {
  handoverStateMeanings,
  handoverStateWords,
  kindWords,
  ladderSteps,
  ladderStepWords,
  levelWords,
  moveEffectWords,
  occasionWords,
  priorities,
  priorityWords,
  statutoryWords,
} from '../../domain/language/words.ts';
import { gapMinutes, gapsBetween, recountPeriods } from '../../domain/responsibility/recount.ts';
import { Details, InsetText, Tag, WarningCallout } from '../components/content.tsx';
import { ButtonLink, SubNavigation } from '../components/links.tsx';
import { SummaryList, type SummaryRow, TaskList } from '../components/lists.tsx';
import { IdentityStrip, Timeline, type TimelineItem } from '../components/record.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import type { ChildFormName } from '../forms/child-forms.ts';
import { AccountabilityPicture } from './accountability-picture.tsx';
import { PriorityTag } from './child-list.tsx';
import { isId } from './form-page.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { type Asked, notFound, page, type Route } from './route.ts';

/** The commands on a child that have a form, with the command that each form makes. */
const childActions: readonly {
  readonly form: ChildFormName;
  readonly command: Parameters<typeof mayCommand>[1];
  readonly words: string;
  readonly when: (state: ChildState) => boolean;
}[] = [
  {
    form: 'prepare',
    command: 'prepare',
    words: 'Prepare a handover',
    when: (state) => inCare(state) && !state.handovers.some((one) => isOpen(one) && !releaseOf(one)),
  },
  {
    form: 'settle-enquiry',
    command: 'settle-enquiry',
    words: 'Settle the move enquiry',
    when: (state) => state.enquiries.some((one) => !one.settled),
  },
  {
    form: 'settle-claim',
    command: 'settle-claim',
    words: 'Settle the claim',
    when: (state) => state.claims.some((one) => !one.settled),
  },
  { form: 'report-signal', command: 'receive-signal', words: 'Something suggests a move', when: inCare },
  { form: 'name-practitioner', command: 'name-practitioner', words: 'Name a practitioner', when: inCare },
  {
    form: 'record-sighting',
    command: 'record-sighting',
    words: 'Record that the child was seen',
    when: inCare,
  },
  { form: 'record-address', command: 'record-address', words: 'Record an address', when: inCare },
  {
    form: 'seal-address',
    command: 'seal-address',
    words: 'Seal or open the address',
    when: (state) => inCare(state) && state.address !== null,
  },
  { form: 'end', command: 'end', words: 'End accountability', when: inCare },
  {
    form: 'reverse-end',
    command: 'reverse-end',
    words: 'Reverse the end',
    when: (state) => state.care.status === 'ended',
  },
];

function inCare(state: ChildState): boolean {
  return state.care.status === 'in-care';
}

export function childRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.child(':personId'),
      permission: 'read-child',
      looks: 'child',
      handle: async (asked) => {
        const child = await read(asked, deps, 'child');
        return child ? page(<ChildPage asked={asked} child={child} deps={deps} />) : notFound;
      },
    },
    {
      method: 'GET',
      path: pagePaths.handover(':personId', ':handoverId'),
      permission: 'read-child',
      looks: 'handover',
      handle: async (asked) => {
        const child = await read(asked, deps, 'handover');
        const handover = child && findHandover(child.state, asked.parameters.handoverId ?? '');
        return child && handover
          ? page(<HandoverPage asked={asked} child={child} handover={handover} deps={deps} />)
          : notFound;
      },
    },
    {
      method: 'GET',
      path: pagePaths.whoHeld(':personId'),
      permission: 'read-child',
      looks: 'who-held',
      handle: async (asked) => {
        const child = await read(asked, deps, 'who-held');
        return child ? page(<WhoHeldPage asked={asked} child={child} deps={deps} />) : notFound;
      },
    },
  ];
}

function read(asked: Asked, deps: WebDeps, look: string): Promise<ReadChild | null> {
  const { personId = '' } = asked.parameters;
  return isId(personId)
    ? deps.readings.child(asked.actor, personId, look, `Member of ${asked.actor.teamId}`)
    : Promise.resolve(null);
}

/** Who holds the child, since when, how to reach them, what is next: at the top, readable in one second. */
function Top({
  asked,
  child,
  deps,
  current,
}: {
  asked: Asked;
  child: ReadChild;
  deps: WebDeps;
  current: string;
}) {
  const { state, personId } = child;
  const top = headline(state, deps.directory(), asked.now);
  const { identity } = state;
  const open = state.handovers.find(isOpen);
  const born = identity.bornOn
    ? sayDate(identity.bornOn)
    : identity.expectedOn
      ? `Due ${sayDate(identity.expectedOn)}`
      : 'Not known';
  return (
    <>
      <IdentityStrip
        name={`${identity.givenName} ${identity.familyName}`.trim() || 'Name not known'}
        born={born}
        nhsNumber={identity.nhsNumber && formatNhsNumber(identity.nhsNumber)}
        holder={
          <>
            <strong>{top.who}</strong>, {top.since}.
          </>
        }
        marks={
          <>
            {open && <PriorityTag rank={priorities.indexOf(priorityOf(open))} />}{' '}
            {state.address?.sealed && <Tag colour="orange">Address sealed</Tag>}{' '}
            {top.overdue && <Tag colour="red">Overdue</Tag>}
          </>
        }
      />
      <p class="hh-next">
        {top.why && <span>{top.why}. </span>}
        {top.phone && <span>Ring {top.phone}. </span>}
        {top.outOfHours && <span>Out of hours: {top.outOfHours}. </span>}
        {top.next && (
          <span>
            Next: <strong>{top.next}</strong>.
          </span>
        )}
      </p>
      <SubNavigation
        label="This record"
        items={[
          { href: pagePaths.child(personId), text: 'The child' },
          ...(open ? [{ href: pagePaths.handover(personId, open.handoverId), text: 'Open handover' }] : []),
          { href: pagePaths.whoHeld(personId), text: 'Who was accountable' },
        ]}
        current={current}
      />
    </>
  );
}

function ChildPage({ asked, child, deps }: { asked: Asked; child: ReadChild; deps: WebDeps }) {
  const { state, personId, facts } = child;
  const directory = deps.directory();
  const names = namesOf(directory);
  const relations = relationsOf(state, asked.actor.teamId, directory);
  const actions = childActions.filter(
    (action) => action.when(state) && mayCommand(asked.actor, action.command, relations),
  );
  const open = state.handovers.find(isOpen);
  const mayRecord = mayCommand(asked.actor, 'record-circumstances', relations) && inCare(state);
  return (
    <Frame asked={asked} title="Child" back={{ href: '/', text: 'My work' }}>
      <h1 class="nhsuk-u-visually-hidden">Child</h1>
      <Top asked={asked} child={child} deps={deps} current={pagePaths.child(personId)} />
      {open && <Roles handover={open} state={state} names={names} personId={personId} />}
      <Alarms child={child} names={names} />
      {actions.length > 0 && (
        <div class="nhsuk-button-group">
          {actions.map((action, index) => (
            <ButtonLink
              href={pagePaths.form(personId, action.form)}
              {...(index === 0 ? {} : { variant: 'secondary' as const })}
            >
              {action.words}
            </ButtonLink>
          ))}
        </div>
      )}
      <h2 class="nhsuk-heading-m">Family and risk</h2>
      <SummaryList rows={circumstanceRows(child, mayRecord)} />
      <Owed state={state} names={names} now={asked.now} />
      <h2 class="nhsuk-heading-m">Accountability over time</h2>
      <AccountabilityPicture periods={recountPeriods(facts)} names={names} now={asked.now} />
      <h2 class="nhsuk-heading-m">All that happened</h2>
      <Timeline items={timelineOf(child, names)} level={3} />
    </Frame>
  );
}

/** The two roles while a handover is open: exactly one responsible team, at most one supporting (design.md, 3). */
function Roles({
  handover,
  state,
  names,
  personId,
}: {
  handover: Handover;
  state: ChildState;
  names: Names;
  personId: string;
}) {
  const released = releaseOf(handover) !== null;
  const accepted = handover.state === 'accepted' || handover.state === 'seen';
  const responsible = released ? handover.destination.teamId : handover.releasingTeamId;
  const supporting = accepted ? (released ? handover.releasingTeamId : handover.destination.teamId) : null;
  const waits = accepted && !released ? releasePoint(handover, state.circumstances).waitsFor : [];
  return (
    <InsetText>
      <p>
        A handover is open:{' '}
        <a href={pagePaths.handover(personId, handover.handoverId)}>
          {handoverStateWords[handover.state].toLowerCase()}
        </a>
        . {handoverStateMeanings[handover.state]}
      </p>
      <p>
        Responsible: <strong>{names.team(responsible)}</strong>.{' '}
        {supporting ? `Supporting: ${names.team(supporting)}.` : 'Nobody supports yet.'}
      </p>
      {waits.length > 0 && <p>Accountability passes after: {waits.join('; ')}.</p>}
    </InsetText>
  );
}

function Alarms({ child, names }: { child: ReadChild; names: Names }) {
  const standing = child.raised.filter((step) => step.standing);
  const highest = standing.toSorted((a, b) => b.step - a.step)[0];
  if (!highest) return null;
  return (
    <WarningCallout
      heading={`The ladder has reached: ${ladderStepWords[ladderSteps[highest.step] ?? 'duty-desk']}`}
      level={2}
    >
      <p>
        {obligationWords[highest.kind as Deadline['kind']]}, owed by {names.team(highest.ownerTeam)}, was due{' '}
        {sayInstant(highest.dueAt)}. Named: {highest.names.map((one) => one.name).join(', ')}.
      </p>
    </WarningCallout>
  );
}

function circumstanceRows(child: ReadChild, mayRecord: boolean): readonly SummaryRow[] {
  const { state, personId, siblings } = child;
  const { circumstances, address, gp, identity } = state;
  const change = (form: ChildFormName, text: string, hiddenText: string) =>
    mayRecord ? [{ href: pagePaths.form(personId, form), text, hiddenText }] : [];
  const none = (asked: boolean) => (asked ? 'Asked: there is none' : 'Nobody has asked yet');
  return [
    { key: 'Where the child sleeps', value: addressWords(state) },
    { key: 'Mother', value: identity.mother?.name ?? 'Not known' },
    {
      key: 'People of the family',
      value:
        circumstances.people?.map((person) => (
          <p>{`${person.name}, ${person.relation}${person.livesWithChild ? ', lives with the child' : ''}${person.parentalResponsibility ? ', parental responsibility' : ''}`}</p>
        )) ?? 'Nobody has asked yet',
      actions: change('add-person', 'Add', 'a person of the family'),
    },
    {
      key: 'A danger to this child now',
      value: circumstances.dangers?.length
        ? circumstances.dangers.map((danger) => (
            <p>
              <strong>{danger.who}</strong>, {danger.relation}. {danger.why} {moveEffectWords[danger.move]}.{' '}
              {danger.limits
                .map((limit) => `${limit.what}${limit.until ? ` until ${sayDate(limit.until)}` : ''}.`)
                .join(' ')}
            </p>
          ))
        : none(circumstances.dangers !== null),
      actions: [
        ...change('add-danger', 'Add', 'a danger'),
        ...(circumstances.dangers === null
          ? change('no-danger', 'Nobody known', 'to be a danger')
          : circumstances.dangers.length > 0
            ? change('change-danger', 'Change', 'what the move does to a danger')
            : []),
      ],
    },
    {
      key: 'Statutory status',
      value: circumstances.statutory?.length
        ? circumstances.statutory.map((status) => (
            <p>
              <strong>{statutoryWords[status.kind]}</strong>, {status.authority}
              {status.keyWorker ? `, key worker ${status.keyWorker}` : ''}. {status.why ?? ''}{' '}
              {status.agreedBy ? `Agreed by ${status.agreedBy}.` : ''}
            </p>
          ))
        : none(circumstances.statutory !== null),
      actions: [
        ...change('add-status', 'Add', 'a statutory status'),
        ...(circumstances.statutory === null ? change('no-status', 'None', 'known as statutory status') : []),
      ],
    },
    {
      key: 'Safe contact',
      value: circumstances.contact ? (
        <>
          <p>{circumstances.contact.route}</p>
          {circumstances.contact.interpreter && <p>Interpreter: {circumstances.contact.interpreter}</p>}
          {circumstances.contact.loneVisitWarning && (
            <p>
              <strong>Lone visits:</strong> {circumstances.contact.loneVisitWarning}
            </p>
          )}
        </>
      ) : (
        'Nobody has asked yet'
      ),
      actions: change('safe-contact', 'Change', 'the safe way to make contact'),
    },
    { key: 'Level of service', value: circumstances.level ? levelWords[circumstances.level] : 'Not decided' },
    { key: 'GP', value: gp?.name ?? 'Not known' },
    { key: 'Last seen face to face', value: state.lastSeenOn ? sayDate(state.lastSeenOn) : 'Not seen yet' },
    ...(siblings.length > 0
      ? [
          {
            key: 'Brothers and sisters',
            value: siblings.map((sibling) => (
              <p>
                {isId(sibling.personId) ? (
                  <a href={pagePaths.child(sibling.personId)}>{sibling.name}</a>
                ) : (
                  sibling.name
                )}
              </p>
            )),
          },
        ]
      : []),
    ...(address?.temporary ? [{ key: 'Accommodation', value: 'Temporary' }] : []),
  ];
}

/** A sealed address is shown to nobody here; a missing one is not a missing family (promise P11, scenario A18). */
function addressWords(state: ChildState): string {
  const { address } = state;
  if (!address) return 'No address is known. That does not mean that the family is missing';
  if (address.sealed) return 'The address is sealed. Make contact by the safe way below';
  return (
    [...address.lines, address.postcode ?? ''].filter((line) => line !== '').join(', ') ||
    'Only the area is known'
  );
}

function Owed({ state, names, now }: { state: ChildState; names: Names; now: string }) {
  const deadlines = Object.values(state.deadlines).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  return (
    <Table
      caption="What is owed, and by when"
      captionSize="m"
      columns={[
        { head: 'What', cell: (deadline: Deadline) => obligationWords[deadline.kind] },
        { head: 'Who owes it', cell: (deadline: Deadline) => names.team(deadline.ownerTeamId) },
        {
          head: 'By',
          cell: (deadline: Deadline) => (
            <>
              {deadline.dueAt <= now && <strong class="hh-overdue">Overdue </strong>}
              {sayInstant(deadline.dueAt)}
            </>
          ),
        },
        {
          head: 'Because',
          cell: (deadline: Deadline) =>
            `Row ${deadline.row}, ${priorityWords[deadline.column].toLowerCase()}, ${deadline.ruleVersion}`,
        },
      ]}
      rows={deadlines}
      none="Nothing is owed for this child at the moment."
    />
  );
}

/** Every fact as words, newest first. The clocks have their own table and are left out here. */
function timelineOf(child: ReadChild, names: Names): readonly TimelineItem[] {
  const facts = child.facts
    .filter((stored) => stored.fact.type !== 'DeadlinesMoved')
    .map((stored) => {
      const { says, lines } = tellFact(stored.fact, names);
      const late = minutesBetween(stored.happenedAt, stored.recordedAt) >= 1;
      return {
        title: says,
        by: `${names.person(stored.by.practitionerId)}${stored.by.teamId === 'handhold' ? '' : `, ${names.team(stored.by.teamId)}`}`,
        when: late
          ? `Happened ${sayInstant(stored.happenedAt)}, recorded ${sayInstant(stored.recordedAt)}`
          : sayInstant(stored.recordedAt),
        datetime: stored.recordedAt,
        children: lines.map((line) => <p>{line}</p>),
        problem: ['HandoverDeclined', 'ContactFailed', 'HandoverCorrected', 'DisputeRaised'].includes(
          stored.fact.type,
        ),
      };
    });
  const raised = child.raised.map((step) => ({
    title: `Alarm: ${ladderStepWords[ladderSteps[step.step] ?? 'duty-desk']} told`,
    by: 'the sweep',
    when: sayInstant(step.raisedAt),
    datetime: step.raisedAt,
    children: [
      <p>{`${obligationWords[step.kind as Deadline['kind']]}, owed by ${names.team(step.ownerTeam)}`}</p>,
    ],
    problem: true,
  }));
  return [...facts, ...raised].toSorted((a, b) =>
    a.datetime < b.datetime ? 1 : a.datetime > b.datetime ? -1 : 0,
  );
}

function HandoverPage({
  asked,
  child,
  handover,
  deps,
}: {
  asked: Asked;
  child: ReadChild;
  handover: Handover;
  deps: WebDeps;
}) {
  const { state, personId } = child;
  const directory = deps.directory();
  const names = namesOf(directory);
  const commands = commandsOpenTo(state, handover, deps.context(asked.actor, asked.now));
  const lines =
    handover.state === 'draft'
      ? checklist(handover, state.circumstances)
      : handover.state === 'accepted' || handover.state === 'seen'
        ? closingList(handover)
        : [];
  const first = commands.find((name) => name === mainCommand(handover));
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
      <Alarms child={child} names={names} />
      {first && (
        <p>
          <ButtonLink href={pagePaths.handoverForm(personId, handover.handoverId, first)}>
            {first === 'offer'
              ? `Send the offer to ${names.team(handover.destination.teamId)}`
              : commandWords[first]}
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
              href: line.done ? undefined : formFor(line.key, personId, handover.handoverId),
              status: line.done ? { kind: 'done', text: 'Done' } : { kind: 'to-do', text: 'To do' },
            }))}
          />
        </>
      )}
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
      <h2 class="nhsuk-heading-m">What the handover says</h2>
      <SummaryList rows={handoverRowsOf(handover, names)} />
      <Questions handover={handover} names={names} />
      <h2 class="nhsuk-heading-m">Family and risk</h2>
      <SummaryList rows={circumstanceRows(child, false)} />
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

/** The one thing that should happen next in a state: its button is drawn first. */
function mainCommand(handover: Handover): string {
  switch (handover.state) {
    case 'draft':
      return 'offer';
    case 'offered':
      return 'acknowledge';
    case 'acknowledged':
      return 'accept';
    case 'accepted':
      return handover.happenings.firstContact ? 'record-seen' : 'record-first-contact';
    case 'seen':
      return closingList(handover).every((line) => line.done) ? 'close' : 'decide-level';
    case 'declined':
      return 'redirect';
    case 'superseded':
      return 'tell-former-team';
    case 'closed':
    case 'withdrawn':
      return '';
  }
}

/** Where a line of the checklist is done. */
function formFor(key: string, personId: string, handoverId: string): string {
  const child: Readonly<Record<string, ChildFormName>> = {
    people: 'add-person',
    dangers: 'add-danger',
    statutory: 'no-status',
    contact: 'safe-contact',
    'key-worker': 'add-status',
    'stepped-down': 'add-status',
  };
  const handover: Readonly<Record<string, string>> = {
    seen: 'record-seen',
    level: 'decide-level',
    parent: 'tell-parent',
    gp: 'tell-gp',
    chis: 'tell-chis',
    released: 'record-seen',
  };
  const ofChild = child[key];
  if (ofChild) return pagePaths.form(personId, ofChild);
  const drafting = ['situation', 'assessment', 'family', 'expected-response', 'recording'].includes(key);
  return pagePaths.handoverForm(personId, handoverId, drafting ? 'revise' : (handover[key] ?? 'revise'));
}

function handoverRowsOf(handover: Handover, names: Names): readonly SummaryRow[] {
  const { summary, priority } = handover;
  const chosen = priority.chosen;
  return [
    { key: 'State', value: handoverStateWords[handover.state] },
    { key: 'Kind', value: `${kindWords[handover.kind]}. ${occasionWords[handover.occasion]}` },
    {
      key: 'From and to',
      value: `${names.team(handover.releasingTeamId)} to ${names.team(handover.destination.teamId)}. ${handover.destination.reason}`,
    },
    {
      key: 'Priority',
      value: (
        <>
          <p>
            <PriorityTag rank={priorities.indexOf(priorityOf(handover))} />{' '}
            {priority.computed.reasons.join('; ')}
          </p>
          {chosen && (
            <p>{`Changed by ${names.person(chosen.by)}: ${chosen.reason}${chosen.secondName ? `. Second name: ${chosen.secondName}` : ''}`}</p>
          )}
        </>
      ),
    },
    {
      key: 'Addressed to',
      value: handover.addressedTo ? names.person(handover.addressedTo) : 'The duty desk',
    },
    { key: 'Proposed level', value: handover.proposedLevel ? levelWords[handover.proposedLevel] : 'None' },
    { key: 'Situation', value: summary.situation || 'Not written yet' },
    { key: 'Assessment', value: summary.assessment || 'Not written yet' },
    { key: 'Family', value: summary.family || 'Not written yet' },
    { key: 'Expected response', value: summary.expectedResponse || 'Not written yet' },
    { key: 'Recording', value: summary.recording || 'Not written yet' },
    ...(handover.happenings.verbal
      ? [
          {
            key: 'Verbal handover',
            value: `${handover.happenings.verbal.releasingName} and ${handover.happenings.verbal.receivingName}, ${sayInstant(handover.happenings.verbal.spokeAt)}`,
          },
        ]
      : []),
    ...(handover.happenings.playBack
      ? [
          {
            key: 'Played back',
            value: `${handover.happenings.playBack.words} (${names.person(handover.happenings.playBack.by)})`,
          },
        ]
      : []),
    ...('acceptance' in handover
      ? [{ key: 'First contact', value: `By ${sayDate(handover.acceptance.firstContactOn)}` }]
      : []),
  ];
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

/** Who was accountable on a given day: one page for a panel, with facts, times, sources and gap minutes. */
function WhoHeldPage({ asked, child, deps }: { asked: Asked; child: ReadChild; deps: WebDeps }) {
  const names = namesOf(deps.directory());
  const on = /^\d{4}-\d\d-\d\d$/.test(asked.query.on ?? '') ? (asked.query.on ?? '') : londonDate(asked.now);
  const periods = recountPeriods(child.facts);
  const that = periods.filter(
    (period) => londonDate(period.from) <= on && (period.to === null || londonDate(period.to) >= on),
  );
  const sourceOf = (at: string) =>
    child.facts.filter(
      (stored) =>
        stored.recordedAt === at &&
        [
          'TakenOn',
          'AccountabilityPassed',
          'PractitionerNamed',
          'AccountabilityEnded',
          'EndReversed',
        ].includes(stored.fact.type),
    );
  const back = { href: pagePaths.child(child.personId), text: 'The child' };
  return (
    <Frame asked={asked} title="Who was accountable" back={back}>
      <h1 class="nhsuk-u-visually-hidden">Who was accountable</h1>
      <Top asked={asked} child={child} deps={deps} current={pagePaths.whoHeld(child.personId)} />
      <form method="get" action={pagePaths.whoHeld(child.personId)} class="nhsuk-form-group">
        <label class="nhsuk-label nhsuk-label--s" for="on">
          On which day?
        </label>
        <input class="nhsuk-input nhsuk-input--width-10" id="on" name="on" type="date" value={on} />{' '}
        <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">
          Show that day
        </button>
      </form>
      <Table
        caption={`Accountable on ${sayDate(on)}`}
        captionSize="m"
        columns={[
          { head: 'Who', cell: (period) => holderWords(period.holder, names) },
          { head: 'From', cell: (period) => sayInstant(period.from) },
          { head: 'Until', cell: (period) => (period.to ? sayInstant(period.to) : 'Now') },
          {
            head: 'Source',
            cell: (period) =>
              sourceOf(period.from).map((stored) => (
                <p>{`Fact ${stored.version}: ${tellFact(stored.fact, names).says}, recorded by ${names.person(stored.by.practitionerId)}`}</p>
              )),
          },
        ]}
        rows={that}
        none="The child was not in the care of the network on that day."
      />
      <p>
        Minutes with nobody accountable, counted from the first fact on:{' '}
        <strong>{gapMinutes(periods)}</strong>.
      </p>
      {gapsBetween(periods).map((gap) => (
        <p>{`Interval after an end that was reversed: ${gap.minutes} minutes, from ${sayInstant(gap.from)} to ${sayInstant(gap.to)}.`}</p>
      ))}
      <AccountabilityPicture periods={periods} names={names} now={asked.now} />
    </Frame>
  );
}
