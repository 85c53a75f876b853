import type { Point } from './dying.ts';

/**
 * Lives in which a program is killed, all of them with one kill and turn after turn: before each turn whoever got no answer
 * sends again what was not answered, and goes on to the next command at which the program dies.
 */
export type Killed<Life> = {
  readonly life: Life;
  /** The places in its steps at which the program is killed, in order. */
  readonly kills: readonly number[];
};

/** Enough that a life is killed again and again; of more another one of the same kind begins. */
const mostKills = 6;

/** The lives with a place to be killed at, none at more places than a life bears. */
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

/** One life in one turn: what was kept and what was answered of its steps before, and where it is killed now. */
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

/** How many steps of a life are written when it was killed last at this place, or never. */
export function writtenOf(point: Point, at: number | undefined): number {
  if (at === undefined) return 0;
  return point === 'before-append' ? at : at + 1;
}

/** The turns of all lives, those of one kill together. */
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

/** What is answered before a kill: only what was never written before has an effect now. */
export function answersBefore<Life>(
  { at, unanswered, kept }: Turn<Life>,
  commandIds: readonly string[],
): readonly (readonly [string, string])[] {
  return commandIds
    .slice(unanswered, at)
    .map((id, place) => [id, unanswered + place < kept ? 'repeated' : 'done']);
}
