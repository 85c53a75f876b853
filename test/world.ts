import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { issueToChild } from '../src/application/child-command.ts';
import type { ClientOutcome } from '../src/application/client-command.ts';
import type { Outcome } from '../src/application/command.ts';
import { demonstrationAreas, demonstrationDirectory } from '../src/application/demonstration/directory.ts';
import { bankHolidays } from '../src/domain/calendar/holidays.ts';
import { addMinutes, type CivilDate, type Instant, londonDate } from '../src/domain/calendar/time.ts';
import { defaultRuleSets } from '../src/domain/calendar/time-limits.ts';
import type { ChildCommand } from '../src/domain/child/commands.ts';
import { type Context, systemActor } from '../src/domain/child/context.ts';
import { type ChildState, findHandover, holderOf } from '../src/domain/child/state.ts';
import { closingLater } from '../src/domain/directory/closing.fixture.ts';
import {
  type Absence,
  type Directory,
  type Practitioner,
  whoAnswers,
} from '../src/domain/directory/directory.ts';
import { rungFor } from '../src/domain/directory/ladder.ts';
import type { Deadline, ObligationKind } from '../src/domain/escalation/obligations.ts';
import { type Handover, priorityOf } from '../src/domain/handover/facts.ts';
import { type RefusalCode, refusals } from '../src/domain/language/refusals.ts';
import {
  type HandoverStateName,
  ladderSteps,
  type PriorityName,
  type TakeOnReason,
} from '../src/domain/language/words.ts';
import { caseloadStatuses } from '../src/domain/programme/caseload.ts';
import type { Address, Identity } from '../src/domain/responsibility/facts.ts';
import type { Circumstances } from '../src/domain/risk/circumstances.ts';
import type { ClientCommands } from './client-commands.ts';
import {
  type ClientWorld,
  clientWorld,
  type GivenClients,
  sayOutcome,
  type ThenOfClients,
} from './client-world.ts';
import { type Commands, commandsOf } from './commands.ts';
import { checkLedger } from './ledger-checks.ts';
import { type Ledger, memoryLedger, type Raised } from './memory-store.ts';

/** A Monday morning in term time: 10:00 in London, no bank holiday near. */
export const monday: Instant = '2026-11-23T10:00:00.000Z';

export const areas = demonstrationAreas;

/** A child of the scenario, by the name that it is called by in the test. */
export type Child = { readonly personId: string; readonly name: string };

/** Everything was asked and answered, and nothing in it makes a handover more than routine. */
export const calm: Circumstances = {
  people: [{ name: 'Tess Hartley', relation: 'mother', livesWithChild: true, parentalResponsibility: true }],
  dangers: [],
  statutory: [],
  contact: { route: 'Mobile, mornings', interpreter: null, loneVisitWarning: null },
  motherBornOn: '2004-05-06',
  level: 'universal',
  whereaboutsUnknown: false,
};

export const violentExPartner = {
  dangerId: 'ex-partner',
  who: 'Dean Farrow',
  relation: "mother's former partner",
  why: 'Convicted of assault on the mother in 2025',
  violent: true,
  limits: [{ what: 'Bail: not to contact the mother', from: '2026-10-01', until: '2027-01-15' }],
  move: 'moves-with-child',
} as const;

export type TakenOn = {
  readonly name?: string;
  /** How the child became known: registered, unless the scenario says otherwise. */
  readonly reason?: TakeOnReason;
  readonly identity?: Partial<Identity>;
  readonly address?: Partial<Address> | null;
  readonly circumstances?: Partial<Circumstances>;
  readonly gp?: { readonly odsCode: string; readonly name: string } | null;
};

/** What a scenario is told in: given, when, then, and a clock that only the test moves. */
export type World = {
  readonly given: Given;
  /** A person does something, and it must be allowed. `happenedAt` is the true time of a late entry. */
  readonly when: (practitionerId: string, happenedAt?: Instant | null) => Commands & ClientCommands;
  /** A person tries something: what came of it is asked with `then`. */
  readonly tries: (practitionerId: string, happenedAt?: Instant | null) => Commands & ClientCommands;
  readonly then: Then;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly about: (child: Child) => void;
  readonly state: (child?: Child) => Promise<ChildState>;
  readonly handover: (handoverId?: string) => Promise<Handover>;
  readonly issue: (who: string, command: ChildCommand, more?: Sent) => Promise<Outcome>;
  /** The mother in the programme, with her own stream of facts, beside the children of the scenario. */
  readonly clients: Omit<ClientWorld, 'given' | 'commands' | 'then'>;
  readonly context: (who: string) => Context;
  readonly check: () => Promise<void>;
  /** The sweep looks at what is due: the real one where the scenario runs on a database. */
  readonly sweeps: () => Promise<void>;
};

