import type { ClientFact, ClientFactName } from './client-facts.ts';
import type { ClientState } from './client-state.ts';

/** The sentences of notices about a client. What is not named here tells nobody: her children's streams tell their own. */
export const clientNoticeWords: Readonly<Partial<Record<ClientFactName | 'HealthVisitingInformed', string>>> =
  {
    Referred: 'A client was referred to your site',
    TransferStarted: 'A client of another site is to be transferred to yours',
    HealthVisitingInformed:
      'A client of the programme moves to your area. The programme there is asked first: nothing to do unless it has no place',
    TransferEnded: 'A transfer to your site will not happen. Stand down',
    TransferRefused:
      'The receiving site cannot take a client of yours: her children go to health visiting there',
    TransferredIn: 'Another site has taken the client in',
  };

/** Who is told of a client's facts: the team that acted is not told of its own act. */
export function noticesOfClient(
  facts: readonly ClientFact[],
  after: ClientState,
  actingTeamId: string,
): readonly { readonly teamId: string; readonly forLead: boolean; readonly code: string }[] {
  return facts.flatMap((fact) => {
    const silent = (teamId: string) => teamId === actingTeamId || !clientNoticeWords[fact.type];
    const informed = fact.type === 'TransferStarted' && fact.informed !== null ? fact.informed : null;
    return [
      ...[told(fact, after)]
        .filter((teamId) => !silent(teamId))
        .map((teamId) => ({ teamId, forLead: false, code: fact.type })),
      ...(informed === null ? [] : [{ teamId: informed, forLead: false, code: 'HealthVisitingInformed' }]),
    ];
  });
}

function told(fact: ClientFact, after: ClientState): string {
  if (fact.type === 'Referred') return fact.teamId;
  return fact.type === 'TransferStarted' ? fact.toTeamId : after.teamId;
}
