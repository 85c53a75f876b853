import { type Instant, londonDate } from '../domain/calendar/time.ts';
import { sealedAway } from '../domain/child/adoption.ts';
import type { ChildCommand } from '../domain/child/commands.ts';
import { type Context, systemActor } from '../domain/child/context.ts';
import { decideChild } from '../domain/child/decide.ts';
import { evolveChild } from '../domain/child/evolve.ts';
import type { ChildFact } from '../domain/child/facts.ts';
import { newestRecorded } from '../domain/child/newest.ts';
import { type ChildState, holderOf, unknownChild } from '../domain/child/state.ts';
import { noticesOf } from '../domain/language/notices.ts';
import { noticesBeyond } from '../domain/language/notices-beyond.ts';
import type { Refusal } from '../domain/language/refusals.ts';
import type { Holder } from '../domain/responsibility/facts.ts';
import { recountPeriods } from '../domain/responsibility/recount.ts';
import { accessMoved } from './access-moved.ts';
import type { Change, ChildStore, LoadedChild } from './child-store.ts';
import { namingOther, tellOther } from './duplicates.ts';
import { chainFacts, genesis } from './fact-chain.ts';
import { joining, toSealAfter } from './family-seal.ts';
import { pregnancyFollowed } from './her-pregnancy.ts';
import { type IssuedCommand, issuedNow } from './issued.ts';
import { killPointOf } from './kill-points.ts';
import { withNewRecord } from './new-record.ts';
import { numberFault } from './number-borne.ts';
import { accessRows, childRow, handoverRows } from './project.ts';
import { goingWithTwin } from './twin-entered.ts';
import { masked, repeatedBy, unmasked } from './unmasked.ts';

/** A command on a child as it arrives. */
export type Issued = IssuedCommand<ChildCommand>;

/** What became of a command. A refusal carries who holds the child now (promise P8). */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly version: number;
      readonly state: ChildState;
      readonly facts: readonly ChildFact[];
    }
  | { readonly kind: 'repeated'; readonly version: number }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly holder: Holder | null;
      readonly version: number;
    }
  | {
      readonly kind: 'conflict';
      readonly version: number;
      readonly expected: number;
      readonly holder: Holder | null;
    }
  | { readonly kind: 'not-found' };

/** How often a command without an expected version is tried again when another writer came first. */
const attempts = 5;

/**
 * One command on one child: load, decide, append. Exactly one effect for one command id; a command against an old
 * version changes nothing and says so (promise P8); a child without access for the acting team is not found.
 */
export async function issue(store: ChildStore, issued: Issued, context: Context): Promise<Outcome> {
  const written = await tryRemembered(store, issued, context);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = written ?? (await tryOnce(store, issued, context));
    const retry = outcome.kind === 'conflict' && issued.expectedVersion === null && attempt < attempts;
    if (retry) continue;
    if (outcome.kind === 'done' || outcome.kind === 'repeated') {
      await sealTheRest(store, issued, context);
      await tellOther(store, issued, context, (next, by) => issue(store, next, by));
    }
    return outcome;
  }
}

/**
 * Seals the rest of a family. Should a crash come between the first child and the others, the same command, given
 * again, seals those who are still open.
 */
async function sealTheRest(
  store: ChildStore,
  { personId, command }: Issued,
  context: Context,
): Promise<void> {
  const sealing = { type: 'seal-address', why: 'A child of the family was sealed' } as const;
  for (const one of await toSealAfter(store, personId, command)) {
    const issued = issuedNow(one, sealing);
    const sealed = await issue(store, issued, { ...context, actor: systemActor });
    if (sealed.kind === 'conflict')
      throw new Error(`${one} of a family that was sealed met another writer each time`);
  }
}

/**
 * Tries the command on the child as the store wrote it last, which saves loading it. Only success counts: a refusal, or
 * another writer, is answered from the child as it stands.
 */
async function tryRemembered(store: ChildStore, issued: Issued, context: Context): Promise<Outcome | null> {
  const loaded = store.remembered?.(issued.personId);
  if (!loaded || (issued.expectedVersion ?? loaded.version) !== loaded.version) return null;
  const mustSee = anybodyMay(issued, context) ? null : context.actor.teamId;
  const outcome = await tryOn(store, loaded, mustSee, issued, context);
  return outcome.kind === 'done' && outcome.facts.length > 0 ? outcome : null;
}

