import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { issueToClient } from '../../src/application/client-command.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { bankHolidays } from '../../src/domain/calendar/holidays.ts';
import { addDays, type Instant, londonDate } from '../../src/domain/calendar/time.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { refer } from '../client-world.ts';
import { type ClosingTeam, noon } from './closing-team.fixture.ts';

export type Family = { readonly clientId: string; readonly childIds: readonly string[] };

/** Families of the site of Luton, on the database of a team that closes. */
export function familiesOf(team: ClosingTeam) {
  async function gives(who: string, clientId: string, command: ClientCommand, now: Instant = noon) {
    const { directory, actor } = await team.context(who, now);
    const stores = { clients: clientStore(team.pools.admin), children: childStore(team.pools.admin) };
    const issued = issuedNow(clientId, command);
    const context = { now, actor, directory, holidays: bankHolidays, ruleSets: defaultRuleSets };
    return issueToClient(stores, issued, context);
  }

  const client = async (personId: string) => {
    const loaded = await clientStore(team.pools.admin).load(personId, null);
    assert.ok(loaded);
    return loaded.state;
  };

  async function enrolled(nurseId: string, childIds: readonly string[]): Promise<Family> {
    const clientId = randomUUID();
    const day = londonDate(noon);
    const referred = await gives('shanice-brown', clientId, refer('luton-fnp', 'E06000032', day));
    assert.equal(referred.kind, 'done');
    const outcome = await gives('moira-kettle', clientId, {
      type: 'enrol',
      nurseId,
      consent: { on: day, how: 'Signed' },
      sharingBasis: 'Children Act 2004, section 11',
      outsideRules: 'Her child is born already',
      aboveCapacity: null,
      pregnancyId: null,
      expectedOn: null,
      children: childIds.map((personId) => ({ personId, bornOn: addDays(day, -800) })),
    });
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    return { clientId, childIds };
  }

  return {
    gives,
    client,
    /** In the programme with this nurse of Luton, with as many children as are named, born two years ago. */
    async family(nurseId: string, ...names: readonly string[]): Promise<Family> {
      const childIds: string[] = [];
      for (const _name of names) childIds.push(await team.child({}, { team: 'luton-fnp', nurse: nurseId }));
      return enrolled(nurseId, childIds);
    },
    /** In the programme, with a child for whom health visiting answers until it has joined (decision 0021). */
    async familyThatWaits(nurseId: string): Promise<Family> {
      return enrolled(nurseId, [await team.child()]);
    },
  };
}
