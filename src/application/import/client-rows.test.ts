import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bankHolidays } from '../../domain/calendar/holidays.ts';
import { addDays, addMonths, londonDate } from '../../domain/calendar/time.ts';
import { defaultRuleSets } from '../../domain/calendar/time-limits.ts';
import { type Context, systemActor } from '../../domain/child/context.ts';
import { nthTestNumber } from '../../domain/identity/nhs-number.ts';
import type { ClientState } from '../../domain/programme/client-state.ts';
import { readClient } from '../../fhir/clients-csv.ts';
import { demonstrationDirectory } from '../demonstration/directory.ts';
import { personAsSpelt, personOf } from './caseload-rows.ts';
import { type ClientLedger, clientLedger } from './client-ledger.ts';
import { type ClientOutcome, childAmong, clientsLike, clientsWith, takeClient } from './client-rows.ts';

const now = '2026-11-23T12:00:00.000Z';
const today = londonDate(now);
const context: Context = {
  now,
  actor: systemActor,
  directory: demonstrationDirectory(),
  ruleSets: defaultRuleSets,
  holidays: bankHolidays,
};
const number = (n: number) => nthTestNumber(n) ?? '';

const usual = {
  nhs_number: number(4_001),
  given_name: 'Ada',
  family_name: 'Sample',
  date_of_birth: '2005-05-04',
  postcode: '',
  team_id: 'luton-fnp',
  nurse_id: 'shanice-brown',
  enrolled_on: '2026-01-12',
  consent_how: 'Signed',
  sharing_basis: 'Children Act 2004, section 11',
  last_visit_on: '2026-11-20',
  child_nhs_number: number(4_002),
  child_given_name: 'Bo',
  child_date_of_birth: '2026-06-30',
  child_last_seen_on: '2026-11-20',
};

/** Takes one line over what the ledger holds by then. */
async function take(
  ledger: ClientLedger,
  cells: Readonly<Record<string, string>>,
  again = false,
): Promise<ClientOutcome> {
  const line = await readClient({ ...usual, ...cells });
  assert.ok(line.kind === 'row', JSON.stringify(line));
  const { row } = line;
  const clients = [...clientsWith(row, ledger.clients()), ...clientsLike(row, ledger.clients())];
  const child = childAmong(row.child, ledger.children());
  const place = { clients, child, putAway: false, areaCode: 'E06000032', namesake: false, again };
  return takeClient(ledger.stores, row, place, 'file', context);
}

async function taken(cells: Readonly<Record<string, string>> = {}) {
  const ledger = clientLedger({ clients: [], children: [] });
  const outcome = await take(ledger, cells);
  assert.deepEqual(outcome, { kind: 'taken' });
  const [client] = ledger.clients();
  const [child] = ledger.children();
  assert.ok(client && child);
  return { ledger, client: client.state, child: child.state };
}

function due({ deadlines }: ClientState) {
  return Object.values(deadlines).map(({ kind, dueOn }) => [kind, dueOn]);
}

async function refused(
  cells: Readonly<Record<string, string>>,
  ledger = clientLedger({ clients: [], children: [] }),
) {
  const outcome = await take(ledger.copy(), cells);
  assert.ok(outcome.kind === 'quarantine', outcome.kind);
  return [outcome.reason, outcome.says];
}

