/**
 * What each person of the team $1 carries at $2: everybody in post, and whoever has left while children, or clients
 * with the statuses $3, are still in their name and wait for another. Before them, where there are any, the children
 * and clients for whom nobody is named.
 */
export const workloadText = `
  select p.id as "practitionerId", p.name,
    (select count(*)::int from child c where c.holder_team = $1 and c.holder_practitioner = p.id and c.care_status = 'in-care') as children,
    (select count(*)::int from handover h where h.accepted_by = p.id and h.state in ('accepted', 'seen')) as handovers,
    (select count(*)::int from deadline d left join child c on c.person_id = d.person_id left join client k on k.person_id = d.person_id
      where d.owner_team = $1 and d.due_at <= $2 and (c.holder_practitioner = p.id or k.nurse_id = p.id)) as overdue
  from practitioner p where p.team_id = $1 and (p.status = 'present'
    or exists (select from child c where c.holder_team = $1 and c.holder_practitioner = p.id and c.care_status = 'in-care')
    or exists (select from client k where k.team_id = $1 and k.nurse_id = p.id and k.status = any ($3)))
  union all
  select * from (select null, null,
    (select count(*)::int from child c where c.holder_team = $1 and c.holder_practitioner is null and c.care_status = 'in-care') as children, 0,
    (select count(*)::int from deadline d left join child c on c.person_id = d.person_id left join client k on k.person_id = d.person_id
      where d.owner_team = $1 and d.due_at <= $2
      and (c.holder_team = $1 and c.holder_practitioner is null or k.team_id = $1 and k.nurse_id is null)) as overdue) unnamed
  where children + overdue > 0
  order by name nulls first`;
