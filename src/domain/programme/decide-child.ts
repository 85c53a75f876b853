import { relationsOf } from '../access/relations.ts';
import { lastDayStands } from '../bulk/obligations.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildFact } from '../child/facts.ts';
import { type ChildState, openAfterRelease, openBeforeRelease } from '../child/state.ts';
import { route } from '../directory/directory.ts';
import type { Residence } from '../directory/routing.ts';
import { preparedFact } from '../handover/decide-offer.ts';
import type { Handover } from '../handover/facts.ts';
import { newSummary } from '../handover/parts.ts';
import { lowerFirst } from '../language/sentence.ts';
import type { HandoverKind, Occasion } from '../language/words.ts';
import { missingNow } from '../missing/facts.ts';
import { settledByHandover } from '../move/elsewhere.ts';
import type { ProgrammeCommand } from './child-commands.ts';
import type { InProgramme } from './child-facts.ts';
import { type Door, doorRules } from './doors.ts';

type Command<Name extends ProgrammeCommand['type']> = Extract<ProgrammeCommand, { type: Name }>;

/** Judges what the programme asks of a child's own stream. */
export function decideProgrammeChild(
  command: ProgrammeCommand,
  child: ChildState,
  context: Context,
): Decision {
  if (child.care.status === 'ended') return afterTheEnd(command, child);
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  switch (command.type) {
    case 'join-programme':
      return join(command, child, context);
    case 'move-expected-birth':
      return moveExpectedBirth(command, child);
    case 'move-programme-end':
      return moveEnd(command, child);
    case 'leave-programme':
      return leave(command, child, context);
    case 'stop-schedules':
      return offeredOnly(child, context) ? refuse('not-allowed', whoMayStop) : stop(command, child, context);
    case 'resume-schedules':
      return resume(command, child);
  }
}

/**
 * Of a child whose record has ended, as by an adoption, nothing is handed over and nothing waits for a person. That its
 * mother left, or that her programme ends on another day, is written down all the same: should the end be reversed, the
 * child stands as its mother does.
 */
function afterTheEnd(command: ProgrammeCommand, { programme }: ChildState): Decision {
  const there = programme !== null && leaves(programme);
  switch (command.type) {
    case 'leave-programme': {
      const { door, why } = command;
      return there ? accept({ type: 'ProgrammeLeft', door, why, openedId: null }) : { facts: [] };
    }
    case 'move-programme-end': {
      const { endsOn, why } = command;
      return there && endsOn !== programme.endsOn
        ? accept({ type: 'ProgrammeEndMoved', endsOn, why })
        : { facts: [] };
    }
    case 'join-programme':
    case 'move-expected-birth':
    case 'stop-schedules':
    case 'resume-schedules':
      return refuse('care-has-ended');
  }
}

const staysAfterAll = 'Stays in the programme after all';

export const whoMayStop =
  'the team that answers, the releasing team, or the receiving one once it has accepted';

/**
 * Whether a team's only relation to the child is an offer on its desk: it has not taken the child, so it may not stop
 * every clock of another team.
 */
export function offeredOnly(
  child: ChildState,
  { actor, directory }: Pick<Context, 'actor' | 'directory'>,
): boolean {
  if (actor.role === 'system') return false;
  const near = relationsOf(child, actor.teamId, directory);
  if (near.has('holder') || near.has('releasing') || near.has('named-nurse')) return false;
  return !child.handovers.some((one) => 'acceptance' in one && one.destination.teamId === actor.teamId);
}

/**
 * Whether a mother's record speaks of a child that another team than her site holds. It is then a report like
 * anybody's, which whoever holds the child confirms or takes back (decision 0042).
 */
export function heldElsewhere(
  child: ChildState,
  clientId: string | undefined,
  { actor, directory }: Pick<Context, 'actor' | 'directory'>,
): boolean {
  return clientId !== undefined && !relationsOf(child, actor.teamId, directory).has('holder');
}

