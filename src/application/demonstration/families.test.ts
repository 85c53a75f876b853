import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { whoAnswers } from '../../domain/directory/directory.ts';
import { priorityOf } from '../../domain/handover/facts.ts';
import { isTestRange } from '../../domain/identity/nhs-number.ts';
import { normalisePostcode } from '../../domain/identity/postcode.ts';
import { handoverStates, priorities } from '../../domain/language/words.ts';
import { gapMinutes, gapsIn } from '../../domain/responsibility/recount.ts';
import { canonical } from '../fact-chain.ts';
import { demonstrationDirectoryOn } from './directory.ts';
import { idBase, playedFamilies, programmeScripts, scripts } from './families.ts';
import { networkDirectory, networkFamilies, networkTeams, templates, templateTokens } from './network.ts';
import { directory, families, now, whole } from './played.fixture.ts';
import { randomFrom } from './random.ts';

const children = families.flatMap(({ family }) => family.children);
/** What every stream of a family ends with: the same for the same facts. */
const headsOf = (some: typeof families) =>
  some.map(({ family }) => [
    family.client?.facts.at(-1)?.hash,
    ...family.children.map(({ facts }) => facts.at(-1)?.hash),
  ]);

describe('the demonstration’s families', () => {
  test('are the same for the same seed, and the beginning of a larger size', () => {
    const again = headsOf(whole);
    assert.equal(canonical(again.slice(0, 60)), canonical(headsOf(families).slice(0, 60)));
    const all = new Set(again.map(canonical));
    assert.ok(
      headsOf(families).every((heads) => all.has(canonical(heads))),
      'a larger size has other families',
    );
    const [other] = headsOf([...playedFamilies(8, 20, directory, now)]);
    assert.notDeepEqual(other, headsOf(families)[0]);
    assert.equal(children.length, 300);
  });

  test('play every life, in every state and priority', () => {
    const names = [...scripts, ...programmeScripts].map(({ name }) => name);
    assert.deepEqual(new Set(families.map(({ script }) => script)), new Set(names));
    const handovers = children.flatMap(({ state }) => state.handovers);
    assert.deepEqual(new Set(handovers.map(({ state }) => state)), new Set(handoverStates));
    assert.deepEqual(new Set(handovers.map(priorityOf)), new Set(priorities));
    for (const kind of ['desk', 'holding', 'outside'])
      assert.ok(
        handovers.some(({ destination }) => destination.kind === kind),
        kind,
      );
    assert.ok(
      children.some(({ state }) => state.care.status === 'in-care' && state.care.holder.outsideName !== null),
    );
    assert.ok(children.some(({ state }) => state.address?.sealed));
    assert.ok(children.some(({ state }) => state.identity.bornOn === null));
  });

  test('have their reviews on the way: most are done, and a few are declined, missed or late', () => {
    const recorded = children.flatMap(({ state }) => state.reviews.map(({ outcome }) => outcome));
    const share = (outcome: string) => recorded.filter((one) => one === outcome).length / recorded.length;
    assert.ok(recorded.length > 300, `${recorded.length} reviews are recorded`);
    assert.ok(share('done') > 0.85, `${share('done')} are done`);
    for (const outcome of ['declined', 'missed']) assert.ok(share(outcome) > 0, outcome);
    const owed = children.flatMap(({ state }) => Object.values(state.deadlines));
    const late = owed.filter(({ kind, dueAt }) => kind === 'review' && dueAt <= now);
    assert.ok(late.length > 0 && late.length < children.length / 6, `${late.length} reviews are overdue`);
  });

  test('have their move enquiries on the way: most are in time, some overdue', () => {
    const all = whole.flatMap(({ family }) => family.children);
    const owed = all.flatMap(({ state }) =>
      Object.values(state.deadlines).filter(({ kind }) => kind === 'settle-enquiry'),
    );
    const late = owed.filter(({ dueAt }) => dueAt <= now);
    assert.ok(
      late.length > 0 && late.length <= owed.length / 2,
      `${late.length} of ${owed.length} are overdue`,
    );
  });

  test('hold no gap, no fact in the future, and only invented numbers', () => {
    for (const life of children) {
      assert.equal(gapMinutes(gapsIn(life.facts, now)), 0);
      for (const fact of life.facts) assert.ok(fact.recordedAt <= now && fact.happenedAt <= fact.recordedAt);
      const { nhsNumber, mother } = life.state.identity;
      for (const number of [nhsNumber, mother?.nhsNumber]) if (number) assert.ok(isTestRange(number));
      const postcode = life.state.address?.postcode ?? null;
      if (postcode !== null) assert.equal(normalisePostcode(postcode), postcode);
    }
  });

  test('have somebody who answers for each child now, also for one who left and one who is away', () => {
    const why = new Set<string>();
    for (const life of children) {
      const { care } = life.state;
      if (care.status !== 'in-care' || care.holder.outsideName !== null) continue;
      const answerer = whoAnswers(directory, care.holder.teamId, care.holder.practitionerId, now);
      assert.notEqual(answerer.as, 'desk');
      why.add(answerer.as);
    }
    assert.deepEqual(why, new Set(['named', 'deputy', 'lead']));
  });

  test('can be played at any time of the year', () => {
    for (const at of ['2026-11-22T03:00:00.000Z', '2026-12-25T23:59:00.000Z', '2027-03-28T01:30:00.000Z']) {
      const played = [...playedFamilies(1, 120, demonstrationDirectoryOn(at), at)];
      assert.equal(played.flatMap(({ family }) => family.children).length, 120);
    }
  });
});

