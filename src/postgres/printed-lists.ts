import type { Pool } from 'pg';
import type { ArrivingChild, ListedChild, PrintedLists } from '../application/readings.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import { linesOf, teamQuestions } from './list-questions.ts';
import { askAsParty } from './party.ts';

/** Numbered, so that each list keeps its order among the others. */
const whole = (list: 'held' | 'arrivals' | 'accepted-here') =>
  `select '${list}' as list, row_number() over () as place, q.* from (${linesOf(teamQuestions[list], 'all')}) q`;

/**
 * What goes on paper: all of it, because paper has no further lines, with a look at each child on it, since nobody is
 * printed without one (promise P10, decision 0028). A child that stands in two lists leaves one look.
 */
const printedText = `
  with line as (${whole('held')} union all ${whole('arrivals')} union all ${whole('accepted-here')}),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select distinct "personId", $5, $1, $6, 'print', 'The team’s list on paper, for when the system is down' from line)
  select line.*, s.state from line left join child_state s on s.person_id = line."personId" and line.list <> 'held' order by list, place`;

type Line = (ListedChild | ArrivingChild) & { readonly list: string };

/** The lists of a team for paper, as the acting person's team. */
export async function printedLists(pool: Pool, actor: Actor, now: Instant): Promise<PrintedLists> {
  const { teamId, practitionerId, role } = actor;
  const values = [teamId, [practitionerId], now, 0, practitionerId, role];
  const lines = await askAsParty<Line>(pool, teamId, 'printed-lists', printedText, values);
  const of = <Child extends ListedChild>(list: string) =>
    lines.filter((line): line is Line & Child => line.list === list);
  return {
    held: of('held'),
    arrivals: of<ArrivingChild>('arrivals'),
    accepted: of<ArrivingChild>('accepted-here'),
  };
}
