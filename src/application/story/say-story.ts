import { sayInstant } from '../../domain/calendar/time.ts';
import type { Story, StoryAct, StoryAlarm, StoryStep } from './story.ts';

/** Text as lines: the first begins with `lead`, the others are indented as far. */
type Wrap = (text: string, lead: string) => readonly string[];

/** Longer lines are hard to read, however wide the terminal is. */
const widest = 100;

/** The story as lines for a terminal that is so many characters wide; a pipe has no width. */
export function sayStory(story: Story, width = Number.POSITIVE_INFINITY): readonly string[] {
  const wrap = wrapTo(Math.min(width, widest));
  return [
    ...wrap(
      'The pattern of the review about Child J, with invented people. Everything below is computed by the rules.',
      '',
    ),
    '',
    ...story.steps.flatMap((step) => sayStep(step, wrap)),
    ...sayGaps(story, width, wrap),
  ];
}

function sayStep(step: StoryStep, wrap: Wrap): readonly string[] {
  return [
    ...wrap(`${step.no}. ${step.title} (${sayInstant(step.at)})`, ''),
    ...wrap(step.happens, '   '),
    ...step.acts.flatMap((act) => sayAct(act, wrap)),
    ...step.alarms.flatMap((alarm) => sayAlarm(alarm, wrap)),
    ...wrap(`Holder: ${step.holderSays}`, '   '),
    ...(step.supporting === null ? [] : wrap(`Supporting: ${step.supporting}`, '   ')),
    ...step.stoppedBy.flatMap(({ rule, failure, stops }) =>
      wrap(`${rule} stops this: ${failure}. ${stops}.`, '   = '),
    ),
    '',
  ];
}

function sayAct({ at, who, does, refused }: StoryAct, wrap: Wrap): readonly string[] {
  const line = `${sayInstant(at)}, ${who}: ${does}`;
  if (!refused) return wrap(line, '   - ');
  const detail = refused.detail === null ? '' : ` (${refused.detail})`;
  return wrap(`${line}. REFUSED: ${refused.says}${detail} ${refused.canDo}`, '   x ');
}

function sayAlarm({ at, owed, stepSays, names }: StoryAlarm, wrap: Wrap): readonly string[] {
  return wrap(
    `${sayInstant(at)}, ALARM: “${owed}” is overdue. ${stepSays}: ${names.map(({ name }) => name).join(', ')}`,
    '   ! ',
  );
}

function sayGaps({ gaps, gapMinutes }: Story, width: number, wrap: Wrap): readonly string[] {
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
  const table = [head, ...rows].map(line);
  // A table that the terminal would break can be read by nobody.
  const fits = table.every(({ length }) => length <= width);
  const told = rows.flatMap(([holder = '', from = '', until = '', gap = '']) =>
    wrap(`${holder}, from ${from} until ${until}. Gap before: ${gap} minutes`, '- '),
  );
  return [
    ...(fits ? table : told),
    '',
    ...wrap(`Minutes with nobody accountable, recounted from the first fact on: ${gapMinutes}`, ''),
  ];
}

function wrapTo(width: number): Wrap {
  return (text, lead) => {
    const lines: string[] = [];
    let line = lead;
    for (const word of text.split(' ')) {
      const begins = line.trim() === '' || line === lead;
      if (!begins && line.length + word.length + 1 > width) {
        lines.push(line);
        line = ' '.repeat(lead.length);
      }
      line += line === '' || line.endsWith(' ') ? word : ` ${word}`;
    }
    return [...lines, line];
  };
}
