import type { Pools } from '../src/postgres/pool.ts';

/** The rows of each person, without the id. */
export async function rowsOfEach<Row extends object>(
  { admin }: Pools,
  people: readonly string[],
  text: string,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const { rows } = await admin.query<Row & { person_id: string }>(text, [people]);
  const each = new Map<string, Row[]>();
  for (const { person_id, ...row } of rows) {
    const those = each.get(person_id) ?? [];
    those.push(row as unknown as Row);
    each.set(person_id, those);
  }
  return each;
}
