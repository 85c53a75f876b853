import type { Pool } from 'pg';
import { issueToClient } from '../application/client-command.ts';
import { demonstrationClients } from '../application/demonstration/clients.ts';
import { bankHolidays } from '../domain/calendar/holidays.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { childStore } from './child-store.ts';
import { clientStore } from './client-store.ts';
import { loadDirectory } from './directory-store.ts';

/** One nurse was supervised three days ago, the other eleven days ago, which is late; she works three days of five. */
const supervisionText = `with held as (
    insert into supervision (team_id, nurse_id, held_on, supervisor_id, recorded_by, recorded_at)
    select 'luton-fnp', x.nurse, ($1::timestamptz)::date - x.days, 'moira-kettle', 'moira-kettle', $1
    from (values ('shanice-brown', 3), ('ewa-nowak', 11)) as x (nurse, days))
  insert into working_time values ('ewa-nowak', ($1::timestamptz)::date - 400, 0.6, 'Three days of five', 'moira-kettle', $1) on conflict do nothing`;

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
  if (fresh.length > 0) await pool.query(supervisionText, [now]);
  return { clients: new Set(fresh.map((step) => step.clientId)).size };
}
