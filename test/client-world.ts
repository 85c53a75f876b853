import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  askChildren,
  type ClientOutcome,
  type IssuedToClient,
  issueToClient,
} from '../src/application/client-command.ts';
import type { ChainedClientFact, ClientStore } from '../src/application/client-store.ts';
import type { Outcome } from '../src/application/command.ts';
import { addDays, type CivilDate, type Instant, londonDate } from '../src/domain/calendar/time.ts';
import type { ChildCommandName } from '../src/domain/child/commands.ts';
import type { Context } from '../src/domain/child/context.ts';
import type { Directory } from '../src/domain/directory/directory.ts';
import type { Deadline, ObligationKind } from '../src/domain/escalation/obligations.ts';
import type { ClientCommand } from '../src/domain/programme/client-commands.ts';
import type { ClientIdentity, Referrer } from '../src/domain/programme/client-facts.ts';
import type { ClientState } from '../src/domain/programme/client-state.ts';
import { nothingAsked, type ReferralFacts } from '../src/domain/programme/known.ts';
import type { ClientStatus } from '../src/domain/programme/statuses.ts';
import type { Address } from '../src/domain/responsibility/facts.ts';
import { type ClientCommands, clientCommandsOf } from './client-commands.ts';
import type { AskedAndAnswered } from './memory-clients.ts';
import type { Ledger } from './memory-store.ts';

/** A client of the scenario, by the name that she is called by in the test. */
export type Client = { readonly personId: string; readonly name: string };

export type Referred = {
  readonly name?: string;
  readonly identity?: Partial<ClientIdentity>;
  readonly address?: Partial<Address> | null;
  readonly known?: Partial<ReferralFacts>;
  readonly from?: Referrer;
};

export type Enrolled = Referred & {
  /** Days until the child is expected; 140 by default, half way. */
  readonly expectedIn?: number;
};

/** The process dies after so many of the children were asked; the last one's answer is lost or kept. */
export type Crash = { readonly after: number; readonly losesAnswer: boolean };

export type SentToClient = {
  readonly commandId?: string;
  readonly crash?: Crash;
  readonly expectedVersion?: number | null;
  readonly client?: Client;
  readonly happenedAt?: Instant | null;
};

/** What was true before: a client referred, enrolled in pregnancy, or with her child born. The child is then the one spoken of. */
export type GivenClients = {
  readonly aReferralTo: (teamId: string, details?: Referred) => Promise<Client>;
  /** In the programme with this nurse, expecting: the unborn child is in care with the same nurse. */
  readonly aClientOf: (nurseId: string, details?: Enrolled) => Promise<Client>;
  /** From here on the scenario speaks of the first of her children: for a client enrolled step by step. */
  readonly aboutHerFirstChild: () => Promise<void>;
  /** In the programme with this nurse since pregnancy, and the children born so many days ago. */
  readonly aClientWithChildren: (
    nurseId: string,
    names: readonly string[],
    daysAgo: number,
    details?: Enrolled,
  ) => Promise<Client>;
};

export type ThenOfClients = {
  readonly clientIs: (status: ClientStatus) => Promise<void>;
  readonly nurseIs: (nurseId: string | null) => Promise<void>;
  readonly clientOwes: (kind: ObligationKind, teamId?: string) => Promise<Deadline>;
  readonly clientOwesNot: (kind: ObligationKind) => Promise<void>;
  /** Every child has done what her facts asked of it: nothing waits, and nothing was refused. */
  readonly childrenDidAll: () => Promise<void>;
  readonly childRefused: (command: ChildCommandName, says?: string) => Promise<void>;
  readonly clientTold: (teamId: string, code: string) => Promise<void>;
  readonly siteSees: (teamId: string) => Promise<void>;
  readonly siteSeesNot: (teamId: string) => Promise<void>;
};

/** The client's half of a scenario's world: given, when, then and what tests look into. */
export type ClientWorld = {
  readonly given: GivenClients;
  readonly commands: (who: string, must: boolean, happenedAt: Instant | null) => ClientCommands;
  readonly then: ThenOfClients;
  readonly about: (client: Client) => void;
  readonly state: (client?: Client) => Promise<ClientState>;
  /** Her children as the programme counts them, with the names they were given. */
  readonly children: (
    client?: Client,
  ) => Promise<readonly { readonly personId: string; readonly name: string }[]>;
  readonly issue: (who: string, command: ClientCommand, more?: SentToClient) => Promise<ClientOutcome>;
  readonly asked: (client?: Client) => Promise<readonly AskedAndAnswered[]>;
  readonly facts: (client?: Client) => Promise<readonly ChainedClientFact[]>;
  /** The job that asks again what a crash left unasked. */
  readonly asksAgain: (client?: Client) => Promise<void>;
};

