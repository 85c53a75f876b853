import { type Instant, londonDate, sayDate, sayDueDay } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import {
  nextStep,
  nurseAway,
  type OwedSupervision,
  owedSupervision,
  type SupervisedNurse,
  type SupervisionKind,
  supervisionNames,
  supervisionOverdue,
  supervisorOf,
} from '../../domain/programme/supervision.ts';
import { InsetText, Tag } from '../components/content.tsx';
import { Table } from '../components/table.tsx';
import { pagePaths } from './page-paths.ts';

type Around = { readonly context: Context };

const lastOf: Readonly<Record<SupervisionKind, (held: SupervisedNurse) => string | null>> = {
  supervise: ({ lastOneToOne }) => lastOneToOne,
  'accompany-visit': ({ lastAccompanied }) => lastAccompanied,
};

/** What is owed to each nurse of the team: by when, since when overdue, and whom the ladder tells next (promise P5). */
export function SupervisionTable({
  supervision,
  context,
}: Around & { readonly supervision: readonly SupervisedNurse[] }) {
  const names = namesOf(context.directory);
  const item = (kind: SupervisionKind) => (held: SupervisedNurse) => (
    <Item held={held} kind={kind} context={context} />
  );
  return (
    <Table
      caption="Supervision"
      captionSize="m"
      columns={[
        { head: 'Nurse', cell: (one: SupervisedNurse) => names.person(one.nurseId) },
        { head: 'One to one, weekly', cell: item('supervise') },
        { head: 'Accompanied visit, every 4 months', cell: item('accompany-visit') },
        {
          head: 'Owed by',
          cell: (one: SupervisedNurse) => supervisorOf(context.directory, one, context.now).name,
        },
        {
          head: 'Record',
          cell: (one: SupervisedNurse) => (
            <a href={pagePaths.supervision(one.nurseId)}>
              Record supervision<span class="nhsuk-u-visually-hidden"> of {names.person(one.nurseId)}</span>
            </a>
          ),
        },
      ]}
      rows={supervision}
      none="This team has no family nurse in post."
    />
  );
}

type ItemProps = Around & { readonly held: SupervisedNurse; readonly kind: SupervisionKind };

/**
 * What is due and since when comes before when it was last held, so that nobody has to work out the day that was
 * missed.
 */
function Item({ held, kind, context }: ItemProps) {
  const last = lastOf[kind](held);
  const lastHeld = last ? `Last held ${sayDate(last)}` : 'None recorded yet';
  const owed = owedSupervision(held, context).find((one) => one.kind === kind);
  const away = nurseAway(context.directory, held.nurseId, context.now);
  if (!owed) return <>{away ? `Away: nothing falls due. ${lastHeld}` : `${lastHeld}: no family to visit`}</>;
  if (!supervisionOverdue(owed, context.now))
    return (
      <>
        Due by {sayDueDay(owed.dueOn)}. {lastHeld}
      </>
    );
  return (
    <>
      <Tag colour="red">Overdue</Tag> since {sayDate(owed.dueOn)}. {lastHeld}.{' '}
      <ToldNext owed={owed} context={context} />
    </>
  );
}

function ToldNext({ owed, context }: Around & { readonly owed: OwedSupervision }) {
  const next = nextStep(owed, context.now);
  if (next === null)
    return (
      <>
        {nurseAway(context.directory, owed.nurseId, context.now)
          ? 'The clock stands still while she is away.'
          : 'The last step of the ladder was told.'}
      </>
    );
  const names = supervisionNames(context.directory, owed, next.step, context.now).map(({ name }) => name);
  return (
    <>
      Next, {names.join(' and ')} {names.length === 1 ? 'is' : 'are'} told on {sayDueDay(londonDate(next.at))}
      .
    </>
  );
}

const ownWords: Readonly<Record<SupervisionKind, string>> = {
  supervise: 'Supervision, one to one,',
  'accompany-visit': 'An accompanied visit',
};

/** A nurse's own supervision, on her board: what is due, with whom, and what happens next where it was missed. */
export function OwnSupervision({ held, context }: Around & { readonly held: SupervisedNurse }) {
  const owed = owedSupervision(held, context);
  if (owed.length === 0) return null;
  const supervisor = supervisorOf(context.directory, held, context.now).name;
  return (
    <InsetText>
      {owed.map((one) => {
        const overdue = supervisionOverdue(one, context.now);
        return (
          <p>
            {ownWords[one.kind]} {overdue ? 'was due' : 'is due'} by {sayDueDay(one.dueOn)}, with {supervisor}
            .{' '}
            {overdue && (
              <>
                <Tag colour="red">Overdue</Tag> <ToldNext owed={one} context={context} />
              </>
            )}
          </p>
        );
      })}
    </InsetText>
  );
}

/** What a person owes or is owed: a nurse her own supervision, whoever answers as supervisor that of each nurse. */
export function ownSupervision(
  supervision: readonly SupervisedNurse[],
  practitionerId: string,
  context: Context,
): readonly OwedSupervision[] {
  return supervision
    .filter((held) => held.nurseId === practitionerId || supervises(held, practitionerId, context))
    .flatMap((held) => owedSupervision(held, context));
}

function supervises(
  held: SupervisedNurse,
  practitionerId: string,
  { directory, now }: { readonly directory: Context['directory']; readonly now: Instant },
) {
  return supervisorOf(directory, held, now).practitionerId === practitionerId;
}
