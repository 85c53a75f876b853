import { type Directory, safeguardingTeamsOf } from '../directory/directory.ts';

import { sidesOfClient } from './client-address.ts';
import type { ClientFact, ClientFactName } from './client-facts.ts';
import { type ClientState, owesMissedReview } from './client-state.ts';

/** What is told of a client under no fact’s name. */
type Beside =
  | 'client-address-sealed'
  | 'client-address-opened'
  | 'client-asked-by-number'
  | 'missed-visits-to-review';

/** The sentences of notices about a client. What is not named here tells nobody: her children's streams tell their own. */
export const clientNoticeWords: Readonly<Partial<Record<ClientFactName | Beside, string>>> = {
  // To the lead, by the database: somebody without access asked by her number for a client who is hidden.
  'client-asked-by-number':
    'Somebody outside your site asked by NHS number whether a client whose address is sealed is known. They were told no site and no area. Look who it was, and whether they had cause',
  'client-address-sealed':
    'The address of a client was sealed. From now on it is shown to nobody: say it to nobody, and ask her site',
  'client-address-opened':
    'The sealed address of a client was opened, for the reason and with the second name that stand in her record. If you did not agree, seal it again and ring the lead of her site',
  // To the supervisor, who is the lead of her site.
  'missed-visits-to-review':
    'Visits to a client of your site were missed, and the supervisor’s review is owed: read her page, speak with her nurse, and record who does what by when',
  DeathReported:
    'A message, or a child’s record, says that a client of yours has died. No visit is due and nothing is sent until a named person confirms it or takes it back: read the record before anybody speaks to the family',
  ChildRefused:
    'A child’s own record did not follow what was recorded of its mother. Read on her page what was asked and why it was refused, and see to it',
  Referred: 'A client was referred to your site',
  TransferStarted: 'A client of another site is to be transferred to yours',
  TransferEnded: 'A transfer to your site will not happen. Stand down',
  TransferRefused:
    'The receiving site cannot take a client of yours: her children go to health visiting there',
  TakenFromWaitingList: 'The site at which she waited has offered a client of yours its place',
  TransferredIn: 'Another site has taken the client in',
};

type Told = { readonly teamId: string; readonly forLead: boolean; readonly code: string };

/** What a command changed: the facts, and the client before and after them. */
type Changed = {
  readonly facts: readonly ClientFact[];
  readonly before: ClientState;
  readonly after: ClientState;
};

/** Who is told of a client's facts: the team that acted is not told of its own act. */
export function noticesOfClient(
  { facts, before, after }: Changed,
  actingTeamId: string,
  directory: Directory,
): readonly Told[] {
  const ofFacts = facts.flatMap((fact): readonly Told[] => {
    if (fact.type === 'ClientAddressSealed') return sealTold(fact.sealed, after, directory);
    const teamId = told(fact, after);
    // The site's own file says it: it is no news there.
    const own = teamId === actingTeamId || (fact.type === 'Referred' && fact.inProgrammeBefore);
    const silent = own || !clientNoticeWords[fact.type];
    return silent ? [] : [{ teamId, forLead: false, code: fact.type }];
  });
  if (owesMissedReview(before) || !owesMissedReview(after)) return ofFacts;
  // The supervisor is told as soon as it is owed, and not once it is late, although the nurse of the same site recorded it.
  return [...ofFacts, { teamId: after.teamId, forLead: true, code: 'missed-visits-to-review' }];
}

/** As of a child: sealed, the desk of each side; opened, its lead and the named nurses, so that no one person does it unseen (promise P11). */
function sealTold(sealed: boolean, after: ClientState, directory: Directory): readonly Told[] {
  const sides = sidesOfClient(after);
  if (sealed) return sides.map((teamId) => ({ teamId, forLead: false, code: 'client-address-sealed' }));
  const nurses = [...safeguardingTeamsOf(directory, sides)].filter(
    (teamId) => directory.teams.get(teamId)?.kind === 'named-nurse',
  );
  return [...nurses, ...sides].map((teamId) => ({
    teamId,
    forLead: sides.includes(teamId),
    code: 'client-address-opened',
  }));
}

function told(fact: ClientFact, after: ClientState): string {
  if (fact.type === 'Referred') return fact.teamId;
  if (fact.type === 'TakenFromWaitingList') return fact.fromTeamId;
  return fact.type === 'TransferStarted' ? fact.toTeamId : after.teamId;
}
