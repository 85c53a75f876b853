import pg from 'pg';
import { withOption } from './roles.ts';

export type PoolOptions = {
  readonly adminUrl: string;
  readonly appUrl: string;
  /** Connections of the application; 10 by default, which two cores can keep busy. */
  readonly max?: number;
  /** Told when an idle connection breaks (a server restarts). The pool replaces it by itself. */
  readonly onError?: (error: Error) => void;
};

export type Pools = {
  /** As the owner of the tables: for jobs that row security would blind, never for a page. */
  readonly admin: pg.Pool;
  /** As handhold_app. */
  readonly app: pg.Pool;
  close(): Promise<void>;
};

/** Longer than anybody waits for a page: what is not done by then, as behind another program's lock, must not keep the next from asking. */
const pageMs = 60_000;

/** Pools for both roles. A date arrives as text, an instant as ISO text in UTC with milliseconds, int8 as a number, numeric as text. */
export function createPools({ adminUrl, appUrl, max = 10, onError = () => undefined }: PoolOptions): Pools {
  let isClosing = false;
  // While the pools close, a database that stops behind them may end a connection before it has said goodbye: nothing is broken.
  const broken = (error: Error) => {
    if (!isClosing) onError(error);
  };
  const admin = createPool(adminUrl, Math.min(max, 4), broken, false, null);
  // What is asked of one connection together is sent together: asParty does so. Copying rows, as the owner does, cannot.
  const app = createPool(appUrl, max, broken, true, pageMs);
  return {
    admin,
    app,
    async close() {
      isClosing = true;
      await Promise.all([admin.end(), app.end()]);
    },
  };
}

/**
 * Said by each connection, so that it is the same on a server as on the embedded database. What is not in memory is read from a disk without
 * arms, where order hardly matters: by the server's default of 4 a child's page reads three times as many blocks.
 */
const ofEachConnection = '-c timezone=UTC -c random_page_cost=1.1';

function createPool(
  url: string,
  max: number,
  onError: (error: Error) => void,
  pipeline: boolean,
  statementMs: number | null,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: withOption(url, ofEachConnection),
    max,
    pipeline,
    types: ourTypes,
    application_name: 'handhold',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    // A connection whose other end vanished without a word must not hold row locks for ever, nor be waited for.
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    ...(statementMs === null ? {} : { statement_timeout: statementMs }),
  });
  // Without a listener a broken idle connection would end the whole process.
  pool.on('error', onError);
  // And so would one that breaks while a transaction holds it between two statements, as when the server restarts: the pool listens to
  // idle ones alone. Whoever holds it is told by the next statement.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** An instant as PostgreSQL prints it ("2026-11-23 12:00:00.123456+00") to "2026-11-23T12:00:00.123Z". Cut to milliseconds. */
export function parseInstant(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?\+00$/.exec(text);
  if (match) return `${match[1]}T${match[2]}.${(match[3] ?? '.').slice(1, 4).padEnd(3, '0')}Z`;
  if (/infinity$/.test(text)) return text;
  const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
  return new Date(iso).toISOString();
}

/** An int8 as a number. Throws rather than round what a number cannot hold. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`);
  return value;
}

const { builtins } = pg.types;
const asText = (text: string): string => text;
// Missing in the driver's list of types.
const textArray: number = 1009;

/** One-dimensional arrays. PostgreSQL's text arrays are split the same way, so the driver's own splitter serves. */
function arrayOf(parse: (text: string) => unknown): (text: string) => unknown {
  return (text) => {
    const items: readonly (string | null)[] = pg.types.getTypeParser(textArray)(text);
    return items.map((item) => (item === null ? null : parse(item)));
  };
}

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [builtins.DATE, asText],
  [builtins.TIMESTAMPTZ, parseInstant],
  [builtins.INT8, parseInt8],
  [builtins.NUMERIC, asText],
  [1182, arrayOf(asText)],
  [1185, arrayOf(parseInstant)],
  [1016, arrayOf(parseInt8)],
  [1231, arrayOf(asText)],
]);

// Per pool, not pg's global table: a library that reads dates as Date objects is not changed behind its back.
const ourTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return (
      (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format ?? 'text')
    );
  },
};
