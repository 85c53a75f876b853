import type { BulkHandover, BulkLine, LineResultName } from '../../domain/bulk/bulk-handover.ts';
import type { Load } from '../../domain/bulk/capacity.ts';
import type { CivilDate, Instant } from '../../domain/calendar/time.ts';
import type { Actor } from '../../domain/child/context.ts';

/** How a child of a bulk handover stands now: the result of its line, unless its own record says more since. */
export type Standing = LineResultName | 'to-do';

export type BulkCounts = Readonly<Partial<Record<Standing, number>>>;

/** One child of a bulk handover in the order in which it is worked. Never an address. */
export type BulkFamily = {
  readonly personId: string;
  readonly place: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: CivilDate | null;
  readonly lastSeenOn: CivilDate | null;
  readonly priority: number | null;
  readonly riskRank: number | null;
  readonly standing: Standing;
  readonly detail: string | null;
  readonly handoverId: string | null;
  readonly receivingTeam: string | null;
  readonly addressedTo: string | null;
  readonly holderPractitioner: string | null;
};

/** Where bulk handovers are kept. Implemented by postgres/bulk-store.ts. */
export type BulkStore = {
  /** False when the team has a last day already. Without lines every child that the team holds has one. */
  readonly start: (bulk: BulkHandover, lines: readonly BulkLine[] | null) => Promise<boolean>;
  /** False when somebody decided first. */
  readonly decide: (
    bulkId: string,
    decided: NonNullable<BulkHandover['decided']> & { readonly go: boolean },
  ) => Promise<boolean>;
  readonly nameLead: (
    bulkId: string,
    lead: NonNullable<BulkHandover['namedLead']>,
    now: Instant,
  ) => Promise<void>;
  /** Every child is looked at again: drafts that were completed since are offered. */
  readonly lookAgain: (bulkId: string) => Promise<void>;
  readonly find: (bulkId: string) => Promise<BulkHandover | null>;
  /** The newest first: those of one team, or all. */
  readonly list: () => Promise<readonly BulkHandover[]>;
  readonly counts: (bulkId: string) => Promise<BulkCounts>;
  /** Children that each receiving team holds, and those that would come by this bulk handover. */
  readonly loads: (bulkId: string) => Promise<readonly Load[]>;
  /** As the acting person's team: row security leaves out a child that it may not read. */
  readonly families: (actor: Actor, bulkId: string, from: number) => Promise<readonly BulkFamily[]>;
  /** What lies on the desk of the acting person's team from bulk handovers, urgent first. */
  readonly arrivals: (actor: Actor, from: number) => Promise<readonly BulkFamily[]>;
  /** Children of one practitioner of the team, or of nobody named. */
  readonly caseload: (actor: Actor, practitionerId: string | null) => Promise<readonly BulkFamily[]>;
};
