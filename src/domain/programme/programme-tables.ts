import { markdownTable, saidCell } from '../language/markdown-table.ts';
import { kindWords, occasionWords } from '../language/words.ts';
import { clientCommandNames, clientCommandWords } from './client-commands.ts';
import { clientCell } from './client-transitions.ts';
import { doorRules, doors } from './doors.ts';
import { clientStatuses, clientStatusWords } from './statuses.ts';

/**
 * The client's machine as Markdown, for docs/domain.md: a row for each command, a column for each status. "yes" is judged by
 * the command's own rule; anything else is the code of the refusal, as it stands in the catalogue.
 */
export function clientTableMarkdown(): string {
  const statuses = ['unknown', ...clientStatuses] as const;
  const words = { unknown: 'Not known', ...clientStatusWords };
  const rows = clientCommandNames.map((name) => [
    `${clientCommandWords[name]} (\`${name}\`)`,
    ...statuses.map((status) => saidCell(clientCell(status, name))),
  ]);
  return markdownTable(['Command', ...statuses.map((status) => words[status])], rows);
}

/** The doors out of the programme as Markdown: where each leads, and the reason that the handover carries. */
export function doorTableMarkdown(): string {
  const rows = doors.map((door) => {
    const { words, to, occasion } = doorRules[door];
    return to === 'missing'
      ? [`${words} (\`${door}\`)`, 'The procedure for a missing family', '']
      : [
          `${words} (\`${door}\`)`,
          kindWords[to === 'fnp' ? 'fnp-to-fnp' : 'fnp-to-health-visiting'],
          occasionWords[occasion],
        ];
  });
  return markdownTable(['Door', 'Opens', 'Reason of the handover'], rows);
}
