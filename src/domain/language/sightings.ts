import { type CivilDate, daysBetween, type Instant, londonDate, sayDate } from '../calendar/time.ts';
import type { StoredFact } from '../child/facts.ts';
import { type Whom, whomSeen } from '../child/whom-seen.ts';
import { type ObligationKind, obligationWords } from '../escalation/obligation.ts';
import { commandWords, type HandoverCommandName } from '../handover/commands.ts';
import { toldBy } from '../handover/parts.ts';
import { type HandoverStateName, handoverStateMeanings, handoverStateWords } from './words.ts';

/** "The child was seen", of whom it is true: of a child that is not born yet, the mother was (scenario A9). */
export const saySeen = (whom: Whom): string => `The ${whom} was seen`;

/** The button and the page by which it is recorded. */
export const sayRecordSeen = (whom: Whom): string => `Record that the ${whom} was seen`;

/** The button and the page by which it is taken back. */
export const sayFalselySeen = (whom: Whom): string => `It was false that the ${whom} was seen`;

/** The words on the button of a command on a handover. */
export function wordsOfCommand(
  name: HandoverCommandName,
  identity: { readonly bornOn: CivilDate | null },
): string {
  return name === 'record-seen' ? sayRecordSeen(whomNow(identity)) : commandWords[name];
}

/** Who stands before whoever visits now. */
export function whomNow({ bornOn }: { readonly bornOn: CivilDate | null }): Whom {
  return bornOn === null ? 'mother' : 'child';
}

/** What is owed, in words; where it is known whether the child is born, with whom somebody is to see. */
export function sayOwed(kind: ObligationKind, about: { readonly bornOn: CivilDate | null } | null): string {
  return kind === 'seen' && about ? `See the ${whomNow(about)} face to face` : obligationWords[kind];
}

/** Whom a fact tells of that says somebody was seen: a sighting of before the birth was of the mother. */
export function whomToldOf(
  { fact, happenedAt }: Pick<StoredFact, 'fact' | 'happenedAt'>,
  bornOn: CivilDate | null,
): Whom {
  if (fact.type === 'ChildSeen') return whomSeen(bornOn, londonDate(toldBy(fact.callBack, happenedAt)));
  if (fact.type === 'SightingRecorded' || fact.type === 'SightingCorrected')
    return whomSeen(bornOn, fact.seenOn);
  return fact.type === 'JointVisitRecorded' ? whomSeen(bornOn, fact.on) : 'child';
}

/** The state of a handover in a word or two. */
export function sayState(state: HandoverStateName, bornOn: CivilDate | null): string {
  return state === 'seen' && bornOn === null ? saySeen('mother') : handoverStateWords[state];
}

/** What the state of a handover means. */
export function sayMeaning(state: HandoverStateName, bornOn: CivilDate | null): string {
  return state === 'seen' && bornOn === null
    ? 'The receiving practitioner has seen the mother face to face. Once the child is born it is to be seen itself.'
    : handoverStateMeanings[state];
}

type Seen = {
  readonly bornOn: CivilDate | null;
  readonly lastSeenOn: CivilDate | null;
  /** A client stands on some lists beside children: it is she who was seen. */
  readonly client?: boolean;
};

/** The day on which the child was last seen, for a row of its own. */
export function sayLastSeen({ bornOn, lastSeenOn, client = false }: Seen, never: string): string {
  if (client || bornOn !== null) return lastSeenOn === null ? never : sayDate(lastSeenOn);
  return lastSeenOn === null
    ? 'Not born yet'
    : `Not born yet. ${saySeen('mother')} on ${sayDate(lastSeenOn)}`;
}

/** How long the child has not been seen. */
export function sayUnseen(seen: Seen, now: Instant): string {
  const { bornOn, lastSeenOn, client = false } = seen;
  const never = 'Never seen here';
  if (lastSeenOn === null || (bornOn === null && !client)) return sayLastSeen(seen, never);
  const days = daysBetween(lastSeenOn, londonDate(now));
  return days === 0 ? 'Seen today' : `${days} ${days === 1 ? 'day' : 'days'} unseen`;
}
