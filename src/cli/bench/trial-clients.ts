import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { type IssuedToClient, issueToClient } from '../../application/client-command.ts';
import { addDays, londonDate } from '../../domain/calendar/time.ts';
import { defaultRuleSets } from '../../domain/calendar/time-limits.ts';
import type { Practitioner } from '../../domain/directory/directory.ts';
import type { ClientCommand } from '../../domain/programme/client-commands.ts';
import { nothingAsked } from '../../domain/programme/known.ts';
import { childStore } from '../../postgres/child-store.ts';
import { clientStore } from '../../postgres/client-store.ts';
import { loadDirectory } from '../../postgres/directory-store.ts';

/** A full caseload (domain.md, section 3.2). */
const families = 25;

/** Gives each family nurse of the demonstration's sites a full caseload, by the product's own commands; answers the nurses. */
export async function trialClients(pool: Pool): Promise<readonly string[]> {
  const held = await loadDirectory(pool);
  const { directory } = held;
  const stores = { clients: clientStore(pool), children: childStore(pool) };
  const now = new Date().toISOString();
  const nurses: string[] = [];

  async function give(by: Practitioner, personId: string, command: ClientCommand): Promise<void> {
    const { id: practitionerId, name, role, teamId, duty } = by;
    const actor = { practitionerId, name, role, teamId, duty };
    const issued: IssuedToClient = {
      personId,
      commandId: randomUUID(),
      command,
      expectedVersion: null,
      happenedAt: null,
    };
    const outcome = await issueToClient(stores, issued, { ...held, now, actor, ruleSets: defaultRuleSets });
    if (outcome.kind !== 'done') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
  }

  for (const team of directory.teams.values()) {
    const lead = team.leadId === null ? undefined : directory.practitioners.get(team.leadId);
    if (team.kind !== 'fnp' || lead?.role !== 'lead') continue;
    for (const nurse of directory.practitioners.values()) {
      if (nurse.teamId !== team.id || nurse.role !== 'family-nurse' || nurse.status !== 'present') continue;
      nurses.push(nurse.id);
      for (let family = 0; family < families; family += 1) {
        const personId = randomUUID();
        for (const command of enrolment(team.id, nurse.id, family, londonDate(now)))
          await give(lead, personId, command);
      }
    }
  }
  return nurses;
}

function enrolment(teamId: string, nurseId: string, family: number, today: string): readonly ClientCommand[] {
  const expectedOn = addDays(today, 20 + family * 4);
  const identity = {
    givenName: 'Jo',
    familyName: `Trial ${family}`,
    bornOn: '2008-04-11',
    nhsNumber: null,
    familyId: randomUUID(),
    phone: '',
  };
  return [
    {
      type: 'refer',
      teamId,
      identity,
      address: null,
      from: 'midwife',
      referrer: 'A midwife',
      known: { ...nothingAsked, expectedOn },
      note: '',
    },
    {
      type: 'enrol',
      nurseId,
      consent: { on: today, how: 'Signed' },
      sharingBasis: 'Children Act 2004, section 11',
      outsideRules: 'An invented family of a measurement',
      aboveCapacity: 'An invented family of a measurement',
      pregnancyId: randomUUID(),
      expectedOn,
      children: [],
    },
  ];
}
