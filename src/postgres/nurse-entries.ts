import type { Pool } from 'pg';
import type {
  CaseloadReadings,
  Marked,
  SupervisionHeld,
  WorkingTimeSet,
} from '../application/caseload-readings.ts';
import { instantText } from './instant-text.ts';
import { askAllAsParty, askAsParty } from './party.ts';

type NurseEntries = Pick<
  CaseloadReadings,
  'lastSupervision' | 'recordSupervision' | 'lastWorkingTime' | 'setWorkingTime'
>;

/** A mark of all that is recorded of the nurse $1: it differs once anything more is recorded. */
const marks = {
  supervision: `(select md5(coalesce(string_agg(s.supervision_id::text, ',' order by s.supervision_id), '')) from supervision s where s.nurse_id = $1)`,
  working_time: `(select md5(coalesce(string_agg(concat_ws('/', w.valid_from, w.share, w.why, w.recorded_by, w.recorded_at), ',' order by w.valid_from), ''))
    from working_time w where w.practitioner_id = $1)`,
} as const;

const lastSupervision = `select ${marks.supervision} as mark, (select json_build_object('heldOn', held_on, 'supervisorId', supervisor_id, 'by', recorded_by,
  'at', ${instantText('recorded_at')}) from supervision where nurse_id = $1 order by recorded_at desc, supervision_id desc limit 1) as last`;

const lastWorkingTime = `select ${marks.working_time} as mark, (select json_build_object('from', valid_from, 'share', share::float8, 'why', why, 'by', recorded_by,
  'at', ${instantText('recorded_at')}) from working_time where practitioner_id = $1 order by recorded_at desc, valid_from desc limit 1) as last`;

/**
 * One meeting for each form. It is taken where nothing was recorded since the mark of the form, or where what was
 * recorded is this very one.
 */
const recordSupervision = `insert into supervision as stands (team_id, nurse_id, supervision_id, held_on, supervisor_id, recorded_by, recorded_at)
  select $2, $1, $3, $4, $5, $6, $7 where ${marks.supervision} = $8 on conflict do nothing`;

const setWorkingTime = `insert into working_time as stands (practitioner_id, valid_from, share, why, recorded_by, recorded_at)
  select $1, $2, $3, $4, $5, $6 where ${marks.working_time} = $7
  on conflict (practitioner_id, valid_from) do update set share = excluded.share, why = excluded.why, recorded_by = excluded.recorded_by,
    recorded_at = excluded.recorded_at`;

/** What supervisors enter about their nurses, each against what stood when the form was drawn. */
export function nurseEntries(pool: Pool): NurseEntries {
  return {
    lastSupervision: async ({ teamId }, nurseId) =>
      marked(
        await askAsParty<Marked<SupervisionHeld>>(pool, teamId, 'last-supervision', lastSupervision, [
          nurseId,
        ]),
      ),
    recordSupervision: ({ teamId, practitionerId }, held) =>
      oneAtATime(pool, teamId, held.nurseId, [
        {
          name: 'record-supervision',
          text: recordSupervision,
          values: [
            held.nurseId,
            teamId,
            held.supervisionId,
            held.heldOn,
            held.supervisorId,
            practitionerId,
            held.at,
            held.against,
          ],
        },
        {
          name: 'supervision-recorded',
          text: 'select true from supervision where nurse_id = $1 and supervision_id = $2 and (held_on, supervisor_id) = ($3, $4)',
          values: [held.nurseId, held.supervisionId, held.heldOn, held.supervisorId],
        },
      ]),
    lastWorkingTime: async ({ teamId }, nurseId) =>
      marked(
        await askAsParty<Marked<WorkingTimeSet>>(pool, teamId, 'last-working-time', lastWorkingTime, [
          nurseId,
        ]),
      ),
    setWorkingTime: ({ teamId, practitionerId: by }, { practitionerId, from, share, why, against, at }) =>
      oneAtATime(pool, teamId, practitionerId, [
        {
          name: 'set-working-time',
          text: setWorkingTime,
          values: [practitionerId, from, share, why, by, at, against],
        },
        {
          name: 'working-time-set',
          text: 'select true from working_time where practitioner_id = $1 and valid_from = $2 and (share, why, recorded_by) = ($3, $4, $5)',
          values: [practitionerId, from, share, why, by],
        },
      ]),
  };
}

function marked<Entry>([row]: readonly Marked<Entry>[]): Marked<Entry> {
  if (!row) throw new Error('A mark answered nothing');
  return row;
}

type Questions = Parameters<typeof askAllAsParty>[2];

/**
 * Writes about one nurse one after the other, each compared with what the one before has left; answers whether it
 * stands as it was sent.
 */
async function oneAtATime(
  pool: Pool,
  teamId: string,
  nurseId: string,
  writeThenAsk: Questions,
): Promise<boolean> {
  const lock = {
    name: 'entries-of-nurse',
    text: `select pg_advisory_xact_lock(hashtextextended('entries of ' || $1, 0))`,
    values: [nurseId],
  };
  return (await askAllAsParty(pool, teamId, [lock, ...writeThenAsk])).at(-1)?.length === 1;
}
