import type { Context, Decision } from '../child/context.ts';
import { accept, refuse } from '../child/context.ts';
import { type ChildState, keptByTeam } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import type { ResponsibilityCommand } from './commands.ts';

/**
 * The death of every child who was born alive is reviewed, so those who review are told of it (Children Act 2004, sections 16M to 16Q;
 * scenario A14). A pregnancy that was lost is not theirs.
 */
export function tellDeathReview(
  { whom, toldAt }: Extract<ResponsibilityCommand, { type: 'tell-death-review' }>,
  child: ChildState,
  { now }: Context,
): Decision {
  if (!hasDied(child)) return refuse('no-death-recorded');
  if (whom === '') return refuse('reason-missing', 'Say who was told');
  if (toldAt > now) return refuse('happened-in-future');
  return accept({ type: 'DeathReviewTold', whom, toldAt });
}

/** Whether a child who was born has died, as a named person confirmed it. */
function hasDied({ care, identity }: ChildState): boolean {
  return identity.bornOn !== null && care.status === 'ended' && care.reason === 'death';
}

/**
 * Once a named person has confirmed the death, the team that answered last owes that those who review deaths are told
 * (row H37). It is the one thing owed after accountability has ended, and a death that is taken back takes it away.
 */
export function deathReviewObligations(child: ChildState): readonly Obligation[] {
  const { care } = child;
  if (care.status !== 'ended' || !hasDied(child) || child.deathReview) return [];
  const ownerTeamId = keptByTeam(child) ?? care.lastHolder.teamId;
  return [
    {
      key: `tell-death-review/${ownerTeamId}/${care.at}`,
      kind: 'tell-death-review',
      row: 'H37',
      column: 'urgent',
      from: care.at,
      ownerTeamId,
      otherTeamId: null,
      handoverId: null,
    },
  ];
}
