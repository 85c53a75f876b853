import { londonDate } from '../../domain/calendar/time.ts';
import type { ChildState } from '../../domain/child/state.ts';
import { openBeforeRelease } from '../../domain/child/state.ts';
import { practiceOn } from '../../domain/directory/gp-practice.ts';
import { onwardSince } from '../../domain/handover/chain.ts';
import type { Handover } from '../../domain/handover/facts.ts';
import { gpAnswered, gpBeside } from '../../domain/handover/gp-elsewhere.ts';
import { type GpAnswer, gpAnswers, gpAnswerWords } from '../../domain/handover/parts.ts';
import type { Answers, Field, FieldError } from './fields.ts';
import type { ChildForm, View } from './form.ts';
import { gpFaults, gpFields, gpOf } from './gp-fields.ts';

const elsewhereField: Field = {
  kind: 'choice',
  name: 'gp-elsewhere',
  label: 'If the practice lies in another area than the home: what have you found?',
  hint: 'If the child sleeps somewhere else, record where it sleeps first: residence decides where it goes.',
  optional: true,
  needed: 'needed then',
  options: gpAnswers.map((value) => ({ value, words: gpAnswerWords[value] })),
};

/** Asked while a handover is under way, or was declined and waits to be sent on, as before one is sent (scenario A27). */
function asksElsewhere(state: ChildState): boolean {
  return askedOf(state) !== null;
}

function askedOf(state: ChildState): Handover | null {
  const waits = (handover: Handover) =>
    handover.state === 'declined' && onwardSince(handover, state) !== null;
  return openBeforeRelease(state) ?? state.handovers.findLast(waits) ?? null;
}

function elsewhereFaults(answers: Answers, view: View): readonly FieldError[] {
  if (!asksElsewhere(view.state) || answers.text('gp-elsewhere') !== '') return [];
  const gp = gpOf(answers, view.directory, londonDate(view.now));
  const differs = gpBeside({ gp, address: view.state.address }, view)?.differs;
  return differs
    ? [
        {
          name: 'gp-elsewhere',
          says: `The GP is in ${differs.gp}, the home in ${differs.home}: say that the child sleeps there, and what becomes of the practice`,
        },
      ]
    : [];
}

/** The practice at which the child is registered, as somebody has learnt it. */
export const gpForm = {
  'record-gp': {
    title: 'Record the GP practice',
    button: 'Record the GP practice',
    guidance: ({ state }) =>
      `Where the child sleeps decides where it goes, not where its GP is.${state.address?.sealed ? ' While the address is sealed the practice on record is not shown. Enter no code, and it stays as it is.' : ''}`,
    fields: ({ state }) => [
      ...gpFields,
      ...(asksElsewhere(state) ? [elsewhereField] : []),
      { kind: 'text', name: 'why', label: 'How do you know?' },
    ],
    known: ({ state, directory, now }) => {
      const gp = state.address?.sealed ? null : state.gp;
      const open = askedOf(state);
      const known = gp && practiceOn(directory, gp.odsCode, londonDate(now)) !== null;
      return {
        gp: gp?.odsCode ?? '',
        'gp-name': gp && !known ? gp.name : '',
        'gp-elsewhere': (open && gpAnswered(open, state)) ?? '',
      };
    },
    faults: (answers, view) => [
      ...gpFaults(answers, view.directory, londonDate(view.now)),
      ...elsewhereFaults(answers, view),
    ],
    command: (answers, { directory, now, state }) => {
      const said = asksElsewhere(state) ? answers.text('gp-elsewhere') : '';
      return {
        type: 'record-gp',
        gp: gpOf(answers, directory, londonDate(now)) ?? (state.address?.sealed ? state.gp : null),
        why: answers.text('why'),
        ...(said !== '' && { gpAnswer: said as GpAnswer }),
      };
    },
  },
} as const satisfies Readonly<Record<string, ChildForm>>;
