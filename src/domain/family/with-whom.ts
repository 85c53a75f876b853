import { type CivilDate, type Instant, sayDate } from '../calendar/time.ts';
import { accept, type Decision, refuse } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';

/** The child is with its mother again: whoever else cared for it, or was to be named, does so no more (scenarios A11, A12 and A15). */
export type BackWithMother = {
  readonly type: 'BackWithMother';
  readonly since: CivilDate;
  readonly says: string;
};

export type RecordBackWithMother = {
  readonly type: 'record-back-with-mother';
  readonly since: CivilDate;
  readonly says: string;
};

type Lives = Pick<ChildState, 'family' | 'programme'>;

/** Judges that the child is with its mother again. Nothing else ends by it: an authority’s status and a sealed address stay. */
export function recordBackWithMother({ since, says }: RecordBackWithMother, child: ChildState): Decision {
  const { carer, motherDied } = child.family;
  if (motherDied) return refuse('mother-has-died');
  if (!carer && withoutMotherSince(child) === null) return refuse('no-carer-recorded');
  if (says === '') return refuse('reason-missing', 'Who says so');
  if (carer && since < carer.since) return refuse('date-outside', `from ${sayDate(carer.since)}`);
  return accept({ type: 'BackWithMother', since, says });
}

/** Since when the child is with somebody else than its mother: she has died, or it left the programme without her (A11, A14, A15). */
export function withoutMotherSince({ family, programme }: Lives): Instant | null {
  if (family.motherDied) return family.motherDied.at;
  const left = programme?.left ?? null;
  const without = left?.door === 'lives-elsewhere' || left?.door === 'removed';
  const back = left !== null && (family.backWithMotherAt ?? '') >= left.at;
  return left && without && !back ? left.at : null;
}
