import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { issue, type Outcome } from '../application/command.ts';
import { demonstrationDirectory } from '../application/demonstration/directory.ts';
import { issuedNow } from '../application/issued.ts';
import { bankHolidays } from '../domain/calendar/holidays.ts';
import { addDays, addMinutes, type Instant, londonDate } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import type { ChildCommand } from '../domain/child/commands.ts';
import { type Actor, type Context, systemActor } from '../domain/child/context.ts';
import { closingLater } from '../domain/directory/closing.fixture.ts';
import type { Directory } from '../domain/directory/directory.ts';
import type { Occasion } from '../domain/language/words.ts';
import { type Asked, childStore } from './child-store.ts';
import { loadDirectory, saveDirectory } from './directory-store.ts';

/** A moment on a working Monday, at which the tests of these rooms play. */
export const noon: Instant = '2026-11-23T12:00:00.000Z';

/** Gives real commands on invented children, as people of the demonstration's directory. */
export async function nursery(pool: Pool, at: Instant = noon) {
  await saveDirectory(pool, demonstrationDirectory(), at);
  const { directory } = await loadDirectory(pool);
  const closing = closingLater(directory, 'luton-hv');

  async function give(
    who: string,
    personId: string,
    command: ChildCommand,
    now: Instant = at,
    asked: Asked = pool,
  ): Promise<Outcome> {
    const context: Context = {
      now,
      actor: actorOf(directory, who),
      directory: closing,
      holidays: bankHolidays,
      ruleSets: defaultRuleSets,
    };
    return issue(childStore(asked), issuedNow(personId, command), context);
  }

  async function done(
    who: string,
    personId: string,
    command: ChildCommand,
    now: Instant = at,
  ): Promise<void> {
    const outcome = await give(who, personId, command, now);
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  }

  async function child(now: Instant = at, nhsNumber: string | null = null): Promise<string> {
    const personId = randomUUID();
    await done('hannah-whitlock', personId, takeOn(now, nhsNumber), now);
    return personId;
  }

  /** A child offered from Luton to Ealing, to a person there or to the desk. */
  async function offered(
    addressedTo: string | null = null,
    now: Instant = at,
    occasion: Occasion = 'service-closes',
  ) {
    const personId = await child(now);
    const handoverId = randomUUID();
    await done('hannah-whitlock', personId, prepare(handoverId, addressedTo, occasion), now);
    await done('hannah-whitlock', personId, { type: 'offer', handoverId }, addMinutes(now, 1));
    await done('leo-marsh', personId, { type: 'acknowledge', handoverId }, addMinutes(now, 2));
    return { personId, handoverId };
  }

  return { directory, give, done, child, offered, pool };
}

export function actorOf(directory: Directory, who: string): Actor {
  if (who === 'handhold') return systemActor;
  const person = directory.practitioners.get(who);
  if (!person) throw new Error(`The demonstration has no ${who}`);
  return {
    practitionerId: who,
    name: person.name,
    role: person.role,
    teamId: person.teamId,
    duty: person.duty,
  };
}

export function takeOn(now: Instant, nhsNumber: string | null = null): ChildCommand {
  return {
    type: 'take-on',
    teamId: 'luton-hv',
    practitionerId: 'hannah-whitlock',
    reason: 'registration',
    identity: {
      givenName: 'Robin',
      familyName: 'Example',
      bornOn: addDays(londonDate(now), -800),
      expectedOn: null,
      nhsNumber,
      familyId: null,
      mother: null,
    },
    address: {
      lines: ['1 Invented Street'],
      postcode: 'LU1 2AB',
      areaCode: 'E06000032',
      temporary: false,
      sealed: false,
      from: addDays(londonDate(now), -200),
    },
    gp: null,
    lastSeenOn: null,
    circumstances: {
      people: [],
      dangers: [],
      statutory: [],
      contact: { route: 'Text first', interpreter: null, loneVisitWarning: null },
      motherBornOn: null,
      level: 'universal',
      whereaboutsUnknown: false,
    },
  };
}

/** A handover from Luton to the desk of Ealing. */
export function prepare(
  handoverId: string,
  addressedTo: string | null,
  occasion: Occasion,
): Extract<ChildCommand, { type: 'prepare' }> {
  return {
    type: 'prepare',
    handoverId,
    follows: null,
    kind: 'health-visiting-to-health-visiting',
    occasion,
    destination: { kind: 'desk', teamId: 'ealing-hv', reason: 'The family moved' },
    addressedTo,
    proposedLevel: 'universal',
    summary: {
      situation: 'Moved',
      assessment: 'Well',
      family: 'Strong',
      expectedResponse: 'See the child',
      recording: 'By secure mail',
    },
  };
}
