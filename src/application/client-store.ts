import type { CivilDate, Instant } from '../domain/calendar/time.ts';
import type { ChildCommand } from '../domain/child/commands.ts';
import type { Actor } from '../domain/child/context.ts';
import type { Deadline } from '../domain/escalation/obligation.ts';
import type { KnownChild } from '../domain/programme/client-context.ts';
import type { StoredClientFact } from '../domain/programme/client-facts.ts';
import type { ClientParty } from '../domain/programme/client-permissions.ts';
import type { ClientState } from '../domain/programme/client-state.ts';
import type { ClientStatus } from '../domain/programme/statuses.ts';
import type { Appended } from './child-store.ts';
import type { NurseLoad } from './client-readings.ts';

/** A client's state with the version and head of her stream, and her children's records as they stood then. */
export type LoadedClient = {
  readonly personId: string;
  readonly version: number;
  readonly headHash: string;
  readonly state: ClientState;
  readonly children: readonly KnownChild[];
  /** Whether something that her facts ask of a child has not been answered: her children's records then lack it. */
  readonly waits: boolean;
};

/** A client's fact ready to be appended, chained to the one before. */
export type ChainedClientFact = StoredClientFact & { readonly hash: string; readonly previousHash: string };

/** The columns by which a client is found and listed. Never an address. */
export type ClientRow = {
  readonly given_name: string;
  readonly family_name: string;
  readonly born_on: string | null;
  readonly nhs_number: string | null;
  readonly family_id: string | null;
  readonly sealed: boolean;
  readonly team_id: string;
  readonly nurse_id: string | null;
  readonly nurse_since: Instant | null;
  readonly status: string;
  readonly status_since: Instant;
  readonly expected_on: string | null;
  readonly youngest_born_on: string | null;
  readonly ends_on: string | null;
  readonly visit_due_on: string | null;
  readonly last_visit_on: string | null;
  readonly missed_count: number;
  readonly weight: number;
  readonly transfer_to: string | null;
  readonly next_visit_at: Instant | null;
  readonly enrolled_on: string | null;
  readonly offered_on: string | null;
  readonly contact_id: string | null;
  readonly phases: readonly PhaseRow[];
};

/** One phase of a client, as measures count it. */
type PhaseRow = {
  readonly phase: string;
  readonly from: string;
  readonly until: string;
  readonly cut: string | null;
  readonly expected: readonly string[];
  readonly done: number;
};

export type ClientChildRow = {
  readonly child_id: string;
  readonly born_on: string | null;
  readonly left_by: string | null;
  readonly lost: boolean;
};

/** What a client's fact asks of one child's stream, in its order; the id is also that of the child's command. */
export type AskedOfChild = {
  readonly consequenceId: string;
  readonly no: number;
  readonly childId: string;
  readonly command: ChildCommand;
};

export type ClientNotice = { readonly teamId: string; readonly forLead: boolean; readonly code: string };

/** All that one command on a client writes, in one statement and one transaction. */
export type ClientChange = {
  readonly personId: string;
  readonly commandId: string;
  readonly expectedVersion: number;
  readonly facts: readonly ChainedClientFact[];
  readonly state: ClientState;
  readonly client: ClientRow;
  readonly children: readonly ClientChildRow[];
  readonly deadlinesSet: readonly Deadline[];
  readonly deadlinesMet: readonly string[];
  readonly accessGiven: readonly ClientParty[];
  readonly accessTaken: readonly string[];
  readonly notices: readonly ClientNotice[];
  readonly consequences: readonly AskedOfChild[];
  readonly mustBePresent: readonly string[];
  /** The NHS number by which she comes into the programme, and the one by which she was in it until now; null where neither moves. */
  readonly number: { readonly given: string | null; readonly letGo: string | null };
};

/** A consequence that waits, with who gave the command that asks it. */
export type Waiting = AskedOfChild & { readonly askedBy: string; readonly askedTeam: string };

export type Answer = { readonly outcome: 'done' | 'repeated' | 'refused'; readonly says: string | null };

export type AnsweredAt = Answer & { readonly at: Instant };

/** Another record of a client: which site keeps it, and nothing else of her. Null: where she lives must stay hidden, and a site is an area. */
export type KnownElsewhere = { readonly teamId: string | null };

/** Who asks whether other records have this NHS number, for which record, and in which statuses those count. */
export type NumberAsked = {
  readonly nhsNumber: string;
  readonly personId: string;
  readonly standing: readonly ClientStatus[];
  readonly by: Actor;
};

/** Where clients' streams are kept. Implemented by postgres/client-store.ts. */
export type ClientStore = {
  /** The client, when the team may act on her; with no team for the system. Null when there is none for it. */
  readonly load: (personId: string, teamId: string | null) => Promise<LoadedClient | null>;
  /** What each nurse in post of a team carries on a day, before the site's rules say what fits. */
  readonly loads: (teamId: string, on: CivilDate) => Promise<readonly NurseLoad[]>;
  /**
   * The other records of a client with this NHS number, whichever site keeps each: a hidden one first, then the newest.
   * The question counts as a look, and if a hidden client is found the lead of her site is told of it (promises P10 and
   * P11).
   */
  readonly withNumber: (asked: NumberAsked) => Promise<readonly KnownElsewhere[]>;
  /** Refused as `borne` when another client is in the programme by the number given. */
  readonly append: (change: ClientChange) => Promise<Appended>;
  readonly waiting: (personId: string) => Promise<readonly Waiting[]>;
  readonly answer: (personId: string, consequenceId: string, answer: Answer, at: Instant) => Promise<void>;
};
