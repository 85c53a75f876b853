import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { mayOpen } from '../../src/domain/access/page-permissions.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 12 });
});
after(() => house.close());

test('near misses are counted by team, in the page too, and a number below five is not told (A41, P12)', async () => {
  const nearMisses = async () => {
    const counts = await house.deps.readings.areaCounts(house.time.now);
    return counts.find(({ team }) => team === 'ealing-hv')?.nearMisses ?? 0;
  };
  const row = async () => {
    const { text } = await (await house.visitor('peter-vance')).get(pagePaths.counts);
    return (/Ealing health visiting[\s\S]*?<\/tr>/.exec(text)?.[0] ?? '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
  };
  const before = await nearMisses();
  const days = (n: number) => new Date(Date.parse(house.time.now) + n * 86_400_000).toISOString();
  for (let count = 1; count <= 5 - before; count += 1) {
    const { personId, handoverId } = await offered(house, { familyName: `Rowan${count}` });
    const now = house.time.now;
    house.time.now = days(6);
    const outcome = await house.give(personId, 'samira-haddad', {
      type: 'withdraw',
      handoverId,
      reason: 'At home again',
      backHome: true,
    });
    house.time.now = now;
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    assert.equal(await nearMisses(), before + count);
    assert.match(await row(), before + count < 5 ? / fewer than 5 *$/ : / 5 *$/);
  }
});

const told = /^(?:0|fewer than 5|Not counted|Not shown|Too few to show|\d*[05])$/;
const share = /^\d*[05]% \(\d*[05] of \d*[05]\)$/;

test('no page that a commissioner opens tells a number by which, with the others, one child could be known (P12)', async () => {
  const run = randomUUID();
  await house.admin.query(
    `insert into sweep_run (sweep_id, started_at, completed_at, asked, raised, late, still_open, sweeper) values ($1, $2, $2, 'all', 1, 3, 7, 'test')`,
    [run, house.time.now],
  );
  const visitor = await house.visitor('peter-vance');
  const open = house.routes.filter(
    ({ method, path, permission }) =>
      method === 'GET' && !path.includes(':') && mayOpen('commissioner', permission),
  );
  let numbers = 0;
  for (const { path } of open) {
    const { text, status } = await visitor.get(path);
    if (status !== 200) continue;
    for (const [, cell = ''] of text.matchAll(/<td[^>]*numeric[^>]*>([\s\S]*?)<\/td>/g)) {
      const words = cell
        .replace(/<span class="nhsuk-table__heading"[\s\S]*?<\/span>/g, '')
        .replace(/<[^>]+>/g, ' ')
        .trim();
      assert.ok(told.test(words) || share.test(words), `${path}: ${words}`);
      numbers += 1;
    }
    assert.doesNotMatch(text, /\b1 step raised|\b[1-4] steps raised/, path);
  }
  assert.ok(numbers > 50, `${numbers} numbers on ${open.length} pages`);
  assert.ok(
    open.some(({ path }) => path === pagePaths.counts) && open.some(({ path }) => path === pagePaths.sweeps),
  );
});

test('what is owed to nurses’ supervision is counted with the rest, at its last step too', async () => {
  const of = async () =>
    (await house.deps.readings.areaCounts(house.time.now)).find(({ team }) => team === 'luton-fnp');
  const before = await of();
  assert.ok(before);
  await house.admin.query(
    `insert into supervision_escalation (nurse_id, kind, due_on, step, team_id, due_at, step_due_at, raised_at, late_by_outage, names, told_teams, sweep_id)
     select 'ewa-nowak', 'supervise', '2020-01-01', step, 'luton-fnp', $2, $2, $2, false, '[]', '{}', $1 from unnest(array[0, 4]) step`,
    [randomUUID(), house.time.now],
  );
  const after = await of();
  assert.deepEqual(
    [after?.supervisionOverdue, after?.lastStep],
    [before.supervisionOverdue + 1, before.lastStep + 1],
  );
});
