import type { ChildStore } from '../../src/application/child-store.ts';
import { issue, type Outcome } from '../../src/application/command.ts';
import { demonstrationDirectory } from '../../src/application/demonstration/directory.ts';
import { actorOf } from '../../src/application/demonstration/life.ts';
import { bankHolidays } from '../../src/domain/calendar/holidays.ts';
import type { Instant } from '../../src/domain/calendar/time.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import type { Context } from '../../src/domain/child/context.ts';
import { closingLater } from '../../src/domain/directory/closing.fixture.ts';

/** One command of a life, as it was given: who, when, against which version, with which id. */
export type Step = {
  readonly who: string;
  readonly now: Instant;
  readonly commandId: string;
  readonly version: number;
  readonly command: ChildCommand;
};

/** A child's commands in order. Played again, on any store, they lead to the same state. */
export type Life = { readonly personId: string; readonly steps: readonly Step[] };

export const directory = demonstrationDirectory();

/** The directory as those read it who hand over because their service closes: its last day is known. */
const closing = closingLater(directory, 'luton-hv', 'ealing-hv', 'hf-hv');

/** By whom and when a step was given, with the directory of the demonstration. */
export function contextOf({ who, now }: Pick<Step, 'who' | 'now'>): Context {
  return {
    now,
    actor: actorOf(who, directory),
    directory: closing,
    ruleSets: defaultRuleSets,
    holidays: bankHolidays,
  };
}

/** Gives one step on a store. The same step given again is the same request, sent twice. */
export function give(store: ChildStore, personId: string, step: Step): Promise<Outcome> {
  const { commandId, version: expectedVersion, command } = step;
  return issue(store, { personId, commandId, command, expectedVersion, happenedAt: null }, contextOf(step));
}

/** What one client does: these lives, one after the other, each command after the one before was answered. */
export type Lane = readonly Life[];

export type Answered = (commandId: string, outcome: string) => void;

/** All clients at once, each on its lane. `answered` hears of a command only when its answer has come. */
export async function playLanes(
  store: ChildStore,
  lanes: readonly Lane[],
  answered: Answered,
): Promise<void> {
  await Promise.all(
    lanes.map(async (lane) => {
      for (const { personId, steps } of lane) {
        for (const step of steps) answered(step.commandId, (await give(store, personId, step)).kind);
      }
    }),
  );
}
