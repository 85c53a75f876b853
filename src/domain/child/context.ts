import { type CivilDate, type Instant, londonDate, type Nation } from '../calendar/time.ts';
import { type RuleSet, ruleSetOn, withLocalLimits } from '../calendar/time-limits.ts';
import type { Holidays } from '../calendar/working-time.ts';
import type { Directory, Role } from '../directory/directory.ts';
import type { Refusal, RefusalCode } from '../language/refusals.ts';
import type { ChildFact } from './facts.ts';

/** Who acts: a person as a member of one team. `system` is the sweep or a message, entering by the same door. */
export type Actor = {
  readonly practitionerId: string;
  readonly name: string;
  readonly role: Role | 'system';
  readonly teamId: string;
  readonly duty: boolean;
};

/** All that a decision may know besides the child: nothing else comes in. */
export type Context = {
  readonly now: Instant;
  readonly actor: Actor;
  readonly directory: Directory;
  readonly ruleSets: readonly RuleSet[];
  readonly holidays: Holidays;
};

/** The facts that a command makes, or why it is refused. */
export type Decision = { readonly facts: readonly ChildFact[] } | { readonly refused: Refusal };

/** The command is followed: these facts, or none where nothing changes. */
export function accept(...facts: ChildFact[]): Decision {
  return { facts };
}

/** The command is refused, by a code of the catalogue; `detail` says who, which or when (promise P8). */
export function refuse(code: RefusalCode, detail?: string): Decision {
  return { refused: detail === undefined ? { code } : { code, detail } };
}

/** The day in London on which the command is judged. */
export function today(context: Pick<Context, 'now'>): CivilDate {
  return londonDate(context.now);
}

/** The time limits that a team keeps today: the national table, with what its area has set for itself (Annex B). */
export function ruleSetOf(context: Pick<Context, 'now' | 'directory' | 'ruleSets'>, teamId: string): RuleSet {
  const { ruleSets, directory } = context;
  const national = ruleSetOn(ruleSets, today(context));
  if (directory.localLimits.length === 0) return national;
  const areaCode = directory.teams.get(teamId)?.areaCode ?? null;
  return withLocalLimits(national, directory.localLimits, areaCode, today(context));
}

/** The nation whose working days a team keeps: that of its area, England when the area is not in the directory. */
export function nationOf(directory: Directory, teamId: string): Nation {
  const areaCode = directory.teams.get(teamId)?.areaCode;
  return (areaCode && directory.areas.get(areaCode)?.nation) || 'england';
}

/** The actor that stands for the sweep and for messages. */
export const systemActor: Actor = {
  practitionerId: 'handhold',
  name: 'Handhold',
  role: 'system',
  teamId: 'handhold',
  duty: false,
};
