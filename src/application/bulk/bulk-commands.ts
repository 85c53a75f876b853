import { absenceRefusal } from '../../domain/access/presence.ts';
import { mayHold } from '../../domain/access/roles.ts';
import type { BulkHandover, BulkKind, Routing } from '../../domain/bulk/bulk-handover.ts';
import { kindBetweenTeams } from '../../domain/bulk/bulk-handover.ts';
import { teamCapacity } from '../../domain/bulk/capacity.ts';
import { type CivilDate, type Instant, londonDate } from '../../domain/calendar/time.ts';
import type { Actor } from '../../domain/child/context.ts';
import { type Directory, presentAt, teamLive } from '../../domain/directory/directory.ts';
import { sayBulk } from '../../domain/language/bulk-standing.ts';
import { refusalWords } from '../../domain/language/refusals.ts';
import type { BulkStore, Round, ShownLine } from './bulk-store.ts';

export type BulkOutcome =
  | { readonly kind: 'done'; readonly bulkId: string }
  | {
      readonly kind: 'refused';
      readonly says: string;
      readonly canDo: string;
      /** Somebody changed it after the page was opened: `canDo` says how it stands now. */
      readonly overtaken?: true;
      /** The children and clients whose records changed after they were shown: the page says what changed in each. */
      readonly moved?: readonly string[];
    };

type Refused = Extract<BulkOutcome, { kind: 'refused' }>;

function refused(says: string, canDo: string): Refused {
  return { kind: 'refused', says, canDo };
}

/** Who is away decides nothing; null for whoever is here (scenario A30). */
function absent(context: BulkContext): Refused | null {
  const absence = absenceRefusal(context);
  return absence && { kind: 'refused', ...refusalWords(absence) };
}

/** All that a judgement about bulk handovers may know beside its command. */
export type BulkContext = {
  readonly store: BulkStore;
  readonly directory: Directory;
  readonly actor: Actor;
  readonly now: Instant;
};

export type PlanBulk = {
  readonly bulkId: string;
  readonly kind: Exclude<BulkKind, 'caseload'>;
  readonly releasingTeamId: string;
  readonly routing: Exclude<Routing, { to: 'colleagues' }>;
  readonly lastDay: CivilDate;
  readonly why: string;
  readonly expectedResponse: string;
};

/** Plans the handover of every child of a team (scenarios A31, A44). Nothing is sent before the decision to go. */
export async function planBulk(plan: PlanBulk, context: BulkContext): Promise<BulkOutcome> {
  const fault = planFault(plan, context);
  if (fault) return fault;
  const started = await context.store.start(newBulk(plan, 'planned', context), null);
  if (started.kind === 'started') return { kind: 'done', bulkId: plan.bulkId };
  const planned = (await context.store.list()).find(
    ({ kind, releasingTeamId, state }) =>
      kind !== 'caseload' &&
      releasingTeamId === plan.releasingTeamId &&
      (state === 'planned' || state === 'go'),
  );
  return refused(
    `This team has a last day already.${planned ? ` ${sayBulk(planned, context.directory)}` : ''}`,
    'Go on with that plan, or decide “no go” on it first.',
  );
}

/** Null when it may be planned: asked by the page before its answers are checked, and again when they are sent. */
export function planFault(plan: PlanBulk, context: BulkContext): Refused | null {
  const away = absent(context);
  if (away) return away;
  const { directory, actor, now } = context;
  const { releasingTeamId, routing, lastDay, why } = plan;
  const releasing = directory.teams.get(releasingTeamId);
  if (!releasing || !leads(directory, actor, releasingTeamId))
    return refused('Only the lead of the team plans its last day.', 'Ask the lead of that team.');
  if (releasing.kind !== 'fnp' && releasing.kind !== 'health-visiting')
    return refused('This team holds no children.', 'Choose a team that visits families.');
  if (why === '')
    return refused('This needs a reason.', 'Say why, in a sentence that the other side can read.');
  if (lastDay <= londonDate(now))
    return refused('The last day lies ahead.', 'Choose a later day: its children need a holder first.');
  if (routing.to === 'own-address') return null;
  const receiving = directory.teams.get(routing.teamId);
  if (!receiving || !teamLive(directory, routing.teamId, londonDate(now)))
    return refused('The receiving team does not work today.', 'Choose a team that does: it has to accept.');
  const fits = receiving.id !== releasingTeamId && kindBetweenTeams(releasing, receiving) !== null;
  return fits ? null : refused('That team cannot receive these children.', 'Choose another team.');
}

