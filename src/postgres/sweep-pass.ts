import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import { nameForClientsOfLeavers } from './clients-of-leavers.ts';
import { refreshLadder } from './directory-store.ts';
import { passKeepingOfTheClosed } from './keepers.ts';
import { setLastDays } from './last-days.ts';
import { nameAfterLeavers, type Renamed, returnOffersOfTheAway } from './leaver.ts';
import type { Network } from './supervision-sweep.ts';
import { type Swept, sweep } from './sweep.ts';

type PassOptions = {
  /** Asked before each part: a long sweep must not date what comes after it. */
  readonly now: () => Instant;
  /** Which process sweeps, for the record. */
  readonly sweeper: string;
  readonly stopped?: () => boolean;
  /** The directory and rules as the process has them; read where none is given. */
  readonly network?: () => Network;
};

/** What a pass did. */
type Passed = {
  readonly swept: Swept;
  /** Offers that lie on the desk again. */
  readonly returned: number;
  /** Children that were told of their team's last day, or that it has none any more. */
  readonly lastDays: number;
  /** Records of children held outside that the holding desk keeps now. */
  readonly kept: number;
  readonly children: Renamed;
  readonly clients: Renamed;
};

const none: Renamed = { renamed: 0, left: 0 };

/**
 * One pass of the sweep: the ladder's names as they are at that moment, every step that is due, and what follows when people are away or
 * leave and when teams close. Each part asks the state, so that any number of passes may run at once and a pass that
 * broke off is made good by the next one. A pass that is stopped ends behind the sweep.
 */
export async function sweepPass(
  pool: Pool,
  { now, sweeper, stopped = () => false, network }: PassOptions,
): Promise<Passed> {
  await refreshLadder(pool, now());
  const swept = await sweep(pool, {
    now: now(),
    sweeper,
    stopped,
    ...(network && { network: network() }),
  });
  if (stopped()) return { swept, returned: 0, lastDays: 0, kept: 0, children: none, clients: none };
  const returned = await returnOffersOfTheAway(pool, now());
  const lastDays = await setLastDays(pool, now());
  const kept = await passKeepingOfTheClosed(pool, now());
  const children = await nameAfterLeavers(pool, now());
  const clients = await nameForClientsOfLeavers(pool, now());
  return { swept, returned, lastDays, kept, children, clients };
}

/**
 * Whether the next pass has to follow at once although nothing falls due: a pass does only a bounded part of what
 * follows when people and teams leave.
 */
export function moreToPass({ lastDays, kept, children, clients }: Passed): boolean {
  const going = ({ renamed, left }: Renamed) => renamed > 0 && left > 0;
  return lastDays + kept > 0 || going(children) || going(clients);
}
