import { holderOf } from '../child/state.ts';
import { sameAddress } from '../identity/address.ts';
import { teamTowards } from '../move/elsewhere.ts';
import { livesWithoutMother, withoutHerPlace } from '../move/mothers-move.ts';
import type { Address } from '../responsibility/facts.ts';
import type { KnownChild } from './client-context.ts';
import type { ClientFact } from './client-facts.ts';
import type { Consequence, Known } from './consequences.ts';

/**
 * Her new address is a signal for each child of hers, whichever team answers for it, and never that child's own address: across a
 * boundary somebody says where the child sleeps (promises P6 and P7, scenario A11).
 */
export function mothersMove(
  { address }: Extract<ClientFact, { type: 'ClientRecorded' }>,
  known: Known,
): readonly Consequence[] {
  if (!address || !moved(known.before.address, address)) return [];
  return known.children
    .filter(({ state }) => state.care.status === 'in-care')
    .map((child) => signalTo(child, address, known));
}

function moved(before: Address | null, after: Address): boolean {
  if (after.areaCode !== (before?.areaCode ?? null)) return true;
  const told = after.lines.length > 0 || after.postcode !== null;
  return told && !(before && sameAddress(before, after));
}

/**
 * A hidden place is written into no other record. Its area alone is, since that still leads somewhere (promise P11).
 */
function signalTo({ personId, state }: KnownChild, address: Address, known: Known): Consequence {
  const { now, newId } = known;
  const { areaCode } = address;
  const hidden = address.sealed || state.address?.sealed;
  const signal = {
    source: 'practitioner',
    messageId: null,
    effectiveAt: now,
    says: 'The mother’s address was changed on her own page. Ask whether the child moved with her',
    lines: hidden ? [] : address.lines,
    postcode: hidden ? null : address.postcode,
    areaCode,
  } as const;
  const apart = livesWithoutMother(state);
  return {
    personId,
    command: {
      type: 'receive-signal',
      enquiryId: newId(`enquiry ${personId}`),
      signal: apart ? withoutHerPlace(signal) : signal,
      // Nor does the team of her area hear of a child that is not with her.
      otherTeamId: apart ? (holderOf(state)?.teamId ?? '') : teamTowards(areaCode, state, known),
    },
  };
}
