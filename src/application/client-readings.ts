import type { CivilDate, Instant } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { PlaceMask } from '../domain/identity/place-mask.ts';
import type { StoredClientFact } from '../domain/programme/client-facts.ts';
import type { ClientState } from '../domain/programme/client-state.ts';
import type { ClientStatus } from '../domain/programme/statuses.ts';
import type { KnownElsewhere } from './client-store.ts';

/** A client's record as a page shows it: her state, her facts, and her children. */
export type ReadClient = {
  readonly personId: string;
  readonly version: number;
  readonly state: ClientState;
  readonly facts: readonly StoredClientFact[];
  /** Only the children whose own records this team may read. */
  readonly children: readonly { readonly personId: string; readonly state: ChildState }[];
  /** Takes the places out of what is typed now; null while neither her address nor a child’s is sealed. */
  readonly mask: PlaceMask | null;
};

/** One line of a list of clients: enough to decide whom to open first. Never an address. */
export type ListedClient = {
  readonly personId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: CivilDate | null;
  readonly teamId: string;
  readonly nurseId: string | null;
  readonly status: ClientStatus;
  readonly statusSince: Instant;
  readonly expectedOn: CivilDate | null;
  readonly youngestBornOn: CivilDate | null;
  readonly endsOn: CivilDate | null;
  readonly visitDueOn: CivilDate | null;
  readonly lastVisitOn: CivilDate | null;
  readonly nextVisitAt: Instant | null;
  readonly missedCount: number;
  readonly weight: number;
};

/** What pages ask about clients. Implemented by postgres/client-readings.ts. */
export type ClientReadings = {
  /** The record, with the look recorded in the same statement (promise P10); null without access. */
  readonly client: (actor: Actor, personId: string, page: string, why: string) => Promise<ReadClient | null>;
  /** Whether the id is a client's whom the actor's team may read. Opens no record. */
  readonly reads: (actor: Actor, personId: string) => Promise<boolean>;
  /** The clients of the actor's team with these statuses, those on their way to it among them; next visit first. */
  readonly ofTeam: (actor: Actor, statuses: readonly ClientStatus[]) => Promise<readonly ListedClient[]>;
  /** What each nurse of the actor's team carries on a day, before the site's rules say what fits. */
  readonly nurseLoads: (actor: Actor, on: CivilDate) => Promise<readonly NurseLoad[]>;
  /**
   * Whether a client other than the record `without` has this number in one of these statuses, and with which site:
   * asked as for a command (`ClientStore.withNumber`).
   */
  readonly siteOfNumber: (
    actor: Actor,
    nhsNumber: string,
    without: string,
    standing: readonly ClientStatus[],
  ) => Promise<KnownElsewhere | null>;
  /** The child in care with this number and date of birth, whoever answers for it: its id and nothing else. Records the look. */
  readonly childOfNumber: (actor: Actor, nhsNumber: string, bornOn: CivilDate) => Promise<string | null>;
};

/** A nurse in post with the families who count in the caseload, what they weigh, and the part of whole time. */
export type NurseLoad = {
  readonly nurseId: string;
  readonly families: number;
  readonly weight: number;
  readonly share: number;
};
