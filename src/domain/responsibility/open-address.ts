import { accept, type Context, type Decision, refuse } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { type Practitioner, presentAt, safeguardingTeamsOf } from '../directory/directory.ts';
import { isOpen } from '../handover/facts.ts';
import type { ResponsibilityCommand } from './commands.ts';

/**
 * Sealing may be done at once by anybody near the child, because it can be undone. Opening cannot: what was seen stays seen.
 * So the lead of the team that answers, or a named nurse, opens it, with a reason and with a second person who agreed and who
 * is asked again by the notice of it; one of the two is a safeguarding nurse (promise P11).
 */
export function openAddress(
  command: Extract<ResponsibilityCommand, { type: 'open-address' }>,
  child: ChildState,
  context: Context,
): Decision {
  const { why, agreedBy } = command;
  if (!child.address?.sealed) return { facts: [] };
  if (why === '') return refuse('reason-missing');
  const alone = aloneFault(agreedBy, child, context);
  if (alone) return alone;
  return accept({ type: 'AddressSealed', sealed: false, why, agreedBy });
}

/** The refusal where the second person is missing or may not agree with this actor. */
export function aloneFault(agreedBy: string, child: ChildState, context: Context): Decision | null {
  if (mayAgree(child, context).some(({ id }) => id === agreedBy)) return null;
  const who = 'A named or designated nurse of either side, or for a named nurse the lead of the team';
  return refuse('two-names-needed', who);
}

/**
 * Who may agree with this actor to what nobody does to a record alone, such as opening an address or putting the old
 * record of an adopted child away: people who are here today, never the actor.
 */
export function mayAgree(child: ChildState, context: Context): readonly Practitioner[] {
  return agreeWith(context, sidesOf(child), heldBy(child));
}

/** The same for any record, by its sides and by the team that answers for it. */
export function agreeWith(
  { directory, actor, now }: Pick<Context, 'directory' | 'actor' | 'now'>,
  sides: readonly string[],
  holder: string | null,
): readonly Practitioner[] {
  const nurses = safeguardingTeamsOf(directory, sides);
  return [...directory.practitioners.values()].filter(
    ({ id, teamId, role }) =>
      id !== actor.practitionerId &&
      presentAt(directory, id, now) &&
      (nurses.has(teamId) || (actor.role === 'named-nurse' && role === 'lead' && teamId === holder)),
  );
}

/** The team that answers, or that answered last. */
function heldBy({ care }: ChildState): string | null {
  if (care.status === 'unknown') return null;
  return (care.status === 'in-care' ? care.holder : care.lastHolder).teamId;
}

/** The team that answers, or answered last, and the two sides of every handover under way. */
export function sidesOf(child: ChildState): readonly string[] {
  const team = heldBy(child);
  const holder = team === null ? [] : [team];
  const underWay = child.handovers.filter((one) => isOpen(one) && one.state !== 'draft');
  return [
    ...new Set([...holder, ...underWay.flatMap((one) => [one.releasingTeamId, one.destination.teamId])]),
  ];
}
