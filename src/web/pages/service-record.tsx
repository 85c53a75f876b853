import type { WebDeps } from '../deps.ts';
import { absenceRoutes } from './absence-pages.tsx';
import { countRoutes } from './counts.tsx';
import { directoryRoutes } from './directory-pages.tsx';
import { quarantineRoutes } from './quarantine.tsx';
import type { Route } from './route.ts';
import { sweepRoutes } from './sweep-record.tsx';

/** Pages on the service itself: sweeps, quarantine, directory, absence, counts. */
export function serviceRoutes(deps: WebDeps): readonly Route[] {
  return [
    ...sweepRoutes(deps),
    ...quarantineRoutes(deps),
    ...directoryRoutes(deps),
    ...absenceRoutes(deps),
    ...countRoutes(deps),
  ];
}
