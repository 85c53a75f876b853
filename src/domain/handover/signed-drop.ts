import { type Context, today } from '../child/context.ts';
import { presentAt, roleAt, serviceFor } from '../directory/directory.ts';
import type { Refusal } from '../language/refusals.ts';
import type { Destination, Handover } from './facts.ts';

/**
 * Whether the family leaves the programme for an area in which none runs. It is used to a nurse every fortnight and
 * will get only the reviews of health visiting: the supervisor signs that drop before the offer goes (scenario A5).
 */
export function needsSupervisor(
  { kind, releasingTeamId }: Handover,
  { kind: sentTo, teamId }: Destination,
  context: Pick<Context, 'directory' | 'now'>,
): boolean {
  const { directory } = context;
  const receiving = directory.teams.get(teamId);
  if (kind !== 'fnp-to-health-visiting' || sentTo !== 'desk' || !receiving) return false;
  const { areaCode } = receiving;
  if (directory.teams.get(releasingTeamId)?.areaCode === areaCode) return false;
  return serviceFor(directory, areaCode, 'fnp', today(context)) === null;
}

/** Whoever may sign for a team now: its lead, or the nurse who stands in. */
export function supervisorsOf(
  teamId: string,
  { directory, now }: Pick<Context, 'directory' | 'now'>,
): readonly { readonly id: string; readonly name: string }[] {
  return [...directory.practitioners.values()].filter(
    (person) =>
      person.teamId === teamId &&
      presentAt(directory, person.id, now) &&
      roleAt(directory, person, now) === 'lead',
  );
}

/** The supervisor who signs, by sending the offer or by being named in it; or the refusal. Null where nobody needs to. */
export function signatureOf(
  signedBy: string | undefined,
  handover: Handover,
  destination: Destination,
  context: Context,
): { readonly signedBy?: string } | { readonly refused: Refusal } {
  if (!needsSupervisor(handover, destination, context)) return {};
  const supervisors = supervisorsOf(handover.releasingTeamId, context);
  const { practitionerId } = context.actor;
  const signer =
    supervisors.find(({ id }) => id === practitionerId) ?? supervisors.find(({ id }) => id === signedBy);
  if (signer) return { signedBy: signer.id };
  const names = supervisors.map(({ name }) => name).join(', ');
  return { refused: { code: 'supervisor-signs', detail: names || 'Nobody who could is here' } };
}
