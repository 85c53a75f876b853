import { type Context, type Decision, refuse } from '../child/context.ts';
import { presentAt } from '../directory/directory.ts';
import { samePerson } from '../identity/same-person.ts';
import type { CallBack, Handover } from './facts.ts';
import { isBefore, sayStep, stepBefore } from './order-of-steps.ts';

/**
 * A call-back is believed only when it was made to the number that the directory has, two people of our side stand for it, and
 * it was made after the step on which rests what it tells (scenario A39).
 */
export function callBackFault(
  tells: 'acknowledge' | 'accept' | 'record-seen',
  callBack: CallBack | undefined,
  handover: Handover,
  context: Context,
): Decision | null {
  if (!callBack?.outsideName || !callBack.spokenBy) return refuse('call-back-missing');
  const number = context.directory.teams.get(handover.destination.teamId)?.phone ?? '';
  if (number === '' || digits(number) !== digits(callBack.number))
    return refuse('call-back-number-wrong', number || 'The directory has no number yet');
  const { secondName } = callBack;
  if (!secondName || samePerson(secondName, context.actor.name)) return refuse('two-names-needed');
  if (!onOurSide(secondName, handover, context))
    return refuse('two-names-needed', `Nobody called ${secondName} is in post and here on our side`);
  if (callBack.spokeAt > context.now) return refuse('happened-in-future');
  const step = stepBefore(tells, handover);
  if (step && isBefore(callBack.spokeAt, step)) return refuse('before-its-step', sayStep(step));
  return null;
}

/**
 * Whether that name is of somebody on our side who is here: a name that nobody of the releasing team's organisation
 * bears, or of somebody who is away, confirms no call.
 */
function onOurSide(name: string, { releasingTeamId }: Handover, { directory, now }: Context): boolean {
  const organisation = directory.teams.get(releasingTeamId)?.organisationId;
  return [...directory.practitioners.values()].some(
    (person) =>
      samePerson(person.name, name) &&
      directory.teams.get(person.teamId)?.organisationId === organisation &&
      presentAt(directory, person.id, now),
  );
}

function digits(number: string): string {
  return number.replace(/\D/g, '');
}
