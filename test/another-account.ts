import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type Account = { readonly uid: number; readonly gid: number };

export const isRoot = process.getuid?.() === 0;

/**
 * The account "nobody" of this machine. Root starts programs as this account, because root itself may read and write everything
 * and would never be refused.
 */
export const nobody = accountOfNobody();

/** Why nothing can be tried as an ordinary user on this machine; false where it can. */
export function notForAnother(): string | false {
  if (!isRoot) return 'these tests run as an ordinary user themselves, and only root may start as another';
  if (!nobody) return 'this machine has no account "nobody"';
  const program = path.join(import.meta.dirname, '../node_modules/.bin/node');
  const { status } = spawnSync(program, ['--version'], { ...nobody, cwd: '/' });
  return status === 0 ? false : 'the account "nobody" may not read what npm installed here';
}

function accountOfNobody(): Account | null {
  if (!existsSync('/etc/passwd')) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const [, , uid, gid] = lines.find((line) => line.startsWith('nobody:'))?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}
