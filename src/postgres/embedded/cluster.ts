import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Account, accountOfLast, chooseAccount, giveTo, launch } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { type Credentials, credentialsIn } from './credentials.ts';
import { clearStalePidFile, livingPostmaster, type Postmaster } from './postmaster.ts';
import { isAlive } from './processes.ts';
import { DatabaseRefusal } from './refusal.ts';

export type ClusterOptions = {
  /** The folder that holds `postgres/`, its log and its passwords. Must be an absolute real path. */
  readonly dataFolder: string;
  readonly onProgress: (line: string) => void;
  /** For tests only: no flush to disk. What is written survives a killed process but not a power cut. */
  readonly throwAway?: boolean;
};

/**
 * Fast writes everything to its place first, so that the next start has nothing to recover. Immediate does not wait for the disk; the
 * next start recovers from the log: for a folder that is thrown away.
 */
export type Ending = 'fast' | 'immediate';

/** A running PostgreSQL. */
export type Cluster = {
  readonly port: number;
  readonly credentials: Credentials;
  /** The superuser's connection by which it was found to answer, to be used further and ended by whoever started it. */
  readonly superuser: pg.Client;
  /** Open transactions are rolled back, everything committed is kept. */
  stop(how?: Ending): Promise<void>;
};

const majorVersion = '18';
const startMs = 60_000;
const stopMs = 60_000;
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Starts the folder's PostgreSQL, makes it first when there is none, or attaches to one left running by a killed process. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { dataFolder, onProgress } = options;
  const folder = path.join(dataFolder, 'postgres');
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const binaries = findBinaries();
  if (existsSync(folder)) mustBeOurVersion(folder);
  const credentials = credentialsIn(dataFolder);
  const account = accountOfLast(folder) ?? chooseAccount(folder, binaries.postgres);
  if (!existsSync(folder)) makeCluster(options, folder, binaries, account, credentials);
  // A folder made while namespaces were allowed is root's: hand it over before the other account starts in it.
  if (!livingPostmaster(folder)) giveTo(account, folder);

  const left = await settledPostmaster(folder, onProgress);
  if (left) {
    const superuser = await connected(left.port, credentials);
    if (!superuser)
      throw new DatabaseRefusal(
        `Process ${left.pid} serves ${folder} but does not answer. Stop it and start again.`,
      );
    onProgress(`Took up the database left running by a process that was killed (process ${left.pid}).`);
    return cluster(folder, { ...left, superuser }, credentials, binaries);
  }
  clearStalePidFile(folder);
  const started = await startPostmaster(options, folder, binaries, account, credentials);
  return cluster(folder, started, credentials, binaries);
}

/** Reads where the folder's PostgreSQL listens, for a second program that only visits it. Null when none runs. */
export function runningCluster(dataFolder: string): Pick<Cluster, 'port' | 'credentials'> | null {
  const found = livingPostmaster(path.join(dataFolder, 'postgres'));
  return found?.ready ? { port: found.port, credentials: credentialsIn(dataFolder) } : null;
}

function makeCluster(
  { dataFolder, onProgress }: ClusterOptions,
  folder: string,
  binaries: Binaries,
  account: Account,
  credentials: Credentials,
): void {
  onProgress(`Making a database in ${folder} (only at the first start, a few seconds) …`);
  // Made aside and renamed when whole, so that a start killed half way leaves nothing that looks like a database.
  const half = path.join(dataFolder, 'postgres.new');
  const passwordFile = path.join(half, 'password');
  rmSync(half, { recursive: true, force: true });
  mkdirSync(path.join(half, 'cluster'), { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${credentials.superuser}\n`, { mode: 0o600 });
  giveTo(account, half);
  const { command, args, as } = launch(account, binaries.initdb, [
    `--pgdata=${path.join(half, 'cluster')}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order and case rules on every platform, whatever its locales are.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]);
  const done = spawnSync(command, args, { ...as, cwd: half, encoding: 'utf8', env: plainEnvironment() });
  if (done.status !== 0) {
    const said = (done.error?.message ?? `${done.stdout}\n${done.stderr}`).trim();
    rmSync(half, { recursive: true, force: true });
    throw new DatabaseRefusal(`PostgreSQL could not make its folder:\n${said}${hint(account, folder)}`);
  }
  renameSync(path.join(half, 'cluster'), folder);
  rmSync(half, { recursive: true, force: true });
  onProgress('The database is made.');
}

