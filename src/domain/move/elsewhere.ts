import { type Context, today } from '../child/context.ts';
import type { ChildFact } from '../child/facts.ts';
import { type ChildState, holderOf, openBeforeRelease } from '../child/state.ts';
import { type Directory, inForce, serviceWanted } from '../directory/directory.ts';
import { route } from '../directory/routing.ts';
import type { Destination } from '../handover/facts.ts';
import { sameAddress } from '../identity/address.ts';
import { siteRulesOn } from '../programme/sites.ts';
import type { Address } from '../responsibility/facts.ts';
import type { Signal } from './facts.ts';

/**
 * Whether a team answers for children who sleep in an area: its own area, one for which its service is commissioned, or
 * one of its site’s.
 */
function serves(directory: Directory, teamId: string, areaCode: string, day: string): boolean {
  const team = directory.teams.get(teamId);
  if (team?.areaCode === areaCode) return true;
  const takesIn = [...directory.services.values()].some(
    (service) => service.intakeTeamId === teamId && service.areaCode === areaCode && inForce(service, day),
  );
  return takesIn || (siteRulesOn(directory, teamId, day)?.catchment.includes(areaCode) ?? false);
}

/** Whether an address lies where the team that holds the child does not work. An address of no known area says nothing. */
export function sleepsElsewhere(address: Address, child: ChildState, context: Context): boolean {
  const holder = holderOf(child);
  if (!holder || address.areaCode === null || !context.directory.teams.has(holder.teamId)) return false;
  return !serves(context.directory, holder.teamId, address.areaCode, today(context));
}

/**
 * The enquiry that follows an address across the boundary. Unless a handover is on its way there, it opens on both
 * sides, so that a person has to settle where the child sleeps, and that leads to a handover (promises P5, P6). An
 * address in the area that stands on record already is asked about too, for the child may have passed meanwhile to a
 * team that does not work there. The enquiry holds no address: that stays in the record, which alone knows whether it
 * is sealed.
 */
export function enquiryAfter(address: Address, child: ChildState, context: Context): readonly ChildFact[] {
  const { areaCode } = address;
  if (areaCode === null) return enquiryAboutNowhere(address, child, context);
  const asBefore = areaCode === child.address?.areaCode;
  return asBefore && askedAbout(areaCode, child) ? [] : enquiryAbout(address, child, context);
}

/** Whether that question is open already, or a person has answered that the child does not sleep there for good. */
function askedAbout(areaCode: string, { enquiries }: ChildState): boolean {
  return enquiries.some(
    ({ settled, signals }) =>
      settled?.outcome !== 'moved' && signals.some((signal) => signal.areaCode === areaCode),
  );
}

/** A new address of no known area may lie anywhere: somebody owes to say whether it is across the boundary (promise P5). */
function enquiryAboutNowhere(address: Address, child: ChildState, context: Context): readonly ChildFact[] {
  if (child.address && sameAddress(child.address, address)) return [];
  return opened('Nobody knows in which area the new address lies', null, child, context);
}

/**
 * After a handover was taken back while the family is not back: where its address lies across the boundary nothing
 * leads there any more, so it is asked about again.
 */
export function enquiryAgain(
  { handovers, ...child }: ChildState,
  takenBack: string,
  context: Context,
): readonly ChildFact[] {
  const others = handovers.filter(({ handoverId }) => handoverId !== takenBack);
  const asked = child.enquiries.some(({ settled }) => settled === null);
  if (asked || child.address === null) return [];
  return enquiryAbout(child.address, { ...child, handovers: others }, context);
}

/**
 * A claim that was settled by handing the child over is open again once no handover leads to the claimant any more:
 * that team still has the child on its list (promises P5 and P6).
 */
export function claimsAgain({ claims }: ChildState, claimantTeamId: string): readonly ChildFact[] {
  return claims
    .filter((claim) => claim.claimantTeamId === claimantTeamId && claim.settled?.outcome === 'hand-over')
    .map(({ claimId, says }) => ({ type: 'ClaimOpened', claimId, claimantTeamId, says }) as const);
}

/** The same once a handover leads to another team than before. */
export function claimsLeft(child: ChildState, from: Destination, to: Destination): readonly ChildFact[] {
  return from.teamId === to.teamId ? [] : claimsAgain(child, from.teamId);
}

/** An enquiry about an address where the team that answers does not work, unless a handover is on its way there. */
export function enquiryAbout(address: Address, child: ChildState, context: Context): readonly ChildFact[] {
  const { areaCode } = address;
  if (areaCode === null || !sleepsElsewhere(address, child, context)) return [];
  const under = openBeforeRelease(child);
  const day = today(context);
  const { directory } = context;
  if (under && serves(directory, under.destination.teamId, areaCode, day)) return [];
  return opened('The address on record lies in another area', areaCode, child, context);
}

/** The team to which an area leads for a child, by the service that it has now: the other side of an enquiry. */
export function teamTowards(
  areaCode: string | null,
  child: ChildState,
  around: Pick<Context, 'directory' | 'now'>,
): string {
  const wants = serviceWanted(around.directory, holderOf(child)?.teamId ?? null);
  const residence = { areaCode, postcode: null, wants, temporary: false };
  return route(around.directory, residence, today(around)).teamId;
}

function opened(
  says: string,
  areaCode: string | null,
  child: ChildState,
  context: Context,
): readonly ChildFact[] {
  const there = teamTowards(areaCode, child, context);
  const signal: Signal = {
    source: 'practitioner',
    messageId: null,
    effectiveAt: context.now,
    says,
    lines: [],
    postcode: null,
    areaCode,
  };
  const open = child.enquiries.find((enquiry) => enquiry.settled === null);
  if (open) return [{ type: 'SignalAdded', enquiryId: open.enquiryId, signal, otherTeamId: there }];
  const enquiryId = `address-${child.enquiries.length + 1}`;
  return [{ type: 'EnquiryOpened', enquiryId, signal, otherTeamId: there }];
}

/**
 * Preparing a handover to where the address on record lies settles the enquiries about that address alone: a person has
 * said with it where the child goes.
 */
export function settledByHandover(
  { kind, teamId }: Destination,
  child: ChildState,
  context: Context,
): readonly ChildFact[] {
  const areaCode = child.address?.areaCode ?? null;
  if (areaCode === null) return [];
  // A holding desk may send on to an area for which there is no route yet.
  if (kind !== 'holding' && !serves(context.directory, teamId, areaCode, today(context))) return [];
  return child.enquiries
    .filter(({ settled, signals }) => !settled && signals.every((signal) => signal.areaCode === areaCode))
    .map(({ enquiryId }) => ({
      type: 'EnquirySettled',
      enquiryId,
      outcome: 'moved',
      sleepsAt: null,
      reviewOn: null,
      note: 'A handover was prepared to where the child sleeps',
    }));
}
