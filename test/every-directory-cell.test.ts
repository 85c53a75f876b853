import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { demonstrationDirectory } from '../src/application/demonstration/directory.ts';
import { addDays, addMinutes, londonDate } from '../src/domain/calendar/time.ts';
import { type Actor, systemActor } from '../src/domain/child/context.ts';
import type { DirectoryChange, PersonChange } from '../src/domain/directory/commands.ts';
import { decideDirectory } from '../src/domain/directory/decide.ts';
import type { Directory, Practitioner } from '../src/domain/directory/directory.ts';
import {
  type PersonState,
  personChanges,
  personStateOf,
  personStates,
  personTransitions,
  teamStateOf,
  teamStates,
  teamTransitions,
  turnChanges,
  turnTransitions,
} from '../src/domain/directory/transitions.ts';
import {
  type DirectoryRefusalCode,
  refusalsOfTheDirectory,
} from '../src/domain/language/refusals-of-the-directory.ts';

/**
 * Tries every cell of the tables of the directory with the whole rule, and meets every refusal of its catalogue as a person
 * would.
 */

const now = '2026-11-23T12:00:00.000Z';
const today = londonDate(now);
const given = demonstrationDirectory();
const kate = 'kate-brennan';

function asOneWho(stands: Partial<Practitioner>, absences: Directory['absences'] = []): Directory {
  const practitioners = new Map(given.practitioners);
  const person = practitioners.get(kate);
  assert.ok(person);
  practitioners.set(kate, { ...person, ...stands, statusSince: addMinutes(now, -60) });
  return { ...given, practitioners, absences };
}

const absence = { practitionerId: kate, from: addMinutes(now, -30), to: null, deputyId: null };

/** The directory with Kate Brennan in each state. */
const standing: Readonly<Record<Exclude<PersonState, 'unknown'>, Directory>> = {
  here: asOneWho({ status: 'present' }),
  away: asOneWho({ status: 'present' }, [absence]),
  left: asOneWho({ status: 'left' }),
  'switched-off': asOneWho({ status: 'disabled' }),
  closed: asOneWho({ status: 'disabled', accountClosedAt: now }),
};

function personChange(type: PersonChange['type'], practitionerId = kate): PersonChange {
  switch (type) {
    case 'leave':
    case 'disable':
      return { type, practitionerId, why: 'Told so' };
    case 'be-away':
      return { type, practitionerId, from: now, to: null, deputyId: null };
    case 'return':
    case 'close-account':
      return { type, practitionerId };
  }
}

function actorOf(id: string): Actor {
  const person = given.practitioners.get(id);
  assert.ok(person, id);
  return { practitionerId: id, name: person.name, role: person.role, teamId: person.teamId, duty: false };
}

const answer = (change: DirectoryChange, directory = given, actor: Actor = systemActor) =>
  decideDirectory(change, { directory, actor, now })?.code ?? 'yes';

