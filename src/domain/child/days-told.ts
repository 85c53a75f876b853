import { lastPeriodBounds, latestExpected } from '../calendar/gestation.ts';
import { addMonths, type CivilDate, type Instant, londonDate, sayDate } from '../calendar/time.ts';
import { toldBy } from '../handover/parts.ts';
import type { Identity } from '../responsibility/facts.ts';
import { birthBounds } from '../responsibility/identity.ts';
import { type Context, type Decision, refuse, today } from './context.ts';
import type { ChildFact } from './facts.ts';
import type { ChildState } from './state.ts';
import { whomSeen } from './whom-seen.ts';

/** A day on which something was, by a fact, and who has to have been there for it. */
type DayTold = { readonly on: CivilDate; readonly of: 'expected' | 'birth' | 'seen' | 'child' | 'family' };

/** A caseload may have a child as not born for some months after its expected day; for longer, the year was mistyped. */
const untoldMonths = 12;

type Fact<Name extends ChildFact['type']> = Extract<ChildFact, { type: Name }>;

const ofExpected = ({ bornOn, expectedOn }: Identity) =>
  bornOn !== null || expectedOn === null ? [] : [{ on: expectedOn, of: 'expected' } as const];
const ofBirth = (on: CivilDate | null) => (on === null ? [] : [{ on, of: 'birth' } as const]);
const ofSeen = (on: CivilDate | null) => (on === null ? [] : [{ on, of: 'seen' } as const]);
const ofChild = (on: CivilDate) => [{ on, of: 'child' } as const];
const ofFamily = (on: CivilDate) => [{ on, of: 'family' } as const];

/** The facts that say on which day something was, or a child is expected. When it was recorded, or falls due, is no such day. */
const daysTold: {
  readonly [Name in ChildFact['type']]?: (fact: Fact<Name>, happenedAt: Instant) => readonly DayTold[];
} = {
  TakenOn: ({ identity, lastSeenOn }) => [
    ...ofExpected(identity),
    ...ofBirth(identity.bornOn),
    ...ofSeen(lastSeenOn),
  ],
  IdentityRecorded: ({ identity }) => ofExpected(identity),
  BirthRecorded: ({ bornOn }) => ofBirth(bornOn),
  SightingRecorded: ({ seenOn }) => ofSeen(seenOn),
  ChildSeen: ({ callBack }, happenedAt) => ofSeen(londonDate(toldBy(callBack, happenedAt))),
  JointVisitRecorded: ({ on, childSeen }) => (childSeen ? ofSeen(on) : ofFamily(on)),
  DeclineReviewed: ({ childSeen }) => ofSeen(childSeen?.on ?? null),
  AdmissionRecorded: ({ kind, from }) => (kind === 'mother-in-unit' ? ofFamily(from) : ofChild(from)),
  DischargeRecorded: ({ on }) => ofFamily(on),
  CarerRecorded: ({ since }) => ofChild(since),
  BackWithMother: ({ since }) => ofChild(since),
  MotherDeathRecorded: ({ on }) => ofFamily(on),
  VisitingDeclined: ({ on }) => ofFamily(on),
  ReviewRecorded: ({ on }) => ofFamily(on),
  AgencyAsked: ({ on }) => ofFamily(on),
};

/**
 * Why something cannot have been on the day that facts give: the day lies ahead, or before there was anybody whom it could
 * be about. A child is seen, cared for by somebody else and taken into hospital from its birth on; what is told of its family
 * can have been since the pregnancy began. A slip of the year would ring at once, or silence what is owed for as long.
 */
export function dayFault(
  facts: readonly ChildFact[],
  child: ChildState,
  context: Context,
  happenedAt: Instant,
): Decision | null {
  const { identity } = facts.find((fact) => fact.type === 'TakenOn') ?? child;
  for (const fact of facts) {
    const tells = daysTold[fact.type] as
      | ((fact: ChildFact, happenedAt: Instant) => readonly DayTold[])
      | undefined;
    for (const told of tells?.(fact, happenedAt) ?? []) {
      const known = told.of === 'expected' && told.on === child.identity.expectedOn;
      const fault = known ? null : faultOf(told, { ...child, identity }, context);
      if (fault) return fault;
    }
  }
  return null;
}

function faultOf({ on, of }: DayTold, child: ChildState, context: Context): Decision | null {
  if (of === 'expected') {
    const [first, last] = [addMonths(today(context), -untoldMonths), latestExpected(today(context))];
    const within = on >= first && on <= last;
    return within ? null : refuse('date-outside', `${sayDate(first)} to ${sayDate(last)}`);
  }
  if (on > today(context)) return refuse('happened-in-future');
  const { bornOn } = child.identity;
  if (of === 'seen' && bornOn !== null && whomSeen(bornOn, on) === 'mother')
    return refuse('not-born-that-day', `born on ${sayDate(bornOn)}`);
  const first = of === 'birth' ? birthBounds(today(context)).first : firstDayOf(of, child, context);
  return on < first ? refuse('date-outside', `from ${sayDate(first)}`) : null;
}

/** The first day on which something of the child, or of its family around it, can have been. */
function firstDayOf(of: DayTold['of'], { identity, care }: ChildState, { now }: Context): CivilDate {
  const { bornOn, expectedOn } = identity;
  if (of === 'child' && bornOn !== null) return bornOn;
  const knownSince = care.status === 'unknown' ? now : care.knownSince;
  return lastPeriodBounds(bornOn ?? expectedOn ?? londonDate(knownSince), false).first;
}
