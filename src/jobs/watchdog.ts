import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { addMinutes, type Instant, londonDate, minutesBetween, sayInstant } from '../domain/calendar/time.ts';
import { stuckMail, withoutAddress } from '../postgres/outbox.ts';
import { lastSweepCompleted } from '../postgres/sweep.ts';
import { raiseAlarm } from '../postgres/watchdog.ts';
import { type Loop, startLoop } from './loop.ts';
import type { Transport } from './mail-transport.ts';

/** No sweep completed for this long: an alarm. */
const silenceMinutes = 5;
/** The same silence is told again after this. */
const repeatMinutes = 60;
/** That somebody has no address is told again after this, as long as it is so: nobody has to get up for it. */
const addressMinutes = 24 * 60;
/** Where less is left on the disk of the data folder, somebody is told while there is time. */
const nearlyFullMegabytes = 512;
/**
 * Where less is left, no record can be opened any more, since no look could be kept; the sweep may still find room for
 * its line.
 */
const fullMegabytes = 32;
/** Mail that was tried, and has waited for so long, is told of. */
const mailMinutes = 30;
/** A database that says nothing for so long does not answer: who watches must not wait for it for ever. */
const patienceMs = 10_000;

export type Health = {
  readonly ok: boolean;
  readonly lastCompleted: Instant | null;
  readonly says: string;
  /** Said to everybody while the mail server takes nothing: the sweep goes on, and who is named on a ladder may not know. */
  readonly mail: string | null;
  /** For how many the directory has no address, of those to whom mail was written. By name they are told to operations alone. */
  readonly unaddressed: string | null;
};

export type WatchdogOptions = {
  readonly pool: Pool;
  readonly now: () => Instant;
  /** A transport of its own: the outbox may be what has stopped. Null: nobody is written to. */
  readonly direct: { readonly transport: Transport; readonly to: string } | null;
  readonly say: (line: string) => void;
  /** What is left on the disk of the data folder, in megabytes; without end when left out. */
  readonly room?: () => Promise<number>;
  readonly everyMs?: number;
  readonly answerMs?: number;
  /** A clock that only goes on; the process's own when left out. */
  readonly milliseconds?: () => number;
};

export type Watchdog = Loop & { readonly health: () => Health };

/**
 * Watches from outside the sweep that sweeps complete (promise P3). It runs beside the pages, not in the sweep's loop, and waits for no
 * database. A silence is as long as the database's clock says, or this process's own: a clock that was put forward and back hides none.
 * Each is told once and then every hour: by mail past the outbox, on stderr, in the alarm's row and in `health`, which anybody may ask
 * and which says nothing of why the database does not answer.
 */
