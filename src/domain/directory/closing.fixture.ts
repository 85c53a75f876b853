import type { Directory } from './directory.ts';

const farAhead = '2099-12-31';

/** The same directory in which these teams have a last day, far ahead: to leave them because they close is planned (Annex B row 29). */
export function closingLater(directory: Directory, ...teamIds: readonly string[]): Directory {
  const teams = new Map(directory.teams);
  for (const id of teamIds) {
    const team = teams.get(id);
    if (team) teams.set(id, { ...team, to: team.to ?? farAhead });
  }
  return { ...directory, teams };
}
