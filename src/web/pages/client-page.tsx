import type { ReadClient } from '../../application/client-readings.ts';
import { daysBetween, londonDate, sayDate, sayDue } from '../../domain/calendar/time.ts';
import type { ChildState } from '../../domain/child/state.ts';
import { nameOfHers } from '../../domain/language/client-timeline.ts';
import { upperFirst } from '../../domain/language/sentence.ts';
import { holderWords, type Names, namesOf } from '../../domain/language/timeline.ts';
import { caseloadStatuses } from '../../domain/programme/caseload.ts';
import { clientCommandWords } from '../../domain/programme/client-commands.ts';
import { referrerWords } from '../../domain/programme/client-facts.ts';
import { clientParties, mayCommandClient } from '../../domain/programme/client-permissions.ts';
import { type ClientChild, type ClientState, expecting } from '../../domain/programme/client-state.ts';
import { clientCellNow } from '../../domain/programme/client-transitions.ts';
import { courseOf } from '../../domain/programme/course.ts';
import { doorRules } from '../../domain/programme/doors.ts';
import {
  datesOf,
  intervalOf,
  phaseOn,
  phaseWords,
  sayInterval,
} from '../../domain/programme/visit-schedule.ts';
import { Details } from '../components/content.tsx';
import { ButtonLink, LinkList } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { FoldedTimeline } from '../components/record.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { type ClientFormName, clientForms } from '../forms/client-forms.ts';
import { ChildrenNext } from './children-next.tsx';
import { clientActions, judged } from './client-actions.ts';
import { type ClientOffer, clientOffers } from './client-offers.ts';
import { ClientTop } from './client-top.tsx';
import { Frame } from './frame.tsx';
import { isId } from './ids.ts';
import { OwedTable } from './owed-table.tsx';
import { pagePaths } from './page-paths.ts';
import { PhasePicture } from './phase-picture.tsx';
import { timelineOfClient } from './record-timeline.tsx';
import { RefusedByChildren } from './refused-by-children.tsx';
import { type Asked, notFound, page, type Route } from './route.ts';

/** A client's page. */
export function clientRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.client(':clientId'),
      permission: 'read-client',
      looks: 'client',
      handle: async (asked) => {
        const { clientId = '' } = asked.parameters;
        if (!isId(clientId)) return notFound;
        const why = `Member of ${asked.actor.teamId}`;
        const client = await deps.clients.client(asked.actor, clientId, 'client', why);
        return client ? page(<ClientPage asked={asked} client={client} deps={deps} />) : notFound;
      },
    },
  ];
}

/** The forms that this person may send for this client as she stands now. */
export function openForms(asked: Asked, client: ReadClient, deps: WebDeps): readonly ClientFormName[] {
  const { state } = client;
  if (asked.view.absence !== null) return [];
  const parties = clientParties(state, deps.directory());
  const hers = client.children.map((child) => child.state);
  return (Object.keys(clientForms) as readonly ClientFormName[]).filter((command) => {
    const { when, withheld = [] }: ClientOffer = clientOffers[command];
    return (
      clientCellNow(state, command, hers) === 'yes' &&
      mayCommandClient(asked.actor, command, parties) &&
      (when?.(state) ?? true) &&
      !withheld.some((one) => one.while(state))
    );
  });
}

function ClientPage({ asked, client, deps }: { asked: Asked; client: ReadClient; deps: WebDeps }) {
  const { state, personId } = client;
  const names = namesOf(deps.directory());
  const today = londonDate(asked.now);
  const open = openForms(asked, client, deps);
  const course = courseOf(state);
  return (
    <Frame asked={asked} title="Client" back={{ href: pagePaths.board, text: 'Caseload' }}>
      <h1 class="nhsuk-u-visually-hidden">Client</h1>
      <ClientTop asked={asked} client={client} deps={deps} />
      <RefusedByChildren client={client} open={open} names={names} now={asked.now} />
      <ChildrenNext client={client} directory={deps.directory()} now={asked.now} />
      <Doings clientId={personId} state={state} open={open} />
      {judged(state) && (
        <LinkList
          links={[
            {
              href: pagePaths.eligibility(personId),
              text: 'Eligibility: how she stands to the rules of the site',
            },
          ]}
        />
      )}
      <h2 class="nhsuk-heading-m">The programme</h2>
      <SummaryList rows={programmeRows(state, today, names)} />
      {course.length > 0 && <PhasePicture course={course} today={today} />}
      <Children client={client} names={names} today={today} />
      <OwedTable
        caption="What is owed to her, and by when"
        deadlines={Object.values(state.deadlines)}
        names={names}
        now={asked.now}
        none="Nothing is owed to her at the moment."
      />
      <h2 class="nhsuk-heading-m">All that happened</h2>
      <FoldedTimeline items={timelineOfClient(client, names)} />
    </Frame>
  );
}

