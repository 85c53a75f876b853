import assert from 'node:assert/strict';
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

/** A program that a test starts again and again, to kill it. */
export type Program = {
  /** Starts it with these arguments. It kills itself at these points (src/application/kill-points.ts), or at none. */
  readonly start: (
    args: readonly string[],
    killAt: string | null,
    stdio: SpawnOptions['stdio'],
  ) => ReturnType<typeof spawn>;
  /** Runs it to the kill at this point, which it must come to. */
  readonly killed: (args: readonly string[], killAt: string) => void;
};

/** What was made, and what Node compiled of it, for as long as this process runs. */
const prepared = mkdtempSync(path.join(tmpdir(), 'handhold-programs-'));
process.on('exit', () => rmSync(prepared, { recursive: true, force: true }));

/**
 * Bundles a fixture and all its modules into one file, because finding, reading and compiling them would take most of the life
 * of a program. Node keeps what it compiled only if a run ends by itself.
 */
export async function makeProgram(fixture: string): Promise<Program> {
  const file = path.join(prepared, `${path.basename(fixture, '.fixture.ts')}.mjs`);
  await build({
    entryPoints: [fixture],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Every start would read and check it in full.
    minifyWhitespace: true,
    // The driver is an older kind of module, and asks for Node's own modules as such a module does.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
    },
    logLevel: 'error',
  });
  const environment = (killAt: string | null) => ({
    ...process.env,
    HANDHOLD_KILL_AT: killAt ?? '',
    NODE_COMPILE_CACHE: path.join(prepared, 'compiled'),
  });
  return {
    start: (args, killAt, stdio) =>
      spawn(process.execPath, [file, ...args], { env: environment(killAt), stdio }),
    killed(args, killAt) {
      const ended = spawnSync(process.execPath, [file, ...args], {
        env: environment(killAt),
        encoding: 'utf8',
      });
      assert.equal(ended.signal, 'SIGKILL', ended.stderr || `did not come to ${killAt}`);
    },
  };
}
