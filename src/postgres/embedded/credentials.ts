import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseRefusal } from './refusal.ts';

/** Passwords of the embedded database's two logins. They exist in one file that only its owner may read. */
export type Credentials = { readonly superuser: string; readonly owner: string };

const fileName = 'database-passwords.json';

/**
 * The data folder's passwords, made at the first start and never again: a database that is there has its own. Throws
 * DatabaseRefusal where they are gone or cannot be read.
 */
export function credentialsIn(dataFolder: string): Credentials {
  const file = path.join(dataFolder, fileName);
  const known = existsSync(file) ? read(file) : null;
  if (known) return known;
  if (existsSync(path.join(dataFolder, 'postgres'))) {
    throw new DatabaseRefusal(
      `${file} does not hold the passwords of the database in ${path.join(dataFolder, 'postgres')}. ` +
        'Put it back from the copy that the data folder was restored from. Nothing was changed.',
    );
  }
  // A killed first start may have left an empty file: no database was made with it. The file is written aside and
  // renamed, so that nobody finds half of one.
  const made: Credentials = { superuser: password(), owner: password() };
  writeFileSync(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return made;
}

function read(file: string): Credentials | null {
  try {
    const { superuser, owner } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Credentials>;
    return superuser && owner ? { superuser, owner } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
