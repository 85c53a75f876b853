import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Layout } from './components/layout.tsx';
import type { Html } from './html/jsx-runtime.ts';
import { paths } from './paths.ts';
import { TypedBack } from './typed-back.tsx';
import type { View } from './view.ts';

/** What is wrong, and what can be done about it (promise P8). */
export type Problem = {
  readonly status: number;
  readonly title: string;
  readonly says: string;
  readonly canDo: string;
  /** What to quote when telling somebody. */
  readonly reference?: string;
};

export const problems = {
  missing: {
    status: 404,
    title: 'Page not found',
    says: 'There is no page at this address, or it is a record that your team may not read.',
    canDo:
      'Look for the child by its NHS number: where your team may not read the record you are told which team to ring.',
  },
  'not-your-role': {
    status: 403,
    title: 'Your role does not open this page',
    says: 'You are signed in, but this page is for other roles. Nothing was changed.',
    canDo: 'Go to the front page, or ask your team’s lead who can do this.',
  },
  'too-old': {
    status: 403,
    title: 'This form is too old',
    says: 'The page was open for too long, or you have signed in anew since. What you sent was not taken, and nothing was changed.',
    canDo:
      'Go back: your browser mostly still shows what you typed. Copy it, load the page again, and send it again.',
  },
  'searched-too-often': {
    status: 429,
    title: 'You have searched very often',
    says: 'So many searches and entries of one person in an hour are not taken, so that nobody finds out by trying whom the network knows. This one was not made, and nothing was changed. Whoever runs Handhold sees that this was reached.',
    canDo:
      'Everything else goes on: your lists, and the records that you open from them. Search again within the hour. If you have to find a child now, ask a colleague to search, or ring the team that holds the child.',
  },
  'too-many': {
    status: 429,
    title: 'Too many requests',
    says: 'More pages were asked for from your network than this service gives in a minute.',
    canDo: 'Wait a minute, then try again.',
  },
  'too-long': {
    status: 413,
    title: 'That is too long',
    says: 'What you sent is longer than this service takes at once. Nothing was changed.',
    canDo:
      'Go back: your browser mostly still shows what you typed. Copy it, shorten it, and send it again. A box takes 4,000 characters; what is longer stays in the record of your own service, and the box says where.',
  },
  unreadable: {
    status: 400,
    title: 'That could not be read',
    says: 'What was sent is not what this page expects. Nothing was changed.',
    canDo: 'Go back and try again.',
  },
} as const satisfies Readonly<Record<string, Problem>>;

function faultProblem(reference: string): Problem {
  return {
    status: 500,
    title: 'Something went wrong',
    says: 'The fault is with this service, not with what you did. Whatever was confirmed to you before is kept.',
    canDo:
      'Try again in a few minutes, and look first whether what you sent is there already. Until then work from your team’s printed list. If it is urgent, ring the team that holds the child. When you report this, give the reference.',
    reference,
  };
}

function ProblemPage({
  view,
  problem,
  words,
}: {
  view: View;
  problem: Problem;
  words: readonly string[];
}): Html {
  return (
    <Layout view={view} title={problem.title}>
      <div class="nhsuk-grid-row">
        <div class="nhsuk-grid-column-two-thirds">
          <h1 class="nhsuk-heading-l">{problem.title}</h1>
          <p>{problem.says}</p>
          <p>{problem.canDo}</p>
          <TypedBack words={words} />
          {problem.reference && (
            <p>
              Reference: <span class="hh-reference">{problem.reference}</span>
            </p>
          )}
          {problem.status === 404 && searches(view) && (
            <p>
              <a href={paths.search}>Find a child</a>
            </p>
          )}
          <p>
            <a href={paths.home}>Go to the front page</a>
          </p>
        </div>
      </div>
    </Layout>
  );
}

function searches(view: View): boolean {
  return view.navigation.some(({ href }) => href === paths.search);
}

/** With what was written in the form that is not taken, where it is known. */
export function sendProblem(
  reply: FastifyReply,
  view: View,
  problem: Problem,
  words: readonly string[] = [],
): FastifyReply {
  return sendPage(reply, <ProblemPage view={view} problem={problem} words={words} />, problem.status);
}

export function sendPage(reply: FastifyReply, markup: { toString(): string }, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(markup.toString());
}

type Fault = { readonly statusCode?: number; readonly code?: string };
type Framed = (request: FastifyRequest, reply: FastifyReply) => Promise<View>;

/** Every unknown address becomes a page. */
export function setUpMissing(app: FastifyInstance, viewOf: Framed): void {
  app.setNotFoundHandler(async (request, reply) =>
    sendProblem(reply, await viewOf(request, reply), problems.missing),
  );
}

/** Every thrown fault becomes a page, never a stack. `wordsOf` is what somebody wrote in a form that is not taken because of it. */
export function setUpFaults(
  app: FastifyInstance,
  viewOf: Framed,
  wordsOf: (request: FastifyRequest) => readonly string[] = () => [],
): void {
  app.setErrorHandler(async (error: Fault, request, reply) => {
    const problem = problemOf(error);
    if (problem !== null) return sendProblem(reply, await viewOf(request, reply), problem, wordsOf(request));
    const reference = randomBytes(4).toString('hex').toUpperCase();
    request.log.error({ reference, route: request.routeOptions.url, err: error }, 'fault');
    // The database may be what is broken: this page asks it for nothing.
    return sendProblem(reply, strangerView(request), faultProblem(reference));
  });
}

function problemOf({ statusCode, code }: Fault): Problem | null {
  if (code?.startsWith('FST_CSRF')) return problems['too-old'];
  if (statusCode === 429) return problems['too-many'];
  if (statusCode === 413) return problems['too-long'];
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { ...problems.unreadable, status: statusCode };
  return null;
}

/** The frame of a page for nobody in particular. */
export function strangerView(request: FastifyRequest): View {
  return {
    person: null,
    path: request.url.split('?', 1)[0] ?? '/',
    navigation: [],
    notices: null,
    alarm: null,
    absence: null,
    demonstration: false,
    csrf: () => '',
  };
}
