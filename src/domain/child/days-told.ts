import { lastPeriodBounds, latestExpected } from '../calendar/gestation.ts';
import { addMonths, type CivilDate, type Instant, londonDate, sayDate } from '../calendar/time.ts';
import { toldBy } from '../handover/parts.ts';
import type { Identity } from '../responsibility/facts.ts';
import { birthBounds } from '../responsibility/identity.ts';
import type { Circumstances } from '../risk/circumstances.ts';
import { type Context, type Decision, refuse, today } from './context.ts';
import type { ChildFact } from './facts.ts';
import type { ChildState } from './state.ts';
import { whomSeen } from './whom-seen.ts';

/** A day that a fact tells, and what was to be on it: by that it is judged how early it can have been. */
type DayTold = {
  readonly on: CivilDate;
  readonly of: 'expected' | 'childhood' | 'seen' | 'child' | 'family';
};

type Fact<Name extends ChildFact['type']> = Extract<ChildFact, { type: Name }>;
type Around = { readonly child: ChildState; readonly happenedAt: Instant };

const told = (of: DayTold['of'], on: CivilDate | null): readonly DayTold[] =>
  on === null ? [] : [{ of, on }];

/** The facts that say on which day something was, or a child is expected. When it was recorded, or falls due, is no such day. */
const daysTold: {
  readonly [Name in ChildFact['type']]?: (fact: Fact<Name>, around: Around) => readonly DayTold[];
} = {
  TakenOn: ({ identity, lastSeenOn }, around) => [
    ...expectedAnew(identity, around),
    ...told('childhood', identity.bornOn),
    ...told('seen', lastSeenOn),
  ],
  IdentityRecorded: ({ identity }, around) => expectedAnew(identity, around),
  BirthRecorded: ({ bornOn }) => told('childhood', bornOn),
  CircumstancesRecorded: ({ circumstances }, around) => statusesAnew(circumstances, around),
  SightingRecorded: ({ seenOn }) => told('seen', seenOn),
  ChildSeen: ({ callBack }, { happenedAt }) => told('seen', londonDate(toldBy(callBack, happenedAt))),
  JointVisitRecorded: ({ on, childSeen }) => told(childSeen ? 'seen' : 'family', on),
  DeclineReviewed: ({ childSeen }) => told('seen', childSeen?.on ?? null),
  AdmissionRecorded: ({ kind, from }) => told(kind === 'mother-in-unit' ? 'family' : 'child', from),
  DischargeRecorded: ({ on }) => told('family', on),
  CarerRecorded: ({ since }) => told('child', since),
  BackWithMother: ({ since }) => told('child', since),
  MotherDeathRecorded: ({ on }) => told('family', on),
  VisitingDeclined: ({ on }) => told('family', on),
  ReviewRecorded: ({ on }) => told('family', on),
  AgencyAsked: ({ on }) => told('family', on),
};

/** The expected day of a child that is not born, where it is told or changed: what stands already was judged when it was told. */
function expectedAnew({ bornOn, expectedOn }: Identity, { child }: Around): readonly DayTold[] {
  return bornOn === null && expectedOn !== child.identity.expectedOn ? told('expected', expectedOn) : [];
}

/** Circumstances are recorded whole each time: only a status that is told or dated anew is judged. */
function statusesAnew({ statutory }: Circumstances, { child }: Around): readonly DayTold[] {
  const stood = child.circumstances.statutory ?? [];
  return (statutory ?? [])
    .filter(({ kind, since }) => !stood.some((one) => one.kind === kind && one.since === since))
    .flatMap(({ since }) => told('childhood', since));
}

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
      | ((fact: ChildFact, around: Around) => readonly DayTold[])
      | undefined;
    for (const day of tells?.(fact, { child, happenedAt }) ?? []) {
      const fault = faultOf(day, { ...child, identity }, context);
      if (fault) return fault;
    }
  }
  return null;
}

/** A caseload may have a child as not born for some months after its expected day; for longer, the year was mistyped. */
const untoldMonths = 12;

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
  const first = of === 'childhood' ? birthBounds(today(context)).first : firstDayOf(of, child, context);
  return on < first ? refuse('date-outside', `from ${sayDate(first)}`) : null;
}

/** The first day on which something of the child, or of its family around it, can have been. */
function firstDayOf(of: DayTold['of'], { identity, care }: ChildState, { now }: Context): CivilDate {
  const { bornOn, expectedOn } = identity;
  if (of === 'child' && bornOn !== null) return bornOn;
  const knownSince = care.status === 'unknown' ? now : care.knownSince;
  return lastPeriodBounds(bornOn ?? expectedOn ?? londonDate(knownSince), false).first;
}
