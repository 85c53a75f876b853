import type { Pool } from 'pg';
import { issueToClient } from '../application/client-command.ts';
import { demonstrationClients } from '../application/demonstration/clients.ts';
import { bankHolidays } from '../domain/calendar/holidays.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { childStore } from './child-store.ts';
import { clientStore } from './client-store.ts';
import { loadDirectory } from './directory-store.ts';

/**
 * Gives the commands of the demonstration's clients, each at its own time, through the rules as any command. Those that are
 * there already are left as they are. A command that is refused is a fault of the script, and throws.
 */
export async function seedClients(pool: Pool, now: Instant): Promise<{ readonly clients: number }> {
  const { directory } = await loadDirectory(pool);
  const stores = { clients: clientStore(pool), children: childStore(pool) };
  const steps = demonstrationClients(now);
  const known = new Set<string>();
  for (const clientId of new Set(steps.map((step) => step.clientId)))
    if (await stores.clients.load(clientId, null)) known.add(clientId);
  const fresh = steps.filter((step) => !known.has(step.clientId));
  for (const { clientId, commandId, at, by, command } of fresh) {
    const person = directory.practitioners.get(by);
    if (!person) throw new Error(`The demonstration’s directory has no ${by}`);
    const { id: practitionerId, name, role, teamId, duty } = person;
    const outcome = await issueToClient(
      stores,
      { personId: clientId, commandId, command, expectedVersion: null, happenedAt: null },
      {
        now: at,
        actor: { practitionerId, name, role, teamId, duty },
        directory,
        ruleSets: defaultRuleSets,
        holidays: bankHolidays,
      },
    );
    if (outcome.kind !== 'done') throw new Error(`${command.type} by ${by}: ${JSON.stringify(outcome)}`);
    for (const { asked, answer } of outcome.answers)
      if (answer.outcome === 'refused') throw new Error(`${asked.command.type}: ${answer.says}`);
  }
  return { clients: new Set(fresh.map((step) => step.clientId)).size };
}
