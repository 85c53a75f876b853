import { createHash } from 'node:crypto';
import { londonDate } from '../domain/calendar/time.ts';
import { type Actor, type Context, systemActor } from '../domain/child/context.ts';
import type { Refusal } from '../domain/language/refusals.ts';
import { type Caseload, capacityOf, numberInProgramme } from '../domain/programme/caseload.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import { clocksAnew, decideClient, refusedByChild } from '../domain/programme/client-decide.ts';
import { evolveClient } from '../domain/programme/client-evolve.ts';
import type { ClientFact } from '../domain/programme/client-facts.ts';
import { noticesOfClient } from '../domain/programme/client-notices.ts';
import { clientParties } from '../domain/programme/client-permissions.ts';
import { type ClientState, unknownClient } from '../domain/programme/client-state.ts';
import { consequencesOf } from '../domain/programme/consequences.ts';
import { accessMoved } from './access-moved.ts';
import { childrenAsked } from './asked-of-children.ts';
import type { ChildStore } from './child-store.ts';
import { clientChildRows, clientRow } from './client-project.ts';
import type {
  Answer,
  AskedOfChild,
  ClientChange,
  ClientStore,
  LoadedClient,
  Waiting,
} from './client-store.ts';
import { type Issued, issue, type Outcome } from './command.ts';
import { chainFacts, genesis } from './fact-chain.ts';
import { withHerPregnancy } from './her-pregnancy.ts';
import { type IssuedCommand, issuedNow } from './issued.ts';
import { killPoint, killPointOf } from './kill-points.ts';
import { clientElsewhere, inProgrammeElsewhere } from './known-elsewhere.ts';
import { numberFaultOfHers } from './number-borne.ts';
import { masked } from './unmasked.ts';

/** A command on a client as it arrives. */
export type IssuedToClient = IssuedCommand<ClientCommand>;

/** What one child's stream answered to what the client's command asked of it. */
export type ChildAnswer = { readonly asked: AskedOfChild; readonly answer: Answer };

export type ClientOutcome =
  | {
      readonly kind: 'done';
      readonly version: number;
      readonly state: ClientState;
      readonly facts: readonly ClientFact[];
      /** One answer for each child and each thing asked: a command over several children answers per child (P7). */
      readonly answers: readonly ChildAnswer[];
    }
  | { readonly kind: 'repeated'; readonly version: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly version: number }
  | { readonly kind: 'conflict'; readonly version: number; readonly expected: number }
  | { readonly kind: 'not-found' };

export type Stores = { readonly clients: ClientStore; readonly children: ChildStore };

const attempts = 5;

/**
 * One command on one client: load, decide, append, then what it asks of each child, through that child's own rules. Each
 * stream is one statement; what a crash leaves unasked is asked again by the jobs, with the same ids, so exactly once.
 */
export async function issueToClient(
  stores: Stores,
  issued: IssuedToClient,
  context: Context,
): Promise<ClientOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryOnce(stores, issued, context);
    if (outcome.kind === 'done' && outcome.facts.length > 0) {
      const answers = await askChildren(stores, issued.personId, context);
      return { ...outcome, answers };
    }
    const retry = outcome.kind === 'conflict' && issued.expectedVersion === null && attempt < attempts;
    if (!retry) return outcome;
  }
}

