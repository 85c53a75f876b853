import type { Pool } from 'pg';
import type {
  Board,
  CaseloadReadings,
  MeasureLine,
  RaisedSupervision,
} from '../application/caseload-readings.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import type { SupervisedNurse } from '../domain/programme/supervision.ts';
import { nurseEntries } from './nurse-entries.ts';
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
    ...nurseEntries(pool),
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
