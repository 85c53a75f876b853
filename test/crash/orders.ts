import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Death } from './dying.ts';
import type { Answered } from './lanes.ts';

/** What a program is told to play, and where it dies by itself, if anywhere. */
export type Orders<Played> = { readonly plays: readonly Played[]; readonly death: Death | null };

/** Says that the program is connected, and waits for its orders: one line on stdin. */
export async function orders<Played>(): Promise<Orders<Played> & { readonly answered: Answered }> {
  console.log('ready');
  const [line] = await once(createInterface(process.stdin), 'line');
  const { plays, death }: Orders<Played> = JSON.parse(line);
  return {
    plays,
    death,
    answered(commandId, outcome) {
      console.log(`${commandId} ${outcome}`);
      // The other commands stand at the point and would wait for ever, so whoever expects the kill is told at once.
      if (death?.commandIds.includes(commandId)) process.exit(1);
    },
  };
}
