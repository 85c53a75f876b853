import { readdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { MigrationFailure } from './migration-failure.ts';
import { keepTexts, lackedBy, refuseOtherTexts } from './migration-texts.ts';
import { isFoldedEarlier, refold, refuseNewerFold } from './refold.ts';
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
  const files = migrationFiles(folder);
  const client = new pg.Client({ connectionString: adminUrl });
  // This connection waits while others work. If it broke meanwhile, as when the server restarts, the unheard event
  // would end the process with a stack instead of a sentence.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await ensureAppRole(client);
    // Held until the connection ends: a second program then looks at what the first has made.
    await client.query(`select pg_advisory_lock(hashtext('handhold migrate'))`);
    await refuseOtherTexts(client, folder, files);
    await refuseNewerFold(client);
    const applied = (await lackedBy(client, files)) ? await applyPending(adminUrl, folder, files) : [];
    if (applied.length > 0) await keepTexts(client, folder, applied);
    for (const name of applied) onProgress?.(`Migration ${name} done.`);
    const refolded = (await isFoldedEarlier(client)) ? (await refold({ adminUrl, onProgress })).people : 0;
    return { applied, total: files.length, refolded };
  } finally {
    await client.end();
  }
}

/** Loads the migrator only where there is something to apply: a later start has no use for it. */
async function applyPending(adminUrl: string, folder: string, files: readonly string[]) {
  const { applyMigrations } = await import('./apply-migrations.ts');
  return applyMigrations(adminUrl, folder, files);
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