export function startWatchdog({
  pool,
  now,
  direct,
  say,
  room = () => Promise.resolve(Number.POSITIVE_INFINITY),
  everyMs = 10_000,
  answerMs = patienceMs,
  milliseconds = () => performance.now(),
}: WatchdogOptions): Watchdog {
  const watchingSince = now();
  let health: Health = {
    ok: true,
    lastCompleted: null,
    says: 'Watching has just begun',
    mail: null,
    unaddressed: null,
  };
  let newestSeen = milliseconds();
  const told = new Map<string, Instant>();

  /** The newest completed sweep, or why nobody knows. */
  async function ask(): Promise<{ readonly lastCompleted: Instant | null; readonly trouble: string | null }> {
    try {
      const lastCompleted = await within(answerMs, lastSweepCompleted(pool));
      if (lastCompleted !== health.lastCompleted) newestSeen = milliseconds();
      return { lastCompleted, trouble: null };
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      return { lastCompleted: health.lastCompleted, trouble };
    }
  }

  async function look(): Promise<number> {
    const at = now();
    const { lastCompleted, trouble } = await ask();
    const since = lastCompleted !== null && lastCompleted > watchingSince ? lastCompleted : watchingSince;
    const silent = Math.max(minutesBetween(since, at), Math.floor((milliseconds() - newestSeen) / 60_000));
    const noAnswer = trouble === null ? '' : 'The database does not answer.';
    const mail = trouble === null ? await lookAtMail(at) : health.mail;
    const unaddressed = trouble === null ? await lookForAddresses(at) : health.unaddressed;
    if (silent < silenceMinutes) {
      if (noAnswer && health.ok) say(`Watchdog: ${noAnswer} ${trouble}`);
      const left = await room();
      const cramped = left < nearlyFullMegabytes ? `${Math.floor(left)} MB are left.` : '';
      const isFull = left < fullMegabytes ? `The disk is full: ${cramped}` : '';
      const last = lastCompleted
        ? `Last sweep completed ${sayInstant(lastCompleted)}`
        : 'No sweep has completed yet';
      health = {
        ok: trouble === null && isFull === '',
        lastCompleted,
        says: noAnswer || isFull || last,
        mail,
        unaddressed,
      };
      told.delete('silence');
      if (cramped) await tellAgain('disk', at, () => tellOfDisk(cramped, at));
      else told.delete('disk');
      return everyMs;
    }
    const last = lastCompleted ? `the last one ${sayInstant(lastCompleted)}` : 'none is on record';
    const says = `No sweep has completed for ${silent} minutes; ${last}. ${noAnswer}`.trimEnd();
    health = { ok: false, lastCompleted, says, mail, unaddressed };
    await tellAgain('silence', at, () => tell(health, trouble, at));
    return everyMs;
  }

  /** At once, and again each time that so many minutes have passed since. */
  async function tellAgain(
    what: string,
    at: Instant,
    tells: () => Promise<void>,
    minutes = repeatMinutes,
  ): Promise<void> {
    const last = told.get(what);
    if (last !== undefined && addMinutes(last, minutes) > at) return;
    told.set(what, at);
    await tells();
  }

  /** By standard error, since there is no mail; the pages say it too while nothing goes out at all. */
  async function lookAtMail(at: Instant): Promise<string | null> {
    const stuck = await within(answerMs, stuckMail(pool, addMinutes(at, -mailMinutes))).catch(() => null);
    if (stuck === null) {
      told.delete('mail');
      return null;
    }
    const since = sayInstant(stuck.since);
    const to = stuck.addresses === 1 ? 'one address' : `${stuck.addresses} addresses`;
    await tellAgain('mail', at, async () =>
      say(`ALARM: Mail to ${to} has waited since ${since}, and is tried again: ${stuck.error}`),
    );
    return stuck.nothingGoes
      ? `No mail has gone out since ${since}: nobody is told by mail of what is overdue.`
      : null;
  }

  /** Told at once when somebody more is without an address; what the mail said stands in the pages meanwhile. */
  async function lookForAddresses(at: Instant): Promise<string | null> {
    const who = await within(answerMs, withoutAddress(pool, londonDate(at))).catch(() => null);
    if (who === null) return health.unaddressed;
    if (who.length === 0) return null;
    const says = `No mail reaches ${who.join(', ')}: the directory has no e-mail address for them.`;
    await tellAgain(
      says,
      at,
      async () => {
        say(`ALARM: ${says}`);
        const body = `${says} What they were to be told of stands in the pages alone. Ring them, and write the address into the directory file.\n`;
        await mailOperations('no address in the directory', body, at);
      },
      addressMinutes,
    );
    return `No mail reaches ${who.length} of those who are to be told: the directory has no e-mail address for them.`;
  }

  async function tellOfDisk(cramped: string, at: Instant): Promise<void> {
    say(`ALARM: The data folder: ${cramped}`);
    const body = `The data folder: ${cramped} When nothing is left no record can be opened and nothing recorded. Make room, or move the folder to a larger disk.\n`;
    await mailOperations('the disk is nearly full', body, at);
  }

  async function tell({ says, lastCompleted }: Health, trouble: string | null, at: Instant): Promise<void> {
    const why = trouble === null ? '' : ` It said: ${trouble}`;
    say(`ALARM: ${says}${why}`);
    const route = direct ? 'mail, stderr, health' : 'stderr, health';
    const alarm = { at, lastCompleted, says, route, repeatMinutes };
    const first = await within(answerMs, raiseAlarm(pool, alarm)).catch(() => true);
    if (!first) return;
    const body = `${says}${why}\n\nNo step of any ladder is raised while no sweep runs. Nothing is lost: the next sweep raises all that is due. Look at the process that sweeps, then at the database.\n`;
    await mailOperations('the sweep is silent', body, at);
  }

  async function mailOperations(what: string, body: string, at: Instant): Promise<void> {
    if (!direct) return;
    const mail = {
      mailId: randomUUID(),
      to: direct.to,
      subject: `Handhold ALARM: ${what}`,
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

/** The answer, or a fault where none came in time. What comes later is heard by nobody. */
async function within<Answer>(ms: number, answer: Promise<Answer>): Promise<Answer> {
  const done = new AbortController();
  const late = pause(ms, null, { signal: done.signal }).then(() => {
    throw new Error(`nothing came within ${ms / 1000} seconds`);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    done.abort();
  }
}
