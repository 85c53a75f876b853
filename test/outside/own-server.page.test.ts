import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { startTestCluster, type TestCluster } from '../../src/postgres/test-database.ts';
import { assertSound, closeBrowser, openPage } from '../browser.ts';
import { freePort } from '../free-port.ts';

/**
 * As an organisation runs it: a PostgreSQL server of its own, whose administrator makes the roles, and its own identity
 * provider in a process of its own. Nothing of the embedded default and nothing of the demonstration's sign-in is used.
 */

const root = path.resolve(import.meta.dirname, '../..');
const commandLine = [path.join(root, 'src/cli/launch.mjs')];
const patience = 180_000;

describe('with a server and an identity provider of the organisation’s own', { concurrency: false }, () => {
  let folder: string;
  let server: TestCluster;
  let handhold: ChildProcess;
  let provider: ChildProcess;
  let providerPort: number;
  let baseUrl: string;
  let settings: Readonly<Record<string, string>>;
  let said = '';

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'handhold-outside-'));
    server = await startTestCluster();
    const port = await freePort();
    providerPort = await freePort();
    baseUrl = `http://127.0.0.1:${port}`;
    settings = {
      ...(await rolesOf(server)),
      PORT: String(port),
      HANDHOLD_DATA: path.join(folder, 'data'),
      HANDHOLD_MAIL: `folder:${path.join(folder, 'mail')}`,
      HANDHOLD_SESSION_SECRET: 'a secret of tests alone, long enough',
      HANDHOLD_DEMO: 'off',
      OIDC_ISSUER: `https://localhost:${providerPort}`,
      OIDC_CLIENT_ID: 'handhold-at-the-trust',
      OIDC_CLIENT_SECRET: 'known to the two of them',
      OIDC_PRACTITIONER_CLAIM: 'employee_number',
      NODE_EXTRA_CA_CERTS: path.join(import.meta.dirname, 'localhost-certificate.pem'),
    };
  });
  after(async () => {
    await closeBrowser();
    await ended(handhold);
    await ended(provider);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [...commandLine, ...args], {
      encoding: 'utf8',
      cwd: root,
      env: { ...process.env, ...settings },
    });
  const ask = (text: string, values: readonly unknown[] = []) =>
    asked(settings.DATABASE_URL ?? '', text, values);

  test('migrate and seed work as an owner who may make neither roles nor databases', async () => {
    const migrated = run('migrate');
    assert.equal(migrated.status, 0, migrated.stderr);
    const seeded = run('seed', '--size', '40', '--json');
    assert.equal(seeded.status, 0, seeded.stderr);
    assert.equal(JSON.parse(seeded.stdout).added, 40);
    assert.deepEqual(
      await ask('select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user'),
      [{ rolsuper: false, rolcreaterole: false, rolcreatedb: false }],
    );
  });

  test('start answers while the provider is down, and says to who wants to sign in what is the matter', async () => {
    handhold = spawn(process.execPath, [...commandLine, 'start'], {
      cwd: root,
      env: { ...process.env, ...settings },
    });
    for (const stream of [handhold.stdout, handhold.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    await until(
      () => said.includes(`Handhold is ready at ${baseUrl}`),
      () => said,
    );
    assert.equal((await fetch(`${baseUrl}/health`)).status, 200);
    const page = await openPage({ width: 390 });
    await page.goto(`${baseUrl}/`);
    assert.match(await bodyOf(page), /Your organisation’s sign-in does not answer/);
    assert.match(await bodyOf(page), /Try again in a few minutes/);
    await assertSound(page, 'provider-away', [390]);
    await page.context().close();
  });

  test('a person signs in at the provider, opens pages, and signs out there too', async () => {
    provider = spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'provider.fixture.ts'), String(providerPort), baseUrl],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    assert.ok(provider.stdout);
    const gone = once(provider, 'exit').then(([code]) => assert.fail(`the provider ended with ${code}`));
    await Promise.race([once(provider.stdout, 'data'), gone]);
    const page = await openPage();
    await page.goto(`${baseUrl}/desk`);
    await signIn(page, 'hannah-whitlock');
    assert.equal(page.url(), `${baseUrl}/desk`);
    assert.match(await bodyOf(page), /Hannah Whitlock/);
    await page.goto(`${baseUrl}/`);
    assert.match(await bodyOf(page), /Luton health visiting/);
    const logins = await ask(
      `select distinct usename as name from pg_stat_activity where datname = current_database() order by 1`,
    );
    assert.deepEqual(
      logins,
      [{ name: 'community_app' }, { name: 'community_owner' }],
      'pages ask by their own login',
    );
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    assert.equal(new URL(page.url()).origin, baseUrl);
    assert.match(await bodyOf(page), /You have signed out/);
    await page.goto(`${baseUrl}/desk`);
    await page.getByRole('button', { name: 'Sign in at the trust' }).waitFor();
    await page.context().close();
  });

  /** A browser of their own, at the provider and back. */
  async function arrives(who: string): Promise<Page> {
    const page = await openPage();
    await page.goto(`${baseUrl}/sign-in/start`);
    await signIn(page, who);
    return page;
  }

  for (const [who, status, says] of [
    ['nobody-at-all', null, /your organisation knows you, but Handhold’s directory does not/i],
    ['kate-brennan', 'left', /the directory says that you have left your post/],
    ['leo-marsh', 'disabled', /your account in Handhold is switched off/],
  ] as const) {
    test(`who is ${status ?? 'not in the directory'} is not signed in, and told why and what to do`, async () => {
      if (status) {
        await ask('update practitioner set status = $2, status_since = now() where id = $1', [who, status]);
        await ask('update directory_version set version = version + 1');
      }
      let page = await arrives(who);
      // The house looks for changes of the directory each second: who comes sooner is signed in, and comes once more.
      const end = Date.now() + patience;
      while (!says.test(await bodyOf(page)) && Date.now() < end) {
        await page.context().close();
        page = await arrives(who);
      }
      assert.match(await bodyOf(page), says);
      assert.match(await bodyOf(page), /ask your team’s lead/i);
      assert.equal(new URL(page.url()).pathname, '/sign-in');
      await page.goto(`${baseUrl}/`);
      assert.doesNotMatch(await bodyOf(page), /My work/);
      await page.context().close();
    });
  }

  test('a provider that goes away between two steps is told of too, and who was signed in stays so', async () => {
    const page = await openPage();
    await page.goto(`${baseUrl}/`);
    await signIn(page, 'grace-adeyemi');
    const half = await openPage();
    await half.goto(`${baseUrl}/`);
    await signIn(half, 'the-line-is-cut');
    assert.match(await bodyOf(half), /Your organisation’s sign-in does not answer/);
    await page.goto(`${baseUrl}/`);
    assert.match(await bodyOf(page), /Grace Adeyemi/);
    await half.context().close();
    await page.context().close();
  });

  test('check is OK there, and nothing of an embedded database was made', async () => {
    const checked = run('check');
    assert.equal(checked.status, 0, `${checked.stdout}${checked.stderr}`);
    assert.match(checked.stdout, /OK/);
    assert.equal(existsSync(path.join(folder, 'data', 'postgres')), false);
    await ended(handhold);
    assert.equal(handhold.exitCode, 0, said);
    assert.doesNotMatch(
      said,
      /of%20the%20|of the owner|of the application|known to the two/,
      'no password is said',
    );
  });
});