function hint(account: Account, folder: string): string {
  if (account.kind !== 'other') return '';
  return (
    `\nPostgreSQL runs as ${account.name} here, because it refuses root and user namespaces are switched off. ` +
    `That account must be able to pass through every folder above ${folder}: name another one with HANDHOLD_DATA.`
  );
}

function mustBeOurVersion(folder: string): void {
  const file = path.join(folder, 'PG_VERSION');
  if (!existsSync(file)) {
    throw new DatabaseRefusal(
      `${folder} is there, but holds no database: a copy that broke off, or a volume mounted at that place. Restore it whole, ` +
        'or, where nothing was ever in it, take it away: the first start makes it. Nothing was changed.',
    );
  }
  const version = readFileSync(file, 'utf8').trim();
  if (version === majorVersion) return;
  throw new DatabaseRefusal(
    `${folder} was made by PostgreSQL ${version}; this version of Handhold runs PostgreSQL ${majorVersion}. Nothing was changed.`,
  );
}

/** A living PostgreSQL once it is neither starting nor stopping: ready, or gone (null). */
async function settledPostmaster(
  folder: string,
  onProgress: (line: string) => void,
): Promise<Postmaster | null> {
  const until = Date.now() + startMs;
  for (let turn = 0; ; turn += 1) {
    const found = livingPostmaster(folder);
    if (!found || found.ready || Date.now() > until) return found;
    if (turn === 10)
      onProgress(`Waiting for process ${found.pid}, which is starting or stopping this database …`);
    await sleep(50);
  }
}

type Answering = Postmaster & Pick<Cluster, 'superuser'>;

async function startPostmaster(
  options: ClusterOptions,
  folder: string,
  binaries: Binaries,
  likely: Account,
  credentials: Credentials,
): Promise<Answering> {
  const until = Date.now() + startMs;
  let account = likely;
  for (;;) {
    const tried = await tryStart(options, folder, binaries, account, credentials);
    if (typeof tried !== 'string') return tried;
    if (account.kind === 'namespace' && /\bunshare\b/.test(tried)) {
      // Namespaces were allowed when the folder was made, and are no longer.
      account = chooseAccount(folder, binaries.postgres);
      giveTo(account, folder);
      if (account.kind !== 'namespace') continue;
    }
    // Another program may take the free port first, and children of a killed PostgreSQL may need a moment to leave.
    const mayPass = /could not bind|could not create any TCP|still in use|already exists/.test(tried);
    if (!mayPass || Date.now() > until) {
      throw new DatabaseRefusal(`PostgreSQL did not start:\n${tried}${hint(account, folder)}`);
    }
    await sleep(250);
    clearStalePidFile(folder);
  }
}

/** One attempt: the running PostgreSQL, or what it wrote before it ended. */
async function tryStart(
  { dataFolder, throwAway }: ClusterOptions,
  folder: string,
  binaries: Binaries,
  account: Account,
  credentials: Credentials,
): Promise<Answering | string> {
  const log = path.join(dataFolder, 'postgres.log');
  const port = await freePort();
  const { command, args, as } = launch(account, binaries.postgres, [
    '-D',
    folder,
    ...flags(port, throwAway ?? false),
  ]);
  const logFd = openSync(log, 'w', 0o600);
  // Its own process group: Ctrl-C in the terminal must reach Handhold only, which then stops PostgreSQL after its own work.
  const child = spawn(command, args, {
    ...as,
    cwd: dataFolder,
    env: plainEnvironment(),
    detached: true,
    stdio: ['ignore', logFd, logFd],
    windowsHide: true,
  });
  closeSync(logFd);
  const end = ended(child);
  child.unref();
  const until = Date.now() + startMs;
  while (Date.now() < until) {
    const gone = end();
    if (gone !== null) return `${gone}\n${readFileSync(log, 'utf8').trim()}`;
    const found = livingPostmaster(folder);
    const superuser = found?.ready && found.port === port ? await connected(port, credentials) : null;
    if (found && superuser) return { ...found, superuser };
    await sleep(15);
  }
  child.kill('SIGQUIT');
  return `It was not ready within ${startMs / 1000} seconds.\n${readFileSync(log, 'utf8').trim()}`;
}

