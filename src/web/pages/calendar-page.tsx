import { createHash, createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { acting } from '../../domain/access/presence.ts';
import { instantPattern, sayInstant } from '../../domain/calendar/time.ts';
import { answersFor } from '../../domain/directory/directory.ts';
import { calendarOf } from '../calendar.ts';
import { InsetText } from '../components/content.tsx';
import { ErrorSummary } from '../components/errors.tsx';
import { Carried, Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { actorOf, type WebDeps } from '../deps.ts';
import { againstOf, commandIdOf } from './carried.ts';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { type Asked, page, type Route } from './route.ts';
import { ownSupervision } from './supervision.tsx';

/** The mark that is sent with a first link: there was none before it. */
const noLinkYet = 'none';

/** The page on which a person makes or renews the secret link to the own calendar feed. */
export function calendarRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.calendar,
      permission: 'see-own-work',
      looks: null,
      handle: async (asked) => {
        const madeAt = await deps.calendar.linkMadeAt(asked.actor);
        return page(<CalendarPage asked={asked} madeAt={madeAt} link={null} />);
      },
    },
    {
      method: 'POST',
      path: pagePaths.calendar,
      permission: 'see-own-work',
      looks: null,
      handle: async (asked) => {
        const token = tokenFrom(commandIdOf(asked.form), asked.actor.practitionerId, deps.sessionSecret);
        const instead = againstOf(asked.form);
        const standing = { tokenHash: hashOf(token), instead: instantPattern.test(instead) ? instead : null };
        const made = await deps.calendar.makeLink(asked.actor, standing, asked.now);
        const madeAt = await deps.calendar.linkMadeAt(asked.actor);
        if (!made) return page(<CalendarPage asked={asked} madeAt={madeAt} link={null} overtaken />, 409);
        const link = `${deps.baseUrl}${pagePaths.calendarFeed(token)}`;
        return page(<CalendarPage asked={asked} madeAt={madeAt} link={link} />);
      },
    },
  ];
}

/**
 * The secret of a link follows from the form that makes it, so that a second click is answered with the same link. It
 * is kept nowhere.
 */
function tokenFrom(commandId: string, practitionerId: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['calendar link', practitionerId, commandId]))
    .digest('base64url');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * The feed itself, for calendars that cannot sign in: whoever has the link reads it, so it tells no name and no address. A
 * link that was renewed, or whose owner has left, opens nothing.
 */
export function serveCalendarFeed(app: FastifyInstance, deps: WebDeps): void {
  app.get<{ Params: { token: string } }>(pagePaths.calendarFeed(':token'), async (request, reply) => {
    const owner = await deps.calendar.whose(hashOf(request.params.token));
    const actor = owner === null ? null : actorOf(deps.directory().practitioners.get(owner));
    if (!actor) return reply.code(404).type('text/plain; charset=utf-8').send('There is no such calendar.');
    const now = deps.clock();
    const context = acting(deps.context(actor, now));
    const [entries, held] = await Promise.all([
      deps.calendar.entries(context.actor, answersFor(context.directory, context.actor, context.now)),
      deps.caseloads.supervision(actor, now),
    ]);
    const supervision = ownSupervision(held, actor.practitionerId, context);
    return reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .send(calendarOf({ ...entries, supervision }, { baseUrl: deps.baseUrl, now }));
  });
}

type CalendarProps = {
  readonly asked: Asked;
  readonly madeAt: string | null;
  readonly link: string | null;
  /** Another link was made after the page was opened, so none was made. */
  readonly overtaken?: boolean;
};

function CalendarPage({ asked, madeAt, link, overtaken = false }: CalendarProps) {
  return (
    <Frame asked={asked} title="My calendar" back={{ href: '/', text: 'My work' }} errors={overtaken}>
      {overtaken && (
        <ErrorSummary
          errors={[
            {
              field: 'maincontent',
              text: 'You made another link after you opened this page, and it stands. Make a new one only if you want that one to end',
            },
          ]}
        />
      )}
      <h1 class="nhsuk-heading-l">My calendar</h1>
      <p>
        Your own visits and deadlines can stand in the calendar of your phone or computer. It shows a
        reference in place of each family: no name, number or address. Whoever leads a site finds those of
        clients without a nurse there too.
      </p>
      {link && (
        <InsetText>
          <p>Add this link to your calendar as a subscription. It is shown this once:</p>
          <p class="hh-secret">{link}</p>
          <p>Whoever has the link can read the calendar. Give it to nobody.</p>
        </InsetText>
      )}
      <p>{madeAt ? `Your link was made on ${sayInstant(madeAt)}.` : 'You have no link yet.'}</p>
      <Form view={asked.view} action={pagePaths.calendar}>
        <Carried version={madeAt ?? noLinkYet} />
        <Button {...(madeAt ? { variant: 'secondary' as const } : {})}>
          {madeAt ? 'Make a new link, and end the old one' : 'Make a link'}
        </Button>
      </Form>
    </Frame>
  );
}
