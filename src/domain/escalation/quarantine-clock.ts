import { ownerOfItem } from '../access/quarantine.ts';
import type { Instant } from '../calendar/time.ts';
import { type Column, deadline, type RowId } from '../calendar/time-limits.ts';
import { type Context, nationOf, ruleSetOf } from '../child/context.ts';
import type { EventType, QuarantineReason } from '../move/incoming.ts';
import type { QuarantineKind } from './obligation.ts';

/** All of an item of quarantine on which its clock depends. */
export type ClockedBy = {
  /** A message's service, or the kind of a file. */
  readonly source: string;
  /** What the message tells; null for a line of a file, and another word where nothing could be read. */
  readonly event: string | null;
  readonly reason: string;
  readonly receivedAt: Instant;
  /** The team that it is about, if one is known. */
  readonly teamId: string | null;
};

/** The clock of an item: what is owed, by when, by which row and version of the time limits, and the steps of its ladder. */
export type ItemClock = {
  readonly kind: QuarantineKind;
  readonly row: RowId;
  readonly column: Column;
  readonly ruleVersion: string;
  readonly dueAt: Instant;
  readonly steps: readonly Instant[];
};

type Around = Pick<Context, 'now' | 'directory' | 'ruleSets' | 'holidays'>;

const files: readonly string[] = ['caseload', 'clients', 'postcodes', 'directory'];
const ofDeath: readonly string[] = ['needs-confirmation', 'birth-and-death'] satisfies QuarantineReason[];
const mayBeAnything: readonly string[] = [
  'restricted',
  'malformed',
  'too-large',
] satisfies QuarantineReason[];

const event = {
  birth: 'settle-birth',
  death: 'settle-death',
  'change-of-address': 'settle-move',
} as const satisfies Partial<Record<EventType, QuarantineKind>>;

/** What is owed for an item. A stillbirth is a death, and so is whatever has to be confirmed. */
export function kindOfItem({
  source,
  event: told,
  reason,
}: Pick<ClockedBy, 'source' | 'event' | 'reason'>): QuarantineKind {
  if (files.includes(source)) return 'settle-row';
  if (ofDeath.includes(reason)) return 'settle-death';
  return event[told as keyof typeof event] ?? 'settle-message';
}

/**
 * The row of the time limits for an item. A birth is due on the same working day, a death at once, a move by row 1 as
 * every move that is learned of. What is restricted, or cannot be read and so may be anything, is due sooner than other
 * messages.
 */
export function rowOfItem(item: Pick<ClockedBy, 'source' | 'event' | 'reason'>): {
  readonly row: RowId;
  readonly column: Column;
} {
  switch (kindOfItem(item)) {
    case 'settle-birth':
      return { row: 'H50', column: 'heightened' };
    case 'settle-death':
      return { row: 'H51', column: 'urgent' };
    case 'settle-move':
      return { row: '1', column: 'routine' };
    case 'settle-message':
      return { row: 'H52', column: mayBeAnything.includes(item.reason) ? 'heightened' : 'routine' };
    case 'settle-row':
      return { row: 'H53', column: 'routine' };
  }
}

/** The clock of an item, counted from when it came, by the table that its owner keeps. */
export function clockOfItem(item: ClockedBy, around: Around): ItemClock {
  const { row, column } = rowOfItem(item);
  const owner = ownerOfItem(item.teamId, around);
  const { directory, holidays } = around;
  const nation = nationOf(directory, owner);
  const times = deadline(ruleSetOf(around, owner), row, column, item.receivedAt, nation, holidays);
  if (times === null) throw new RangeError(`The table of time limits sets no limit in row ${row}, ${column}`);
  const { dueAt, steps, ruleVersion } = times;
  return { kind: kindOfItem(item), row, column, ruleVersion, dueAt, steps };
}