/** What is thrown away need not outlive a lost machine, and a password there is made cheap to prove: each connection proves it. */
const hasty = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', scram_iterations: '1' };

/** Durability stays at PostgreSQL's defaults (fsync, synchronous_commit, full_page_writes on) outside throw-away clusters. */
function flags(port: number, throwAway: boolean): readonly string[] {
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: throwAway ? '200' : '100',
    ...memory(throwAway),
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    // Statements and DETAIL lines carry people's data, sealed addresses included (P11): the log gets neither.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(throwAway ? hasty : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const megabyte = 2 ** 20;

/**
 * A quarter of the memory that this process may use is PostgreSQL's own, as its manual advises, up to a gigabyte: what it keeps
 * of each page of it is made at the start, and with four gigabytes a start takes twice as long. What does not fit is asked of
 * the system anew.
 */
function memory(throwAway: boolean): Readonly<Record<string, string>> {
  if (throwAway) return { shared_buffers: '64MB' };
  const limit = process.constrainedMemory();
  const all = (limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / megabyte;
  const own = Math.floor(Math.min(Math.max(all / 4, 256), 1024));
  return { shared_buffers: `${own}MB`, effective_cache_size: `${Math.floor(Math.max(all / 2, 512))}MB` };
}

function cluster(
  folder: string,
  postmaster: Answering,
  credentials: Credentials,
  binaries: Binaries,
): Cluster {
  // An exit that nobody could wait for (process.exit, an uncaught error) still asks PostgreSQL to stop.
  const onExit = () => askToStop(postmaster.pid, folder, binaries);
  process.on('exit', onExit);
  // A command that does not wait for Ctrl-C itself would die of it without an exit event, and leave PostgreSQL behind.
  const onSignal = (name: NodeJS.Signals) => {
    if (process.listenerCount(name) === 1) process.exit(name === 'SIGINT' ? 130 : 143);
  };
  for (const name of endingSignals) process.on(name, onSignal);
  return {
    port: postmaster.port,
    credentials,
    superuser: postmaster.superuser,
    async stop(how = 'fast') {
      process.off('exit', onExit);
      for (const name of endingSignals) process.off(name, onSignal);
      askToStop(postmaster.pid, folder, binaries, how);
      if (await isGone(postmaster.pid, stopMs)) return;
      // Immediate shutdown: the next start recovers from the log, nothing committed is lost.
      signal(postmaster.pid, 'SIGQUIT');
      await isGone(postmaster.pid, 5_000);
    },
  };
}

function askToStop(pid: number, folder: string, binaries: Binaries, how: Ending = 'fast'): void {
  if (process.platform === 'win32') {
    spawnSync(binaries.pgCtl, ['stop', '-D', folder, '-m', how, '-W'], { stdio: 'ignore' });
  } else {
    signal(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (isAlive(pid)) process.kill(pid, name);
}

async function isGone(pid: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await sleep(10);
  }
  return true;
}

/** A connection of the superuser, or null while it does not answer. */
async function connected(port: number, credentials: Credentials): Promise<pg.Client | null> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: credentials.superuser,
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return null;
  }
}

function ended(child: ChildProcess): () => string | null {
  let how: string | null = null;
  child.once('error', (error) => {
    how = error.message;
  });
  child.once('exit', (code, signalName) => {
    how = `It ended with ${signalName ?? `code ${code}`}.`;
  });
  return () => how;
}

/** A caller's PGPORT, PGDATA or locale must not change what we start. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
