import type { CivilDate, Instant } from '../domain/calendar/time.ts';
import type { Column } from '../domain/calendar/time-limits.ts';
import type { Actor } from '../domain/child/context.ts';
import type { Supervised } from '../domain/programme/supervision.ts';
import type { ListedClient, RefusedConsequence } from './client-readings.ts';

/** A child of a client of the team, as its own record has it: when it was seen does not ask what the visits say. */
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
  /** The highest column in which anything is owed to her or to the child, by which the longest time unseen is measured. */
  readonly column: Column;
};

/**
 * What a caseload board shows: the team's clients, those who left while a child is still held, their children, and the
 * supervision of its nurses.
 */
export type Board = {
  readonly clients: readonly ListedClient[];
  readonly children: readonly ChildOfClient[];
  readonly refused: readonly RefusedConsequence[];
  /** What was held with each nurse of the team. */
  readonly supervision: readonly NurseSupervision[];
};

/** What was held with a nurse of the team. */
export type NurseSupervision = Supervised & { readonly nurseId: string };

/** One measure of a team: part of whole, and the clients behind it; nulls where the numbers are too small to show (P12). */
export type MeasureLine = {
  readonly team: string;
  readonly measure: string;
  readonly clients: number | null;
  readonly part: number | null;
  readonly whole: number | null;
};

/** What the caseload board and the supervisor's page ask. Implemented by postgres/caseload-readings.ts. */
export type CaseloadReadings = {
  /** The team's board, without the clients of the nurses that are named. */
  readonly board: (actor: Actor, without: readonly string[]) => Promise<Board>;
  readonly recordSupervision: (
    actor: Actor,
    held: { readonly nurseId: string; readonly heldOn: CivilDate; readonly at: Instant },
  ) => Promise<void>;
  readonly setWorkingTime: (
    actor: Actor,
    time: {
      readonly practitionerId: string;
      readonly from: CivilDate;
      readonly share: number;
      readonly why: string;
      readonly at: Instant;
    },
  ) => Promise<void>;
  /** The team's own numbers, whole. */
  readonly measures: (actor: Actor, today: CivilDate) => Promise<readonly MeasureLine[]>;
  /** Every site's, small numbers left out, for commissioners and boards (promise P12). */
  readonly measuresForBoard: (today: CivilDate) => Promise<readonly MeasureLine[]>;
};
