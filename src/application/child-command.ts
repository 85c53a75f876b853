import { type Context, systemActor } from '../domain/child/context.ts';
import { deadlinesMoved } from '../domain/child/decide.ts';
import type { ChildFactName } from '../domain/child/facts.ts';
import type { ChildStore } from './child-store.ts';
import { idFrom, moveClocks, type Stores } from './client-command.ts';
import { changeOf, type Issued, issue, type Outcome } from './command.ts';

/**
 * Facts of a child that can make more, or less, of it known than before: how soon its mother is visited in the programme, and
 * how many missed visits are a signal, follows from them (`columnOfClient`). So does on which of her visits it was seen, and the day of
 * its birth, which her record takes from its own, and what it refused to her before and says by now.
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
 * One command on one child, and with it the clocks of its mother where it is in the programme: what is learned of a child is
 * asked of her visits at once, not with her next command. What a crash leaves undone the jobs do (`startClocksLoop`).
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
 * Moves a child's clocks to what the rules ask of it now, in a fact of its own: for a child of whom nothing is recorded while the
 * rules or the directory's contacts become others. What meets another writer is left to that command, which moves them too.
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
