import type { TeamList, WorkList } from '../application/readings.ts';

/**
 * Each list as one question: which children, for which handover, owed what by when. $1 is the team, $2 the people whose list it is (null
 * among them for nobody, `AnsweredFor`), $3 now.
 * The count and the list are made from the same text, so that a number always opens exactly its list.
 */
type Questions<Name extends string> = Readonly<Record<Name, string>>;

const ofHandover =
  'h.state, h.priority, h.risk_rank, h.releasing_team, h.receiving_team, h.addressed_to, h.accepted_by, h.offered_at, h.joint_visit_on, h.joint_visit_at';
const withoutHandover = `null::uuid as handover_id, null::text as owed, null::timestamptz as due_at, null::text as state, null::smallint as priority,
  null::smallint as risk_rank, null::text as releasing_team, null::text as receiving_team, null::text as addressed_to, null::text as accepted_by,
  null::timestamptz as offered_at, null::date as joint_visit_on, null::timestamptz as joint_visit_at`;

const handovers = (where: string) =>
  `select h.person_id, h.handover_id, null::text as owed, null::timestamptz as due_at, ${ofHandover} from handover h where ${where}`;
const owed = (where: string) =>
  `select d.person_id, d.handover_id, d.kind as owed, d.due_at, ${ofHandover} from deadline d left join handover h on h.person_id = d.person_id and h.handover_id = d.handover_id where ${where}`;

/** The question for children, of the table as "c", whatever is owed to them. */
export const children = (where: string) =>
  `select c.person_id, ${withoutHandover} from child c where ${where}`;

/** Whether the people of a list answer for the records of this team that name nobody. */
const ofNobody = 'array_position($2::text[], null) is not null';

/** Whether one of the people of a list answers for a record, by the team that it is with and by whom it names. */
export const answered = (team: string, practitioner: string) =>
  `${team} = $1 and (${practitioner} = any ($2) or ${practitioner} is null and ${ofNobody})`;

/**
 * The same for children in care, each half by its own index: for somebody who answers only by name the second half is
 * not begun.
 */
export const childrenAnswered = (question: (where: string) => string) => `
  ${question(`c.holder_team = $1 and c.holder_practitioner = any ($2) and c.care_status = 'in-care'`)}
  union all
  ${question(`c.holder_team = $1 and c.holder_practitioner is null and ${ofNobody} and c.care_status = 'in-care'`)}`;

/**
 * A handover is on the lists of whoever began it, and of whoever is named for the child: one that a colleague began, or
 * that came with a twin or with the mother's leaving, is written by the person who knows the child.
 */
const named = `exists (select 1 from child c where c.person_id = h.person_id and ${answered('c.holder_team', 'c.holder_practitioner')})`;
const sent = `(h.prepared_by = any ($2) or ${named})`;
const mine = '(h.prepared_by = any ($2) or h.accepted_by = any ($2) or h.addressed_to = any ($2))';
/** A question to a desk on which nobody has taken the child yet is for each of its people. */
const toTheDesk = '(h.receiving_team = $1 and h.addressed_to is null and h.accepted_by is null)';
/** A dispute is for whoever of the decider's team is here: any of them may decide it. */
const toDecide = `d.kind = 'decide-dispute' and d.owner_team = $1`;

export const workQuestions: Questions<WorkList> = {
  'to-prepare': handovers(
    `h.state = 'draft' and h.releasing_team = $1 and ${sent} and $3::timestamptz is not null`,
  ),
  'waiting-for-other-side': handovers(
    `h.state in ('offered', 'acknowledged') and h.releasing_team = $1 and ${sent} and $3::timestamptz is not null`,
  ),
  'questions-to-me': handovers(
    `h.question_to = $1 and (${mine} or ${named} or ${toTheDesk}) and $3::timestamptz is not null`,
  ),
  'accepted-not-seen': handovers(
    `h.state = 'accepted' and h.accepted_by = any ($2) and $1::text is not null and $3::timestamptz is not null`,
  ),
  'joint-visits': handovers(
    `h.joint_visit_on is not null and (h.joint_visit_releasing = any ($2) or h.joint_visit_receiving = any ($2)) and $1::text is not null and $3::timestamptz is not null`,
  ),
  'disputes-to-decide': owed(`${toDecide} and $2::text[] is not null and $3::timestamptz is not null`),
  overdue: owed(
    `d.owner_team = $1 and d.due_at <= $3 and (${toDecide} or ${mine} or exists (select 1 from child c where c.person_id = d.person_id and ${answered('c.holder_team', 'c.holder_practitioner')})
      or exists (select 1 from client k where k.person_id = d.person_id and ${answered('k.team_id', 'k.nurse_id')}))`,
  ),
  'my-children': childrenAnswered((where) => children(`${where} and $3::timestamptz is not null`)),
};

const everyone = '$2::text[] is not null and $3::timestamptz is not null';

