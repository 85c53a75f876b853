import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { takeCaseload } from '../../src/application/import/caseload.ts';
import { takeMessage } from '../../src/application/import/messages.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { londonDate } from '../../src/domain/calendar/time.ts';
import { systemActor } from '../../src/domain/child/context.ts';
import type { EventType, IncomingPerson } from '../../src/domain/move/incoming.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import { readCaseload } from '../../src/fhir/caseload-csv.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { fileStore, messageStore } from '../../src/postgres/import-store.ts';
import { sweep } from '../../src/postgres/sweep.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, tokenOf, type Visitor } from '../../src/web/server.fixture.ts';
import { takesChildOn } from '../children.ts';
import { refer } from '../client-world.ts';
import { type House, openHouse } from './house.ts';

const [oldNumber, newNumber, motherNumber] = ['9990011028', '9990011044', '9990011036'];
const identity = {
  bornOn: '2025-02-11',
  expectedOn: null,
  familyId: 'family-of-thornbury',
  mother: { name: 'Nell Thornbury', nhsNumber: motherNumber ?? null, bornOn: null },
};
const address = {
  lines: ['12 Invented Row'],
  postcode: 'LU1 2AB',
  areaCode: 'E06000032',
  temporary: false,
  sealed: false,
  from: '2025-02-11',
};

