import type { ChildCommand } from '../domain/child/commands.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { TakeOnReason } from '../domain/language/words.ts';
import { enquiryOfTwin, handoverOfTwin, ofOnePregnancy } from '../domain/responsibility/twin.ts';
import type { ChildStore } from './child-store.ts';
import { uuidFor } from './import/identifiers.ts';

/** Reasons of a child that a person enters. A birth told by a message or the programme brings its twins by itself. */
const byHand: ReadonlySet<TakeOnReason> = new Set(['registration', 'arrival-without-sender']);

/**
 * The same command, with the handover that goes on to the same desk where the child’s twin, or their pregnancy, is on its way to another
 * team, and with the move enquiry that is open about it: so that nobody takes two of three children and forgets the third (promise P7,
 * scenario A10).
 */
export async function goingWithTwin(
  store: ChildStore,
  personId: string,
  command: ChildCommand,
  before: ChildState,
): Promise<ChildCommand> {
  if (command.type !== 'take-on' || !byHand.has(command.reason) || before.care.status !== 'unknown')
    return command;
  const { familyId, mother } = command.identity;
  const families = familyId === null ? [] : [familyId];
  const mothers = mother?.nhsNumber ? [mother.nhsNumber] : [];
  if (families.length + mothers.length === 0) return command;
  const family = await store.ofFamily(families, mothers, null);
  const others = family.filter((one) => one.inCare && one.personId !== personId);
  const loaded = await Promise.all(others.map((one) => store.loadAny(one.personId)));
  const handoverId = uuidFor('handover-with-twin', personId);
  const twins = loaded.flatMap((one) => (one && ofOnePregnancy(command, one.state) ? [one.state] : []));
  const [handover] = twins.flatMap((twin) => handoverOfTwin(twin, handoverId) ?? []);
  const [enquiry] = twins.flatMap((twin) => enquiryOfTwin(twin) ?? []);
  return { ...command, ...(handover && { handover }), ...(enquiry && { enquiry }) };
}
