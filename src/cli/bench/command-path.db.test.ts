import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demonstrationDirectoryOn } from '../../application/demonstration/directory.ts';
import { loadDirectory, saveDirectory } from '../../postgres/directory-store.ts';
import { createPools } from '../../postgres/pool.ts';
import { withDatabase } from '../../postgres/test-database.ts';
import { bareStatement, commandPath } from './command-path.ts';

test('what is measured are whole passages: every child that was begun is offered, accepted and seen', async () => {
  const database = await withDatabase();
  const pools = createPools(database);
  try {
    const now = new Date().toISOString();
    await saveDirectory(pools.admin, demonstrationDirectoryOn(now), now);
    // So many of a team's people at so many times that some have left, or are away, by the time they are to act.
    const children = 60;
    const slice = await commandPath(pools, await loadDirectory(pools.admin), children);
    // Until the children are used up: a command that is refused would end it earlier, with its words.
    await assert.rejects(slice(4, 60_000), /ran out of trial children/);
    const { rows } = await pools.admin.query<{ type: string; n: number }>(
      `select type, count(*)::int as n from fact where type in ('HandoverOffered', 'HandoverAccepted', 'ChildSeen') group by 1`,
    );
    const of = (type: string) => rows.find((row) => row.type === type)?.n ?? 0;
    assert.equal(of('HandoverOffered'), children);
    assert.ok(of('HandoverAccepted') > 0 && of('ChildSeen') > 0);
    assert.ok((await (await bareStatement(pools.admin))(1, 50)) > 0);
  } finally {
    await pools.close();
    await database.close();
  }
});
