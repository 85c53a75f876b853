import type { ChildForm, View } from './form.ts';
import { numberFaults, numberOf } from './identity-forms.ts';

/** What is said first where somebody is to be recorded as seen, and the record says that the child is not born; else null. */
export function birthFirst({ state }: View): string | null {
  return state.identity.bornOn === null
    ? 'By this record the child is not born yet: what you record here is that the mother was seen, and after the birth the child is to be seen itself. If it has been born, record the birth first.'
    : null;
}

/** A birth that no message brought, recorded by the team that answers for the unborn child (scenario A8). */
export const birthForm = {
  'record-birth': {
    title: 'Record the birth',
    button: 'Record the birth',
    guidance: () =>
      'From the day of birth on the reviews of the child are counted. If there were two babies, record the first here and take the other on with its mother’s NHS number: where a handover is on its way, one of its own is prepared for it. If the pregnancy was lost or the baby was stillborn, go back and record that a loss was reported.',
    fields: () => [
      { kind: 'date', name: 'born', label: 'Born on which day?' },
      { kind: 'text', name: 'given', label: 'Given name', optional: true },
      { kind: 'text', name: 'family', label: 'Family name', asks: 'the family name' },
      {
        kind: 'text',
        name: 'nhs',
        label: 'NHS number',
        keypad: 'numeric',
        hint: 'You can go on without it',
        short: true,
        optional: true,
      },
    ],
    known: ({ state: { identity } }) => ({ given: identity.givenName, family: identity.familyName }),
    faults: numberFaults,
    command: (answers) => ({
      type: 'record-birth',
      bornOn: answers.text('born'),
      givenName: answers.text('given'),
      familyName: answers.text('family'),
      nhsNumber: numberOf(answers, 'nhs'),
    }),
  },
} as const satisfies Readonly<Record<string, ChildForm>>;
