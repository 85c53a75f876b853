import type { CivilDate, Instant } from '../../domain/calendar/time.ts';
import type { Actor } from '../../domain/child/context.ts';
import type { StoredFact } from '../../domain/child/facts.ts';
import type { PostcodeArea } from '../../domain/directory/directory.ts';
import type { ItemClock } from '../../domain/escalation/quarantine-clock.ts';
import type { QuarantineReason } from '../../domain/move/incoming.ts';
import type { StoredClientFact } from '../../domain/programme/client-facts.ts';
import type { Change } from '../child-store.ts';
import type { FoundClient, Written } from './client-ledger.ts';
import type { QuarantineDecision } from './decision.ts';

/** What is known of a child that an import found by number: enough to decide, without its record. */
export type FoundChild = {
  readonly personId: string;
  /** Whose number it was: the child's own, or that of its mother. */
  readonly as: 'child' | 'mother';
  readonly number: string;
  readonly careStatus: 'in-care' | 'ended';
  readonly holderTeam: string | null;
  readonly holderPractitioner: string | null;
  readonly bornOn: CivilDate | null;
  readonly familyId: string | null;
  /** Whether the child has an NHS number of its own. */
  readonly hasNumber: boolean;
};

/** One message as it stands in the inbox, each once. */
export type InboxEntry = {
  readonly messageId: string;
  readonly fingerprint: string;
  readonly source: string;
  readonly event: string;
  readonly subjectNumber: string | null;
  readonly lastUpdated: Instant | null;
  readonly receivedAt: Instant;
  readonly outcome: string;
  readonly says: string;
};

/** What a person must look at. The same item is kept once, by its key. */
export type QuarantineEntry = {
  readonly itemKey: string;
  readonly receivedAt: Instant;
  readonly source: string;
  readonly fileName: string;
  readonly rowNo: number | null;
  readonly messageId: string | null;
  readonly reason: QuarantineReason;
  readonly says: string;
  readonly content: string;
  readonly teamId: string | null;
};

/** An item with its clock: whatever waits for a person is owed from the moment it is kept (promise P5). */
export type OwedEntry = QuarantineEntry & ItemClock;

/** A quarantined item as it was kept, with how it was settled if it was. */
export type QuarantinedItem = QuarantineEntry & {
  readonly quarantineId: string;
  readonly settledAt: Instant | null;
};

/** How far a file has been taken in. `lastRow` moves in the same transaction as the rows before it. */
export type FileProgress = {
  readonly fileHash: string;
  readonly completedAt: Instant | null;
  readonly rowsRead: number;
  readonly rowsTaken: number;
  readonly rowsQuarantined: number;
  readonly lastRow: number;
};

/** What one batch of a file writes, all of it or nothing. */
export type Batch = {
  readonly progress: FileProgress;
  readonly changes: readonly Change[];
  readonly postcodes: readonly PostcodeArea[];
  readonly quarantine: readonly OwedEntry[];
  /** Clients of a site that begins, with what is added to children who are known. */
  readonly programme?: Written;
};

/** How an item was settled, by whom and when. */
export type Settling = {
  readonly at: Instant;
  readonly by: string;
  readonly settlement: string;
  readonly note: string;
  /** What a person decided of this very item, whole; none where another item was answered. */
  readonly decision?: QuarantineDecision;
  /** The record that it became, or by which it was settled; null where it is none. */
  readonly personId?: string | null;
};