async function tryOnce(store: ChildStore, issued: Issued, context: Context): Promise<Outcome> {
  const loaded = await loadFor(store, issued, context);
  return loaded ? tryOn(store, loaded, null, issued, context) : writtenBefore(store, issued, context);
}

async function tryOn(
  store: ChildStore,
  loaded: LoadedChild,
  mustSee: string | null,
  issued: Issued,
  at: Context,
): Promise<Outcome> {
  const { state, version } = loaded;
  const context = notBefore(state, at);
  const holder = holderOf(state);
  // If another writer came first, that may have been an acceptance: the person must not be told of the former holder.
  const holderNow = async () => {
    const newest = stale ? null : await loadFor(store, issued, context);
    return newest ? holderOf(newest.state) : holder;
  };
  const stale = issued.expectedVersion !== null && issued.expectedVersion !== version;
  const given = await joining(store, issued.personId, unmasked(issued.command, state), state);
  const naming = await namingOther(store, issued.personId, given, context);
  const command = await withNewRecord(store, issued.personId, naming, state);
  if (masked(command, repeatedBy(command, state)))
    return { kind: 'refused', refusal: { code: 'words-left-out' }, holder, version };
  const taken = await numberFault(store, issued.personId, command, state);
  if (taken) return { kind: 'refused', refusal: taken, holder, version };
  const followed = await pregnancyFollowed(store, issued.personId, command, state, context.directory);
  if (followed) return { kind: 'refused', refusal: followed, holder, version };
  // A repeated command meets a moved version as well: the store tells the two apart by the command id.
  const whole = stale ? null : await goingWithTwin(store, issued.personId, command, state);
  const decision = whole && decideChild(state, whole, context, issued.happenedAt ?? context.now);
  if (decision && 'refused' in decision)
    return { kind: 'refused', refusal: decision.refused, holder, version };
  if (decision && decision.facts.length === 0) return { kind: 'done', version, state, facts: [] };
  const change = { ...changeOf(loaded, decision?.facts ?? [], issued, context), mustSee };
  if (sealedAway(change.state)) await store.markItemsOf(issued.personId, context.actor.teamId);
  killPointOf('before-append', issued);
  const appended = await store.append(change);
  killPointOf('after-append', issued);
  switch (appended.outcome) {
    case 'appended':
      return { kind: 'done', version: appended.version, state: change.state, facts: decision?.facts ?? [] };
    case 'repeated':
      return { kind: 'repeated', version: appended.version };
    case 'conflict': {
      const expected = change.expectedVersion;
      return { kind: 'conflict', version: appended.version, expected, holder: await holderNow() };
    }
    case 'gone':
      return { kind: 'refused', refusal: { code: 'practitioner-gone' }, holder, version };
    case 'borne':
      return { kind: 'refused', refusal: { code: 'number-borne' }, holder, version };
  }
}

/**
 * Should the clock step back, as after a restart or between two machines, nothing is written that would end before it
 * began: until the clock is right again, the time is that of the newest step that was recorded.
 */
function notBefore(state: ChildState, context: Context): Context {
  const newest = newestRecorded(state);
  return newest !== null && context.now < newest ? { ...context, now: newest } : context;
}

/**
 * A team whose own command took it off the record, as a decline does, and that sends the command again, is told that it
 * was done: a double click must not be answered by "there is no such child". Nothing is written by it.
 */
async function writtenBefore(store: ChildStore, issued: Issued, context: Context): Promise<Outcome> {
  const nobody = { personId: issued.personId, version: 0, headHash: genesis, state: unknownChild };
  const { outcome, version } = await store.append(changeOf(nobody, [], issued, context));
  return outcome === 'repeated' ? { kind: 'repeated', version } : { kind: 'not-found' };
}

const selfOriginated: ReadonlySet<string> = new Set(['take-on', 'open-claim', 'receive-signal']);

function anybodyMay({ command }: Issued, { actor }: Context): boolean {
  return actor.role === 'system' || selfOriginated.has(command.type);
}

async function loadFor(store: ChildStore, issued: Issued, context: Context): Promise<LoadedChild | null> {
  const { personId, command } = issued;
  const loaded = anybodyMay(issued, context)
    ? await store.loadAny(personId)
    : await store.load(personId, context.actor.teamId);
  if (loaded) return loaded;
  return command.type === 'take-on' ? { personId, version: 0, headHash: genesis, state: unknownChild } : null;
}