describe('a line of a file of clients', () => {
  test('gives a client in the programme with her true days, and a child who is with her in it', async () => {
    const { client, child, ledger } = await taken();
    assert.deepEqual(
      [client.status, client.nurseId, client.keptSince, londonDate(client.enrolledAt ?? '')],
      ['enrolled', 'shanice-brown', today, '2026-01-12'],
    );
    assert.equal(client.endsOn, addMonths('2026-06-30', 24));
    assert.deepEqual(
      client.children.map(({ bornOn, givenName }) => [bornOn, givenName]),
      [['2026-06-30', 'Bo']],
    );
    assert.equal(child.care.status === 'in-care' && child.care.holder.practitionerId, 'shanice-brown');
    assert.deepEqual([child.programme?.endsOn, child.lastSeenOn], [client.endsOn, '2026-11-20']);
    assert.deepEqual(due(client), [['visit', addDays('2026-11-20', 14)]]);
    const { newClients } = ledger.written();
    assert.deepEqual(
      newClients.flatMap(({ changes }) => changes.flatMap(({ notices }) => notices)),
      [],
    );
  });

  test('owes nothing of before: a visit of whom none is known is due in a week', async () => {
    const { client } = await taken({ last_visit_on: '', child_last_seen_on: '' });
    assert.deepEqual(due(client), [['visit', '2026-11-30']]);
  });

  test('makes the record of a child that is not born, which her enrolment names as hers', async () => {
    const unborn = {
      nhs_number: '',
      child_nhs_number: '',
      child_given_name: '',
      child_date_of_birth: '',
      child_last_seen_on: '',
      expected_date_of_delivery: '2027-03-02',
      enrolled_on: '2026-09-14',
    };
    const { ledger, client, child } = await taken(unborn);
    assert.equal(ledger.children().length, 1);
    assert.deepEqual(
      [client.expectedOn, child.identity.expectedOn, child.identity.bornOn],
      ['2027-03-02', '2027-03-02', null],
    );
    assert.equal(child.programme?.clientId, ledger.clients()[0]?.personId);
    const { newClients } = ledger.written();
    const answers = newClients.flatMap((life) => [...life.answers.values()]);
    assert.deepEqual(
      answers.map(({ outcome }) => outcome),
      ['done'],
    );
  });

  test('pauses her where the file says so, to be looked at when her visit would be due', async () => {
    const { client } = await taken({ status: 'paused', pause_reason: 'in-hospital' });
    assert.deepEqual([client.status, client.paused?.reviewOn], ['paused', '2026-12-04']);
  });

  test('sets another end where one was agreed, within the rules of the site', async () => {
    const { client, child } = await taken({ ends_on: '2028-01-31' });
    assert.deepEqual([client.endsOn, child.programme?.endsOn], ['2028-01-31', '2028-01-31']);
    const [reason, says] = await refused({ ends_on: '2030-01-31' });
    assert.equal(reason, 'contradictory');
    assert.match(says ?? '', /30 June 2027 to 30 June 2028/);
  });

  test('met again changes nothing, and a second child of hers joins her', async () => {
    const { ledger } = await taken();
    const before = ledger.written();
    assert.deepEqual(await take(ledger, {}), { kind: 'known' });
    assert.deepEqual(ledger.written(), before);
    const twin = { child_nhs_number: number(4_003), child_given_name: 'Di' };
    assert.deepEqual(await take(ledger, twin), { kind: 'child-brought' });
    const [client] = ledger.clients();
    assert.deepEqual(
      client?.state.children.map(({ givenName }) => givenName),
      ['Bo', 'Di'],
    );
    const [reason] = await refused(
      {
        child_nhs_number: '',
        child_given_name: '',
        child_date_of_birth: '',
        expected_date_of_delivery: '2027-03-02',
      },
      ledger,
    );
    assert.equal(reason, 'contradictory');
  });

  test('waits for a person where a rule refuses it, in the words of the rule', async () => {
    const cases: readonly (readonly [Readonly<Record<string, string>>, string, RegExp])[] = [
      [{ team_id: 'luton-hv', nurse_id: 'amara-osei' }, 'contradictory', /site/],
      [{ nurse_id: 'amara-osei' }, 'unknown-place', /not in post/],
      [{ enrolled_on: '2026-12-24' }, 'contradictory', /not happened|future|come/i],
      [{ referred_on: '2026-02-01' }, 'contradictory', /before/i],
      [{ last_visit_on: '2025-12-01', child_last_seen_on: '' }, 'contradictory', /before/i],
      [{ consent_how: '' }, 'contradictory', /consent/i],
      [{ sharing_basis: '' }, 'contradictory', /basis/i],
      [{ child_date_of_birth: '2026-12-30' }, 'contradictory', /not come/],
    ];
    for (const [cells, reason, says] of cases) {
      const [found, words = ''] = await refused(cells);
      assert.equal(found, reason, JSON.stringify(cells));
      assert.match(words, says);
    }
  });

  test('never makes a second client of one whom the site may have: a person says whether she is the same', async () => {
    const { ledger } = await taken({ nhs_number: '' });
    const [reason] = await refused({}, ledger);
    assert.equal(reason, 'perhaps-known');
    const elsewhere = { team_id: 'ealing-fnp', nurse_id: 'joy-okafor', given_name: 'Ada Ann' };
    const numbered = (await taken()).ledger;
    const [other, says = ''] = await refused(elsewhere, numbered);
    assert.equal(other, 'contradictory');
    assert.match(says, /another site/i);
  });
});

describe('one name in two spellings of Unicode', () => {
  const composed = { child_nhs_number: '', child_given_name: 'Zo\u00e9', child_family_name: 'L\u00f3pez' };
  const apart = { child_nhs_number: '', child_given_name: 'Zoe\u0301', child_family_name: 'Lo\u0301pez' };
  const rowOf = async (cells: Readonly<Record<string, string>>) => {
    const line = await readClient({ ...usual, ...cells });
    assert.ok(line.kind === 'row', JSON.stringify(line));
    return line.row.child;
  };

  test('is one child, whichever file has it first', async () => {
    const [one, other] = [await rowOf(composed), await rowOf(apart)];
    assert.notEqual(one.givenName, other.givenName, 'the file keeps what was written');
    assert.equal(personOf(one), personOf(other));
    const { ledger } = await taken(composed);
    assert.deepEqual(await take(ledger, apart), { kind: 'known' });
    assert.equal(ledger.children().length, 1);
  });

  test('a child that was taken on before the two counted as one is met again, and keeps its record', async () => {
    const row = await rowOf(apart);
    assert.notEqual(personAsSpelt(row), personOf(row));
    const { child } = await taken(apart);
    const standing = { personId: personAsSpelt(row), version: 1, headHash: '', state: child };
    assert.equal(childAmong(row, [standing]), standing);
    const plain = await rowOf(composed);
    assert.equal(personAsSpelt(plain), personOf(plain), 'of a name in one spelling the id is what it was');
  });
});
