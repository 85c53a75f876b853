import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import pg from 'pg';
import { MigrationFailure } from './migration-failure.ts';
import { keepTexts, refuseOtherTexts } from './migration-texts.ts';
import { refold, refuseNewerFold } from './refold.ts';
import { ensureAppRole } from './roles.ts';

export type MigrateOptions = {
  readonly adminUrl: string;
  readonly folder?: string;
  readonly onProgress?: (line: string) => void;
};

export type Migrated = {
  readonly applied: readonly string[];
  readonly total: number;
  /** Children and clients whose kept states were of an older fold, and were made anew from their facts. */
  readonly refolded: number;
};

/** Handhold's own migrations, beside src/. */
export const migrationsFolder = path.resolve(import.meta.dirname, '../../migrations');

const migrationTable = 'schema_migration';
const lockTable = 'schema_migration_lock';

/**
 * Brings the database to the newest migration and what is kept beside the facts to this version's fold, as its owner. Doing it
 * twice changes nothing; when several programs start together one does it and the others wait. All pending files are one
 * transaction; folding anew goes on where it was interrupted. Throws MigrationFailure with the file's name, or when the database
 * was made by other migrations than these or by a newer fold.
 */
export async function migrate({
  adminUrl,
  folder = migrationsFolder,
  onProgress,
}: MigrateOptions): Promise<Migrated> {
  await ensureAppRole(adminUrl);
  const files = migrationFiles(folder);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Until the connection ends: whoever comes second looks at what the first has made of it.
    await client.query(`select pg_advisory_lock(hashtext('handhold migrate'))`);
    await refuseOtherTexts(client, folder, files);
    await refuseNewerFold(client);
    const applied = await applyPending(adminUrl, folder, files);
    if (applied.length > 0) await keepTexts(client, folder, applied);
    for (const name of applied) onProgress?.(`Migration ${name} done.`);
    const { people } = await refold({ adminUrl, onProgress });
    return { applied, total: files.length, refolded: people };
  } finally {
    await client.end();
  }
}

async function applyPending(
  adminUrl: string,
  folder: string,
  files: readonly string[],
): Promise<readonly string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: adminUrl, max: 1 }) }),
  });
  try {
    const migrator = new Migrator({
      db,
      provider: provider(folder, files),
      migrationTableName: migrationTable,
      migrationLockTableName: lockTable,
    });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error) throw failure(error, results.find(({ status }) => status === 'Error')?.migrationName);
    const applied = results
      .filter(({ status }) => status === 'Success')
      .map(({ migrationName }) => migrationName);
    if (applied.length > 0) await describeTables(db);
    return applied;
  } finally {
    await db.destroy();
  }
}

/** The migration files of a folder in their order. Refuses names out of pattern and two files with one number. */
export function migrationFiles(folder: string = migrationsFolder): readonly string[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const numbers = files.map((name) => /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
  files.forEach((name, index) => {
    if (!numbers[index]) throw new MigrationFailure(`${name} is not named like 0001_what_it_does.sql.`);
    if (numbers.indexOf(numbers[index]) !== index)
      throw new MigrationFailure(`Two migrations have the number of ${name}.`);
  });
  return files;
}

function provider(folder: string, files: readonly string[]): MigrationProvider {
  const migration = (name: string): Migration => ({
    up: async (db) => {
      await sql.raw(readFileSync(path.join(folder, name), 'utf8')).execute(db);
    },
  });
  const entries = files.map((name) => [name.replace(/\.sql$/, ''), migration(name)] as const);
  return { getMigrations: () => Promise.resolve(Object.fromEntries(entries)) };
}

function failure(error: unknown, name: string | undefined): MigrationFailure {
  const said = error instanceof Error ? error.message : String(error);
  const where = error instanceof pg.DatabaseError && error.where ? ` (${error.where})` : '';
  return new MigrationFailure(`Migration ${name ?? ''} failed and nothing was changed: ${said}${where}`, {
    cause: error,
  });
}

async function describeTables(db: Kysely<unknown>): Promise<void> {
  const comments = `
    comment on table ${migrationTable} is 'Migrations that this database has had.';
    comment on column ${migrationTable}.name is 'File name [sensitivity: none]';
    comment on column ${migrationTable}.timestamp is 'When it was applied [sensitivity: none]';
    comment on table ${lockTable} is 'One row, locked while migrations run.';
    comment on column ${lockTable}.id is 'Always the same [sensitivity: none]';
    comment on column ${lockTable}.is_locked is 'Not used on PostgreSQL [sensitivity: none]';`;
  await sql.raw(comments).execute(db);
}
