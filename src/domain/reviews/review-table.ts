import type { Offset } from '../directory/directory.ts';
import { mandatedReviews } from './schedule.ts';

/** The mandated reviews as a table in Markdown, for the documentation. A test keeps the page and the code the same. */
export function reviewTableMarkdown(): string {
  const rows = mandatedReviews.map(
    ({ words, opens, due, basis }) => `| ${words} | ${sayOffset(opens)} | ${sayOffset(due)} | ${basis} |`,
  );
  return ['| Review | First day | Last day | Source |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function sayOffset({ from, months = 0, days = 0 }: Offset): string {
  if (from === 'expected') return `${-days} days before the expected day`;
  if (months > 0) return `${months} months after birth`;
  return `day ${days} after birth`;
}
