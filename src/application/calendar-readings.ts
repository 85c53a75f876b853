import type { CivilDate, Instant } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import type { AnsweredFor } from '../domain/directory/directory.ts';
import type { ObligationKind } from '../domain/escalation/obligation.ts';

/** A visit of a person's own: planned for a time, or due by a day. The client is a reference, never a name. */
export type OwnVisit = {
  readonly clientId: string;
  readonly plannedAt: Instant | null;
  readonly dueOn: CivilDate | null;
};

/** A joint visit that is booked with a person: the child is a reference, never a name. */
export type OwnJointVisit = {
  readonly personId: string;
  readonly handoverId: string;
  readonly on: CivilDate;
  readonly at: Instant | null;
};

/** Something that a person owes by a time, for a client or a child. */
export type OwnDeadline = {
  readonly personId: string;
  readonly key: string;
  readonly kind: ObligationKind;
  readonly dueAt: Instant;
  readonly client: boolean;
};

/** What a person's calendar shows. Implemented by postgres/calendar-readings.ts. */
export type CalendarReadings = {
  /** When the link was made that stands now; null while there is none. */
  readonly linkMadeAt: (actor: Actor) => Promise<Instant | null>;
  /**
   * Makes a link in place of the one that was made at `instead`; null where there was none. Only its hash is kept.
   * False where another link has been made by now. Made again with the same secret it is the same link.
   */
  readonly makeLink: (
    actor: Actor,
    link: { readonly tokenHash: string; readonly instead: Instant | null },
    at: Instant,
  ) => Promise<boolean>;
  /** Whose calendar the link opens; null for a link that was renewed, or of somebody who left. */
  readonly whose: (tokenHash: string) => Promise<string | null>;
  /** What falls to the person, and to those for whom they answer now; joint visits are the person's own. */
  readonly entries: (
    actor: Actor,
    people: AnsweredFor,
  ) => Promise<{
    readonly visits: readonly OwnVisit[];
    readonly jointVisits: readonly OwnJointVisit[];
    readonly deadlines: readonly OwnDeadline[];
  }>;
};
