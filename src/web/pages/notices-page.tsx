import { type NoticeLine, noticesAtOnce } from '../../application/readings.ts';
import { mayOpen } from '../../domain/access/page-permissions.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import { gatherNotices, type Telling } from '../../domain/language/notices.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { NotificationBanner } from '../components/content.tsx';
import { Carried, Form } from '../components/form.tsx';
import { Button, LinkList } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { againstOf } from './carried.ts';
import { AndReference, nameOrUnread, recordOf } from './child-list.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, go, page, type Route } from './route.ts';

type ReadBefore = Awaited<ReturnType<WebDeps['readings']['seeNotices']>>;

const noneRead = 'Nobody of your team has marked a notice as read yet.';
const noneNew = 'No new notices. What your team is told stands here until somebody marks it as read.';

/**
 * What a team is told: gathered by child, what is new apart from what was read. Of what is new comes first whatever was
 * told as overdue, so that no child of these is lost among news.
 */
export function noticeRoutes(deps: WebDeps): readonly Route[] {
  const draw = async (asked: Asked, others: ReadBefore = []): Promise<Answered> => {
    const read = asked.query.read === 'yes';
    const from = pageStart(asked.query.from);
    const { newNotices, readNotices } = deps.readings;
    const notices = await (read ? readNotices : newNotices)(asked.actor, from);
    const { team, person } = namesOf(deps.directory());
    const gathered = gatherNotices(notices, team);
    const shown = { asked, nurse: person };
    const ours = team(asked.actor.teamId);
    return page(
      <Frame asked={asked} title={read ? 'Notices that were read' : 'Notices'}>
        {others.length > 0 && (
          <NotificationBanner>
            <p>{`Others of your team had read some of these before you: ${others.map(({ by, n }) => `${person(by)} ${n}`).join(', ')}.`}</p>
          </NotificationBanner>
        )}
        <h1 class="nhsuk-heading-l">{read ? `Read notices to ${ours}` : `New notices to ${ours}`}</h1>
        <LinkList
          links={[
            read
              ? { href: pagePaths.notices, text: 'Show new notices' }
              : { href: `${pagePaths.notices}?read=yes`, text: 'Show notices that were read' },
          ]}
        />
        {asked.actor.role === 'information-governance' && <ToGovernance />}
        {notices.length === 0 && <p>{read ? noneRead : noneNew}</p>}
        {read ? (
          <Gathered {...shown} heading="The newest first" gathered={gathered} />
        ) : (
          <>
            <Gathered
              {...shown}
              heading="Told as overdue"
              gathered={gathered.filter(({ overdue }) => overdue)}
            />
            <Gathered
              {...shown}
              heading={gathered[0]?.overdue ? 'What else was told' : 'The newest first'}
              gathered={gathered.filter(({ overdue }) => !overdue)}
            />
          </>
        )}
        {!read && notices.length > 0 && <MarkAsRead notices={notices} asked={asked} />}
        <Further
          href={read ? `${pagePaths.notices}?read=yes` : pagePaths.notices}
          from={from}
          shown={read ? notices.length : gathered.length}
          most={read ? noticesAtOnce.read : noticesAtOnce.new}
        />
      </Frame>,
    );
  };
  return [
    {
      method: 'GET',
      path: pagePaths.notices,
      permission: 'see-notices',
      looks: null,
      handle: (asked) => draw(asked),
    },
    {
      method: 'POST',
      path: pagePaths.notices,
      permission: 'see-notices',
      looks: null,
      handle: async (asked) => {
        const others = await deps.readings.seeNotices(asked.actor, idsIn(againstOf(asked.form)), asked.now);
        return others.length === 0 ? go(pagePaths.notices) : draw(asked, others);
      },
    },
  ];
}

/** A role that is told of one thing only, and seldom: an empty page says what it waits for (scenario A51). */
function ToGovernance() {
  return (
    <p>
      You are told here of each offer that went to the wrong desk and was recalled, sent from your area or to
      it. You may not read the child’s record: ask the team that sent it, whose number is in{' '}
      <a href={pagePaths.directory}>the directory</a>.
    </p>
  );
}

type Listed = { readonly notices: readonly NoticeLine[]; readonly asked: Asked };

type Shown = {
  readonly heading: string;
  readonly gathered: ReturnType<typeof gatherNotices<NoticeLine>>;
  readonly asked: Asked;
  readonly nurse: (practitionerId: string) => string;
};

function Gathered({ heading, gathered, asked, nurse }: Shown) {
  if (gathered.length === 0) return null;
  const linked = asked.view.person !== null && mayOpen(asked.view.person.role, 'read-child');
  const counts = gathered.filter(({ first }) => first.personId === null && first.nurseId === null);
  return (
    <section>
      <h2 class="nhsuk-heading-m">{heading}</h2>
      <ul class="hh-arrivals">
        {counts.length > 0 && (
          <li class="hh-arrival">
            <h3 class="hh-arrival__name">Counts, of no child by name</h3>
            <Told tellings={counts.flatMap(({ tellings }) => tellings)} />
          </li>
        )}
        {gathered
          .filter((one) => !counts.includes(one))
          .map(({ first, tellings }) => (
            <li class="hh-arrival hh-child">
              <h3 class="hh-arrival__name">
                {first.nurseId === null ? (
                  <AboutChild notice={first} linked={linked} />
                ) : (
                  <a href={pagePaths.raised}>{nurse(first.nurseId)}, family nurse</a>
                )}
              </h3>
              {first.personId !== null && first.code !== 'record-sealed' && (
                <AndReference personId={first.personId} child={first.child} asks={linked} />
              )}
              <Told tellings={tellings} />
            </li>
          ))}
      </ul>
    </section>
  );
}

/** Each thing that was told. What was told at one time shows that time once, after the last of it. */
function Told({ tellings }: { readonly tellings: readonly Telling[] }) {
  return (
    <div class="hh-child__told">
      {tellings.map(({ says, at }, place) => (
        <p class="hh-arrival__line">
          {says}.{' '}
          {tellings[place + 1]?.at !== at && (
            <span class="nhsuk-u-secondary-text-colour">{sayInstant(at)}</span>
          )}
        </p>
      ))}
    </div>
  );
}

/** Marks only what the page shows: a notice that came meanwhile was read by nobody. */
function MarkAsRead({ notices, asked }: Listed) {
  return (
    <Form view={asked.view} action={pagePaths.notices}>
      <Carried version={notices.map((notice) => notice.noticeId).join(' ')} />
      <Button variant="secondary">Mark these as read</Button>
    </Form>
  );
}

function idsIn(shown: string): readonly string[] {
  return shown.split(' ').filter(isId);
}

/** The child of a notice, as a link for those who may read records. */
function AboutChild({ notice, linked }: { readonly notice: NoticeLine; readonly linked: boolean }) {
  const { personId, handoverId, child } = notice;
  if (personId === null) return null;
  // A sealed record has no page of its own here, and nobody is named by it.
  if (notice.code === 'record-sealed')
    return <a href={pagePaths.sealed}>Record {personId.slice(0, 8).toUpperCase()}</a>;
  const name = nameOrUnread(child);
  if (!linked || child === null) return <>{name}</>;
  return (
    <a href={handoverId ? pagePaths.handover(personId, handoverId) : recordOf(personId, child)}>{name}</a>
  );
}
