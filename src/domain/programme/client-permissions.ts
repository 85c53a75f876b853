import type { Actor } from '../child/context.ts';
import { type Directory, namedNurseTeamsOf, type Role } from '../directory/directory.ts';
import type { ClientCommandName } from './client-commands.ts';
import type { ClientState } from './client-state.ts';

/** How a team stands to a client. Supervisors' safeguarding teams watch while something is wrong. */
export type ClientRelation = 'holder' | 'receiving' | 'named-nurse';
export type ClientParty = { readonly teamId: string; readonly as: ClientRelation };

type Rule = {
  readonly roles: readonly (Role | 'system')[];
  readonly relations: readonly ClientRelation[] | 'any';
};

const desk: readonly Role[] = ['family-nurse', 'lead', 'administrator'];
const clinical: readonly Role[] = ['family-nurse', 'lead'];
const own: Rule = { roles: clinical, relations: ['holder'] };
/** The nurse's, and the system's for whom a site had in its programme before Handhold: its file of clients says so (decision 0058). */
const ownOrFile: Rule = { roles: ['system', ...clinical], relations: ['holder'] };
const ownDesk: Rule = { roles: desk, relations: ['holder'] };
const supervisor: Rule = { roles: ['lead'], relations: ['holder'] };

/**
 * Commands on a client by roles and relations. A nurse may start what her predecessor's system kept for supervisors and
 * administrators; enrolling outside the rules is the supervisor's, judged in `decide`.
 */
const clientRules: Readonly<Record<ClientCommandName, Rule>> = {
  refer: { roles: ['system', 'health-visitor', ...desk], relations: 'any' },
  'record-client': ownDesk,
  // By a message that restricts her record too.
  'seal-client-address': {
    roles: ['system', 'named-nurse', ...desk],
    relations: ['holder', 'receiving', 'named-nurse'],
  },
  'open-client-address': { roles: ['lead', 'named-nurse'], relations: ['holder', 'named-nurse'] },
  assess: ownDesk,
  'offer-place': ownDesk,
  'decline-place': ownDesk,
  enrol: ownOrFile,
  'bring-child': ownOrFile,
  'allocate-nurse': { roles: ['system', 'lead', 'administrator'], relations: ['holder'] },
  weigh: supervisor,
  'move-expected-date': ownDesk,
  // By a birth message too.
  'tell-birth': { roles: ['system', ...desk], relations: ['holder'] },
  pause: ownOrFile,
  resume: own,
  'set-interval': own,
  'plan-visit': ownDesk,
  'record-visit': ownOrFile,
  'record-missed-visit': ownDesk,
  'review-missed-visits': supervisor,
  'move-end': ownOrFile,
  'child-leaves': own,
  'review-continuing': own,
  leave: own,
  'start-transfer': own,
  'end-transfer': own,
  // By a bulk handover too, once a nurse of that site has accepted her child.
  'transfer-in': { roles: ['system', ...clinical], relations: ['receiving'] },
  'refuse-transfer': { roles: clinical, relations: ['receiving'] },
  'take-from-waiting-list': { roles: desk, relations: ['receiving'] },
  'end-waiting': { roles: desk, relations: ['receiving', 'holder'] },
  // Who answers for her and her children; nobody who merely reads her record.
  'ask-child-again': own,
  'settle-refusal': own,
  'record-loss': own,
  // By nobody but the system where a contact is gone, as for her nurse.
  'name-contact': { roles: ['system', ...clinical], relations: ['holder'] },
  'record-bereavement-contact': own,
  // No message records a death: it reports one (promise P6).
  'record-death': own,
  'report-death': { roles: ['system'], relations: ['holder'] },
  'take-back-death': { roles: ['system', 'lead'], relations: ['holder'] },
};

/** The teams that may read and act on a client's record now, each once. */
export function clientParties(state: ClientState, directory: Directory): readonly ClientParty[] {
  if (state.status === 'unknown') return [];
  const parties: ClientParty[] = [{ teamId: state.teamId, as: 'holder' }];
  const receiving = state.transfer?.toTeamId ?? state.waiting?.teamId;
  if (receiving && receiving !== state.teamId) parties.push({ teamId: receiving, as: 'receiving' });
  const missed = Object.values(state.deadlines).some((deadline) => deadline.kind === 'review-missed-visits');
  if (missed)
    for (const teamId of namedNurseTeamsOf(directory, [state.teamId]))
      parties.push({ teamId, as: 'named-nurse' });
  return parties;
}

/** Whether an actor may give a command on a client. */
export function mayCommandClient(
  actor: Actor,
  command: ClientCommandName,
  parties: readonly ClientParty[],
): boolean {
  const { roles, relations } = clientRules[command];
  if (!roles.includes(actor.role)) return false;
  if (relations === 'any' || actor.role === 'system') return true;
  return parties.some((party) => party.teamId === actor.teamId && relations.includes(party.as));
}

/** Who may give a command, in words, for the refusal (promise P8). */
export function whoMayClient(command: ClientCommandName): string {
  const { roles, relations } = clientRules[command];
  const who = roles.includes('family-nurse') ? 'A nurse' : 'The supervisor';
  if (relations === 'any') return 'A person of a duty desk';
  return relations.includes('receiving') ? `${who} of the receiving site` : `${who} of the client’s own site`;
}
