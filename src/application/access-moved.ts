/**
 * Compares two lists of parties: the access rows that are to be given, and the teams whose rows are to be taken away.
 */
export function accessMoved<Party extends { readonly teamId: string; readonly as: string }>(
  before: readonly Party[],
  after: readonly Party[],
): { readonly accessGiven: readonly Party[]; readonly accessTaken: readonly string[] } {
  const had = new Map(before.map(({ teamId, as }) => [teamId, as]));
  const has = new Set(after.map(({ teamId }) => teamId));
  return {
    accessGiven: after.filter(({ teamId, as }) => had.get(teamId) !== as),
    accessTaken: [...had.keys()].filter((teamId) => !has.has(teamId)),
  };
}
