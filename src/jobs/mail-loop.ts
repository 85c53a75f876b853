import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import { type Loop, startLoop } from './loop.ts';
import type { Transport } from './mail-transport.ts';
import { gatherMail, sendWaiting } from './outbox.ts';

export type MailLoopOptions = {
  readonly pool: Pool;
  readonly now: () => Instant;
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly onError: (error: unknown) => void;
  /** A team gets at most one mail in this time. */
  readonly gatherEveryMs?: number;
  readonly sendEveryMs?: number;
};

/** Gathers notices into mails every quarter of an hour and sends what waits every half minute. */
export function startMailLoop(options: MailLoopOptions): Loop {
  const {
    pool,
    now,
    baseUrl,
    transport,
    onError,
    gatherEveryMs = 15 * 60_000,
    sendEveryMs = 30_000,
  } = options;
  let gatheredAt = Number.NEGATIVE_INFINITY;
  return startLoop(async () => {
    if (performance.now() - gatheredAt >= gatherEveryMs) {
      await gatherMail(pool, now(), baseUrl);
      gatheredAt = performance.now();
    }
    await sendWaiting(pool, transport, now, baseUrl);
    return sendEveryMs;
  }, onError);
}
