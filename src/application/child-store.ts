import type { Party } from '../domain/access/relations.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { StoredFact } from '../domain/child/facts.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { TeamNotice } from '../domain/language/notices.ts';
import type { Holder } from '../domain/responsibility/facts.ts';

/** A child's state with the version and the head of its hash chain that the next facts build on. */
export type LoadedChild = {
  readonly personId: string;
  readonly version: number;
  readonly headHash: string;
  readonly state: ChildState;
};

/** A fact ready to be appended, with the hash that chains it to the one before. */
export type ChainedFact = StoredFact & { readonly hash: string; readonly previousHash: string };

/** The columns by which a child is found and listed. The address of a sealed child has no postcode here (P11). */
export type ChildRow = {
  readonly given_name: string;
  readonly family_name: string;
  readonly born_on: string | null;
  readonly expected_on: string | null;
  readonly nhs_number: string | null;
  readonly mother_number: string | null;
  readonly postcode: string | null;
  readonly area_code: string | null;
  readonly sealed: boolean;
  readonly family_id: string | null;
  readonly care_status: string;
  readonly holder_team: string | null;
  readonly holder_practitioner: string | null;
  readonly holder_outside_name: string | null;
  readonly held_since: Instant | null;
  readonly last_seen_on: string | null;
};

/** One handover as lists need it. */
export type HandoverRow = {
  readonly handover_id: string;
  readonly state: string;
  readonly kind: string;
  readonly occasion: string;
  readonly priority: number;
  readonly risk_rank: number;
  readonly releasing_team: string;
  readonly receiving_team: string;
  readonly destination_kind: string;
  readonly addressed_to: string | null;
  readonly accepted_by: string | null;
  readonly prepared_by: string;
  readonly prepared_at: Instant;
  readonly offered_at: Instant | null;
  readonly accepted_at: Instant | null;
  readonly released_at: Instant | null;
  readonly seen_at: Instant | null;
  readonly ended_at: Instant | null;
  readonly question_to: string | null;
  readonly disputed: boolean;
  readonly joint_visit_on: string | null;
  readonly joint_visit_at: Instant | null;
  readonly joint_visit_releasing: string | null;
  readonly joint_visit_receiving: string | null;
};

/**
 * `to` is set where the same command opens the next period too, as when naming a practitioner lets accountability pass.
 */
export type PeriodRow = {
  readonly no: number;
  readonly holder: Holder;
  readonly from: Instant;
  readonly to: Instant | null;
};

/** All that one command writes, in one statement and one transaction. Deadlines move as its facts say. */
export type Change = {
  readonly personId: string;
  readonly commandId: string;
  readonly expectedVersion: number;
  readonly facts: readonly ChainedFact[];
  readonly state: ChildState;
  readonly child: ChildRow;
  readonly handovers: readonly HandoverRow[];
  /** A period that ends now, with its end reason or null when the next one follows. */
  readonly periodClosed: {
    readonly no: number;
    readonly at: Instant;
    readonly endReason: string | null;
  } | null;
  readonly periodsOpened: readonly PeriodRow[];
  readonly accessGiven: readonly Party[];
  readonly accessTaken: readonly string[];
  readonly notices: readonly TeamNotice[];
  /** The NHS number that the child bears in care from now on, and the one that it bears no more. */
  readonly numberGiven: string | null;
  readonly numberLetGo: string | null;
  /** Practitioners who must still be present, and teams that must still be live, when this is written. */
  readonly mustBePresent: readonly string[];
  readonly mustBeLive: readonly string[];
  /**
   * The team that must still have its access row when this is written; null where loading the child has asked for it,
   * or where none is needed.
   */
  readonly mustSee: string | null;
};

export type Appended =
  | { readonly outcome: 'appended'; readonly version: number }
  /** The same command was written before: exactly one effect. */
  | { readonly outcome: 'repeated'; readonly version: number }
  | { readonly outcome: 'conflict'; readonly version: number }
  | { readonly outcome: 'gone'; readonly version: number }
  /** Another child in care bears the NHS number that this command gives: nothing was written. */
  | { readonly outcome: 'borne'; readonly version: number };

/** A child as one of a family. */
export type OfFamily = {
  readonly personId: string;
  readonly familyId: string | null;
  readonly motherNumber: string | null;
  readonly inCare: boolean;
  readonly sealed: boolean;
};

/** Why an NHS number can be given to no other child. */
export type NumberTaken = 'in-care' | 'put-away';

/** Where children's streams are kept. Implemented by postgres/child-store.ts. */
export type ChildStore = {
  /** The child, when the team may act on it; null when there is no such child or the team has no access row. */
  readonly load: (personId: string, teamId: string) => Promise<LoadedChild | null>;
  /** The child for the sweep, messages and self-originated claims: no access row is asked for. */
  readonly loadAny: (personId: string) => Promise<LoadedChild | null>;
  /**
   * The children, in care or ended, of these families, of mothers with these NHS numbers, or on the list of that
   * client, whichever team holds each: whether their address is sealed, and nothing else of their record.
   */
  readonly ofFamily: (
    families: readonly string[],
    motherNumbers: readonly string[],
    personId: string | null,
  ) => Promise<readonly OfFamily[]>;
  /** Whether another child in care bears this NHS number, whichever team holds it, or the sealed record of an adopted one; null where neither does. */
  readonly numberTaken: (nhsNumber: string, personId: string) => Promise<NumberTaken | null>;
  /** The records of children who bear this NHS number, those in care first, whichever team holds them. */
  readonly bearing: (nhsNumber: string) => Promise<readonly string[]>;
  /**
   * Marks the items of quarantine about a child whose record this team is about to put away: afterwards no column leads
   * to it (scenario A16).
   */
  readonly markItemsOf: (personId: string, teamId: string) => Promise<void>;
  readonly append: (change: Change) => Promise<Appended>;
  /**
   * The child as this store wrote it last, without asking whether that still stands; null where it remembers none. A
   * decision on it counts only once it is appended: the append compares its version, its newest fact and the team's
   * access row.
   */
  readonly remembered?: (personId: string) => LoadedChild | null;
};