/** Everything that the facts move, compared with what stood before, so that only what changed is written. */
export function changeOf(
  loaded: LoadedChild,
  facts: readonly ChildFact[],
  issued: Omit<Issued, 'command'>,
  context: Context,
): Change {
  const { actor, now, directory } = context;
  const by = { practitionerId: actor.practitionerId, teamId: actor.teamId, role: actor.role };
  const happenedAt = issued.happenedAt ?? now;
  const stamp = { recordedAt: now, happenedAt, by: actor.practitionerId };
  const state = facts.reduce((folded, fact) => evolveChild(folded, fact, stamp), loaded.state);
  const envelope = { happenedAt, recordedAt: now, by, commandId: issued.commandId };
  return {
    personId: loaded.personId,
    commandId: issued.commandId,
    expectedVersion: issued.expectedVersion ?? loaded.version,
    facts: chainFacts(loaded.personId, loaded, facts, envelope),
    state,
    child: childRow(state),
    handovers: changedRows(handoverRows(loaded.state), handoverRows(state)),
    ...periodsMoved(loaded.state, facts, now),
    ...accessMoved(accessRows(loaded.state, directory), accessRows(state, directory)),
    notices: [
      ...noticesOf(facts, state, actor.teamId),
      ...noticesBeyond({ facts, before: loaded.state, after: state }, directory, londonDate(now)),
    ].filter((notice) => directory.teams.has(notice.teamId)),
    ...numbersMoved(loaded.state, state),
    ...directoryLocks(facts),
    mustSee: null,
  };
}

/** Only a child in care bears its number: a record that has ended lets go of it. */
function numbersMoved(before: ChildState, after: ChildState) {
  const bears = ({ care, identity }: ChildState) => (care.status === 'in-care' ? identity.nhsNumber : null);
  const [had, has] = [bears(before), bears(after)];
  return had === has ? { numberGiven: null, numberLetGo: null } : { numberGiven: has, numberLetGo: had };
}

function changedRows<Row>(before: readonly Row[], after: readonly Row[]): readonly Row[] {
  const known = new Set(before.map((row) => JSON.stringify(row)));
  return after.filter((row) => !known.has(JSON.stringify(row)));
}

/** The periods that a command closes and opens. One command may open several, as an acceptance may name and pass. */
function periodsMoved(before: ChildState, facts: readonly ChildFact[], now: Instant) {
  const standing = before.care.status === 'in-care' ? before.care : null;
  const seed = standing
    ? [{ recordedAt: standing.since, fact: { type: 'TakenOn', holder: standing.holder } }]
    : [];
  const recounted = recountPeriods([...seed, ...facts.map((fact) => ({ recordedAt: now, fact }))]);
  const offset = standing ? standing.period - 1 : before.care.status === 'ended' ? before.care.period : 0;
  const first = standing ? recounted[0] : undefined;
  const periodClosed =
    standing && first?.to ? { no: standing.period, at: now, endReason: first.endReason } : null;
  const opened = (standing ? recounted.slice(1) : recounted).map((period) => ({
    no: period.no + offset,
    holder: period.holder,
    from: period.from,
    to: period.to,
  }));
  return { periodClosed, periodsOpened: opened };
}

/** A practitioner who takes a child must still be there when it is written: acceptance races a leaver. */
function directoryLocks(facts: readonly ChildFact[]) {
  const mustBePresent = new Set<string>();
  const mustBeLive = new Set<string>();
  for (const fact of facts) {
    if (fact.type === 'HandoverAccepted') {
      mustBeLive.add(fact.teamId);
      if (fact.practitionerId) mustBePresent.add(fact.practitionerId);
    }
    if (fact.type === 'KeeperNamed') mustBeLive.add(fact.teamId);
    if (fact.type === 'PractitionerNamed' && fact.practitionerId) mustBePresent.add(fact.practitionerId);
    if (fact.type === 'HandoverAllocated') mustBePresent.add(fact.practitionerId);
    if (fact.type === 'HandoverOffered' && fact.addressedTo) mustBePresent.add(fact.addressedTo);
    if (fact.type === 'TakenOn') {
      mustBeLive.add(fact.holder.teamId);
      if (fact.holder.practitionerId) mustBePresent.add(fact.holder.practitionerId);
    }
  }
  return { mustBePresent: [...mustBePresent], mustBeLive: [...mustBeLive] };
}
