import type { ClientFact, ClientFactName } from './client-facts.ts';
import type { ClientState } from './client-state.ts';

/** The sentences of notices about a client. What is not named here tells nobody: her children's streams tell their own. */
export const clientNoticeWords: Readonly<Partial<Record<ClientFactName | 'HealthVisitingInformed', string>>> =
  {
    DeathReported:
      'A message says that a client of yours has died. No visit is due and nothing is sent until a named person confirms it or takes it back: read the record before anybody speaks to the family',
    Referred: 'A client was referred to your site',
    TransferStarted: 'A client of another site is to be transferred to yours',
    TransferEnded: 'A transfer to your site will not happen. Stand down',
    TransferRefused:
      'The receiving site cannot take a client of yours: her children go to health visiting there',
    TakenFromWaitingList: 'The site at which she waited has offered a client of yours its place',
    TransferredIn: 'Another site has taken the client in',
  };

/** Who is told of a client's facts: the team that acted is not told of its own act. */
export function noticesOfClient(
  facts: readonly ClientFact[],
  after: ClientState,
  actingTeamId: string,
): readonly { readonly teamId: string; readonly forLead: boolean; readonly code: string }[] {
  return facts.flatMap((fact) => {
    const teamId = told(fact, after);
    const silent = teamId === actingTeamId || !clientNoticeWords[fact.type];
    return silent ? [] : [{ teamId, forLead: false, code: fact.type }];
  });
}

function told(fact: ClientFact, after: ClientState): string {
  if (fact.type === 'Referred') return fact.teamId;
  if (fact.type === 'TakenFromWaitingList') return fact.fromTeamId;
  return fact.type === 'TransferStarted' ? fact.toTeamId : after.teamId;
}