describe('a network’s children', () => {
  const teams = networkTeams(directory, 50_000);
  const large = networkDirectory(directory, teams);
  const made = templates(7, 100, large, now);

  test('have teams that are in the directory, some areas with several', () => {
    assert.equal(teams.length, 20);
    const many = networkTeams(directory, 3_000_000);
    assert.ok(many.some(({ hvNumber }) => Number(hvNumber) > 3));
    assert.equal(new Set(many.map(({ place, hvNumber }) => `${place.short} ${hvNumber}`)).size, many.length);
    for (const { place, hvNumber } of teams) {
      const team = large.teams.get(`${place.short}-hv-${hvNumber}`);
      assert.ok(team?.leadId && large.practitioners.has(team.leadId));
    }
  });

  test('get one value for every token, and never the id of another child', () => {
    const some = [...networkFamilies(7, 1000, 3000, teams, made)];
    for (const child of some) assert.equal(child.values.length, templateTokens.length);
    assert.equal(new Set(some.map(({ personId }) => personId)).size, some.length);
    const played = new Set(children.map(({ personId }) => personId));
    assert.ok(some.every(({ personId }) => !played.has(personId)));
  });

  test('have ids of their own, also where chance begins alike', () => {
    assert.deepEqual(
      idBase(7, 68_702),
      idBase(7, 984_200),
      'chance no longer begins alike: find two that do',
    );
    const [one, other] = [68_702, 984_200].map((child) =>
      [...networkFamilies(7, child, child + 1, teams, made)].map(({ personId }) => personId),
    );
    assert.equal(new Set([...(one ?? []), ...(other ?? [])]).size, (one?.length ?? 0) + (other?.length ?? 0));
  });

  test('lie with the same team in a larger network, which gives no team more children or arrivals', () => {
    const [small, larger] = [networkTeams(directory, 32_000), networkTeams(directory, 300_000)];
    const sides = (from: number, to: number, among: typeof teams) =>
      [...networkFamilies(7, from, to, among, made)].map(({ values }) => values.slice(4));
    assert.deepEqual(sides(3000, 5000, small), sides(3000, 5000, larger));
    const full = new Set(small.slice(0, 12).map(({ place }) => place.areaName));
    const further = sides(33_000, 36_000, larger);
    assert.deepEqual(
      further.filter((values) => values.some((value) => full.has(String(value)))),
      [],
    );
  });

  test('go without a number where the test range has no more', () => {
    const [far] = networkFamilies(7, 3_299_999, 3_300_000, teams, made);
    assert.equal(far?.values[2], 'null');
    assert.equal(far?.values[3], null);
  });
});

test('chance is the same for the same seed and label, even, and different for another label', () => {
  const [a, b, c] = [randomFrom(7, 'x'), randomFrom(7, 'x'), randomFrom(7, 'y')];
  const draws = Array.from({ length: 4000 }, () => a.whole(0, 9));
  assert.deepEqual(
    draws,
    Array.from({ length: 4000 }, () => b.whole(0, 9)),
  );
  assert.notDeepEqual(
    draws,
    Array.from({ length: 4000 }, () => c.whole(0, 9)),
  );
  for (let value = 0; value < 10; value += 1) {
    const share = draws.filter((draw) => draw === value).length;
    assert.ok(share > 320 && share < 480, `${value}: ${share}`);
  }
});
