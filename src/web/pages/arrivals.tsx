import { randomUUID } from 'node:crypto';
import type { ListedChild } from '../../application/readings.ts';
import { type Instant, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { type ObligationKind, obligationWords } from '../../domain/escalation/obligations.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { priorities } from '../../domain/language/words.ts';
import { isHighRisk, sayRisk } from '../../domain/risk/priority.ts';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { nameOf, PriorityTag, unseenWords } from './child-list.tsx';
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

/** Arrivals, each in a few lines of a phone: who, why it matters, by when, from whom, and the one click that it needs. */
export function Arrivals({ heading, lines, names, asked }: ArrivalsProps) {
  return (
    <section>
      <h2 class="nhsuk-heading-m">{`${heading} (${lines.length})`}</h2>
      <ul class="hh-arrivals">
        {lines.map((line) => (
          <li class="hh-arrival">
            <Arrival line={line} names={names} asked={asked} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Arrival({ line, names, asked }: { line: ListedChild; names: Names; asked: Asked }) {
  const { personId, handoverId } = line;
  const why = [sayRisk(line.riskRank ?? 0), unseenWords(line.lastSeenOn, asked.now)].filter(Boolean);
  return (
    <>
      <h3 class="hh-arrival__name">
        <a href={handoverId ? pagePaths.handover(personId, handoverId) : pagePaths.child(personId)}>
          {nameOf(line)}
        </a>{' '}
        <PriorityTag rank={line.priority} />
      </h3>
      <p class="hh-arrival__line">
        {why.join('. ')}. {bornWords(line)}
      </p>
      <p class="hh-arrival__line">
        <Owed line={line} now={asked.now} />
      </p>
      <p class="hh-arrival__line">
        From {names.team(line.releasingTeam ?? '')}
        {line.offeredAt && `, offered ${sayInstant(line.offeredAt)}`}
        {line.handoverState === 'acknowledged' ? '. Acknowledged' : ''}
      </p>
      {line.handoverState === 'offered' && <AcknowledgeButton line={line} asked={asked} />}
    </>
  );
}

function bornWords({ bornOn, expectedOn }: ListedChild): string {
  if (bornOn) return `Born ${sayDate(bornOn)}`;
  return expectedOn ? `Due ${sayDate(expectedOn)}` : '';
}

function Owed({ line: { owed, dueAt }, now }: { line: ListedChild; now: Instant }) {
  if (owed === null || dueAt === null) return <>Nothing owed by your team</>;
  const words = obligationWords[owed as ObligationKind];
  if (dueAt > now)
    return (
      <>
        {words} by {sayInstant(dueAt)}
      </>
    );
  return (
    <>
      <strong class="hh-overdue">Overdue</strong> {words}: was due {sayInstant(dueAt)}
    </>
  );
}

function AcknowledgeButton({ line, asked }: { line: ListedChild; asked: Asked }) {
  return (
    <Form view={asked.view} action={pagePaths.desk}>
      <input type="hidden" name="person" value={line.personId} />
      <input type="hidden" name="handover" value={line.handoverId ?? ''} />
      <input type="hidden" name="version" value={String(line.version)} />
      <input type="hidden" name="command" value={randomUUID()} />
      <Button small variant="secondary" hiddenText={`the handover of ${nameOf(line)}`}>
        Acknowledge
      </Button>
    </Form>
  );
}
