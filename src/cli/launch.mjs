// Plain JavaScript that an old Node reads too: the check of the runtime comes before anything that needs it.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestRuntime = 26;

/** npm installs the runtime beside us; where it has none for the platform, an old one from elsewhere may run this file. */
function runtimeFault() {
  if (Number.parseInt(process.versions.node, 10) >= oldestRuntime) return null;
  return (
    `Handhold runs on Node ${oldestRuntime}, and this is Node ${process.versions.node}. Run "npm ci --include=optional", ` +
    `which installs it for ${process.platform} ${process.arch}; if it does not, install Node ${oldestRuntime} yourself.`
  );
}

/** From the bundle, or as the sources stand where none can be kept. */
async function commandLine() {
  const { bundled } = await import('./bundle.mjs');
  const program = await bundled('src/cli/handhold.ts', (line) => console.error(line));
  if (program) return program;
  process.env['TSX_TSCONFIG_PATH'] = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));
  const { register } = await import('tsx/esm/api');
  register();
  return import('./handhold.ts');
}

const fault = runtimeFault();
if (fault) {
  console.error(fault);
  process.exitCode = 3;
} else {
  const { main } = await commandLine();
  // As whoever looks for this process knows it.
  process.argv[1] = path.join(path.dirname(fileURLToPath(import.meta.url)), 'handhold.ts');
  await main();
}
