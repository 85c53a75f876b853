import pg from 'pg';

/**
 * A deadlock, or a serialization that failed: the server undid all of it, and it succeeds once the others have gone on.
 * The third code says, within a transaction of several statements, that an earlier one failed so: the server does not
 * listen to what is sent after it.
 */
const givenUp = ['40P01', '40001', '25P02'];

/** Whether the server gave this up in favour of others. */
export function metOthers(error: unknown): boolean {
  return error instanceof pg.DatabaseError && givenUp.includes(error.code ?? '');
}

/** Whoever was waited for may be met again at once, before those who waited are awake. */
const againAtMost = 3;

/**
 * Does it again where it met others, three times at most: nothing of the time before was written, and the caller is told
 * of nothing.
 */
export async function againAfterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let again = 0; ; again += 1) {
    try {
      return await work();
    } catch (error) {
      if (!metOthers(error) || again === againAtMost) throw error;
    }
  }
}
