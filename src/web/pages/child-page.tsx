import type { ReadChild } from '../../application/readings.ts';
import { mayCommand } from '../../domain/access/permissions.ts';
import { relationsOf } from '../../domain/access/relations.ts';
import { type ChildState, findHandover } from '../../domain/child/state.ts';
import { isOpen, releaseOf } from '../../domain/handover/facts.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { missingNow } from '../../domain/missing/facts.ts';
import { recountPeriods } from '../../domain/responsibility/recount.ts';
import { ButtonLink } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Timeline } from '../components/record.tsx';
import type { WebDeps } from '../deps.ts';
import type { ChildFormName } from '../forms/child-forms.ts';
import { AccountabilityPicture } from './accountability-picture.tsx';
import { circumstanceRows } from './circumstance-rows.tsx';
import { closedRecord } from './closed-record.tsx';
import { Frame } from './frame.tsx';
import { HandoverPage, openedAtWrongDesk } from './handover-page.tsx';
import { isId } from './ids.ts';
import { MissingSection } from './missing-section.tsx';
import { pagePaths } from './page-paths.ts';
import { timelineOf } from './record-timeline.tsx';
import { Alarms, Owed, Roles, Top } from './record-top.tsx';
import { Clocks, Levels, Reviews } from './review-section.tsx';
import { type Asked, notFound, page, type Route } from './route.ts';
import { WhoHeldPage } from './who-held-page.tsx';

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
  {
    form: 'review-stay',
    command: 'review-stay',
    words: 'Look again at the short stay',
    when: (state) => inCare(state) && state.stay !== null,
  },
  { form: 'report-signal', command: 'receive-signal', words: 'Something suggests a move', when: inCare },
  { form: 'name-practitioner', command: 'name-practitioner', words: 'Name a practitioner', when: inCare },
  {
    form: 'record-sighting',
    command: 'record-sighting',
    words: 'Record that the child was seen',
    when: inCare,
  },
  {
    form: 'record-review',
    command: 'record-review',
    words: 'Record a review',
    when: (state) => inCare(state) && !state.stopped,
  },
  { form: 'change-level', command: 'change-level', words: 'Change the level of service', when: inCare },
  { form: 'record-address', command: 'record-address', words: 'Record an address', when: inCare },
  {
    form: 'seal-address',
    command: 'seal-address',
    words: 'Seal or open the address',
    when: (state) => inCare(state) && state.address !== null,
  },
  {
    form: 'open-missing',
    command: 'open-missing',
    words: 'Nobody knows where the child is',
    when: (state) => inCare(state) && !missingNow(state.missing),
  },
  { form: 'end', command: 'end', words: 'End accountability', when: inCare },
  {
    form: 'reverse-end',
    command: 'reverse-end',
    words: 'Reverse the end',
    when: (state) => state.care.status === 'ended',
  },
];

/** What waits for a person, or begins a handover, stands out; the rest is there when needed. */
const mainForms: ReadonlySet<ChildFormName> = new Set([
  'prepare',
  'settle-enquiry',
  'settle-claim',
  'review-stay',
]);

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
        return child
          ? page(<ChildPage asked={asked} child={child} deps={deps} />)
          : closedRecord(asked, deps);
      },
    },
    {
      method: 'GET',
      path: pagePaths.handover(':personId', ':handoverId'),
      permission: 'read-child',
      looks: 'handover',
      handle: async (asked) => {
        const child = await read(asked, deps, 'handover');
        if (!child) return closedRecord(asked, deps);
        const handover = findHandover(child.state, asked.parameters.handoverId ?? '');
        if (!handover) return notFound;
        const opened = await openedAtWrongDesk(asked, child, handover, deps);
        return page(
          <HandoverPage asked={asked} child={child} handover={handover} deps={deps} opened={opened} />,
        );
      },
    },
    {
      method: 'GET',
      path: pagePaths.whoHeld(':personId'),
      permission: 'read-child',
      looks: 'who-held',
      handle: async (asked) => {
        const child = await read(asked, deps, 'who-held');
        return child
          ? page(<WhoHeldPage asked={asked} child={child} deps={deps} />)
          : closedRecord(asked, deps);
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
      <MissingSection asked={asked} personId={personId} state={state} directory={directory} names={names} />
      {open && <Roles handover={open} state={state} names={names} personId={personId} />}
      <Alarms child={child} names={names} />
      {actions.length > 0 && (
        <div class="nhsuk-button-group">
          {actions.map((action) => (
            <ButtonLink
              href={pagePaths.form(personId, action.form)}
              {...(mainForms.has(action.form) ? {} : { variant: 'secondary' as const })}
            >
              {action.words}
            </ButtonLink>
          ))}
        </div>
      )}
      <Clocks child={child} handover={open} directory={directory} names={names} now={asked.now} />
      <h2 class="nhsuk-heading-m">Family and risk</h2>
      <SummaryList rows={circumstanceRows(child, mayRecord)} />
      <Reviews child={child} directory={directory} names={names} now={asked.now} />
      <Levels child={child} names={names} />
      <Owed state={state} names={names} now={asked.now} />
      <h2 class="nhsuk-heading-m">Accountability over time</h2>
      <AccountabilityPicture periods={recountPeriods(facts)} names={names} now={asked.now} />
      <h2 class="nhsuk-heading-m">All that happened</h2>
      <Timeline items={timelineOf(child, names)} level={3} />
    </Frame>
  );
}
