import type { NamedInStep } from '../domain/access/acknowledging.ts';
import type { CivilDate, Instant } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import type { StoredFact } from '../domain/child/facts.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { AnsweredFor, Past, Turn } from '../domain/directory/directory.ts';
import type { PlaceMask } from '../domain/identity/place-mask.ts';
import type { ListedReviews } from '../domain/reviews/standing.ts';
import type { Drafts } from './drafts.ts';
import type { QuarantineReadings } from './quarantine-readings.ts';
import type { ReviewLists } from './review-lists.ts';
import type { AcknowledgedBy } from './steps-acknowledged.ts';

/** One line of a list of children: enough to decide which to open first. Never an address. */
export type ListedChild = {
  readonly personId: string;
  /** The version before the reader's eyes, for what is done from the list. */
  readonly version: number;
  /** A client of the programme: what is owed to her stands among what is owed to children. */
  readonly client: boolean;
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: CivilDate | null;
  readonly expectedOn: CivilDate | null;
  readonly holderTeam: string | null;
  readonly holderPractitioner: string | null;
  readonly lastSeenOn: CivilDate | null;
  readonly handoverId: string | null;
  readonly handoverState: string | null;
  readonly priority: number | null;
  readonly riskRank: number | null;
  readonly releasingTeam: string | null;
  readonly receivingTeam: string | null;
  readonly addressedTo: string | null;
  readonly acceptedBy: string | null;
  readonly offeredAt: Instant | null;
  /** The day of a joint visit that is planned in the handover, with its time where that is known. */
  readonly jointVisitOn: CivilDate | null;
  readonly jointVisitAt: Instant | null;
  readonly owed: string | null;
  readonly dueAt: Instant | null;
};

export const workLists = [
  'to-prepare',
  'waiting-for-other-side',
  'questions-to-me',
  'accepted-not-seen',
  'joint-visits',
  'disputes-to-decide',
  'overdue',
  'my-children',
] as const;
/** The lists of My work. A count and its list come from one and the same question. */
export type WorkList = (typeof workLists)[number];

export const teamLists = [
  'arrivals',
  'accepted-here',
  'sent',
  'overdue-here',
  'unseen-late',
  'enquiries',
  'claims',
  'nobody-named',
  'missing',
  'visited-meanwhile',
  'held',
] as const;
export type TeamList = (typeof teamLists)[number];

/** A child on its way to the team, with what its reviews follow from. */
export type ArrivingChild = ListedChild & { readonly state: ListedReviews };

/** What a team puts on paper. A child whom it accepted and now holds stands in two of the lists. */
export type PrintedLists = {
  readonly held: readonly ListedChild[];
  readonly arrivals: readonly ArrivingChild[];
  readonly accepted: readonly ArrivingChild[];
};

/** A child by name, as far as the reader may see its record; null where not. */
export type NamedChild = Pick<ListedChild, 'givenName' | 'familyName' | 'bornOn' | 'client'> | null;

/** So many records stand on one page of the ladder: as many as somebody tired reads on a phone. */
export const raisedAtOnce = 20;

/** A step that stands on the page of a team, with the child that it is about. */
export type RaisedForTeam = RaisedStep & {
  readonly child: NamedChild;
  /** Raised above the step that the team is told of: it reads how far that went, and is not asked. */
  readonly above: boolean;
};

export type RaisedStep = {
  readonly personId: string;
  readonly key: string;
  readonly kind: string;
  readonly step: number;
  readonly ownerTeam: string;
  readonly otherTeam: string | null;
  readonly dueAt: Instant;
  readonly raisedAt: Instant;
  readonly lateByOutage: boolean;
  readonly names: readonly (NamedInStep & { readonly name: string })[];
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
  readonly standing: boolean;
};

/**
 * A child's record as a page shows it: state, facts and raised steps of one instant. The look is recorded with it. While the
 * address is sealed the facts come without any place, and what people wrote in their own words without those that are known
 * (promise P11).
 */
