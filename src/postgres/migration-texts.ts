import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { MigrationFailure } from './migration-failure.ts';
import { unlikeWhatTheyMake } from './schema-comparison.ts';

/**
 * A migration is applied once, so an edit of its file never reaches a database that had it. So a hash of each text is
 * kept, and a database that was made by other texts is refused before anything is changed: its tables might lack a
 * constraint on which a promise stands.
 */

const textTable = 'schema_migration_text';

/** What to do with a database that another checkout made. */
const whatToDo =
  'Nothing was changed. To go on with what is in it, start the version that made it. To begin anew, name an empty database, ' +
  'or for the one in the data folder move that folder away, or name another with HANDHOLD_DATA.';

/**
 * Throws MigrationFailure when the database was made by migrations that these files are not. An edit that makes the same
 * tables, as of a comment, is let pass: where a text is another one or was never kept, the tables themselves are compared.
 * The client keeps its transaction to itself meanwhile, and has the owner's rights.
 */
export async function refuseOtherTexts(
  client: pg.Client,
  folder: string,
  files: readonly string[],
): Promise<void> {
  const applied = await appliedIn(client);
  const known = files.map(nameOf);
  const foreign = applied.find((name) => !known.includes(name));
  if (foreign) {
    const made = `The database was made by another version of Handhold: it has had the migration ${foreign}, which is not here.`;
    throw new MigrationFailure(`${made} ${whatToDo}`);
  }
  const skipped = known.find((name) => !applied.includes(name) && name < (applied.at(-1) ?? ''));
  if (skipped) {
    const made = `The database was made by a version between this one and an earlier: it has had ${applied.at(-1)}, and never ${skipped}.`;
    throw new MigrationFailure(`${made} ${whatToDo}`);
  }
  const kept = await keptTexts(client);
  const others = applied.filter((name) => kept.get(name) !== hashOf(folder, name));
  if (others.length === 0) return;
  const texts = applied.map((name) => readFileSync(fileOf(folder, name), 'utf8'));
  const unlike = await unlikeWhatTheyMake(client, texts);
  if (unlike.length > 0) {
    const edited = others.filter((name) => kept.has(name));
    const which =
      edited.length > 0 ? `${edited.join(', ')} read differently there` : 'its migrations read differently';
    const example = `${unlike[0]}${unlike.length > 1 ? `, and ${unlike.length - 1} more` : ''}`;
    throw new MigrationFailure(
      `The database was made by an earlier checkout of Handhold: ${which}. Not as these migrations make it: ${example}. ${whatToDo}`,
    );
  }
  await keepTexts(client, folder, others);
}

/** Keeps the texts by which the database is made now, so that a later edit of one is noticed. */
export async function keepTexts(client: pg.Client, folder: string, names: readonly string[]): Promise<void> {
  await client.query(`
    create table if not exists ${textTable} (name text primary key, sha256 text not null);
    comment on table ${textTable} is 'By which text each migration was applied, so that an edit of a file is noticed.';
    comment on column ${textTable}.name is 'File name [sensitivity: none]';
    comment on column ${textTable}.sha256 is 'Hash of the text [sensitivity: none]';`);
  await client.query(
    `insert into ${textTable} select * from unnest($1::text[], $2::text[])
      on conflict (name) do update set sha256 = excluded.sha256`,
    [names, names.map((name) => hashOf(folder, name))],
  );
}

/** Whether the database lacks any of these migrations. */
export async function lackedBy(client: pg.Client, files: readonly string[]): Promise<boolean> {
  const applied = new Set(await appliedIn(client));
  return files.some((file) => !applied.has(nameOf(file)));
}

async function appliedIn(client: pg.Client): Promise<readonly string[]> {
  if (!(await exists(client, 'schema_migration'))) return [];
  const { rows } = await client.query<{ name: string }>('select name from schema_migration order by name');
  return rows.map(({ name }) => name);
}

async function keptTexts(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  if (!(await exists(client, textTable))) return new Map();
  const { rows } = await client.query<{ name: string; sha256: string }>(
    `select name, sha256 from ${textTable}`,
  );
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

async function exists(client: pg.Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    table,
  ]);
  return rows[0]?.found ?? false;
}

function nameOf(file: string): string {
  return file.replace(/\.sql$/, '');
}

function fileOf(folder: string, name: string): string {
  return path.join(folder, `${name}.sql`);
}

/** The same on every machine: a checkout may have other line ends. */
function hashOf(folder: string, name: string): string {
  const text = readFileSync(fileOf(folder, name), 'utf8').replaceAll('\r\n', '\n');
  return createHash('sha256').update(text).digest('hex');
}
