import type { TeamList, WorkList } from '../application/readings.ts';

/**
 * Each list as one question: which children, for which handover, owed what by when. $1 is the team, $2 the person, $3 now.
 * The count and the list are made from the same text, so that a number always opens exactly its list.
 */
type Questions<Name extends string> = Readonly<Record<Name, string>>;

const handovers = (where: string) =>
  `select h.person_id, h.handover_id, null::text as owed, null::timestamptz as due_at from handover h where ${where}`;
const owed = (where: string) =>
  `select d.person_id, d.handover_id, d.kind as owed, d.due_at from deadline d left join handover h on h.person_id = d.person_id and h.handover_id = d.handover_id where ${where}`;
const children = (where: string) =>
  `select c.person_id, null::uuid as handover_id, null::text as owed, null::timestamptz as due_at from child c where ${where}`;

const mine = '(h.prepared_by = $2 or h.accepted_by = $2 or h.addressed_to = $2)';

export const workQuestions: Questions<WorkList> = {
  'to-prepare': handovers(
    `h.state = 'draft' and h.releasing_team = $1 and h.prepared_by = $2 and $3::timestamptz is not null`,
  ),
  'waiting-for-other-side': handovers(
    `h.state in ('offered', 'acknowledged') and h.releasing_team = $1 and h.prepared_by = $2 and $3::timestamptz is not null`,
  ),
  'questions-to-me': handovers(`h.question_to = $1 and ${mine} and $3::timestamptz is not null`),
  'accepted-not-seen': handovers(
    `h.state = 'accepted' and h.accepted_by = $2 and $1::text is not null and $3::timestamptz is not null`,
  ),
  overdue: owed(
    `d.owner_team = $1 and d.due_at <= $3 and (${mine} or exists (select 1 from child c where c.person_id = d.person_id and c.holder_practitioner = $2)
      or exists (select 1 from client k where k.person_id = d.person_id and k.nurse_id = $2))`,
  ),
  'my-children': children(
    `c.holder_team = $1 and c.holder_practitioner = $2 and c.care_status = 'in-care' and $3::timestamptz is not null`,
  ),
};

const everyone = '$2::text is not null and $3::timestamptz is not null';

export const teamQuestions: Questions<TeamList> = {
  arrivals: handovers(`h.receiving_team = $1 and h.state in ('offered', 'acknowledged') and ${everyone}`),
  'accepted-here': handovers(`h.receiving_team = $1 and h.state in ('accepted', 'seen') and ${everyone}`),
  sent: handovers(
    `h.releasing_team = $1 and h.state in ('draft', 'offered', 'acknowledged', 'accepted', 'seen', 'declined') and ${everyone}`,
  ),
  'overdue-here': owed(`d.owner_team = $1 and d.due_at <= $3 and $2::text is not null`),
  // Shown to both sides for as long as it stands (scenario A53).
  'unseen-late': owed(
    `d.kind = 'seen' and (d.owner_team = $1 or d.other_team = $1) and d.due_at <= $3 and $2::text is not null`,
  ),
  enquiries: owed(`d.kind = 'settle-enquiry' and (d.owner_team = $1 or d.other_team = $1) and ${everyone}`),
  claims: owed(`d.kind = 'settle-claim' and (d.owner_team = $1 or d.other_team = $1) and ${everyone}`),
  'nobody-named': children(
    `c.holder_team = $1 and c.holder_practitioner is null and c.care_status = 'in-care' and ${everyone}`,
  ),
  // Every missing family that the team may read, whoever owes the next step: row security leaves out the others.
  missing: owed(`d.kind = 'trace-again' and $1::text is not null and ${everyone}`),
  held: children(`c.holder_team = $1 and c.care_status = 'in-care' and ${everyone}`),
};

/** Lists in which what is owed to a client of the programme may stand beside what is owed to children. */
const withClients: ReadonlySet<string> = new Set([workQuestions.overdue, teamQuestions['overdue-here']]);

/**
 * The lines of a list: what matters first. Priority, then risk, then days unseen, then what is due first.
 * The obligation that is due next is found for lists that do not name one: by the child, whose obligations are few. Said with
 * "=", the planner would also read all that the team owes, for each line anew. Only a list that may hold clients looks for
 * them: the others join the child alone.
 */
export function linesOf(question: string, most: number): string {
  const clients = withClients.has(question);
  const either = (child: string, client: string) =>
    clients ? `coalesce(c.${child}, k.${client})` : `c.${child}`;
  const lastSeen = either('last_seen_on', 'last_visit_on');
  return `
    select q.person_id as "personId", ${either('given_name', 'given_name')} as "givenName", ${either('family_name', 'family_name')} as "familyName",
      ${either('born_on', 'born_on')} as "bornOn", ${either('expected_on', 'expected_on')} as "expectedOn", ${either('holder_team', 'team_id')} as "holderTeam",
      ${either('holder_practitioner', 'nurse_id')} as "holderPractitioner", ${lastSeen} as "lastSeenOn", ${clients ? 'k.person_id is not null' : 'false'} as client,
      h.handover_id as "handoverId", h.state as "handoverState", h.priority, h.risk_rank as "riskRank", h.releasing_team as "releasingTeam",
      h.receiving_team as "receivingTeam", h.addressed_to as "addressedTo", h.accepted_by as "acceptedBy", h.offered_at as "offeredAt",
      coalesce(q.owed, next.kind) as owed, coalesce(q.due_at, next.due_at) as "dueAt"
    from (${question}) q
    ${clients ? 'left join child c on c.person_id = q.person_id left join client k on k.person_id = q.person_id' : 'join child c on c.person_id = q.person_id'}
    left join handover h on h.person_id = q.person_id and h.handover_id = q.handover_id
    left join lateral (select d.kind, d.due_at from deadline d where d.person_id = q.person_id and d.owner_team is not distinct from $1 order by d.due_at limit 1) next on q.due_at is null
    order by h.priority desc nulls last, h.risk_rank desc nulls last, ${lastSeen} asc nulls first, coalesce(q.due_at, next.due_at) asc nulls last, q.person_id
    limit ${most} offset $4`;
}

/** All the counts of a set of lists in one statement. */
export function countsOf(questions: Readonly<Record<string, string>>): string {
  const columns = Object.entries(questions).map(
    ([name, question]) => `(select count(*)::int from (${question}) q) as "${name}"`,
  );
  return `select ${columns.join(', ')}`;
}
