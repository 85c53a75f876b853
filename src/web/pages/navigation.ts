import { mayOpen, type PagePermission } from '../../domain/access/permissions.ts';
import type { Role, TeamKind } from '../../domain/directory/directory.ts';
import type { NavigationItem } from '../view.ts';
import { pagePaths } from './page-paths.ts';

const items: readonly (NavigationItem & { readonly permission: PagePermission; readonly only?: TeamKind })[] =
  [
    { href: '/', text: 'My work', permission: 'see-own-work' },
    { href: pagePaths.desk, text: 'Duty desk', permission: 'see-desk' },
    { href: pagePaths.referrals, text: 'Referrals', permission: 'see-referrals' },
    { href: pagePaths.board, text: 'Caseload', permission: 'see-caseload', only: 'fnp' },
    { href: pagePaths.supervisor, text: 'Programme team', permission: 'see-programme-team', only: 'fnp' },
    { href: pagePaths.team, text: 'Team', permission: 'see-team' },
    { href: pagePaths.bulk, text: 'Bulk handovers', permission: 'see-bulk' },
    { href: pagePaths.raised, text: 'Ladder', permission: 'see-own-work' },
    { href: pagePaths.search, text: 'Find a child', permission: 'search' },
    { href: pagePaths.sealed, text: 'Sealed records', permission: 'open-sealed' },
    { href: pagePaths.quarantine, text: 'Quarantine', permission: 'work-quarantine' },
    { href: pagePaths.directory, text: 'Directory', permission: 'see-directory' },
    { href: pagePaths.sweeps, text: 'Sweep record', permission: 'see-sweep-record' },
    { href: pagePaths.counts, text: 'Counts', permission: 'see-counts' },
    { href: pagePaths.story, text: 'Story', permission: 'step-through-story' },
  ];

/** The places that a role may go in a team of this kind, always in the same order. */
export function navigationFor(role: Role, kind: TeamKind | undefined): readonly NavigationItem[] {
  return items
    .filter(({ permission, only }) => mayOpen(role, permission) && (only === undefined || only === kind))
    .map(({ href, text }) => ({ href, text }));
}
