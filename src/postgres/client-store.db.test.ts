import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { askChildren, type ClientOutcome, issueToClient, moveClocks } from '../application/client-command.ts';
import { issuedNow } from '../application/issued.ts';
import { underWay } from '../application/known-elsewhere.ts';
import { bankHolidays } from '../domain/calendar/holidays.ts';
import { addDays, addMinutes, type Instant, londonDate } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import type { Context } from '../domain/child/context.ts';
import { openBeforeRelease } from '../domain/child/state.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import { nothingAsked } from '../domain/programme/known.ts';
import type { ClientStatus } from '../domain/programme/statuses.ts';
import { clientsOfChanged } from '../jobs/clocks-loop.ts';
import { noteEarlier } from '../jobs/consequence-loop.ts';
import { behindAnother, meetsInDeadlock } from './behind-another.fixture.ts';
import { caseloadReadings } from './caseload-readings.ts';
import { checkAll } from './check.ts';
import { childStore } from './child-store.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { clientReadings } from './client-readings.ts';
import { clientStore } from './client-store.ts';
import { createPools, type Pools } from './pool.ts';
import { readings } from './readings.ts';
import { withDatabase } from './test-database.ts';
import { isClient } from './who-held.ts';

describe('a client and her children, on the database', () => {
  let database: Awaited<ReturnType<typeof withDatabase>>;
  let pools: Pools;
  let directory: Awaited<ReturnType<typeof nursery>>['directory'];

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database, max: 4 });
    directory = (await nursery(pools.admin)).directory;
  });
  after(async () => {
    const { ok, findings } = await checkAll(pools.admin);
    await pools.close();
    await database.close();
    assert.ok(ok, JSON.stringify(findings.slice(0, 5)));
  });

  const stores = () => ({ clients: clientStore(pools.app), children: childStore(pools.app) });

  function contextOf(who: string, now: Instant): Context {
    return {
      now,
      actor: actorOf(directory, who),
      directory,
      holidays: bankHolidays,
      ruleSets: defaultRuleSets,
    };
  }

  async function give(who: string, personId: string, command: ClientCommand, now: Instant = noon) {
    const issued = issuedNow(personId, command);
    return issueToClient(stores(), issued, contextOf(who, now));
  }

  function done(outcome: ClientOutcome) {
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    if (outcome.kind !== 'done') throw new Error('not done');
    for (const { asked, answer } of outcome.answers)
      assert.equal(answer.outcome, 'done', `${asked.command.type}: ${answer.says}`);
    return outcome;
  }

  async function enrolled(at: Instant = noon): Promise<{ clientId: string; pregnancyId: string }> {
    const clientId = randomUUID();
    const pregnancyId = randomUUID();
    const identity = {
      givenName: 'Tess',
      familyName: 'Hartley',
      bornOn: '2008-03-01',
      nhsNumber: null,
      familyId: randomUUID(),
      phone: '',
    };
    const known = { ...nothingAsked, expectedOn: addDays(londonDate(at), 30), firstBaby: true };
    done(
      await give(
        'shanice-brown',
        clientId,
        {
          type: 'refer',
          teamId: 'luton-fnp',
          identity,
          address: null,
          from: 'midwife',
          referrer: 'Ruth Long',
          known,
          note: '',
        },
        at,
      ),
    );
    done(await give('shanice-brown', clientId, { type: 'assess' }, at));
    done(
      await give(
        'moira-kettle',
        clientId,
        {
          type: 'enrol',
          nurseId: 'shanice-brown',
          consent: { on: londonDate(at), how: 'Signed' },
          sharingBasis: 'Children Act 2004, section 11',
          outsideRules: 'Her sister was in the programme',
          aboveCapacity: null,
          pregnancyId,
          expectedOn: known.expectedOn,
          children: [],
        },
        at,
      ),
    );
    return { clientId, pregnancyId };
  }

  test('enrolment puts the unborn child in care with the same team and nurse (A8)', async () => {
    const { pregnancyId } = await enrolled();
    const child = await stores().children.loadAny(pregnancyId);
    assert.equal(child?.state.care.status, 'in-care');
    assert.deepEqual(
      child?.state.care.status === 'in-care' && child.state.care.holder.practitionerId,
      'shanice-brown',
    );
    assert.ok(child?.state.programme);
  });

  test('who held is asked of her children and not of her: by its id she is told from a child', async () => {
    const { clientId, pregnancyId } = await enrolled();
    const asked = await Promise.all([clientId, pregnancyId].map((id) => isClient(pools.admin, id)));
    assert.deepEqual(asked, [true, false]);
  });

  test('what is asked of others by her: which site has her number, and which children are of one client (A17, A43)', async () => {
    const { clientId, pregnancyId } = await enrolled();
    const [state] = [(await stores().clients.load(clientId, null))?.state];
    assert.ok(state);
    const identity = { ...state.identity, nhsNumber: '9990011036' };
    const { address, known } = state;
    done(
      await give('moira-kettle', clientId, {
        type: 'record-client',
        identity,
        address,
        known,
        why: 'Her card',
      }),
    );
    const asks = (personId: string, standing: readonly ClientStatus[] = ['enrolled']) =>
      stores().clients.withNumber({
        nhsNumber: '9990011036',
        personId,
        standing,
        by: actorOf(directory, 'beth-lomax'),
      });
    assert.deepEqual(await asks(randomUUID()), [{ teamId: 'luton-fnp' }]);
    assert.deepEqual(await asks(clientId), []);
    assert.deepEqual(await asks(randomUUID(), ['referred']), []);
    const again = { type: 'refer', teamId: 'ealing-fnp', identity, address, known } as const;
    const refused = await give('beth-lomax', randomUUID(), {
      ...again,
      from: 'midwife',
      referrer: 'Ann Lee',
      note: '',
    });
    assert.ok(refused.kind === 'refused' && refused.refusal.code === 'client-elsewhere');
    const family = await stores().children.ofFamily([], [], pregnancyId);
    assert.deepEqual(
      family.map(({ personId }) => personId),
      [pregnancyId],
    );
  });

  test('of a client who is hidden, by her own address or by a child’s, no site is named by her number, and her lead hears who asked (P11)', async () => {
    const clients = clientReadings(pools.app);
    for (const [nhsNumber, hides] of [
      ['9990011044', 'her own'],
      ['9990011052', 'a child’s'],
    ] as const) {
      const { clientId, pregnancyId } = await enrolled();
      const state = (await stores().clients.load(clientId, null))?.state;
      assert.ok(state);
      const place = {
        lines: ['9 Rowan Court'],
        postcode: 'LU1 2AB',
        areaCode: 'E06000032',
        temporary: false,
      };
      done(
        await give('moira-kettle', clientId, {
          type: 'record-client',
          identity: { ...state.identity, nhsNumber },
          address: { ...place, from: londonDate(noon), sealed: hides === 'her own' },
          known: state.known,
          why: 'Her card',
        }),
      );
      if (hides === 'a child’s')
        await pools.admin.query('update child set sealed = true where person_id = $1', [pregnancyId]);
      const ask = (who: string) =>
        clients.siteOfNumber(actorOf(directory, who), nhsNumber, randomUUID(), underWay);
      assert.deepEqual(await ask('beth-lomax'), { teamId: null }, hides);
      assert.deepEqual(await ask('beth-lomax'), { teamId: null });
      assert.deepEqual(await ask('moira-kettle'), { teamId: 'luton-fnp' }, 'who reads her record knows it');
      const told = await pools.admin.query(
        `select team_id, for_lead from notice where person_id = $1 and code = 'client-asked-by-number'`,
        [clientId],
      );
      assert.deepEqual(told.rows, [{ team_id: 'luton-fnp', for_lead: true }], 'told once until it is read');
      const looked = await pools.admin.query(
        `select practitioner_id, role from read_record where person_id = $1 and why like 'Asked by NHS%' order by read_id`,
        [clientId],
      );
      assert.deepEqual(looked.rows, [
        { practitioner_id: 'beth-lomax', role: actorOf(directory, 'beth-lomax').role },
        { practitioner_id: 'beth-lomax', role: actorOf(directory, 'beth-lomax').role },
        { practitioner_id: 'moira-kettle', role: 'lead' },
      ]);
      if (hides === 'a child’s')
        await pools.admin.query('update child set sealed = false where person_id = $1', [pregnancyId]);
    }
    const stranger = { ...actorOf(directory, 'beth-lomax'), teamId: 'luton-fnp' };
    await assert.rejects(
      clients.siteOfNumber(stranger, '9990011044', randomUUID(), underWay),
      /for the own team/,
    );
  });

  test('twins: the first goes on in the record of the pregnancy, the second has its own, both with the same holder (A10)', async () => {
    const { clientId, pregnancyId } = await enrolled();
    const second = randomUUID();
    const baby = (personId: string, givenName: string) => ({
      personId,
      givenName,
      familyName: 'Hartley',
      nhsNumber: null,
      bornAlive: true,
    });
    const now = addMinutes(noon, 60 * 24 * 20);
    const born = done(
      await give(
        'shanice-brown',
        clientId,
        {
          type: 'tell-birth',
          bornOn: londonDate(now),
          where: 'Luton',
          babies: [baby(pregnancyId, 'Ada'), baby(second, 'Ben')],
        },
        now,
      ),
    );
    assert.equal(born.state.children.length, 2);
    for (const personId of [pregnancyId, second]) {
      const child = await stores().children.loadAny(personId);
      assert.equal(child?.state.identity.bornOn, londonDate(now));
      assert.equal(
        child?.state.care.status === 'in-care' && child.state.care.holder.practitionerId,
        'shanice-brown',
      );
      assert.equal(child?.state.programme?.clientId, clientId);
      assert.equal(child?.state.programme?.endsOn, born.state.endsOn);
    }
    const left = done(
      await give(
        'shanice-brown',
        clientId,
        {
          type: 'leave',
          door: 'withdrew',
          reason: 'no-time',
          why: 'Back to college',
          proposedLevel: 'targeted',
          areaCode: null,
        },
        addMinutes(now, 60),
      ),
    );
    assert.equal(left.state.status, 'left-early');
    for (const personId of [pregnancyId, second]) {
      const child = await stores().children.loadAny(personId);
      const open = child && openBeforeRelease(child.state);
      assert.equal(open?.occasion, 'early-leaver', 'each child has a handover of its own');
      assert.equal(child?.state.care.status === 'in-care' && child.state.care.holder.teamId, 'luton-fnp');
    }
  });

  test('a deadlock is not told: what the server undid is sent again, and has one effect', () =>
    meetsInDeadlock(async () => {
      const { clientId } = await enrolled();
      const before = (await stores().clients.load(clientId, null))?.version ?? 0;
      const command = {
        type: 'allocate-nurse',
        nurseId: 'ewa-nowak',
        why: 'Nearer to her',
        aboveCapacity: 'Agreed',
      } as const;
      await behindAnother(
        pools.admin,
        { table: 'client', personId: clientId },
        async () => assert.equal((await give('moira-kettle', clientId, command)).kind, 'done'),
        (another) => another.query(`select from practitioner where id = 'ewa-nowak' for update`),
      );
      const { rows } = await pools.admin.query(
        `select data ->> 'nurseId' as nurse from fact where person_id = $1 and version > $2 and type = 'NurseAllocated'`,
        [clientId, before],
      );
      assert.deepEqual(rows, [{ nurse: 'ewa-nowak' }]);
    }));

  test('what a crash left unasked is asked once, and what is asked twice has one effect', async () => {
    const { clientId, pregnancyId } = await enrolled();
    await pools.admin.query(
      'update consequence set answered_at = null, outcome = null, says = null where person_id = $1',
      [clientId],
    );
    const before = await stores().children.loadAny(pregnancyId);
    const answers = await askChildren(stores(), clientId, contextOf('shanice-brown', addMinutes(noon, 5)));
    assert.equal(answers.length, 2);
    const afterwards = await stores().children.loadAny(pregnancyId);
    assert.equal(afterwards?.version, before?.version);
    assert.deepEqual(await stores().clients.waiting(clientId), []);
  });

  test('what her facts asked of a child and was taken away, or changed, is told by the check', async () => {
    const { clientId, pregnancyId } = await enrolled();
    const changes = [
      ['delete from consequence where person_id = $1 and consequence_no = 1', ': has no row: nobody asks it'],
      [
        `update consequence set child_id = '00000000-0000-4000-8000-000000000001' where person_id = $1 and consequence_no = 1`,
        `.childId: is "00000000-0000-4000-8000-000000000001", the facts say "${pregnancyId}"`,
      ],
    ] as const;
    for (const [change, says] of changes) {
      await pools.admin.query('create table asked_before as table consequence');
      await pools.admin.query(change, [clientId]);
      const { findings } = await checkAll(pools.admin);
      assert.deepEqual(
        findings.map((found) => `${found.personId} ${found.where}: ${found.says}`),
        [`${clientId} consequence join-programme of child ${pregnancyId}${says}`],
      );
      await pools.admin.query(
        'truncate consequence; insert into consequence select * from asked_before; drop table asked_before',
      );
    }
    assert.deepEqual((await checkAll(pools.admin)).findings, []);
  });

  test('what a child’s record refused is on the board with its day, is missed by the check where no fact says it, and is owed from now on where it was refused before', async () => {
    const { clientId } = await enrolled();
    const personId = randomUUID();
    const child = { personId, bornOn: '2026-10-01', givenName: 'Ivy' };
    const brought = await give('shanice-brown', clientId, { type: 'bring-child', child, why: 'At home' });
    assert.ok(brought.kind === 'done' && brought.answers[0]?.answer.outcome === 'refused');
    const onBoard = async (who = 'shanice-brown') =>
      (await caseloadReadings(pools.app).board(actorOf(directory, who), [], noon)).refused
        .filter((one) => one.clientId === clientId)
        .map(({ since, dueAt, ...one }) => ({ ...one, open: since < dueAt }));
    const ivy = { clientId, givenName: 'Tess', familyName: 'Hartley', childId: personId, open: true };
    assert.deepEqual(await onBoard(), [{ ...ivy, asks: 'join-programme', says: 'not-in-care' }]);
    assert.deepEqual(await onBoard('beth-lomax'), []);
    assert.deepEqual((await checkAll(pools.admin)).findings, []);

    // As an earlier version left it: a row that says refused, and no fact.
    const join = 'where person_id = $1 and child_id <> $2 and consequence_no = 1';
    await pools.admin.query(`update consequence set outcome = 'refused', says = 'care-has-ended' ${join}`, [
      clientId,
      personId,
    ]);
    const { findings } = await checkAll(pools.admin);
    assert.match(
      findings.map(({ says }) => says).join(),
      /^join-programme of child .* was refused, and no fact says so: nobody owes it$/,
    );
    await pools.admin.query(`update consequence set noted = false ${join}`, [clientId, personId]);
    assert.deepEqual((await checkAll(pools.admin)).findings, []);
    const context = contextOf('shanice-brown', addMinutes(noon, 5));
    assert.equal(await noteEarlier(pools.admin, stores(), context), 1);
    assert.equal(await noteEarlier(pools.admin, stores(), context), 0);
    assert.equal((await onBoard()).length, 2);
    assert.ok((await clientsOfChanged(pools.admin, addMinutes(noon, 60))).every((id) => id !== clientId));
    assert.ok((await clientsOfChanged(pools.admin, addMinutes(noon, -60))).includes(clientId));
    // The child has joined by its own record: that refusal was none, or has been mended since.
    await moveClocks(stores(), clientId, context);
    assert.deepEqual(
      (await onBoard()).map(({ childId }) => childId),
      [personId],
    );
    done(
      await give('moira-kettle', clientId, {
        type: 'settle-refusal',
        childId: personId,
        why: 'Lives in Ghent',
      }),
    );
    assert.deepEqual(await onBoard(), []);
  });

  test('a visit is counted among the days of the last eight weeks, also for a child not born yet', async () => {
    // Which days are the last is asked of the database, which goes by its own clock.
    const now = new Date().toISOString();
    const at = addMinutes(now, -24 * 60);
    const { clientId, pregnancyId } = await enrolled(addMinutes(now, -10 * 24 * 60));
    const visit = {
      place: 'home',
      mode: 'face-to-face',
      minutes: 60,
      clientSeen: true,
      childrenSeen: [],
    } as const;
    const more = { accompaniedBy: null, note: '', next: null } as const;
    done(
      await give(
        'shanice-brown',
        clientId,
        { type: 'record-visit', visitId: randomUUID(), at, ...visit, ...more },
        now,
      ),
    );
    const actor = actorOf(directory, 'shanice-brown');
    const child = await readings(pools.app).child(actor, pregnancyId, 'child', 'Test');
    assert.deepEqual(child?.visitDays, [londonDate(at)]);
  });

  test('a team without access finds no client', async () => {
    const { clientId } = await enrolled();
    const outcome = await give('leo-marsh', clientId, { type: 'resume', note: '' });
    assert.equal(outcome.kind, 'not-found');
  });
});