async function tryOnce(stores: Stores, issued: IssuedToClient, context: Context): Promise<ClientOutcome> {
  const { clients: store } = stores;
  const found = await loadFor(store, issued, context);
  if (!found) return writtenBefore(store, issued, context);
  const asked = found.waits ? await caughtUp(found, stores, issued, context) : found;
  const loaded = await withHerPregnancy(stores.children, asked, issued.command);
  const { state, version } = loaded;
  const stale = issued.expectedVersion !== null && issued.expectedVersion !== version;
  if (masked(issued.command)) return { kind: 'refused', refusal: { code: 'words-left-out' }, version };
  const taken = stale ? null : await numberFaultOfHers(stores.children, issued.command);
  if (taken) return { kind: 'refused', refusal: taken, version };
  const elsewhere = stale
    ? null
    : await clientElsewhere(store, issued.personId, issued.command, state, context);
  if (elsewhere) return { kind: 'refused', refusal: elsewhere, version };
  const caseloads = await caseloadsFor(store, state, issued.command, context);
  const known = { ...context, clientId: issued.personId, children: loaded.children, caseloads };
  const decision = stale
    ? null
    : decideClient(state, issued.command, known, issued.happenedAt ?? context.now);
  if (decision && 'refused' in decision) return { kind: 'refused', refusal: decision.refused, version };
  const facts = decision?.facts ?? [];
  if (decision && facts.length === 0) return { kind: 'done', version, state, facts, answers: [] };
  const change = clientChangeOf(loaded, facts, issued, context);
  killPointOf('before-append', issued);
  const appended = await store.append(change);
  killPointOf('after-append', issued);
  switch (appended.outcome) {
    case 'appended':
      return { kind: 'done', version: appended.version, state: change.state, facts, answers: [] };
    case 'repeated':
      return { kind: 'repeated', version: appended.version };
    case 'conflict':
      return { kind: 'conflict', version: appended.version, expected: change.expectedVersion };
    case 'gone':
      return { kind: 'refused', refusal: { code: 'practitioner-gone' }, version };
    case 'borne':
      return {
        kind: 'refused',
        refusal: await inProgrammeElsewhere(store, issued.personId, change.number.given, context),
        version,
      };
  }
}

/** What the nurses carry among whom the command chooses; asked for no other command. */
async function caseloadsFor(
  store: ClientStore,
  state: ClientState,
  command: ClientCommand,
  context: Context,
): Promise<readonly Caseload[]> {
  const teamId = siteThatAllocates(state, command);
  if (teamId === null) return [];
  const day = londonDate(context.now);
  return (await store.loads(teamId, day)).map((load) => ({
    ...load,
    capacity: capacityOf(context.directory, teamId, load.share, day),
  }));
}

function siteThatAllocates(state: ClientState, { type }: ClientCommand): string | null {
  if (type === 'enrol' || type === 'allocate-nurse') return state.teamId;
  if (type === 'transfer-in') return state.transfer?.toTeamId ?? null;
  return type === 'take-from-waiting-list' ? (state.waiting?.teamId ?? null) : null;
}

/**
 * A team whose own command took it off the record, as when a site says that it has no place, and that sends the command
 * again, is told that it was done, as with a child. Nothing is written by it.
 */
async function writtenBefore(
  store: ClientStore,
  issued: IssuedToClient,
  context: Context,
): Promise<ClientOutcome> {
  const { outcome, version } = await store.append(
    clientChangeOf(nobody(issued.personId), [], issued, context),
  );
  return outcome === 'repeated' ? { kind: 'repeated', version } : { kind: 'not-found' };
}

function nobody(personId: string): LoadedClient {
  return { personId, version: 0, headHash: genesis, state: unknownClient, children: [], waits: false };
}

/**
 * After a crash, asks her children first what was asked of them before: this command has to know what they answered.
 */
async function caughtUp(
  found: LoadedClient,
  stores: Stores,
  issued: IssuedToClient,
  context: Context,
): Promise<LoadedClient> {
  await askChildren(stores, issued.personId, context);
  return (await loadFor(stores.clients, issued, context)) ?? found;
}

async function loadFor(
  store: ClientStore,
  { personId, command }: IssuedToClient,
  { actor }: Context,
): Promise<LoadedClient | null> {
  const anybody = actor.role === 'system' || command.type === 'refer';
  const loaded = await store.load(personId, anybody ? null : actor.teamId);
  if (loaded || command.type !== 'refer') return loaded;
  return nobody(personId);
}

/** What is written of a client: by a command, or by what has moved her clocks. */
type Given = Omit<IssuedToClient, 'command'> & { readonly command: ClientCommand | null };

/**
 * Sets a client's clocks to what is known of her children now, in a fact of its own. It waits while a child has still
 * to answer; where another writer comes first nothing is done.
 */
