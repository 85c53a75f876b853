import { type CivilDate, type Instant, londonDate } from '../calendar/time.ts';
import { deadline } from '../calendar/time-limits.ts';
import { type Context, nationOf, ruleSetOf } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { dangersThatTravel, hasStatus, planWithoutKeyWorker } from '../risk/circumstances.ts';
import { type Handover, priorityOf } from './facts.ts';

/** What must have been done before a child is accepted, in words, and whether it was. */
export type NeededToAccept = {
  readonly key: 'verbal' | 'play-back' | 'key-worker';
  readonly words: string;
  readonly done: boolean;
};

/**
 * What acceptance asks for besides a name and a day. Heightened and urgent ask for a verbal handover and for the risks
 * to be played back; a danger that travels is played back at every priority; a plan needs its key worker (scenarios
 * A33, A35). Empty when nothing is asked.
 */
export function neededToAccept(handover: Handover, child: ChildState): readonly NeededToAccept[] {
  const careful = priorityOf(handover) !== 'routine';
  const travels = dangersThatTravel(child.circumstances).length > 0;
  const { verbal } = handover.happenings;
  return [
    ...(careful ? [{ key: 'verbal', words: 'The verbal handover', done: verbal !== null } as const] : []),
    ...(careful || travels
      ? [{ key: 'play-back', words: 'The risks played back', done: playedBackAll(handover, child) } as const]
      : []),
    ...(hasStatus(child.circumstances, 'child-protection-plan')
      ? [
          {
            key: 'key-worker',
            words: 'The key worker of the child protection plan',
            done: !planWithoutKeyWorker(child.circumstances),
          } as const,
        ]
      : []),
  ];
}

/** A danger recorded after the play-back has to be played back too. */
function playedBackAll(handover: Handover, child: ChildState): boolean {
  const played = handover.happenings.playBack;
  return (
    played !== null &&
    dangersThatTravel(child.circumstances).every((danger) => played.dangerIds.includes(danger.dangerId))
  );
}

/** The last day on which the first contact may be set without a reason (Annex B, row 10); null where there is no limit. */
export function lastDayOfFirstContact(
  handover: Handover,
  context: Context,
  acceptedAt: Instant = context.now,
): CivilDate | null {
  const { teamId } = handover.destination;
  const limit = deadline(
    ruleSetOf(context, teamId),
    '10',
    priorityOf(handover),
    acceptedAt,
    nationOf(context.directory, teamId),
    context.holidays,
  );
  return limit && londonDate(limit.dueAt);
}
