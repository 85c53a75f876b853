import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type ClientOutcome, issueToClient } from '../../src/application/client-command.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import { nothingAsked } from '../../src/domain/programme/known.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { contextOf } from '../crash/lanes.ts';
import { type TwoPrograms, twoPrograms } from './meeting.ts';

const at = '2026-11-23T10:00:00.000Z';

const luton = { teamId: 'luton-fnp', lead: 'moira-kettle', nurse: 'shanice-brown' } as const;
const ealing = { teamId: 'ealing-fnp', lead: 'yvonne-clarke', nurse: 'beth-lomax' } as const;
type Site = typeof luton | typeof ealing;

function refer({ teamId }: Site, nhsNumber: string): ClientCommand {
  return {
    type: 'refer',
    teamId,
    identity: {
      givenName: 'Tess',
      familyName: 'Hartley',
      bornOn: '2008-03-01',
      nhsNumber,
      familyId: null,
      phone: '',
    },
    address: null,
    from: 'midwife',
    referrer: 'Ruth Long',
    known: { ...nothingAsked, expectedOn: addDays(londonDate(at), 60) },
    note: '',
  };
}

function enrol({ nurse }: Site): ClientCommand {
  return {
    type: 'enrol',
    nurseId: nurse,
    consent: { on: londonDate(at), how: 'Signed' },
    sharingBasis: 'Children Act 2004, section 11',
    outsideRules: 'Agreed with the midwife',
    aboveCapacity: null,
    pregnancyId: randomUUID(),
    expectedOn: addDays(londonDate(at), 60),
    children: [],
  };
}

describe('two sites enrol one mother at the same instant (P1, A20, A43)', () => {
  let two: TwoPrograms;
  before(async () => {
    two = await twoPrograms();
  });
  after(() => two.close());

  /** Each program gives its command to its own client; `together` of their writes begin at one instant. */
  async function give(
    people: readonly [string, string],
    command: (site: Site) => ClientCommand,
    together = 2,
  ): Promise<readonly ClientOutcome[]> {
    const stores = two.clientsMeeting(together);
    return Promise.all(
      ([luton, ealing] as const).map((site, index) =>
        issueToClient(
          { clients: stores[index] ?? stores[0], children: childStore(two.pools.app) },
          issuedNow(people[index] ?? '', command(site)),
          contextOf({ who: site.lead, now: at }),
        ),
      ),
    );
  }

  async function asked(text: string, number: string): Promise<number> {
    const { rows } = await two.pools.admin.query<{ n: number }>(text, [number]);
    return rows[0]?.n ?? -1;
  }

  test('both were referred and looked before either wrote: one site enrols her, the other is told which', async () => {
    for (let n = 0; n < 4; n += 1) {
      const number = nthTestNumber(9700 + n) ?? '';
      const people = [randomUUID(), randomUUID()] as const;
      const referred = await give(people, (site) => refer(site, number));
      assert.deepEqual(
        referred.map(({ kind }) => kind),
        ['done', 'done'],
        'a referral opens no record of a child',
      );
      await give(people, () => ({ type: 'assess' }), 0);
      const outcomes = await give(people, enrol);
      assert.deepEqual(outcomes.map(({ kind }) => kind).toSorted(), ['done', 'refused']);
      const winner = outcomes[0]?.kind === 'done' ? 'Luton' : 'Ealing';
      for (const outcome of outcomes)
        if (outcome.kind === 'refused')
          assert.deepEqual(outcome.refusal, {
            code: 'client-elsewhere',
            detail: `${winner} Family Nurse Partnership`,
          });
      assert.equal(
        await asked(
          `select count(*)::int as n from client where nhs_number = $1 and status = 'enrolled'`,
          number,
        ),
        1,
      );
      assert.equal(
        await asked(
          `select count(*)::int as n from child where mother_number = $1 and care_status = 'in-care'`,
          number,
        ),
        1,
        'one pregnancy, one holder',
      );
    }
    assert.deepEqual((await checkAll(two.pools.admin)).findings, []);
  });

  test('the number is free again once she has left, and the check tells of a key that was taken away', async () => {
    const number = nthTestNumber(9710) ?? '';
    const people = [randomUUID(), randomUUID()] as const;
    await give(people, (site) => refer(site, number));
    await give(people, () => ({ type: 'assess' }), 0);
    const outcomes = await give(people, enrol);
    const won = outcomes.findIndex(({ kind }) => kind === 'done');
    const [winner, loser] = won === 0 ? [luton, ealing] : [ealing, luton];
    const one = (site: Site, command: ClientCommand) =>
      issueToClient(
        { clients: two.clientsMeeting(0)[0], children: childStore(two.pools.app) },
        issuedNow(people[site === luton ? 0 : 1], command),
        contextOf({ who: site.lead, now: at }),
      );
    await two.pools.admin.query('delete from number_in_programme where nhs_number = $1', [number]);
    const { findings } = await checkAll(two.pools.admin);
    assert.deepEqual(
      findings.map(({ where, says }) => `${where}: ${says}`),
      ['number_in_programme: her NHS number is not kept from a second client'],
    );
    await two.pools.admin.query('insert into number_in_programme values ($1, $2)', [number, people[won]]);
    const left = await one(winner, {
      type: 'leave',
      door: 'withdrew',
      reason: 'no-time',
      why: 'Went back to school',
      proposedLevel: 'targeted',
      areaCode: null,
    });
    assert.equal(left.kind, 'done', JSON.stringify(left));
    const enrolled = await one(loser, enrol(loser));
    assert.equal(enrolled.kind, 'done', JSON.stringify(enrolled));
    assert.deepEqual((await checkAll(two.pools.admin)).findings, []);
  });
});
