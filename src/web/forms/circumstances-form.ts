import type { Circumstances } from '../../domain/risk/circumstances.ts';
import type { Answers } from './fields.ts';
import type { ChildForm } from './form.ts';

/** A form about what surrounds the child. Circumstances are recorded whole: it says what changes, and the rest stays as it is. */
export function circumstancesForm(
  form: Omit<ChildForm, 'command'> & {
    change: (answers: Answers, now: Circumstances) => Partial<Circumstances>;
    /** The danger that is looked at again by sending this form. */
    lookedAt?: (answers: Answers) => string;
    /** Why what stood before stands no more, as the timeline tells it. */
    why?: (answers: Answers, now: Circumstances) => string;
  },
): ChildForm {
  const { change, lookedAt, why, ...rest } = form;
  return {
    ...rest,
    command: (answers, view) => ({
      type: 'record-circumstances',
      circumstances: { ...view.state.circumstances, ...change(answers, view.state.circumstances) },
      ...(lookedAt ? { lookedAt: lookedAt(answers) } : {}),
      ...(why ? { why: why(answers, view.state.circumstances) } : {}),
    }),
  };
}