/**
 * Schedules are stopped once. What the mother's own record says of it later takes the place of what was known first.
 */
function stop(command: Command<'stop-schedules'>, child: ChildState, context: Context): Decision {
  const { stopped } = child;
  const { why, says, messageId = null } = command;
  const clientId = heldElsewhere(child, command.clientId, context) ? undefined : command.clientId;
  const known = stopped?.why === why && stopped.clientId === clientId;
  if (stopped && (clientId === undefined || known)) return { facts: [] };
  const stops = { type: 'SchedulesStopped', why, says, messageId } as const;
  return accept(clientId === undefined ? stops : { ...stops, clientId });
}

/** What was recorded on the mother's record is taken back there, so that both records go on together. */
function resume({ says, clientId }: Command<'resume-schedules'>, { stopped }: ChildState): Decision {
  if (!stopped) return { facts: [] };
  // A record written before clients were named in it has none.
  const recordedOf = stopped.clientId ?? null;
  if (recordedOf !== null && recordedOf !== clientId) return refuse('loss-on-client');
  return accept({ type: 'SchedulesResumed', says });
}

/**
 * A site's own child joins. One that comes back, before the handover of its door has reached its release point, was never
 * let go: the desk is told to stand down.
 */
function join(command: Command<'join-programme'>, child: ChildState, context: Context): Decision {
  const { clientId, endsOn, from } = command;
  const { programme, care } = child;
  const holder = care.status === 'in-care' ? context.directory.teams.get(care.holder.teamId) : undefined;
  const another = from !== undefined && holder?.id !== from.siteId && programme?.clientId !== clientId;
  if (from && (another || holder?.kind !== 'fnp')) return ask({ ...command, from }, child, context);
  if (holder?.kind !== 'fnp') return refuse('child-held-elsewhere', holder?.name ?? '');
  if (programme?.clientId === clientId && programme.left === null) return { facts: [] };
  const joined = { type: 'ProgrammeJoined', clientId, endsOn } as const;
  const open = openBeforeRelease(child);
  if (!open || !programme?.left || !openedBy(programme.left.door, open)) return accept(joined);
  return accept(joined, { type: 'HandoverWithdrawn', handoverId: open.handoverId, reason: staysAfterAll });
}

/** A site that closes without a last day closes suddenly: nothing of that is planned (Annex B, column headings). */
function occasionOf(door: Door, child: ChildState): Occasion {
  const { occasion } = doorRules[door];
  return occasion === 'service-closes' && !lastDayStands(child) ? 'service-stops' : occasion;
}

/** Whether a handover is the one that a door opened. On the way to another site it stays that one, whatever reason was written since. */
function openedBy(door: Door, { kind, occasion }: Handover): boolean {
  const rule = doorRules[door];
  const stops = rule.occasion === 'service-closes' && occasion === 'service-stops';
  return occasion === rule.occasion || stops || (rule.to === 'fnp' && kind === 'fnp-to-fnp');
}

/**
 * A child whom another team answers for joins by a handover, never because its mother enrols (P2; decision 0021). The site's
 * asking opens the draft; the team that holds the child completes and sends it, and answers until the release point. A
 * handover that is on its way to the site already is the one; one that leads elsewhere has to be settled by its own people.
 */
