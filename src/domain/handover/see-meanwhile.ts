import { lastDayStands } from '../bulk/obligations.ts';
import { addDays, type CivilDate, londonDate, londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import { type ChildState, openBeforeRelease } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { missingNow } from '../missing/facts.ts';
import { longestUnseen } from '../programme/unseen.ts';
import type { Handover } from './facts.ts';

/**
 * The team that answers for a child goes on seeing it while it is on its way to another team, or has somebody see it,
 * however silent the other side is (scenario A29; Annex B, rows 13 and 16): at the latest after 28 days, 14 when
 * heightened, 7 when urgent. It is asked of the child's own record, where a sighting by a team that covers stands too,
 * and ends when accountability has passed.
 */
export function seeMeanwhile(state: ChildState, column: Column): readonly Obligation[] {
  const { care, programme } = state;
  if (care.status !== 'in-care' || care.holder.outsideName !== null || missingNow(state.missing)) return [];
  const open = openBeforeRelease(state);
  const ofProgramme = programme !== null && programme.teamId === care.holder.teamId;
  const unseenSince = ofProgramme ? unseenInProgramme(state, open) : unseenSinceOffer(state, open);
  if (unseenSince === null) return [];
  return [
    {
      key: `see-meanwhile/${care.holder.teamId}/${open?.handoverId ?? programme?.clientId}`,
      kind: 'see-meanwhile',
      row: 'H38',
      column,
      from: londonInstant(unseenSince, 0),
      dueOn: addDays(unseenSince, longestUnseen[column]),
      ownerTeamId: care.holder.teamId,
      otherTeamId: open?.destination.teamId ?? null,
      handoverId: open?.handoverId ?? null,
    },
  ];
}

/**
 * For a child of the programme it counts from leaving, or from the draft of a handover. A planned graduation counts
 * from the offer: until then the programme runs as it always did (decision 0020).
 */
function unseenInProgramme(state: ChildState, open: Handover | null): CivilDate | null {
  const { bornOn } = state.identity;
  const under = open !== null && !(open.occasion === 'graduation' && open.state === 'draft');
  if (bornOn === null || (!under && !state.programme?.left)) return null;
  return later(state.lastSeenOn, bornOn);
}

/**
 * Health visiting has months between its contacts, so its days count from the offer (decision 0053). A planned closing
 * has days of its own, and until the last of them the team works as ever (row 29).
 */
function unseenSinceOffer(state: ChildState, open: Handover | null): CivilDate | null {
  if (state.identity.bornOn === null || open === null || !('offer' in open)) return null;
  if (open.occasion === 'service-closes' && lastDayStands(state)) return null;
  return later(state.lastSeenOn, londonDate(open.offer.at));
}

function later(day: CivilDate | null, other: CivilDate): CivilDate {
  return day !== null && day > other ? day : other;
}
