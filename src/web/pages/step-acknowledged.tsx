import type { NamedInStep } from '../../domain/access/acknowledging.ts';
import { type Instant, sayInstant } from '../../domain/calendar/time.ts';
import type { Names } from '../../domain/language/timeline.ts';
import type { Child } from '../html/jsx-runtime.ts';

/** Whether the reader may say to have a step that names these: "number" where it waits for nobody's word. */
export type MayAcknowledge = (named: readonly NamedInStep[]) => 'yes' | 'no' | 'number';

type Props = {
  readonly step: {
    readonly names: readonly NamedInStep[];
    readonly acknowledgedAt: Instant | null;
    readonly acknowledgedBy: string | null;
  };
  readonly names: Names;
  readonly may: MayAcknowledge;
  /** The form by which whoever may says to have it. */
  readonly children: Child;
};

/** Who has a step of the ladder; the form for those whom it asks, and the fact for everybody else. */
export function Acknowledgement({ step, names, may, children }: Props) {
  if (step.acknowledgedAt)
    return (
      <>
        Acknowledged by {names.person(step.acknowledgedBy ?? '')}, {sayInstant(step.acknowledgedAt)}.
      </>
    );
  switch (may(step.names)) {
    case 'yes':
      return <>{children}</>;
    case 'no':
      return <>Not acknowledged yet.</>;
    case 'number':
      return <>Told as a number.</>;
  }
}
