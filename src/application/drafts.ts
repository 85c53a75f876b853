import type { Instant } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import type { NamedChild } from './readings.ts';

/** What a person typed in a form and has not sent. It is kept until they send it or throw it away: nothing ages out. */
export type Draft = {
  /** One text for each box, several where boxes were ticked. Never a place. */
  readonly data: Readonly<Record<string, string | readonly string[]>>;
  readonly againstVersion: number;
  readonly savedAt: Instant;
};

/** A form that somebody began, as a list shows it: by its address, and about whom. */
export type BegunForm = {
  readonly personId: string;
  readonly form: string;
  readonly savedAt: Instant;
  readonly child: NonNullable<NamedChild>;
};

/** The drafts of a person. Nobody is shown another one's. */
export type Drafts = {
  readonly kept: (actor: Actor, personId: string, form: string) => Promise<Draft | null>;
  readonly keep: (actor: Actor, personId: string, form: string, draft: Draft) => Promise<void>;
  /** Removes a draft; only as it was kept at `savedAt`, where that is said. */
  readonly drop: (actor: Actor, personId: string, form: string, savedAt?: Instant) => Promise<void>;
  /** The forms that this person began, of records that their team reads: the last kept first, so many from a line on. */
  readonly begun: (actor: Actor, from: number, most: number) => Promise<readonly BegunForm[]>;
};
