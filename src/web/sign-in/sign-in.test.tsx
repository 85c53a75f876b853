import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addMinutes } from '../../domain/calendar/time.ts';
import { Form } from '../components/form.tsx';
import { Layout } from '../components/layout.tsx';
import { page, type Route } from '../pages/route.ts';
import { localPath } from '../paths.ts';
import { startTestServer, type TestServer, tokenOf, Visitor } from '../server.fixture.ts';

const sent: unknown[] = [];

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/',
    permission: 'see-directory',
    looks: null,
    handle: async ({ view }) =>
      page(
        <Layout view={view} title="Front page">
          <h1>Front page</h1>
          <Form view={view} action="/change">
            <button type="submit">Change it</button>
          </Form>
        </Layout>,
      ),
  },
  {
    method: 'GET',
    path: '/desk',
    permission: 'see-desk',
    looks: null,
    handle: async ({ actor, query }) => page(`desk of ${actor.teamId} asked ${query.q ?? 'nothing'}`),
  },
  {
    method: 'POST',
    path: '/change',
    permission: 'see-desk',
    looks: null,
    handle: async ({ form }) => {
      sent.push(form);
      return { kind: 'go', to: '/desk' };
    },
  },
  ...(['GET', 'POST'] as const).map(
    (method): Route => ({
      method,
      path: '/kept',
      permission: 'see-desk',
      looks: null,
      handle: async () => page('the form'),
    }),
  ),
  {
    method: 'GET',
    path: '/broken',
    permission: 'see-desk',
    looks: null,
    handle: async () => {
      throw new Error('the number 999 000 0018 of "Ada Invented" is not unique');
    },
  },
];

