import type { Pool } from 'pg';
import { quarantinedMessages } from '../application/demonstration/quarantined.ts';
import { takeMessage } from '../application/import/messages.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { systemActor } from '../domain/child/context.ts';
import { childStore } from './child-store.ts';
import { clientStore } from './client-store.ts';
import { loadDirectory } from './directory-store.ts';
import { messageStore } from './import-store.ts';

/** What lies in the demonstration's quarantine, taken in by the door of every message. Again, it changes nothing. */
export async function seedQuarantine(admin: Pool, now: Instant): Promise<void> {
  const { rows } = await admin.query<{ postcode: string }>(
    `select postcode from postcode_area where area_code = 'E06000032' order by postcode limit 1`,
  );
  const ports = { children: childStore(admin), clients: clientStore(admin), inbox: messageStore(admin) };
  const context = { ...(await loadDirectory(admin)), actor: systemActor, ruleSets: defaultRuleSets };
  for (const { document, at } of quarantinedMessages(now, rows[0]?.postcode ?? ''))
    await takeMessage(ports, document, { ...context, now: at });
}