function ask(
  command: Command<'join-programme'> & { readonly from: NonNullable<Command<'join-programme'>['from']> },
  child: ChildState,
  context: Context,
): Decision {
  const { clientId, endsOn, from } = command;
  const { siteId, nurseId, handoverId } = from;
  if (child.stopped) return refuse('schedules-stopped');
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  const awaits = (id: string) => ({
    type: 'ProgrammeAwaited' as const,
    clientId,
    siteId,
    endsOn,
    handoverId: id,
  });
  const open = openBeforeRelease(child);
  if (open && open.destination.teamId !== siteId) return refuse('handover-already-open');
  if (open) return child.awaited?.clientId === clientId ? { facts: [] } : accept(awaits(open.handoverId));
  const { teamId } = child.care.holder;
  const service = context.directory.teams.get(teamId)?.kind;
  const kind: HandoverKind = service === 'fnp' ? 'fnp-to-fnp' : 'health-visiting-to-fnp';
  const site = context.directory.teams.get(siteId);
  const prepared = preparedFact(
    {
      handoverId,
      kind,
      occasion: 'joins-programme',
      destination: { kind: 'desk', teamId: siteId, reason: `The mother has joined ${site?.name ?? siteId}` },
      addressedTo: nurseId,
      proposedLevel: child.circumstances.level,
      summary: newSummary('The mother has joined the programme.'),
      follows: null,
    },
    teamId,
    child,
    context,
  );
  return accept(...superseding(openAfterRelease(child), handoverId), awaits(handoverId), prepared);
}

/** A child that was born meanwhile has no expected day any more. */
function moveExpectedBirth(
  { expectedOn, why }: Command<'move-expected-birth'>,
  { identity }: ChildState,
): Decision {
  if (identity.bornOn !== null || identity.expectedOn === expectedOn) return { facts: [] };
  return accept({ type: 'IdentityRecorded', identity: { ...identity, expectedOn }, why });
}

/** On the way to another site a child is still in the programme: a birth there sets its end as anywhere. */
function moveEnd(command: Command<'move-programme-end'>, child: ChildState): Decision {
  const { endsOn, why } = command;
  if (!child.awaited && (!child.programme || !leaves(child.programme))) return refuse('not-in-programme');
  return endsOn === (child.awaited ?? child.programme)?.endsOn
    ? { facts: [] }
    : accept({ type: 'ProgrammeEndMoved', endsOn, why });
}

/**
 * The child leaves the programme by a door. That is recorded at once; accountability stays with the programme's team
 * until a receiving practitioner has accepted and the release point is reached (promise P2). The handover that the door
 * leads to is opened in the same breath, by the route that the child's own address gives.
 */
function leave(command: Command<'leave-programme'>, child: ChildState, context: Context): Decision {
  const { programme, care } = child;
  if (child.awaited) return notJoined(command, child);
  if (programme?.left?.door === command.door) return { facts: [] };
  if (!programme || !leaves(programme)) return refuse('not-in-programme');
  const { door, why, handoverId } = command;
  const rule = doorRules[door];
  const left = (opened: string | null): ChildFact => ({
    type: 'ProgrammeLeft',
    door,
    why,
    openedId: opened,
  });
  // Nothing is handed over after a loss or a death, and nobody is searched for.
  if (child.stopped) return accept(left(null));
  // Somebody prepared a handover by which the child has passed already: it is with its next team.
  if (care.status === 'in-care' && care.holder.teamId !== programme.teamId) return accept(left(null));
  if (rule.to === 'missing') {
    const opened = { type: 'MissingOpened', missingId: handoverId, why, notOpen: null } as const;
    return missingNow(child.missing) ? accept(left(null)) : accept(left(handoverId), opened);
  }
  // A handover that is on its way already carries the child out, unless it leads to a site other than the one to which
  // its mother goes.
  const open = openBeforeRelease(child);
  const toSite = rule.to === 'fnp' ? wayOut(command, rule.to, child, context).teamId : null;
  const elsewhere = open?.kind === 'fnp-to-fnp' && open.destination.teamId !== toSite;
  if (open && !elsewhere) return accept(left(open.handoverId));
  const prepared = preparation(command, rule.to, child, context);
  const superseded = open
    ? superseding(open, handoverId, rule.words)
    : superseding(openAfterRelease(child), handoverId);
  // A handover that leads to the address on record answers the question about that address.
  const there = command.areaCode === null || command.areaCode === child.address?.areaCode;
  const settled = there ? settledByHandover(prepared.destination, child, context) : [];
  return accept(left(handoverId), ...settled, ...superseded, prepared);
}