type Around = {
  readonly ledger: Ledger;
  readonly context: (who: string) => Context;
  readonly directory: () => Directory;
  readonly now: () => Instant;
  readonly aboutChild: (child: { readonly personId: string; readonly name: string }) => void;
  readonly answered: (outcome: ClientOutcome) => void;
  /** Plays the beginning of a scenario in the past, as for a child who is born already. */
  readonly at: <T>(when: Instant, tell: () => Promise<T>) => Promise<T>;
};

export function clientWorld(around: Around): ClientWorld {
  const { ledger, context, directory, now, aboutChild, answered } = around;
  const stores = { clients: ledger.clients.store, children: ledger.store };
  let current: Client | null = null;

  function client(): Client {
    assert.ok(current, 'no client yet: begin with given.aClientOf or given.aReferralTo');
    return current;
  }

  async function state(of: Client = client()): Promise<ClientState> {
    const loaded = await ledger.clients.store.load(of.personId, null);
    assert.ok(loaded, `${of.name} is not known`);
    return loaded.state;
  }

  const send: ClientWorld['issue'] = async (who, command, more = {}) => {
    const {
      commandId = randomUUID(),
      expectedVersion = null,
      client: of = client(),
      happenedAt = null,
    } = more;
    const issued: IssuedToClient = { personId: of.personId, commandId, command, expectedVersion, happenedAt };
    const kept = more.crash ? { ...stores, clients: crashing(stores.clients, more.crash) } : stores;
    const outcome = await issueToClient(kept, issued, context(who));
    answered(outcome);
    return outcome;
  };

  function commands(who: string, must: boolean, happenedAt: Instant | null): ClientCommands {
    return clientCommandsOf({
      who,
      now,
      client: () => state(),
      send: async (command) => {
        const outcome = await send(who, command, { happenedAt });
        if (must) assert.equal(outcome.kind, 'done', `${who}, ${command.type}: ${sayOutcome(outcome)}`);
        return outcome;
      },
    });
  }

  async function children(of?: Client) {
    return (await state(of)).children.map(({ personId, givenName }) => ({
      personId,
      name: givenName || 'the unborn child',
    }));
  }

  async function aboutHerFirstChild(): Promise<void> {
    const [first] = await children();
    assert.ok(first, 'she has no child');
    aboutChild(first);
  }

  const given: GivenClients = {
    aboutHerFirstChild,
    async aReferralTo(teamId, details = {}) {
      const team = directory().teams.get(teamId);
      assert.ok(team, `there is no team ${teamId}`);
      current = { personId: randomUUID(), name: details.name ?? 'the client' };
      const desk = [...directory().practitioners.values()].find((one) => one.teamId === teamId);
      assert.ok(desk, `nobody works in ${teamId}`);
      const outcome = await send(desk.id, refer(teamId, team.areaCode, londonDate(now()), details));
      assert.equal(outcome.kind, 'done', sayOutcome(outcome));
      return current;
    },
    async aClientOf(nurseId, details = {}) {
      const nurse = directory().practitioners.get(nurseId);
      const leadId = nurse && directory().teams.get(nurse.teamId)?.leadId;
      assert.ok(nurse && leadId, `${nurseId} has no team with a lead`);
      const expectedOn = addDays(londonDate(now()), details.expectedIn ?? 140);
      const known = { expectedOn, earlier: [], ...details.known };
      const referred = await given.aReferralTo(nurse.teamId, { ...details, known });
      const outcome = await commands(leadId, true, null).enrols(nurseId);
      assert.equal(outcome.kind, 'done', sayOutcome(outcome));
      await then.childrenDidAll();
      await aboutHerFirstChild();
      return referred;
    },
    async aClientWithChildren(nurseId, names, daysAgo, details = {}) {
      const birth = addDays(londonDate(now()), -daysAgo);
      const inPregnancy = `${addDays(birth, -140)}T10:00:00.000Z`;
      const enrolled = await around.at(inPregnancy, () => given.aClientOf(nurseId, details));
      await around.at(`${birth}T15:00:00.000Z`, () => commands(nurseId, true, null).tellsTheBirthOf(names));
      await then.childrenDidAll();
      await aboutHerFirstChild();
      return enrolled;
    },
  };

  const then: ThenOfClients = {
    async clientIs(status) {
      assert.equal((await state()).status, status);
    },
    async nurseIs(nurseId) {
      assert.equal((await state()).nurseId, nurseId);
    },
    async clientOwes(kind, teamId) {
      const owed = Object.values((await state()).deadlines);
      const found = owed.find(
        (deadline) => deadline.kind === kind && (teamId ?? deadline.ownerTeamId) === deadline.ownerTeamId,
      );
      assert.ok(found, `${kind} is not owed; owed is ${owed.map((one) => one.kind).join(', ')}`);
      return found;
    },
    async clientOwesNot(kind) {
      const found = Object.values((await state()).deadlines).find((deadline) => deadline.kind === kind);
      assert.equal(found, undefined, `${kind} is still owed`);
    },
    async childrenDidAll() {
      for (const { command, answer } of await asked())
        assert.ok(answer && answer.outcome !== 'refused', `${command.type}: ${answer?.says ?? 'waits'}`);
    },
    async childRefused(command, says) {
      const refused = (await asked()).filter((one) => one.answer?.outcome === 'refused');
      const found = refused.find((one) => one.command.type === command);
      assert.ok(found, `${command} was not refused`);
      if (says !== undefined) assert.equal(found.answer?.says, says);
    },
    async clientTold(teamId, code) {
      const notices = await ledger.clients.notices(client().personId);
      assert.ok(
        notices.some((notice) => notice.teamId === teamId && notice.code === code),
        `${teamId} was not told ${code}; told were ${notices.map((one) => `${one.teamId} ${one.code}`).join(', ')}`,
      );
    },
    async siteSees(teamId) {
      assert.ok(
        await ledger.clients.store.load(client().personId, teamId),
        `${teamId} cannot open her record`,
      );
    },
    async siteSeesNot(teamId) {
      assert.equal(
        await ledger.clients.store.load(client().personId, teamId),
        null,
        `${teamId} opens her record`,
      );
    },
  };

  async function asked(of: Client = client()) {
    return ledger.clients.asked(of.personId);
  }

  return {
    given,
    commands,
    then,
    about: (other) => {
      current = other;
    },
    state,
    children,
    issue: send,
    asked,
    facts: async (of = client()) => ledger.clients.facts(of.personId),
    async asksAgain(of = client()) {
      await askChildren(stores, of.personId, context('system'));
    },
  };
}

