import type { NamedInStep } from '../../domain/access/acknowledging.ts';
import { type Instant, sayInstant } from '../../domain/calendar/time.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { Carried, Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import type { Child } from '../html/jsx-runtime.ts';
import { pagePaths } from './page-paths.ts';
import type { Asked } from './route.ts';

/** Whether the reader may acknowledge a step that names these; "number" where nobody has to. */
export type MayAcknowledge = (named: readonly NamedInStep[]) => 'yes' | 'no' | 'number';

/** A step of the ladder that was raised, whatever it is about. */
type Raised = {
  readonly names: readonly (NamedInStep & { readonly name: string })[];
  readonly raisedAt: Instant;
  readonly lateByOutage: boolean;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
};

type Props = {
  readonly asked: Asked;
  readonly step: Raised;
  readonly names: Names;
  readonly may: MayAcknowledge;
  /** Which step it is, as its form sends it. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the button is about, for whoever hears it without the line. */
  readonly about: string;
  /** The line, up to the names. */
  readonly children: Child;
};

/** Everybody whom a step names, each once. */
export function namedIn({ names }: { readonly names: readonly { readonly name: string }[] }): string {
  return [...new Set(names.map(({ name }) => name))].join(', ');
}

/** The box by which somebody who acknowledges on the list of what waits for them comes back to it. */
export function forMe(mine: boolean): Readonly<Record<string, string>> {
  return mine ? { for: 'me' } : {};
}

/** One raised step: whom it names, when it was raised, and who has it; the form for those whom it asks. */
export function RaisedStep({ asked, step, names, may, fields, about, children }: Props) {
  const late = step.lateByOutage ? ', late: no sweep ran' : '';
  return (
    <>
      {children}. Raised {sayInstant(step.raisedAt)}
      {late}.{' '}
      <Acknowledgement step={step} names={names} may={may}>
        <Form view={asked.view} action={pagePaths.raised}>
          <Carried version={step.raisedAt} />
          {Object.entries(fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <Button small variant="secondary" hiddenText={about}>
            Acknowledge
          </Button>
        </Form>
      </Acknowledgement>
    </>
  );
}

type Acknowledged = Pick<Props, 'step' | 'names' | 'may' | 'children'>;

function Acknowledgement({ step, names, may, children }: Acknowledged) {
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