/** What messages and quarantine need. Open to the application's role. */
export type MessageStore = {
  /** The receipt of a message with this id or this content. */
  readonly receipt: (
    messageId: string,
    fingerprint: string,
  ) => Promise<{ readonly fingerprint: string } | null>;
  /**
   * The time of the newest message about this number and event that counted; one that waits to be confirmed counts too.
   */
  readonly newest: (subjectNumber: string, event: string) => Promise<Instant | null>;
  /** Children by their own number or their mother's: of each number those in care, then those whose record has ended. */
  readonly find: (numbers: readonly string[]) => Promise<readonly FoundChild[]>;
  /** Clients who bear this number and are alive by their records, whichever site keeps each. */
  readonly clientsOf: (
    nhsNumber: string,
  ) => Promise<readonly { readonly personId: string; readonly teamId: string }[]>;
  /** The same, and those who have died. */
  readonly everyClientOf: (nhsNumber: string) => Promise<readonly string[]>;
  readonly areaOf: (postcode: string, on: CivilDate) => Promise<string | null>;
  /** The facts of those of these records which the team may read, by person; none of a record that is put away. */
  readonly factsSeenBy: (
    teamId: string,
    personIds: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly StoredFact[] | readonly StoredClientFact[]>>;
  /** Keeps the receipt and, with it, what a person must look at. Both or neither; a second time changes nothing. A line of a file has no receipt. */
  readonly keep: (entry: InboxEntry | null, item: OwedEntry | null) => Promise<void>;
  /** Null too where it is another's to work. */
  readonly quarantined: (actor: Actor, quarantineId: string) => Promise<QuarantinedItem | null>;
  /**
   * Settles the items about this number that wait to be confirmed and are no newer than `until`, where that is known:
   * another message or a person has answered them. What is settled already stays as it was.
   */
  readonly settleConfirmations: (
    subjectNumber: string,
    until: Instant | null,
    settled: Settling,
  ) => Promise<void>;
  /** False when somebody has settled it before, or it is another's to work. */
  readonly settle: (actor: Actor, quarantineId: string, settled: Settling) => Promise<boolean>;
};

/** What files need. Works as the owner of the tables: only the command line opens it. */
export type FileStore = {
  readonly begin: (file: {
    readonly fileHash: string;
    readonly name: string;
    readonly kind: string;
    readonly at: Instant;
  }) => Promise<FileProgress>;
  readonly complete: (fileHash: string, at: Instant) => Promise<void>;
  /** Which of these children there are: by number, or by the id that an import gives. */
  readonly known: (
    numbers: readonly string[],
    personIds: readonly string[],
  ) => Promise<readonly KnownChild[]>;
  /** Children in care of these teams born on these days: those without a number, and those with one. */
  readonly namesakes: (without: BornIn, withNumber: BornIn) => Promise<readonly Namesake[]>;
  /** The lines of these rows that tell of a child whose old record was put away: by number or, where one of the two has none, by name and date of birth. */
  readonly putAway: (rows: readonly TellsOf[]) => Promise<ReadonlySet<number>>;
  /** Clients with these numbers or ids, and those born on these days whom these teams have. */
  readonly clients: (
    numbers: readonly string[],
    personIds: readonly string[],
    born: BornIn,
  ) => Promise<readonly FoundClient[]>;
  readonly areasOf: (postcodes: readonly string[], on: CivilDate) => Promise<ReadonlyMap<string, string>>;
  /**
   * One transaction. `gone`: a practitioner or team was no longer there, or a number was given to another child, and
   * nothing was written. It commits only after `before`, the writing of the batch before it; where that fails this
   * throws the same, and nothing is written.
   */
  readonly write: (batch: Batch, before: Promise<void>) => Promise<'written' | 'gone'>;
};

/** Of whom a line tells. */
export type TellsOf = {
  readonly line: number;
  readonly nhsNumber: string | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth: CivilDate | null;
};

export type BornIn = { readonly born: readonly CivilDate[]; readonly teams: readonly string[] };

export type Namesake = {
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: CivilDate;
  readonly teamId: string;
  readonly hasNumber: boolean;
};

export type KnownChild = {
  readonly personId: string;
  readonly givenName: string;
  readonly number: string | null;
  readonly careStatus: 'in-care' | 'ended';
  readonly holderTeam: string | null;
  readonly bornOn: CivilDate | null;
};