/** The store of a process that dies between two children. What it was about to ask is left to the job. */
function crashing(store: ClientStore, { after, losesAnswer }: Crash): ClientStore {
  let answered = 0;
  return {
    ...store,
    waiting: async (personId) => (await store.waiting(personId)).slice(0, after),
    answer: async (...answer) => {
      answered += 1;
      if (answered < after || !losesAnswer) await store.answer(...answer);
    },
  };
}

/** A referral of an invented client who lives in the area of the site. */
export function refer(
  teamId: string,
  areaCode: string | null,
  day: CivilDate,
  details: Referred = {},
): ClientCommand {
  const { identity = {}, address = {}, known = {}, from = 'midwife' } = details;
  return {
    type: 'refer',
    teamId,
    identity: {
      givenName: 'Tess',
      familyName: 'Hartley',
      bornOn: '2008-03-01',
      nhsNumber: null,
      familyId: null,
      phone: '01632 960111',
      ...identity,
    },
    address: address && {
      lines: ['1 Example Street'],
      postcode: 'ZZ1 1AA',
      areaCode,
      temporary: false,
      sealed: false,
      from: addDays(day, -100),
      ...address,
    },
    from,
    referrer: 'Ruth Long',
    known: { ...nothingAsked, expectedOn: addDays(day, 140), ...known },
    note: '',
  };
}

/** What came of a command, for a message. */
export function sayOutcome(outcome: Outcome | ClientOutcome): string {
  if (outcome.kind !== 'refused') return outcome.kind;
  const { code, detail } = outcome.refusal;
  return detail ? `refused: ${code} (${detail})` : `refused: ${code}`;
}
