import type { CivilDate, Instant } from '../calendar/time.ts';
import type { Directory, Team } from '../directory/directory.ts';
import type { RefusalCode } from '../language/refusals.ts';
import type { HandoverKind, PriorityName } from '../language/words.ts';

/** Why many children of one team change hands at once (scenarios A31, A44, A30). */
export const bulkKinds = ['service-closes', 'provider-changes', 'area-reorganised', 'caseload'] as const;
export type BulkKind = (typeof bulkKinds)[number];

export const bulkKindWords: Readonly<Record<BulkKind, string>> = {
  'service-closes': 'The service closes',
  'provider-changes': 'The contract passes to another provider',
  'area-reorganised': 'The area is reorganised',
  caseload: 'A caseload is reallocated within the team',
};

/** Planned: prepared and nothing sent. Go: offered. No-go: drafts withdrawn, the last day lifted. */
export type BulkState = 'planned' | 'go' | 'no-go' | 'finished';

export const bulkStateWords: Readonly<Record<BulkState, string>> = {
  planned: 'Planned: nothing is sent before the decision to go',
  go: 'Go: each child is offered once its handover is complete',
  'no-go': 'No go: what was sent is withdrawn and the last day is lifted',
  finished: 'Finished: every child has another holder',
};

/** Where the children go: all to one desk, each by its own address on the last day, or to colleagues of the team. */
export type Routing =
  | { readonly to: 'desk'; readonly teamId: string }
  | { readonly to: 'own-address' }
  | { readonly to: 'colleagues' };

export type Decided = {
  readonly by: string;
  readonly at: Instant;
  readonly why: string;
  /** Why it goes on although the receiving team would be above its limit: a warning, never a block. */
  readonly capacityWhy: string | null;
};

/** The way out where no service takes the children: a lead named by the commissioner accepts. */
export type NamedLead = { readonly leadId: string; readonly by: string; readonly why: string };

export type BulkHandover = {
  readonly bulkId: string;
  readonly kind: BulkKind;
  readonly releasingTeamId: string;
  readonly routing: Routing;
  /** Null for a caseload: the team goes on. */
  readonly lastDay: CivilDate | null;
  readonly why: string;
  readonly expectedResponse: string;
  readonly state: BulkState;
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly decided: Decided | null;
  readonly namedLead: NamedLead | null;
  /** Moves with every decision: a child whose line is of an older round is looked at again. */
  readonly round: number;
};

/** Whether a whole team hands over by a last day; a caseload is reallocated within a team that goes on. */
export function hasLastDay({ kind }: Pick<BulkHandover, 'kind'>): boolean {
  return kind !== 'caseload';
}

/** What a run knows of one child, or client, beside its record: to whom it goes, where a caseload is reallocated. */
export type BulkLine = { readonly personId: string; readonly toPractitionerId: string | null };

export const lineResults = [
  'prepared',
  'waits',
  'offered',
  'accepted',
  'passed',
  'named',
  'stays',
  'declined',
  'open-already',
  'refused',
  'stopped',
] as const;
/** What became of one child. Every child has one (scenario A31: a result for every family). */
export type LineResult =
  | { readonly result: 'prepared' | 'offered' | 'accepted' | 'named' | 'stays' | 'stopped' | 'passed' }
  /** The draft waits for these lines of its checklist. */
  | { readonly result: 'waits'; readonly missing: readonly string[] }
  | { readonly result: 'declined' | 'open-already'; readonly says: string }
  | { readonly result: 'refused'; readonly code: RefusalCode; readonly detail: string | null };
export type LineResultName = (typeof lineResults)[number];

export const lineResultWords: Readonly<Record<LineResultName, string>> = {
  prepared: 'Draft complete, not sent',
  waits: 'Draft waits for something',
  offered: 'Offered',
  accepted: 'Accepted',
  passed: 'Held by another team',
  named: 'Named',
  stays: 'Stays: lives where this team goes on',
  declined: 'Declined',
  'open-already': 'Another handover is open',
  refused: 'Refused',
  stopped: 'Stopped: no go',
};

/** By what the lines of one child are put in order: priority, then risk, then days unseen (Annex B row 29: urgent first). */
export type LineOrder = {
  readonly priority: PriorityName;
  readonly riskRank: number;
  readonly lastSeenOn: CivilDate | null;
};

/** The kind of a handover between two teams, or null where the one cannot hand over to the other. */
export function kindBetweenTeams(releasing: Team, receiving: Team): HandoverKind | null {
  const outside = receiving.kind === 'outside' || receiving.holdingDesk;
  if (releasing.kind === 'fnp') {
    if (receiving.kind === 'fnp') return 'fnp-to-fnp';
    return receiving.kind === 'health-visiting' || outside ? 'fnp-to-health-visiting' : null;
  }
  if (releasing.kind !== 'health-visiting') return null;
  return receiving.kind === 'health-visiting' || outside ? 'health-visiting-to-health-visiting' : null;
}

/** The team of the lead whom the commissioner named, while that person leads somewhere. */
export function namedLeadTeam(bulk: BulkHandover, directory: Directory): Team | null {
  const lead = bulk.namedLead ? directory.practitioners.get(bulk.namedLead.leadId) : undefined;
  return (lead && directory.teams.get(lead.teamId)) ?? null;
}
