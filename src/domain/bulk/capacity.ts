import type { Instant } from '../calendar/time.ts';
import { londonDate } from '../calendar/time.ts';
import { type Directory, inForce, presentAt, type TeamKind } from '../directory/directory.ts';

/** Children whom a team holds, and those who would come by the bulk handover. */
export type Load = { readonly teamId: string; readonly held: number; readonly coming: number };

/** A receiving team in numbers: a warning with a reason above the limit, never a block (scenario A31). */
export type Capacity = Load & {
  readonly practitioners: number;
  /** Children for each practitioner now and with those who come; null when nobody is there. */
  readonly now: number | null;
  readonly then: number | null;
  readonly limit: number;
  readonly over: boolean;
};

/** 250 children for a whole-time health visitor, 25 for a family nurse (domain.md, sections 3.2 and 6). */
const limits: Readonly<Partial<Record<TeamKind, number>>> = { 'health-visiting': 250, fnp: 25 };

/** The nurses of a team who are there, lead included only where nobody else is: leads hold few families. */
export function capacityOf(directory: Directory, load: Load, at: Instant): Capacity {
  const { teamId, held, coming } = load;
  const here = [...directory.practitioners.values()].filter(
    (person) => person.teamId === teamId && presentAt(directory, person.id, at),
  );
  const nurses = here.filter(({ role }) => role === 'health-visitor' || role === 'family-nurse').length;
  const practitioners = nurses > 0 ? nurses : here.filter(({ role }) => role === 'lead').length;
  const limit = limitOf(directory, teamId, at);
  const each = (children: number) =>
    practitioners === 0 ? null : Math.round((children / practitioners) * 10) / 10;
  const then = each(held + coming);
  const over = coming > 0 && (then === null || then > limit);
  return { ...load, practitioners, now: each(held), then, limit, over };
}

/** A site's own number where it has set one, else the recommended one. */
function limitOf(directory: Directory, teamId: string, at: Instant): number {
  const team = directory.teams.get(teamId);
  const site = directory.sites.find(
    (rules) => rules.serviceId === team?.serviceId && inForce(rules, londonDate(at)),
  );
  return site?.caseloadPerWholeTime ?? limits[team?.kind ?? 'health-visiting'] ?? 250;
}
