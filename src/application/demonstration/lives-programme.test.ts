import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ageInYears } from '../../domain/calendar/gestation.ts';
import { londonDate } from '../../domain/calendar/time.ts';
import { isTestRange } from '../../domain/identity/nhs-number.ts';
import { caseloadStatuses } from '../../domain/programme/caseload.ts';
import { doors } from '../../domain/programme/doors.ts';
import { clientStatuses } from '../../domain/programme/statuses.ts';
import { datesOf, phaseOn, phases } from '../../domain/programme/visit-schedule.ts';
import { canonical } from '../fact-chain.ts';
import { directory, families, now, whole } from './played.fixture.ts';

const today = londonDate(now);
const clients = families.flatMap(({ family }) => family.client ?? []);
const facts = clients.flatMap((client) => client.facts.map(({ fact }) => fact));

describe('the programme’s families', () => {
  test('are the clients of all three sites: no child is with a site but as the child of a client', () => {
    const sites = new Set(
      [...directory.teams.values()].filter(({ kind }) => kind === 'fnp').map(({ id }) => id),
    );
    assert.deepEqual(new Set(clients.map(({ state }) => state.teamId)), sites);
    for (const { family } of families)
      for (const { facts: own } of family.children)
        for (const { fact } of own)
          if (fact.type === 'TakenOn' && sites.has(fact.holder.teamId)) assert.ok(family.client, 'no client');
  });

  test('stand in every status and phase, and have left by every door', () => {
    const statuses = new Set<string>(clients.map(({ state }) => state.status));
    for (const status of clientStatuses) assert.ok(statuses.has(status), status);
    const inPhase = new Set(
      clients.flatMap(({ state }) => {
        const dates = state.status === 'enrolled' ? datesOf(state) : null;
        return (dates && phaseOn(dates, today)) ?? [];
      }),
    );
    for (const phase of phases) assert.ok(inPhase.has(phase), phase);
    const left = new Set<string>(
      families.flatMap(({ family }) =>
        family.children.flatMap(({ facts: own }) =>
          own.flatMap(({ fact }) => (fact.type === 'ProgrammeLeft' ? [fact.door] : [])),
        ),
      ),
    );
    for (const door of doors) assert.ok(left.has(door), `nobody has left by ${door}`);
  });

  test('have whole courses: visits made, missed and cancelled, pauses, twins, losses, a return, an end at five', () => {
    const types = new Set(facts.map(({ type }) => type));
    for (const type of [
      'VisitMissed',
      'MissedVisitsReviewed',
      'ProgrammePaused',
      'ProgrammeResumed',
      'IntervalSet',
      'LossRecorded',
      'TransferredIn',
      'TransferRefused',
      'NurseAllocated',
      'ClientRecorded',
    ] as const)
      assert.ok(types.has(type), type);
    const missed = facts.flatMap((fact) => (fact.type === 'VisitMissed' ? [fact.why] : []));
    assert.equal(new Set(missed).size, 4);
    const made = facts.filter(({ type }) => type === 'VisitRecorded').length;
    assert.ok(
      missed.length > made / 10 && missed.length < made / 2,
      `${missed.length} of ${made} were missed`,
    );
    assert.ok(facts.some((fact) => fact.type === 'BirthTold' && fact.babies.length === 2));
    assert.ok(
      clients.some(({ facts: own }) => own.filter(({ fact }) => fact.type === 'Enrolled').length === 2),
    );
    const ends = families.flatMap(({ family }) =>
      family.children.map(({ state }) => (state.care.status === 'ended' ? state.care.reason : null)),
    );
    for (const reason of ['school-nursing', 'pregnancy-loss', 'death'])
      assert.ok(ends.includes(reason as never), reason);
  });

  test('have every consequence answered, and none refused', () => {
    for (const { changes, answers } of clients)
      for (const { consequenceId } of changes.flatMap(({ consequences }) => consequences))
        assert.notEqual(answers.get(consequenceId)?.outcome ?? 'refused', 'refused');
  });

  test('are who a site takes: young, or with a need that its rules name, and nobody is a mother too early', () => {
    for (const { state } of clients) {
      const { identity, known } = state;
      const years = ageInYears(identity.bornOn ?? '', known.lastPeriodOn ?? '');
      assert.ok(years >= 16 && years <= 24, `${years} at the last period`);
      if (identity.nhsNumber) assert.ok(isTestRange(identity.nhsNumber));
    }
  });

  test('are the same for the same seed', () => {
    const heads = (some: typeof families) =>
      some.slice(0, 60).map(({ family }) => family.client?.facts.at(-1)?.hash ?? null);
    assert.equal(canonical(heads(whole)), canonical(heads(families)));
  });

  test('do not all say yes: at each site that takes families some decline, and most enrol', () => {
    const asked = whole.flatMap(({ family }) => family.client ?? []);
    for (const teamId of ['luton-fnp', 'ealing-fnp']) {
      const offered = asked.filter(
        ({ facts: own }) =>
          own[0]?.fact.type === 'Referred' &&
          own[0].fact.teamId === teamId &&
          own.some(({ fact }) => fact.type === 'PlaceOffered'),
      );
      const share = (type: string) =>
        offered.filter(({ facts: own }) => own.some(({ fact }) => fact.type === type)).length /
        offered.length;
      assert.ok(share('PlaceDeclined') > 0.02, `${teamId}: ${share('PlaceDeclined')} declined`);
      assert.ok(share('Enrolled') > 0.75, `${teamId}: ${share('Enrolled')} enrolled`);
    }
  });

  test('fill the caseloads of all nurses alike, and few visits are overdue', () => {
    const states = whole.flatMap(({ family }) => family.client?.state ?? []);
    const carried = states.filter(({ status }) => caseloadStatuses.some((one) => one === status));
    const byNurse = Map.groupBy(carried, ({ nurseId }) => nurseId);
    for (const nurse of ['shanice-brown', 'joy-okafor', 'beth-lomax', 'naomi-fletcher', 'tanya-reid']) {
      const families = byNurse.get(nurse)?.length ?? 0;
      assert.ok(families >= 20 && families <= 27, `${nurse} has ${families}`);
    }
    const late = carried.filter(({ deadlines }) =>
      Object.values(deadlines).some(({ kind, dueAt }) => kind === 'visit' && dueAt <= now),
    );
    assert.ok(
      late.length > 3 && late.length < carried.length / 4,
      `${late.length} of ${carried.length} visits are overdue`,
    );
  });
});
