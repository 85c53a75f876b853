import { londonDate, sayDate } from '../calendar/time.ts';
import type { ChildCommand } from '../child/commands.ts';
import type { Context } from '../child/context.ts';
import { type ChildState, openAfterRelease, openBeforeRelease } from '../child/state.ts';
import { missing } from '../handover/checklist.ts';
import { type Destination, disputeOpen, type Handover } from '../handover/facts.ts';
import { occasionWords } from '../language/words.ts';
import {
  type BulkHandover,
  type BulkLine,
  bulkKindWords,
  kindBetweenTeams,
  type LineResult,
} from './bulk-handover.ts';
import { destinationOf } from './destination.ts';

/** The next command for one child, or what became of it. `part` names the command within the child's run. */
export type NextStep = { readonly give: ChildCommand; readonly part: string } | LineResult;

export type Around = {
  readonly context: Context;
  /** The area of the child's own postcode on the last day, as the dated table of postcodes has it (scenario A44). */
  readonly areaOnLastDay: string | null;
  /** An id that follows from the bulk handover, the child and this part: the same again after a crash. */
  readonly idFor: (part: string) => string;
};

/**
 * What a bulk handover does next for one child. Pure, and read from the child's state alone: whoever looks again, after a
 * crash or beside another runner, goes on where the record stands and does nothing twice. Every child is judged by itself
 * (promise P7), and whatever the answer is, its holder stays until a named practitioner has accepted (promise P2).
 */
export function nextStep(bulk: BulkHandover, line: BulkLine, state: ChildState, around: Around): NextStep {
  const { care } = state;
  if (care.status !== 'in-care' || care.holder.teamId !== bulk.releasingTeamId) return { result: 'passed' };
  if (bulk.kind === 'caseload') return reallocate(bulk, line, care.holder.practitionerId);
  if (bulk.state === 'no-go') return stop(bulk, state);
  const { context, areaOnLastDay } = around;
  const { directory } = context;
  const to = destinationOf(bulk, state.address, { directory, today: londonDate(context.now), areaOnLastDay });
  if (to.teamId === bulk.releasingTeamId) return stay(bulk, state);
  const set = setLastDay(bulk, state, around);
  if (set) return set;
  const open = openBeforeRelease(state);
  if (open) return goOn(bulk, open, to, state, around);
  const last = state.handovers.at(-1);
  if (last?.state === 'declined' && last.occasion === 'service-closes')
    return afterDecline(bulk, last, to, around);
  if (openAfterRelease(state))
    return { result: 'open-already', says: 'The handover to this team is not closed yet' };
  return prepare(bulk, to, state, around);
}

function reallocate(bulk: BulkHandover, { toPractitionerId }: BulkLine, named: string | null): NextStep {
  if (toPractitionerId === named) return { result: 'named' };
  const give = { type: 'name-practitioner', practitionerId: toPractitionerId, why: bulk.why } as const;
  return { give, part: 'name' };
}

/** The service goes on: no last day stands, and what was prepared or sent is taken back, so that no desk takes a child any more. */
function stop({ bulkId, decided }: BulkHandover, state: ChildState): NextStep {
  const reason = decided?.why ?? 'No go';
  if (state.lastDay?.bulkId === bulkId) {
    const give = { type: 'set-last-day', bulkId, lastDay: null, why: reason } as const;
    return { give, part: 'lift' };
  }
  const open = openBeforeRelease(state) ?? declinedLast(state);
  if (open?.occasion !== 'service-closes') return { result: 'stopped' };
  // A named person has accepted the child, and only people take that back. The line says that it stands.
  if (open.state === 'accepted' || open.state === 'seen') return { result: 'accepted' };
  // The dispute about the decline is for its decider to end.
  if (disputeOpen(open) && open.state === 'declined') return { result: 'stopped' };
  return { give: { type: 'withdraw', handoverId: open.handoverId, reason, stays: true }, part: 'withdraw' };
}

/**
 * The last handover, where it was declined: the child waits for another team, which nobody has to find any more once
 * the service goes on.
 */
function declinedLast({ handovers }: ChildState): Handover | null {
  const last = handovers.at(-1);
  return last?.state === 'declined' ? last : null;
}