export async function moveClocks(stores: Stores, clientId: string, context: Context): Promise<void> {
  const loaded = await stores.clients.load(clientId, null);
  if (!loaded || loaded.waits) return;
  const byItself = { ...context, actor: systemActor };
  const { state, children, version } = loaded;
  const facts = clocksAnew(state, { ...byItself, clientId, children, caseloads: [] });
  if (facts.length === 0) return;
  const commandId = idFrom(`${clientId}/clocks moved after ${version}`);
  const given = { personId: clientId, commandId, command: null, expectedVersion: version, happenedAt: null };
  const change = clientChangeOf(loaded, facts, given, byItself);
  await stores.clients.append(change);
  if (change.consequences.length > 0) await askChildren(stores, clientId, byItself);
}

/** Everything that the facts move, compared with what stood before. */
export function clientChangeOf(
  loaded: LoadedClient,
  facts: readonly ClientFact[],
  issued: Given,
  context: Context,
): ClientChange {
  const { actor, now, directory } = context;
  const { personId, commandId } = issued;
  const by = { practitionerId: actor.practitionerId, teamId: actor.teamId, role: actor.role };
  const happenedAt = issued.happenedAt ?? now;
  const stamp = { recordedAt: now, happenedAt, by: actor.practitionerId };
  const state = facts.reduce((folded, fact) => evolveClient(folded, fact, stamp), loaded.state);
  const deadlines = facts.filter((fact) => fact.type === 'ClientDeadlinesMoved');
  const consequences = asked(loaded, state, facts, issued, context);
  const written = [...facts, ...childrenAsked(consequences)];
  return {
    personId,
    commandId,
    expectedVersion: issued.expectedVersion ?? loaded.version,
    facts: chainFacts(personId, loaded, written, { happenedAt, recordedAt: now, by, commandId }),
    state,
    client: clientRow(state),
    children: clientChildRows(state),
    deadlinesSet: deadlines.flatMap((fact) => fact.set),
    deadlinesMet: deadlines.flatMap((fact) => fact.met),
    ...accessMoved(clientParties(loaded.state, directory), clientParties(state, directory)),
    notices: noticesOfClient({ facts, before: loaded.state, after: state }, actor.teamId, directory),
    consequences,
    mustBePresent: facts.flatMap((fact) => ('nurseId' in fact && fact.nurseId ? [fact.nurseId] : [])),
    number: numberMoved(numberInProgramme(loaded.state), numberInProgramme(state)),
  };
}

function numberMoved(before: string | null, after: string | null): ClientChange['number'] {
  return before === after ? { given: null, letGo: null } : { given: after, letGo: before };
}

function asked(
  loaded: LoadedClient,
  after: ClientState,
  facts: readonly ClientFact[],
  { personId, commandId, command }: Given,
  { directory, now }: Context,
): readonly AskedOfChild[] {
  const newId = (label: string) => idFrom(`${commandId}/${label}`);
  const level = command && 'proposedLevel' in command ? command.proposedLevel : null;
  const around = { clientId: personId, children: asListed(after, loaded.children), directory, now };
  const known = { ...around, before: loaded.state, after, level, newId };
  return consequencesOf(facts, known).map((consequence, no) => ({
    consequenceId: newId(`consequence ${no}`),
    no,
    childId: consequence.personId,
    command: consequence.command,
  }));
}

/**
 * Her children in the order of her list: the order of their ids is chance, and what is asked of them is to be told in
 * one order.
 */
function asListed({ children }: ClientState, known: LoadedClient['children']): LoadedClient['children'] {
  const places = new Map(children.map(({ personId }, place) => [personId, place]));
  const place = (personId: string) => places.get(personId) ?? children.length;
  return known.toSorted((one, other) => place(one.personId) - place(other.personId));
}

