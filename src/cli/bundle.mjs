// Plain JavaScript: it runs before anything that reads TypeScript is loaded.
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createRequire, enableCompileCache, SourceMap } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The whole command line as one file, made once of these very sources and kept beside what npm installed, so that a start
 * does not read and translate some fifteen hundred modules again (decision 0031).
 */

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'node_modules/.cache/handhold');
/** What npm notes of each package that it installed, with its version. */
const installed = 'node_modules/.package-lock.json';
/** What a bundle is made by, beside the sources. */
const given = ['package.json', 'tsconfig.json', installed];
/** How many are kept: of this state of the sources, and of those that were started last before it. */
const kept = 3;
const seal = '\n//# whole ';

/** @typedef {{ readonly main: () => Promise<void> }} Program what a bundled module must export */

/**
 * The program from its bundle, which is made first where there is none of these sources, or none that is whole. Null where
 * none can be kept: npm has not noted what it installed, the folder may not be written, or the sources cannot be bundled.
 * @param {string} source the program's module, from the project's folder
 * @param {(line: string) => void} say
 * @returns {Promise<Program | null>}
 */
export async function bundled(source, say) {
  if (!existsSync(path.join(root, installed))) return null;
  const watched = [source, ...given, ...sources()];
  const file = recognised(watched) ?? (await proven(source, watched, say));
  if (file === null) return null;
  traceToSources(file);
  enableCompileCache(compiledBeside(file));
  return createRequire(file)(file);
}

/**
 * The bundle that an earlier start proved, where nothing has changed since. Of each file the file system tells the size and
 * the moment of its last change, which nobody can set: reading them all took a third of a short command.
 * @param {readonly string[]} watched
 */
function recognised(watched) {
  try {
    const seen = sightOf(watched);
    const bundles = readdirSync(folder).filter((name) => name.endsWith('.cjs'));
    return bundles.map((name) => path.join(folder, name)).find((file) => isMarked(file, seen)) ?? null;
  } catch {
    // There is no folder yet, or a file went meanwhile.
    return null;
  }
}

/**
 * The bundle of these very sources, by their content, made where there is none that is whole. Null where none can be kept.
 * @param {string} source
 * @param {readonly string[]} watched
 * @param {(line: string) => void} say
 */
async function proven(source, watched, say) {
  const begun = Date.now();
  // Before anything is read: what is written from here on is another sight.
  const seen = sightOf(watched);
  const file = path.join(folder, nameOf(source));
  if (!isWhole(file) && !(await make(source, file, say))) return null;
  mark(file, seen, begun);
  return file;
}

/** @typedef {{ readonly says: string, readonly newest: number }} Sight how files look without being read, and when the last changed */

/**
 * @param {readonly string[]} files from the project's folder, or by their whole path
 * @returns {Sight}
 */
function sightOf(files) {
  const hash = createHash('sha256').update(`${root}\0${process.version}`);
  let newest = 0;
  for (const file of files) {
    const { size, ino, mtimeNs, ctimeNs, ctimeMs } = statSync(path.resolve(root, file), { bigint: true });
    hash.update(`\0${file}\0${size} ${ino} ${mtimeNs} ${ctimeNs}`);
    newest = Math.max(newest, Number(ctimeMs));
  }
  return { says: hash.digest('hex'), newest };
}

/**
 * Notes how the sources and the bundle looked when it was proved: not while one of them is so new that a further change
 * might bear the same time, which some file systems keep to two seconds.
 * @param {string} file
 * @param {Sight} seen
 * @param {number} begun
 */
function mark(file, seen, begun) {
  const bundle = sightOf([file]);
  if (Math.max(seen.newest, bundle.newest) > begun - 2000) return;
  try {
    writeFileSync(markOf(file), seen.says + bundle.says);
  } catch {
    // Then the next start proves it again.
  }
}

/**
 * @param {string} file
 * @param {Sight} seen
 */
function isMarked(file, seen) {
  if (!existsSync(markOf(file))) return false;
  return readFileSync(markOf(file), 'latin1') === seen.says + sightOf([file]).says;
}

/** @param {string} file */
function markOf(file) {
  return `${file}.proved`;
}

/**
 * The bundle's name says what it is made of: by content and not by time, so that a copied tree is known again and no edit
 * is missed, however quick. Of the packages, what npm says it has installed.
 * @param {string} source
 */
function nameOf(source) {
  const hash = createHash('sha256').update(`${root}\0${source}\0${process.version}\0`);
  for (const file of [...given, ...sources()])
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return `${path.basename(source, '.ts')}-${hash.digest('hex').slice(0, 16)}.cjs`;
}

function sources() {
  // Entries with their types: without them each one is asked whether it is a folder.
  return readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .map(({ parentPath, name }) => path.join(parentPath, name).slice(root.length + 1))
    .filter(isWatched)
    .sort();
}

/**
 * Whether the name of the bundle changes with this file, by its path from the project's folder.
 * @param {string} file
 */
function isWatched(file) {
  if (/(^|[\\/])node_modules[\\/]/.test(file)) return true;
  return /^src[\\/].*\.(tsx?|mjs)$/.test(file) && !/\.(test|fixture)\.tsx?$/.test(file);
}

