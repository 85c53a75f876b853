import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { addMinutes, type Instant, minutesBetween, sayInstant } from '../domain/calendar/time.ts';
import { lastSweepCompleted } from '../postgres/sweep.ts';
import { raiseAlarm } from '../postgres/watchdog.ts';
import { type Loop, startLoop } from './loop.ts';
import type { Transport } from './mail-transport.ts';

/** No sweep completed for this long: an alarm. */
const silenceMinutes = 5;
/** The same silence is told again after this. */
const repeatMinutes = 60;

export type Health = { readonly ok: boolean; readonly lastCompleted: Instant | null; readonly says: string };

export type WatchdogOptions = {
  readonly pool: Pool;
  readonly now: () => Instant;
  /** A transport of its own: the outbox may be what has stopped. Null: nobody is written to. */
  readonly direct: { readonly transport: Transport; readonly to: string } | null;
  readonly say: (line: string) => void;
  readonly everyMs?: number;
};

export type Watchdog = Loop & { readonly health: () => Health };

/**
 * Watches from outside the sweep that sweeps complete (promise P3). It runs beside the pages, not in the sweep's loop.
 * Each silence is told once and then every hour: by mail past the outbox, on stderr, in the alarm's row and in `health`.
 */
export function startWatchdog({ pool, now, direct, say, everyMs = 30_000 }: WatchdogOptions): Watchdog {
  const watchingSince = now();
  let health: Health = { ok: true, lastCompleted: null, says: 'Watching has just begun' };
  let toldAt: Instant | null = null;

  async function look(): Promise<number> {
    const at = now();
    let lastCompleted = health.lastCompleted;
    let trouble = '';
    try {
      lastCompleted = await lastSweepCompleted(pool);
    } catch (error) {
      trouble = ` The database does not answer: ${error instanceof Error ? error.message : String(error)}.`;
    }
    const since = lastCompleted !== null && lastCompleted > watchingSince ? lastCompleted : watchingSince;
    const silent = minutesBetween(since, at);
    if (silent < silenceMinutes) {
      toldAt = null;
      const says =
        trouble ||
        (lastCompleted ? `Last sweep completed ${sayInstant(lastCompleted)}` : 'No sweep has completed yet');
      health = { ok: trouble === '', lastCompleted, says: says.trim() };
      return everyMs;
    }
    const last = lastCompleted ? `the last one ${sayInstant(lastCompleted)}` : 'none is on record';
    health = {
      ok: false,
      lastCompleted,
      says: `No sweep has completed for ${silent} minutes; ${last}.${trouble}`,
    };
    if (toldAt === null || addMinutes(toldAt, repeatMinutes) <= at) {
      toldAt = at;
      await tell(health, at);
    }
    return everyMs;
  }

  async function tell({ says, lastCompleted }: Health, at: Instant): Promise<void> {
    say(`ALARM: ${says}`);
    const route = direct ? 'mail, stderr, health' : 'stderr, health';
    const first = await raiseAlarm(pool, { at, lastCompleted, says, route, repeatMinutes }).catch(() => true);
    if (!direct || !first) return;
    const body = `${says}\n\nNo step of any ladder is raised while no sweep runs. Nothing is lost: the next sweep raises all that is due. Look at the process that sweeps, then at the database.\n`;
    const mail = {
      mailId: randomUUID(),
      to: direct.to,
      subject: 'Handhold ALARM: the sweep is silent',
      body,
      createdAt: at,
      box: null,
      tries: 1,
    };
    await direct.transport
      .send(mail)
      .catch((error: unknown) => say(`ALARM: the mail to operations failed: ${String(error)}`));
  }

  const loop = startLoop(look, (error) => say(`Watchdog: ${String(error)}`), everyMs);
  return { ...loop, health: () => health };
}
