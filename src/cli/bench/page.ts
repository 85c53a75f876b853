import { type BenchRow, markdown } from './rows.ts';
import { full } from './sizes.ts';

/** docs/benchmarks.md: what was measured, on which machine, how, and what of the targets' loads was not asked for. */
export function benchPage(rows: readonly BenchRow[], machine: string, children: readonly number[]): string {
  return `# Benchmarks

Made by \`npm run bench\`; not edited by hand. Load generator, program and database share one machine: ${machine}.
Durability is PostgreSQL’s default. Every team has about 2,500 children whatever their number in all, so that a page shows as much at
each; it is asked for once what a program does after its start is done, or ten minutes later beside it: then the row says so. Rounds of the
commands, of the sweep and of the pages at one number of children are interleaved: where other work shares the machine trust their ratios.
Those of the import follow each other, and so do the numbers of children: a growth below 1 says that the machine was quieter at the larger
number, and no more.${largest(children)}

${markdown(rows)}
`;
}

/** That the largest number was chosen, where it is not the targets'. */
function largest(children: readonly number[]): string {
  const [asked = 0, target = 0] = [children.at(-1), full.children.at(-1)];
  if (asked >= target) return '';
  const say = (n: number) => n.toLocaleString('en-GB');
  return ` The run was asked for ${say(asked)} children at most (\`--children ${asked}\`); the targets name ${say(target)}.`;
}
