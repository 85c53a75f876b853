import type { Point } from './dying.ts';

/**
 * A life and the steps at which the program that plays it is killed. One kill ends the programs of all lives at once. After it,
 * whoever got no answer sends the command again and goes on to the next step at which the program dies.
 */
export type Killed<Life> = {
  readonly life: Life;
  /** The places in its steps at which the program is killed, in order. */
  readonly kills: readonly number[];
};

/** A life is killed this often at most. If there are more places to be killed at, another life of the same kind begins. */
const mostKills = 6;

/** Shares the places among copies of the lives, so that none is killed more often than that. */
export function shared<Life>(
  lives: readonly Killed<Life>[],
  another: (life: Life) => Life,
): readonly Killed<Life>[] {
  return lives.flatMap(({ life, kills }) =>
    Array.from({ length: Math.ceil(kills.length / mostKills) }, (_, part) => ({
      life: another(life),
      kills: kills.slice(part * mostKills, (part + 1) * mostKills),
    })),
  );
}

/** One life in one turn: which of its steps were written and answered before, and at which step it is killed now. */
export type Turn<Life> = {
  readonly life: Life;
  readonly at: number;
  /** The first step that was not answered: it is sent again. */
  readonly unanswered: number;
  /** So many steps are written already. */
  readonly kept: number;
  /** So many are written after the kill. */
  readonly written: number;
};

/** How many steps of a life are written once it was killed at this place; none if it was never killed. */
export function writtenOf(point: Point, at: number | undefined): number {
  if (at === undefined) return 0;
  return point === 'before-append' ? at : at + 1;
}

/** The turns of all lives, together for each kill. */
export function turnsOf<Life>(
  lives: readonly Killed<Life>[],
  point: Point,
): readonly (readonly Turn<Life>[])[] {
  return Array.from({ length: mostKills }, (_, turn) =>
    lives.flatMap(({ life, kills }) => {
      const [before, at] = [kills[turn - 1], kills[turn]];
      if (at === undefined) return [];
      return [
        { life, at, unanswered: before ?? 0, kept: writtenOf(point, before), written: writtenOf(point, at) },
      ];
    }),
  ).filter((turn) => turn.length > 0);
}

/** What was answered before a kill: whatever was not written before has its effect only now. */
export function answersBefore<Life>(
  { at, unanswered, kept }: Turn<Life>,
  commandIds: readonly string[],
): readonly (readonly [string, string])[] {
  return commandIds
    .slice(unanswered, at)
    .map((id, place) => [id, unanswered + place < kept ? 'repeated' : 'done']);
}