/**
 * A child that has not joined yet stays with the team that answers for it, and the site's desk stands down. If nobody
 * knows where it is, it is looked for.
 */
function notJoined(command: Command<'leave-programme'>, child: ChildState): Decision {
  const { door, why, handoverId } = command;
  const open = openBeforeRelease(child);
  const facts: ChildFact[] = [{ type: 'ProgrammeNotJoined', door, why }];
  if (open && open.destination.teamId === child.awaited?.siteId) {
    const reason = `Does not join the programme: ${lowerFirst(doorRules[door].words)}`;
    facts.push({ type: 'HandoverWithdrawn', handoverId: open.handoverId, reason });
  }
  if (doorRules[door].to === 'missing' && !missingNow(child.missing) && !child.stopped)
    facts.push({ type: 'MissingOpened', missingId: handoverId, why, notOpen: null });
  return { facts };
}

/** Whether a child can leave by a door: it is in the programme, or on the way to another site and goes elsewhere. */
function leaves({ left }: InProgramme): boolean {
  return left === null || left.door === 'moved-to-programme';
}

function preparation(
  command: Command<'leave-programme'>,
  wants: 'fnp' | 'health-visiting',
  child: ChildState,
  context: Context,
): Extract<ChildFact, { type: 'HandoverPrepared' }> {
  const { handoverId, door, why, proposedLevel } = command;
  const releasingTeamId = child.care.status === 'in-care' ? child.care.holder.teamId : '';
  const found = wayOut(command, wants, child, context);
  const kind: HandoverKind =
    found.kind === 'desk' && found.serviceKind === 'fnp' ? 'fnp-to-fnp' : 'fnp-to-health-visiting';
  const destination = { kind: found.kind, teamId: found.teamId, reason: found.reason };
  const occasion = occasionOf(door, child);
  const follows = openBeforeRelease(child)?.handoverId ?? withdrawnByStaying(child);
  const draft = { handoverId, kind, occasion, destination, addressedTo: null, proposedLevel, follows };
  const summary = newSummary(`${doorRules[door].words}. ${why}`.trim());
  return preparedFact({ ...draft, summary }, releasingTeamId, child, context);
}

/**
 * The residence by which the child is routed: the area that is named, or the address on record. What is known of that
 * address says nothing about another area.
 */
function leadsTo(
  { areaCode }: Command<'leave-programme'>,
  wants: 'fnp' | 'health-visiting',
  { address }: ChildState,
): Residence {
  const elsewhere = areaCode !== null && areaCode !== address?.areaCode;
  return {
    areaCode: areaCode ?? address?.areaCode ?? null,
    postcode: areaCode === null ? (address?.postcode ?? null) : null,
    wants,
    temporary: !elsewhere && (address?.temporary ?? false),
  };
}

/** By residence; by a transfer to the site of the transfer, which may take in more areas than the one in which it lies. */
function wayOut(
  command: Command<'leave-programme'>,
  wants: 'fnp' | 'health-visiting',
  child: ChildState,
  context: Context,
) {
  const { directory } = context;
  const found = route(directory, leadsTo(command, wants, child), today(context));
  const site = command.siteId === undefined ? undefined : directory.teams.get(command.siteId);
  if (!site || found.teamId === site.id) return found;
  const reason = `The mother is on her way to ${site.name}`;
  return { kind: 'desk', serviceKind: 'fnp', teamId: site.id, reason } as const;
}

/** A transfer that was taken back and goes on to another site is one chain, so that what the first desk learned goes with it (A7). */
function withdrawnByStaying({ handovers }: ChildState): string | null {
  const last = handovers.at(-1);
  return last?.state === 'withdrawn' && last.withdrawn.reason === staysAfterAll ? last.handoverId : null;
}

function superseding(
  standing: Handover | null,
  by: string,
  reason = 'The new holder opened the next handover',
): readonly ChildFact[] {
  if (!standing) return [];
  return [{ type: 'HandoverSuperseded', handoverId: standing.handoverId, by, reason }];
}