export type ReadChild = {
  readonly personId: string;
  readonly version: number;
  readonly state: ChildState;
  readonly facts: readonly StoredFact[];
  readonly raised: readonly RaisedStep[];
  readonly siblings: readonly { readonly personId: string; readonly name: string }[];
  /** The mother's own record, as a client of the programme; null where the reader may not open it, or it is sealed. */
  readonly mothersRecord: string | null;
  /** Days of the last eight weeks on which the programme visited the mother, seen or not seen with the child. */
  readonly visitDays: readonly CivilDate[];
  /** Takes the places out of what is typed now; null while no address is sealed. */
  readonly mask: PlaceMask | null;
};

export type Workload = {
  /** Null for the children and clients of whom nobody is named. */
  readonly practitionerId: string | null;
  readonly children: number;
  readonly handovers: number;
  readonly overdue: number;
};

/** Of so many children and nurses new notices stand on one page, each with all of its own; and so many lines of those that were read. */
export const noticesAtOnce = { new: 20, read: 50 } as const;

export type NoticeLine = {
  readonly noticeId: string;
  /** Null when the notice is a count, as a commissioner gets it (promise P12), or about a nurse's supervision. */
  readonly personId: string | null;
  readonly nurseId: string | null;
  readonly child: NamedChild;
  readonly handoverId: string | null;
  readonly code: string;
  readonly createdAt: Instant;
  readonly seenAt: Instant | null;
};

/** One run of the sweep, or several in a row that found nothing due: from the first one's beginning to the last one's end. */
export type SweepRun = {
  readonly sweepId: string;
  readonly runs: number;
  readonly startedAt: Instant;
  readonly completedAt: Instant | null;
  readonly asked: string;
  readonly raised: number;
  readonly late: number;
  readonly stillOpen: number | null;
  readonly sweeper: string;
};

export type SearchQuestion = { readonly text: string; readonly bornOn: CivilDate | null };
/**
 * A child outside the searcher's access is answered only with the team to ring: no name, no record. Null where its address is
 * sealed, because a team's name is an area (promise P11).
 */
export type Known = { readonly holderTeam: string | null };

export type TeamCounts = {
  readonly team: string;
  readonly held: number;
  readonly arriving: number;
  readonly notSeen: number;
  readonly overdue: number;
  /** Supervision that is owed to nurses of the team and overdue. */
  readonly supervisionOverdue: number;
  /** Of children, and of nurses' supervision. */
  readonly lastStep: number;
  /** Families at home again before anybody accepted, the child unseen for more than 5 days (scenario A41). */
  readonly nearMisses: number;
};

/** Who answers for a child, as far as a team that stood in relation to it before may know: no holder where the address is sealed. */
export type HoldsNow = {
  readonly holderTeam: string | null;
  readonly careStatus: 'in-care' | 'ended';
  readonly sealed: boolean;
};