/** What the server's administrator does once, as docs/runbook.md says it. */
async function rolesOf({ url }: TestCluster): Promise<{ DATABASE_URL: string; HANDHOLD_APP_URL: string }> {
  for (const statement of [
    `create role community_owner login password 'of the owner'`,
    `create role community_app login password 'of the application'`,
    'create role handhold_app nologin',
    'grant handhold_app to community_owner with inherit false, set true',
    'grant handhold_app to community_app',
    'grant community_owner to current_user with set true',
    'create database "Community Records" owner community_owner',
  ])
    await asked(url, statement);
  const as = (user: string, password: string) => {
    const address = new URL(url);
    address.username = user;
    address.password = encodeURIComponent(password);
    address.pathname = '/Community%20Records';
    return address.href;
  };
  return {
    DATABASE_URL: as('community_owner', 'of the owner'),
    HANDHOLD_APP_URL: as('community_app', 'of the application'),
  };
}

async function asked(connectionString: string, text: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function signIn(page: Page, user: string): Promise<void> {
  await page.getByLabel('User').fill(user);
  await page.getByRole('button', { name: 'Sign in at the trust' }).click();
}

/** What the page says; after a click it may have come only in part. */
async function bodyOf(page: Page): Promise<string> {
  await page.waitForLoadState();
  return (await page.locator('body').textContent()) ?? '';
}

async function until(holds: () => boolean, says: () => string): Promise<void> {
  const end = Date.now() + patience;
  while (!holds()) {
    if (Date.now() > end) throw new Error(says());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
