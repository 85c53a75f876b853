import assert from 'node:assert/strict';
import type { ChainedFact } from '../src/application/child-store.ts';
import type { ChainedClientFact } from '../src/application/client-store.ts';
import { foldChild } from '../src/domain/child/evolve.ts';
import type { ChildState } from '../src/domain/child/state.ts';
import { holderOf, openAfterRelease, openBeforeRelease, unknownChild } from '../src/domain/child/state.ts';
import { obligationsOf } from '../src/domain/escalation/obligations.ts';
import { missingNow } from '../src/domain/missing/facts.ts';
import type { ClientState } from '../src/domain/programme/client-state.ts';
import { scheduleFor } from '../src/domain/reviews/schedule.ts';
import type { Client } from './client-world.ts';
import type { AskedAndAnswered } from './memory-clients.ts';
import type { ListedReview } from './memory-store.ts';
import { assertPromises } from './promises.ts';
import type { World } from './world.ts';

/** Up to which version a child's stream has been judged, and the team that held the child from its first fact. */
type Judged = {
  readonly version: number;
  readonly state: ChildState | null;
  readonly bornWith: string | undefined;
};

/** What has been judged of each child's stream, so that every command in it is judged once. */
export type Watch = Map<string, Judged>;

const unjudged: Judged = { version: 0, state: null, bornWith: undefined };

export function watchLives(): Watch {
  return new Map();
}

/** Every promise about a client and each of her children, at this instant and for every command since the last look. */
export async function checkLives(world: World, client: Client, watch: Watch): Promise<void> {
  const state = await world.clients.state(client);
  const asked = await world.clients.asked(client);
  const waits = asked.some((one) => one.answer === null);
  for (const personId of new Set([
    ...state.children.map((child) => child.personId),
    ...asked.map((one) => one.childId),
  ]))
    await judgeStream(world, personId, watch);
  stopsAfterLoss(state);
  if (waits) return;
  everythingAnswered(asked);
  whatIsRefusedIsOwed(state, await world.clients.facts(client), asked);
  for (const child of state.children) {
    const { state: known, bornWith } = watch.get(child.personId) ?? unjudged;
    const refused = asked.filter(
      (one) => one.childId === child.personId && one.answer?.outcome === 'refused',
    );
    ownStream(state, child.personId, known, refused, bornWith);
    if (known) neverLetGo(client.personId, state, child.personId, known, refused);
  }
}

/** Judges every command that was written to a child's stream since the last look, one by one (P1, P2, P5, reviews). */
async function judgeStream(world: World, personId: string, watch: Watch): Promise<void> {
  const seen = watch.get(personId) ?? unjudged;
  const facts = await world.ledger.facts(personId, seen.version);
  const { directory } = world.context('system');
  let before = seen.state;
  for (const written of byCommand(facts)) {
    const last = written.at(-1);
    if (!last) continue;
    const after = foldChild(written, before ?? unknownChild);
    const outcome = {
      kind: 'done',
      version: last.version,
      state: after,
      facts: written.map(({ fact }) => fact),
    } as const;
    assertPromises({ before, after, outcome, directory, now: last.recordedAt });
    before = after;
  }
  const [first] = facts;
  const begins = first?.version === 1 && first.fact.type === 'TakenOn' ? first.fact.holder.teamId : undefined;
  const version = seen.version + facts.length;
  watch.set(personId, { version, state: before, bornWith: seen.bornWith ?? begins });
}

function byCommand(facts: readonly ChainedFact[]): readonly (readonly ChainedFact[])[] {
  return [...Map.groupBy(facts, (fact) => fact.commandId).values()];
}

/** What a client's facts ask of each child was done, had been done before, or stands as refused with a reason. */
function everythingAnswered(asked: readonly AskedAndAnswered[]): void {
  for (const { answer, command } of asked) {
    assert.ok(answer, `${command.type} was never answered`);
    if (answer.outcome === 'refused') assert.ok(answer.says, `${command.type} was refused without a reason`);
  }
}

/**
 * P5: what a child's record refused is a fact of the client, and her team owes it, with one clock for each child, until
 * somebody has said what was done.
 */
function whatIsRefusedIsOwed(
  client: ClientState,
  facts: readonly ChainedClientFact[],
  asked: readonly AskedAndAnswered[],
): void {
  const said = facts.flatMap(({ fact }) => (fact.type === 'ChildRefused' ? [fact.consequenceId] : []));
  const refused = asked.filter(({ answer }) => answer?.outcome === 'refused');
  for (const { consequenceId, command } of refused)
    assert.ok(said.includes(consequenceId), `${command.type} was refused, and no fact says so`);
  const owed = Object.values(client.deadlines).filter(({ kind }) => kind === 'settle-refusal');
  const waits = new Set((client.refused ?? []).map(({ childId }) => childId));
  assert.deepEqual(
    owed.map(({ key }) => key).sort(),
    [...waits].map((childId) => `settle-refusal/${client.teamId}/${childId}`).sort(),
    'what stands as refused and what is owed of it',
  );
}

