import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { appUrlOf, quoteName } from '../roles.ts';
import { type Cluster, type Ending, runningCluster, startCluster } from './cluster.ts';
import { isElsewhere, lockFolder } from './folder-lock.ts';
import { DatabaseRefusal } from './refusal.ts';

export type OpenOptions = {
  readonly dataFolder: string;
  /** A server of one's own. When given, nothing is started and the data folder is not touched. */
  readonly databaseUrl?: string | null;
  /** The application's own login on that server. Without it the application takes its role after an owner's login. */
  readonly appUrl?: string | null;
  /** Lines for a person, such as that a first start takes a few seconds. */
  readonly onProgress: (line: string) => void;
  /** Visit the database of a Handhold that already runs here instead of being refused; stop() then leaves it running. */
  readonly mayVisit?: boolean;
  /** Refuse a folder in which no database stands, instead of making one. */
  readonly mustStand?: boolean;
  readonly throwAway?: boolean;
};

export type OpenDatabase = {
  /** For migrations: the owner of all tables. */
  readonly adminUrl: string;
  /** For everything else: connections that act as handhold_app. */
  readonly appUrl: string;
  readonly describe: string;
  /** Fast, unless the folder is thrown away. */
  stop(how?: Ending): Promise<void>;
};

/** The owner's login and the database's name in the embedded default. */
const ownerName = 'handhold_owner';
const databaseName = 'handhold';

/**
 * Opens the database: the server named, or PostgreSQL of our own in the data folder, made at the first start.
 * Throws DatabaseRefusal with what to do when another process has the folder or PostgreSQL cannot run.
 */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { databaseUrl } = options;
  if (databaseUrl) {
    return {
      adminUrl: databaseUrl,
      appUrl: options.appUrl ?? appUrlOf(databaseUrl),
      describe: `the PostgreSQL server at ${new URL(databaseUrl).host || 'a local socket'}`,
      stop: () => Promise.resolve(),
    };
  }
  if (options.mustStand && !existsSync(path.join(options.dataFolder, 'postgres')))
    throw new DatabaseRefusal(
      `There is no database in ${options.dataFolder}. Name its folder with --data or HANDHOLD_DATA; "start" or "migrate" makes a new one.`,
    );
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const dataFolder = realpathSync(options.dataFolder);
  const lock = lockFolder(dataFolder, programName());
  if (lock.kind === 'refused') {
    const visited = options.mayVisit ? runningCluster(dataFolder) : null;
    if (visited) return opened(dataFolder, visited, () => Promise.resolve());
    const { pid, program, host } = lock.holder;
    if (isElsewhere(lock.holder)) {
      throw new DatabaseRefusal(
        `The data folder ${dataFolder} is in use by process ${pid} (${program}) on ${host}, another host or container. Two ` +
          'would destroy the database. Stop that one first. Only where it is surely gone, as a container that was removed, ' +
          `take away ${path.join(dataFolder, 'handhold.lock')} and start again.`,
      );
    }
    throw new DatabaseRefusal(
      `The data folder ${dataFolder} is in use by process ${pid} (${program}). ` +
        'Stop that one first, or name another folder with HANDHOLD_DATA or --data.',
    );
  }
  try {
    const cluster = await startCluster({ ...options, dataFolder });
    try {
      await prepareOwner(cluster);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return opened(dataFolder, cluster, async (how) => {
      await cluster.stop(how);
      lock.release();
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function opened(
  dataFolder: string,
  { port, credentials }: Pick<Cluster, 'port' | 'credentials'>,
  stop: OpenDatabase['stop'],
): OpenDatabase {
  const adminUrl = url(ownerName, credentials.owner, port, databaseName);
  const describe = `PostgreSQL 18 in ${path.join(dataFolder, 'postgres')}`;
  return { adminUrl, appUrl: appUrlOf(adminUrl), describe, stop };
}

/**
 * Makes the owner's login and its database when missing. The owner may make roles (handhold_app, by migration, as on any
 * server) and databases, and is otherwise an ordinary account: row security and grants are exercised, not bypassed.
 */
async function prepareOwner({ superuser: client, credentials }: Cluster): Promise<void> {
  try {
    const { rows } = await client.query<{ owner: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as owner,
              exists (select from pg_database where datname = $2) as database`,
      [ownerName, databaseName],
    );
    const [found] = rows;
    const password = client.escapeLiteral(credentials.owner);
    if (!found?.owner) {
      await client.query(
        `create role ${quoteName(ownerName)} login createrole createdb password ${password}`,
      );
    }
    if (!found?.database) {
      await client.query(`create database ${quoteName(databaseName)} owner ${quoteName(ownerName)}`);
      await client.query(`revoke connect on database ${quoteName(databaseName)} from public`);
    }
  } finally {
    await client.end();
  }
}

function url(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/** What a person would call this process: the program and its command, without options, which may carry passwords. */
function programName(): string {
  const [, script = 'node', command = ''] = process.argv;
  const name = path.basename(script).replace(/\.ts$/, '');
  return /^[a-z]/.test(command) ? `${name} ${command}` : name;
}
