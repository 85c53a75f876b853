import type { Outcome, Issued } from '../application/command.ts';
import type { Readings } from '../application/readings.ts';
import type { Actor, Context } from '../domain/child/context.ts';
import type { Directory, Practitioner } from '../domain/directory/directory.ts';
import type { Instant } from '../domain/calendar/time.ts';

/** A stored session of a signed-in browser. */
export type SessionStore = {
  readonly get: (id: string) => Promise<Record<string, unknown> | null>;
  readonly set: (id: string, practitionerId: string | null, data: Record<string, unknown>, expiresAt: Instant) => Promise<void>;
  readonly destroy: (id: string) => Promise<void>;
};

/** Commands on the directory that pages offer to leads. */
export type DirectoryCommands = {
  readonly absent: (actor: Actor, practitionerId: string, from: Instant, to: Instant | null, deputyId: string | null, now: Instant) => Promise<string | null>;
  readonly leaves: (actor: Actor, practitionerId: string, now: Instant) => Promise<string | null>;
};

/** All that the pages need of the rest of the house, as types. */
export type WebDeps = {
  readonly baseUrl: string;
  readonly demonstration: boolean;
  readonly sessionSecret: string;
  readonly provider: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
  readonly sessions: SessionStore;
  readonly readings: Readings;
  readonly directory: () => Directory;
  readonly context: (actor: Actor, now: Instant) => Context;
  readonly issue: (issued: Issued, context: Context) => Promise<Outcome>;
  readonly directoryCommands: DirectoryCommands;
  readonly clock: () => Instant;
  /** Null when all is well; otherwise the sentence of the alarm. */
  readonly alarm: () => Promise<string | null>;
};

/** The acting person of a practitioner in post, or null: someone who left or was disabled is signed out. */
export function actorOf(practitioner: Practitioner | undefined): Actor | null {
  if (!practitioner || practitioner.status !== 'present') return null;
  const { id, name, role, teamId, duty } = practitioner;
  return { practitionerId: id, name, role, teamId, duty };
}
