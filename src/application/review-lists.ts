import type { CivilDate, Instant } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import type { AnsweredFor } from '../domain/directory/directory.ts';
import type { ListedChild } from './readings.ts';

/** Of the children who name me, or of all children of my team. */
export const whoseReviews = ['mine', 'team'] as const;
export type Whose = (typeof whoseReviews)[number];

/** For how many days a child may not have been seen, as a list is asked: the programme's own intervals, and three months. */
export const unseenDays = [7, 14, 28, 90] as const;
export type UnseenDays = (typeof unseenDays)[number];

/** One review that is due or overdue for one child. */
export type ReviewLine = {
  readonly personId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: CivilDate | null;
  readonly expectedOn: CivilDate | null;
  readonly practitionerId: string | null;
  readonly lastSeenOn: CivilDate | null;
  /** Which deadline: it names the review. */
  readonly key: string;
  readonly dueAt: Instant;
};

/** What pages read of reviews across children. */
export type ReviewLists = {
  /** Of these people where they are one's own: whoever asks, and those for whom they answer now. */
  readonly dueCount: (actor: Actor, people: AnsweredFor, whose: Whose, now: Instant) => Promise<number>;
  /** What is due first comes first; a child stands once for each review. */
  readonly due: (
    actor: Actor,
    people: AnsweredFor,
    whose: Whose,
    now: Instant,
    from: number,
  ) => Promise<readonly ReviewLine[]>;
  readonly unseenCounts: (actor: Actor, now: Instant) => Promise<Readonly<Record<UnseenDays, number>>>;
  readonly unseen: (
    actor: Actor,
    days: UnseenDays,
    now: Instant,
    from: number,
  ) => Promise<readonly ListedChild[]>;
};
