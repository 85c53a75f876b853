import { markdownTable, saidCell } from '../language/markdown-table.ts';
import { handoverStates, handoverStateWords } from '../language/words.ts';
import { commandWords, handoverCommandNames } from './commands.ts';
import { cell } from './transitions.ts';

/**
 * The table of transitions as Markdown, for docs/domain.md: a row for each command, a column for each state. "yes" is
 * judged by the command's own rule; anything else is the code of the refusal, as it stands in the catalogue.
 */
export function transitionTableMarkdown(): string {
  const head = ['Command', ...handoverStates.map((state) => handoverStateWords[state])];
  const rows = handoverCommandNames.map((name) => [
    `${commandWords[name]} (\`${name}\`)`,
    ...handoverStates.map((state) => saidCell(cell(state, name))),
  ]);
  return markdownTable(head, rows);
}
