import { type Context, systemActor } from '../domain/child/context.ts';
import { deadlinesMoved } from '../domain/child/decide.ts';
import type { ChildFactName } from '../domain/child/facts.ts';
import type { ChildStore } from './child-store.ts';
import { idFrom, moveClocks, type Stores } from './client-command.ts';
import { changeOf, type Issued, issue, type Outcome } from './command.ts';

/**
 * Facts of a child after which the clocks of its mother are set anew. How soon she is visited, and how many missed
 * visits are a signal, depends on what is known of the child (`columnOfClient`); so do the visits at which it was seen,
 * its day of birth, which her record takes from its own, and what its record refused before and says by now.
 */
export const movesColumn: readonly ChildFactName[] = [
  'BirthRecorded',
  'IdentityRecorded',
  'AddressRecorded',
  'CircumstancesRecorded',
  'LevelChanged',
  'LevelDecided',
  'PriorityComputed',
  'PriorityRaised',
  'PriorityLowered',
  'HandoverPrepared',
  'HandoverDeclined',
  'HandoverWithdrawn',
  'HandoverSuperseded',
  'ReleasePointReached',
  'AccountabilityPassed',
  'AccountabilityEnded',
  'EndReversed',
  'SchedulesStopped',
  'SchedulesResumed',
  'MotherDeathRecorded',
  'MotherDeathTakenBack',
  'MissingOpened',
  'FamilyFound',
  'SightingCorrected',
  'TakenOn',
  'ProgrammeJoined',
  'ProgrammeAwaited',
  'ProgrammeLeft',
  'ProgrammeEndMoved',
  'PractitionerNamed',
  'AddressSealed',
];

/**
 * One command on one child. Where the child is in the programme its mother's clocks are set with it, so that what is
 * learned of a child counts for her visits at once and not only with her next command. What a crash leaves undone the
 * jobs do (`startClocksLoop`).
 */
export async function issueToChild(stores: Stores, issued: Issued, context: Context): Promise<Outcome> {
  const outcome = await issue(stores.children, issued, context);
  if (outcome.kind !== 'done') return outcome;
  const clientId = outcome.state.programme?.clientId;
  if (clientId && outcome.facts.some(({ type }) => movesColumn.includes(type)))
    await moveClocks(stores, clientId, context);
  return outcome;
}

/**
 * Sets a child's clocks to what the rules ask of it now, in a fact of its own: for a child of whom nothing is recorded
 * while the rules change, or the directory's contacts. Where another writer comes first nothing is done, since that
 * command sets the clocks too.
 */
export async function moveChildClocks(
  children: ChildStore,
  personId: string,
  context: Context,
): Promise<void> {
  const loaded = await children.loadAny(personId);
  if (loaded?.state.care.status !== 'in-care') return;
  const byItself = { ...context, actor: systemActor };
  const facts = deadlinesMoved(loaded.state, byItself);
  if (facts.length === 0) return;
  const { version } = loaded;
  const commandId = idFrom(`${personId}/clocks moved after ${version}`);
  const given = { personId, commandId, expectedVersion: version, happenedAt: null };
  await children.append(changeOf(loaded, facts, given, byItself));
}
