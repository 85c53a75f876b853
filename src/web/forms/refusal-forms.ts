import { nameOfHers } from '../../domain/language/client-timeline.ts';
import { askedWords } from '../../domain/language/refused-by-child.ts';
import { mayAskAgain } from '../../domain/programme/asked-again.ts';
import type { ClientForm, ClientView } from './client-form.ts';
import type { Field, RawForm } from './fields.ts';
import { stillToCome } from './form.ts';

/** What the own record of each of these children refused, a line for a child. */
function whichChild({ state: { refused = [], children } }: ClientView, of: readonly string[]): Field {
  const words = (personId: string) =>
    refused.filter(({ childId }) => childId === personId).map(({ asks }) => askedWords(asks));
  return {
    kind: 'choice',
    name: 'child',
    label: 'Which child?',
    asks: 'which child',
    options: children
      .filter(({ personId }) => of.includes(personId))
      .map((child) => ({
        value: child.personId,
        words: `${nameOfHers(child)} was not ${words(child.personId).join(', and not ')}`,
      })),
  };
}

function ofAll({ state: { refused = [] } }: ClientView): readonly string[] {
  return refused.map(({ childId }) => childId);
}

/** Where there is one child only, it is that one. */
function theOne(of: readonly string[]): RawForm {
  const [only, another] = new Set(of);
  return only !== undefined && another === undefined ? { child: only } : {};
}

const askable = ({ state, clientId }: ClientView) => mayAskAgain(state, clientId);

/** Where a child's own record did not follow what was recorded of its mother. */
export const refusalForms = {
  'ask-child-again': {
    title: 'Ask a child’s own record once more',
    button: 'Ask it once more',
    guidance: ({ state: { refused = [] } }) =>
      `What is asked is what her record says today: with the nurse whom she has now, and the day that stands now. If it is refused again, you are told why, and the time in which it is to be seen to goes on.${
        refused.some(({ asks }) => asks === 'take-on')
          ? ' A child that is taken on by it has the family name of its mother and no NHS number: record both in its own record then.'
          : ''
      }`,
    fields: (view) => [whichChild(view, askable(view))],
    known: (view) => theOne(askable(view)),
    happened: stillToCome,
    command: (answers) => ({ type: 'ask-child-again', childId: answers.text('child') }),
  },
  'settle-refusal': {
    title: 'A child’s own record did not follow: say what was done',
    button: 'Record it',
    guidance: () =>
      'Only where it stays as it is, or was done in another way. What is recorded in the child’s own record, or asked once more and done, needs no word here.',
    fields: (view) => [
      whichChild(view, ofAll(view)),
      {
        kind: 'long',
        name: 'why',
        label: 'What was done, or why is nothing to be done?',
        asks: 'what was done, or why nothing is to be done',
        hint: 'It stands in her record with your name.',
      },
    ],
    known: (view) => theOne(ofAll(view)),
    command: (answers) => ({
      type: 'settle-refusal',
      childId: answers.text('child'),
      why: answers.text('why'),
    }),
  },
} as const satisfies Readonly<Record<string, ClientForm>>;
