import { caseloadStatuses } from '../domain/programme/caseload.ts';

/** For whom a nurse has families: for herself, and for each colleague for whom she stands in at that moment ($1). */
const families = `(
  select min(greatest(
    coalesce(c.nurse_since, c.enrolled_on at time zone 'Europe/London'), h.since, p.status_since))
  from (
    select p.id as nurse_id, '-infinity'::timestamptz as since
    union all select a.practitioner_id, a.away_from from absence a
      where a.deputy_id = p.id and a.away_from <= $1 and (a.away_to is null or $1 < a.away_to)) h
  join client c on c.nurse_id = h.nurse_id and c.team_id = p.team_id and c.status = any ($2))`;

/**
 * What was held with each family nurse in post at that moment ($1), with the statuses that count ($2). As a party it is the own
 * team's that are found, for row security leaves the others out; the sweep sees all.
 */
export const supervisedText = `
  select p.id as "nurseId", p.team_id as "teamId", (${families} at time zone 'Europe/London')::date as families,
    (select max(s.held_on) from supervision s where s.nurse_id = p.id) as "lastOneToOne",
    (select max((f.data ->> 'at')::timestamptz at time zone 'Europe/London')::date from fact f
      where f.recorded_by = p.id and f.type = 'VisitRecorded' and f.data ->> 'accompaniedBy' is not null) as "lastAccompanied"
  from practitioner p
  where p.role = 'family-nurse' and case when p.status = 'present' then p.status_since <= $1 else $1 < p.status_since end`;

export const supervisedStatuses = [...caseloadStatuses];
