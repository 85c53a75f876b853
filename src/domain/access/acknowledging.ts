import type { Context } from '../child/context.ts';
import { type Directory, membersOf, onDutyAt, presentAt, whoAnswers } from '../directory/directory.ts';

/** Whom a raised step names: a person or, without one, a team's desk. */
export type NamedInStep = { readonly practitionerId: string | null; readonly teamId: string };

type Asking = Pick<Context, 'actor' | 'directory' | 'now'>;

/**
 * Whether somebody may acknowledge a step of the ladder. That may: whoever the step names; whoever stands in for one of
 * them who is not here; for a desk without a person, anybody of its team (decision 0051); and whoever is on duty with
 * somebody of the desk whom it names (decision 0084). Anybody else would take the alarm off the list of the one for
 * whom it rings.
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

/**
 * Everybody in whose name the ladder may ask this person now: themselves, those for whom they stand in, and those who
 * are on duty with them.
 */
export function askedFor(asking: Asking): readonly string[] {
  const { actor, directory } = asking;
  const gone = [
    ...directory.absences.map(({ practitionerId }) => practitionerId),
    ...membersOf(directory, actor.teamId).map(({ id }) => id),
  ].filter((id) => id !== actor.practitionerId && (standsIn(asking, id) || atOneDesk(asking, id)));
  return [actor.practitionerId, ...new Set(gone)];
}

/**
 * Whether both are on duty at the same desk, so that one may take a step that names the other. Not where the one named
 * answers for the team: the step above the desk names that person too, and it is no colleague's to take.
 */
function atOneDesk({ actor, directory, now }: Asking, namedId: string): boolean {
  const onDuty = onDutyAt(directory, actor.teamId, now).map(({ id }) => id);
  const lead = whoAnswers(directory, actor.teamId, null, now).practitionerId;
  return namedId !== lead && onDuty.includes(actor.practitionerId) && onDuty.includes(namedId);
}

/**
 * Whether this person stands in for one who is not here. Where neither deputy nor lead is here the desk answers, and
 * anybody of the team stands in.
 */
function standsIn({ actor, directory, now }: Asking, namedId: string): boolean {
  const named = directory.practitioners.get(namedId);
  if (named === undefined || presentAt(directory, namedId, now)) return false;
  const answerer = whoAnswers(directory, named.teamId, namedId, now);
  return answerer.practitionerId === null
    ? actor.teamId === named.teamId
    : answerer.practitionerId === actor.practitionerId;
}

/**
 * A step that names commissioners alone tells them a number and no child (promise P12), so nobody has to acknowledge
 * it.
 */
export function toldAsNumber(named: readonly NamedInStep[], directory: Directory): boolean {
  return (
    named.length > 0 &&
    named.every(
      ({ practitionerId }) =>
        practitionerId !== null && directory.practitioners.get(practitionerId)?.role === 'commissioner',
    )
  );
}