type Sent = {
  readonly commandId?: string;
  readonly expectedVersion?: number | null;
  readonly child?: Child;
  readonly happenedAt?: Instant | null;
};

export type Given = GivenClients & {
  readonly aChildHeldBy: (practitionerId: string, details?: TakenOn) => Promise<Child>;
  /** The person leaves: their children pass to the lead at once, and an offer to them lies on the desk again (A30). */
  readonly leaves: (practitionerId: string) => Promise<void>;
  readonly isAway: (practitionerId: string, deputyId: string | null) => Promise<void>;
  readonly isBack: (practitionerId: string) => Promise<void>;
  /** From now on no programme is commissioned in the area of this site. */
  readonly noProgrammeRunsIn: (siteId: string) => Promise<void>;
};

export type Clock = {
  readonly now: () => Instant;
  readonly today: () => CivilDate;
  readonly passes: (span: {
    readonly minutes?: number;
    readonly hours?: number;
    readonly days?: number;
  }) => void;
  readonly is: (at: Instant) => void;
};

export type Then = ThenOfClients & {
  readonly holderIs: (teamId: string, practitionerId?: string | null) => Promise<void>;
  readonly answeredBy: (practitionerId: string) => Promise<void>;
  /** Nobody of the team is there, so its duty desk answers, with its number. */
  readonly answeredByTheDesk: () => Promise<void>;
  readonly handoverIs: (state: HandoverStateName, handoverId?: string) => Promise<void>;
  readonly priorityIs: (priority: PriorityName, because?: RegExp) => Promise<void>;
  readonly owes: (kind: ObligationKind, teamId: string) => Promise<Deadline>;
  readonly owesNot: (kind: ObligationKind) => Promise<void>;
  readonly owesNotBy: (kind: ObligationKind, teamId: string) => Promise<void>;
  readonly refused: (code: RefusalCode, detail?: RegExp) => void;
  /** For a team without access the child does not exist. */
  readonly foundNothing: () => void;
  /** The steps of one obligation that sweeps have raised, each once, with somebody's name. */
  readonly raisedAre: (kind: ObligationKind, teamId: string, steps: readonly number[]) => Promise<void>;
  readonly told: (teamId: string, code: string) => Promise<void>;
  /** Counted from the child's facts, and by the database where the scenario runs on one. */
  readonly nearMissesAre: (count: number) => Promise<void>;
  readonly notTold: (teamId: string) => Promise<void>;
  readonly sees: (teamId: string) => Promise<void>;
  readonly seesNot: (teamId: string) => Promise<void>;
};

/**
 * `alone`: the scenario has the whole service run, which reaches every child of a database, so it needs a database to itself.
 */
type Opener = (directory: Directory, alone: boolean) => Promise<Ledger> | Ledger;
let opener: Opener = memoryLedger;

/** From now on scenarios run on another ledger, so that the same tests run over the real database. */
export function openLedgersWith(other: Opener): void {
  opener = other;
}

/** One scenario as a test: told in the world, and checked afterwards whatever it told. */
export function scenario(
  name: string,
  tell: (world: World) => Promise<void>,
  { alone = false }: { readonly alone?: boolean } = {},
): void {
  test(name, async () => {
    const world = await newWorld(alone);
    try {
      await tell(world);
      await world.check();
    } finally {
      await world.ledger.close();
    }
  });
}

const demonstration = demonstrationDirectory();

