import pg from 'pg';

/**
 * A deadlock, or a serialization that failed: the server undid all of it, and it goes through once the others have gone on. Within a
 * transaction of more than one statement the third says that an earlier one met others: whatever is sent after it is not heard.
 */
const givenUp = ['40P01', '40001', '25P02'];

/** Whether the server gave this up for others. */
export function metOthers(error: unknown): boolean {
  return error instanceof pg.DatabaseError && givenUp.includes(error.code ?? '');
}

/** What met others is done once more: nothing of it was written, and whoever asked is told of nothing. */
export async function onceMoreAfterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!metOthers(error)) throw error;
    return work();
  }
}
