import type { QuarantineKind } from '../escalation/obligation.ts';
import { ladderSteps, ladderStepWords } from './words.ts';

/**
 * What a notice says about quarantine: how many items of which kind, and the step of the ladder that they have reached;
 * null for the step when they are new.
 */
export type QuarantineNotice = {
  readonly kind: QuarantineKind;
  readonly count: number;
  readonly step: number | null;
  readonly late: boolean;
};

const items: Readonly<Record<QuarantineKind, readonly [one: string, several: string]>> = {
  'settle-birth': ['birth', 'births'],
  'settle-death': ['death, or one taken back', 'deaths, or taken back'],
  'settle-move': ['move', 'moves'],
  'settle-message': ['other message', 'other messages'],
  'settle-row': ['line of a file', 'lines of files'],
};

/** "2 births", "1 line of a file": never of whom. */
export function sayItems(kind: QuarantineKind, count: number): string {
  const [one, several] = items[kind];
  return `${count} ${count === 1 ? one : several}`;
}

/** Reads `quarantine/new/KIND/NUMBER` and `quarantine/STEP/KIND/NUMBER`, as the sweep writes them; null for any other code. */
export function quarantineNotice(code: string): QuarantineNotice | null {
  const [word, step = '', kind = '', count = ''] = code.split('/');
  if (word !== 'quarantine' || !(kind in items)) return null;
  return {
    kind: kind as QuarantineKind,
    count: Number(count),
    step: step === 'new' ? null : Number.parseInt(step, 10),
    late: step.endsWith('-late'),
  };
}

/** The sentence of such a notice. */
export function quarantineNoticeWords({ kind, count, step, late }: QuarantineNotice): string {
  if (step === null)
    return `Came into quarantine: ${sayItems(kind, count)}. A person has to settle what lies there`;
  const told = ladderStepWords[ladderSteps[step] ?? 'duty-desk'];
  const why = late ? ' (late: Handhold had stopped looking for a time)' : '';
  return `Overdue in quarantine: ${sayItems(kind, count)}. Told: ${told}${why}`;
}
