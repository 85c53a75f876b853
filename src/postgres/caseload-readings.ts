import type { Pool } from 'pg';
import type {
  CaseloadReadings,
  ChildOfClient,
  MeasureLine,
  RaisedSupervision,
} from '../application/caseload-readings.ts';
import type { ListedClient, RefusedConsequence } from '../application/client-readings.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import type { SupervisedNurse } from '../domain/programme/supervision.ts';
import { listedClientColumns, refusedColumns } from './client-readings.ts';
import { askAllAsParty, askAsParty } from './party.ts';
import { supervisedStatuses, supervisedText } from './supervised.ts';

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

/** Of the own team, and without those who are left out. */
const supervisionText = `${supervisedText} and p.team_id = $3 and p.id <> all ($4) order by p.name`;

const raisedText = `select nurse_id as "nurseId", team_id as "teamId", kind, due_on as "dueOn", step, due_at as "dueAt", raised_at as "raisedAt",
    late_by_outage as "lateByOutage", names, acknowledged_at as "acknowledgedAt", acknowledged_by as "acknowledgedBy"
  from supervision_escalation where over_at is null and (team_id = $1 or $1 = any (told_teams)) order by step desc, due_at, nurse_id, kind limit 500`;

const acknowledgeText = `update supervision_escalation set acknowledged_at = $5, acknowledged_by = $6
  where nurse_id = $1 and kind = $2 and due_on = $3 and step = $4 and acknowledged_at is null`;

const measuresText =
  'select * from measure_dosage($1) union all select * from measure_enrolment($1) union all select * from measure_attrition($1)';

/** Answers what the caseload board and the supervisor's page ask, each as the acting party. */
export function caseloadReadings(pool: Pool): CaseloadReadings {
  return {
    board: async ({ teamId }, without, now) => {
      const [clients, children, refused, supervision] = await askAllAsParty(pool, teamId, [
        { name: 'board-clients', text: clientsText, values: [teamId, [...caseloadStatuses], [...without]] },
        { name: 'board-children', text: childrenText, values: [teamId, [...caseloadStatuses], [...without]] },
        { name: 'board-refused', text: refusedText, values: [teamId, [...without]] },
        {
          name: 'board-supervision',
          text: supervisionText,
          values: [now, supervisedStatuses, teamId, [...without]],
        },
      ]);
      return {
        clients: clients as ListedClient[],
        children: children as ChildOfClient[],
        refused: refused as RefusedConsequence[],
        supervision: supervision as SupervisedNurse[],
      };
    },
    supervision: ({ teamId }, now) => {
      const values = [now, supervisedStatuses, teamId, []];
      return askAsParty<SupervisedNurse>(pool, teamId, 'board-supervision', supervisionText, values);
    },
    raisedSupervision: ({ teamId }) =>
      askAsParty<RaisedSupervision>(pool, teamId, 'raised-supervision', raisedText, [teamId]),
    acknowledgeSupervision: async ({ teamId, practitionerId }, { nurseId, kind, dueOn, step }, now) => {
      const values = [nurseId, kind, dueOn, step, now, practitionerId];
      await askAsParty(pool, teamId, 'acknowledge-supervision', acknowledgeText, values);
    },
    recordSupervision: async ({ teamId, practitionerId }, { nurseId, heldOn, supervisorId, at }) => {
      const text =
        'insert into supervision (team_id, nurse_id, held_on, supervisor_id, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)';
      const values = [teamId, nurseId, heldOn, supervisorId, practitionerId, at];
      await askAsParty(pool, teamId, 'record-supervision', text, values);
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
