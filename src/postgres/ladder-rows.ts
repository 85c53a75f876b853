import { type Instant, londonDate } from '../domain/calendar/time.ts';
import {
  type Directory,
  inForce,
  type LadderName,
  ladderNames,
  type Team,
} from '../domain/directory/directory.ts';
import { ladderSteps } from '../domain/language/words.ts';
import type { Asked } from './child-store.ts';

type LadderRow = {
  readonly team: string;
  readonly step: number;
  readonly names: readonly {
    readonly teamId: string;
    readonly practitionerId: string | null;
    readonly name: string;
    readonly reason: string;
  }[];
  readonly told: string | null;
};

/** Who stands on each step for each of our teams at that moment. Outside teams have no ladder of ours. */
function ladderRows(directory: Directory, at: Instant): readonly LadderRow[] {
  const ours = [...directory.teams.values()].filter((team) => team.kind !== 'outside');
  return ours.flatMap((team) =>
    ladderSteps.map((asked, step) => {
      const names = ladderNames(directory, team.id, asked, at);
      const said = names.map(({ practitionerId, name, reason }) => ({
        teamId: team.id,
        practitionerId,
        name,
        reason,
      }));
      return { team: team.id, step, names: said, told: toldTeam(directory, team, step, names[0], at) };
    }),
  );
}

/**
 * The team whose inbox is told of a step: up to the lead the owing team's own, above it that of the person who was
 * found.
 */
function toldTeam(
  directory: Directory,
  team: Team,
  step: number,
  found: LadderName | undefined,
  at: Instant,
): string {
  const person = found?.practitionerId ? directory.practitioners.get(found.practitionerId) : undefined;
  const theirs = step >= 2 && person ? directory.teams.get(person.teamId) : undefined;
  return theirs && inForce(theirs, londonDate(at)) ? theirs.id : team.id;
}

const writeText = `insert into ladder_name (team_id, step, names, told_team_id)
  select x.team, x.step, x.names, x.told from jsonb_to_recordset($1) x (team text, step smallint, names jsonb, told text)
  on conflict (team_id, step) do update set names = excluded.names, told_team_id = excluded.told_team_id
  where (ladder_name.names, ladder_name.told_team_id) is distinct from (excluded.names, excluded.told_team_id)`;

/** Writes the ladder of that moment; rows that stay the same are not touched. */
export async function writeLadder(asked: Asked, directory: Directory, at: Instant): Promise<void> {
  await asked.query(writeText, [JSON.stringify(ladderRows(directory, at))]);
  await asked.query('update directory_version set ladder_at = $1', [at]);
}
