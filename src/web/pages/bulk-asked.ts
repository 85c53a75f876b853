import type { BulkContext } from '../../application/bulk/bulk-commands.ts';
import type { BulkHandover } from '../../domain/bulk/bulk-handover.ts';
import type { WebDeps } from '../deps.ts';
import { isId } from './ids.ts';
import type { Asked } from './route.ts';

/** What a command on a bulk handover is judged in. */
export function bulkContext(deps: WebDeps, asked: Asked): BulkContext {
  return { store: deps.bulk, directory: deps.directory(), actor: asked.actor, now: asked.now };
}

/** The bulk handover that the address names, or null. */
export async function bulkOf(deps: WebDeps, asked: Asked): Promise<BulkHandover | null> {
  const { id = '' } = asked.parameters;
  return isId(id) ? deps.bulk.find(id) : null;
}

/** The releasing team sees its own numbers; everybody else sees counts in which no child can be known (promise P12). */
export function masked(bulk: BulkHandover, asked: Asked): boolean {
  return asked.actor.teamId !== bulk.releasingTeamId;
}
