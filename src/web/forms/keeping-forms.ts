import { mayAgree } from '../../domain/responsibility/open-address.ts';
import { agreeing } from './agreeing.ts';
import type { ChildForm } from './form.ts';

/** Forms for what is owed to those who look into a death, and for a record that is kept whole for them (scenario A14). */
export const keepingForms = {
  'tell-death-review': {
    title: 'The child death review was told',
    button: 'Record that they were told',
    guidance: () =>
      'The death of every child who was born alive is reviewed by the child death review partners of the area where the child lived. Tell them by their own form; here you record that it was done.',
    fields: () => [
      {
        kind: 'text',
        name: 'whom',
        label: 'Who was told?',
        hint: 'The office of the child death overview panel, and the name or reference that they gave you.',
      },
      { kind: 'moment', name: 'told-at', label: 'When were they told?' },
    ],
    happened: (answers) => answers.text('told-at'),
    command: (answers) => ({
      type: 'tell-death-review',
      whom: answers.text('whom'),
      toldAt: answers.text('told-at'),
    }),
  },
  'place-hold': {
    title: 'Place a legal hold on this record',
    button: 'Place the hold',
    guidance: () =>
      'While it stands nothing of this record is removed or put away, unsent drafts among it, and it is said at the top of the page. Everybody goes on working as before. Two people lift it again.',
    fields: () => [
      {
        kind: 'text',
        name: 'asked-by',
        label: 'For whom is the record kept?',
        hint: 'For example the coroner, the police, a court or a review panel.',
      },
      { kind: 'long', name: 'reason', label: 'Why?' },
    ],
    command: (answers) => ({
      type: 'place-hold',
      askedBy: answers.text('asked-by'),
      reason: answers.text('reason'),
    }),
  },
  'lift-hold': {
    title: 'Lift the legal hold',
    button: 'Lift the hold',
    guidance: ({ state: { hold } }) =>
      hold
        ? `It stands for ${hold.askedBy}: ${hold.reason}. Ask them first. What is removed after it cannot be brought back.`
        : null,
    fields: (view) => [
      { kind: 'long', name: 'reason', label: 'Why is it needed no more?' },
      {
        kind: 'choice',
        name: 'agreed-by',
        label: 'Who agreed with you that it is lifted?',
        hint: 'Speak to them first: your word that they agreed stands in the record.',
        options: agreeing(mayAgree(view.state, view.context)),
      },
    ],
    command: (answers) => ({
      type: 'lift-hold',
      reason: answers.text('reason'),
      agreedBy: answers.text('agreed-by'),
    }),
  },
} as const satisfies Readonly<Record<string, ChildForm>>;
