import type { Context } from '../child/context.ts';
import { type Directory, membersOf, onDutyAt, presentAt, whoAnswers } from '../directory/directory.ts';

/** Whom a raised step names: a person or, without one, a team's desk. */
export type NamedInStep = { readonly practitionerId: string | null; readonly teamId: string };

type Asking = Pick<Context, 'actor' | 'directory' | 'now'>;

/**
 * Whether somebody may say to have a step of the ladder: whom it names, whoever stands in for one of them who is not here, and
 * of a desk without a person anybody of its team (decision 0051); of a desk also whoever is on duty there now (decision 0084). Another's word would take the alarm off the list of the one
 * it rings for.
 */
export function mayAcknowledge(named: readonly NamedInStep[], { actor, directory, now }: Asking): boolean {
  return named.some(({ practitionerId, teamId }) =>
    practitionerId === null
      ? teamId === actor.teamId
      : practitionerId === actor.practitionerId ||
        standsIn({ actor, directory, now }, practitionerId) ||
        atOneDesk({ actor, directory, now }, practitionerId),
  );
}

/** Everybody for whom the ladder asks this person now: themselves, those in whose place they act, and who is at the desk with them. */
export function askedFor(asking: Asking): readonly string[] {
  const { actor, directory } = asking;
  const gone = [
    ...directory.absences.map(({ practitionerId }) => practitionerId),
    ...membersOf(directory, actor.teamId).map(({ id }) => id),
  ].filter((id) => id !== actor.practitionerId && (standsIn(asking, id) || atOneDesk(asking, id)));
  return [actor.practitionerId, ...new Set(gone)];
}

/**
 * Whether a step that names somebody of the team's desk asks whoever is on duty there now as well. Not where that one answers for the
 * team: then the step above the desk names them, which is no colleague's to take.
 */
function atOneDesk({ actor, directory, now }: Asking, namedId: string): boolean {
  const onDuty = onDutyAt(directory, actor.teamId, now).map(({ id }) => id);
  const lead = whoAnswers(directory, actor.teamId, null, now).practitionerId;
  return namedId !== lead && onDuty.includes(actor.practitionerId) && onDuty.includes(namedId);
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
