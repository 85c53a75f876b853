import type { ChildCommand } from '../domain/child/commands.ts';
import { type Context, systemActor } from '../domain/child/context.ts';
import type { OtherRecord } from '../domain/responsibility/duplicate.ts';
import type { ChildStore } from './child-store.ts';
import type { Issued, Outcome } from './command.ts';
import { issuedNow } from './issued.ts';

/**
 * Two records of one child (scenarios A20 and A43): the one that ends names the one that goes on, which is told of it, and told
 * again when that was wrong. Each has a stream of its own, so the second command follows the first, harmless to repeat.
 */

/** The same command, told what stands in the record that it names; by its id, or by an NHS number that another child bears. */
export async function namingOther(
  store: ChildStore,
  personId: string,
  command: ChildCommand,
  { actor }: Context,
): Promise<ChildCommand> {
  if (command.type !== 'end' || command.reason !== 'duplicate' || !command.duplicateOf) return command;
  const found = await idOf(store, personId, command.duplicateOf);
  const loaded = found === null || found === personId ? null : await store.loadAny(found);
  if (!loaded || loaded.state.care.status === 'unknown') return { ...command, other: null };
  const { care, address } = loaded.state;
  const other: OtherRecord = {
    personId: loaded.personId,
    teamId: (care.status === 'in-care' ? care.holder : care.lastHolder).teamId,
    ended: care.status === 'ended' ? care.reason : null,
    sealedToReader: Boolean(address?.sealed) && !(await store.load(loaded.personId, actor.teamId)),
  };
  return { ...command, other };
}

const id = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

async function idOf(store: ChildStore, personId: string, given: string): Promise<string | null> {
  if (id.test(given)) return given.toLowerCase();
  const bearing = await store.bearing(given);
  return bearing.find((one) => one !== personId) ?? null;
}

type Give = (issued: Issued, context: Context) => Promise<Outcome>;

/**
 * Tells the record that goes on, and seals its address where that of the other was sealed. Where that record has itself
 * ended meanwhile into another one, as when two people end each of the two at the same moment, this end is taken back,
 * so that somebody goes on answering.
 */
export async function tellOther(
  store: ChildStore,
  { personId, command }: Issued,
  context: Context,
  give: Give,
): Promise<void> {
  if (command.type !== 'reverse-end' && !(command.type === 'end' && command.reason === 'duplicate')) return;
  const state = (await store.loadAny(personId))?.state;
  const other = state?.duplicateOf;
  if (!state || !other) return;
  const system = { ...context, actor: systemActor };
  const to = (person: string, next: ChildCommand) => give(issuedNow(person, next), system);
  const told = await to(other.personId, { type: 'note-duplicate', personId, stands: other.stands });
  if (told.kind === 'conflict') throw new Error(`${other.personId} met another writer each time`);
  if (!other.stands) return;
  const goesOn = (await store.loadAny(other.personId))?.state;
  if (goesOn?.care.status === 'ended' && goesOn.care.reason === 'duplicate')
    await to(personId, {
      type: 'reverse-end',
      why: 'The record that was to go on has ended as a duplicate too',
    });
  else if (state.address?.sealed && goesOn && !goesOn.address?.sealed)
    await to(other.personId, { type: 'seal-address', why: 'Another record of this child was sealed' });
}
