import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { acting } from '../../domain/access/presence.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import { answersFor } from '../../domain/directory/directory.ts';
import { calendarOf } from '../calendar.ts';
import { InsetText } from '../components/content.tsx';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { actorOf, type WebDeps } from '../deps.ts';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { type Asked, page, type Route } from './route.ts';
import { ownSupervision } from './supervision.tsx';

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
        const token = randomBytes(32).toString('base64url');
        await deps.calendar.makeLink(asked.actor, hashOf(token), asked.now);
        const link = `${deps.baseUrl}${pagePaths.calendarFeed(token)}`;
        return page(<CalendarPage asked={asked} madeAt={asked.now} link={link} />);
      },
    },
  ];
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

function CalendarPage({ asked, madeAt, link }: { asked: Asked; madeAt: string | null; link: string | null }) {
  return (
    <Frame asked={asked} title="My calendar" back={{ href: '/', text: 'My work' }}>
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
        <Button {...(madeAt ? { variant: 'secondary' as const } : {})}>
          {madeAt ? 'Make a new link, and end the old one' : 'Make a link'}
        </Button>
      </Form>
    </Frame>
  );
}
