import pg from 'pg';

/** A deadlock, or a serialization that failed: the server undid all of it, and it goes through once the others have gone on. */
export function metOthers(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ['40P01', '40001'].includes(error.code ?? '');
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
