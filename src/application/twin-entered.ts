import { type Context, systemActor } from '../domain/child/context.ts';
import type { TakeOnReason } from '../domain/language/words.ts';
import { handoverOfTwin, ofOnePregnancy } from '../domain/responsibility/twin.ts';
import type { ChildStore } from './child-store.ts';
import type { Issued, Outcome } from './command.ts';
import { uuidFor } from './import/identifiers.ts';
import { issuedNow } from './issued.ts';

/** Entered by a person: a birth that a message or the programme tells of brings its twins by itself. */
const byHand: ReadonlySet<TakeOnReason> = new Set(['registration', 'arrival-without-sender']);

type Give = (issued: Issued, context: Context) => Promise<Outcome>;

/**
 * A twin that is entered by hand while the other one, or their pregnancy, is on its way to another team goes along: a handover of its own
 * to the same desk is prepared, so that nobody takes two of three children and forgets the third (promise P7, scenario A10). Harmless
 * to repeat.
 */
export async function twinGoesAlong(
  store: ChildStore,
  { personId, commandId, command }: Issued,
  context: Context,
  give: Give,
): Promise<void> {
  if (command.type !== 'take-on' || !byHand.has(command.reason)) return;
  const { familyId, mother } = command.identity;
  const families = familyId === null ? [] : [familyId];
  const mothers = mother?.nhsNumber ? [mother.nhsNumber] : [];
  if (families.length + mothers.length === 0) return;
  const family = await store.ofFamily(families, mothers, null);
  const others = family.filter((one) => one.inCare && one.personId !== personId);
  const loaded = await Promise.all(others.map((one) => store.loadAny(one.personId)));
  const handoverId = uuidFor('handover-with-twin', personId);
  const [prepared] = loaded
    .flatMap((one) => (one && ofOnePregnancy(command, one.state) ? [one.state] : []))
    .flatMap((twin) => handoverOfTwin(twin, handoverId) ?? []);
  if (!prepared) return;
  const issued = issuedNow(personId, prepared, uuidFor('prepared-with-twin', commandId));
  const outcome = await give(issued, context);
  // Whoever may take a child on may not always prepare a handover.
  if (outcome.kind === 'refused' && outcome.refusal.code === 'not-allowed')
    await give(issued, { ...context, actor: systemActor });
}
