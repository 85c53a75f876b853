import type { BulkHandover, BulkLine, LineOrder, LineResult } from '../../domain/bulk/bulk-handover.ts';
import { nextStep } from '../../domain/bulk/next-step.ts';
import type { Context } from '../../domain/child/context.ts';
import { type ChildState, openBeforeRelease } from '../../domain/child/state.ts';
import { priorityFor } from '../../domain/handover/decide-offer.ts';
import { priorityOf } from '../../domain/handover/facts.ts';
import { riskRank } from '../../domain/risk/priority.ts';
import type { ChildStore } from '../child-store.ts';
import { issue } from '../command.ts';
import { uuidFor } from '../import/identifiers.ts';

/** Last day, draft, offer, and one step to see that nothing is left. More steps would mean that they go in a circle. */
const mostSteps = 6;

/** What became of one child in one round, and where it stands in the order. */
export type RanChild = { readonly result: LineResult; readonly order: LineOrder };

/**
 * Brings one child as far as it can go now, by ordinary commands through the one door, each with an id that follows from
 * the bulk handover, the child and the part. Broken off anywhere and begun again, it goes on where the record stands.
 */
export async function runChild(
  store: ChildStore,
  bulk: BulkHandover,
  line: BulkLine,
  context: Context,
  areaOnLastDay: (postcode: string) => Promise<string | null>,
): Promise<RanChild> {
  const { personId } = line;
  const idFor = (part: string) => uuidFor('bulk-handover', bulk.bulkId, personId, part);
  for (let step = 0; step < mostSteps; step += 1) {
    const loaded = await store.loadAny(personId);
    if (!loaded) throw new Error(`A line of a bulk handover names a child that is not there: ${personId}`);
    const { state } = loaded;
    const postcode = bulk.routing.to === 'own-address' ? state.address?.postcode : null;
    const area = postcode ? await areaOnLastDay(postcode) : null;
    const next = nextStep(bulk, line, state, { context, areaOnLastDay: area, idFor });
    const order = orderOf(state, context);
    if ('result' in next) return { result: next, order };
    // The version belongs to the part: the same step in a later round is another command.
    const commandId = idFor(`${next.part}@${loaded.version}`);
    const outcome = await issue(
      store,
      { personId, commandId, command: next.give, expectedVersion: loaded.version, happenedAt: null },
      context,
    );
    switch (outcome.kind) {
      case 'refused': {
        const { code, detail } = outcome.refusal;
        return { result: { result: 'refused', code, detail: detail ?? null }, order };
      }
      case 'not-found':
        return { result: { result: 'passed' }, order };
      case 'done':
      case 'repeated':
      case 'conflict':
        break;
    }
  }
  throw new Error(`A bulk handover went in a circle with ${personId}`);
}

/** The priority of the open handover, or else the one that a planned handover would have. */
function orderOf(state: ChildState, context: Context): LineOrder {
  const open = openBeforeRelease(state);
  const planned = { occasion: 'service-closes', proposedLevel: null } as const;
  return {
    priority: open ? priorityOf(open) : priorityFor(state, planned, context).priority,
    riskRank: riskRank(state.circumstances),
    lastSeenOn: state.lastSeenOn,
  };
}
