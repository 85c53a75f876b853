import { bankHolidays } from '../../domain/calendar/holidays.ts';
import { type Instant, minutesBetween, sayInstant } from '../../domain/calendar/time.ts';
import { defaultRuleSets } from '../../domain/calendar/time-limits.ts';
import { decideChild } from '../../domain/child/decide.ts';
import type { ChildFactName, StoredFact } from '../../domain/child/facts.ts';
import { type ChildState, unknownChild } from '../../domain/child/state.ts';
import { type Answerer, type Directory, whoAnswers } from '../../domain/directory/directory.ts';
import { rungFor } from '../../domain/directory/ladder.ts';
import type { Deadline } from '../../domain/escalation/obligations.ts';
import { commandWords } from '../../domain/handover/commands.ts';
import { type Handover, isOpen, releaseOf } from '../../domain/handover/facts.ts';
import { type RefusalCode, refusals } from '../../domain/language/refusals.ts';
import { lowerFirst } from '../../domain/language/sentence.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { type LadderStep, ladderSteps, ladderStepWords } from '../../domain/language/words.ts';
import type { Identity, Period } from '../../domain/responsibility/facts.ts';
import { type Gap, gapMinutes, gapsIn, recountPeriods } from '../../domain/responsibility/recount.ts';
import { reviewWords } from '../../domain/reviews/schedule.ts';
import type { LoadedChild } from '../child-store.ts';
import { changeOf } from '../command.ts';
import { demonstrationDirectory } from '../demonstration/directory.ts';
import { actorOf, idFrom } from '../demonstration/life.ts';
import { genesis } from '../fact-chain.ts';
import { type Act, type Chapter, careWords, ids, type Rule, type StoryCommand } from './acts.ts';
import { chapters, storyEnd } from './chapters.ts';

/** What became of one act: the facts it made, or the refusal in the words of the catalogue. */
export type StoryAct = {
  readonly key: string;
  readonly at: Instant;
  readonly who: string;
  readonly does: string;
  readonly facts: readonly ChildFactName[];
  readonly refused: {
    readonly code: RefusalCode;
    readonly says: string;
    readonly canDo: string;
    readonly detail: string | null;
  } | null;
  /** Whether the story meant it to go so. */
  readonly asMeant: boolean;
};

/** One step of the ladder that rang while nothing was done. */
export type StoryAlarm = {
  readonly at: Instant;
  readonly owed: string;
  readonly dueAt: Instant;
  readonly step: LadderStep;
  readonly stepSays: string;
  readonly names: readonly { readonly teamId: string; readonly team: string; readonly name: string }[];
};

export type StoryStep = {
  readonly no: number;
  readonly at: Instant;
  readonly title: string;
  readonly happens: string;
  readonly acts: readonly StoryAct[];
  readonly alarms: readonly StoryAlarm[];
  /** Who holds the child when the step ends, as one sentence, and the same in parts. */
  readonly holderSays: string;
  readonly answerer: Answerer;
  readonly teamId: string;
  readonly supporting: string | null;
  readonly state: ChildState;
  readonly stillOwed: readonly Deadline[];
  readonly stoppedBy: readonly Rule[];
};

export type GapRow = {
  readonly no: number;
  readonly holder: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly minutes: number;
  readonly gapBefore: number;
};

export type Story = {
  readonly steps: readonly StoryStep[];
  readonly facts: readonly StoredFact[];
  readonly periods: readonly Period[];
  readonly gaps: readonly GapRow[];
  readonly gapMinutes: number;
};

/**
 * Plays the built-in story through the real rules: nothing of what a step says is written down beforehand but what
 * people do and when. Acts named in `without` are left out, to show what the rules then do.
 */
export function playStory(
  without: ReadonlySet<string> = new Set(),
  directory: Directory = demonstrationDirectory(),
): Story {
  let loaded: LoadedChild = { personId: ids.person, version: 0, headHash: genesis, state: unknownChild };
  const facts: StoredFact[] = [];
  const rung = new Set<string>();
  let before: Instant = chapters[0]?.until ?? '';
  const steps = chapters.map((chapter, index) => {
    const alarms: StoryAlarm[] = [];
    const acts: StoryAct[] = [];
    for (const act of chapter.acts) {
      if (without.has(act.key)) continue;
      alarms.push(...ringUntil(act.at, before, loaded.state, rung, directory));
      before = act.at;
      const played = playAct(loaded, act, directory);
      acts.push(played.told);
      facts.push(...played.facts);
      loaded = played.after;
    }
    alarms.push(...ringUntil(chapter.until, before, loaded.state, rung, directory));
    before = chapter.until;
    return stepOf(index + 1, chapter, acts, alarms, loaded.state, directory);
  });
  const periods = recountPeriods(facts);
  const gaps = gapsIn(facts, storyEnd);
  return { steps, facts, periods, gaps: gapRows(periods, gaps, directory), gapMinutes: gapMinutes(gaps) };
}

