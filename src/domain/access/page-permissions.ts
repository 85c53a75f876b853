import type { Role } from '../directory/directory.ts';
import { deskRoles, recordReaders, safeguardingRoles } from './roles.ts';

const everybody: readonly Role[] = [...recordReaders, 'commissioner', 'information-governance'];

/** Who may open which page. No path leads a commissioner to a record (promise P12). */
export const pagePermissions = {
  // The front page leads each role to where it begins: nobody signs in and is turned away.
  'see-front-page': everybody,
  'see-own-work': recordReaders,
  'see-notices': everybody,
  'see-desk': deskRoles,
  'see-team': ['lead', ...safeguardingRoles],
  'read-child': recordReaders,
  'see-referrals': deskRoles,
  'see-caseload': ['family-nurse', 'lead', 'administrator'],
  'see-programme-team': ['lead'],
  'read-client': ['family-nurse', 'lead', 'administrator', ...safeguardingRoles],
  search: recordReaders,
  // The old record of an adopted child: a named few, each look with its reason (scenario A16).
  'open-sealed': ['named-nurse'],
  // The named nurse works what lies in quarantine about a sealed record.
  'work-quarantine': [...deskRoles, 'named-nurse'],
  'see-directory': everybody,
  'change-directory': ['lead'],
  // A named nurse and whoever else stands above the teams has no lead: they record it of themselves and of one another.
  'record-absence': ['lead', ...safeguardingRoles, 'commissioner', 'information-governance'],
  'see-bulk': ['lead', ...safeguardingRoles, 'commissioner'],
  'see-bulk-families': recordReaders,
  'run-bulk': ['lead'],
  'name-bulk-lead': ['commissioner'],
  'see-sweep-record': [...recordReaders, 'commissioner'],
  'see-counts': ['commissioner', 'lead', ...safeguardingRoles],
  'step-through-story': everybody,
  'end-own-absence': everybody,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** A permission to open a page; commands on a child have a table of their own in `permissions.ts`. */
export type PagePermission = keyof typeof pagePermissions;

/** Whether a person of this role may open a page with this permission. */
export function mayOpen(role: Role, permission: PagePermission): boolean {
  return (pagePermissions[permission] as readonly Role[]).includes(role);
}
