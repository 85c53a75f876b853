import { bankHolidays } from '../../domain/calendar/holidays.ts';
import {
  addDays,
  addMinutes,
  dayOfWeek,
  type Instant,
  londonDate,
  londonInstant,
} from '../../domain/calendar/time.ts';
import { defaultRuleSets } from '../../domain/calendar/time-limits.ts';
import type { ChildCommand } from '../../domain/child/commands.ts';
import { type Actor, type Context, systemActor } from '../../domain/child/context.ts';
import { decideChild } from '../../domain/child/decide.ts';
import { type ChildState, unknownChild } from '../../domain/child/state.ts';
import { type Directory, presentAt, whoAnswers } from '../../domain/directory/directory.ts';
import type { ChainedFact, Change, LoadedChild } from '../child-store.ts';
import { changeOf } from '../command.ts';
import { genesis } from '../fact-chain.ts';

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
  readonly life: () => Life;
};

/** Thirty-two bits four times, from which all ids of one child are made. */
export type IdBase = readonly [string, string, string, string];

/** The n-th id of a child, a version 4 uuid: the child itself is 0. */
export function idFrom([a, b, c, d]: IdBase, n: number): string {
  return `${a}-${b.slice(0, 4)}-4${n.toString(16).padStart(3, '0')}-8${c.slice(1, 4)}-${b.slice(4)}${d}`;
}

/** Begins to play one child's life. `now` is the present; nothing is played after it. */
export function beginLife(ids: IdBase, directory: Directory, now: Instant): Player {
  const personId = idFrom(ids, 0);
  let used = 0;
  let clock: Instant = addMinutes(now, -900 * 24 * 60);
  let loaded: LoadedChild = { personId, version: 0, headHash: genesis, state: unknownChild };
  const changes: Change[] = [];

  function nextId(): string {
    used += 1;
    return idFrom(ids, used);
  }

  function moveTo(at: Instant): Instant {
    const next = at > clock ? at : addMinutes(clock, 4);
    clock = next > now ? now : next;
    return clock;
  }

  function play(practitionerId: string, command: ChildCommand, happenedAt?: Instant): void {
    const actor = actorOf(standIn(practitionerId, directory, clock), directory);
    const context: Context = {
      now: clock,
      actor,
      directory,
      ruleSets: defaultRuleSets,
      holidays: bankHolidays,
    };
    const decision = decideChild(loaded.state, command, context, happenedAt ?? clock);
    if ('refused' in decision) {
      const { code, detail } = decision.refused;
      throw new Error(
        `${command.type} by ${practitionerId} at ${clock} was refused: ${code} ${detail ?? ''}`,
      );
    }
    if (decision.facts.length === 0) return;
    const issued = {
      personId,
      commandId: nextId(),
      command,
      expectedVersion: loaded.version,
      happenedAt: happenedAt ?? null,
    };
    const change = changeOf(loaded, decision.facts, issued, context);
    changes.push(change);
    const head = change.facts.at(-1);
    loaded = {
      personId,
      version: loaded.version + change.facts.length,
      headHash: head?.hash ?? loaded.headHash,
      state: change.state,
    };
    // What follows is written down a few minutes later.
    moveTo(addMinutes(clock, 3));
  }

  return {
    personId,
    nextId,
    daysAgo: (days, minuteOfDay = 600) =>
      moveTo(days === 0 ? addMinutes(now, -90) : workingMoment(now, days, minuteOfDay)),
    minutesAgo: (minutes) => moveTo(addMinutes(now, -minutes)),
    clock: () => clock,
    state: () => loaded.state,
    play,
    life: () => ({
      personId,
      facts: changes.flatMap((change) => change.facts),
      state: loaded.state,
      changes,
    }),
  };
}

/** A weekend's work was done on the Friday before. */
function workingMoment(now: Instant, days: number, minuteOfDay: number): Instant {
  const day = addDays(londonDate(now), -days);
  const back = { 6: 1, 0: 2 }[dayOfWeek(day)] ?? 0;
  return londonInstant(addDays(day, -back), minuteOfDay);
}

/** Who acts for somebody who has left or is away by then: whoever answers in their place. */
function standIn(practitionerId: string, directory: Directory, at: Instant): string {
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
