import type { Instant } from '../calendar/time.ts';
import { type Answerer, type DatedDirectory, teamOverTime, whoAnswers } from '../directory/directory.ts';
import type { Period } from './facts.ts';

/** A stretch of a period in which the same person answered. */
export type Stretch = Period & {
  /** Who it was, and why; null for a team outside the network, whose own person is the holder. */
  readonly answered: Answerer | null;
};

/**
 * A period as it was answered for: by the named practitioner and, while she was away or gone, or nobody was named, by whoever stood in or
 * led the team then (promise P1), until the directory or the record changed. `until`: what happened later is left out; `knowing`: by
 * what the directory said at the time, or by all that is known now.
 */
export function stretchesOf(
  period: Period,
  dated: DatedDirectory,
  { knowing, until }: { readonly knowing: 'then' | 'now'; readonly until: Instant },
): readonly Stretch[] {
  const { teamId, practitionerId, outsideName } = period.holder;
  if (outsideName !== null) return [{ ...period, answered: null }];
  const team = teamOverTime(dated, teamId, practitionerId, knowing);
  const within = (at: Instant) => at > period.from && at <= until && (period.to === null || at < period.to);
  const turns = new Set(team.turns.filter(within));
  const stretches: Stretch[] = [];
  for (const from of [period.from, ...[...turns].sort()]) {
    const answered = whoAnswers(team.at(from), teamId, practitionerId, from);
    const last = stretches.at(-1);
    if (last?.answered && same(last.answered, answered)) continue;
    if (last) stretches[stretches.length - 1] = { ...last, to: from, endReason: null };
    stretches.push({ ...period, from, answered });
  }
  return stretches;
}

function same(a: Answerer, b: Answerer): boolean {
  return a.practitionerId === b.practitionerId && a.name === b.name && a.as === b.as;
}
