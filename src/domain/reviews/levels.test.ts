import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChildFact } from '../child/facts.ts';
import { nothingKnown } from '../risk/circumstances.ts';
import { levelHistory, levelOn, olderLabelsOf } from './levels.ts';

function facts(...list: readonly ChildFact[]) {
  return list.map((fact, index) => ({
    version: index + 1,
    fact,
    happenedAt: '2026-11-23T10:00:00.000Z',
    recordedAt: '2026-11-23T10:00:00.000Z',
    by: { practitionerId: `person-${index}`, teamId: 'team', role: 'health-visitor' },
    commandId: `${index}`,
  }));
}

const summary = { situation: '', assessment: '', family: '', expectedResponse: '', recording: '' };
const draft = {
  handoverId: 'h',
  kind: 'fnp-to-health-visiting',
  occasion: 'move',
  destination: { kind: 'desk', teamId: 'team', reason: '' },
  addressedTo: null,
  summary,
} as const;

describe('the history of the level of service', () => {
  test('has each step with its reason and name, and no step where nothing changed', () => {
    const steps = levelHistory(
      facts(
        { type: 'CircumstancesRecorded', circumstances: { ...nothingKnown, level: 'universal' } },
        {
          type: 'CircumstancesRecorded',
          circumstances: { ...nothingKnown, level: 'universal', dangers: [] },
        },
        {
          type: 'HandoverPrepared',
          ...draft,
          proposedLevel: 'targeted',
          releasingTeamId: 'team',
          priority: { priority: 'routine', reasons: [], ruleVersion: '' },
          follows: null,
        },
        {
          type: 'HandoverRevised',
          ...draft,
          proposedLevel: 'targeted',
          summary: { ...summary, assessment: 'Little support at home' },
        },
        {
          type: 'HandoverRevised',
          ...draft,
          proposedLevel: 'specialist',
          summary: { ...summary, assessment: 'A father with a history of violence is back' },
        },
        { type: 'LevelDecided', handoverId: 'h', level: 'targeted', reason: 'Grandmother helps' },
        { type: 'LevelChanged', level: 'specialist', reason: 'A new partner' },
      ),
    );
    assert.deepEqual(
      steps.map(({ how, level, reason, by }) => [how, level, reason, by]),
      [
        ['known', 'universal', '', 'person-0'],
        ['proposed', 'targeted', 'Little support at home', 'person-2'],
        ['proposed', 'specialist', 'A father with a history of violence is back', 'person-4'],
        ['decided', 'targeted', 'Grandmother helps', 'person-5'],
        ['changed', 'specialist', 'A new partner', 'person-6'],
      ],
    );
  });

  test('gives a proposal of a door the words of the door until a nurse has written what she thinks', () => {
    const opened = {
      type: 'HandoverPrepared',
      ...draft,
      proposedLevel: 'targeted',
      releasingTeamId: 'team',
      priority: { priority: 'routine', reasons: [], ruleVersion: '' },
      follows: null,
      summary: { ...summary, situation: 'Moved out of the catchment. To her aunt' },
    } as const;
    assert.deepEqual(
      levelHistory(facts(opened)).map(({ reason }) => reason),
      ['Moved out of the catchment. To her aunt'],
    );
  });

  test('says the older label where it was the usual word on that day', () => {
    assert.equal(levelOn('targeted', '2019-05-01'), 'Targeted, then called Universal Plus');
    assert.equal(levelOn('specialist', '2021-03-31'), 'Specialist, then called Universal Partnership Plus');
    assert.equal(levelOn('specialist', '2021-04-01'), 'Specialist');
    assert.equal(levelOn('universal', '2019-05-01'), 'Universal');
    assert.match(olderLabelsOf('targeted'), /^Called Universal Plus from 1 January 2011 to 31 March 2021$/);
    assert.equal(olderLabelsOf('community'), '');
  });
});
