import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as bulkCommands from '../../src/application/bulk/bulk-commands.ts';
import type { DirectoryCommand } from '../../src/application/directory-commands.ts';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { systemActor } from '../../src/domain/child/context.ts';
import { bulkStore } from '../../src/postgres/bulk-store.ts';
import { caseloadReadings } from '../../src/postgres/caseload-readings.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { actorOf } from '../../src/postgres/children.fixture.ts';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { directoryStore } from '../../src/postgres/leaver.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { readings } from '../../src/postgres/readings.ts';
import { seedChildren } from '../../src/postgres/seed.ts';
import { seedQuarantine } from '../../src/postgres/seed-quarantine.ts';
import { sweep } from '../../src/postgres/sweep.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import type { WebDeps } from '../../src/web/deps.ts';
import { pageRoutes } from '../../src/web/pages/routes.ts';
import { type About, giveCommand, type Kind, kinds, planOf } from './answers.ts';
import { makeProgram, type Program } from './program.ts';

const children = 'a stream of a child: points.db.test.ts kills around every kind of command there';
const clients = 'a stream of a client: mothers.db.test.ts kills around every kind of command there';

/** For each address that takes a form, the commands that the form gives; or, in words, why no program is killed here for it. */
const doneBy: Readonly<Record<string, readonly Kind[] | string>> = {
  '/notices': ['see-notices'],
  '/desk': children,
  '/desk/turn': ['act-as-duty', 'end-duty'],
  '/my-absence/end': ['return'],
  '/raised': ['acknowledge-step', 'acknowledge-supervision', 'acknowledge-items'],
  '/begun': 'one row of the person who asks: thrown away a second time it is gone',
  '/search': 'it changes nothing',
  '/take-on': children,
  '/sealed': children,
  '/child/:personId/do/:form': children,
  '/child/:personId/handover/:handoverId/do/:form': children,
  '/bulk/:id/again': ['look-again'],
  '/bulk/:id/decide': ['decide-bulk'],
  '/bulk/:id/lead': ['name-lead'],
  '/bulk/plan': ['plan-bulk'],
  '/bulk/accept': children,
  '/caseload/:practitionerId': ['reallocate'],
  '/team/close': ['close-team'],
  '/refer': clients,
  '/calendar': ['make-link'],
  '/programme/team/:practitionerId/supervision': ['record-supervision'],
  '/programme/team/:practitionerId/time': ['set-working-time'],
  '/clients/:clientId/do/:form': clients,
  '/quarantine/:id': ['settle-quarantine'],
  '/people/:practitionerId/absence': ['leave', 'disable', 'be-away', 'return', 'close-account'],
};

/** Typed so that the compiler asks for every command of the directory. */
const ofDirectory: Readonly<Record<DirectoryCommand['type'], Kind>> = {
  leave: 'leave',
  disable: 'disable',
  'be-away': 'be-away',
  'act-as-duty': 'act-as-duty',
  'end-duty': 'end-duty',
  return: 'return',
  'close-account': 'close-account',
  'close-team': 'close-team',
};

const ofBulk: Readonly<Record<string, Kind>> = {
  planBulk: 'plan-bulk',
  decideBulk: 'decide-bulk',
  nameLead: 'name-lead',
  lookAgain: 'look-again',
  reallocate: 'reallocate',
};

test('every address that takes a form, and every command that is in no stream, is killed before its answer', () => {
  const posts = pageRoutes({} as WebDeps).filter(({ method }) => method === 'POST');
  assert.deepEqual(posts.map((route) => route.path).toSorted(), Object.keys(doneBy).toSorted());
  const commands = Object.keys(bulkCommands).filter((name) => name !== 'planFault');
  assert.deepEqual(commands.toSorted(), Object.keys(ofBulk).toSorted());
  const here = Object.values(doneBy).flatMap((by) => (typeof by === 'string' ? [] : by));
  const named = new Set<Kind>([...here, ...Object.values(ofDirectory), ...Object.values(ofBulk)]);
  assert.deepEqual([...named].toSorted(), [...kinds].toSorted());
});