/** An id that the same words always give, so that what is asked twice has one effect (a UUID of version 8, RFC 9562). */
export function idFrom(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Asks each child's own stream what the client's facts ask of it, in order, and keeps each answer. A refusal is kept for a
 * person; what meets another writer too often waits for the next time.
 */
export async function askChildren(
  { clients, children }: Stores,
  clientId: string,
  context: Context,
): Promise<readonly ChildAnswer[]> {
  const answers: ChildAnswer[] = [];
  for (const waiting of await clients.waiting(clientId)) {
    const answer = await askChild(children, waiting, context);
    if (!answer) break;
    killPoint(`between-consequences:${waiting.consequenceId}`);
    const noted = await noteAnswer({ clients, children }, clientId, waiting, answer, context);
    if (!noted) break;
    await clients.answer(clientId, waiting.consequenceId, answer, context.now);
    answers.push({ asked: waiting, answer });
  }
  // What her children answered may have made more, or less, of them known than when her own clocks were set.
  if (answers.length > 0) await moveClocks({ clients, children }, clientId, context);
  return answers;
}

/**
 * Records in her facts, with a clock, that a child's own record has refused, before the answer itself is kept: what a
 * crash leaves between the two is asked and written again, with the same ids. False where somebody else was writing
 * each time, and the next time goes on.
 */
async function noteAnswer(
  stores: Stores,
  clientId: string,
  { consequenceId, childId, command: { type: asks } }: AskedOfChild,
  { outcome, says }: Answer,
  context: Context,
): Promise<boolean> {
  if (outcome !== 'refused') return true;
  const refused = { type: 'ChildRefused', consequenceId, childId, asks, says: says ?? '' } as const;
  return noteRefusal(stores.clients, clientId, refused, context);
}

/** Writes a refusal into her facts, once. False where somebody else was writing each time. */
export async function noteRefusal(
  clients: ClientStore,
  clientId: string,
  refused: Extract<ClientFact, { type: 'ChildRefused' }>,
  context: Context,
): Promise<boolean> {
  const byItself = { ...context, actor: systemActor };
  const commandId = idFrom(`${refused.consequenceId}/refused`);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const loaded = await clients.load(clientId, null);
    if (!loaded) return true;
    const { state, children, version } = loaded;
    const facts = refusedByChild(state, refused, { ...byItself, clientId, children, caseloads: [] });
    const given = {
      personId: clientId,
      commandId,
      command: null,
      expectedVersion: version,
      happenedAt: null,
    };
    const { outcome } = await clients.append(clientChangeOf(loaded, facts, given, byItself));
    if (outcome !== 'conflict') return true;
  }
  return false;
}

async function askChild(children: ChildStore, waiting: Waiting, context: Context): Promise<Answer | null> {
  const issued = issuedNow(waiting.childId, waiting.command, waiting.consequenceId);
  const byThem = { ...context, actor: onBehalfOf(waiting) };
  const first = await issue(children, issued, byThem);
  const outcome = first.kind === 'refused' ? await writtenOr(first, children, issued, byThem) : first;
  switch (outcome.kind) {
    case 'done':
    case 'repeated':
      return { outcome: outcome.kind, says: null };
    case 'refused':
      return { outcome: 'refused', says: outcome.refusal.code };
    case 'not-found':
      return { outcome: 'refused', says: 'not-in-care' };
    case 'conflict':
      return null;
  }
}

/**
 * The answer of a child's record, put right where a crash lost the first one: asked again, the record refuses what it
 * has done already. For the beginning of a record the store tells by the command's id whether it was written.
 */
async function writtenOr(
  refused: Outcome,
  children: ChildStore,
  issued: Issued,
  context: Context,
): Promise<Outcome> {
  const again = await issue(children, { ...issued, expectedVersion: 0 }, context);
  return again.kind === 'repeated' ? again : refused;
}

/** Handhold acts here because of what this person did: the fact names the person, and the role says how it came. */
export function onBehalfOf({ askedBy, askedTeam }: Pick<Waiting, 'askedBy' | 'askedTeam'>): Actor {
  return { practitionerId: askedBy, name: askedBy, role: 'system', teamId: askedTeam, duty: false };
}