function playAct(loaded: LoadedChild, act: Act, directory: Directory) {
  const actor = actorOf(act.by, directory);
  const context = { now: act.at, actor, directory, ruleSets: defaultRuleSets, holidays: bankHolidays };
  const decision = decideChild(loaded.state, act.command, context, act.at);
  const told = { key: act.key, at: act.at, who: actor.name, does: wordsFor(act, directory) };
  if ('refused' in decision) {
    const { code, detail = null } = decision.refused;
    const refused = { code, ...refusals[code], detail };
    return {
      told: { ...told, facts: [], refused, asMeant: act.expect === 'refused' },
      facts: [],
      after: loaded,
    };
  }
  const issued = {
    personId: loaded.personId,
    commandId: idFrom(['5b0c1e00', '0000c0c0', '00000000', '00000000'], loaded.version),
    command: act.command,
    expectedVersion: loaded.version,
    happenedAt: null,
  };
  const change = changeOf(loaded, decision.facts, issued, context);
  const after = {
    ...loaded,
    version: loaded.version + change.facts.length,
    headHash: change.facts.at(-1)?.hash ?? loaded.headHash,
    state: change.state,
  };
  const names = decision.facts.map((fact) => fact.type);
  return {
    told: { ...told, facts: names, refused: null, asMeant: act.expect === 'done' },
    facts: change.facts,
    after,
  };
}

function wordsFor({ command }: Act, directory: Directory): string {
  if (command.type === 'record-review')
    return `Record the ${lowerFirst(reviewWords(command.code, directory.localContacts))}`;
  const words: Readonly<Record<Exclude<StoryCommand['type'], 'record-review'>, string>> = {
    ...commandWords,
    ...careWords,
  };
  return words[command.type];
}

/**
 * Rings the steps of every standing deadline that are reached by `to` and have not rung. A step whose time lay in the past
 * when a higher priority set it rings at that moment: as the sweep would raise it.
 */
function ringUntil(
  to: Instant,
  from: Instant,
  state: ChildState,
  rung: Set<string>,
  directory: Directory,
): readonly StoryAlarm[] {
  for (const key of rung)
    if (!Object.hasOwn(state.deadlines, key.slice(0, key.lastIndexOf('/')))) rung.delete(key);
  const alarms = Object.values(state.deadlines).flatMap((deadline) =>
    deadline.steps.flatMap((due, index) => {
      const step = ladderSteps[index];
      const key = `${deadline.key}/${index}`;
      if (!step || due > to || rung.has(key)) return [];
      rung.add(key);
      return [alarmOf(deadline, step, due > from ? due : from, state.identity, directory)];
    }),
  );
  return alarms.sort(
    (a, b) => compare(a.at, b.at) || ladderSteps.indexOf(a.step) - ladderSteps.indexOf(b.step),
  );
}

function compare(a: Instant, b: Instant): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function alarmOf(
  deadline: Deadline,
  step: LadderStep,
  at: Instant,
  identity: Identity,
  directory: Directory,
): StoryAlarm {
  const names = rungFor(directory, deadline, step, at).map(({ teamId, name }) => ({
    teamId,
    team: teamName(directory, teamId),
    name,
  }));
  return {
    at,
    owed: namesOf(directory, identity).owed(deadline),
    dueAt: deadline.dueAt,
    step,
    stepSays: ladderStepWords[step],
    names,
  };
}

function stepOf(
  no: number,
  chapter: Chapter,
  acts: readonly StoryAct[],
  alarms: readonly StoryAlarm[],
  state: ChildState,
  directory: Directory,
): StoryStep {
  const { care } = state;
  if (care.status !== 'in-care') throw new Error(`Nobody answers for the child at step ${no} of the story`);
  const { teamId, practitionerId } = care.holder;
  const answerer = whoAnswers(directory, teamId, practitionerId, chapter.until);
  const supporting = supportingTeam(state);
  return {
    no,
    at: chapter.until,
    title: chapter.title,
    happens: chapter.happens,
    acts,
    alarms,
    holderSays: `${answerer.name} of ${teamName(directory, teamId)} answers for the child, telephone ${answerer.phone}, since ${sayInstant(care.since)}.`,
    answerer,
    teamId,
    supporting: supporting && teamName(directory, supporting),
    state,
    stillOwed: Object.values(state.deadlines).toSorted((a, b) => compare(a.dueAt, b.dueAt)),
    stoppedBy: chapter.rules,
  };
}

/** The second role while a handover is open: the receiving side from its acceptance, the releasing one after release. */
function supportingTeam(state: ChildState): string | null {
  const open = state.handovers.find((handover: Handover) => isOpen(handover) && 'acceptance' in handover);
  if (!open) return null;
  return releaseOf(open) === null ? open.destination.teamId : open.releasingTeamId;
}

function teamName(directory: Directory, teamId: string): string {
  return directory.teams.get(teamId)?.name ?? teamId;
}

/** One row for each period, with the minutes between it, or of the first the first fact, and the one before. */
function gapRows(periods: readonly Period[], gaps: readonly Gap[], directory: Directory): readonly GapRow[] {
  return periods.map((period, index) => {
    const since = periods[index - 1]?.to ?? '';
    const before = gaps.filter((gap) => gap.from >= since && gap.from < period.from);
    const to = period.to ?? storyEnd;
    const { teamId, practitionerId } = period.holder;
    const name =
      practitionerId === null
        ? 'the lead'
        : (directory.practitioners.get(practitionerId)?.name ?? practitionerId);
    return {
      no: period.no,
      holder: `${name}, ${teamName(directory, teamId)}`,
      from: period.from,
      to,
      minutes: minutesBetween(period.from, to),
      gapBefore: before.reduce((sum, { minutes }) => sum + minutes, 0),
    };
  });
}