describe('kill -9 after a command that is in no stream, and before its answer', () => {
  const now = '2026-11-23T10:00:00.000Z';
  let database: TestDatabase;
  let pools: Pools;
  let program: Program;
  let about: About;
  before(async () => {
    program = await makeProgram(path.join(import.meta.dirname, 'answers.fixture.ts'));
    database = await withDatabase();
    pools = createPools({ ...database });
    await seedChildren(pools.admin, { seed: 7, size: 60, now });
    // Nobody has settled it for two months, so all its steps are raised.
    await seedQuarantine(pools.admin, addMinutes(now, -60 * 24 * 60));
    await sweep(pools.admin, { now, sweeper: 'crash test' });
    about = await somethingOfEach();
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  const one = async <Row extends object>(text: string, ...values: readonly unknown[]): Promise<Row> => {
    const { rows } = await pools.admin.query<Row>(text, [...values]);
    return rows[0] ?? assert.fail(`nothing of ${text}`);
  };

  /** What is needed before each command: planned bulk handovers, somebody who is away, somebody who left. */
  async function somethingOfEach(): Promise<About> {
    const { directory } = await loadDirectory(pools.admin);
    const actor = (id: string) => actorOf(directory, id);
    const store = bulkStore(pools.admin, pools.app);
    const plan = async (who: string, teamId: string) => {
      const outcome = await bulkCommands.planBulk(planOf(randomUUID(), teamId, now), {
        store,
        directory,
        actor: actor(who),
        now,
      });
      assert.ok(outcome.kind === 'done', JSON.stringify(outcome));
      return outcome.bulkId;
    };
    const planned = {
      decide: await plan('deborah-quill', 'ealing-hv'),
      lead: await plan('fiona-drake', 'hf-hv'),
      again: await plan('moira-kettle', 'luton-fnp'),
    };
    const before = addMinutes(now, -60);
    const change = directoryStore(pools.admin).change;
    const away = { from: before, to: null, deputyId: null };
    await change({ type: 'be-away', practitionerId: 'chloe-sinclair', ...away }, systemActor, before);
    await change({ type: 'leave', practitionerId: 'owen-pryce', why: 'A test' }, systemActor, before);
    const { raisedSteps, raisedItems } = readings(pools.app);
    const board = caseloadReadings(pools.app);
    const [held, time] = await Promise.all([
      board.lastSupervision(actor('moira-kettle'), 'shanice-brown'),
      board.lastWorkingTime(actor('moira-kettle'), 'shanice-brown'),
    ]);
    const [{ steps }, items, supervised] = await Promise.all([
      raisedSteps(actor('grace-adeyemi'), 0, null),
      raisedItems(actor('grace-adeyemi')),
      board.raisedSupervision(actor('moira-kettle')),
    ]);
    const first = <One>(all: readonly One[], what: string): One => all[0] ?? assert.fail(`no ${what}`);
    const { id: childId } = await one<{ id: string }>(
      `select person_id as id from child where holder_team = 'luton-hv' and care_status = 'in-care' and holder_practitioner is distinct from 'amara-osei' limit 1`,
    );
    const { id: noticeId } = await one<{ id: string }>(
      `select notice_id as id from notice where team_id = 'luton-hv' and seen_at is null limit 1`,
    );
    const { id: quarantineId } = await one<{ id: string }>(
      `select quarantine_id as id from quarantine where team_id = 'luton-hv' and settled_at is null limit 1`,
    );
    return {
      now,
      forms: Object.fromEntries(kinds.map((kind) => [kind, randomUUID()])) as About['forms'],
      planned,
      marks: { supervision: held.mark, workingTime: time.mark },
      childId,
      noticeId,
      quarantineId,
      step: first(steps, 'step'),
      supervision: first(supervised, 'supervision'),
      items: first(items, 'items'),
    };
  }

  /** For each kind of command, how often it was written: never or once. */
  async function written(): Promise<Readonly<Record<Kind, number>>> {
    const { forms, planned, noticeId, quarantineId, step, supervision, items } = about;
    const count = async (from: string, ...values: readonly unknown[]) =>
      (await one<{ n: number }>(`select count(*)::int as n from ${from}`, ...values)).n;
    const changed = (kind: Kind) => count('directory_change where change_id = $1', forms[kind]);
    const ofBulkHandover = (id: string, what: string) =>
      count(`bulk_handover where bulk_id = $1 and ${what}`, id);
    return {
      'see-notices': await count("notice where notice_id = $1 and seen_by = 'grace-adeyemi'", noticeId),
      'acknowledge-step': await count(
        "escalation where person_id = $1 and key = $2 and step = $3 and acknowledged_by = 'grace-adeyemi'",
        step.personId,
        step.key,
        step.step,
      ),
      'acknowledge-supervision': await count(
        "supervision_escalation where nurse_id = $1 and kind = $2 and due_on = $3 and step = $4 and acknowledged_by = 'moira-kettle'",
        supervision.nurseId,
        supervision.kind,
        supervision.dueOn,
        supervision.step,
      ),
      'acknowledge-items': await count(
        "(select distinct acknowledged_by from quarantine_escalation where kind = $1 and owner_team = $2 and step = $3 and acknowledged_by = 'grace-adeyemi') a",
        items.kind,
        items.ownerTeam,
        items.step,
      ),
      'plan-bulk': await ofBulkHandover(
        forms['plan-bulk'],
        'exists (select from bulk_line l where l.bulk_id = bulk_handover.bulk_id)',
      ),
      'decide-bulk': await ofBulkHandover(planned.decide, "state = 'go' and round = 2"),
      'name-lead': await ofBulkHandover(planned.lead, "lead_id = 'grace-adeyemi'"),
      'look-again': await ofBulkHandover(planned.again, 'round = 2'),
      reallocate: await count('bulk_line where bulk_id = $1', forms.reallocate),
      'record-supervision': await count('supervision where supervision_id = $1', forms['record-supervision']),
      'set-working-time': await count(
        "working_time where practitioner_id = 'shanice-brown' and share = 0.5 and why = 'A test of crashes'",
      ),
      'make-link': await count('calendar_link where token_hash = $1', forms['make-link']),
      'settle-quarantine': await count(
        "quarantine where quarantine_id = $1 and settlement = 'dealt-with'",
        quarantineId,
      ),
      leave: await changed('leave'),
      disable: await changed('disable'),
      'be-away': await changed('be-away'),
      'act-as-duty': await changed('act-as-duty'),
      'end-duty': await changed('end-duty'),
      return: await changed('return'),
      'close-account': await changed('close-account'),
      'close-team': await changed('close-team'),
    };
  }

  const each = (n: number) => Object.fromEntries(kinds.map((kind) => [kind, n]));
  const killed = (killAt: string, ...given: readonly Kind[]) =>
    program.killed(
      [database.appUrl, database.adminUrl, JSON.stringify(about), JSON.stringify(given)],
      killAt,
    );

  test('what is several statements, killed before it is committed, has left nothing', async () => {
    for (const kind of ['plan-bulk', 'reallocate', 'close-team'] as const) killed('before-commit', kind);
    assert.deepEqual(await written(), each(0));
  });

  test('it is written whole, and sent again by whoever got no answer it has one effect', async () => {
    killed('before-answer', ...kinds);
    assert.deepEqual(await written(), each(1));
    for (const kind of kinds) await giveCommand(pools, about, kind);
    assert.deepEqual(await written(), each(1));
    const { changes } = await one<{ changes: number }>(
      'select count(*)::int as changes from directory_change',
    );
    assert.equal(changes, 10, 'eight, and the two before them');
    assert.deepEqual((await checkAll(pools.admin)).findings, []);
  });
});
