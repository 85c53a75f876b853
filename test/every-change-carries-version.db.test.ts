import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { addDays, londonDate } from '../src/domain/calendar/time.ts';
import type { WebDeps } from '../src/web/deps.ts';
import { pagePaths } from '../src/web/pages/page-paths.ts';
import { pageRoutes } from '../src/web/pages/routes.ts';
import { paths } from '../src/web/paths.ts';
import { carriedOn, startTestServer, tokenOf, type Visit, type Visitor } from '../src/web/server.fixture.ts';
import { takesChildOn } from './children.ts';
import { type Begun, offered, typed } from './pages/desk.fixture.ts';
import { type House, openHouse } from './pages/house.ts';
import { hiddenIn } from './pages/sent-form.ts';

/**
 * Addresses that take a form and change nothing that another person sees, so that the form needs no version; each with the
 * reason.
 */
const changesNothingShared: Readonly<Record<string, string>> = {
  [pagePaths.search]: 'asks, and leaves behind the look at whom it finds, each look a line of its own',
};

/** The same for addresses that stand beside the pages. */
const besideThePages: Readonly<Record<string, string>> = {
  [paths.signOut]: 'ends the own session, and ended twice it is ended',
  [paths.choosePerson(':uid')]: 'chooses who signs in, once for each time of asking',
};

/** A page as it came, and where one of its forms goes. */
type Drawn = { readonly page: Visit; readonly action: string };

/** Where a person finds the form of each address. A form that asks in several pages is followed to the page that records. */
const forms: Readonly<Record<string, (house: Opened) => Promise<Drawn>>> = {
  [pagePaths.notices]: ({ at }) => at('amara-osei', pagePaths.notices),
  [pagePaths.begun]: async ({ at, begun, visitor }) => {
    const form = pagePaths.form(begun.personId, 'report-signal');
    const samira = await visitor('samira-haddad');
    await samira.post(form, { ...carriedOn((await samira.get(form)).text), _then: 'keep' });
    return at('samira-haddad', pagePaths.begun);
  },
  [pagePaths.desk]: ({ at }) => at('amara-osei', pagePaths.desk),
  [pagePaths.turn]: ({ at }) => at('amara-osei', pagePaths.desk, pagePaths.turn),
  [paths.endAbsence]: ({ at }) => at('kate-brennan', '/', paths.endAbsence),
  [pagePaths.raised]: ({ at }) => at('samira-haddad', pagePaths.raised),
  [pagePaths.takeOn]: ({ at }) => at('amara-osei', pagePaths.takeOn),
  [pagePaths.refer]: ({ at }) => at('amara-osei', pagePaths.refer),
  [pagePaths.sealed]: async ({ visitor, adopted }) => {
    const ruth = await visitor('ruth-pemberton');
    const _csrf = tokenOf((await ruth.get(pagePaths.sealed)).text);
    const sent = { _csrf, record: adopted, why: 'Asked by the court' };
    return { page: await ruth.post(pagePaths.sealed, sent), action: pagePaths.sealed };
  },
  [pagePaths.form(':personId', ':form')]: ({ at, begun }) =>
    at('samira-haddad', pagePaths.form(begun.personId, 'record-sighting')),
  [pagePaths.handoverForm(':personId', ':handoverId', ':form')]: ({ at, begun }) =>
    at('amara-osei', pagePaths.handoverForm(begun.personId, begun.handoverId, 'ask')),
  [pagePaths.clientForm(':clientId', ':form')]: ({ at, clientId }) =>
    at('shanice-brown', pagePaths.clientForm(clientId, 'record-client')),
  [pagePaths.absence(':practitionerId')]: ({ at }) => at('grace-adeyemi', pagePaths.absence('amara-osei')),
  [pagePaths.closeTeam]: ({ at }) => at('grace-adeyemi', pagePaths.closeTeam),
  [pagePaths.calendar]: ({ at }) => at('amara-osei', pagePaths.calendar),
  [pagePaths.supervision(':practitionerId')]: ({ at }) =>
    at('moira-kettle', pagePaths.supervision('shanice-brown')),
  [pagePaths.workingTime(':practitionerId')]: ({ at }) =>
    at('moira-kettle', pagePaths.workingTime('shanice-brown')),
  [pagePaths.quarantineItem(':id')]: async ({ at, item }) => {
    const drawn = await at('amara-osei', pagePaths.quarantineItem(item));
    assert.match(drawn.page.text, /Already recorded: settle this item/, 'both of its forms are drawn');
    return drawn;
  },
  [pagePaths.bulkAccept]: ({ at }) => at('grace-adeyemi', pagePaths.bulkAccept),
  [pagePaths.caseload(':practitionerId')]: async ({ at, visitor }) => {
    const { page, action } = await at('grace-adeyemi', pagePaths.caseload('amara-osei'));
    const grace = await visitor('grace-adeyemi');
    const chosen = { ...hiddenIn(page, action), why: 'On leave', everybody: 'hannah-whitlock' };
    return { page: await grace.post(action, chosen), action };
  },
  [pagePaths.bulkPlan]: ({ at }) => at('grace-adeyemi', pagePaths.bulkPlan),
  [pagePaths.bulkDecide(':id')]: ({ at, bulkId }) => at('grace-adeyemi', pagePaths.bulkDecide(bulkId)),
  [pagePaths.bulkAgain(':id')]: ({ at, bulkId }) =>
    at('grace-adeyemi', pagePaths.bulkOne(bulkId), pagePaths.bulkAgain(bulkId)),
  [pagePaths.bulkLead(':id')]: ({ at, bulkId }) => at('karen-lyle', pagePaths.bulkLead(bulkId)),
};

