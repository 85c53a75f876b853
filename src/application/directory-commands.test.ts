import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Actor } from '../domain/child/context.ts';
import { demonstrationDirectory } from './demonstration/directory.ts';
import { changeDirectory, type DirectoryCommand } from './directory-commands.ts';

const now = '2026-11-23T12:00:00.000Z';
const directory = demonstrationDirectory();
const store = {
  change: async () => ({ kind: 'done', version: 1, offersReturned: 0 }) as const,
  sentBefore: async () => null,
};

function actorOf(id: string): Actor {
  const person = directory.practitioners.get(id);
  assert.ok(person, id);
  const { name, role, teamId, duty } = person;
  return { practitionerId: id, name, role, teamId, duty };
}

const does = async (who: string, command: DirectoryCommand) =>
  (await changeDirectory(store, directory, command, actorOf(who), now)).kind;
const away = (practitionerId: string, deputyId: string | null): DirectoryCommand => ({
  type: 'be-away',
  practitionerId,
  from: now,
  to: null,
  deputyId,
});

describe('A30 who stands above the teams is away, or leaves', () => {
  test('they record it themselves, and so does every lead and every other such person of their organisation', async () => {
    for (const who of ['colette-baptiste', 'deborah-quill', 'manjit-sandhu', 'peter-vance', 'anita-bose'])
      assert.equal(await does(who, away('colette-baptiste', null)), 'done', who);
    assert.equal(await does('peter-vance', away('peter-vance', 'laura-beech')), 'done');
    assert.equal(
      await does('deborah-quill', { type: 'leave', practitionerId: 'colette-baptiste', why: 'A new post' }),
      'done',
    );
  });

  test('nobody of another organisation does, no nurse or administrator, and nobody so of the people of a team', async () => {
    for (const who of ['ruth-pemberton', 'grace-adeyemi', 'kate-brennan', 'leo-marsh'])
      assert.equal(await does(who, away('colette-baptiste', null)), 'refused', who);
    assert.equal(await does('colette-baptiste', away('kate-brennan', null)), 'refused');
    assert.equal(await does('kate-brennan', away('kate-brennan', null)), 'refused');
  });

  test('a stand-in is of the same team, in the same role elsewhere, or the one safeguarding nurse for the other', async () => {
    for (const deputy of ['ruth-pemberton', 'manjit-sandhu'])
      assert.equal(await does('colette-baptiste', away('colette-baptiste', deputy)), 'done', deputy);
    for (const deputy of ['peter-vance', 'deborah-quill', 'leo-marsh', 'colette-baptiste', 'nobody'])
      assert.equal(await does('colette-baptiste', away('colette-baptiste', deputy)), 'refused', deputy);
    assert.equal(await does('peter-vance', away('peter-vance', 'manjit-sandhu')), 'refused');
  });
});
