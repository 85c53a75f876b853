import type { Context } from '../child/context.ts';
import { type Directory, membersOf, presentAt, whoAnswers } from '../directory/directory.ts';

/** Whom a raised step names: a person or, without one, a team's desk. */
export type NamedInStep = { readonly practitionerId: string | null; readonly teamId: string };

type Asking = Pick<Context, 'actor' | 'directory' | 'now'>;

/**
 * Whether somebody may say to have a step of the ladder: whom it names, whoever stands in for one of them who is not here, and
 * of a desk without a person anybody of its team (decision 0051). Another's word would take the alarm off the list of the one
 * it rings for.
 */
export function mayAcknowledge(named: readonly NamedInStep[], { actor, directory, now }: Asking): boolean {
  return named.some(({ practitionerId, teamId }) =>
    practitionerId === null
      ? teamId === actor.teamId
      : practitionerId === actor.practitionerId || standsIn({ actor, directory, now }, practitionerId),
  );
}

/** Everybody for whom the ladder asks this person now: themselves, and those who are not here and in whose place they act. */
export function askedFor(asking: Asking): readonly string[] {
  const { actor, directory } = asking;
  const gone = [
    ...directory.absences.map(({ practitionerId }) => practitionerId),
    ...membersOf(directory, actor.teamId).map(({ id }) => id),
  ].filter((id) => id !== actor.practitionerId && standsIn(asking, id));
  return [actor.practitionerId, ...new Set(gone)];
}

/** Where neither deputy nor lead is here the desk answers, and anybody of the team stands in. */
function standsIn({ actor, directory, now }: Asking, namedId: string): boolean {
  const named = directory.practitioners.get(namedId);
  if (named === undefined || presentAt(directory, namedId, now)) return false;
  const answerer = whoAnswers(directory, named.teamId, namedId, now);
  return answerer.practitionerId === null
    ? actor.teamId === named.teamId
    : answerer.practitionerId === actor.practitionerId;
}

/** A commissioner is told a number and no child (promise P12): such a step waits for nobody's word. */
export function toldAsNumber(named: readonly NamedInStep[], directory: Directory): boolean {
  return (
    named.length > 0 &&
    named.every(
      ({ practitionerId }) =>
        practitionerId !== null && directory.practitioners.get(practitionerId)?.role === 'commissioner',
    )
  );
}
