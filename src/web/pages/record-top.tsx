import type { ReadChild } from '../../application/readings.ts';
import { daysBetween, londonDate, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { bereaved } from '../../domain/child/bereavement.ts';
import { type ChildState, findHandover } from '../../domain/child/state.ts';
import type { Deadline } from '../../domain/escalation/obligations.ts';
import { disputeOpen, type Handover, isOpen, priorityOf, releaseOf } from '../../domain/handover/facts.ts';
import { plannedJointVisit, sayBooked } from '../../domain/handover/joint-visits.ts';
import { releasePoint } from '../../domain/handover/release-point.ts';
import { formatNhsNumber } from '../../domain/identity/nhs-number.ts';
import { headline } from '../../domain/language/headline.ts';
import { asSentence, lowerFirst } from '../../domain/language/sentence.ts';
import { sayLastSeen, sayMeaning, sayState, whomNow } from '../../domain/language/sightings.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { ladderSteps, ladderStepWords, priorities } from '../../domain/language/words.ts';
import { InsetText, Tag, WarningCallout } from '../components/content.tsx';
import { SubNavigation, Telephone } from '../components/links.tsx';
import { IdentityStrip } from '../components/record.tsx';
import type { WebDeps } from '../deps.ts';
import { nameOf, PriorityTag } from './child-list.tsx';
import { OwedTable } from './owed-table.tsx';
import { pagePaths } from './page-paths.ts';
import type { Asked } from './route.ts';

/** Who holds the child, since when, how to reach them, what is next: at the top, readable in one second. */
export function Top({
  asked,
  child,
  deps,
  current,
}: {
  asked: Asked;
  child: ReadChild;
  deps: WebDeps;
  current: string;
}) {
  const { state, personId } = child;
  const top = headline(state, deps.directory(), asked.now);
  const { identity } = state;
  const open = state.handovers.find(isOpen);
  const born = identity.bornOn
    ? sayDate(identity.bornOn)
    : identity.expectedOn
      ? `Due ${sayDate(identity.expectedOn)}`
      : 'Not known';
  return (
    <>
      {top.first && <p class="hh-first">{top.first}</p>}
      <IdentityStrip
        name={nameOf(identity) || 'Name not known'}
        born={born}
        nhsNumber={identity.nhsNumber && formatNhsNumber(identity.nhsNumber)}
        holder={
          <>
            <span class="hh-identity__who">{top.who}</span> {top.since}.
          </>
        }
        lines={[
          { key: 'Why', value: top.why },
          { key: 'Ring', value: top.phone && <Telephone words={top.phone} /> },
          { key: 'Next', value: top.next && <strong>{top.next}</strong> },
          { key: 'Out of hours', value: top.outOfHours && <Telephone words={top.outOfHours} /> },
          { key: 'Last seen', value: lastSeenWords(state, asked.now) },
        ].filter(({ value }) => value)}
        marks={
          <>
            {open && !state.stopped && <PriorityTag rank={priorities.indexOf(priorityOf(open))} />}{' '}
            {state.family.motherDied && <Tag colour="orange">The mother has died</Tag>}{' '}
            {state.address?.sealed && <Tag colour="orange">Address sealed</Tag>}{' '}
            {seenLate(state, asked.now) && <Tag colour="orange">Accepted, not seen in time</Tag>}{' '}
            {top.overdue && <Tag colour="red">Overdue</Tag>}
          </>
        }
      />
      <SubNavigation
        label="This record"
        items={[
          { href: pagePaths.child(personId), text: 'The child' },
          ...(open ? [{ href: pagePaths.handover(personId, open.handoverId), text: 'Open handover' }] : []),
          { href: pagePaths.whoHeld(personId), text: 'Who was accountable' },
        ]}
        current={current}
      />
    </>
  );
}

/** When somebody last saw the child face to face, and how long ago; nothing after a loss. */
function lastSeenWords(state: ChildState, now: string): string | null {
  const { lastSeenOn, identity } = state;
  if (bereaved(state)) return null;
  const said = sayLastSeen({ ...identity, lastSeenOn }, 'Never, as far as is known here');
  if (identity.bornOn === null || lastSeenOn === null) return said;
  const days = daysBetween(lastSeenOn, londonDate(now));
  const ago = days === 0 ? 'Today' : `${days} ${days === 1 ? 'day' : 'days'} ago`;
  return `${ago}, ${said}`;
}

/** Accepted, and not seen by the day on which it should have been: marked for both sides as long as it stands (scenario A53). */
function seenLate(state: ChildState, now: string): boolean {
  return Object.values(state.deadlines).some((deadline) => deadline.kind === 'seen' && deadline.dueAt <= now);
}

type RolesProps = {
  readonly handover: Handover;
  readonly state: ChildState;
  readonly names: Names;
  readonly personId: string;
};

/**
 * The two roles while a handover is open: exactly one responsible team, at most one supporting. One that has ended gives none: whoever
 * answers by now may be another team than either of its sides.
 */
export function Roles({ handover, state, names, personId }: RolesProps) {
  const ofBoth = `from ${names.team(handover.releasingTeamId)} to ${names.team(handover.destination.teamId)}`;
  const stands = (
    <a href={pagePaths.handover(personId, handover.handoverId)}>
      {lowerFirst(sayState(handover.state, state.identity.bornOn))}
    </a>
  );
  const means =
    handover.state === 'offered' && handover.destination.kind === 'outside'
      ? 'A team outside the network sees nothing here: ring it, and record what it says. The releasing team answers for the child.'
      : sayMeaning(handover.state, state.identity.bornOn);
  if (!isOpen(handover))
    return (
      <InsetText>
        <p>
          The handover {ofBoth} has ended: {stands}. {means}
        </p>
        <Disputed handover={handover} names={names} />
      </InsetText>
    );
  const released = releaseOf(handover) !== null;
  const accepted = handover.state === 'accepted' || handover.state === 'seen';
  const responsible = released ? handover.destination.teamId : handover.releasingTeamId;
  const supporting = accepted ? (released ? handover.releasingTeamId : handover.destination.teamId) : null;
  const waits = accepted && !released ? releasePoint(handover, state).waitsFor : [];
  return (
    <InsetText>
      <p>
        A handover {ofBoth} is open: {stands}. {tookIt(handover, state, names) ?? means}
      </p>
      <p>
        Responsible: <strong>{names.team(responsible)}</strong>.{' '}
        {supporting ? `Supporting: ${names.team(supporting)}.` : 'Nobody supports yet.'}
      </p>
      <Disputed handover={handover} names={names} />
      <ToBeReleased handover={handover} names={names} />
      {waits.length > 0 && <p>Accountability passes after this: {waits.map(lowerFirst).join('; ')}.</p>}
    </InsetText>
  );
}

/** That one side contests it, and who decides; nothing where no dispute is open. */
function Disputed({ handover, names }: Pick<RolesProps, 'handover' | 'names'>) {
  const { dispute } = handover.happenings;
  if (!dispute || !disputeOpen(handover)) return null;
  const decider = `${names.person(dispute.deciderId)} (${names.team(dispute.deciderTeamId)})`;
  return (
    <p>
      <strong>In dispute</strong> since {sayDate(londonDate(dispute.raisedAt))}: {asSentence(dispute.ground)}{' '}
      {decider} decides, and nothing passes until then.
    </p>
  );
}

/** That it is proposed to let the child pass unseen, and who has to agree; nothing where it is not. */
function ToBeReleased({ handover, names }: Pick<RolesProps, 'handover' | 'names'>) {
  const { releaseProposed: proposed } = handover.happenings;
  if (!proposed || releaseOf(handover) !== null) return null;
  return (
    <p>
      {names.person(proposed.by)} has proposed to release the child without sighting:{' '}
      {asSentence(proposed.reason)} Nothing passes until {names.team(proposed.otherTeamId)} has agreed.
    </p>
  );
}

/** Who took it, by name; null before anybody has, and where the meaning of the state says more. */
function tookIt(handover: Handover, { identity }: ChildState, names: Names): string | null {
  if (handover.state !== 'accepted') return null;
  const { practitionerId, outsideName, at } = handover.acceptance;
  const who = practitionerId === null ? outsideName : names.person(practitionerId);
  if (!who) return null;
  const took = `${who} took it on ${sayDate(londonDate(at))}`;
  const whom = whomNow(identity);
  const together = handover.happenings.jointVisits.findLast(({ childSeen }) => childSeen);
  return together
    ? `${took}. The ${whom} was seen at the joint visit on ${sayDate(together.on)}: if ${who} was there, that is still to be recorded. Accepted is not seen.`
    : `${took} and has not seen the ${whom} yet. Accepted is not seen.`;
}

export function Alarms({ child, names }: { child: ReadChild; names: Names }) {
  const standing = child.raised.filter((step) => step.standing);
  const highest = standing.toSorted((a, b) => b.step - a.step)[0];
  if (!highest) return null;
  return (
    <WarningCallout
      heading={`The ladder has reached: ${ladderStepWords[ladderSteps[highest.step] ?? 'duty-desk']}`}
      level={2}
    >
      <p>
        {names.owed({ kind: highest.kind as Deadline['kind'], key: highest.key })}, owed by{' '}
        {names.team(highest.ownerTeam)}, was due {sayInstant(highest.dueAt)}. Told:{' '}
        {[...new Set(highest.names.map((one) => one.name))].join(', ')}.
      </p>
    </WarningCallout>
  );
}

export function Owed({ state, names, now }: { state: ChildState; names: Names; now: string }) {
  // A review that has not opened yet is told in the list of reviews; here is what can be done now.
  const deadlines = Object.values(state.deadlines).filter(
    (deadline) => deadline.kind !== 'review' || deadline.from <= now,
  );
  return (
    <OwedTable
      caption="What is owed, and by when"
      deadlines={deadlines}
      names={names}
      now={now}
      none="Nothing is owed for this child at the moment."
      beside={(deadline) => bookedFor(deadline, state, now)}
    />
  );
}

/** A joint visit that is owed, and booked: its clock goes on until it has been (scenario A1). */
function bookedFor({ kind, handoverId }: Deadline, state: ChildState, now: string): string | null {
  if (kind !== 'joint-visit' || handoverId === null) return null;
  const handover = findHandover(state, handoverId);
  const plan = handover && plannedJointVisit(handover);
  return plan ? sayBooked(plan, now) : null;
}
