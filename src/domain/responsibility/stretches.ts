import type { Instant } from '../calendar/time.ts';
import type { Directory } from '../directory/directory.ts';
import type { Period } from './facts.ts';

/**
 * A period as it was answered for: from the instant at which the named practitioner had left, or worked in another team, the deputy
 * or the lead answered, although the record named her until the sweep came to it (promise P1). As far as the directory knows.
 */
export function stretchesOf(period: Period, directory: Directory): readonly Period[] {
  const gone = goneFrom(period, directory);
  if (gone === null || (period.to !== null && gone >= period.to)) return [period];
  const unnamed = { ...period, holder: { ...period.holder, practitionerId: null } };
  if (gone <= period.from) return [unnamed];
  return [
    { ...period, to: gone, endReason: null },
    { ...unnamed, from: gone },
  ];
}

/** When the named practitioner of that period was no longer there to answer. */
function goneFrom({ holder }: Period, directory: Directory): Instant | null {
  const named =
    holder.practitionerId === null ? undefined : directory.practitioners.get(holder.practitionerId);
  if (!named || holder.outsideName !== null) return null;
  const moved = named.teamId === holder.teamId ? null : (named.teamSince ?? null);
  const left = named.status === 'present' ? null : named.statusSince;
  return [moved, left].filter((at) => at !== null).toSorted()[0] ?? null;
}
