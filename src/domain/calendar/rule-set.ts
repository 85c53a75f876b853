import type { CivilDate } from './time.ts';
import type { Limit, TimedLimit } from './working-time.ts';

/** Which clock runs. It is the handover's priority; the words are the same. */
export type Column = 'routine' | 'heightened' | 'urgent';

/**
 * Annex B by its row numbers, and our own rows (H). Left out of Annex B, because no cell there is a time that
 * runs forward from an event: 16 (conditions; its 28 days are H6), 23 (the ladder), 25 (counted back from an end),
 * 31 (the boards' rhythm). Row 29 is counted back too: its days stand in the fact, and its row here carries the ladder.
 */
export const rowIds = [
  ...(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '17', '18'] as const),
  ...(['19', '20', '21', '22', '24', '26', '27', '28', '29', '30', '32'] as const),
  ...([
    'H1',
    'H2',
    'H3',
    'H4',
    'H5',
    'H6',
    'H7',
    'H8',
    'H9',
    'H10',
    'H11',
    'H12',
    'H13',
    'H14',
    'H20',
    'H21',
    'H22',
    'H23',
    'H30',
    'H31',
    'H33',
    'H34',
    'H35',
    'H36',
    'H37',
    'H38',
    'H40',
    'H50',
    'H51',
    'H52',
    'H53',
  ] as const),
] as const;

export type RowId = (typeof rowIds)[number];

/** Row 23, the ladder, step by step above the duty desk: how long after the due time each is reached. */
export const ladderRowIds = ['23-LEAD', '23-NAMED', '23-DESIGNATED', '23-COMMISSIONER'] as const;

type LadderRowId = (typeof ladderRowIds)[number];

/** What an area may set for itself: the limits of the rows, and the steps of the ladder. */
export type LocalRowId = RowId | LadderRowId;

export const localRowIds: readonly LocalRowId[] = [...rowIds, ...ladderRowIds];

export function isLadderRow(row: LocalRowId): row is LadderRowId {
  return (ladderRowIds as readonly string[]).includes(row);
}

/** One event and how long it may take in each column. */
export type LimitRow = {
  readonly id: RowId;
  readonly event: string;
  readonly routine: Limit;
  readonly heightened: Limit;
  readonly urgent: Limit;
  /** Where the numbers come from: a source that was seen, or our judgement. */
  readonly basis: string;
  /** The numbers are law or national guidance: an area may be stricter, never longer (Annex B, its first line). */
  readonly nationalCeiling?: true;
};

/** One cell of the table as an area has set it for its own teams, between two dates, under a name of its own. */
export type LocalLimit = {
  readonly areaCode: string;
  readonly row: LocalRowId;
  readonly column: Column;
  readonly limit: TimedLimit;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  /** What the area calls this version of its table: it stands in the reason of every due time that it gives. */
  readonly version: string;
  /** Who decided it, and why. */
  readonly why: string;
};

/** Offsets after the due time for lead, named nurse, designated nurse, commissioner and board. */
export type LadderSteps = readonly [TimedLimit, TimedLimit, TimedLimit, TimedLimit];

/** The whole table as it stands from a day on, until the next one begins. */
export type RuleSet = {
  readonly version: string;
  readonly from: CivilDate;
  readonly rows: Readonly<Record<RowId, LimitRow>>;
  readonly ladder: Readonly<Record<Column, LadderSteps>>;
  /** The slower ladder of what a schedule gives a day to: a review a week late is no emergency, and a flood hides one. */
  readonly scheduleLadder: LadderSteps;
  /** The cells that an area has set for itself, by `cellOf`; none in the national table. */
  readonly local?: ReadonlyMap<string, LocalLimit>;
};

/** The key of a cell of the table. */
export function cellOf(row: LocalRowId, column: Column): string {
  return `${row}/${column}`;
}