const changing = pageRoutes({} as WebDeps)
  .filter(({ method }) => method === 'POST')
  .map(({ path }) => path);

test('every address that takes a form is one whose form is looked at here, or changes nothing shared for a reason', () => {
  const known = [...Object.keys(forms), ...Object.keys(changesNothingShared)];
  assert.deepEqual(known.toSorted(), changing.toSorted());
});

test('beside the pages nothing takes a form but signing in and out', async () => {
  const server = await startTestServer([]);
  try {
    const tree = server.app.printRoutes({ commonPrefix: false });
    assert.deepEqual(postedTo(tree).toSorted(), Object.keys(besideThePages).toSorted(), tree);
  } finally {
    await server.close();
  }
});

/**
 * The addresses that take a form, from the tree of routes as the server prints it: each line continues the address above it
 * that is less indented.
 */
function postedTo(tree: string): readonly string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\/\S*) \(([^)]*)\)/.exec(line) ?? [];
    if (part === '') return [];
    above.length = indent.length / 4;
    above.push(part);
    return methods.split(', ').includes('POST') ? [above.join('')] : [];
  });
}

type Opened = {
  readonly at: (who: string, address: string, action?: string) => Promise<Drawn>;
  readonly visitor: (who: string) => Promise<Visitor>;
  readonly begun: Begun;
  readonly clientId: string;
  readonly adopted: string;
  readonly item: string;
  readonly bulkId: string;
};

describe('the real form of each address', () => {
  let house: House;
  let opened: Opened;
  before(async () => {
    house = await openHouse({ size: 60 });
    opened = await furnish(house);
  });
  after(() => house.close());

  for (const [path, find] of Object.entries(forms))
    test(`${path} carries what stood when it was drawn, and which sending it is`, async () => {
      const { page, action } = await find(opened);
      assert.equal(page.status, 200, page.text.replace(/<[^>]+>/g, ' ').slice(0, 800));
      const all = formsTo(page, action);
      assert.notEqual(all.length, 0, `no form to ${action}`);
      for (const form of all) {
        const { _command = '', _version, ...others } = hiddenIn({ text: form }, action);
        assert.match(_command, /^[0-9a-f]{8}-[0-9a-f-]{27}$/, 'which sending it is');
        const lines = [...form.matchAll(/name="(?:who|to)-([0-9a-f-]{36})"/g)].map(([, id]) => id);
        const ofLines = Object.keys(others).some((name) => name.startsWith('_version-'));
        if (!ofLines) assert.notEqual(_version ?? '', '', 'what it was drawn against');
        for (const id of lines)
          assert.match(others[`_version-${id}`] ?? '', /^[1-9]\d*$/, `the line of ${id}`);
      }
    });
});

/** The forms of a page that go to that address, with or without a query. */
function formsTo({ text }: Visit, action: string): readonly string[] {
  const begins = [...text.matchAll(/<form[^>]*>/g)].filter(([tag]) => tag.includes(`action="${action}"`));
  return begins.map(({ index }) => text.slice(index, text.indexOf('</form>', index) + 7));
}