/** The child lives where this team goes on working: no last day stands for it. */
function stay({ bulkId }: BulkHandover, state: ChildState): NextStep {
  if (state.lastDay?.bulkId !== bulkId) return { result: 'stays' };
  const why = 'The child lives where this team goes on working';
  return { give: { type: 'set-last-day', bulkId, lastDay: null, why }, part: 'lift' };
}

function setLastDay(bulk: BulkHandover, state: ChildState, { context }: Around): NextStep | null {
  const { bulkId, lastDay, releasingTeamId, kind, why } = bulk;
  if (lastDay === null || lastDay <= londonDate(context.now)) return null;
  const standing = state.lastDay;
  const stands =
    standing?.bulkId === bulkId && standing.lastDay === lastDay && standing.teamId === releasingTeamId;
  if (stands) return null;
  const give = {
    type: 'set-last-day',
    bulkId,
    lastDay,
    why: `${bulkKindWords[kind]}. ${why}`,
  } as const;
  return { give, part: 'last-day' };
}

function prepare(bulk: BulkHandover, to: Destination, state: ChildState, around: Around): NextStep {
  const { teams } = around.context.directory;
  const [releasing, receiving] = [teams.get(bulk.releasingTeamId), teams.get(to.teamId)];
  const kind = releasing && receiving ? kindBetweenTeams(releasing, receiving) : null;
  if (kind === null)
    return { result: 'refused', code: 'wrong-receiving-kind', detail: receiving?.name ?? to.teamId };
  const part = `handover/${state.handovers.length}`;
  const until = bulk.lastDay ? ` The last day is ${sayDate(bulk.lastDay)}.` : '';
  return {
    give: {
      type: 'prepare',
      handoverId: around.idFor(part),
      follows: null,
      kind,
      occasion: 'service-closes',
      destination: to,
      addressedTo: bulk.namedLead?.leadId ?? null,
      proposedLevel: state.circumstances.level,
      summary: {
        situation: `${bulkKindWords[bulk.kind]}. ${bulk.why}.${until}`,
        // A nurse writes the assessment: the checklist asks for it before anything is sent.
        assessment: '',
        family: '',
        expectedResponse: bulk.expectedResponse,
        recording: '',
      },
    },
    part,
  };
}

function goOn(
  bulk: BulkHandover,
  open: Handover,
  to: Destination,
  state: ChildState,
  around: Around,
): NextStep {
  const { handoverId } = open;
  switch (open.state) {
    case 'draft': {
      if (open.occasion !== 'service-closes') return another(open);
      const lacks = missing(open, state, around.context);
      if (lacks.length > 0) return { result: 'waits', missing: lacks.map((item) => item.words) };
      if (bulk.state !== 'go') return { result: 'prepared' };
      // A destination that a nurse has chosen on the draft stays, unless the commissioner has named a lead since.
      const give = bulk.namedLead
        ? ({ type: 'offer', handoverId, destination: to, addressedTo: bulk.namedLead.leadId } as const)
        : ({ type: 'offer', handoverId } as const);
      return { give, part: `offer/${handoverId}` };
    }
    case 'offered':
    case 'acknowledged': {
      if (open.occasion !== 'service-closes') return another(open);
      if (!bulk.namedLead || open.destination.teamId === to.teamId) return { result: 'offered' };
      return redirectTo(open, to, around);
    }
    case 'accepted':
    case 'seen':
      return { result: 'accepted' };
    case 'closed':
    case 'declined':
    case 'withdrawn':
    case 'superseded':
      return another(open);
  }
}

/** A declined child waits for its onward route, as always (row 22); a lead named since is that route. */
function afterDecline(bulk: BulkHandover, last: Handover, to: Destination, around: Around): NextStep {
  const says = last.state === 'declined' ? last.declined.comment : '';
  if (!bulk.namedLead || last.destination.teamId === to.teamId) return { result: 'declined', says };
  return redirectTo(last, to, around);
}

function redirectTo({ handoverId }: Handover, to: Destination, around: Around): NextStep {
  const part = `redirect/${handoverId}/${to.teamId}`;
  const newHandoverId = around.idFor(part);
  return { give: { type: 'redirect', handoverId, to, why: to.reason, newHandoverId }, part };
}

function another(open: Handover): LineResult {
  return { result: 'open-already', says: occasionWords[open.occasion] };
}
