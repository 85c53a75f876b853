import type { Field } from './fields.ts';

/** Supervision that was held: with whom is in the address, what was said stands elsewhere. */
export const supervisionFields: readonly Field[] = [
  { kind: 'date', name: 'held', label: 'On which day was it held?' },
];

export const workingTimeFields: readonly Field[] = [
  {
    kind: 'choice',
    name: 'share',
    label: 'What part of whole time?',
    options: [
      { value: '1', words: 'Whole time' },
      { value: '0.9', words: '0.9' },
      { value: '0.8', words: '0.8' },
      { value: '0.7', words: '0.7' },
      { value: '0.6', words: '0.6' },
      { value: '0.5', words: '0.5' },
      { value: '0.4', words: '0.4' },
      { value: '0.2', words: '0.2' },
    ],
  },
  { kind: 'date', name: 'from', label: 'From which day?' },
  { kind: 'text', name: 'why', label: 'What was agreed?' },
];