/** One of everything that a form is about. */
async function furnish(house: House): Promise<Opened> {
  const ask = async (text: string, values: readonly unknown[] = []) =>
    (await house.admin.query<{ id: string }>(text, [...values])).rows[0]?.id ?? assert.fail(text);
  const begun = await offered(house, { familyName: 'Willow' });
  const closing = await offered(house, { familyName: 'Aspen' });
  await house.admin.query(`update handover set occasion = 'service-closes' where handover_id = $1`, [
    closing.handoverId,
  ]);
  const away = { type: 'be-away', practitionerId: 'kate-brennan', deputyId: null, to: null } as const;
  const now = house.time.now;
  await house.deps.changeDirectory({ ...away, from: now }, house.person('deborah-quill'), now);
  await house.admin.query(
    `insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step, row_id, row_column, rule_version)
     values ($1, 'named', 'seen', 'ealing-hv', $2, $2, array[$2, $2, $2, $2, $2]::timestamptz[], 1, '11', 'routine', 'test')`,
    [begun.personId, now],
  );
  await house.admin.query(
    `insert into escalation (person_id, key, from_at, kind, step, owner_team, due_at, step_due_at, raised_at, late_by_outage, names, sweep_id)
     values ($1, 'named', $2, 'seen', 0, 'ealing-hv', $2, $2, $2, false,
       '[{"practitionerId": "samira-haddad", "teamId": "ealing-hv", "name": "Samira Haddad"}]', gen_random_uuid())`,
    [begun.personId, now],
  );
  const item = randomUUID();
  const subject = { nhsNumber: freshNumber, familyName: 'Hazel', addresses: [], deceased: null };
  await house.admin.query(
    `insert into quarantine (quarantine_id, item_key, received_at, source, file_name, reason, says, content, team_id)
     values ($1::text::uuid, $1::text, $2, 'pds', 'invented.json', 'unknown-child', 'Nobody fits', $3, 'luton-hv')`,
    [item, now, JSON.stringify({ fingerprint: 'f', eventType: 'patient-record', subject, mother: null })],
  );
  const people = new Map<string, Visitor>();
  const visitor = async (who: string) => {
    const known = people.get(who) ?? (await house.visitor(who));
    people.set(who, known);
    return known;
  };
  return {
    visitor,
    at: async (who, address, action = address) => ({ page: await (await visitor(who)).get(address), action }),
    begun,
    clientId: await ask(
      `select person_id as id from client where team_id = 'luton-fnp' and status = 'enrolled' and not sealed limit 1`,
    ),
    adopted: await adoptedChild(house),
    item,
    bulkId: await plannedBulk(house, visitor),
  };
}

/** The item is about a child who was taken on after it came, so the child's record shows what the item would do. */
const freshNumber = '9990011044';

/** A record that is sealed because the child was adopted, and another one that nobody here knows. */
async function adoptedChild(house: House): Promise<string> {
  const [old, fresh] = [randomUUID(), randomUUID()];
  const numbers = { [old]: '9990011028', [fresh]: freshNumber };
  for (const [personId, nhsNumber] of Object.entries(numbers)) {
    const taken = await house.give(
      personId,
      'amara-osei',
      takesChildOn('amara-osei', 'luton-hv', {
        givenName: 'Robin',
        familyName: 'Hazel',
        bornOn: '2025-02-11',
        nhsNumber,
      }),
    );
    assert.equal(taken.kind, 'done', JSON.stringify(taken));
  }
  const sealed = await house.give(old, 'grace-adeyemi', {
    type: 'end',
    reason: 'adopted',
    confirmedBy: 'Family court',
    detail: 'Adopted',
    newNumber: numbers[fresh] ?? '',
    agreedBy: 'ruth-pemberton',
  });
  assert.equal(sealed.kind, 'done', JSON.stringify(sealed));
  return old;
}

async function plannedBulk(house: House, visitor: Opened['visitor']): Promise<string> {
  const grace = await visitor('grace-adeyemi');
  const path = pagePaths.bulkPlan;
  const answers = {
    kind: 'service-closes',
    to: 'ealing-hv',
    why: 'The contract ends',
    'expected-response': 'See each child',
    ...typed('last-day', addDays(londonDate(house.time.now), 120)),
  };
  const check = await grace.post(path, { ...hiddenIn(await grace.get(path), path), ...answers });
  const made = await grace.post(path, { ...hiddenIn(check, path), checked: 'yes' });
  return made.url.slice(-36);
}
