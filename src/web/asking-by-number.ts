import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignedIn } from './view.ts';

/** More than a desk that enters what arrived in a week, and too few to try numbers out (decision 0079). */
export const asksAnHour = 100;

/**
 * Whether this person may ask by number once more: to be called each time. All forms count together, within this
 * process. When somebody first goes over the limit in an hour, standard error says so, for whoever runs Handhold.
 */
export function askingByNumber(
  app: FastifyInstance,
): (request: FastifyRequest, person: SignedIn) => Promise<boolean> {
  const counted = { timeWindow: '1 hour', keyGenerator: keyOf, allowList: [] };
  const asks = app.createRateLimit({ ...counted, max: asksAnHour });
  const tellings = app.createRateLimit({ ...counted, max: 1 });
  return async (request, { practitionerId, teamId }) => {
    if (!isAbove(await asks(request))) return true;
    if (!isAbove(await tellings(request)))
      request.log.warn({ practitionerId, teamId, asksAnHour }, 'searches of one person above the limit');
    return false;
  };
}

type Counted = { readonly isAllowed: true } | { readonly isAllowed: false; readonly isExceeded: boolean };

function isAbove(counted: Counted): boolean {
  return !counted.isAllowed && counted.isExceeded;
}

function keyOf({ session }: FastifyRequest): string {
  return session.practitionerId ?? '';
}
