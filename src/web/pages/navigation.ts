import { mayOpen, type PagePermission } from '../../domain/access/page-permissions.ts';
import type { Role, TeamKind } from '../../domain/directory/directory.ts';
import type { NavigationItem } from '../view.ts';
import { pagePaths } from './page-paths.ts';

type Item = {
  readonly href: string;
  readonly text: string;
  readonly permission: PagePermission;
  readonly only?: TeamKind;
  /** Not for those who may open this other page, whose way to the place is there. */
  readonly unless?: PagePermission;
  readonly seldom?: true;
};

const items: readonly Item[] = [
  { href: '/', text: 'My work', permission: 'see-own-work' },
  { href: pagePaths.desk, text: 'Duty desk', permission: 'see-desk' },
  { href: pagePaths.referrals, text: 'Referrals', permission: 'see-referrals' },
  { href: pagePaths.board, text: 'Caseload', permission: 'see-caseload', only: 'fnp' },
  { href: pagePaths.supervisor, text: 'Programme team', permission: 'see-programme-team', only: 'fnp' },
  { href: pagePaths.team, text: 'Team', permission: 'see-team' },
  { href: pagePaths.raised, text: 'Ladder', permission: 'see-own-work' },
  { href: pagePaths.search, text: 'Find a child', permission: 'search' },
  { href: pagePaths.counts, text: 'Counts', permission: 'see-counts' },
  { href: pagePaths.notices, text: 'Notices', permission: 'see-notices', unless: 'see-own-work' },
  { href: pagePaths.bulk, text: 'Bulk handovers', permission: 'see-bulk', seldom: true },
  { href: pagePaths.sealed, text: 'Sealed records', permission: 'open-sealed', seldom: true },
  { href: pagePaths.quarantine, text: 'Quarantine', permission: 'work-quarantine', seldom: true },
  { href: pagePaths.directory, text: 'Directory', permission: 'see-directory', seldom: true },
  { href: pagePaths.sweeps, text: 'Sweep record', permission: 'see-sweep-record', seldom: true },
  { href: pagePaths.story, text: 'Story', permission: 'step-through-story', seldom: true },
];

/** So many places stand side by side in one line of a desktop and two of a phone. */
const besideEachOther = 6;

/** The places that a role may go in a team of this kind, always in the same order: daily work first, the rest behind "More". */
export function navigationFor(role: Role, kind: TeamKind | undefined): readonly NavigationItem[] {
  const open = items.filter(
    ({ permission, only, unless }) =>
      mayOpen(role, permission) &&
      (only === undefined || only === kind) &&
      (unless === undefined || !mayOpen(role, unless)),
  );
  const folds = open.length > besideEachOther;
  return open.map(({ href, text, seldom }) => ({ href, text, seldom: folds && seldom === true }));
}

/** Where a role begins: the first place that it may go, and its own work where it has any. */
export function frontPageFor(role: Role): string {
  const first = items.find(({ permission, only }) => only === undefined && mayOpen(role, permission));
  if (!first) throw new Error(`No page is open to a ${role}`);
  return first.href;
}
