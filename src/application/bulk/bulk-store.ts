import type { BulkHandover, BulkLine, LineResultName } from '../../domain/bulk/bulk-handover.ts';
import type { Load } from '../../domain/bulk/capacity.ts';
import type { ClientLineResultName } from '../../domain/bulk/client-step.ts';
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

/** How a client without a child in the bulk handover stands: nothing is done for her before the decision to go. */
export type ClientStanding = ClientLineResultName | 'at-go' | 'to-do';
export type ClientCounts = Readonly<Partial<Record<ClientStanding, number>>>;

/** One client whose own line it is. Never an address. */
export type BulkClient = {
  readonly personId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly lastVisitOn: CivilDate | null;
  readonly standing: ClientStanding;
  readonly detail: string | null;
};

/** The lines that a caseload is given: children, and clients none of whose children is in it. */
export type CaseloadLines = { readonly children: readonly BulkLine[]; readonly clients: readonly BulkLine[] };

/** Where bulk handovers are kept. Implemented by postgres/bulk-store.ts. */
export type BulkStore = {
  /** False when the team has a last day already. Without lines every family of the team has one. */
  readonly start: (bulk: BulkHandover, lines: CaseloadLines | null) => Promise<boolean>;
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
  /** All of them, the newest first. */
  readonly list: () => Promise<readonly BulkHandover[]>;
  readonly counts: (bulkId: string) => Promise<BulkCounts>;
  readonly clientCounts: (bulkId: string) => Promise<ClientCounts>;
  /** What each receiving team carries, and what would come to it by this bulk handover. */
  readonly loads: (bulkId: string, on: CivilDate) => Promise<readonly Load[]>;
  /** As the acting person's team: row security leaves out a child that it may not read. */
  readonly families: (actor: Actor, bulkId: string, from: number) => Promise<readonly BulkFamily[]>;
  /**
   * What lies on the desk of the acting person's team from bulk handovers: what nobody has been named for yet, urgent first, and what
   * is allocated after it, so that the one never hides the other.
   */
  readonly arrivals: (actor: Actor, from: number) => Promise<readonly BulkFamily[]>;
  /** Of these children the ones that still lie on that desk. */
  readonly arrivalsOf: (actor: Actor, personIds: readonly string[]) => Promise<readonly BulkFamily[]>;
  /** Children of one practitioner of the team, or of nobody named. */
  readonly caseload: (actor: Actor, practitionerId: string | null) => Promise<readonly BulkFamily[]>;
  /** Clients who have lines of their own, as the acting person's team. */
  readonly clients: (actor: Actor, bulkId: string) => Promise<readonly BulkClient[]>;
  /** Clients of one nurse, or of nobody, none of whose children is in that caseload. */
  readonly caseloadClients: (actor: Actor, practitionerId: string | null) => Promise<readonly BulkClient[]>;
};