/** A world with the demonstration's directory, on a Monday morning, with nobody in care yet. */
export async function newWorld(alone = false): Promise<World> {
  let now = monday;
  let directory = demonstration;
  let current: Child | null = null;
  let last: Outcome | ClientOutcome | null = null;
  const ledger = await opener(directory, alone);
  const played: (Raised & Pick<Deadline, 'key' | 'from'>)[] = [];
  const ended = new Map<string, CivilDate>();

  function context(who: string): Context {
    const person = directory.practitioners.get(who);
    assert.ok(person || who === 'system', `nobody is called ${who}`);
    const actor = person
      ? {
          practitionerId: who,
          name: person.name,
          role: person.role,
          teamId: person.teamId,
          duty: person.duty,
        }
      : systemActor;
    return { now, actor, directory, ruleSets: defaultRuleSets, holidays: bankHolidays };
  }

  function child(): Child {
    assert.ok(current, 'no child yet: begin with given.aChildHeldBy');
    return current;
  }

  async function state(of: Child = child()): Promise<ChildState> {
    const loaded = await ledger.store.loadAny(of.personId);
    assert.ok(loaded, `${of.name} is not known`);
    return loaded.state;
  }

  async function handover(handoverId?: string): Promise<Handover> {
    const known = await state();
    const found = handoverId ? findHandover(known, handoverId) : known.handovers.at(-1);
    assert.ok(found, 'there is no handover');
    return found;
  }

  const send: World['issue'] = async (who, command, more = {}) => {
    const { commandId = randomUUID(), expectedVersion = null, child: of = child(), happenedAt = null } = more;
    const issued = { personId: of.personId, commandId, command, expectedVersion, happenedAt };
    const stores = { clients: ledger.clients.store, children: ledger.store };
    const outcome = await issueToChild(stores, issued, context(who));
    last = outcome;
    return outcome;
  };

  const clients = clientWorld({
    ledger,
    context,
    directory: () => directory,
    now: () => now,
    aboutChild: (of) => {
      current = of;
    },
    answered: (outcome) => {
      last = outcome;
    },
    at: async (when, tell) => {
      const then = now;
      now = when;
      const told = await tell();
      now = then;
      return told;
    },
  });

  function actorOf(who: string, must: boolean, happenedAt: Instant | null): Commands {
    return commandsOf({
      who,
      now: () => now,
      handover,
      state,
      directory: () => directory,
      closes: (teamId) => {
        directory = closingLater(directory, teamId);
      },
      send: async (command) => {
        const outcome = await send(who, command, { happenedAt });
        if (must) assert.equal(outcome.kind, 'done', `${who}, ${command.type}: ${sayOutcome(outcome)}`);
        return outcome;
      },
    });
  }

  /** The database is not told that a programme ended. Whatever it gives again still has the programme. */
  function withoutEnded(known: Directory): Directory {
    const services = new Map(known.services);
    for (const service of known.services.values())
      services.set(service.id, { ...service, to: ended.get(service.intakeTeamId) ?? service.to });
    return { ...known, services };
  }

  async function changeDirectory(change: { practitioner?: Practitioner; absence?: Absence }): Promise<void> {
    const { practitioner, absence } = change;
    const practitioners = new Map(directory.practitioners);
    if (practitioner) practitioners.set(practitioner.id, practitioner);
    const absences = absence ? [...directory.absences, absence] : directory.absences;
    directory = { ...directory, version: directory.version + 1, practitioners, absences };
    await ledger.directoryIs(directory);
  }

  /** What the sweep does for one child; played here where no database runs it. */
  async function playSweep(): Promise<void> {
    for (const deadline of Object.values((await state()).deadlines)) {
      const { key, from, kind, ownerTeamId, steps } = deadline;
      for (const [step, at] of steps.entries()) {
        const known = played.some((one) => one.key === key && one.from === from && one.step === step);
        if (at > now || known) continue;
        const names = rungFor(directory, deadline, ladderSteps[step] ?? 'duty-desk', now);
        played.push({ key, from, kind, ownerTeamId, step, names: names.map(({ name }) => name) });
      }
    }
  }

  const given: Given = {
    ...clients.given,
    async aChildHeldBy(practitionerId, details = {}) {
      const person = directory.practitioners.get(practitionerId);
      assert.ok(person, `nobody is called ${practitionerId}`);
      const taken = { personId: randomUUID(), name: details.name ?? 'the child' };
      current = taken;
      const outcome = await send(practitionerId, takeOn(person, directory, details));
      assert.equal(outcome.kind, 'done', sayOutcome(outcome));
      return taken;
    },
    async leaves(practitionerId) {
      const person = directory.practitioners.get(practitionerId);
      assert.ok(person, `nobody is called ${practitionerId}`);
      if (ledger.real) {
        directory = withoutEnded(await ledger.real.leaves(practitionerId, now));
        return;
      }
      await changeDirectory({ practitioner: { ...person, status: 'left', statusSince: now } });
      const why = `${person.name} has left`;
      for (const personId of await ledger.people()) {
        const of = { personId, name: personId };
        const known = await state(of);
        if (holderOf(known)?.practitionerId === practitionerId) {
          await send('system', { type: 'name-practitioner', practitionerId: null, why }, { child: of });
        }
        for (const { handoverId, addressedTo } of known.handovers) {
          if (addressedTo === practitionerId)
            await send('system', { type: 'return-offer', handoverId, practitionerId, why }, { child: of });
        }
      }
      for (const personId of await ledger.clients.people()) {
        const client = { personId, name: personId };
        const { nurseId, contactId, status } = await clients.state(client);
        if (nurseId === practitionerId && caseloadStatuses.some((one) => one === status)) {
          const command = { type: 'allocate-nurse', nurseId: null, why, aboveCapacity: null } as const;
          await clients.issue('system', command, { client });
        }
        if (contactId === practitionerId)
          await clients.issue('system', { type: 'name-contact', contactId: null, why }, { client });
      }
    },
    async isAway(practitionerId, deputyId) {
      if (ledger.real) {
        directory = withoutEnded(await ledger.real.isAway(practitionerId, deputyId, now));
        return;
      }
      await changeDirectory({ absence: { practitionerId, from: now, to: null, deputyId } });
    },
    async noProgrammeRunsIn(siteId) {
      ended.set(siteId, londonDate(now));
      directory = withoutEnded(directory);
    },
    async isBack(practitionerId) {
      if (ledger.real) {
        directory = withoutEnded(await ledger.real.isBack(practitionerId, now));
        return;
      }
      const absences = directory.absences.map((absence) =>
        absence.practitionerId === practitionerId && absence.to === null ? { ...absence, to: now } : absence,
      );
      directory = { ...directory, version: directory.version + 1, absences };
      await ledger.directoryIs(directory);
    },
  };

  const then: Then = {
    ...clients.then,
    async holderIs(teamId, practitionerId) {
      const holder = holderOf(await state());
      assert.equal(holder?.teamId, teamId, 'the holding team');
      if (practitionerId !== undefined)
        assert.equal(holder?.practitionerId, practitionerId, 'the holding practitioner');
    },
    async answeredBy(practitionerId) {
      const holder = holderOf(await state());
      assert.ok(holder, 'nobody holds the child');
      assert.equal(
        whoAnswers(directory, holder.teamId, holder.practitionerId, now).practitionerId,
        practitionerId,
      );
    },
    async answeredByTheDesk() {
      const holder = holderOf(await state());
      assert.ok(holder, 'nobody holds the child');
      const answerer = whoAnswers(directory, holder.teamId, holder.practitionerId, now);
      assert.equal(answerer.as, 'desk');
      assert.notEqual(answerer.phone, '');
    },
    async handoverIs(expected, handoverId) {
      assert.equal((await handover(handoverId)).state, expected);
    },
    async priorityIs(priority, because) {
      const known = await handover();
      assert.equal(priorityOf(known), priority);
      if (because) assert.match(known.priority.computed.reasons.join('; '), because);
    },
    async owes(kind, teamId) {
      const owed = Object.values((await state()).deadlines);
      const found = owed.find((deadline) => deadline.kind === kind && deadline.ownerTeamId === teamId);
      assert.ok(
        found,
        `${teamId} does not owe ${kind}; owed is ${owed.map((one) => `${one.kind} by ${one.ownerTeamId}`).join(', ')}`,
      );
      return found;
    },
    async owesNot(kind) {
      const found = Object.values((await state()).deadlines).find((deadline) => deadline.kind === kind);
      assert.equal(found, undefined, `${kind} is still owed`);
    },
    async owesNotBy(kind, teamId) {
      const found = Object.values((await state()).deadlines).find(
        (deadline) => deadline.kind === kind && deadline.ownerTeamId === teamId,
      );
      assert.equal(found, undefined, `${kind} is still owed by ${teamId}`);
    },
    refused(code, detail) {
      assert.ok(last?.kind === 'refused', `not refused: ${last ? sayOutcome(last) : 'nothing was tried'}`);
      assert.equal(last.refusal.code, code, last.refusal.detail ?? code);
      if (detail) assert.match(last.refusal.detail ?? '', detail);
      assert.ok(refusals[code].says && refusals[code].canDo, 'a refusal without words');
    },
    foundNothing() {
      assert.equal(last?.kind, 'not-found');
    },
    async raisedAre(kind, teamId, steps) {
      const { personId } = child();
      const all = ledger.real ? await ledger.real.raised(personId) : played;
      const raised = all.filter((one) => one.kind === kind && one.ownerTeamId === teamId);
      assert.deepEqual(
        raised.map(({ step }) => step),
        steps,
        `the steps of ${kind}`,
      );
      for (const { step, names } of raised)
        assert.ok(names.length > 0 && names.every(Boolean), `nobody at step ${step}`);
    },
    async told(teamId, code) {
      const notices = await ledger.notices(child().personId);
      const found = notices.some((notice) => notice.teamId === teamId && notice.code === code);
      assert.ok(
        found,
        `${teamId} was not told ${code}; told were ${notices.map((one) => `${one.teamId} ${one.code}`).join(', ')}`,
      );
    },
    async nearMissesAre(count) {
      const facts = await ledger.facts(child().personId);
      const counted = facts.filter(({ fact }) => fact.type === 'HandoverWithdrawn' && fact.nearMiss).length;
      assert.equal(counted, count, 'near misses in the facts');
    },
    async notTold(teamId) {
      assert.deepEqual(
        (await ledger.notices(child().personId)).filter((notice) => notice.teamId === teamId),
        [],
      );
    },
    async sees(teamId) {
      assert.ok(await ledger.store.load(child().personId, teamId), `${teamId} cannot open the record`);
    },
    async seesNot(teamId) {
      assert.equal(await ledger.store.load(child().personId, teamId), null, `${teamId} can open the record`);
    },
  };

  return {
    given,
    when: (who, happenedAt = null) => ({
      ...actorOf(who, true, happenedAt),
      ...clients.commands(who, true, happenedAt),
    }),
    tries: (who, happenedAt = null) => ({
      ...actorOf(who, false, happenedAt),
      ...clients.commands(who, false, happenedAt),
    }),
    then,
    clock: {
      now: () => now,
      today: () => londonDate(now),
      passes: ({ minutes = 0, hours = 0, days = 0 }) => {
        now = addMinutes(now, minutes + hours * 60 + days * 1440);
      },
      is: (at) => {
        assert.ok(at >= now, 'the clock does not go back');
        now = at;
      },
    },
    ledger,
    about: (other) => {
      current = other;
    },
    state,
    handover,
    issue: send,
    clients,
    context,
    check: () => checkLedger(ledger, directory),
    sweeps: async () => (ledger.real ? ledger.real.sweeps(now) : playSweep()),
  };
}

function takeOn(person: Practitioner, directory: Directory, details: TakenOn): ChildCommand {
  const { reason = 'registration', identity = {}, address = {}, circumstances = {}, gp = null } = details;
  const team = directory.teams.get(person.teamId);
  return {
    type: 'take-on',
    teamId: person.teamId,
    practitionerId: person.id,
    reason,
    identity: {
      givenName: 'Robin',
      familyName: 'Hartley',
      bornOn: '2025-06-01',
      expectedOn: null,
      nhsNumber: null,
      familyId: null,
      mother: { name: 'Tess Hartley', nhsNumber: null, bornOn: '2004-05-06' },
      ...identity,
    },
    address: address && {
      lines: ['1 Example Street'],
      postcode: 'ZZ1 1AA',
      areaCode: team?.areaCode ?? null,
      temporary: false,
      sealed: false,
      from: '2025-06-01',
      ...address,
    },
    gp,
    lastSeenOn: [identity?.bornOn ?? '', '2026-11-16'].toSorted().at(-1) ?? null,
    circumstances: { ...calm, ...circumstances },
  };
}
