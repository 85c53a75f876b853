import pg from 'pg';

/** How many statements this process sends to the database meanwhile, by any connection. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<number> {
  const driver = pg.Client.prototype as unknown as { query: (...parts: unknown[]) => unknown };
  const { query } = driver;
  let sent = 0;
  driver.query = function (...parts) {
    sent += 1;
    return query.apply(this, parts);
  };
  try {
    await work();
  } finally {
    driver.query = query;
  }
  return sent;
}
