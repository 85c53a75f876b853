import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 12 });
});
after(() => house.close());

/** A step of one deadline of a child that the named nurse of Luton reads, raised to a team, naming one person there. */
async function raised(
  step: number,
  teamId: string,
  [practitionerId, name]: readonly [string, string],
): Promise<void> {
  const named = JSON.stringify([{ practitionerId, teamId, name }]);
  await house.admin.query(
    `with child as (select person_id from access where team_id = 'luton-hv' order by person_id limit 1),
      read as (insert into access (person_id, team_id, relation) select person_id, 'luton-named-nurse', 'named-nurse' from child on conflict do nothing),
      owed as (insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step, row_id, row_column, rule_version)
        select person_id, 'above', 'seen', 'luton-hv', '2026-11-01', $4, array_fill($4::timestamptz, array[5]), 4, '11', 'routine', 'test' from child
        on conflict do nothing)
     insert into escalation (person_id, key, from_at, kind, step, owner_team, told_teams, due_at, step_due_at, raised_at, late_by_outage, names, sweep_id)
       select person_id, 'above', '2026-11-01', 'seen', $1, 'luton-hv', array[$2], $4, $4, $4, false, $3, gen_random_uuid() from child`,
    [step, teamId, named, house.time.now],
  );
}

/** What a page says of the child of whom Olu Fashola was told, after the heading below which it stands. */
function entryOf(text: string): string {
  const entry = text.split('<li class="hh-arrival').find((one) => one.includes('Olu Fashola')) ?? '';
  const headings = [...text.slice(0, text.indexOf(entry)).matchAll(/<h2[\s\S]*?<\/h2>/g)];
  return `${headings.at(-1)?.[0]} <li${entry}`.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

test('a named nurse reads how far the ladder went above her, to whom and whether they have it, and is not asked for it', async () => {
  const ruth = await house.visitor('ruth-pemberton');
  await raised(2, 'luton-named-nurse', ['ruth-pemberton', 'Ruth Pemberton']);
  assert.doesNotMatch((await ruth.get(pagePaths.raised)).text, /above your team/);
  await raised(3, 'luton-designated-nurse', ['olu-fashola', 'Olu Fashola']);
  await raised(4, 'luton-commissioner', ['karen-lyle', 'Karen Lyle']);

  const before = (await ruth.get(pagePaths.raised)).text;
  const told = entryOf(before);
  assert.match(
    told,
    /^ Highest step told here: Named nurse of each side\. Raised above your team as far as: Commissioner and board /,
  );
  assert.match(told, /Who was told: 1 step to acknowledge/, 'hers alone');
  assert.match(
    told,
    /Designated nurse of each side , above your team: Olu Fashola\. Raised [^.]+\. Not acknowledged yet\./,
  );
  assert.match(
    told,
    /Commissioner and board , above your team: Karen Lyle\. Raised [^.]+\. Told as a number\./,
  );
  const asked = [...before.matchAll(/name="key" value="above"[\s\S]*?name="step" value="(\d)"/g)];
  assert.deepEqual(
    asked.map(([, step]) => step),
    ['2'],
    'a button for her own step and for no other',
  );

  await house.admin.query(
    `update escalation set acknowledged_at = $1, acknowledged_by = 'olu-fashola' where key = 'above' and step = 3`,
    [house.time.now],
  );
  assert.match(entryOf((await ruth.get(pagePaths.raised)).text), /Acknowledged by Olu Fashola, /);
  const grace = entryOf((await (await house.visitor('grace-adeyemi')).get(pagePaths.raised)).text);
  assert.doesNotMatch(grace, /above your team/, 'the team that owes is told of every step');
});
