import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/**
 * Reads every module of src and says which import between them points the wrong way, with the reason for each rule; which file
 * has grown too long to have one reason to exist; and which rule of the domain uses a clock, chance or the network, which need
 * no import. If it finds no modules it fails, since a check that read nothing proves nothing.
 */

const longest = 400;

/** A clock, chance, the network or the machine, had without an import. */
const impure =
  /\b(?:Date\.now|performance\.now|Math\.random|fetch|setTimeout)\s*\(|\bnew Date\b(?!\s*\(\s*[^)\s])|\bTemporal\.Now\b|\b(?:randomUUID|getRandomValues)\b|\bprocess\s*[.[]/g;

const root = path.resolve(import.meta.dirname, '..');
const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions;
};

process.chdir(root);
const { output } = await cruise(
  ['src'],
  { ...options, ruleSet: { forbidden }, validate: true },
  {},
  { tsConfig: extractTSConfig('tsconfig.json') },
);
if (typeof output === 'string') throw new Error(`dependency-cruiser answered in text: ${output}`);
process.exitCode = report(output) ? 0 : 1;

function report({ modules, summary }: ICruiseResult): boolean {
  const own = modules.filter(({ source }) => source.startsWith('src/'));
  const arrows = own.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
  for (const { from, to, rule } of summary.violations) {
    const why = forbidden.find(({ name }) => name === rule.name)?.comment ?? '';
    console.log(`${from} must not import ${to} (${rule.name})\n  ${why}`);
  }
  const lengths = own.map(({ source }) => ({
    source,
    lines: readFileSync(source, 'utf8').trimEnd().split('\n').length,
  }));
  const long = lengths.filter(({ source, lines }) => lines > longest && !isTest(source));
  for (const { source, lines } of long)
    console.log(
      `${source} has ${lines} lines, more than ${longest}\n  One file holds one thing and is named for it.`,
    );
  const domain = own.map(({ source }) => source).filter((source) => source.startsWith('src/domain/'));
  const asked = domain.filter((source) => !isTest(source)).flatMap(impurities);
  for (const { at, says } of asked)
    console.log(`${at} asks ${says}\n  The rules are pure: what they need comes in as a value.`);
  const lines = lengths.reduce((sum, one) => sum + one.lines, 0);
  const faults = summary.violations.length + long.length + asked.length;
  console.log(`${own.length} modules read (${lines} lines, ${arrows} imports), ${faults} violations`);
  if (own.length > 0 && arrows > 0) return faults === 0;
  console.log('No module was read, or none imports anything: this check proves nothing as it stands.');
  return false;
}

/** Comments are taken out first, their lines left in place. */
function impurities(source: string): readonly { readonly at: string; readonly says: string }[] {
  const code = readFileSync(source, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|\s)\/\/.*$/gm, '$1');
  return [...code.matchAll(impure)].map(({ 0: says, index }) => ({
    at: `${source}:${code.slice(0, index).split('\n').length}`,
    says,
  }));
}

function isTest(source: string): boolean {
  return /\.(test|fixture)\.tsx?$/.test(source);
}
