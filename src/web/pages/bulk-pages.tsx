import { lookAgain } from '../../application/bulk/bulk-commands.ts';
import type { BulkClient, BulkFamily } from '../../application/bulk/bulk-store.ts';
import { mayOpen } from '../../domain/access/page-permissions.ts';
import { type BulkHandover, bulkKindWords, bulkStateWords } from '../../domain/bulk/bulk-handover.ts';
import { sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { sayLastSeen } from '../../domain/language/sightings.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { Carried, Form } from '../components/form.tsx';
import { Button, ButtonLink } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { bulkContext, bulkOf, masked } from './bulk-asked.ts';
import { bulkDecisionRoutes } from './bulk-decisions.tsx';
import { BulkProgress, ClientProgress, clientStandingWords, standingWords } from './bulk-progress.tsx';
import { versionOf } from './carried.ts';
import { PriorityTag } from './child-list.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, go, notFound, page, type Route } from './route.ts';

/** Bulk handovers: how far each is, its families in order, the decision to go, and the lead whom a commissioner names. */
export function bulkRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.bulk,
      permission: 'see-bulk',
      looks: null,
      handle: (asked) => drawList(asked, deps),
    },
    {
      method: 'GET',
      path: pagePaths.bulkOne(':id'),
      permission: 'see-bulk',
      looks: null,
      handle: (asked) => drawOne(asked, deps),
    },
    {
      method: 'GET',
      path: pagePaths.bulkFamilies(':id'),
      permission: 'see-bulk-families',
      looks: null,
      handle: (asked) => drawFamilies(asked, deps),
    },
    {
      method: 'POST',
      path: pagePaths.bulkAgain(':id'),
      permission: 'run-bulk',
      looks: null,
      handle: (asked) => again(asked, deps),
    },
    ...bulkDecisionRoutes(deps),
  ];
}

const closeTeamWords = 'Close my team, once nobody is left in it';

async function drawList(asked: Asked, deps: WebDeps): Promise<Answered> {
  const bulks = await deps.bulk.list();
  const names = namesOf(deps.directory());
  const role = asked.view.person?.role;
  return page(
    <Frame asked={asked} title="Bulk handovers">
      <h1 class="nhsuk-heading-l">Bulk handovers</h1>
      <p>
        A service closes, a contract or an area changes hands, or a caseload is reallocated: many children at
        once, and a result for each.
      </p>
      {role && mayOpen(role, 'run-bulk') && (
        <p>
          <ButtonLink href={pagePaths.bulkPlan}>Plan the last day of my team</ButtonLink>{' '}
          <ButtonLink href={pagePaths.bulkAccept} variant="secondary">
            Accept many at my desk
          </ButtonLink>
        </p>
      )}
      <Table
        caption="Newest first"
        captionSize="m"
        columns={[
          {
            head: 'Team',
            cell: (bulk) => (
              <a href={pagePaths.bulkOne(bulk.bulkId)}>
                {`${names.team(bulk.releasingTeamId)} (${bulk.bulkId.slice(0, 8)})`}
              </a>
            ),
          },
          { head: 'What happens', cell: (bulk) => bulkKindWords[bulk.kind] },
          { head: 'Last day', cell: (bulk) => (bulk.lastDay ? sayDate(bulk.lastDay) : 'None') },
          { head: 'State', cell: (bulk) => bulkStateWords[bulk.state] },
        ]}
        rows={bulks}
        none="No bulk handover has been planned."
      />
      {role && mayOpen(role, 'run-bulk') && (
        <p>
          <a href={pagePaths.closeTeam}>{closeTeamWords}</a>
        </p>
      )}
    </Frame>,
  );
}

