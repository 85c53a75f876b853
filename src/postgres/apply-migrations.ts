import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import pg from 'pg';
import { MigrationFailure } from './migration-failure.ts';

const migrationTable = 'schema_migration';
const lockTable = 'schema_migration_lock';

/** Applies what is pending as one transaction, with kysely's migrator, and answers the names. Throws MigrationFailure with the file's name. */
export async function applyMigrations(
  adminUrl: string,
  folder: string,
  files: readonly string[],
): Promise<readonly string[]> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 1 });
  // A connection that breaks is reported by its next statement; without a listener the event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
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
