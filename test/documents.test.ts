import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { settingNames } from '../src/cli/settings.ts';
import { careTableMarkdown, moveTableMarkdown } from '../src/domain/child/care-tables.ts';
import { directoryTablesMarkdown } from '../src/domain/directory/transitions.ts';
import { transitionTableMarkdown } from '../src/domain/handover/transition-table.ts';
import { clientTableMarkdown, doorTableMarkdown } from '../src/domain/programme/programme-tables.ts';
import { reviewTableMarkdown } from '../src/domain/reviews/review-table.ts';
import { caseloadColumns } from '../src/fhir/caseload-csv.ts';
import { clientColumns } from '../src/fhir/clients-csv.ts';
import { directoryColumns } from '../src/fhir/directory-columns.ts';
import { siteColumns } from '../src/fhir/sites-csv.ts';

/** What the documents say of names, commands, settings and files is true; what is there is told. */

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('the documents', () => {
  test('name every setting, and none that is not', () => {
    const told = firstColumn(section(read('README.md'), 'Settings'));
    assert.deepEqual([...told].sort(), Object.keys(settingNames).sort());
  });

  test('name every column of the directory file, and none that is not', () => {
    const told = firstColumn(section(read('docs/runbook.md'), 'The directory file'));
    assert.deepEqual(told.sort(), directoryColumns.map(({ name }) => name).sort());
  });

  test('name every column of the file of sites, and none that is not', () => {
    const told = firstColumn(section(read('docs/runbook.md'), 'The file of sites'));
    assert.deepEqual(told.sort(), siteColumns.map(({ name }) => name).sort());
  });

  test('name every column of the caseload file, and none that is not', () => {
    const told = firstColumn(section(read('docs/runbook.md'), 'The caseload file'));
    assert.deepEqual(told.sort(), caseloadColumns.map(({ name }) => name).sort());
  });

  test('name every column of the file of clients, and none that is not', () => {
    const told = firstColumn(section(read('docs/runbook.md'), 'The file of clients'));
    assert.deepEqual(told.sort(), clientColumns.map(({ name }) => name).sort());
  });

  test('name every command, and none that is not', () => {
    const command = ['src/cli/launch.mjs', '--help'];
    const { stdout } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
    const real = [...stdout.matchAll(/^ {2}([a-z][a-z-]+) {2}/gm)].map(([, name]) => name);
    assert.deepEqual(firstColumn(section(read('README.md'), 'Commands')).sort(), real.sort());
    const inRunbook = [...read('docs/runbook.md').matchAll(/\.\/handhold ([a-z-]+)/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(
      inRunbook.filter((name) => !real.includes(name)),
      [],
    );
  });

  for (const [mark, made] of [
    ['transitions', transitionTableMarkdown()],
    ['care', careTableMarkdown()],
    ['moves', moveTableMarkdown()],
    ['reviews', reviewTableMarkdown()],
    ['clients', clientTableMarkdown()],
    ['doors', doorTableMarkdown()],
    ['directory', directoryTablesMarkdown()],
  ] as const)
    test(`show the table of ${mark} as the code has it`, () => {
      const page = read('docs/domain.md');
      const [begin, end] = [`<!-- ${mark}:begin -->\n`, `\n<!-- ${mark}:end -->`];
      const [first, last] = [page.indexOf(begin) + begin.length, page.indexOf(end)];
      assert.ok(first >= begin.length && last >= first - 1, `docs/domain.md has no marks for ${mark}`);
      // After a change of the code: WRITE_DOCS=1 npm test -- test/documents.test.ts
      if (process.env['WRITE_DOCS'])
        writeFileSync(path.join(root, 'docs/domain.md'), page.slice(0, first) + made + page.slice(last));
      assert.equal(between(read('docs/domain.md'), begin, end), made);
    });

  test('link only to what is there', () => {
    for (const file of globSync(['*.md', 'docs/**/*.md'], { cwd: root })) {
      for (const [, target = '', part] of read(file).matchAll(/\]\(([^)#\s]*)(?:#([^)]*))?\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const linked = target === '' ? file : path.join(path.dirname(file), target);
        assert.ok(existsSync(path.join(root, linked)), `${file} links to ${target}, which is not there`);
        const there = part === undefined || anchors(read(linked)).includes(part);
        assert.ok(there, `${file} links to the part ${part} of ${linked}, which is not there`);
      }
    }
  });

  test('list every decision in its order, by its title, each with its day', () => {
    const listed = [...read('docs/decisions/README.md').matchAll(/^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \|$/gm)];
    const files = readdirSync(path.join(root, 'docs/decisions')).filter((file) => file !== 'README.md');
    assert.deepEqual(
      listed.map(([, , file]) => file),
      files.sort(),
    );
    for (const [, number = '', file = '', title = ''] of listed) {
      const [heading, , day = ''] = read(`docs/decisions/${file}`).split('\n');
      assert.equal(heading, `# ${number} ${title}`);
      assert.match(day, /^\d{4}-\d\d-\d\d$/, file);
    }
  });

  test('lead into every part of the domain', () => {
    const page = read('docs/domain.md');
    const [before = '', ...parts] = page.split(/^## /m);
    for (const part of parts) {
      const heading = part.slice(0, part.indexOf('\n'));
      assert.ok(before.includes(`[${heading}](#${anchor(heading)})`), `nothing leads to “${heading}”`);
    }
  });

  test('tell every promise and scenario that code or a test names', () => {
    const promises = firstNumbers(section(read('docs/domain.md'), 'The promises'));
    const scenarios = firstNumbers(section(read('docs/scenarios.md'), 'The scenarios'));
    const named = new Set<string>();
    for (const file of globSync('{src,test}/**/*.{ts,tsx}', { cwd: root }))
      for (const [number] of read(file).matchAll(/\b[AP][1-9]\d?\b(?=[ ,;:.)–-])/g)) named.add(number);
    const untold = [...named].filter((number) => !promises.includes(number) && !scenarios.includes(number));
    assert.deepEqual(untold.sort(), []);
    assert.deepEqual(
      promises.filter((number) => !named.has(number)),
      [],
    );
    assert.deepEqual(
      scenarios.filter((number) => !named.has(number)),
      [],
    );
  });

  test('give a reason for every library', () => {
    const decision = read('docs/decisions/0001-libraries.md');
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, object>;
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      const told = decision.includes(name.replace('@fastify/', '')) || name.startsWith('@types/');
      assert.ok(told, `decision 0001 says nothing of ${name}`);
    }
  });

  test('are run by the same command as the checks of every change', () => {
    assert.match(read('.ci/run'), /^npm ci && npm test$/m);
  });
});

/** The anchors of a page, as the places that show it make them of its headings. */
function anchors(page: string): readonly string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading));
}

function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(',', '').replaceAll(' ', '-');
}

function between(text: string, begin: string, end: string): string {
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end));
}

function section(document: string, heading: string): string {
  return document.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
}

/** The numbers that begin the rows of a table. */
function firstNumbers(text: string): string[] {
  return [...text.matchAll(/^\| ([AP]\d+) \|/gm)].map(([, number = '']) => number);
}

/** The names in code marks that begin the rows of a table. */
function firstColumn(text: string): string[] {
  return [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);
}
