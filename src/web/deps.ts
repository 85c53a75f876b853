import type { BulkStore } from '../application/bulk/bulk-store.ts';
import type { CalendarReadings } from '../application/calendar-readings.ts';
import type { CaseloadReadings } from '../application/caseload-readings.ts';
import type { ClientOutcome, IssuedToClient } from '../application/client-command.ts';
import type { ClientReadings } from '../application/client-readings.ts';
import type { Issued, Outcome } from '../application/command.ts';
import type { DirectoryCommand, DirectoryOutcome } from '../application/directory-commands.ts';
import type { QuarantineDecision, Settled } from '../application/import/decision.ts';
import type { Standing } from '../application/import/standing.ts';
import type { SummaryToPass } from '../application/pass-summary.ts';
import type { Readings } from '../application/readings.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Actor, Context } from '../domain/child/context.ts';
import type { Directory, Practitioner } from '../domain/directory/directory.ts';

/** A stored session, and how many notices the team of whoever is signed in has not read: each page needs both. */
export type OpenedSession = { readonly data: Record<string, unknown>; readonly notices: number };

/** Stored sessions of signed-in browsers. */
export type SessionStore = {
  /** The session that has not ended at that moment; null where there is none. */
  readonly get: (id: string, now: Instant) => Promise<OpenedSession | null>;
  readonly set: (
    id: string,
    practitionerId: string | null,
    data: Record<string, unknown>,
    expiresAt: Instant,
  ) => Promise<void>;
  readonly destroy: (id: string) => Promise<void>;
};

/** An identity provider: any that speaks OpenID Connect. */
export type ProviderSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that carries the practitioner's id in our directory; `sub` when not said. Never e-mail. */
  readonly practitionerClaim?: string;
};

/** All that the pages need of the rest of the house, as types. */
export type WebDeps = {
  readonly baseUrl: string;
  /** Proxies whose word on who asks is taken; nobody's where there are none. */
  readonly proxies?: readonly string[];
  readonly demonstration: boolean;
  readonly sessionSecret: string;
  /** The organisation's identity provider; null for the demonstration's own, which asks no password. */
  readonly provider: ProviderSettings | null;
  readonly sessions: SessionStore;
  readonly readings: Readings;
  readonly bulk: BulkStore;
  readonly directory: () => Directory;
  readonly context: (actor: Actor, now: Instant) => Context;
  readonly issue: (issued: Issued, context: Context) => Promise<Outcome>;
  /** From a sealed record to the new one; the number by which that is found is kept nowhere. */
  readonly passSummary: (summary: SummaryToPass, context: Context) => Promise<Outcome>;
  readonly clients: ClientReadings;
  readonly caseloads: CaseloadReadings;
  readonly calendar: CalendarReadings;
  readonly issueToClient: (issued: IssuedToClient, context: Context) => Promise<ClientOutcome>;
  readonly changeDirectory: (
    command: DirectoryCommand,
    actor: Actor,
    now: Instant,
  ) => Promise<DirectoryOutcome>;
  readonly settleQuarantine: (
    quarantineId: string,
    decision: QuarantineDecision,
    context: Context,
  ) => Promise<Settled>;
  /** What stands in the records of what an item of quarantine tells; null where this person works no such item. */
  readonly standingOf: (quarantineId: string, context: Context) => Promise<Standing | null>;
  readonly clock: () => Instant;
  /** How much is written to the error stream; `warn` when not said. */
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info';
  /** How long closing waits for what is under way, in milliseconds. */
  readonly graceMs?: number;
  /** Null when all is well; otherwise the sentence of the alarm. */
  readonly alarm: () => Promise<string | null>;
  /** The sentence that mail does not go out, for whoever is signed in; null, or left out, while it does. */
  readonly mailAlarm?: () => string | null;
  /** The sentence that some have no address for mail, for whoever runs this; null, or left out, while all have. */
  readonly unaddressed?: () => string | null;
};

/** The acting person of a practitioner in post, or null: someone who left or was disabled is signed out. */
export function actorOf(practitioner: Practitioner | undefined): Actor | null {
  if (practitioner?.status !== 'present') return null;
  const { id, name, role, teamId, duty } = practitioner;
  return { practitionerId: id, name, role, teamId, duty };
}