describe('signing in at the demonstration’s provider', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer(routes);
  });
  after(() => server.close());

  test('leads from the page that was asked for, through the choice of a person, back to that page', async () => {
    const visitor = new Visitor(server.baseUrl);
    const people = await visitor.get('/desk?q=1');
    assert.equal(people.status, 200);
    assert.match(people.text, /Choose who to sign in as/);
    assert.match(people.text, /no passwords/);
    const authorisation = new URL(visitor.trail.find((url) => url.includes('/identity/auth?')) ?? '');
    for (const parameter of ['state', 'nonce', 'code_challenge'])
      assert.ok(authorisation.searchParams.get(parameter), parameter);
    assert.equal(authorisation.searchParams.get('code_challenge_method'), 'S256');
    const desk = await visitor.post(new URL(people.url).pathname, {
      _csrf: tokenOf(people.text),
      person: 'amara-osei',
    });
    assert.equal(desk.url, `${server.baseUrl}/desk?q=1`);
    assert.equal(desk.text, 'desk of luton-hv asked 1');
  });

  test('gives the browser a new identifier, and stores only a hash of it', async () => {
    const visitor = new Visitor(server.baseUrl);
    await visitor.get('/desk');
    const before = visitor.cookies.get('handhold');
    await visitor.signInAs('amara-osei');
    const after = visitor.cookies.get('handhold') ?? '';
    assert.notEqual(after, before);
    const identifier = decodeURIComponent(after).split('.')[0] ?? '';
    assert.ok(![...server.sessions.keys()].some((key) => key.includes(identifier)));
  });

  test('asks anew after signing out, and the old cookie opens nothing', async () => {
    const visitor = new Visitor(server.baseUrl);
    const front = await visitor.signInAs('amara-osei');
    const cookie = visitor.cookies.get('handhold') ?? '';
    const out = await visitor.post('/sign-out', { _csrf: tokenOf(front.text) });
    assert.match(out.text, /You have signed out/);
    visitor.cookies.set('handhold', cookie);
    const again = await visitor.get('/desk');
    assert.match(again.text, /Choose who to sign in as/);
  });

  test('does not sign anybody in whom the directory does not know, or without the form’s token', async () => {
    const visitor = new Visitor(server.baseUrl);
    const people = await visitor.get('/desk');
    const choose = new URL(people.url).pathname;
    const stranger = await visitor.post(choose, { _csrf: tokenOf(people.text), person: 'nobody-at-all' });
    assert.match(stranger.text, /could not be signed in/);
    const forged = await visitor.post(choose, { person: 'amara-osei' });
    assert.equal(forged.status, 403);
  });

  test('takes no answer that it did not ask for', async () => {
    const visitor = new Visitor(server.baseUrl);
    await visitor.get('/desk');
    const answer = await visitor.get('/sign-in/return?code=made-up&state=made-up');
    assert.match(answer.text, /could not be signed in/);
    assert.match(
      (await new Visitor(server.baseUrl).get('/sign-in/return?code=a&state=b')).text,
      /Choose who/,
    );
  });

  test('shows each form’s token its own session: a form from elsewhere is refused and changes nothing', async () => {
    const mine = new Visitor(server.baseUrl);
    const theirs = new Visitor(server.baseUrl);
    const front = await mine.signInAs('amara-osei');
    const foreign = tokenOf((await theirs.signInAs('grace-adeyemi')).text);
    sent.length = 0;
    for (const fields of [{}, { _csrf: 'made-up' }, { _csrf: foreign }]) {
      const refused = await mine.post('/change', fields);
      assert.equal(refused.status, 403);
      assert.match(refused.text, /This form is too old/);
    }
    assert.deepEqual(sent, []);
    const taken = await mine.post('/change', { _csrf: tokenOf(front.text), note: 'seen' });
    assert.equal(taken.url, `${server.baseUrl}/desk`);
    assert.deepEqual(sent, [{ note: 'seen' }]);
  });

  test('takes what can be read, and none of the marks that would turn the words of the page round, or be a name of nothing', async () => {
    const visitor = new Visitor(server.baseUrl);
    const front = await visitor.signInAs('amara-osei');
    sent.length = 0;
    const pasted = {
      note: 'a\u202eb\u2066c\0',
      name: '\u200b\u200b',
      given: 'مريم',
      box: ['\u202eone', 'two'],
    };
    await visitor.post('/change', { _csrf: tokenOf(front.text), ...pasted });
    assert.deepEqual(sent, [{ note: 'abc', name: '', given: 'مريم', box: ['one', 'two'] }]);
  });

  test('says of a form that is far too long that it is, and what a box takes', async () => {
    const visitor = new Visitor(server.baseUrl);
    const front = await visitor.signInAs('amara-osei');
    const note = (letters: number) => ({ _csrf: tokenOf(front.text), note: '\u{1f600}'.repeat(letters / 2) });
    sent.length = 0;
    assert.equal(
      (await visitor.post('/change', note(80_000))).url,
      `${server.baseUrl}/desk`,
      'its form tells',
    );
    const refused = await visitor.post('/change', note(184_000));
    assert.equal(refused.status, 413);
    assert.match(refused.text, /That is too long[\s\S]*A box takes 4,000 characters/);
    assert.equal(sent.length, 1);
  });

  test('says why a role does not open a page, and what can be done', async () => {
    const visitor = new Visitor(server.baseUrl);
    const directory = await commissioner(visitor);
    const refused = await visitor.get('/desk');
    assert.equal(directory.status, 200);
    assert.equal(refused.status, 403);
    assert.match(refused.text, /Your role does not open this page/);
  });

  test('signs out at once who has left, and says so', async () => {
    const own = await startTestServer(routes);
    try {
      const visitor = new Visitor(own.baseUrl);
      await visitor.signInAs('amara-osei');
      own.leaves('amara-osei');
      const answer = await visitor.get('/desk');
      assert.match(answer.text, /you have left your post/);
      assert.match((await visitor.get('/desk')).text, /Choose who/);
      const people = await visitor.get('/desk');
      assert.doesNotMatch(people.text, /value="amara-osei"/);
    } finally {
      await own.close();
    }
  });

  test('ends after twelve hours without a page, and after twenty in any case', async () => {
    const own = await startTestServer(routes);
    try {
      const start = own.time.now;
      const visitor = new Visitor(own.baseUrl);
      await visitor.signInAs('amara-osei');
      for (const hours of [11, 19]) {
        own.time.now = addMinutes(start, hours * 60);
        assert.match((await visitor.get('/desk')).text, /^desk of/, `after ${hours} hours`);
      }
      own.time.now = addMinutes(start, 20 * 60);
      assert.match((await visitor.get('/desk')).text, /Choose who/);

      const idle = new Visitor(own.baseUrl);
      await idle.signInAs('amara-osei');
      own.time.now = addMinutes(own.time.now, 12 * 60);
      assert.match((await idle.get('/desk')).text, /Choose who/);
    } finally {
      await own.close();
    }
  });

  test('is lost with its row: deleting it in the database signs out', async () => {
    const visitor = new Visitor(server.baseUrl);
    await visitor.signInAs('amara-osei');
    server.sessions.clear();
    assert.match((await visitor.get('/desk')).text, /Choose who/);
  });

  test('tells who was signed out meanwhile that the form was not taken', async () => {
    const visitor = new Visitor(server.baseUrl);
    const front = await visitor.signInAs('amara-osei');
    server.sessions.clear();
    const answer = await visitor.post('/change', { _csrf: tokenOf(front.text) });
    assert.match(answer.text, /What you sent last was not taken/);
  });

  test('gives back what was written in a form that is not taken, and leads to its page again after signing in', async () => {
    const written = 'He was released on Friday & knows <the street>';
    const shown = 'He was released on Friday &amp; knows &lt;the street&gt;';
    const fields = { note: written, place: 'home', handover: '00000000-0000-7000-8000-000000000000' };
    const visitor = new Visitor(server.baseUrl);
    const front = await visitor.signInAs('amara-osei');
    const old = await visitor.post('/kept', { ...fields, _csrf: 'of an earlier sign-in' });
    assert.equal(old.status, 403);
    server.sessions.clear();
    const out = await visitor.post('/kept', { ...fields, _csrf: tokenOf(front.text) });
    assert.match(out.text, /What you sent last was not taken/);
    for (const { text } of [old, out]) {
      assert.ok(text.includes(shown), text);
      assert.doesNotMatch(
        text,
        /00000000-0000|>home</,
        'what stood hidden, or is chosen again at once, is not shown',
      );
    }
    assert.match(out.text, /href="\/sign-in\/start\?to=%2Fkept"/);
    assert.equal((await visitor.signInAs('amara-osei', '/kept')).text, 'the form');
  });

  test('shows nobody’s words but those that a page of its own sent', async () => {
    const answer = await fetch(`${server.baseUrl}/kept`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: new URLSearchParams({ note: 'Ring this number and pay at once' }),
    });
    assert.equal(answer.status, 403);
    assert.doesNotMatch(await answer.text(), /pay at once/);
  });
});

