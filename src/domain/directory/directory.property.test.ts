import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../../test/generated.ts';
import { addMinutes, type Instant } from '../calendar/time.ts';
import { ladderSteps } from '../language/words.ts';
import { type Directory, inPost, ladderNames, presentAt, whoAnswers } from './directory.ts';
import { now, threeAreas } from './three-areas.fixture.ts';

const people = [...threeAreas.practitioners.keys()];
const someone = fc.constantFrom(...people, 'nobody');
const someTeam = fc.constantFrom(...[...threeAreas.teams.keys()].slice(0, 12), 'no-such-team');
const moment: fc.Arbitrary<Instant> = fc
  .integer({ min: -100, max: 100 })
  .map((hours) => addMinutes(now, hours * 60));

const absence = fc.record({
  practitionerId: someone,
  from: moment,
  to: fc.option(moment),
  deputyId: fc.option(someone),
});

const change = fc.record({
  id: fc.constantFrom(...people),
  status: fc.constantFrom('present', 'left', 'disabled'),
  statusSince: moment,
  teamId: fc.constantFrom('luton-hv', 'ealing-hv'),
});

const directory: fc.Arbitrary<Directory> = fc
  .tuple(fc.array(absence, { maxLength: 12 }), fc.array(change, { maxLength: 12 }), fc.boolean())
  .map(([absences, changes, withDesks]) => {
    const practitioners = new Map(threeAreas.practitioners);
    for (const { id, ...rest } of changes) {
      const known = practitioners.get(id);
      if (known !== undefined) practitioners.set(id, { ...known, ...rest });
    }
    const teams = [...threeAreas.teams].filter(([, team]) => withDesks || !team.holdingDesk);
    return { ...threeAreas, practitioners, teams: new Map(teams), absences };
  });

test('P1: somebody always answers, and never a name that left, is disabled or is away', () => {
  fc.assert(
    fc.property(directory, someTeam, fc.option(someone), moment, (known, teamId, named, at) => {
      const answerer = whoAnswers(known, teamId, named, at);
      assert.ok(answerer.name !== '' && answerer.why !== '');
      if (answerer.practitionerId === null) {
        assert.equal(answerer.as, 'desk');
        return;
      }
      assert.ok(presentAt(known, answerer.practitionerId, at));
      if (answerer.as === 'named')
        assert.equal(known.practitioners.get(answerer.practitionerId)?.teamId, teamId);
      assert.equal(answerer.name, known.practitioners.get(answerer.practitionerId)?.name);
    }),
    { numRuns: 3000 },
  );
});

test('every step of the ladder names somebody who is here, or a desk, with a reason', () => {
  fc.assert(
    fc.property(directory, someTeam, fc.constantFrom(...ladderSteps), moment, (known, teamId, step, at) => {
      const names = ladderNames(known, teamId, step, at);
      assert.ok(names.length > 0);
      for (const { practitionerId, name, reason } of names) {
        assert.ok(name !== '' && reason !== '');
        if (practitionerId !== null) assert.ok(presentAt(known, practitionerId, at));
      }
    }),
    { numRuns: 3000 },
  );
});

test('from the instant of leaving the name never answers again, until present anew', () => {
  fc.assert(
    fc.property(directory, someTeam, fc.constantFrom(...people), moment, (known, teamId, named, at) => {
      const answerer = whoAnswers(known, teamId, named, at);
      if (!inPost(known, named, at)) assert.notEqual(answerer.practitionerId, named);
    }),
  );
});
