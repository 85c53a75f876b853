import { type ListedChild, teamLists } from '../../application/readings.ts';
import { mayOpen } from '../../domain/access/page-permissions.ts';
import { networkHoldingDeskId } from '../../domain/directory/directory.ts';
import { refusals } from '../../domain/language/refusals.ts';
import { holderWords, namesOf } from '../../domain/language/timeline.ts';
import { InsetText, NotificationBanner } from '../components/content.tsx';
import { ErrorSummary } from '../components/errors.tsx';
import { ButtonLink, LinkList } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { Arrivals, mattersFirst } from './arrivals.tsx';
import { commandIdOf, versionOf } from './carried.ts';
import { nameOf } from './child-list.tsx';
import { OnDutyNow, TurnButton } from './duty-turn.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { printedListWords } from './printed-list.tsx';
import { reviewListWords, unseenWords } from './review-lists.tsx';
import { type Answered, type Asked, page, type Route } from './route.ts';
import { teamWords } from './work.tsx';

/** What one look can take in; the rest is a page further. The desk is the page that is opened most. */
const deskLines = 25;
/** So many come first, where so many matter. */
const mostFirst = 4;

/** The shared inbox of a team: what arrives, what matters first, each acknowledged with one click. */
export function deskRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.desk,
      permission: 'see-desk',
      looks: null,
      handle: (asked) => drawDesk(asked, deps, null),
    },
    {
      method: 'POST',
      path: pagePaths.desk,
      permission: 'see-desk',
      looks: null,
      handle: async (asked) => drawDesk(asked, deps, await acknowledge(asked, deps)),
    },
  ];
}

type Told = { readonly done: string } | { readonly refused: string };

/**
 * Acknowledges with one click, since the form would ask nothing. The version that the person had before their eyes is
 * sent along.
 */
async function acknowledge(asked: Asked, deps: WebDeps): Promise<Told> {
  const { person, handover } = asked.form;
  const gone = { refused: 'This arrival could not be found. Look at the list below' };
  if (!isId(String(person)) || !isId(String(handover))) return gone;
  const outcome = await deps.issue(
    {
      personId: String(person),
      commandId: commandIdOf(asked.form),
      command: { type: 'acknowledge', handoverId: String(handover) },
      expectedVersion: versionOf(asked.form),
      happenedAt: null,
    },
    deps.context(asked.actor, asked.now),
  );
  switch (outcome.kind) {
    case 'done':
    case 'repeated':
      return { done: 'Acknowledged. The releasing team still answers for the child, until somebody accepts' };
    case 'refused': {
      const { says, canDo } = refusals[outcome.refusal.code];
      const holds = outcome.holder
        ? ` ${holderWords(outcome.holder, namesOf(deps.directory()))} holds the child now.`
        : '';
      return { refused: `${says} ${canDo}${holds}` };
    }
    case 'conflict':
      return {
        refused:
          'Somebody changed this record after you opened the desk. Read its line below, then decide anew',
      };
    case 'not-found':
      return gone;
  }
}

async function drawDesk(asked: Asked, deps: WebDeps, told: Told | null): Promise<Answered> {
  const names = namesOf(deps.directory());
  const from = pageStart(asked.query.from);
  // The numbers of the other lists stand on the team's page: counting a whole team's children at each look at the desk took
  // most of its time.
  const arrivals = await deps.readings.teamList(asked.actor, 'arrivals', asked.now, from, deskLines);
  const first =
    from === 0 ? arrivals.filter((line) => mattersFirst(line, asked.now)).slice(0, mostFirst) : [];
  const rest = arrivals.filter((line) => !first.includes(line));
  // Of twenty lines the answer is about one: it is named, where it still stands here.
  const line = arrivals.find(({ personId }) => personId === asked.form.person);
  const about = line ? `${nameOf(line)}: ` : '';
  const list = (heading: string, lines: readonly ListedChild[]) => (
    <Arrivals heading={heading} lines={lines} names={names} asked={asked} />
  );
  return page(
    <Frame asked={asked} title="Duty desk" errors={told !== null && 'refused' in told}>
      {told && 'refused' in told && (
        <ErrorSummary errors={[{ field: 'maincontent', text: `${about}${told.refused}` }]} />
      )}
      {told && 'done' in told && (
        <NotificationBanner success>
          <p class="nhsuk-notification-banner__heading">{`${about}${told.done}.`}</p>
        </NotificationBanner>
      )}
      <h1 class="nhsuk-heading-l">Duty desk of {names.team(asked.actor.teamId)}</h1>
      <OnDutyNow asked={asked} deps={deps} />
      <TurnButton asked={asked} deps={deps} />
      {asked.actor.teamId === networkHoldingDeskId && (
        <InsetText>
          <p>
            What lies here has no known route. Find where the child sleeps, then redirect the handover to the
            desk that serves the place. The releasing team answers for the child until somebody has accepted.
          </p>
        </InsetText>
      )}
      {arrivals.length === 0 && (
        <p>No child is on its way to this team. When another team sends an offer, it stands here.</p>
      )}
      {first.length > 0 && list('Look at these first', first)}
      {rest.length > 0 && list(first.length > 0 ? 'Then these' : 'Arriving to us', rest)}
      {arrivals.length > 0 && <p>In order of priority, then risk, then days unseen.</p>}
      <Further href={pagePaths.desk} from={from} shown={arrivals.length} most={deskLines} />
      <h2 class="nhsuk-heading-m">Also on this desk</h2>
      <LinkList
        links={[
          ...teamLists
            .filter((one) => one !== 'arrivals')
            .map((one) => ({ href: pagePaths.teamList(one), text: teamWords[one] })),
          { href: pagePaths.reviews('team'), text: reviewListWords.team },
          { href: pagePaths.unseen(28), text: unseenWords(28) },
          ...(asked.view.person && mayOpen(asked.view.person.role, 'work-quarantine')
            ? [{ href: pagePaths.quarantine, text: 'To settle in quarantine' }]
            : []),
          { href: pagePaths.printList, text: printedListWords },
        ]}
      />
      <p>
        <ButtonLink href={pagePaths.takeOn} variant="secondary">
          Take on a child who arrived with nobody handing over
        </ButtonLink>
      </p>
    </Frame>,
    told !== null && 'refused' in told ? 422 : 200,
  );
}
