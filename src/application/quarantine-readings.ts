import type { NamedInStep } from '../domain/access/acknowledging.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Column, RowId } from '../domain/calendar/time-limits.ts';
import type { Actor } from '../domain/child/context.ts';
import type { QuarantineKind } from '../domain/escalation/obligation.ts';
import type { QuarantineDecision } from './import/decision.ts';
import type { AcknowledgedBy } from './steps-acknowledged.ts';

export type QuarantineItem = {
  readonly quarantineId: string;
  readonly receivedAt: Instant;
  readonly source: string;
  readonly fileName: string;
  readonly rowNo: number | null;
  /** What the message tells; null for a line of a file. */
  readonly event: string | null;
  readonly reason: string;
  readonly says: string;
  readonly content: string;
  /** The team that it is about, if one is known. */
  readonly teamId: string | null;
  /** What is owed, by when, and which row of the time limits said so; null until the next sweep where it came before it was owed. */
  readonly kind: QuarantineKind | null;
  readonly dueAt: Instant | null;
  readonly row: RowId | null;
  readonly column: Column | null;
  readonly ruleVersion: string | null;
  readonly settledAt: Instant | null;
  readonly settledBy: string | null;
  readonly settlement: string | null;
  readonly note: string | null;
  /** What a person decided, as it was sent; null where none did, or another item was answered. */
  readonly decision: QuarantineDecision | null;
  /** The record that it became, or by whose fact it was settled. */
  readonly became: string | null;
};

/** A step of the ladder that items of one kind have reached, gathered: of so many, told to the same people, and had by the same one. */
export type RaisedItems = {
  readonly kind: QuarantineKind;
  readonly ownerTeam: string;
  readonly step: number;
  readonly count: number;
  readonly names: readonly (NamedInStep & { readonly name: string })[];
  /** The first due time among them, and when the last of them was raised. */
  readonly dueAt: Instant;
  readonly raisedAt: Instant;
  readonly lateByOutage: boolean;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
};

export const quarantineLists = ['open', 'overdue', 'settled'] as const;
export type QuarantineList = (typeof quarantineLists)[number];

/** What pages ask about quarantine. */
export type QuarantineReadings = {
  /** What is this person's to work: what is due first comes first, of what is settled the newest; fifty from a line on. */
  readonly quarantine: (
    actor: Actor,
    list: QuarantineList,
    from: number,
    now: Instant,
  ) => Promise<readonly QuarantineItem[]>;
  /** How many lines `quarantine` has in all. */
  readonly quarantineCounts: (
    actor: Actor,
    now: Instant,
  ) => Promise<Readonly<Record<'open' | 'overdue', number>>>;
  /** The item alone with its content; the look is recorded for each child that it is about. */
  readonly quarantineItem: (actor: Actor, quarantineId: string) => Promise<QuarantineItem | null>;
  /** The steps that this team was told of and that still stand, the highest first. */
  readonly raisedItems: (actor: Actor) => Promise<readonly RaisedItems[]>;
  /** Says that a person has a step, of all that had been raised when it was shown; answers who has it, and null where it stands no more. */
  readonly acknowledgeItems: (
    actor: Actor,
    step: Pick<RaisedItems, 'kind' | 'ownerTeam' | 'step' | 'raisedAt'>,
    now: Instant,
  ) => Promise<AcknowledgedBy | null>;
};
