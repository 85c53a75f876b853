import type { CivilDate } from '../calendar/time.ts';
import { type Directory, inForce, type SiteRules } from '../directory/directory.ts';

/** The rules of the site that a team works for, as they stand on a day; null where the directory has none. */
export function siteRulesOn(directory: Directory, teamId: string, day: CivilDate): SiteRules | null {
  const serviceId = directory.teams.get(teamId)?.serviceId;
  return directory.sites.find((site) => site.serviceId === serviceId && inForce(site, day)) ?? null;
}