/** What pages read. Every method that opens a family's record records the look (promise P10). */
export type Readings = QuarantineReadings & {
  readonly child: (actor: Actor, personId: string, page: string, why: string) => Promise<ReadChild | null>;
  /** The old records of adopted children that the named nurse's organisation keeps: when sealed, and nothing of whom. */
  readonly sealedRecords: (
    actor: Actor,
  ) => Promise<readonly { readonly personId: string; readonly sealedAt: Instant; readonly team: string }[]>;
  /** Such a record, with the reason that was given: the look is recorded with it. Null for every other record. */
  readonly sealedRecord: (actor: Actor, personId: string, why: string) => Promise<ReadChild | null>;
  /** For a team that stood in relation to the child before; null for every other. Records the look. */
  readonly whoHoldsNow: (actor: Actor, personId: string, page: string) => Promise<HoldsNow | null>;
  /** Whether a notice tells this person’s team of the record, which it may not read. */
  readonly wasTold: (actor: Actor, personId: string) => Promise<boolean>;
  /** Whether a command of this person has made facts, whether or not its team still reads the record. */
  readonly wasWritten: (actor: Actor, personId: string, commandId: string) => Promise<boolean>;
  /** Of these people: whoever asks, and those for whom they answer now. */
  readonly workCounts: (
    actor: Actor,
    people: AnsweredFor,
    now: Instant,
  ) => Promise<Readonly<Record<WorkList, number>>>;
  readonly workList: (
    actor: Actor,
    people: AnsweredFor,
    list: WorkList,
    now: Instant,
    from: number,
    /** How many lines; fifty when nothing is said. */
    most?: number,
  ) => Promise<readonly ListedChild[]>;
  readonly teamCounts: (actor: Actor, now: Instant) => Promise<Readonly<Record<TeamList, number>>>;
  readonly teamList: (
    actor: Actor,
    list: TeamList,
    now: Instant,
    from: number,
    /** How many lines; fifty when nothing is said. */
    most?: number,
  ) => Promise<readonly ListedChild[]>;
  /** All that the team holds, that arrives and that was accepted here, for paper; records a look at each child (promise P10). */
  readonly printed: (actor: Actor, now: Instant) => Promise<PrintedLists>;
  readonly workload: (actor: Actor, now: Instant) => Promise<readonly Workload[]>;
  /**
   * All that is raised of each record for this team, `raisedAtOnce` records from one on; `asked`: of the records of which a step
   * names one of these and nobody has it yet.
   */
  readonly raisedSteps: (
    actor: Actor,
    from: number,
    asked: readonly string[] | null,
  ) => Promise<{ readonly steps: readonly RaisedForTeam[]; readonly records: number }>;
  /** How many children `raisedSteps` gives of those whom it names. */
  readonly raisedCount: (actor: Actor, asked: readonly string[]) => Promise<number>;
  /** Whom a step that still stands names; null where there is none for this team. */
  readonly namedInStep: (
    actor: Actor,
    personId: string,
    key: string,
    step: number,
  ) => Promise<RaisedStep['names'] | null>;
  /** Says that a person has a step as it was raised; answers who has it, who may have been first, and null where it stands so no more. */
  readonly acknowledgeStep: (
    actor: Actor,
    step: Pick<RaisedStep, 'personId' | 'key' | 'step' | 'raisedAt'>,
    now: Instant,
  ) => Promise<AcknowledgedBy | null>;
  /**
   * The team's new notices: all that is told of so many children and nurses, from one on. Those of whom something is told as
   * overdue come first, then the newest.
   */
  readonly newNotices: (actor: Actor, from: number) => Promise<readonly NoticeLine[]>;
  /** The team's notices that were read, from a line on: the newest first. */
  readonly readNotices: (actor: Actor, from: number) => Promise<readonly NoticeLine[]>;
  /** Marks these as read, and no other: what came meanwhile was not shown to anybody. Answers who else had read some of them before. */
  readonly seeNotices: (
    actor: Actor,
    noticeIds: readonly string[],
    now: Instant,
  ) => Promise<readonly { readonly by: string; readonly n: number }[]>;
  readonly reviews: ReviewLists;
  readonly search: (
    actor: Actor,
    question: SearchQuestion,
  ) => Promise<{ readonly found: readonly ListedChild[]; readonly known: Known | null }>;
  readonly sweepRuns: () => Promise<readonly SweepRun[]>;
  readonly lastSweepCompleted: () => Promise<Instant | null>;
  readonly drafts: Drafts;
  readonly desksThatOpened: (
    actor: Actor,
    personId: string,
    since: Instant,
  ) => Promise<
    readonly { readonly practitionerId: string; readonly teamId: string; readonly readAt: Instant }[]
  >;
  /** Counts by team and nothing else, for commissioners and boards (promise P12). */
  readonly areaCounts: (now: Instant) => Promise<readonly TeamCounts[]>;
  /** What entries of the directory said until each was changed: who led a team on a day, and who was away or gone. */
  readonly directoryPast: () => Promise<readonly Past[]>;
  /** Who took a turn at a team’s duty desk on a day, however long ago. */
  readonly turnsOn: (teamId: string, on: CivilDate) => Promise<readonly Turn[]>;
  readonly areaOfPostcode: (postcode: string, on: CivilDate) => Promise<string | null>;
};
