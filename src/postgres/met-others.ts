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

/** Does it once more where it met others: nothing of the first time was written, and the caller is told of nothing. */
export async function onceMoreAfterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!metOthers(error)) throw error;
    return work();
  }
}
