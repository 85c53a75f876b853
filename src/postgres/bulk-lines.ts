/**
 * The newest handover that this bulk handover is about, and by it how a child stands now: its line says what became of it
 * in the last round, its own record what has happened since.
 */
const latestText = `left join lateral (select h.* from handover h where h.person_id = l.person_id and h.releasing_team = b.releasing_team
    and ((h.released_at is null and h.state in ('draft', 'offered', 'acknowledged', 'accepted', 'seen'))
      or (h.occasion = 'service-closes' and h.prepared_at >= b.started_at)) order by h.prepared_at desc, h.handover_id desc limit 1) h on true`;
/** Reads the tables as "l", "b", "c" and "h", as `linesText` names them. */
export const standingText = `case
    when l.result is null then 'to-do'
    when b.kind = 'caseload' then l.result
    when c.care_status <> 'in-care' or c.holder_team <> b.releasing_team then 'passed'
    when l.result in ('stays', 'stopped') then l.result
    when h.state in ('accepted', 'seen') then 'accepted'
    when h.state in ('offered', 'acknowledged') and h.occasion = 'service-closes' then 'offered'
    when h.state = 'declined' then 'declined'
    when l.result in ('offered', 'accepted', 'passed', 'declined') then 'to-do'
    else l.result end`;

/** The lines of bulk handovers, each with its child and its handover. */
export const linesText = `from bulk_line l join bulk_handover b on b.bulk_id = l.bulk_id join child c on c.person_id = l.person_id ${latestText}`;
