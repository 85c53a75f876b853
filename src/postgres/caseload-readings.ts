import type { Pool } from 'pg';
import type {
  CaseloadReadings,
  ChildOfClient,
  MeasureLine,
  NurseSupervision,
} from '../application/caseload-readings.ts';
import type { ListedClient, RefusedConsequence } from '../application/client-readings.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { listedClientColumns, refusedColumns } from './client-readings.ts';
import { askAllAsParty, askAsParty } from './party.ts';

/**
 * Clients who count in a caseload, those on the way here, and those who left while a child of theirs is still held here; of no
 * nurse who is left out.
 */
const onBoard = `(c.team_id = $1 or c.transfer_to = $1) and (c.nurse_id is null or c.nurse_id <> all ($3)) and (c.status = any ($2) or exists (
  select from client_child k join child x on x.person_id = k.child_id
  where k.person_id = c.person_id and k.left_by is not null and x.holder_team = $1 and x.care_status = 'in-care'))`;

const clientsText = `select ${listedClientColumns} from client c where ${onBoard}
  order by c.visit_due_on nulls last, c.status_since, c.person_id limit 1000`;

const childrenText = `
  select c.person_id as "clientId", k.child_id as "childId", x.given_name as "givenName", x.born_on as "bornOn", x.last_seen_on as "lastSeenOn",
    k.left_by is not null as "left", x.holder_team = $1 as held,
    exists (select from handover h where h.person_id = x.person_id and h.releasing_team = $1 and h.state in ('accepted', 'seen')) as accepted,
    coalesce((select d.row_column from deadline d where d.person_id in (c.person_id, x.person_id)
      order by array_position(array['urgent', 'heightened', 'routine'], d.row_column) limit 1), 'routine') as "column"
  from client c join client_child k on k.person_id = c.person_id join child x on x.person_id = k.child_id
  where ${onBoard} and not k.lost and x.care_status = 'in-care'
  order by x.last_seen_on nulls first, k.child_id limit 2000`;

const refusedText = `select ${refusedColumns} from consequence q join client c on c.person_id = q.person_id
  where c.team_id = $1 and (c.nurse_id is null or c.nurse_id <> all ($2)) and q.outcome = 'refused' and q.settled_at is null
  order by q.asked_at limit 200`;

const supervisionText = `
  select p.id as "nurseId",
    (select greatest(min(c.enrolled_on), (p.status_since at time zone 'Europe/London')::date) from client c
      where c.nurse_id = p.id and c.status = any ($3) having count(*) > 0) as families,
    (select max(s.held_on) from supervision s where s.nurse_id = p.id) as "lastOneToOne",
    (select max((f.data ->> 'at')::timestamptz at time zone 'Europe/London')::date from fact f
      where f.recorded_by = p.id and f.type = 'VisitRecorded' and f.data ->> 'accompaniedBy' is not null) as "lastAccompanied"
  from practitioner p where p.team_id = $1 and p.status = 'present' and p.role = 'family-nurse' and p.id <> all ($2) order by p.name`;

const measuresText =
  'select * from measure_dosage($1) union all select * from measure_enrolment($1) union all select * from measure_attrition($1)';

/** Answers what the caseload board and the supervisor's page ask, each as the acting party. */
export function caseloadReadings(pool: Pool): CaseloadReadings {
  return {
    board: async ({ teamId }, without) => {
      const [clients, children, refused, supervision] = await askAllAsParty(pool, teamId, [
        { name: 'board-clients', text: clientsText, values: [teamId, [...caseloadStatuses], [...without]] },
        { name: 'board-children', text: childrenText, values: [teamId, [...caseloadStatuses], [...without]] },
        { name: 'board-refused', text: refusedText, values: [teamId, [...without]] },
        {
          name: 'board-supervision',
          text: supervisionText,
          values: [teamId, [...without], [...caseloadStatuses]],
        },
      ]);
      return {
        clients: clients as ListedClient[],
        children: children as ChildOfClient[],
        refused: refused as RefusedConsequence[],
        supervision: supervision as NurseSupervision[],
      };
    },
    recordSupervision: async ({ teamId, practitionerId }, { nurseId, heldOn, at }) => {
      const text =
        'insert into supervision (team_id, nurse_id, held_on, supervisor_id, recorded_by, recorded_at) values ($1, $2, $3, $4, $4, $5)';
      await askAsParty(pool, teamId, 'record-supervision', text, [
        teamId,
        nurseId,
        heldOn,
        practitionerId,
        at,
      ]);
    },
    setWorkingTime: async ({ teamId, practitionerId }, { practitionerId: nurseId, from, share, why, at }) => {
      const text = `insert into working_time (practitioner_id, valid_from, share, why, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (practitioner_id, valid_from) do update set share = excluded.share, why = excluded.why, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`;
      await askAsParty(pool, teamId, 'set-working-time', text, [
        nurseId,
        from,
        share,
        why,
        practitionerId,
        at,
      ]);
    },
    measures: ({ teamId }, today) => askAsParty<MeasureLine>(pool, teamId, 'measures', measuresText, [today]),
    measuresForBoard: async (today) =>
      (
        await pool.query<MeasureLine>({
          name: 'measures-for-board',
          text: 'select * from measures_for_board($1)',
          values: [today],
        })
      ).rows,
  };
}
