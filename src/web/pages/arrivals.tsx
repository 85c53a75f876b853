import type { ListedChild } from '../../application/readings.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { priorities } from '../../domain/language/words.ts';
import { isHighRisk } from '../../domain/risk/priority.ts';
import { Carried, Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { ChildList, nameOf } from './child-list.tsx';
import { pagePaths } from './page-paths.ts';
import type { Asked } from './route.ts';

/** Whether an arrival is one of those to look at first: above routine, of high risk, or something is overdue. */
export function mattersFirst({ priority, riskRank, dueAt }: ListedChild, now: Instant): boolean {
  const aboveRoutine = (priority ?? 0) > priorities.indexOf('routine');
  return aboveRoutine || isHighRisk(riskRank ?? 0) || (dueAt !== null && dueAt <= now);
}

type ArrivalsProps = {
  readonly heading: string;
  readonly lines: readonly ListedChild[];
  readonly names: Names;
  readonly asked: Asked;
};

/** Arrivals, each with the one click that it needs. */
export function Arrivals({ heading, lines, names, asked }: ArrivalsProps) {
  return (
    <ChildList
      caption={`${heading} (${lines.length})`}
      lines={lines}
      names={names}
      now={asked.now}
      none="No child is on its way to this team."
      sides="from"
      action={(line) => line.handoverState === 'offered' && <AcknowledgeButton line={line} asked={asked} />}
    />
  );
}

function AcknowledgeButton({ line, asked }: { line: ListedChild; asked: Asked }) {
  return (
    <Form view={asked.view} action={pagePaths.desk}>
      <input type="hidden" name="person" value={line.personId} />
      <input type="hidden" name="handover" value={line.handoverId ?? ''} />
      <Carried version={line.version} />
      <Button small variant="secondary" hiddenText={`the handover of ${nameOf(line)}`}>
        Acknowledge
      </Button>
    </Form>
  );
}