describe('A16 an adopted child: the old record is sealed, with no link to the new one', () => {
  let house: House;
  const [old, sister, fresh] = [randomUUID(), randomUUID(), randomUUID()];
  /** What lies in quarantine about the child, and about its first mother alone. */
  const [item, settledItem, ofMother] = [randomUUID(), randomUUID(), randomUUID()];
  before(async () => {
    house = await openHouse({ size: 12 });
    const takeOn = (personId: string, given: string, family: string, nhsNumber: string | null) =>
      house.give(
        personId,
        'amara-osei',
        takesChildOn(
          'amara-osei',
          'luton-hv',
          {
            ...identity,
            ...(family === 'Thornbury' ? {} : { familyId: null, mother: null }),
            givenName: given,
            familyName: family,
            nhsNumber,
          },
          { address },
        ),
      );
    await takeOn(old, 'Orla', 'Thornbury', oldNumber ?? null);
    await takeOn(sister, 'Ivy', 'Thornbury', null);
    const place = [{ lines: ['12 Invented Row'], postcode: 'LU1 2AB', postcodeAsWritten: 'LU12AB' }];
    for (const [id, subject, settledAt] of [
      [item, { nhsNumber: oldNumber, familyName: 'Thornbury', addresses: place }, null],
      [settledItem, { nhsNumber: oldNumber, familyName: 'Thornbury', addresses: place }, house.time.now],
      [ofMother, { nhsNumber: motherNumber, familyName: 'Thornbury', addresses: [] }, null],
    ] as const)
      await house.admin.query(
        `insert into quarantine (quarantine_id, item_key, received_at, source, file_name, reason, says, content, team_id, settled_at, settled_by, settlement, note)
         values ($1::text::uuid, $1::text, $2, 'nems', 'invented.xml', 'older-than-known', 'A newer one counted', $3, 'luton-hv', $4, 'amara-osei',
           case when $4::timestamptz is not null then 'duplicate' end, 'Thornbury, known')`,
        [id, house.time.now, JSON.stringify({ fingerprint: 'f', subject, mother: null }), settledAt],
      );
  });
  after(() => house.close());

  async function sealWith(visitor: Visitor, number: string, agreedBy = 'ruth-pemberton') {
    const form = await visitor.get(pagePaths.form(old, 'adopted'));
    return visitor.post(pagePaths.form(old, 'adopted'), {
      _csrf: tokenOf(form.text),
      _version: /name="_version" value="(\d+)"/.exec(form.text)?.[1] ?? '',
      _then: 'send',
      number,
      'confirmed-by': 'Family court',
      'agreed-by': agreedBy,
    });
  }

  test('it ends only when somebody holds the new record, and the number of that is kept nowhere', async () => {
    const lead = await house.visitor('grace-adeyemi');
    const early = await sealWith(lead, newNumber ?? '');
    assert.equal(early.status, 422);
    assert.match(early.text, /only when the new record has a holder/);
    assert.equal((await sealWith(lead, oldNumber ?? '')).status, 422, 'its own number is no new record');
    const taken = await house.give(
      fresh,
      'samira-haddad',
      takesChildOn('samira-haddad', 'ealing-hv', {
        ...identity,
        givenName: 'Rose',
        familyName: 'Marchbank',
        nhsNumber: newNumber ?? null,
        familyId: null,
        mother: null,
      }),
    );
    assert.equal(taken.kind, 'done');
    const alone = await sealWith(lead, newNumber ?? '', '');
    assert.equal(alone.status, 422);
    assert.match(alone.text, /Who agreed with you that this record is sealed\?/);
    assert.equal(
      (await sealWith(lead, newNumber ?? '', 'grace-adeyemi')).status,
      422,
      'she is no second name',
    );
    assert.equal((await sealWith(lead, newNumber ?? '')).status, 200);
    const { rows } = await house.admin.query<{ all: string }>(
      `select (select string_agg(data::text, '') from fact where person_id = $1)
        || (select state::text from child_state where person_id = $1)
        || coalesce((select string_agg(data::text, '') from draft where person_id = $1), '') as all`,
      [old],
    );
    assert.ok(!rows[0]?.all.includes(newNumber ?? '') && !/Marchbank|Rose/.test(rows[0]?.all ?? ''));
    for (const table of ['read_record', 'notice']) {
      const { rows: traces } = await house.admin.query(`select * from ${table} where person_id = $1`, [
        fresh,
      ]);
      assert.deepEqual(traces, [], 'nor does the new record say that anybody asked for it');
    }
  });

  test('nobody finds it: by name, number, date, postcode, family, list, print, notice, draft or message', async () => {
    // What each of them began before it was sealed.
    await house.admin.query(
      `insert into draft select $1, who, $2, '{}', 1, $3 from unnest(array['amara-osei', 'grace-adeyemi', 'ruth-pemberton', 'tom-ashworth']) who`,
      [old, pagePaths.form(old, 'report-signal'), house.time.now],
    );
    for (const who of ['amara-osei', 'grace-adeyemi', 'ruth-pemberton', 'tom-ashworth']) {
      const visitor = await house.visitor(who);
      for (const q of ['Orla', oldNumber ?? '', 'LU1 2AB', 'Thornbury']) {
        const { text } = await visitor.search({ q });
        assert.ok(!text.includes(old) && !/Orla/.test(text.replaceAll('value="Orla"', '')), `${who}: ${q}`);
      }
      const { text: byDay } = await visitor.search({
        'born-day': '11',
        'born-month': '2',
        'born-year': '2025',
      });
      assert.ok(!byDay.includes(old), `${who} by date of birth`);
      for (const address of [
        pagePaths.child(old),
        pagePaths.whoHeld(old),
        pagePaths.form(old, 'reverse-end'),
      ]) {
        const visit = await visitor.get(address);
        assert.equal(visit.status, 404, `${who} ${address}`);
        assert.doesNotMatch(visit.text, /Orla|Accountability for this child has ended/);
      }
      const told = who === 'ruth-pemberton' ? [] : [pagePaths.notices];
      for (const address of [
        pagePaths.printList,
        ...told,
        pagePaths.teamList('held'),
        pagePaths.begun,
        '/',
      ]) {
        const { text } = await visitor.get(address);
        assert.ok(!text.includes(old) && !text.includes(old.slice(0, 8)), `${who} ${address}`);
      }
    }
    const amara = await house.visitor('amara-osei');
    const brother = await amara.get(pagePaths.child(sister));
    assert.equal(brother.status, 200);
    assert.doesNotMatch(brother.text, /Orla/);
    const found = await messageStore(house.admin).find([oldNumber ?? '', motherNumber ?? '']);
    assert.deepEqual(
      found.map(({ personId }) => personId),
      [sister],
    );
  });

  test('what lies in quarantine about it is the named nurse’s alone, shows no place, and each look is recorded', async () => {
    const ours = await house.visitor('amara-osei');
    for (const list of [pagePaths.quarantine, `${pagePaths.quarantine}?settled=yes`]) {
      const { text } = await ours.get(list);
      assert.ok(!text.includes(item) && !text.includes(settledItem) && !/Thornbury/.test(text), list);
    }
    assert.ok((await ours.get(pagePaths.quarantine)).text.includes(ofMother), 'her other children go on');
    const ruth = await house.visitor('ruth-pemberton');
    assert.ok((await ruth.get(pagePaths.quarantine)).text.includes(item));
    const _csrf = tokenOf((await ours.get(pagePaths.quarantine)).text);
    for (const id of [item, settledItem]) {
      assert.equal((await ours.get(pagePaths.quarantineItem(id))).status, 404);
      const { text } = await ruth.get(pagePaths.quarantineItem(id));
      assert.match(text, /Thornbury/);
      assert.doesNotMatch(text, /Invented Row|LU1 ?2AB/);
    }
    await ours.post(pagePaths.quarantineItem(item), { _csrf, settlement: 'not-ours', note: 'Not ours' });
    const open = await house.admin.query('select settled_at from quarantine where quarantine_id = $1', [
      item,
    ]);
    assert.deepEqual(open.rows, [{ settled_at: null }]);
    const looked = await house.admin.query(
      `select practitioner_id from read_record where person_id = $1 and page = 'quarantine'`,
      [old],
    );
    assert.deepEqual(looked.rows, [
      { practitioner_id: 'ruth-pemberton' },
      { practitioner_id: 'ruth-pemberton' },
    ]);
    await sweep(house.admin, { now: house.time.now, sweeper: 'test' });
    const told = await house.admin.query(
      `select distinct team_id from notice where code like 'quarantine/new/%' and team_id like 'luton-%' order by 1`,
    );
    assert.deepEqual(told.rows, [{ team_id: 'luton-hv' }, { team_id: 'luton-named-nurse' }]);
  });

  test('no older file, message or entry by hand takes the child on anew: what tells of it is the named nurse’s', async () => {
    const children = childStore(house.admin);
    const context = () => ({
      ...house.deps.context(house.person('amara-osei'), house.time.now),
      actor: systemActor,
    });
    const kept = async () => {
      const text = `select (select count(*)::int from child) as children, (select count(*)::int from quarantine) as items`;
      return (await house.admin.query<{ children: number; items: number }>(text)).rows[0];
    };
    const before = await kept();
    const lines = [
      'nhs_number,given_name,family_name,date_of_birth,postcode,team_id',
      `${oldNumber},Orla,Thornbury,2025-02-11,,luton-hv`,
      ',ORLA,Thornbury,11/02/2025,,luton-hv',
      ',Orla,Thornbury,2025-02-12,,luton-hv',
    ];
    const file = await takeCaseload(
      { children, files: fileStore(house.admin) },
      {
        file: { fileHash: 'weekly', name: 'weekly.csv', kind: 'caseload' },
        lines: readCaseload(Readable.from([`${lines.join('\n')}\n`])),
        lineOf: ({ line }) => line,
        onProgress: () => {},
      },
      context,
    );
    assert.deepEqual(
      file.counts,
      { quarantined: 2, 'taken on': 1 },
      'born on another day it is another child',
    );
    const subject: IncomingPerson = {
      nhsNumber: oldNumber ?? '',
      nhsNumberProblem: null,
      numberSuperseded: null,
      familyName: 'Thornbury',
      givenNames: ['Orla'],
      dateOfBirth: '2025-02-11',
      gender: null,
      addresses: [
        { use: 'home', lines: [], postcode: 'LU1 2AB', postcodeAsWritten: null, from: null, to: null },
      ],
      restricted: false,
      gp: null,
      deceased: null,
      birthOrder: null,
      recordVersion: null,
    };
    for (const [eventType, effect] of [
      ['birth', 'register-birth'],
      ['patient-record', 'register-person'],
      ['change-of-address', 'suggest-move'],
    ] as const) {
      const taken = await takeMessage(
        { children, clients: clientStore(house.admin), inbox: messageStore(house.admin) },
        {
          fileName: 'old.xml',
          text: '',
          read: { kind: 'taken', effect, message: messageOf(eventType, subject), notes: [] },
        },
        context(),
      );
      assert.equal(taken.outcome, 'quarantined', eventType);
    }
    const byHand = await house.give(
      randomUUID(),
      'samira-haddad',
      takesChildOn('samira-haddad', 'ealing-hv', {
        ...identity,
        familyId: null,
        mother: null,
        givenName: 'O',
        familyName: 'T',
        nhsNumber: oldNumber ?? '',
      }),
    );
    assert.ok(byHand.kind === 'refused' && byHand.refusal.code === 'number-put-away', JSON.stringify(byHand));
    const after = await kept();
    assert.deepEqual(after, { children: (before?.children ?? 0) + 1, items: (before?.items ?? 0) + 5 });
    const items = await house.admin.query(
      `select distinct item_team(team_id, adopted) as team, adopted from quarantine where content like '%Thornbury%' and quarantine_id <> $1`,
      [ofMother],
    );
    assert.deepEqual(items.rows, [{ team: 'luton-named-nurse', adopted: old }]);
    // Whatever shape it has, it is kept.
    const born = { familyName: 'Thornbury', dateOfBirth: '2025-02-11' };
    for (const [subject, about] of [
      [{ ...born, givenNames: 'Orla' }, old],
      [{ ...born, givenNames: null }, null],
      [['Orla'], null],
    ] as const) {
      const asked = await house.admin.query('select item_put_away($1) as about', [
        JSON.stringify({ subject }),
      ]);
      assert.deepEqual(asked.rows, [{ about }]);
    }
    const amara = await (await house.visitor('amara-osei')).get(pagePaths.quarantine);
    assert.ok(!/Orla|ORLA|weekly|old\.xml/.test(amara.text));
    const ruth = await (await house.visitor('ruth-pemberton')).get(pagePaths.quarantine);
    assert.match(ruth.text, /weekly\.csv/);
    assert.ok(
      !ruth.text.includes(fresh) && !/Marchbank/.test(ruth.text),
      'nothing says which child it is now',
    );
  });

  test('the check tells where what a sealed record was known by is kept no more', async () => {
    const about = async () =>
      (await checkAll(house.admin)).findings.filter(({ where }) => where === 'put_away_as');
    assert.deepEqual(await about(), []);
    const { rows } = await house.admin.query<{ mark: string }>(
      'delete from put_away_as where ctid = (select min(ctid) from put_away_as where person_id = $1) returning mark',
      [old],
    );
    assert.deepEqual(
      (await about()).map(({ personId }) => personId),
      [old],
    );
    await house.admin.query('insert into put_away_as (person_id, mark) values ($1, $2)', [
      old,
      rows[0]?.mark,
    ]);
    assert.deepEqual(await about(), []);
  });

  test('the named nurse of the organisation opens it with a reason, which is recorded; nobody else has the page', async () => {
    for (const who of ['amara-osei', 'grace-adeyemi', 'olu-fashola'])
      assert.equal((await (await house.visitor(who)).get(pagePaths.sealed)).status, 403, who);
    const elsewhere = await (await house.visitor('colette-baptiste')).get(pagePaths.sealed);
    assert.ok(!elsewhere.text.includes(old), 'another organisation');

    const ruth = await house.visitor('ruth-pemberton');
    const list = await ruth.get(pagePaths.sealed);
    assert.ok(
      list.text.includes(old) && !/Orla|Thornbury/.test(list.text),
      'a reference, and nothing of whom',
    );
    const notices = await ruth.get(pagePaths.notices);
    assert.match(notices.text, /The old record of an adopted child was sealed, with a second name/);
    assert.ok(notices.text.includes(`href="${pagePaths.sealed}">Record ${old.slice(0, 8).toUpperCase()}`));
    assert.doesNotMatch(notices.text, /Orla|Thornbury|Marchbank/);
    const _csrf = tokenOf(list.text);
    const without = await ruth.post(pagePaths.sealed, { _csrf, record: old, why: '' });
    assert.equal(without.status, 422);
    assert.doesNotMatch(without.text, /Orla/);
    const opened = await ruth.post(pagePaths.sealed, { _csrf, record: old, why: 'Asked by the court' });
    assert.match(opened.text, /Orla Thornbury/);
    assert.match(opened.text, /Agreed by Ruth Pemberton/);
    assert.doesNotMatch(opened.text, /Marchbank|Ealing/);
    const { rows } = await house.admin.query(
      `select practitioner_id, page, why from read_record where person_id = $1 and page = 'sealed record'`,
      [old],
    );
    assert.deepEqual(rows, [
      { practitioner_id: 'ruth-pemberton', page: 'sealed record', why: 'Asked by the court' },
    ]);
    // By this door no other record opens.
    const other = await ruth.post(pagePaths.sealed, { _csrf, record: sister, why: 'Curious' });
    assert.equal(other.status, 422);
    assert.doesNotMatch(other.text, /Ivy/);
  });

  test('sealed in error: the named nurse has the holder restored, and the record is found again', async () => {
    const ruth = await house.visitor('ruth-pemberton');
    const _csrf = tokenOf((await ruth.get(pagePaths.sealed)).text);
    const opened = await ruth.post(pagePaths.sealed, { _csrf, record: old, why: 'Asked by the court' });
    const wrong = { record: old, _then: 'reverse', wrong: 'The order was another child’s' };
    const stale = await ruth.post(pagePaths.sealed, { ...carriedOn(opened.text), _version: '1', ...wrong });
    assert.equal(stale.status, 422);
    assert.match(stale.text, /Somebody has changed this record since you opened it, so nothing was recorded/);
    assert.match(stale.text, /The order was another child’s/, 'what was typed stays');
    const sent = { ...carriedOn(stale.text), ...wrong };
    const done = await ruth.post(pagePaths.sealed, sent);
    assert.match((await ruth.post(pagePaths.sealed, sent)).text, /keeps no sealed record/, 'a second click');
    assert.match(done.text, /keeps no sealed record/);
    const amara = await house.visitor('amara-osei');
    assert.match((await amara.search({ q: oldNumber ?? '' })).text, /Orla/);
    assert.equal((await amara.get(pagePaths.child(old))).status, 200);
    assert.equal((await amara.get(pagePaths.quarantineItem(item))).status, 200, 'its team works it again');
  });

  test('nor does the record of its mother in the programme name it or lead to it, nor any list of the site', async () => {
    const [clientId, child, other] = [randomUUID(), randomUUID(), randomUUID()];
    for (const [personId, givenName] of [
      [child, 'Orrin'],
      [other, 'Ivo'],
    ] as const)
      await house.give(
        personId,
        'shanice-brown',
        takesChildOn(
          'shanice-brown',
          'luton-fnp',
          { ...identity, givenName, familyName: 'Wickham', nhsNumber: null, familyId: null, mother: null },
          { address },
        ),
      );
    const day = londonDate(house.time.now);
    const gives = async (who: string, command: ClientCommand) => {
      const issued = issuedNow(clientId, command);
      const context = house.deps.context(house.person(who), house.time.now);
      const outcome = await house.deps.issueToClient(issued, context);
      assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    };
    await gives('shanice-brown', refer('luton-fnp', 'E06000032', day));
    await gives('moira-kettle', {
      type: 'enrol',
      nurseId: 'shanice-brown',
      consent: { on: day, how: 'Signed' },
      sharingBasis: 'Children Act 2004, section 11',
      outsideRules: 'Her children are born already',
      aboveCapacity: 'Agreed',
      pregnancyId: null,
      expectedOn: null,
      children: [
        { personId: child, bornOn: identity.bornOn, givenName: 'Orrin' },
        { personId: other, bornOn: identity.bornOn, givenName: 'Ivo' },
      ],
    });
    const nurse = await house.visitor('shanice-brown');
    assert.match((await nurse.get(pagePaths.client(clientId))).text, /Orrin[\s\S]*Ivo/);
    const ended = await house.give(child, 'moira-kettle', {
      type: 'end',
      reason: 'adopted',
      detail: 'Adopted: the new record has a holder',
      confirmedBy: 'Family court',
      agreedBy: 'ruth-pemberton',
      newNumber: newNumber ?? '',
    });
    assert.equal(ended.kind, 'done', JSON.stringify(ended));
    for (const address of [
      pagePaths.client(clientId),
      pagePaths.clientForm(clientId, 'record-visit'),
      pagePaths.clientForm(clientId, 'child-leaves'),
      `${pagePaths.board}?show=all`,
      pagePaths.board,
    ]) {
      const { status, text } = await nurse.get(address);
      assert.equal(status, 200, address);
      assert.ok(!/Orrin/.test(text) && !text.includes(child.slice(0, 8)), address);
    }
    assert.match((await nurse.get(pagePaths.client(clientId))).text, /Ivo/);
  });
});

function messageOf(eventType: EventType, subject: IncomingPerson) {
  return {
    source: 'nems',
    messageId: null,
    bundleId: null,
    fingerprint: `from before/${eventType}`,
    eventType,
    action: 'new',
    lastUpdated: '2026-01-05T10:00:00.000Z',
    subject,
    mother: null,
    related: [],
    bornAlive: true,
    faults: [],
    notes: [],
  } as const;
}
