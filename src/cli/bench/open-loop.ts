import { Agent, get } from 'node:http';
import { percentile } from './rows.ts';

/** A page to ask, as somebody who is signed in. */
export type PageAsk = { readonly url: string; readonly cookie: string };

export type OpenLoop = {
  readonly p50: number;
  readonly p95: number;
  readonly asked: number;
  /** Not answered with 200, or not sent because too many were waiting. Each counts as never answered. */
  readonly failed: number;
};

/** More waiting than this and the rate is lost: the rest is counted as failed, so that the measurement ends. */
const mostWaiting = 3000;

/**
 * Asks at fixed times whatever became of those before, as people do, and counts each answer from the time at which it was
 * to be asked: a server that stalls is charged for all who waited.
 */
export async function openLoop(
  asks: readonly PageAsk[],
  rate: number,
  milliseconds: number,
): Promise<OpenLoop> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const total = Math.round((rate * milliseconds) / 1000);
  const took: number[] = [];
  const answers: Promise<void>[] = [];
  const begun = performance.now();
  let [sent, waiting, failed] = [0, 0, 0];

  async function one(ask: PageAsk, due: number): Promise<void> {
    waiting += 1;
    const status = await statusOf(ask, agent);
    waiting -= 1;
    if (status !== 200) failed += 1;
    took.push(status === 200 ? performance.now() - due : Number.POSITIVE_INFINITY);
  }

  while (sent < total) {
    const dueBy = Math.min(total, Math.floor(((performance.now() - begun) * rate) / 1000) + 1);
    for (; sent < dueBy; sent += 1) {
      const ask = asks[sent % asks.length];
      if (!ask || waiting >= mostWaiting) {
        failed += 1;
        took.push(Number.POSITIVE_INFINITY);
      } else answers.push(one(ask, begun + (sent * 1000) / rate));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(answers);
  agent.destroy();
  return { p50: percentile(took, 0.5), p95: percentile(took, 0.95), asked: total, failed };
}

function statusOf({ url, cookie }: PageAsk, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const request = get(url, { agent, headers: { cookie, accept: 'text/html' } }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', () => resolve(0));
    });
    request.setTimeout(15_000, () => request.destroy());
    request.once('error', () => resolve(0));
  });
}
