import type { Context } from '../child/context.ts';
import type { ChildFact } from '../child/facts.ts';
import { type ChildState, openBeforeRelease } from '../child/state.ts';
import { sameAddress } from '../identity/address.ts';
import type { Address } from '../responsibility/facts.ts';
import { sleepsElsewhere } from './elsewhere.ts';
import type { Enquiry, Signal } from './facts.ts';

/** A signal as it comes in: the enquiry that it would open, and the other side that it points to. */
type Received = { readonly enquiryId: string; readonly signal: Signal; readonly otherTeamId: string };

/**
 * A signal opens one enquiry, seen by both sides, or joins the one that is open; what suggests no move is noted with
 * the reason (promise P6, scenario A40). No address is not a move, and not a missing family (scenario A18).
 */
export function signalled(
  child: ChildState,
  { signal, enquiryId, otherTeamId }: Received,
  context: Context,
): readonly ChildFact[] {
  const why = suggestsNoMove(signal, child, context);
  if (why) return [{ type: 'SignalNoted', signal, why }];
  const open = child.enquiries.find((enquiry) => enquiry.settled === null);
  if (open) return [{ type: 'SignalAdded', enquiryId: open.enquiryId, signal, otherTeamId }];
  return [{ type: 'EnquiryOpened', enquiryId, signal, otherTeamId }];
}

/**
 * A child that becomes known while it is asked where its twin sleeps is asked about by the same signals, and the same sides see it
 * (promise P7, scenario A10). It joins what its own address asks already.
 */
export function askedAsItsTwin({ signals, otherTeamIds }: Enquiry, child: ChildState): readonly ChildFact[] {
  const open = child.enquiries.find((enquiry) => enquiry.settled === null);
  const enquiryId = open?.enquiryId ?? 'as-its-twin';
  return signals.map((signal, no): ChildFact => {
    const otherTeamId = otherTeamIds[no];
    if (no === 0 && !open && otherTeamId !== undefined)
      return { type: 'EnquiryOpened', enquiryId, signal, otherTeamId };
    return { type: 'SignalAdded', enquiryId, signal, ...(otherTeamId !== undefined && { otherTeamId }) };
  });
}

function suggestsNoMove(signal: Signal, child: ChildState, context: Context): string | null {
  const seenBefore = child.enquiries.some((enquiry) => holdsMessage(enquiry, signal));
  if (seenBefore) return 'The same message again';
  const fromDemographics = signal.source === 'pds' || signal.source === 'gp';
  if (fromDemographics && signal.postcode === null && signal.lines.length === 0)
    return 'No address was given, which says nothing about a move';
  if (child.addressKnownAt !== null && signal.effectiveAt < child.addressKnownAt)
    return 'Older than the address that is known';
  const { address } = child;
  if (address && sameAddress(address, signal)) return 'The same address, spelt differently';
  if (address?.areaCode && signal.areaCode === address.areaCode) return sameAreaSays(address, child, context);
  return null;
}

/**
 * Why an address in the area on record says nothing new; null where it lies across the boundary and no handover goes
 * there.
 */
function sameAreaSays(address: Address, child: ChildState, context: Context): string | null {
  if (!sleepsElsewhere(address, child, context)) return 'In the same area: the team that answers is the same';
  return openBeforeRelease(child) ? 'In the area to which a handover is under way' : null;
}

function holdsMessage(enquiry: Enquiry, signal: Signal): boolean {
  return signal.messageId !== null && enquiry.signals.some((known) => known.messageId === signal.messageId);
}