async function drawOne(asked: Asked, deps: WebDeps): Promise<Answered> {
  const bulk = await bulkOf(deps, asked);
  if (!bulk) return notFound;
  const [counts, clientCounts] = await Promise.all([
    deps.bulk.counts(bulk.bulkId),
    deps.bulk.clientCounts(bulk.bulkId),
  ]);
  return page(
    <Frame asked={asked} title="Bulk handover" back={{ href: pagePaths.bulk, text: 'Bulk handovers' }}>
      <h1 class="nhsuk-heading-l">
        {namesOf(deps.directory()).team(bulk.releasingTeamId)}: {bulkKindWords[bulk.kind].toLowerCase()}
      </h1>
      <SummaryList rows={factsOf(bulk, deps)} />
      <BulkProgress counts={counts} masked={masked(bulk, asked)} />
      <ClientProgress counts={clientCounts} masked={masked(bulk, asked)} />
      <p>
        As at {sayInstant(asked.now)}. <a href={pagePaths.bulkOne(bulk.bulkId)}>Look again now</a>
      </p>
      <Next bulk={bulk} asked={asked} />
    </Frame>,
  );
}

async function drawFamilies(asked: Asked, deps: WebDeps): Promise<Answered> {
  const bulk = await bulkOf(deps, asked);
  if (!bulk) return notFound;
  const from = pageStart(asked.query.from);
  const [families, clients] = await Promise.all([
    deps.bulk.families(asked.actor, bulk.bulkId, from),
    deps.bulk.clients(asked.actor, bulk.bulkId),
  ]);
  return page(
    <Frame
      asked={asked}
      title="Children in order"
      back={{ href: pagePaths.bulkOne(bulk.bulkId), text: 'Bulk handover' }}
    >
      <h1 class="nhsuk-heading-l">Children in order</h1>
      <p>
        Urgent first, then risk, then days unseen. For urgent ones the two sides meet about each child. A
        child whom another team holds is not in this list any more.
      </p>
      <Families families={families} deps={deps} />
      <Further href={pagePaths.bulkFamilies(bulk.bulkId)} from={from} shown={families.length} />
      {clients.length > 0 && <Clients clients={clients} />}
    </Frame>,
  );
}

async function again(asked: Asked, deps: WebDeps): Promise<Answered> {
  const bulk = await bulkOf(deps, asked);
  if (!bulk) return notFound;
  const outcome = await lookAgain(bulk.bulkId, versionOf(asked.form), bulkContext(deps, asked));
  if (outcome.kind === 'done') return go(pagePaths.bulkOne(bulk.bulkId));
  return questionsPage({
    asked,
    title: 'Look at every child again',
    back: { href: pagePaths.bulkOne(bulk.bulkId), text: 'Bulk handover' },
    errors: [{ name: '', says: `${outcome.says} ${outcome.canDo}` }],
    fields: [],
    content: <p>Open the bulk handover to see what may be done with it now.</p>,
  });
}

function factsOf(bulk: BulkHandover, deps: WebDeps) {
  const names = namesOf(deps.directory());
  const { decided, namedLead, routing } = bulk;
  const to = {
    desk: routing.to === 'desk' ? names.team(routing.teamId) : '',
    'own-address': 'Each child’s own address on the last day',
    colleagues: 'Colleagues of the team',
  };
  return [
    { key: 'Why', value: bulk.why },
    ...(bulk.lastDay ? [{ key: 'Last day', value: sayDate(bulk.lastDay) }] : []),
    { key: 'To', value: to[routing.to] },
    { key: 'Planned by', value: `${names.person(bulk.startedBy)}, ${sayInstant(bulk.startedAt)}` },
    { key: 'State', value: bulkStateWords[bulk.state] },
    ...(decided
      ? [
          {
            key: 'Decided by',
            value: `${names.person(decided.by)}, ${sayInstant(decided.at)}: ${decided.why}${decided.capacityWhy ? `. Above the limit because: ${decided.capacityWhy}` : ''}`,
          },
        ]
      : []),
    ...(namedLead
      ? [
          {
            key: 'Lead who accepts',
            value: `${names.person(namedLead.leadId)}, named by ${names.person(namedLead.by)}: ${namedLead.why}`,
          },
        ]
      : []),
  ];
}