export const teamQuestions: Questions<TeamList> = {
  arrivals: handovers(`h.receiving_team = $1 and h.state in ('offered', 'acknowledged') and ${everyone}`),
  'accepted-here': handovers(`h.receiving_team = $1 and h.state in ('accepted', 'seen') and ${everyone}`),
  sent: handovers(
    `h.releasing_team = $1 and h.state in ('draft', 'offered', 'acknowledged', 'accepted', 'seen', 'declined') and ${everyone}`,
  ),
  'overdue-here': owed(`d.owner_team = $1 and d.due_at <= $3 and $2::text[] is not null`),
  // Shown to both sides for as long as it stands (scenario A53).
  'unseen-late': owed(
    `d.kind = 'seen' and (d.owner_team = $1 or d.other_team = $1) and d.due_at <= $3 and $2::text[] is not null`,
  ),
  enquiries: owed(`d.kind = 'settle-enquiry' and (d.owner_team = $1 or d.other_team = $1) and ${everyone}`),
  claims: owed(`d.kind = 'settle-claim' and (d.owner_team = $1 or d.other_team = $1) and ${everyone}`),
  'nobody-named': children(
    `c.holder_team = $1 and c.holder_practitioner is null and c.care_status = 'in-care' and ${everyone}`,
  ),
  // Every missing family that the team may read, whoever owes the next step: row security leaves out the others.
  missing: owed(`d.kind = 'trace-again' and $1::text is not null and ${everyone}`),
  // In a hospital or a unit here, or just home from it, for as long as the record says so (scenario A45).
  'visited-meanwhile': `select a.person_id, ${withoutHandover} from access a where a.team_id = $1 and a.relation = 'covering' and ${everyone}`,
  held: children(`c.holder_team = $1 and c.care_status = 'in-care' and ${everyone}`),
};

/** Lists in which what is owed to a client of the programme may stand beside what is owed to children. */
const withClients: ReadonlySet<string> = new Set([workQuestions.overdue, teamQuestions['overdue-here']]);

/**
 * The lines of a list: what matters first. Priority, then risk, then days unseen, then what is due first.
 * The obligation that is due next is found for lists that do not name one, and only for the lines that may be shown: those
 * that come first by the rest, with all that are equal to the last of them. It is found by the child, whose obligations are
 * few. Said with "=", the planner would also read all that the team owes, for each line anew. Only a list that may hold
 * clients looks for them: the others join the child alone. No two lines are equal, so that none is lost between two pages.
 * `'all'` is for paper, which has no further lines.
 */
export function linesOf(question: string, most: number | 'all'): string {
  const clients = withClients.has(question);
  const either = (child: string, client: string) =>
    clients ? `coalesce(c.${child}, k.${client})` : `c.${child}`;
  const first = 'priority desc nulls last, risk_rank desc nulls last, last_seen_on asc nulls first';
  return `
    select f.person_id as "personId", f.version, f.given_name as "givenName", f.family_name as "familyName", f.born_on as "bornOn",
      f.expected_on as "expectedOn", f.holder_team as "holderTeam", f.holder_practitioner as "holderPractitioner",
      f.last_seen_on as "lastSeenOn", f.client, f.handover_id as "handoverId", f.state as "handoverState", f.priority,
      f.risk_rank as "riskRank", f.releasing_team as "releasingTeam", f.receiving_team as "receivingTeam",
      f.addressed_to as "addressedTo", f.accepted_by as "acceptedBy", f.offered_at as "offeredAt", f.joint_visit_on as "jointVisitOn",
      f.joint_visit_at as "jointVisitAt",
      coalesce(f.owed, next.kind) as owed, coalesce(f.due_at, next.due_at) as "dueAt"
    from (
      select q.*, ${either('version', 'version')} as version, ${either('given_name', 'given_name')} as given_name, ${either('family_name', 'family_name')} as family_name,
        ${either('born_on', 'born_on')} as born_on, ${either('expected_on', 'expected_on')} as expected_on, ${either('holder_team', 'team_id')} as holder_team,
        ${either('holder_practitioner', 'nurse_id')} as holder_practitioner, ${either('last_seen_on', 'last_visit_on')} as last_seen_on,
        ${clients ? 'k.person_id is not null' : 'false'} as client
      from (${question}) q
      ${clients ? 'left join child c on c.person_id = q.person_id left join client k on k.person_id = q.person_id' : 'join child c on c.person_id = q.person_id'}
      ${most === 'all' ? '' : `order by ${first} fetch first ($4 + ${most}) rows with ties`}) f
    left join lateral (select d.kind, d.due_at from deadline d where d.person_id = f.person_id and d.owner_team is not distinct from $1 order by d.due_at limit 1) next on f.due_at is null
    order by ${first}, coalesce(f.due_at, next.due_at) asc nulls last, f.person_id, f.owed, f.handover_id
    limit ${most} offset $4`;
}

/** All the counts of a set of lists in one statement. */
export function countsOf(questions: Readonly<Record<string, string>>): string {
  const columns = Object.entries(questions).map(
    ([name, question]) => `(select count(*)::int from (${question}) q) as "${name}"`,
  );
  return `select ${columns.join(', ')}`;
}
