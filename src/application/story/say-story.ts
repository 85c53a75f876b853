import { sayInstant } from '../../domain/calendar/time.ts';
import type { Story, StoryAct, StoryAlarm, StoryStep } from './story.ts';

/** The story as lines for a terminal, at most some 100 characters wide. */
export function sayStory(story: Story): readonly string[] {
  return [
    'The pattern of the review about Child J, with invented people. Everything below is computed by the rules.',
    '',
    ...story.steps.flatMap(sayStep),
    ...sayGaps(story),
  ];
}

function sayStep(step: StoryStep): readonly string[] {
  const supporting = step.supporting === null ? [] : [`   Supporting: ${step.supporting}`];
  return [
    `${step.no}. ${step.title} (${sayInstant(step.at)})`,
    ...wrapped(step.happens, '   '),
    ...step.acts.flatMap(sayAct),
    ...step.alarms.flatMap(sayAlarm),
    ...wrapped(`Holder: ${step.holderSays}`, '   '),
    ...supporting,
    ...step.stoppedBy.flatMap(({ rule, failure, stops }) =>
      wrapped(`${rule} stops this: ${failure}. ${stops}.`, '   = '),
    ),
    '',
  ];
}

function sayAct({ at, who, does, refused }: StoryAct): readonly string[] {
  const line = `${sayInstant(at)}, ${who}: ${does}`;
  if (!refused) return wrapped(line, '   - ');
  const detail = refused.detail === null ? '' : ` (${refused.detail})`;
  return wrapped(`${line}. REFUSED: ${refused.says}${detail} ${refused.canDo}`, '   x ');
}

function sayAlarm({ at, owed, stepSays, names }: StoryAlarm): readonly string[] {
  return wrapped(
    `${sayInstant(at)}, ALARM: “${owed}” is overdue. ${stepSays}: ${names.map(({ name }) => name).join(', ')}`,
    '   ! ',
  );
}

function sayGaps({ gaps, gapMinutes }: Story): readonly string[] {
  const rows = gaps.map(({ holder, from, to, gapBefore }) => [
    holder,
    sayInstant(from),
    sayInstant(to),
    String(gapBefore),
  ]);
  const head = ['Who answered', 'From', 'Until', 'Gap before, minutes'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    line(head),
    ...rows.map(line),
    '',
    `Minutes with nobody accountable, recounted from the first fact on: ${gapMinutes}`,
  ];
}

/** Lines of at most 100 characters; the first begins with `lead`, the others are indented as far. */
function wrapped(text: string, lead: string): readonly string[] {
  const lines: string[] = [];
  let line = lead;
  for (const word of text.split(' ')) {
    const begins = line.trim() === '' || line === lead;
    if (!begins && line.length + word.length + 1 > 100) {
      lines.push(line);
      line = ' '.repeat(lead.length);
    }
    line += line.endsWith(' ') ? word : ` ${word}`;
  }
  return [...lines, line];
}