describe('every cell of the directory', () => {
  test('a person: the state is as it stands, and the rule answers as the table has it', () => {
    for (const [state, directory] of Object.entries(standing) as [keyof typeof standing, Directory][])
      for (const type of personChanges) {
        assert.equal(personStateOf(directory, kate, now), state);
        assert.equal(
          answer(personChange(type), directory),
          personTransitions[state][type],
          `${state}: ${type}`,
        );
      }
    for (const type of personChanges)
      assert.equal(answer(personChange(type, 'nobody')), personTransitions.unknown[type]);
    assert.deepEqual([...personStates].sort(), [...Object.keys(standing), 'unknown'].sort());
  });

  test('a turn at the duty desk: the rule answers whoever asks for the own one as the table has it', () => {
    for (const [state, directory] of Object.entries(standing) as [keyof typeof standing, Directory][])
      for (const type of turnChanges)
        assert.equal(
          answer({ type, practitionerId: kate }, directory, actorOf(kate)),
          turnTransitions[state][type],
          `${state}: ${type}`,
        );
    for (const type of turnChanges)
      assert.equal(answer({ type, practitionerId: 'nobody' }), turnTransitions.unknown[type]);
  });

  test('only who is in post can go, only who is gone can have the account closed, and each may come back', () => {
    const open = (type: PersonChange['type']) =>
      personStates.filter((state) => personTransitions[state][type] === 'yes');
    assert.deepEqual(open('leave'), ['here', 'away']);
    assert.deepEqual(open('disable'), ['here', 'away']);
    assert.deepEqual(open('be-away'), ['here', 'away']);
    assert.deepEqual(open('close-account'), ['left', 'switched-off']);
    assert.deepEqual(open('return'), ['here', 'away', 'left', 'switched-off', 'closed']);
  });

  test('a team: its last day may be moved until it has come, and then nobody lets it work again by closing it later', () => {
    const team = given.teams.get('ealing-hv');
    assert.ok(team);
    const until = (to: string | null): Directory => ({
      ...given,
      teams: new Map([...given.teams, ['ealing-hv', { ...team, to }]]),
    });
    const close = { type: 'close-team', teamId: 'ealing-hv', on: addDays(today, 30) } as const;
    for (const [to, state] of [
      [null, 'working'],
      [addDays(today, 1), 'working'],
      [today, 'closed'],
    ] as const) {
      assert.equal(teamStateOf(until(to), 'ealing-hv', today), state);
      assert.equal(answer(close, until(to)), teamTransitions[state]['close-team']);
    }
    assert.equal(answer({ ...close, teamId: 'nowhere' }), teamTransitions.unknown['close-team']);
    assert.equal(teamStates.length, 3);
  });
});

const closing = { type: 'close-team', teamId: 'ealing-hv', on: addDays(today, 30) } as const;
const away = (deputyId: string | null, practitionerId = kate, to: string | null = null) =>
  ({ type: 'be-away', practitionerId, from: now, to, deputyId }) as const;

/** How each refusal is met. The type makes the compiler name a code that is missing here. */
const told: Readonly<Record<DirectoryRefusalCode, () => string>> = {
  'no-such-person': () => answer(personChange('leave', 'nobody')),
  'no-such-team': () => answer({ ...closing, teamId: 'nowhere' }),
  'not-of-the-organisation': () => answer(away(null, 'colette-baptiste'), given, actorOf('ruth-pemberton')),
  'not-the-lead': () => answer(away(null), given, actorOf(kate)),
  'not-the-closing-lead': () => answer(closing, given, actorOf('grace-adeyemi')),
  'left-already': () => answer(personChange('leave'), standing.left),
  'switched-off-already': () => answer(personChange('leave'), standing['switched-off']),
  'closed-already': () => answer(personChange('close-account'), standing.closed),
  'still-works-here': () => answer(personChange('close-account')),
  'team-closed-already': () => {
    const team = given.teams.get('ealing-hv');
    assert.ok(team);
    return answer(closing, {
      ...given,
      teams: new Map([...given.teams, ['ealing-hv', { ...team, to: today }]]),
    });
  },
  'ends-before-it-begins': () => answer(away(null, kate, now)),
  'deputy-not-alike': () => answer(away('peter-vance', 'colette-baptiste')),
  'deputy-answers-for-nobody': () => answer(away('leo-marsh')),
  'deputy-of-another-team': () => answer(away('amara-osei')),
  'turn-of-another': () =>
    answer({ type: 'act-as-duty', practitionerId: kate }, given, actorOf('deborah-quill')),
  'no-desk': () => answer({ type: 'act-as-duty', practitionerId: 'ruth-pemberton' }),
  'closes-too-soon': () => answer({ ...closing, on: today }),
  'cannot-keep': () => answer({ ...closing, keeperTeamId: 'ealing-hv' }),
};

describe('every refusal of the directory can be met', () => {
  for (const [code, meet] of Object.entries(told)) test(code, () => assert.equal(meet(), code));

  test('all have words', () => {
    assert.deepEqual(Object.keys(refusalsOfTheDirectory).sort(), Object.keys(told).sort());
  });
});
