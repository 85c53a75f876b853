import type { RefusalCode } from './refusals.ts';
import type { DirectoryRefusalCode } from './refusals-of-the-directory.ts';

/** A table for the documents, as Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** A cell of a table of transitions: "yes" is judged by the command's own rule, anything else is the code of the refusal. */
export function saidCell(cell: 'yes' | RefusalCode | DirectoryRefusalCode): string {
  return cell === 'yes' ? '**yes**' : cell;
}