/** P7: each child has a stream of its own that names this client, or a refusal says why not, which a person sees. */
function ownStream(
  client: ClientState,
  personId: string,
  known: ChildState | null,
  refused: readonly AskedAndAnswered[],
  bornWith: string | undefined,
): void {
  if (refused.length > 0) return;
  assert.ok(known, `P7: child ${personId} of a client who is ${client.status} has no stream`);
  const counted = client.children.find((child) => child.personId === personId);
  // A twin of a pregnancy that had passed to another team is born with that team, whoever it is handed to afterwards.
  const bornElsewhere = known.cameBy === 'birth' && bornWith !== client.teamId;
  // Another team answers for it: the site waits for the child, or a handover to the site was taken back or went elsewhere.
  const waitedFor =
    known.awaited !== null || known.handovers.some((one) => one.occasion === 'joins-programme');
  assert.ok(
    known.programme || waitedFor || bornElsewhere,
    `P7: child ${personId} was never in the programme`,
  );
  if (counted?.bornOn) assert.equal(known.identity.bornOn, counted.bornOn, 'P7: two birthdays');
}

/**
 * While the programme's team holds a child of a client who has left, the child has an open handover, or the procedure for a
 * missing family runs.
 */
function neverLetGo(
  clientId: string,
  client: ClientState,
  personId: string,
  known: ChildState,
  refused: readonly AskedAndAnswered[],
): void {
  const counted = client.children.find((child) => child.personId === personId);
  if (!counted || counted.left === null || counted.lost || known.stopped) return;
  const holder = holderOf(known);
  // Somebody may have given the child to another client, and then it is for that client to let it go.
  if (known.programme?.clientId !== clientId) return;
  if (!holder || known.programme.teamId !== holder.teamId) return;
  const underWay = openBeforeRelease(known) ?? openAfterRelease(known) ?? missingNow(known.missing);
  // The handover was withdrawn or declined, and the holder owes the next one, with a ladder.
  const asks = Object.values(known.deadlines).some(
    ({ kind, ownerTeamId }) =>
      kind === 'designated-decision' ||
      (ownerTeamId === holder.teamId && /^(open-handover|onward-route)$/.test(kind)),
  );
  assert.ok(
    underWay || asks || refused.length > 0,
    `child ${personId} left by ${counted.left}, is with ${holder.teamId}, and no handover is open`,
  );
}

/** After a loss no schedule stands: no visit, no birth to be told, no review of a pause. Only the named contact is owed. */
function stopsAfterLoss(client: ClientState): void {
  const allLost = client.children.length > 0 && client.children.every((child) => child.lost);
  if (allLost)
    assert.doesNotMatch(client.status, /^(enrolled|paused|transferring-out)$/, 'visits go on after a loss');
  const kinds = new Set(Object.values(client.deadlines).map((deadline) => deadline.kind));
  // A refusal concerns two records and brings nobody to her door.
  kinds.delete('settle-refusal');
  if (client.deathReported)
    assert.deepEqual([...kinds], ['confirm-end'], 'something else is owed while her death is reported');
  if (client.status !== 'ended-after-loss' && client.status !== 'deceased') return;
  if (client.deathReported) kinds.delete('confirm-end');
  for (const kind of ['bereavement-contact', 'name-contact', 'take-back-death'] as const) kinds.delete(kind);
  assert.deepEqual([...kinds], [], `a schedule stands while ${client.status}`);
  assert.equal(client.next, null, 'a visit is planned after a loss');
  // While her own death is reported nobody visits her before that is answered.
  if (client.status === 'ended-after-loss' && !client.deathReported)
    assert.ok(
      client.contactId ?? Object.keys(client.deadlines).some((key) => key.startsWith('name-contact/')),
      'after a loss the mother has a named contact, or is owed one',
    );
}

/**
 * Asserts that every review due for a child stands on exactly one team's list, as the database gives it to the pages, and that
 * this team answers for the child. What is due is worked out from the child's facts and the rules, not from the list.
 */
export async function reviewsOnOneListEach(world: World, client: Client): Promise<void> {
  const { directory } = world.context('system');
  const now = world.clock.now();
  const listed = await world.ledger.reviewsDue?.(directory, now);
  if (!listed) return;
  for (const { personId } of await world.clients.children(client)) {
    const child = await world.ledger.store.loadAny(personId);
    if (!child) continue;
    const rules = {
      designatedTeamFor: () => null,
      scheduleFor: (state: ChildState) => scheduleFor(state, directory),
      gpToSettle: () => false,
    };
    const due = obligationsOf(child.state, rules)
      .filter(({ kind, from }) => kind === 'review' && from <= now)
      .map(({ key }) => `${holderOf(child.state)?.teamId} ${key}`);
    const lines: readonly ListedReview[] = listed.filter((line) => line.personId === personId);
    assert.deepEqual(
      lines.map(({ teamId, key }) => `${teamId} ${key}`).sort(),
      due.sort(),
      `the lists of due reviews with child ${personId}`,
    );
  }
}
