import type { NamedInStep } from '../domain/access/acknowledging.ts';
import type { CivilDate, Instant } from '../domain/calendar/time.ts';
import type { Column } from '../domain/calendar/time-limits.ts';
import type { Actor } from '../domain/child/context.ts';
import type { RefusedByChild } from '../domain/programme/client-state.ts';
import type { SupervisedNurse, SupervisionKind } from '../domain/programme/supervision.ts';
import type { ListedClient } from './client-readings.ts';
import type { AcknowledgedBy } from './steps-acknowledged.ts';

/**
 * A child of a client of the team, as its own record has it. When it was last seen is taken from that record, whatever
 * the visits say.
 */
export type ChildOfClient = {
  readonly clientId: string;
  readonly childId: string;
  readonly givenName: string;
  readonly bornOn: CivilDate | null;
  readonly lastSeenOn: CivilDate | null;
  /** Out by a door of the programme. */
  readonly left: boolean;
  /** Somebody of the receiving side has accepted the handover that is open. */
  readonly accepted: boolean;
  readonly held: boolean;
  /** The highest column of anything that is owed to her or to the child; the longest time unseen is measured by it. */
  readonly column: Column;
};

/** What a child's own record refused and nobody of the team has dealt with yet, and by when somebody is to. */
export type RefusedOnBoard = RefusedByChild & {
  readonly clientId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly dueAt: Instant;
};

/**
 * What a caseload board shows: the team's clients, those who left while a child is still held, their children, and the
 * supervision of its nurses.
 */
export type Board = {
  readonly clients: readonly ListedClient[];
  readonly children: readonly ChildOfClient[];
  readonly refused: readonly RefusedOnBoard[];
  /** What was held with each nurse of the team. */
  readonly supervision: readonly SupervisedNurse[];
};

/** A step of the ladder that was raised for a nurse's supervision. */
export type RaisedSupervision = {
  readonly nurseId: string;
  readonly teamId: string;
  readonly kind: SupervisionKind;
  readonly dueOn: CivilDate;
  readonly step: number;
  readonly dueAt: Instant;
  readonly raisedAt: Instant;
  readonly lateByOutage: boolean;
  readonly names: readonly (NamedInStep & { readonly name: string })[];
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
};

/** One measure of a team: part of whole, and the clients behind it; nulls where the numbers are too small to show (P12). */
export type MeasureLine = {
  readonly team: string;
  readonly measure: string;
  readonly clients: number | null;
  readonly part: number | null;
  readonly whole: number | null;
};

/** What was recorded last, null for nothing, and a mark that differs once anything else is recorded. */
export type Marked<Entry> = { readonly mark: string; readonly last: Entry | null };
export type SupervisionHeld = {
  readonly heldOn: CivilDate;
  readonly supervisorId: string;
  readonly by: string;
  readonly at: Instant;
};
export type WorkingTimeSet = {
  readonly from: CivilDate;
  readonly share: number;
  readonly why: string;
  readonly by: string;
  readonly at: Instant;
};

/** What the caseload board and the supervisor's page ask. Implemented by postgres/caseload-readings.ts. */
export type CaseloadReadings = {
  /** The team's board, without the clients of the nurses that are named. */
  readonly board: (actor: Actor, without: readonly string[], now: Instant) => Promise<Board>;
  /** What was held with each nurse of the team. */
  readonly supervision: (actor: Actor, now: Instant) => Promise<readonly SupervisedNurse[]>;
  /** The steps raised for supervision that the team owes or was told of, and that the last sweep found standing. */
  readonly raisedSupervision: (actor: Actor) => Promise<readonly RaisedSupervision[]>;
  /** As `acknowledgeStep` of a child's ladder. */
  readonly acknowledgeSupervision: (
    actor: Actor,
    step: Pick<RaisedSupervision, 'nurseId' | 'kind' | 'dueOn' | 'step' | 'raisedAt'>,
    now: Instant,
  ) => Promise<AcknowledgedBy | null>;
  /** The newest that was recorded of a nurse's supervision, and a mark of all of it, against which more is recorded. */
  readonly lastSupervision: (actor: Actor, nurseId: string) => Promise<Marked<SupervisionHeld>>;
  /** False where more was recorded since `against`, unless it is this very one (promise P8). */
  readonly recordSupervision: (
    actor: Actor,
    held: {
      /** Of one form sent: sent twice it is one meeting. */
      readonly supervisionId: string;
      readonly nurseId: string;
      readonly heldOn: CivilDate;
      readonly supervisorId: string;
      readonly against: string;
      readonly at: Instant;
    },
  ) => Promise<boolean>;
  /** The working time of a nurse that was set last, and a mark of all of it. */
  readonly lastWorkingTime: (actor: Actor, nurseId: string) => Promise<Marked<WorkingTimeSet>>;
  /** False where somebody has set anything else of it since `against` (promise P8). */
  readonly setWorkingTime: (
    actor: Actor,
    time: {
      readonly practitionerId: string;
      readonly from: CivilDate;
      readonly share: number;
      readonly why: string;
      readonly against: string;
      readonly at: Instant;
    },
  ) => Promise<boolean>;
  /** The team's own numbers, whole. */
  readonly measures: (actor: Actor, today: CivilDate) => Promise<readonly MeasureLine[]>;
  /** Every site's, small numbers left out, for commissioners and boards (promise P12). */
  readonly measuresForBoard: (today: CivilDate) => Promise<readonly MeasureLine[]>;
};