export type PlanCaseload = {
  readonly bulkId: string;
  readonly teamId: string;
  readonly fromPractitionerId: string | null;
  readonly lines: readonly ShownLine[];
  /** Clients none of whose children is in the caseload; the others go with their children. */
  readonly clients: readonly ShownLine[];
  readonly why: string;
};

/**
 * Reallocates families within their team (scenario A30). It runs at once: accountability stays with the team, and whoever
 * cannot take a child leaves it where it was, with the named practitioner or the lead.
 */
export async function reallocate(plan: PlanCaseload, context: BulkContext): Promise<BulkOutcome> {
  const { directory, actor, now, store } = context;
  const { bulkId, teamId, lines: children, clients, why } = plan;
  const lines = [...children, ...clients];
  const away = absent(context);
  if (away) return away;
  if (!leads(directory, actor, teamId))
    return refused('Only the lead of the team reallocates its children.', 'Ask the lead of that team.');
  if (why === '') return refused('This needs a reason.', 'Say why the children get another nurse.');
  if (lines.length === 0)
    return refused('No family has been given to anybody.', 'Choose who takes each, or who takes all.');
  for (const to of new Set(lines.map((line) => line.toPractitionerId))) {
    const person = to === null ? undefined : directory.practitioners.get(to);
    if (to === plan.fromPractitionerId || person?.teamId !== teamId || !presentAt(directory, person.id, now))
      return refused('Somebody chosen is not here to take a child.', 'Choose another nurse of the team.');
    if (!mayHold(person.role))
      return refused(
        `${person.name} cannot answer for a child.`,
        'Choose a family nurse, a health visitor or the lead.',
      );
  }
  const shared = { bulkId, kind: 'caseload', releasingTeamId: teamId, lastDay: null, why } as const;
  const bulk = newBulk({ ...shared, routing: { to: 'colleagues' }, expectedResponse: '' }, 'go', context);
  const started = await store.start(bulk, { children, clients });
  if (started.kind !== 'moved') return { kind: 'done', bulkId };
  return {
    ...refused(
      'Somebody has changed some of these records since you opened this page, so nothing was recorded.',
      'Read what changed, and send this again if it still holds.',
    ),
    overtaken: true,
    moved: started.personIds,
  };
}

function newBulk(
  plan: Pick<
    BulkHandover,
    'bulkId' | 'kind' | 'releasingTeamId' | 'routing' | 'lastDay' | 'why' | 'expectedResponse'
  >,
  state: 'planned' | 'go',
  { actor, now }: BulkContext,
): BulkHandover {
  const by = actor.practitionerId;
  const decided = state === 'go' ? { by, at: now, why: plan.why, capacityWhy: null } : null;
  return { ...plan, state, startedBy: by, startedAt: now, decided, namedLead: null, round: 1 };
}

/** Somebody changed it after the page was opened, so nothing is recorded; or this very answer was taken already, and that is no fault. */
function overtaken(bulk: BulkHandover, stands: boolean, { directory }: BulkContext): BulkOutcome {
  if (stands) return { kind: 'done', bulkId: bulk.bulkId };
  return {
    kind: 'refused',
    says: 'Somebody has changed this bulk handover since you opened this page, so nothing was recorded.',
    canDo: `What stands now: ${sayBulk(bulk, directory)} Send this again if it still holds.`,
    overtaken: true,
  };
}

export type Decision = {
  readonly against: Round;
  readonly go: boolean;
  readonly why: string;
  readonly capacityWhy: string;
};

/** The decision to go or not, with a name and a reason; above a receiving team's limit with the reason for that too. */
export async function decideBulk(
  bulkId: string,
  decision: Decision,
  context: BulkContext,
): Promise<BulkOutcome> {
  const { store, directory, actor, now } = context;
  const away = absent(context);
  if (away) return away;
  const bulk = await store.find(bulkId);
  if (!bulk || !leads(directory, actor, bulk.releasingTeamId))
    return refused('Only the lead of the releasing team decides.', 'Ask the lead of that team.');
  const { against, go, why, capacityWhy } = decision;
  if (why === '') return refused('The decision needs a reason.', 'Say why it goes, or why not.');
  const by = actor.practitionerId;
  const decidedSo = ({ state, decided }: BulkHandover) =>
    decided?.by === by && decided.why === why && (state === 'no-go') !== go;
  if (against !== null && against !== bulk.round) return overtaken(bulk, decidedSo(bulk), context);
  // A go may still be stopped; a stop is undone by a new plan.
  if (bulk.state !== 'planned' && (go || bulk.state !== 'go'))
    return refused('This has been decided already.', 'Open the bulk handover to see who decided, and why.');
  const over = go ? await overLimit(bulkId, context) : [];
  if (over.length > 0 && capacityWhy === '')
    return refused(
      `Above the limit for each whole-time practitioner: ${over.join('; ')}.`,
      'Give the reason why it goes on all the same. It does not stop the handover.',
    );
  const decided = { go, by, at: now, why, capacityWhy: capacityWhy || null };
  if (await store.decide(bulkId, against, decided)) return { kind: 'done', bulkId };
  const stands = (await store.find(bulkId)) ?? bulk;
  return overtaken(stands, decidedSo(stands), context);
}

