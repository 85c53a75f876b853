import type { LastDayFact } from '../bulk/last-day.ts';
import type { Instant } from '../calendar/time.ts';
import type { Deadline } from '../escalation/obligations.ts';
import type { FamilyFact } from '../family/facts.ts';
import type { HandoverFact } from '../handover/facts.ts';
import type { MissingFact } from '../missing/facts.ts';
import type { MoveFact } from '../move/facts.ts';
import type { ProgrammeFact } from '../programme/child-facts.ts';
import type { ResponsibilityFact } from '../responsibility/facts.ts';
import type { KeeperNamed } from '../responsibility/keeper.ts';
import type { ReviewFact } from '../reviews/facts.ts';
import type { Circumstances } from '../risk/circumstances.ts';

/** Every fact that a child's stream can hold. */
export type ChildFact =
  | ResponsibilityFact
  | HandoverFact
  | MoveFact
  | ReviewFact
  | MissingFact
  | FamilyFact
  | ProgrammeFact
  | LastDayFact
  | KeeperNamed
  | {
      readonly type: 'CircumstancesRecorded';
      readonly circumstances: Circumstances;
      /** The danger that somebody looked at again; absent where the others were recorded. */
      readonly lookedAt?: string;
      /** Why what stood before stands no more; absent where nothing was taken away or changed. */
      readonly why?: string;
    }
  | { readonly type: 'DeadlinesMoved'; readonly set: readonly Deadline[]; readonly met: readonly string[] };

export type ChildFactName = ChildFact['type'];

/** Who recorded a fact: the person, the team they acted for, and as what. */
export type RecordedBy = { readonly practitionerId: string; readonly teamId: string; readonly role: string };

/** A fact as it stands in the stream: when it happened, when it was recorded, by whom, by which command. */
export type StoredFact = {
  readonly version: number;
  readonly fact: ChildFact;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  readonly by: RecordedBy;
  readonly commandId: string;
};
