import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseRefusal } from './refusal.ts';

/** Passwords of the embedded database's two logins. They exist in one file that only its owner may read. */
export type Credentials = { readonly superuser: string; readonly owner: string };

const fileName = 'database-passwords.json';

/** The data folder's passwords, made at the first start. */
export function credentialsIn(dataFolder: string): Credentials {
  const file = path.join(dataFolder, fileName);
  if (!existsSync(file)) {
    const made: Credentials = { superuser: password(), owner: password() };
    writeFileSync(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
    return made;
  }
  const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<Credentials>;
  if (!value.superuser || !value.owner) {
    throw new DatabaseRefusal(`${file} does not hold the database's passwords. Put it back from a copy.`);
  }
  return { superuser: value.superuser, owner: value.owner };
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
