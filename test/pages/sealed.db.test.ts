import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { withoutSealed } from '../../src/application/sealed.ts';
import { commandsOpenTo } from '../../src/domain/child/decide.ts';
import { findHandover } from '../../src/domain/child/state.ts';
import { gatherMail } from '../../src/jobs/outbox.ts';
import { sweep } from '../../src/postgres/sweep.ts';
import { factsOf } from '../../src/postgres/who-held.ts';
import { childForms } from '../../src/web/forms/child-forms.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, tokenOf } from '../../src/web/server.fixture.ts';
import { takesChildOn } from '../children.ts';
import { type Begun, offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** Words and postcodes that stand nowhere else, so that a find is a leak: former, sealed, and reported. */
const secrets = [
  'Quince Wharf',
  'W5 9QX',
  'Hollyhock Refuge',
  'LU4 9HX',
  'Damson Yard',
  'LU3 9DY',
  // The practice gives the place away too, because it lies near where a family lives.
  'Medlar Surgery',
  'Y90417',
];

/** Everybody who stands in a relation to the child, on both sides. */
const readers = [
  'samira-haddad',
  'deborah-quill',
  'leo-marsh',
  'colette-baptiste',
  'amara-osei',
  'grace-adeyemi',
  'tom-ashworth',
  'ruth-pemberton',
];

describe('a sealed address leaves by no way (P11)', () => {
  let house: House;
  let begun: Begun;
  before(async () => {
    house = await openHouse({ size: 12 });
    const address = {
      lines: ['4 Quince Wharf'],
      postcode: 'W5 9QX',
      areaCode: 'E09000009',
      temporary: false,
      sealed: false,
      from: '2026-01-05',
    };
    begun = await offered(house, { familyName: 'Sorrel', address, danger: true });
    const questionId = randomUUID();
    for (const command of [
      {
        type: 'record-address',
        why: 'Told by the refuge',
        address: {
          lines: ['17 Hollyhock Refuge'],
          postcode: 'LU4 9HX',
          areaCode: 'E06000032',
          temporary: true,
          sealed: true,
          from: '2026-11-01',
        },
      },
      {
        type: 'receive-signal',
        enquiryId: randomUUID(),
        otherTeamId: 'luton-hv',
        signal: {
          source: 'housing',
          messageId: null,
          effectiveAt: house.time.now,
          says: 'A housing notice: they are to be housed at 2 Damson Yard, LU3 9DY',
          lines: ['2 Damson Yard'],
          postcode: 'LU3 9DY',
          areaCode: 'E06000032',
        },
      },
      { type: 'record-sighting', seenOn: house.time.now.slice(0, 10), where: 'At 17 Hollyhock Refuge' },
      {
        type: 'record-review',
        code: 'two-years',
        outcome: 'done',
        on: house.time.now.slice(0, 10),
        by: 'Samira Haddad',
        childSeen: true,
        note: 'Done at 17 Hollyhock Refuge, LU4 9HX',
      },
      {
        type: 'receive-signal',
        enquiryId: randomUUID(),
        otherTeamId: 'luton-hv',
        signal: {
          source: 'parent',
          messageId: null,
          effectiveAt: house.time.now,
          says: 'Her sister says that they sleep at 17 Hollyhock Refuge',
          lines: [],
          postcode: null,
          areaCode: 'E06000032',
        },
      },
      {
        type: 'record-gp',
        gp: { odsCode: 'Y90417', name: 'Medlar Surgery' },
        why: 'The receptionist of the Medlar Surgery says so',
      },
      // What people write in their own words, in a field that asks for something else.
      {
        type: 'ask',
        handoverId: begun.handoverId,
        questionId,
        text: 'Who visits her at the Hollyhock refuge (lu4 9hx)?',
      },
      {
        type: 'record-verbal',
        handoverId: begun.handoverId,
        releasingName: 'Samira Haddad',
        receivingName: 'Amara Osei',
        spokeAt: house.time.now,
      },
      {
        type: 'raise-priority',
        handoverId: begun.handoverId,
        priority: 'urgent',
        reason: 'He was seen in Damson Yard',
      },
      {
        type: 'dispute',
        handoverId: begun.handoverId,
        ground: 'W5 9QX is the mother’s tenancy',
        deciderId: 'manjit-sandhu',
      },
      {
        type: 'record-circumstances',
        circumstances: {
          people: [],
          dangers: [
            {
              dangerId: randomUUID(),
              who: 'Dale Marlow, last at Quince Wharf',
              relation: 'former partner of the mother',
              why: 'He has asked for her at 17 Hollyhock Refuge.',
              violent: true,
              limits: [],
              move: 'moves-with-child',
            },
          ],
          statutory: [],
          contact: {
            route: 'Ring the refuge at LU49HX',
            interpreter: null,
            loneVisitWarning: 'Damson Yard is unlit',
          },
          level: 'universal',
          motherBornOn: null,
          whereaboutsUnknown: false,
        },
      },
    ] as const) {
      const outcome = await house.give(begun.personId, 'samira-haddad', command);
      assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    }
    // Drafts that were kept half-written: each names the place wherever the form has room for it.
    for (const practitionerId of ['samira-haddad', 'amara-osei']) {
      const visitor = await house.visitor(practitionerId);
      for (const form of ['record-address', 'settle-enquiry', 'report-signal', 'record-sighting']) {
        const address = pagePaths.form(begun.personId, form);
        const { status } = await visitor.post(address, {
          ...carriedOn((await visitor.get(address)).text),
          _then: 'keep',
          line: '17 Hollyhock Refuge',
          postcode: 'LU4 9HX',
          says: 'They sleep at 2 Damson Yard',
          where: 'At 17 Hollyhock Refuge',
          note: 'The refuge, LU4 9HX, says so',
          temporary: 'yes',
        });
        assert.equal(status, 200, form);
      }
      const asking = pagePaths.handoverForm(begun.personId, begun.handoverId, 'ask');
      const drawn = carriedOn((await visitor.get(asking)).text);
      const kept = { ...drawn, _then: 'keep', text: 'Is 17 Hollyhock Refuge, LU4 9HX, safe by night?' };
      assert.equal((await visitor.post(asking, kept)).status, 200);
      const again = (await visitor.get(asking)).text;
      assert.match(again, /Is \[left out: this place stays hidden\], .* safe by night\?/);
      assert.match(again, /Write neither the place nor its postcode/);
    }
    const answered = await house.give(begun.personId, 'amara-osei', {
      type: 'answer',
      handoverId: begun.handoverId,
      questionId,
      text: 'Nobody goes to 17, Hollyhock Refuge',
    });
    assert.equal(answered.kind, 'done', JSON.stringify(answered));
    const drafts = await house.admin.query('select form from draft where person_id = $1', [begun.personId]);
    assert.equal(drafts.rowCount, 10);
    // Overdue to the last step, so that the ladder, its notices and its mail speak of the child too.
    const later = new Date(Date.parse(house.time.now) + 90 * 86_400_000).toISOString();
    await sweep(house.admin, { now: later, sweeper: 'test' });
    await gatherMail(house.admin, later, house.baseUrl);
  });
  after(() => house.close());

  function tells(text: string, where: string): void {
    for (const secret of secrets)
      for (const spelling of [secret, secret.replace(' ', ''), encodeURIComponent(secret)])
        assert.ok(!text.toLowerCase().includes(spelling.toLowerCase()), `${where} tells ${secret}`);
  }

  for (const practitionerId of readers) {
    test(`no page tells it to ${practitionerId}`, async () => {
      const visitor = await house.visitor(practitionerId);
      const read = await house.deps.readings.child(
        house.person(practitionerId),
        begun.personId,
        'test',
        'test',
      );
      const handover = read && findHandover(read.state, begun.handoverId);
      assert.ok(read && handover);
      const context = house.deps.context(house.person(practitionerId), house.time.now);
      const { personId, handoverId } = begun;
      const ofChild = [
        pagePaths.child(personId),
        pagePaths.whoHeld(personId),
        pagePaths.handover(personId, handoverId),
        pagePaths.done(personId, 'offer'),
      ];
      const forms = [
        ...Object.keys(childForms).map((form) => pagePaths.form(personId, form)),
        ...commandsOpenTo(read.state, handover, context).map((form) =>
          pagePaths.handoverForm(personId, handoverId, form),
        ),
      ];
      const values: Readonly<Record<string, readonly string[]>> = {
        list: ['overdue', 'my-children', 'arrivals', 'sent', 'held', 'enquiries'],
        teamId: ['luton-hv'],
        practitionerId: ['amara-osei'],
        id: [randomUUID()],
        step: ['1'],
      };
      const others = house.routes
        .filter(({ method, path }) => method === 'GET' && !path.includes(':personId'))
        .flatMap(({ path }) => {
          const [, name] = /:(\w+)/.exec(path) ?? [];
          return name ? (values[name] ?? []).map((value) => path.replace(`:${name}`, value)) : [path];
        });
      for (const address of [...ofChild, ...forms, ...others]) {
        const visit = await visitor.get(address);
        tells(visit.text, `${address} for ${practitionerId}`);
        tells(JSON.stringify([...visit.headers]), `a header of ${address}`);
      }
      const open = await visitor.get(pagePaths.child(personId));
      assert.match(open.text, /The address is sealed/);
      // A form sent empty, and one sent against an old version, come back with what was typed and no more.
      const token = tokenOf((await visitor.get(pagePaths.notices)).text);
      for (const address of forms.filter((form) =>
        /record-address|settle-enquiry|report-signal|ask$/.test(form),
      )) {
        tells((await visitor.post(address, { _csrf: token })).text, `${address} sent empty`);
        const old = { _csrf: token, _version: '1', text: 'Anything', source: 'other', says: 'Anything' };
        tells((await visitor.post(address, old)).text, `${address} from an old tab`);
      }
    });
  }

  test('no search finds the child by it', async () => {
    const visitor = await house.visitor('samira-haddad');
    for (const secret of secrets) {
      const { text } = await visitor.search({ q: secret });
      assert.ok(!text.includes('Sorrel'), `found by ${secret}`);
    }
    assert.match((await visitor.search({ q: 'sorrel' })).text, /Sorrel/);
  });

  test('no mail, notice, list or record of looks holds it', async () => {
    const { rows: tables } = await house.admin.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
       and table_name not in ('fact', 'child', 'child_state')`,
    );
    assert.ok(tables.length > 10);
    for (const { name } of tables) {
      const { rows } = await house.admin.query<{ line: string }>(
        `select row_to_json(t)::text as line from ${name} t where t::text like '%' || $1 || '%' or $2`,
        [begun.personId, ['mail', 'quarantine', 'notice'].includes(name)],
      );
      for (const { line } of rows) tells(line, name);
    }
    const { rows: columns } = await house.admin.query('select postcode from child where person_id = $1', [
      begun.personId,
    ]);
    assert.deepEqual(columns, [{ postcode: null }]);
  });

  test('no export holds it', async () => {
    const read = await house.deps.readings.child(
      house.person('samira-haddad'),
      begun.personId,
      'test',
      'test',
    );
    assert.ok(read);
    tells(JSON.stringify(read.facts), 'what pages are given');
    const facts = await factsOf(house.admin, begun.personId);
    assert.ok(JSON.stringify(facts).includes('Hollyhock'), 'the facts themselves keep it');
    tells(JSON.stringify(withoutSealed(facts)), 'the export');
  });

  test('a brother or sister is sealed with the child, whichever team holds it, so that nobody finds the place by the family', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const address = {
      lines: ['3 Tansy Row'],
      postcode: 'W5 2TT',
      areaCode: 'E09000009',
      temporary: false,
      sealed: false,
      from: '2026-01-05',
    };
    for (const [personId, givenName, practitionerId, teamId] of [
      [one, 'Ash', 'samira-haddad', 'ealing-hv'],
      [other, 'Elm', 'amara-osei', 'luton-hv'],
    ] as const) {
      await house.give(
        personId,
        practitionerId,
        takesChildOn(
          practitionerId,
          teamId,
          { givenName, familyName: 'Tansy', bornOn: '2025-01-05', familyId: 'tansy' },
          { address },
        ),
      );
    }
    const visitor = await house.visitor('samira-haddad');
    const inLuton = await house.visitor('amara-osei');
    assert.match((await inLuton.get(pagePaths.child(other))).text, /Tansy Row/);
    const form = pagePaths.form(one, 'seal-address');
    const drawn = (await visitor.get(form)).text;
    await visitor.post(form, {
      _csrf: tokenOf(drawn),
      _version: /name="_version" value="(\d+)"/.exec(drawn)?.[1] ?? '',
      _command: randomUUID(),
      why: 'Fled to a refuge',
    });
    const { rows } = await house.admin.query('select sealed, postcode from child where family_id = $1', [
      'tansy',
    ]);
    assert.deepEqual(rows, [
      { sealed: true, postcode: null },
      { sealed: true, postcode: null },
    ]);
    assert.doesNotMatch((await inLuton.get(pagePaths.child(other))).text, /Tansy Row|W5 2TT/);
  });
});
