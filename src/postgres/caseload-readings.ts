import type { Pool } from 'pg';
import type {
  Board,
  CaseloadReadings,
  MeasureLine,
  RaisedSupervision,
} from '../application/caseload-readings.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import type { SupervisedNurse } from '../domain/programme/supervision.ts';
import { askAsParty, gatheredAsParty } from './party.ts';
import { acknowledgeStep } from './steps-acknowledged.ts';
import { supervisedStatuses, supervisedText } from './supervised.ts';

const boardText = 'select clients, children, refused from caseload_board($1, $2, $3)';

/** Of the own team, and without those who are left out. */
const supervisionText = `${supervisedText} and p.team_id = $3 and p.id <> all ($4) order by p.name`;

const raisedText = `select nurse_id as "nurseId", team_id as "teamId", kind, due_on as "dueOn", step, due_at as "dueAt", raised_at as "raisedAt",
    late_by_outage as "lateByOutage", names, acknowledged_at as "acknowledgedAt", acknowledged_by as "acknowledgedBy"
  from supervision_escalation where over_at is null and (team_id = $1 or $1 = any (told_teams)) order by step desc, due_at, nurse_id, kind limit 500`;

const measuresText =
  'select * from measure_dosage($1) union all select * from measure_enrolment($1) union all select * from measure_attrition($1)';

/** What caseload_board answers: each list as JSON. */
type BoardLists = Omit<Board, 'supervision'>;
const noLists: BoardLists = { clients: [], children: [], refused: [] };

/** Answers what the caseload board and the supervisor's page ask, each as the acting party. */
export function caseloadReadings(pool: Pool): CaseloadReadings {
  const ask = gatheredAsParty(pool);
  return {
    board: async ({ teamId }, without, now) => {
      const [[lists = noLists], supervision] = await Promise.all([
        ask<BoardLists>(teamId, {
          name: 'board',
          text: boardText,
          values: [teamId, [...caseloadStatuses], [...without]],
        }),
        ask<SupervisedNurse>(teamId, {
          name: 'board-supervision',
          text: supervisionText,
          values: [now, supervisedStatuses, teamId, [...without]],
        }),
      ]);
      return { ...lists, supervision };
    },
    supervision: ({ teamId }, now) => {
      const values = [now, supervisedStatuses, teamId, []];
      return askAsParty<SupervisedNurse>(pool, teamId, 'board-supervision', supervisionText, values);
    },
    raisedSupervision: ({ teamId }) =>
      askAsParty<RaisedSupervision>(pool, teamId, 'raised-supervision', raisedText, [teamId]),
    acknowledgeSupervision: ({ teamId, practitionerId }, { nurseId, kind, dueOn, step, raisedAt }, at) =>
      acknowledgeStep(pool, teamId, 'supervision_escalation', [nurseId, kind, dueOn, step, raisedAt], {
        by: practitionerId,
        at,
      }),
    recordSupervision: async (
      { teamId, practitionerId },
      { supervisionId, nurseId, heldOn, supervisorId, at },
    ) => {
      const text = `insert into supervision (team_id, nurse_id, supervision_id, held_on, supervisor_id, recorded_by, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`;
      const values = [teamId, nurseId, supervisionId, heldOn, supervisorId, practitionerId, at];
      await askAsParty(pool, teamId, 'record-supervision', text, values);
    },
    setWorkingTime: async (
      { teamId, practitionerId },
      { practitionerId: nurseId, from, share, why, readAt, at },
    ) => {
      const text = `insert into working_time as stands (practitioner_id, valid_from, share, why, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (practitioner_id, valid_from) do update set share = excluded.share, why = excluded.why, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
        where stands.recorded_at <= $7 or (stands.share, stands.why, stands.recorded_by) = (excluded.share, excluded.why, excluded.recorded_by)
        returning true as set`;
      const values = [nurseId, from, share, why, practitionerId, at, readAt];
      return (await askAsParty(pool, teamId, 'set-working-time', text, values)).length === 1;
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
