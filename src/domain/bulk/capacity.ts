import type { Instant } from '../calendar/time.ts';
import { londonDate } from '../calendar/time.ts';
import { type Directory, presentAt, type TeamKind } from '../directory/directory.ts';
import { siteRulesOn } from '../programme/sites.ts';

/**
 * What a team carries, and what would come by the bulk handover: children, or of a site of the programme families, each with
 * its weight, as the caseload rule counts them (programme/caseload.ts).
 */
export type Load = {
  readonly teamId: string;
  readonly held: number;
  readonly coming: number;
  /** The part of whole time of each who works less than whole time. */
  readonly shares: Readonly<Record<string, number>>;
};

/** A receiving team in numbers: a warning with a reason above the limit, never a block (scenario A31). */
export type Capacity = Omit<Load, 'shares'> & {
  readonly counts: 'children' | 'families';
  /** Whole-time practitioners who are there: two who work half are one. */
  readonly practitioners: number;
  /** For each whole-time practitioner now and with those who come; null when nobody is there. */
  readonly now: number | null;
  readonly then: number | null;
  readonly limit: number;
  readonly over: boolean;
};

/** 250 children for a whole-time health visitor, 25 families for a family nurse (FNP, HCP). */
const limits: Readonly<Partial<Record<TeamKind, number>>> = { 'health-visiting': 250, fnp: 25 };

/** The nurses of a team who are there, lead included only where nobody else is: leads hold few families. */
export function teamCapacity(directory: Directory, { shares, ...load }: Load, at: Instant): Capacity {
  const { teamId, held, coming } = load;
  const here = [...directory.practitioners.values()].filter(
    (person) => person.teamId === teamId && presentAt(directory, person.id, at),
  );
  const nurses = here.filter(({ role }) => role === 'health-visitor' || role === 'family-nurse');
  const counted = nurses.length > 0 ? nurses : here.filter(({ role }) => role === 'lead');
  const practitioners = rounded(counted.reduce((sum, { id }) => sum + (shares[id] ?? 1), 0));
  const limit = limitOf(directory, teamId, at);
  const each = (carried: number) => (practitioners === 0 ? null : rounded(carried / practitioners));
  const then = each(held + coming);
  const over = coming > 0 && (then === null || then > limit);
  const counts = directory.teams.get(teamId)?.kind === 'fnp' ? 'families' : 'children';
  return { ...load, counts, practitioners, now: each(held), then, limit, over };
}

function rounded(count: number): number {
  return Math.round(count * 10) / 10;
}

/** A site's own number where it has set one, else the recommended one. */
function limitOf(directory: Directory, teamId: string, at: Instant): number {
  const ofSite = siteRulesOn(directory, teamId, londonDate(at))?.caseloadPerWholeTime;
  return ofSite ?? limits[directory.teams.get(teamId)?.kind ?? 'health-visiting'] ?? 250;
}
