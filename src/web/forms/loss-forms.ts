import { type StopReason, stopReasons } from '../../domain/programme/child-facts.ts';
import type { ChildForm, View } from './form.ts';

/** Before birth a pregnancy ends or a baby is stillborn; after it a child dies. */
function reasonsFor(view: View): readonly { readonly code: StopReason; readonly words: string }[] {
  const born = view.state.identity.bornOn !== null;
  return stopReasons.filter(({ code }) => (code === 'child-died') === born);
}

/** Forms for a loss or a death that is reported and not yet confirmed (scenarios A13 and A14). */
export const lossForms = {
  'stop-schedules': {
    title: 'A loss or a death was reported',
    button: 'Stop every visit, letter and reminder',
    guidance: () =>
      'Everything stops at once, on both sides of a handover too. Nothing ends by it: your team stays there for the family, and a named person confirms the loss or takes it back. The mother keeps one nurse whom she knows.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'why',
        label: 'What was reported?',
        options: reasonsFor(view).map(({ code, words }) => ({ value: code, words })),
      },
      { kind: 'long', name: 'says', label: 'Who told you, and what do they know?' },
    ],
    command: (answers) => ({
      type: 'stop-schedules',
      why: answers.text('why') as StopReason,
      says: answers.text('says'),
    }),
  },
  'resume-schedules': {
    title: 'It was reported in error',
    button: 'Let visits and reminders go on',
    guidance: ({ state }) =>
      state.stopped?.why === 'mother-died'
        ? 'Everything goes on from where it stood: the child was born, or lives. Record the birth next. That the mother has died stands until it is taken back.'
        : 'Everything goes on from where it stood. Both sides are told that the report was wrong.',
    fields: () => [{ kind: 'long', name: 'says', label: 'How do you know that it was wrong?' }],
    command: (answers) => ({ type: 'resume-schedules', says: answers.text('says') }),
  },
} as const satisfies Readonly<Record<string, ChildForm>>;
