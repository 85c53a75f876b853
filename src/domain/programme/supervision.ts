import {
  addDays,
  addMinutes,
  addMonths,
  type CivilDate,
  type Instant,
  londonDate,
  londonInstant,
  minutesBetween,
} from '../calendar/time.ts';
import { deadlineOn } from '../calendar/time-limits.ts';
import { type Context, nationOf, ruleSetOf } from '../child/context.ts';
import { type Absence, awayAt, type Directory, ladderNames, whoAnswers } from '../directory/directory.ts';
import { ladderSteps } from '../language/words.ts';

/**
 * One to one weekly, and a visit accompanied about every four months (FNP: supervision in England). Whoever
 * works fewer days is supervised as often: no source says otherwise.
 */
const oneToOneDays = 7;
const accompaniedMonths = 4;

/** What is owed to a family nurse by whoever supervises her. */
export type SupervisionKind = 'supervise' | 'accompany-visit';

/** What was held with a nurse, and since when there is something to supervise. */
export type Supervised = {
  /** The first day on which the nurse, in post, had a family here, her own or one that she covers; null where there is none. */
  readonly families: CivilDate | null;
  readonly lastOneToOne: CivilDate | null;
  readonly lastAccompanied: CivilDate | null;
};

/** What was held with which nurse of which team. */
export type SupervisedNurse = Supervised & { readonly nurseId: string; readonly teamId: string };

/** One thing owed to a nurse, with its day and its ladder. */
export type OwedSupervision = {
  readonly nurseId: string;
  /** Her team: it owes. */
  readonly teamId: string;
  readonly kind: SupervisionKind;
  readonly dueOn: CivilDate;
  readonly dueAt: Instant;
  /** The due time and the steps above it; null for a step that waits until she is back from an absence without an end. */
  readonly steps: readonly (Instant | null)[];
};

type Surroundings = Pick<Context, 'now' | 'directory' | 'ruleSets' | 'holidays'>;

/**
 * What is owed to a nurse now, each with its day: counted from the last, or from the first day with a family. The clock stands
 * still while the nurse is away, the interval and the ladder alike, and nothing is due of her whose absence has no end. A
 * supervisor who is away stops nothing: whoever stands in is asked (`supervisionNames`). An accompanied visit needs a family.
 */
export function owedSupervision(held: SupervisedNurse, around: Surroundings): readonly OwedSupervision[] {
  const { families, lastOneToOne, lastAccompanied } = held;
  const oneToOne = lastOneToOne ?? families;
  const accompanied = families === null ? null : (lastAccompanied ?? families);
  const items = [
    oneToOne === null ? null : owed(held, 'supervise', oneToOne, around),
    accompanied === null ? null : owed(held, 'accompany-visit', accompanied, around),
  ];
  return items.filter((item) => item !== null);
}

function owed(
  { nurseId, teamId }: SupervisedNurse,
  kind: SupervisionKind,
  from: CivilDate,
  around: Surroundings,
): OwedSupervision | null {
  const { directory, holidays } = around;
  const day = kind === 'supervise' ? addDays(from, oneToOneDays) : addMonths(from, accompaniedMonths);
  const absences = directory.absences.filter((absence) => absence.practitionerId === nurseId);
  const end = standingStill(londonInstant(from, 0), londonInstant(day, endOfDay), absences);
  if (end === null) return null;
  const dueOn = londonDate(end);
  const nation = nationOf(directory, teamId);
  const { dueAt, steps } = deadlineOn(ruleSetOf(around, teamId), 'H40', 'routine', dueOn, nation, holidays);
  return {
    nurseId,
    teamId,
    kind,
    dueOn,
    dueAt,
    steps: steps.map((step) => standingStill(dueAt, step, absences)),
  };
}

/** 5pm: when what is due on a day falls due. */
const endOfDay = 17 * 60;

/** When a clock shows `due` that began at `from` and stood still in each absence; null where one of them has no end. */
function standingStill(from: Instant, due: Instant, absences: readonly Absence[]): Instant | null {
  let counted = from;
  let at = due;
  for (const { from: left, to } of absences.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (left >= at) break;
    if (to === null) return null;
    if (to <= counted) continue;
    if (left > counted) counted = left;
    at = addMinutes(at, minutesBetween(counted, to));
    counted = to;
  }
  return at;
}

/** Whether it is overdue: due at or before now, and not held. It never asks whether a sweep has run (promise P5). */
export function supervisionOverdue({ dueAt }: OwedSupervision, now: Instant): boolean {
  return dueAt <= now;
}

/** A person whom a step of the ladder reaches; without a practitioner it is a desk. */
type StepName = { readonly practitionerId: string | null; readonly name: string };

/**
 * Who is named at a step: at the due time whoever answers as supervisor, and the nurse; above it the ladder of the team. Nobody
 * supervises themselves: where the nurse stands in for the lead, the step above answers.
 */
export function supervisionNames(
  directory: Directory,
  { teamId, nurseId }: Pick<OwedSupervision, 'teamId' | 'nurseId'>,
  step: number,
  at: Instant,
): readonly StepName[] {
  const nurse = { practitionerId: nurseId, name: directory.practitioners.get(nurseId)?.name ?? nurseId };
  const upwards = ladderSteps
    .slice(Math.max(step, 1))
    .map((asked) =>
      ladderNames(directory, teamId, asked, at).filter(({ practitionerId }) => practitionerId !== nurseId),
    );
  const above = upwards.find((names) => names.length > 0) ?? [];
  const names = above.map(({ practitionerId, name }) => ({ practitionerId, name }));
  return step === 0 ? [...names, nurse] : names;
}

/** Who supervises the nurse now: the team's lead, or whoever stands in; the step above where that is she herself. */
export function supervisorOf(
  directory: Directory,
  owes: Pick<OwedSupervision, 'teamId' | 'nurseId'>,
  now: Instant,
): StepName {
  const [first] = supervisionNames(directory, owes, 1, now);
  return first ?? whoAnswers(directory, owes.teamId, null, now);
}

/** The next step of the ladder that is not reached, and when; null above the last, and while she is away without an end. */
export function nextStep(
  { steps }: OwedSupervision,
  now: Instant,
): { readonly step: number; readonly at: Instant } | null {
  const step = steps.findIndex((at) => at === null || at > now);
  const at = steps[step] ?? null;
  return at === null ? null : { step, at };
}

/** Whether the nurse is away at that moment: her clocks stand still, and nothing can be held. */
export function nurseAway(directory: Directory, nurseId: string, now: Instant): boolean {
  return awayAt(directory, nurseId, now) !== null;
}
