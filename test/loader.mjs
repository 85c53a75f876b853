// Plain JavaScript: it is loaded before anything that reads TypeScript, by `node --import ./test/loader.mjs`.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks, setSourceMapsSupport } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Lets Node load tests: it takes types away by itself and keeps what it compiled where NODE_COMPILE_CACHE says, so that only
 * modules with tags are left to translate, each once: loading a test anew costs a quarter of its time and more.
 */

const require = createRequire(import.meta.url);
const folder = path.resolve(import.meta.dirname, '../node_modules/.cache/handhold-tests/tags');
mkdirSync(folder, { recursive: true });
setSourceMapsSupport(true);

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.tsx')) return next(url, context);
    return { format: 'module', source: translated(fileURLToPath(url)), shortCircuit: true };
  },
});

/**
 * The module as JavaScript, kept with a mark of the source that it was made of.
 * @param {string} file
 */
function translated(file) {
  const source = readFileSync(file, 'utf8');
  const mark = `\n// ${createHash('sha1').update(source).digest('hex')}`;
  const kept = path.join(folder, `${createHash('sha1').update(file).digest('hex')}.js`);
  const found = readIfThere(kept);
  if (found?.endsWith(mark)) return found;
  /** @type {typeof import('esbuild')} */
  const { transformSync } = require('esbuild');
  const { code } = transformSync(source, {
    loader: 'tsx',
    format: 'esm',
    target: `node${process.versions.node}`,
    jsx: 'automatic',
    jsxImportSource: '#html',
    sourcefile: file,
    sourcemap: 'inline',
  });
  // Several processes may come to it at once.
  writeFileSync(`${kept}.${process.pid}`, `${code}${mark}`);
  renameSync(`${kept}.${process.pid}`, kept);
  return `${code}${mark}`;
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
