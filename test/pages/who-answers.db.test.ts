import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { WorkList } from '../../src/application/readings.ts';
import { answersFor, presentAt, whoAnswers } from '../../src/domain/directory/directory.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { type House, openHouse } from './house.ts';

type Held = { readonly personId: string; readonly teamId: string; readonly named: string | null };
type Late = Held & {
  readonly owner: string;
  readonly owed: string;
  readonly of: readonly (string | null)[];
  readonly client: boolean;
};

describe('the lists of whoever answers for a child are what its page says (P1, decision 0010)', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  const held = async () =>
    (
      await house.admin.query<Held>(
        `select person_id as "personId", holder_team as "teamId", holder_practitioner as named from child where care_status = 'in-care'`,
      )
    ).rows;
  const late = async () =>
    (
      await house.admin.query<Late>(
        `select d.person_id as "personId", d.kind as owed, d.owner_team as owner, coalesce(c.holder_team, k.team_id) as "teamId",
           coalesce(c.holder_practitioner, k.nurse_id) as named, array[h.prepared_by, h.accepted_by, h.addressed_to] as of
         from deadline d left join child c using (person_id) left join client k using (person_id)
         left join handover h on h.person_id = d.person_id and h.handover_id = d.handover_id
         where d.due_at <= $1 and d.owner_team is not null`,
        [house.time.now],
      )
    ).rows;
  /** By the function of the domain that the page of the child uses too. */
  const answers = (teamId: string, named: string | null) =>
    whoAnswers(house.deps.directory(), teamId, named, house.time.now).practitionerId;

  async function listed(who: string, list: WorkList) {
    const actor = house.person(who);
    const people = answersFor(house.deps.directory(), actor, house.time.now);
    const lines = await house.deps.readings.workList(actor, people, list, house.time.now, 0, 10_000);
    const counts = await house.deps.readings.workCounts(actor, people, house.time.now);
    assert.equal(counts[list], lines.length, `the number of ${list} of ${who}`);
    return lines.map(({ personId, owed }) => (list === 'overdue' ? `${personId} ${owed}` : personId)).sort();
  }

  test('"My children" of everybody who is here are exactly those for whom that person answers', async () => {
    const children = await held();
    const directory = house.deps.directory();
    let ofNobody = 0;
    for (const { id } of directory.practitioners.values()) {
      if (!presentAt(directory, id, house.time.now)) continue;
      const own = children.filter(({ teamId, named }) => answers(teamId, named) === id);
      ofNobody += own.filter(({ named }) => named === null).length;
      assert.deepEqual(await listed(id, 'my-children'), own.map(({ personId }) => personId).sort(), id);
    }
    assert.ok(ofNobody > 0, 'somebody is named for every child');
  });

  test('"Overdue" is what the own team owes for them, what is owed in handovers with that person’s name, and a dispute to decide', async () => {
    const owed = await late();
    const directory = house.deps.directory();
    const ofTeam = (name: string | null, teamId: string) =>
      name !== null && directory.practitioners.get(name)?.teamId === teamId;
    let ofNobody = 0;
    for (const { id, teamId } of directory.practitioners.values()) {
      if (!presentAt(directory, id, house.time.now)) continue;
      const own = owed.filter(
        (one) =>
          one.owner === teamId &&
          (one.owed === 'decide-dispute' ||
            (one.teamId === teamId && answers(teamId, one.named) === id) ||
            one.of.some((name) => ofTeam(name, teamId) && answers(teamId, name) === id)),
      );
      ofNobody += own.filter(
        ({ named, of, owed: kind }) => named === null && !of.includes(id) && kind !== 'decide-dispute',
      ).length;
      const lines = own.map(({ personId, owed: kind }) => `${personId} ${kind}`);
      assert.deepEqual(await listed(id, 'overdue'), lines.sort(), id);
    }
    assert.ok(ofNobody > 0, 'nothing is overdue of a child of whom nobody is named');
  });

  test('the page says of which children nobody is named, and the lead’s table counts them in a row of their own', async () => {
    const own = (await held()).filter(({ teamId }) => answers(teamId, null) === 'grace-adeyemi');
    const unnamed = own.filter(({ named }) => named === null);
    const mine = own.filter(({ teamId, named }) => answers(teamId, named) === 'grace-adeyemi');
    const grace = await house.visitor('grace-adeyemi');
    const front = (await grace.get('/')).text;
    assert.match(
      front,
      new RegExp(`number">${mine.length}</span>\\s*<span class="hh-count__label">My children<`),
    );
    const list = (await grace.get(pagePaths.work('my-children'))).text;
    assert.equal(list.match(/Nobody is named: you answer/g)?.length, unnamed.length);
    const { text } = await grace.get(pagePaths.team);
    const words = text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    assert.match(words, new RegExp(`Nobody named .*?Grace Adeyemi answers Children ${unnamed.length} `));
  });

  test('while the lead is away they are on the lists of whoever stands in her place, and on hers again afterwards', async () => {
    const { now } = house.time;
    const lead = house.person('grace-adeyemi');
    const unnamed = (await held()).filter(({ teamId, named }) => teamId === 'luton-hv' && named === null);
    const away = { type: 'be-away', practitionerId: 'grace-adeyemi', from: now, to: null } as const;
    const onList = async (who: string) => {
      const ids = new Set(await listed(who, 'my-children'));
      return unnamed.filter(({ personId }) => ids.has(personId)).length;
    };
    await house.deps.changeDirectory({ ...away, deputyId: 'amara-osei' }, lead, now);
    assert.deepEqual([await onList('amara-osei'), await onList('grace-adeyemi')], [unnamed.length, 0]);
    await house.deps.changeDirectory({ type: 'return', practitionerId: 'grace-adeyemi' }, lead, now);
    assert.deepEqual([await onList('amara-osei'), await onList('grace-adeyemi')], [0, unnamed.length]);
  });
});
