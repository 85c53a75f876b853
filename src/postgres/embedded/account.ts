import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseRefusal } from './refusal.ts';

/** As whom PostgreSQL runs. It refuses root, whatever the reason for being root. */
export type Account =
  | { readonly kind: 'self' }
  /** Root calls itself user 1000 inside a user namespace: no account is made, and a 0700 home above does not matter. */
  | { readonly kind: 'namespace' }
  | { readonly kind: 'other'; readonly name: string; readonly uid: number; readonly gid: number };

export type Launch = {
  readonly command: string;
  readonly args: readonly string[];
  readonly as: { readonly uid?: number; readonly gid?: number };
};

const namespaceArgs = ['--user', '--map-user=1000', '--map-group=1000'];

/**
 * As whom root most likely ran the folder's PostgreSQL last. A folder owned by root was made inside a namespace; this
 * saves asking whether namespaces are allowed, which takes a tenth of a second, and if they no longer are, that shows
 * when it starts. Null when it must be asked.
 */
export function accountOfLast(clusterFolder: string): Account | null {
  if (process.getuid?.() !== 0 || !existsSync(clusterFolder)) return null;
  return statSync(clusterFolder).uid === 0 ? { kind: 'namespace' } : null;
}

/** Chooses the account for the programs given. A folder that another account has made already stays with that account. */
export function chooseAccount(clusterFolder: string, program: string): Account {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) return { kind: 'self' };
  const owner = existsSync(clusterFolder) ? statSync(clusterFolder) : null;
  if (owner && owner.uid !== 0) {
    const account = { kind: 'other', name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid } as const;
    return mustRun(account, program);
  }
  if (runs({ kind: 'namespace' }, program)) return { kind: 'namespace' };
  const other = otherAccount();
  if (!other) throw new DatabaseRefusal(noAccount('there is neither a "postgres" nor a "nobody" account'));
  return mustRun(other, program);
}

/** The command that runs a program under an account. */
export function launch(account: Account, program: string, args: readonly string[]): Launch {
  switch (account.kind) {
    case 'self':
      return { command: program, args, as: {} };
    case 'namespace':
      return { command: 'unshare', args: [...namespaceArgs, program, ...args], as: {} };
    case 'other':
      return { command: program, args, as: { uid: account.uid, gid: account.gid } };
  }
}

/** Lets another account own a folder and all in it, and pass through the folder above. */
export function giveTo(account: Account, folder: string): void {
  if (account.kind !== 'other') return;
  chmodSync(path.dirname(folder), 0o711);
  giveTree(account.uid, account.gid, folder);
}

function giveTree(uid: number, gid: number, entry: string): void {
  chownSync(entry, uid, gid);
  if (!lstatSync(entry).isDirectory()) return;
  for (const name of readdirSync(entry)) giveTree(uid, gid, path.join(entry, name));
}

function mustRun(account: Account & { kind: 'other' }, program: string): Account {
  if (runs(account, program)) return account;
  throw new DatabaseRefusal(noAccount(`${account.name} may not run ${program}`));
}

function noAccount(why: string): string {
  return (
    `PostgreSQL does not run as root, user namespaces are switched off here, and ${why}. ` +
    'Start Handhold as an ordinary user, or set DATABASE_URL to a PostgreSQL 18 server of your own.'
  );
}

function runs(account: Account, program: string): boolean {
  const { command, args, as } = launch(account, program, ['--version']);
  return spawnSync(command, args, { ...as, cwd: '/', stdio: 'ignore' }).status === 0;
}

function otherAccount(): (Account & { kind: 'other' }) | null {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const wanted of ['postgres', 'nobody']) {
    const fields = lines.map((line) => line.split(':')).find(([name]) => name === wanted);
    if (fields) return { kind: 'other', name: wanted, uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return null;
}
