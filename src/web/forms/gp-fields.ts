import type { CivilDate } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { practiceOn } from '../../domain/directory/gp-practice.ts';
import type { Gp } from '../../domain/responsibility/facts.ts';
import type { Answers, Field, FieldError } from './fields.ts';

/** The questions about a GP practice: its national code, by which the directory knows its name and area. */
export const gpFields: readonly Field[] = [
  {
    kind: 'text',
    name: 'gp',
    label: 'Code of the GP practice',
    hint: 'The national code, such as Y90001. Leave empty if the child has no GP, or nobody knows.',
    short: true,
    optional: true,
  },
  {
    kind: 'text',
    name: 'gp-name',
    label: 'Its name, where the directory does not know the code',
    optional: true,
  },
];

/** A code of no practice’s shape, or one that nobody can name. A practice that the directory does not know holds nothing up (scenario A27). */
export function gpFaults(answers: Answers, directory: Directory, day: CivilDate): readonly FieldError[] {
  const code = codeOf(answers);
  const name = answers.text('gp-name');
  if (code === '')
    return name === '' ? [] : [{ name: 'gp', says: `Enter the code of ${name}, by which its area is found` }];
  if (!/^[A-Z0-9]{3,8}$/.test(code))
    return [{ name: 'gp', says: 'The code of a GP practice has 3 to 8 letters and numbers, such as Y90001' }];
  return practiceOn(directory, code, day) === null && name === ''
    ? [
        {
          name: 'gp-name',
          says: `The directory knows no practice ${code}: check the code, or enter its name`,
        },
      ]
    : [];
}

/** The practice of the answers, by the name that the directory gives it; null where there is none. */
export function gpOf(answers: Answers, directory: Directory, day: CivilDate): Gp | null {
  const odsCode = codeOf(answers);
  if (odsCode === '') return null;
  return { odsCode, name: practiceOn(directory, odsCode, day)?.name ?? answers.text('gp-name') };
}

function codeOf(answers: Answers): string {
  return answers.text('gp').toUpperCase();
}
