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
  /** The version of the record before the reader's eyes, for what is done from the list. */
  readonly version: number;
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
  /** As with a child. */
  readonly version: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly lastVisitOn: CivilDate | null;
  readonly standing: ClientStanding;
  readonly detail: string | null;
};

/** A line as it was shown: null where no page was before anybody's eyes. */
export type ShownLine = BulkLine & { readonly version: number | null };

/** The lines that a caseload is given: children, and clients none of whose children is in it. */
export type CaseloadLines = {
  readonly children: readonly ShownLine[];
  readonly clients: readonly ShownLine[];
};

/**
 * What came of starting a bulk handover. Nothing is kept if the team has a last day already, or if a record has changed
 * since it was shown.
 */
export type Started =
  | { readonly kind: 'started' }
  | { readonly kind: 'last-day-already' }
  | { readonly kind: 'moved'; readonly personIds: readonly string[] };

/** The round of a bulk handover that the person had before their eyes, each change of it being one; null where no page was. */
export type Round = number | null;

/** Where bulk handovers are kept. Implemented by postgres/bulk-store.ts. */
export type BulkStore = {
  /** Without lines every family of the team has one. */
  readonly start: (bulk: BulkHandover, lines: CaseloadLines | null) => Promise<Started>;
  /** False when somebody decided first, or changed anything else of it since that round. */
  readonly decide: (
    bulkId: string,
    against: Round,
    decided: NonNullable<BulkHandover['decided']> & { readonly go: boolean },
  ) => Promise<boolean>;
  /** False when somebody changed it since that round. */
  readonly nameLead: (
    bulkId: string,
    against: Round,
    lead: NonNullable<BulkHandover['namedLead']>,
    now: Instant,
  ) => Promise<boolean>;
  /**
   * Has every child looked at again, so that drafts completed since are offered. False when somebody changed it since
   * that round and the look which that change began has come to no child yet, or none will be looked at any more.
   */
  readonly lookAgain: (bulkId: string, against: Round) => Promise<boolean>;
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
   * What lies on the desk of the acting person's team from bulk handovers: first what nobody has been named for yet,
   * urgent first, then what is allocated, so that neither hides the other.
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
