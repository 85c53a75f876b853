import type { Pool } from 'pg';
import type {
  CalendarReadings,
  OwnDeadline,
  OwnJointVisit,
  OwnVisit,
} from '../application/calendar-readings.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { answered } from './list-questions.ts';
import { askAsParty } from './party.ts';

const visitsText = `select person_id as "clientId", next_visit_at as "plannedAt", visit_due_on as "dueOn" from client
  where ${answered('team_id', 'nurse_id')} and status = any ($3) and (next_visit_at is not null or visit_due_on is not null)
  order by visit_due_on, person_id limit 500`;

const jointVisitsText = `select person_id as "personId", handover_id as "handoverId", joint_visit_on as "on", joint_visit_at as "at" from handover
  where joint_visit_on is not null and (joint_visit_releasing = $1 or joint_visit_receiving = $1) order by joint_visit_on, handover_id limit 500`;

/** What the team owes for the children and clients of these people, as above; visits stand by themselves. */
const deadlinesText = `select d.person_id as "personId", d.key, d.kind, d.due_at as "dueAt", k.person_id is not null as client
  from deadline d
  left join child c on c.person_id = d.person_id and ${answered('c.holder_team', 'c.holder_practitioner')}
  left join client k on k.person_id = d.person_id and ${answered('k.team_id', 'k.nurse_id')} and (k.nurse_id is not null or k.status = any ($3))
  where d.owner_team = $1 and d.kind <> 'visit' and (c.person_id is not null or k.person_id is not null)
  order by d.due_at, d.person_id, d.key limit 1000`;

/** Answers what a person's calendar shows, as that person's team. */
export function calendarReadings(pool: Pool): CalendarReadings {
  return {
    linkMadeAt: async ({ teamId, practitionerId }) => {
      const text = 'select made_at as at from calendar_link where practitioner_id = $1';
      const [row] = await askAsParty<{ at: string }>(pool, teamId, 'calendar-link', text, [practitionerId]);
      return row?.at ?? null;
    },
    makeLink: async ({ teamId, practitionerId }, { tokenHash, instead }, at) => {
      const text = `insert into calendar_link as stands (practitioner_id, token_hash, made_at) values ($1, $2, $3)
        on conflict (practitioner_id) do update set token_hash = excluded.token_hash,
          made_at = case when stands.token_hash = excluded.token_hash then stands.made_at else excluded.made_at end
        where stands.made_at = $4 or stands.token_hash = excluded.token_hash returning true as made`;
      const values = [practitionerId, tokenHash, at, instead];
      return (await askAsParty(pool, teamId, 'make-calendar-link', text, values)).length === 1;
    },
    whose: async (tokenHash) => {
      const asked = { name: 'calendar-of', text: 'select calendar_of($1) as id', values: [tokenHash] };
      return (await pool.query<{ id: string | null }>(asked)).rows[0]?.id ?? null;
    },
    entries: async ({ teamId, practitionerId }, people) => {
      const values = [teamId, people, [...caseloadStatuses]];
      const [visits, jointVisits, deadlines] = await Promise.all([
        askAsParty<OwnVisit>(pool, teamId, 'own-visits', visitsText, values),
        askAsParty<OwnJointVisit>(pool, teamId, 'own-joint-visits', jointVisitsText, [practitionerId]),
        askAsParty<OwnDeadline>(pool, teamId, 'own-deadlines', deadlinesText, values),
      ]);
      return { visits, jointVisits, deadlines };
    },
  };
}