describe('pages', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer(routes);
  });
  after(() => server.close());

  test('carry a policy under which no script runs and nothing comes from elsewhere', async () => {
    const answer = await new Visitor(server.baseUrl).get('/sign-in');
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /script-src|unsafe|https:/);
    assert.doesNotMatch(answer.text, /<script|style=|https?:\/\//);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const styles = /href="(\/assets\/nhsuk\.css\?v=\w+)"/.exec(answer.text)?.[1] ?? '';
    const css = await new Visitor(server.baseUrl).get(styles);
    assert.match(css.headers.get('cache-control') ?? '', /immutable/);
    for (const [, href = ''] of answer.text.matchAll(/href="(\/assets\/[^"]+)"/g)) {
      // The look of the NHS without what is its own: the logo, and the font that it alone has a licence for.
      const { text } = await new Visitor(server.baseUrl).get(href);
      assert.doesNotMatch(
        text,
        /https?:\/\/(?!www\.w3\.org)|@font-face|frutiger|nhs[\w-]*logo[\w-]*\.(?:svg|png)/i,
        href,
      );
    }
  });

  test('of the demonstration’s provider carry the same policy, also where nothing is', async () => {
    for (const address of [
      '/identity/auth',
      '/identity/nothing',
      '/identity/.well-known/openid-configuration',
    ]) {
      const { headers } = await new Visitor(server.baseUrl).once(address);
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, address);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', address);
      assert.equal(headers.get('cache-control'), 'no-store', address);
    }
  });

  test('keep their cookie from scripts and other places, over TLS from plain HTTP and from neighbours of the domain too', async () => {
    const own = await startTestServer(routes, {
      baseUrl: 'https://handhold.example.org',
      proxies: ['10.1.2.3'],
    });
    try {
      const ask = (url: string) =>
        own.app.inject({ url, remoteAddress: '10.1.2.3', headers: { 'x-forwarded-proto': 'https' } });
      const cookie = String((await ask('/sign-in/start')).headers['set-cookie']);
      assert.match(cookie, /^__Host-handhold=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    } finally {
      await own.close();
    }
    const plain = (await new Visitor(server.baseUrl).once('/sign-in/start')).headers.get('set-cookie') ?? '';
    assert.match(plain, /^handhold=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test('of the demonstration’s people are not there where an outside provider is set', async () => {
    const provider = { issuer: 'https://identity.example', clientId: 'a', clientSecret: 'b' };
    const own = await startTestServer(routes, { provider });
    try {
      for (const address of ['/identity/auth', '/identity/token', '/sign-in/choose/x'])
        assert.equal((await new Visitor(own.baseUrl).once(address)).status, 404, address);
      // Where an outside provider leads on to nobody knows beforehand: no form is led there (test/outside shows the way).
      const { headers } = await new Visitor(own.baseUrl).once('/sign-in');
      assert.match(headers.get('content-security-policy') ?? '', /form-action 'self'(;|$)/);
    } finally {
      await own.close();
    }
  });

  test('of a fault give a reference and neither a stack nor what the fault said', async () => {
    const visitor = new Visitor(server.baseUrl);
    await visitor.signInAs('amara-osei');
    const broken = await visitor.get('/broken');
    assert.equal(broken.status, 500);
    assert.match(broken.text, /Reference: <span class="hh-reference">[0-9A-F]{8}</);
    assert.doesNotMatch(broken.text, /Ada|999 000|at .*\.ts/);
  });

  test('that do not exist are said to be missing, with what can be done', async () => {
    const answer = await new Visitor(server.baseUrl).get('/no-such-page');
    assert.equal(answer.status, 404);
    assert.match(answer.text, /Look for the child by its NHS number/);
  });

  test('of health answer without a sign-in, and say what is wrong', async () => {
    const well = await new Visitor(server.baseUrl).get('/health');
    assert.deepEqual(JSON.parse(well.text), { ok: true, sentence: 'All is well.' });
    const unheard = await startTestServer([], { unaddressed: () => 'No mail reaches 1.' });
    try {
      const { status, text } = await new Visitor(unheard.baseUrl).get('/health');
      assert.deepEqual([status, JSON.parse(text)], [200, { ok: true, sentence: 'No mail reaches 1.' }]);
    } finally {
      await unheard.close();
    }
    const ill = await startTestServer([], { alarm: async () => 'The sweep has stopped.' });
    try {
      const answer = await new Visitor(ill.baseUrl).get('/health');
      assert.equal(answer.status, 503);
      assert.match(answer.text, /The sweep has stopped/);
    } finally {
      await ill.close();
    }
  });
});

describe('an address to come back to', () => {
  test('is taken when it is a page of this service', () => {
    assert.equal(localPath('/child/1?x=2'), '/child/1?x=2');
    assert.equal(localPath('/'), '/');
  });

  for (const bad of [
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    '/%5c',
    'javascript:alert(1)',
    '/a\nb',
    '/..//elsewhere.example',
    '/.//elsewhere.example',
    '/./\\elsewhere.example',
    '',
    undefined,
    ['/a'],
    '/sign-out',
    '/sign-in/start?to=/',
    '/identity/auth',
    '/é',
  ]) {
    test(`never leads away: ${JSON.stringify(bad)}`, () => {
      const path = localPath(bad);
      assert.equal(new URL(path, 'https://handhold.invalid').origin, 'https://handhold.invalid');
      if (bad !== '/%5c') assert.equal(path, '/');
    });
  }
});

describe('settings that would leave the door open', () => {
  const cases = [
    { what: 'no provider outside the demonstration', given: { demonstration: false } },
    {
      what: 'a provider over plain HTTP',
      given: { provider: { issuer: 'http://identity.example', clientId: 'a', clientSecret: 'b' } },
    },
    {
      what: 'the demonstration over plain HTTP to the network',
      given: { baseUrl: 'http://handhold.example:8080' },
    },
  ];
  for (const { what, given } of cases) {
    test(`stop the start: ${what}`, async () => {
      await assert.rejects(startTestServer([], given), /https|HTTP|identity provider/);
    });
  }
});

async function commissioner(visitor: Visitor) {
  const people = await visitor.get('/');
  const id =
    /value="([a-z-]+)"><span class="hh-people__name">[^<]*<\/span> <span class="hh-people__role">Commissioner/.exec(
      people.text,
    )?.[1];
  return visitor.post(new URL(people.url).pathname, { _csrf: tokenOf(people.text), person: id ?? '' });
}