async function overLimit(bulkId: string, { store, directory, now }: BulkContext): Promise<readonly string[]> {
  const loads = await store.loads(bulkId, londonDate(now));
  return loads
    .map((load) => teamCapacity(directory, load, now))
    .filter(({ over }) => over)
    .map(({ teamId, then, limit }) => {
      const name = directory.teams.get(teamId)?.name ?? teamId;
      return then === null ? `${name} has nobody there` : `${name} would have ${then}, the limit is ${limit}`;
    });
}

/** Where no service takes the children, the commissioner names a lead who accepts: no dead end. */
export async function nameLead(
  bulkId: string,
  { against, leadId, why }: { readonly against: Round; readonly leadId: string; readonly why: string },
  context: BulkContext,
): Promise<BulkOutcome> {
  const { store, directory, actor, now } = context;
  const away = absent(context);
  if (away) return away;
  const bulk = await store.find(bulkId);
  const releasing = bulk && directory.teams.get(bulk.releasingTeamId);
  const ownArea = releasing?.areaCode === directory.teams.get(actor.teamId)?.areaCode;
  if (!bulk || !releasing || actor.role !== 'commissioner' || !ownArea)
    return refused('The commissioner of the area names the lead.', 'Ask the commissioner.');
  const by = actor.practitionerId;
  const namedSo = ({ namedLead }: BulkHandover) =>
    namedLead?.leadId === leadId && namedLead.by === by && namedLead.why === why;
  if (against !== null && against !== bulk.round) return overtaken(bulk, namedSo(bulk), context);
  if (bulk.kind === 'caseload' || (bulk.state !== 'planned' && bulk.state !== 'go'))
    return refused('There is nobody left to take.', 'Open the bulk handover to see where it stands.');
  if (why === '') return refused('This needs a reason.', 'Say why this lead takes the children.');
  const lead = directory.practitioners.get(leadId);
  const team = lead && directory.teams.get(lead.teamId);
  const fits =
    lead?.role === 'lead' &&
    presentAt(directory, leadId, now) &&
    team !== undefined &&
    team.id !== releasing.id &&
    teamLive(directory, team.id, londonDate(now)) &&
    kindBetweenTeams(releasing, team) !== null;
  if (!fits)
    return refused('That person cannot take these children.', 'Choose a lead in post of a team that can.');
  if (await store.nameLead(bulkId, against, { leadId, by, why }, now)) return { kind: 'done', bulkId };
  const stands = (await store.find(bulkId)) ?? bulk;
  return overtaken(stands, namedSo(stands), context);
}

/**
 * Has every child looked at again, so that drafts completed since are offered. Every change of a bulk handover begins
 * such a look by itself: asked against an earlier round, it is done already if that look has come to no child yet. It
 * is refused only if the bulk handover has ended meanwhile.
 */
export async function lookAgain(bulkId: string, against: Round, context: BulkContext): Promise<BulkOutcome> {
  const away = absent(context);
  if (away) return away;
  const bulk = await context.store.find(bulkId);
  if (!bulk || !leads(context.directory, context.actor, bulk.releasingTeamId))
    return refused('Only the lead of the releasing team does that.', 'Ask the lead of that team.');
  if (await context.store.lookAgain(bulkId, against)) return { kind: 'done', bulkId };
  const stands = (await context.store.find(bulkId)) ?? bulk;
  return overtaken(stands, stands.state === 'planned' || stands.state === 'go', context);
}

/** The lead of the team, or the deputy of the lead. */
function leads(directory: Directory, actor: Actor, teamId: string): boolean {
  const team = directory.teams.get(teamId);
  const named = team?.leadId === actor.practitionerId || team?.deputyId === actor.practitionerId;
  return actor.role === 'lead' ? actor.teamId === teamId : named && actor.teamId === teamId;
}