/** What the person who looks may do next. */
function Next({ bulk, asked }: { bulk: BulkHandover; asked: Asked }) {
  const role = asked.view.person?.role;
  if (!role) return null;
  const own = asked.actor.teamId === bulk.releasingTeamId;
  const open = bulk.state === 'planned' || bulk.state === 'go';
  const leads = own && mayOpen(role, 'run-bulk') && open;
  return (
    <>
      {mayOpen(role, 'see-bulk-families') && (
        <p>
          <a href={pagePaths.bulkFamilies(bulk.bulkId)}>Children in order, and what each waits for</a>
        </p>
      )}
      {leads && bulk.kind !== 'caseload' && (
        <>
          <p>
            <ButtonLink href={pagePaths.bulkDecide(bulk.bulkId)}>
              {bulk.state === 'planned' ? 'Decide: go or no go' : 'Stop it: no go'}
            </ButtonLink>
          </p>
          <Form view={asked.view} action={pagePaths.bulkAgain(bulk.bulkId)}>
            <Carried version={bulk.round} />
            <Button variant="secondary">Look at every child again</Button>
          </Form>
          <p>
            <a href={pagePaths.closeTeam}>{closeTeamWords}</a>
          </p>
        </>
      )}
      {mayOpen(role, 'name-bulk-lead') && open && bulk.kind !== 'caseload' && (
        <p>
          <ButtonLink href={pagePaths.bulkLead(bulk.bulkId)}>
            Name a lead who accepts whom nobody takes
          </ButtonLink>
        </p>
      )}
    </>
  );
}

function Families({ families, deps }: { families: readonly BulkFamily[]; deps: WebDeps }) {
  const names = namesOf(deps.directory());
  return (
    <Table
      caption="Who comes first"
      captionSize="m"
      columns={[
        { head: 'Place', cell: (child) => child.place, numeric: true },
        { head: 'Child', cell: (child) => <FamilyLink child={child} /> },
        {
          head: 'Priority',
          cell: (child) => (
            <>
              <PriorityTag rank={child.priority} />
              {child.priority === 2 && ' Individual meeting'}
            </>
          ),
        },
        { head: 'Last seen', cell: (child) => sayLastSeen(child, 'Never here') },
        { head: 'Standing', cell: (child) => standingWords[child.standing] },
        { head: 'Waits for', cell: (child) => waitsFor(child) },
        {
          head: 'To',
          cell: (child) => (child.receivingTeam ? names.team(child.receivingTeam) : 'Nobody yet'),
        },
      ]}
      rows={families}
      none="No child of your team is in this list."
    />
  );
}

/** Each by herself: her children are with another team, or in another nurse’s caseload. */
function Clients({ clients }: { clients: readonly BulkClient[] }) {
  return (
    <Table
      caption="Clients of whom no child is left to hand over"
      captionSize="m"
      columns={[
        { head: 'Client', cell: (client) => <ClientLink client={client} /> },
        {
          head: 'Last visit',
          cell: ({ lastVisitOn }) => (lastVisitOn ? sayDate(lastVisitOn) : 'Never here'),
        },
        { head: 'Standing', cell: ({ standing }) => clientStandingWords[standing] },
        { head: 'Because', cell: ({ detail }) => detail ?? '' },
      ]}
      rows={clients}
      none=""
    />
  );
}

export function ClientLink({ client }: { client: BulkClient }) {
  return <a href={pagePaths.client(client.personId)}>{`${client.givenName} ${client.familyName}`.trim()}</a>;
}

function waitsFor({ standing, detail }: BulkFamily): string {
  if (detail && ['waits', 'refused', 'open-already', 'declined'].includes(standing)) return detail;
  return standing === 'offered' ? 'The other side' : 'Nothing';
}

export function FamilyLink({ child }: { child: BulkFamily }) {
  const name = `${child.givenName} ${child.familyName}`.trim();
  const { personId, handoverId } = child;
  return (
    <a href={handoverId ? pagePaths.handover(personId, handoverId) : pagePaths.child(personId)}>
      {child.bornOn === null ? `Unborn child ${name}`.trim() : name}
    </a>
  );
}
