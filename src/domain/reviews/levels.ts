import { type CivilDate, type Instant, londonDate, sayDate } from '../calendar/time.ts';
import type { StoredFact } from '../child/facts.ts';
import { type Level, levelWords, olderLevelLabels } from '../language/words.ts';

/** One step in the history of the level of service: who said what it should be, when, and why (HCP). */
export type LevelStep = {
  readonly how: 'known' | 'proposed' | 'decided' | 'changed';
  readonly level: Level;
  readonly reason: string;
  readonly at: Instant;
  readonly by: string;
  readonly teamId: string;
};

export const levelStepWords: Readonly<Record<LevelStep['how'], string>> = {
  known: 'Recorded',
  proposed: 'Proposed by the releasing side',
  decided: 'Decided by the receiving side',
  changed: 'Changed',
};

/**
 * Every step that the facts tell, oldest first. A proposal that only repeats the one before is no step. The reason of a
 * proposal is what its draft says: its assessment, which no offer is sent without, else why it was opened.
 */
export function levelHistory(facts: readonly StoredFact[]): readonly LevelStep[] {
  const steps: LevelStep[] = [];
  let level: Level | null = null;
  const proposed = new Map<string, Level | null>();
  const place = new Map<string, number>();
  for (const { fact, recordedAt: at, by } of facts) {
    const who = { at, by: by.practitionerId, teamId: by.teamId };
    switch (fact.type) {
      case 'CircumstancesRecorded': {
        const known: Level | null = fact.circumstances.level;
        if (known !== null && known !== level) steps.push({ how: 'known', level: known, reason: '', ...who });
        level = known;
        break;
      }
      case 'HandoverPrepared':
      case 'HandoverRevised': {
        const { handoverId, proposedLevel: wanted, summary } = fact;
        const reason = summary.assessment || summary.situation;
        const index = place.get(handoverId);
        const standing = index === undefined ? undefined : steps[index];
        if (wanted !== null && wanted !== proposed.get(handoverId)) {
          place.set(handoverId, steps.length);
          steps.push({ how: 'proposed', level: wanted, reason, ...who });
        } else if (index !== undefined && standing && wanted !== null) steps[index] = { ...standing, reason };
        proposed.set(handoverId, wanted);
        break;
      }
      case 'LevelDecided':
      case 'LevelChanged': {
        const how = fact.type === 'LevelDecided' ? 'decided' : 'changed';
        steps.push({ how, level: fact.level, reason: fact.reason, ...who });
        level = fact.level;
        break;
      }
    }
  }
  return steps;
}

/** A level in words; with the older label where that was the usual word on the day. */
export function levelOn(level: Level, day: CivilDate): string {
  const older = olderLevelLabels.find(
    (label) => label.means === level && label.from <= day && day <= label.to,
  );
  return older ? `${levelWords[level]}, then called ${older.label}` : levelWords[level];
}

/** The older labels of a level with their dates, for somebody who learned the trade with them; '' where there was none. */
export function olderLabelsOf(level: Level): string {
  return olderLevelLabels
    .filter((label) => label.means === level)
    .map((label) => `Called ${label.label} from ${sayDate(label.from)} to ${sayDate(label.to)}`)
    .join('. ');
}

/** The day of a step, for the words of its time. */
export function dayOf(step: LevelStep): CivilDate {
  return londonDate(step.at);
}