/** What is next and done every day stands as buttons; the rest is one tap further. */
function Doings({
  clientId,
  state,
  open,
}: {
  clientId: string;
  state: ClientState;
  open: readonly ClientFormName[];
}) {
  const { first, rest } = clientActions(state, open);
  return (
    <>
      <div class="nhsuk-button-group">
        {first.map((command, index) => (
          <ButtonLink
            href={pagePaths.clientForm(clientId, command)}
            {...(index === 0 ? {} : { variant: 'secondary' as const })}
          >
            {clientCommandWords[command]}
          </ButtonLink>
        ))}
      </div>
      {rest.length > 0 && (
        <Details summary={`More to record (${rest.length})`}>
          <LinkList
            links={rest.map((command) => ({
              href: pagePaths.clientForm(clientId, command),
              text: clientCommandWords[command],
            }))}
          />
        </Details>
      )}
    </>
  );
}

function programmeRows(state: ClientState, today: string, names: Names) {
  const dates = datesOf(state);
  const followed = caseloadStatuses.some((one) => one === state.status);
  const phase = dates && followed ? phaseOn(dates, today) : null;
  const rows = [
    { key: 'Phase', value: phase ? phaseWords[phase] : null },
    {
      key: 'Expected date',
      value: (judged(state) || expecting(state)) && state.expectedOn && sayDate(state.expectedOn),
    },
    {
      key: 'Visits',
      value:
        dates && phase
          ? `${upperFirst(sayInterval(intervalOf(state, dates, today)))}${state.interval ? `, dialled ${state.interval.dial}` : ''}`
          : null,
    },
    { key: 'Next visit planned', value: state.next && sayDue(state.next.at) },
    {
      key: 'Missed since the last visit',
      value: state.missed.length > 0 ? String(state.missed.length) : null,
    },
    {
      key: 'Paused',
      value:
        state.paused &&
        `Since ${sayDate(londonDate(state.paused.at))}, reviewed by ${sayDate(state.paused.reviewOn)}`,
    },
    { key: 'The programme ends', value: followed && state.endsOn && sayDate(state.endsOn) },
    { key: 'Counts in the caseload for', value: state.weight === 1 ? null : String(state.weight) },
    { key: 'On the way to', value: state.transfer && names.team(state.transfer.toTeamId) },
    {
      key: 'Waits for a place at',
      value:
        state.waiting &&
        `${names.team(state.waiting.teamId)}, since ${sayDate(londonDate(state.waiting.since))}`,
    },
    {
      key: 'Referred by',
      value:
        state.referral &&
        `${referrerWords[state.referral.from]}: ${state.referral.referrer}, ${sayDate(londonDate(state.referral.at))}`,
    },
    { key: 'Keeps in touch', value: state.contactId && names.person(state.contactId) },
    { key: 'Address', value: addressWords(state) },
  ];
  return rows.flatMap(({ key, value }) => (value ? [{ key, value }] : []));
}

function addressWords({ address }: ClientState): string | null {
  if (!address) return null;
  if (address.sealed) return 'Sealed';
  return [...address.lines, address.postcode].filter(Boolean).join(', ') || null;
}

function inProgramme(child: ClientChild, own: ChildState | undefined, { refused = [] }: ClientState): string {
  if (child.left) return `Left: ${doorRules[child.left].words}`;
  if (child.lost) return 'Ended';
  if (own?.programme && !own.awaited) return 'In the programme';
  const refuses = refused.some(
    ({ childId, asks }) => childId === child.personId && asks === 'join-programme',
  );
  return refuses
    ? 'Not in the programme: its own record did not follow'
    : 'Waits for the handover by the team that answers for the child';
}

/** Each child by itself (P7): who answers for it, and when it was last seen, whatever the visits say. */
function Children({ client, names, today }: { client: ReadClient; names: Names; today: string }) {
  const of = (child: ClientChild) => client.children.find((one) => one.personId === child.personId)?.state;
  return (
    <Table
      caption="Her children"
      captionSize="m"
      columns={[
        {
          head: 'Child',
          cell: (child: ClientChild) =>
            of(child) ? <a href={pagePaths.child(child.personId)}>{nameOfHers(child)}</a> : nameOfHers(child),
        },
        { head: 'Born', cell: (child: ClientChild) => (child.bornOn ? sayDate(child.bornOn) : 'Not yet') },
        {
          head: 'Who answers',
          cell: (child: ClientChild) => {
            const care = of(child)?.care;
            if (!care) return 'Your team does not read this child’s record';
            return care.status === 'in-care'
              ? holderWords(care.holder, names)
              : 'Nobody: accountability has ended';
          },
        },
        {
          head: 'Seen',
          cell: (child: ClientChild) => {
            if (child.lost) return 'Lost or died';
            if (child.bornOn === null) return 'Not born yet';
            const seen = of(child)?.lastSeenOn;
            if (!seen) return 'Never seen here';
            const days = daysBetween(seen, today);
            return days === 0 ? 'Today' : `${days} ${days === 1 ? 'day' : 'days'} ago`;
          },
        },
        {
          head: 'Programme',
          cell: (child: ClientChild) => inProgramme(child, of(child), client.state),
        },
      ]}
      rows={client.state.children}
      none="No child is recorded here."
    />
  );
}
