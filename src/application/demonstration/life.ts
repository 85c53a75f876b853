import { bankHolidays } from '../../domain/calendar/holidays.ts';
import { addMinutes, type Instant } from '../../domain/calendar/time.ts';
import { defaultRuleSets } from '../../domain/calendar/time-limits.ts';
import type { ChildCommand } from '../../domain/child/commands.ts';
import { type Actor, type Context, systemActor } from '../../domain/child/context.ts';
import { decideChild } from '../../domain/child/decide.ts';
import { type ChildState, unknownChild } from '../../domain/child/state.ts';
import { type Directory, presentAt, whoAnswers } from '../../domain/directory/directory.ts';
import type { Refusal } from '../../domain/language/refusals.ts';
import type { ChainedFact, Change, LoadedChild } from '../child-store.ts';
import type { Answer } from '../client-store.ts';
import { changeOf } from '../command.ts';
import { genesis } from '../fact-chain.ts';
import { type Clock, clockUntil } from './clock.ts';

/** A child's whole life so far: every change that its commands made, in order, and where they led. */
export type Life = {
  readonly personId: string;
  readonly facts: readonly ChainedFact[];
  readonly state: ChildState;
  readonly changes: readonly Change[];
};

/** Plays real commands on one child at past times. A command that is refused is a fault of the script, and throws. */
export type Player = {
  readonly personId: string;
  /** A further id of this child: of a command, a handover, a question. */
  readonly nextId: () => string;
  /** Sets the clock to a working hour so many days before now, and never backwards. */
  readonly daysAgo: (days: number, minuteOfDay?: number) => Instant;
  /** Sets the clock to so many minutes before now, and never backwards. */
  readonly minutesAgo: (minutes: number) => Instant;
  readonly clock: () => Instant;
  readonly state: () => ChildState;
  readonly play: (practitionerId: string | 'system', command: ChildCommand, happenedAt?: Instant) => void;
  /** A command under an id and by an actor of the caller’s, as a client’s fact asks it of her child. */
  readonly ask: (actor: Actor, command: ChildCommand, commandId: string) => Answer;
  readonly life: () => Life;
};

/** Thirty-two bits four times, from which all ids of one child are made. */
export type IdBase = readonly [string, string, string, string];

/** The n-th id of a child, a version 4 uuid: the child itself is 0. */
export function idFrom([a, b, c, d]: IdBase, n: number): string {
  return `${a}-${b.slice(0, 4)}-4${n.toString(16).padStart(3, '0')}-8${c.slice(1, 4)}-${b.slice(4)}${d}`;
}

/** Begins to play one child’s life, alone. `now` is the present; nothing is played after it. */
export function beginLife(ids: IdBase, directory: Directory, now: Instant): Player {
  const clock = clockUntil(now);
  return playerOf(idFrom(ids, 0), idsAfter(ids), clock, directory);
}

/** The further ids of those who are played together, one after the other. */
export function idsAfter(ids: IdBase): () => string {
  let used = 0;
  return () => {
    used += 1;
    return idFrom(ids, used);
  };
}

/** A player of one child by a clock that others may share. */
export function playerOf(personId: string, nextId: () => string, clock: Clock, directory: Directory): Player {
  let loaded: LoadedChild = { personId, version: 0, headHash: genesis, state: unknownChild };
  const changes: Change[] = [];

  function ask(actor: Actor, command: ChildCommand, commandId: string, happenedAt?: Instant): Answer {
    const now = clock.at();
    const context: Context = { now, actor, directory, ruleSets: defaultRuleSets, holidays: bankHolidays };
    const decision = decideChild(loaded.state, command, context, happenedAt ?? now);
    if ('refused' in decision) return { outcome: 'refused', says: sayRefusal(decision.refused) };
    if (decision.facts.length === 0) return { outcome: 'done', says: null };
    const change = changeOf(
      loaded,
      decision.facts,
      { personId, commandId, expectedVersion: loaded.version, happenedAt: happenedAt ?? null },
      context,
    );
    changes.push(change);
    loaded = {
      personId,
      version: loaded.version + change.facts.length,
      headHash: change.facts.at(-1)?.hash ?? loaded.headHash,
      state: change.state,
    };
    return { outcome: 'done', says: null };
  }

  function play(practitionerId: string, command: ChildCommand, happenedAt?: Instant): void {
    const actor = actorOf(standIn(practitionerId, directory, clock.at()), directory);
    const before = loaded;
    const { outcome, says } = ask(actor, command, nextId(), happenedAt);
    if (outcome === 'refused')
      throw new Error(`${command.type} by ${practitionerId} at ${clock.at()} was refused: ${says}`);
    // What follows is written down a few minutes later.
    if (loaded !== before) clock.moveTo(addMinutes(clock.at(), 3));
  }

  return {
    personId,
    nextId,
    daysAgo: clock.daysAgo,
    minutesAgo: (minutes) => clock.moveTo(addMinutes(clock.now, -minutes)),
    clock: clock.at,
    state: () => loaded.state,
    play,
    ask,
    life: () => ({
      personId,
      facts: changes.flatMap((change) => change.facts),
      state: loaded.state,
      changes,
    }),
  };
}

function sayRefusal({ code, detail }: Refusal): string {
  return detail === undefined ? code : `${code} ${detail}`;
}

/** Who acts for somebody who has left or is away by then: whoever answers in their place. */
export function standIn(practitionerId: string, directory: Directory, at: Instant): string {
  if (practitionerId === 'system' || presentAt(directory, practitionerId, at)) return practitionerId;
  const teamId = directory.practitioners.get(practitionerId)?.teamId ?? '';
  return whoAnswers(directory, teamId, practitionerId, at).practitionerId ?? practitionerId;
}

/** The person as a member of their team; 'system' is the sweep or a message. Throws for a name that is not in the directory. */
export function actorOf(practitionerId: string, directory: Directory): Actor {
  if (practitionerId === 'system') return systemActor;
  const practitioner = directory.practitioners.get(practitionerId);
  if (!practitioner) throw new Error(`The directory has no practitioner ${practitionerId}`);
  const { name, role, teamId, duty } = practitioner;
  return { practitionerId, name, role, teamId, duty };
}
