import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDatabase } from './embedded/open-database.ts';
import { migrate, migrationFiles, migrationsFolder } from './migrate.ts';
import { appUrlOf, quoteName } from './roles.ts';

export type TestDatabase = {
  /** The owner of all tables. */
  readonly adminUrl: string;
  /** Connections that act as handhold_app. */
  readonly appUrl: string;
  /** Drops the database; breaks connections that a test left open. */
  close(): Promise<void>;
};

export type TestCluster = { readonly url: string; stop(): Promise<void> };

/**
 * A fresh, migrated database for one test file, copied from a template within about a tenth of a second. It lives on
 * HANDHOLD_TEST_DATABASE_URL (a server; the login may make databases and roles), else on HANDHOLD_TEST_PG (the cluster
 * that the test runner started), else on a cluster of this process's own, which goes with its last database.
 */
export async function withDatabase(folder: string = migrationsFolder): Promise<TestDatabase> {
  const given = process.env.HANDHOLD_TEST_DATABASE_URL ?? process.env.HANDHOLD_TEST_PG;
  const cluster = given ? { url: given, stop: () => Promise.resolve() } : await borrowOwnCluster();
  try {
    const template = await ensureTemplate(cluster.url, folder);
    const name = `handhold_test_${process.pid}_${randomBytes(4).toString('hex')}`;
    await asMaintenance(cluster.url, (client) =>
      client.query(`create database ${quoteName(name)} template ${quoteName(template)}`),
    );
    const adminUrl = withDatabaseName(cluster.url, name);
    return {
      adminUrl,
      appUrl: appUrlOf(adminUrl),
      async close() {
        await asMaintenance(cluster.url, (client) => dropDatabase(client, name));
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** A cluster in a temporary folder for a whole test run: give its url to the tests as HANDHOLD_TEST_PG. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'handhold-test-')));
  const opened = await openDatabase({ dataFolder: folder, onProgress: () => undefined, throwAway: true });
  return {
    url: opened.adminUrl,
    async stop() {
      await opened.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let ownCluster: { readonly started: Promise<TestCluster>; borrowers: number } | null = null;

async function borrowOwnCluster(): Promise<TestCluster> {
  ownCluster ??= { started: startTestCluster(), borrowers: 0 };
  const mine = ownCluster;
  mine.borrowers += 1;
  const { url, stop } = await mine.started;
  return {
    url,
    async stop() {
      mine.borrowers -= 1;
      if (mine.borrowers > 0) return;
      if (ownCluster === mine) ownCluster = null;
      await stop();
    },
  };
}

/**
 * The migrated template for exactly these migration files, made once per server. Test processes that start together wait
 * for the first on an advisory lock. It is built under another name, so that a killed build is never copied.
 */
async function ensureTemplate(url: string, folder: string): Promise<string> {
  const template = `handhold_template_${hashOf(folder)}`;
  await asMaintenance(url, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rows } = await client.query('select from pg_database where datname = $1', [template]);
    if (rows.length > 0) return;
    const building = `${template}_building`;
    await dropDatabase(client, building);
    await client.query(`create database ${quoteName(building)}`);
    await migrate({ adminUrl: withDatabaseName(url, building), folder });
    await client.query(`alter database ${quoteName(building)} rename to ${quoteName(template)}`);
  });
  return template;
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of migrationFiles(folder)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(folder, file)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}

/** On the database that the url names; the advisory lock goes with the connection. */
async function asMaintenance(url: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

const insufficientPrivilege = '42501';

/**
 * Drops a database with every connection to it. After a large load the server's own vacuum may be at work there, which
 * an owner may not end: it is waited for.
 */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  for (let turn = 1; ; turn += 1) {
    try {
      await client.query(`drop database if exists ${quoteName(name)} with (force)`);
      return;
    } catch (error) {
      const vacuums = error instanceof pg.DatabaseError && error.code === insufficientPrivilege;
      if (!vacuums || turn === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
