import type { CivilDate } from '../calendar/time.ts';
import { type Directory, inForce, type SiteRules } from '../directory/directory.ts';

/**
 * The rules of the site that a team works for, as they stand on a day; of several versions the one begun last. Null where
 * the directory has none.
 */
export function siteRulesOn(directory: Directory, teamId: string, day: CivilDate): SiteRules | null {
  const serviceId = directory.teams.get(teamId)?.serviceId ?? null;
  return directory.sites.reduce<SiteRules | null>((found, site) => {
    const holds = serviceId !== null && site.serviceId === serviceId && inForce(site, day);
    return holds && (found === null || site.from > found.from) ? site : found;
  }, null);
}