/**
 * Whether the file is as it was made: none that a full disk or a lost machine left half written is run.
 * @param {string} file
 */
function isWhole(file) {
  try {
    const bytes = readFileSync(file);
    const end = bytes.lastIndexOf(seal);
    return end > 0 && bytes.toString('latin1', end) === sealOf(bytes.subarray(0, end));
  } catch {
    return false;
  }
}

/** @param {Uint8Array} bytes */
function sealOf(bytes) {
  return `${seal}${createHash('sha256').update(bytes).digest('hex')}\n`;
}

/**
 * Makes the bundle under another name and then moves it, so that two that start at once disturb neither each other nor
 * whoever reads. Answers whether it is there now.
 * @param {string} source
 * @param {string} file
 * @param {(line: string) => void} say
 */
async function make(source, file, say) {
  const making = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(folder, { recursive: true });
    // Where nothing can be written, this is the moment to learn it.
    write(making, new Uint8Array());
    say('Preparing Handhold for this machine (once, and again after an update) …');
    const { code, map, madeOf } = await built(source, file);
    if (!file.endsWith(nameOf(source)) || !madeOf.every(isWatched))
      throw new Error('the sources changed meanwhile, or are made of more than is watched');
    write(making, map);
    renameSync(making, `${file}.map`);
    write(making, Buffer.concat([code, Buffer.from(sealOf(code))]));
    renameSync(making, file);
    clearAway(file);
    return true;
  } catch (error) {
    if (existsSync(making)) rmSync(making);
    if (!mayNotWrite(error)) say(`Handhold starts slowly: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

/** @param {unknown} error */
function mayNotWrite(error) {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
}

/**
 * @param {string} file
 * @param {Uint8Array} bytes
 */
function write(file, bytes) {
  const opened = openSync(file, 'w');
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(opened, bytes, done);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/**
 * @param {string} source
 * @param {string} file
 */
async function built(source, file) {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile: file,
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // What Node itself would take of a package.
    conditions: ['module-sync'],
    target: `node${process.versions.node.split('.')[0]}`,
    // Classes are told apart by their names in the sign-in provider, and so by us in errors.
    keepNames: true,
    sourcemap: 'external',
    sourcesContent: false,
    // Each start reads all of it: half as much.
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(file).href) },
    plugins: [ownPlaces],
  });
  const [map, code] = [...outputFiles].sort((a, b) => b.path.length - a.path.length);
  if (!map || !code) throw new Error('esbuild answered nothing');
  return { map: map.contents, code: code.contents, madeOf: Object.keys(metafile.inputs) };
}

/**
 * Our modules find what lies beside them by where they are; in the bundle they keep saying where they were.
 * @type {import('esbuild').Plugin}
 */
const ownPlaces = {
  name: 'places of our modules',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](src|test)[\\/].*\.tsx?$/ }, ({ path: file }) => {
      if (file.includes('node_modules')) return null;
      const places = {
        dirname: path.dirname(file),
        filename: file,
        url: pathToFileURL(file).href,
        main: false,
      };
      const text = readFileSync(file, 'utf8');
      const contents = text.replace(/import\.meta\.(dirname|filename|url|main)\b/g, (_, name) =>
        JSON.stringify(places[/** @type {keyof typeof places} */ (name)]),
      );
      return { contents, loader: file.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

/**
 * Where Node keeps what it compiled of the bundle. It checks that by itself, and does without where it may not write.
 * @param {string} file
 */
function compiledBeside(file) {
  return `${file}.compiled`;
}

/**
 * Earlier ones go, the latest apart: another copy of this tree may share the folder, and a start may be under way.
 * @param {string} file
 */
function clearAway(file) {
  const others = readdirSync(folder)
    .filter((name) => name.endsWith('.cjs') && name !== path.basename(file))
    .map((name) => ({ name, made: statSync(path.join(folder, name)).mtimeMs }))
    .sort((a, b) => b.made - a.made);
  for (const { name } of others.slice(kept - 1))
    for (const gone of [name, `${name}.map`, markOf(name), compiledBeside(name)])
      rmSync(path.join(folder, gone), { recursive: true, force: true });
}

/**
 * Lets traces name our sources and their lines. The map is read when the first is asked for: Node's own way reads it at each
 * start, which takes longer than all the rest.
 * @param {string} file
 */
function traceToSources(file) {
  /** @type {SourceMap | undefined} */
  let map;
  /**
   * @param {string} place
   * @param {string} line
   * @param {string} column
   */
  const origin = (place, line, column) => {
    map ??= new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    const found = map.findOrigin(Number(line), Number(column));
    if (!('fileName' in found)) return place;
    return `${path.resolve(folder, found.fileName)}:${found.lineNumber}:${found.columnNumber}`;
  };
  const inBundle = new RegExp(`${RegExp.escape(file)}:(\\d+):(\\d+)`);
  Error.prepareStackTrace = (error, calls) => {
    try {
      const frames = calls.map((call) => `\n    at ${String(call).replace(inBundle, origin)}`);
      return `${Error.prototype.toString.call(error)}${frames.join('')}`;
    } catch {
      // A trace without sources is better than none.
      return `${error}${calls.map((call) => `\n    at ${call}`).join('')}`;
    }
  };
}
