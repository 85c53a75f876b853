import { issueToChild } from '../application/child-command.ts';
import { issueToClient } from '../application/client-command.ts';
import { changeDirectory } from '../application/directory-commands.ts';
import { settleQuarantine } from '../application/import/settle.ts';
import { standingOf } from '../application/import/standing.ts';
import { passSummary } from '../application/pass-summary.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { readRow } from '../fhir/caseload-csv.ts';
import { readClient } from '../fhir/clients-csv.ts';
import { bulkStore } from '../postgres/bulk-store.ts';
import { calendarReadings } from '../postgres/calendar-readings.ts';
import { caseloadReadings } from '../postgres/caseload-readings.ts';
import { childStore, rememberedByProgram } from '../postgres/child-store.ts';
import { clientReadings } from '../postgres/client-readings.ts';
import { clientStore } from '../postgres/client-store.ts';
import type { DirectoryCache } from '../postgres/directory-store.ts';
import { messageStore } from '../postgres/import-store.ts';
import { directoryStore } from '../postgres/leaver.ts';
import type { Pools } from '../postgres/pool.ts';
import { readings } from '../postgres/readings.ts';
import { sessionStore } from '../postgres/session-store.ts';
import type { WebDeps } from '../web/deps.ts';

/** What the pages read and what they have done, over one database and its directory. The rest of `WebDeps` are settings. */
export function whatPagesAsk(pools: Pools, directory: DirectoryCache) {
  // One store for all who ask: what comes at the same time goes to the database together.
  const children = childStore(pools.app, rememberedByProgram);
  const stores = { children, clients: clientStore(pools.app) };
  const ports = { ...stores, inbox: messageStore(pools.app) };
  return {
    sessions: sessionStore(pools.app),
    readings: readings(pools.app),
    bulk: bulkStore(pools.admin, pools.app),
    clients: clientReadings(pools.app),
    caseloads: caseloadReadings(pools.app),
    calendar: calendarReadings(pools.app),
    directory: () => directory.held().directory,
    context: (actor, now) => ({ now, actor, ...directory.held(), ruleSets: defaultRuleSets }),
    issue: (issued, context) => issueToChild(stores, issued, context),
    issueToClient: (issued, context) => issueToClient(stores, issued, context),
    passSummary: (summary, context) => passSummary(children, summary, context),
    settleQuarantine: (quarantineId, decision, context) =>
      settleQuarantine({ ...ports, readRow, readClient }, quarantineId, decision, context),
    standingOf: (quarantineId, context) => standingOf(ports, quarantineId, context),
    changeDirectory: async (command, actor, now) => {
      const store = directoryStore(pools.admin);
      const outcome = await changeDirectory(store, directory.held().directory, command, actor, now);
      await directory.refresh();
      return outcome;
    },
  } satisfies Partial<WebDeps>;
}
