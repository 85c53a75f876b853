import { addDays, type CivilDate } from '../calendar/time.ts';
import type { Context } from '../child/context.ts';
import type { Directory, OwnReason } from '../directory/directory.ts';
import { type Code, codeList, codesOn } from '../language/codes.ts';
import { missedReasonWords, type SaidReason } from './client-facts.ts';
import { declineOfferReasons, leavingReasons, pauseReasons } from './statuses.ts';

/**
 * The lists of reasons to which the network or a site may add, and whose codes it may end, by lines of the directory file
 * (decision 0059). What is shipped is what rules and measures know.
 */
export const reasonLists = {
  'declined-offer': declineOfferReasons,
  left: leavingReasons,
  paused: pauseReasons,
  'missed-visit': codeList(missedReasonWords),
} as const satisfies Readonly<Record<string, readonly Code[]>>;
export type ReasonList = keyof typeof reasonLists;
type Known<List extends ReasonList> = (typeof reasonLists)[List][number]['code'];

/** A reason that may be chosen, with the shipped one that it counts as: itself, where it is shipped. */
export type Reason<List extends ReasonList = ReasonList> = Code & { readonly countsAs: Known<List> };

/** What was chosen: what it counts as and, where a site or the network has its own, which. */
export type ChosenReason<List extends ReasonList = ReasonList> = {
  readonly reason: Known<List>;
  readonly own?: string;
};

/** The reasons of a list that a team may choose on a day. A site's own line takes the place of the network's, and that of what is shipped. */
export function reasonsOn<List extends ReasonList>(
  directory: Directory,
  list: List,
  teamId: string,
  day: CivilDate,
): readonly Reason<List>[] {
  const own = ownIn(directory, list, teamId);
  const redefined = new Set(own.map(({ code }) => code));
  const shipped = reasonLists[list]
    .filter(({ code }) => !redefined.has(code))
    .map((one): Reason<List> => ({ ...one, countsAs: one.code as Known<List> }));
  const added = own.map(
    ({ code, words, countsAs, from, to }): Reason<List> => ({
      code,
      words,
      countsAs: countsAs as Known<List>,
      from,
      // A line is over on the day that it names; a code may be chosen on its last one.
      to: to === null ? null : addDays(to, -1),
    }),
  );
  const last = ({ code }: Code) => Number(code === 'other');
  return [...shipped, ...added]
    .filter((one) => codesOn([one], day).length > 0)
    .toSorted((a, b) => last(a) - last(b));
}

function ownIn({ reasons, teams }: Directory, list: ReasonList, teamId: string): readonly OwnReason[] {
  const serviceId = teams.get(teamId)?.serviceId ?? null;
  const ofSite = reasons.filter(
    (one) => one.list === list && one.serviceId === serviceId && serviceId !== null,
  );
  const codes = new Set(ofSite.map(({ code }) => code));
  const ofNetwork = reasons.filter(
    (one) => one.list === list && one.serviceId === null && !codes.has(one.code),
  );
  return [...ofSite, ...ofNetwork];
}

/** What of the list was chosen by its code; null for one that may not be chosen on that day. */
export function chosenReason<List extends ReasonList>(
  directory: Directory,
  list: List,
  teamId: string,
  code: string,
  day: CivilDate,
): ChosenReason<List> | null {
  const found = reasonsOn(directory, list, teamId, day).find((one) => one.code === code);
  if (!found) return null;
  return found.code === found.countsAs
    ? { reason: found.countsAs }
    : { reason: found.countsAs, own: found.code };
}

/** Whether what was chosen may be on that day, and counts as what it says. */
export function mayChoose(
  { directory }: Pick<Context, 'directory'>,
  list: ReasonList,
  teamId: string,
  { reason, own }: ChosenReason,
  day: CivilDate,
): boolean {
  const found = chosenReason(directory, list, teamId, own ?? reason, day);
  return found !== null && found.reason === reason;
}

/** What a fact keeps of a reason of one's own: nothing of one that is shipped. */
export function saidReason(
  { directory }: Pick<Context, 'directory'>,
  list: ReasonList,
  teamId: string,
  own: string | undefined,
  day: CivilDate,
): { readonly said?: SaidReason } {
  const found = reasonsOn(directory, list, teamId, day).find(({ code }) => code === own);
  return found ? { said: { code: found.code, words: found.words } } : {};
}
