import type { Nation } from '../calendar/time.ts';
import { deadline, deadlineOn, type RuleSet } from '../calendar/time-limits.ts';
import { type Context, nationOf, ruleSetOf } from '../child/context.ts';
import type { Deadline, Obligation } from './obligation.ts';

/**
 * What is owed now against the deadlines that stand: what is newly owed is set, what is no longer owed is met. What was
 * done and is owed again, since a later moment, is both met and set: it rings from its first step, however far the
 * earlier one had climbed (promise P5). Pure.
 */
export function clocksMoved(
  standing: Readonly<Record<string, Deadline>>,
  owed: readonly Obligation[],
  context: Context,
): { readonly set: readonly Deadline[]; readonly met: readonly string[] } {
  const limits = new Map<string, TeamLimits>();
  const set = owed.flatMap((obligation) => {
    const stands = standing[obligation.key];
    if (stands && sameClock(stands, obligation)) return [];
    const timed = withTimes(obligation, limitsOf(obligation.ownerTeamId, context, limits), context);
    return timed ? [timed] : [];
  });
  const since = new Map(owed.map(({ key, from }) => [key, from]));
  const met = Object.values(standing).filter(({ key, from }) => since.get(key) !== from);
  return { set, met: met.map(({ key }) => key) };
}

/** The table that a team keeps today, and the nation whose working days it keeps. */
type TeamLimits = { readonly rules: RuleSet; readonly nation: Nation };

/** Read once for each team: one team owes most of what a command sets. */
function limitsOf(teamId: string, context: Context, known: Map<string, TeamLimits>): TeamLimits {
  const found = known.get(teamId);
  if (found) return found;
  const limits = { rules: ruleSetOf(context, teamId), nation: nationOf(context.directory, teamId) };
  known.set(teamId, limits);
  return limits;
}

/**
 * Whether a standing clock goes on. Only while it is about the same sides: where the other side has changed, the clock
 * is set anew so that it tells that team.
 */
function sameClock(standing: Deadline, obligation: Obligation): boolean {
  return (
    standing.kind === obligation.kind &&
    standing.handoverId === obligation.handoverId &&
    standing.otherTeamId === obligation.otherTeamId &&
    standing.column === obligation.column &&
    standing.from === obligation.from &&
    standing.row === obligation.row &&
    standing.dueOn === obligation.dueOn &&
    standing.orSooner === obligation.orSooner
  );
}

/**
 * A day that a schedule gave is taken as it is; what a row of the limits gives is counted by the owner's area and
 * nation.
 */
function withTimes(
  obligation: Obligation,
  { rules, nation }: TeamLimits,
  { holidays }: Context,
): Deadline | null {
  const { row, column, from, dueOn, orSooner } = obligation;
  const times =
    dueOn === undefined
      ? sooner(
          deadline(rules, row, column, from, nation, holidays),
          orSooner === undefined ? null : deadlineOn(rules, row, column, orSooner, nation, holidays),
        )
      : deadlineOn(rules, row, column, dueOn, nation, holidays);
  return times && { ...obligation, dueAt: times.dueAt, steps: times.steps, ruleVersion: times.ruleVersion };
}

type Times = ReturnType<typeof deadline>;

function sooner(a: Times, b: Times): Times {
  return a === null || (b !== null && b.dueAt < a.dueAt) ? b : a;
}
