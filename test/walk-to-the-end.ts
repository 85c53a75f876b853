import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mayCommand } from '../src/domain/access/permissions.ts';
import { acting } from '../src/domain/access/presence.ts';
import { relationsByTeam } from '../src/domain/access/relations.ts';
import { isSafeguarding } from '../src/domain/access/roles.ts';
import { addDays, londonDate } from '../src/domain/calendar/time.ts';
import type { ChildCommand } from '../src/domain/child/commands.ts';
import type { Context } from '../src/domain/child/context.ts';
import { type ChildState, holderOf } from '../src/domain/child/state.ts';
import { type Directory, presentAt } from '../src/domain/directory/directory.ts';
import {
  type CallBack,
  disputeOpen,
  type Handover,
  openQuestion,
  releaseOf,
} from '../src/domain/handover/facts.ts';
import { meetingsLeft } from '../src/domain/handover/release-point.ts';
import { occasionsOf } from '../src/domain/language/words.ts';
import { missingNow } from '../src/domain/missing/facts.ts';
import { dangersThatTravel } from '../src/domain/risk/circumstances.ts';
import { atOnce } from './at-once.ts';
import { colleagueOf, destinationTo, fullSummary, kindBetween, theySpoke } from './commands.ts';
import { assertPromises } from './promises.ts';
import { type Child, calm, type World } from './world.ts';

const enough = 60;

/**
 * Plays the sensible next command until nothing is owed but that a child is handed on at five, so that no state is a dead end.
 * All families go at once, the children of a family one after another.
 */
export async function walkToTheEnd(world: World, families: readonly (readonly Child[])[]): Promise<void> {
  let left = families;
  while (left.length > 0) {
    const waiting = await atOnce(left, async (children) => {
      const unborn: Child[] = [];
      for (const child of children) if ((await walk(world, child)) === 'awaits-birth') unborn.push(child);
      return unborn;
    });
    left = waiting.filter((children) => children.length > 0);
    if (left.length > 0) world.clock.passes({ days: 150 });
  }
}

/** Nobody can say anything of a birth before the child can have been born, so that day is waited for. */
async function walk(world: World, child: Child): Promise<'ended' | 'awaits-birth'> {
  for (let step = 0; step < enough; step += 1) {
    const state = await world.state(child);
    const now = world.clock.now();
    const owed = Object.values(state.deadlines).filter(
      ({ kind, from }) => kind !== 'hand-on-to-school' || from <= now,
    );
    if (state.care.status !== 'in-care' || owed.length === 0) return 'ended';
    if (await playNext(world, child, state)) continue;
    const birthAhead = owed.every(({ kind, dueAt }) => kind === 'tell-birth' && dueAt > now);
    assert.ok(birthAhead, `a dead end: ${describe(state)}`);
    return 'awaits-birth';
  }
  assert.fail(`no end within ${enough} steps: ${describe(await world.state(child))}`);
}

function describe(state: ChildState): string {
  const states = state.handovers.map((handover) => `${handover.state} to ${handover.destination.teamId}`);
  const owed = Object.values(state.deadlines).map(
    (deadline) => `${deadline.kind} by ${deadline.ownerTeamId}`,
  );
  return `${states.join(', ')}; owed ${owed.join(', ')}`;
}

/** Tries what might be meant next, by everybody who may, until one command does something. */
export async function playNext(world: World, child: Child, state: ChildState): Promise<boolean> {
  const { directory } = world.context('system');
  const relations = relationsByTeam(state, directory);
  for (const suggest of suggestions(state)) {
    for (const who of directory.practitioners.keys()) {
      // Whoever stands in for the lead may do what only a lead may.
      const context = acting(world.context(who));
      const command = suggest(context);
      const may =
        command && mayCommand(context.actor, command.type, relations.get(context.actor.teamId) ?? new Set());
      if (!may || !presentAt(directory, who, context.now)) continue;
      const outcome = await world.issue(who, command, { child });
      if (outcome.kind !== 'done' || outcome.facts.length === 0) continue;
      assertPromises({ before: state, after: outcome.state, outcome, directory, now: context.now });
      return true;
    }
  }
  return false;
}

/** Somebody who may confirm what only a named or designated nurse may. */
function safeguardingNurse(directory: Directory, now: string): string {
  const here = [...directory.practitioners.values()].find(
    ({ id, role }) => isSafeguarding(role) && presentAt(directory, id, now),
  );
  return here?.name ?? '';
}

type Suggestion = (context: Context) => ChildCommand | null;

function suggestions(state: ChildState): readonly Suggestion[] {
  return [
    ...first(state),
    ...state.handovers.toReversed().flatMap((handover) => forHandover(handover, state)),
    ...forChild(state),
    ...forSchedules(state),
  ];
}

/** Where a family without an address on record is found. */
const foundAt = {
  lines: ['3 Aunt Row'],
  postcode: null,
  areaCode: null,
  temporary: true,
  sealed: false,
  from: '2026-01-01',
} as const;

/** What stands in the way of everything else: nobody knows where the child is, or a loss reported in error. */
function first(state: ChildState): readonly Suggestion[] {
  const next: Suggestion[] = [];
  const { stopped } = state;
  if (stopped) next.push(() => ({ type: 'resume-schedules', says: 'Reported in error' }));
  // If it was recorded on the mother's page it is taken back there; if on the child's own page, a named person confirms it.
  if (stopped?.clientId)
    next.push(({ actor }) => ({
      type: 'end',
      reason: stopped.why === 'child-died' ? 'death' : 'pregnancy-loss',
      confirmedBy: actor.name,
      detail: 'The hospital confirmed it',
    }));
  if (missingNow(state.missing))
    next.push(() => ({
      type: 'record-found',
      how: 'By her aunt',
      sameAddress: state.address !== null,
      sleepsAt: state.address ? null : foundAt,
      handover: null,
    }));
  return next;
}

/** What falls due on a day of its own: the reviews, and the end of the programme. */
function forSchedules(state: ChildState): readonly Suggestion[] {
  const owed = Object.values(state.deadlines);
  const next: Suggestion[] = owed
    .filter((deadline) => deadline.kind === 'review')
    .map((deadline) => ({ now }) => ({
      type: 'record-review',
      code: deadline.key.split('/')[2] ?? '',
      outcome: 'declined',
      on: londonDate(now),
      by: 'Her nurse',
      childSeen: false,
      note: '',
    }));
  if (owed.some(({ kind }) => kind === 'tell-birth'))
    next.push(
      ({ now }) => ({
        type: 'record-birth',
        bornOn: [londonDate(now), state.identity.expectedOn ?? '9999'].sort()[0] ?? '',
        givenName: 'Robin',
        familyName: 'Hartley',
        nhsNumber: null,
      }),
      ({ actor }) => ({
        type: 'end',
        reason: 'pregnancy-loss',
        confirmedBy: actor.name,
        detail: 'The hospital confirmed it',
      }),
    );
  if (owed.some(({ kind }) => kind === 'hand-on-to-school'))
    next.push(({ directory, now }) => ({
      type: 'end',
      reason: 'school-nursing',
      confirmedBy: safeguardingNurse(directory, now),
      detail: 'The school nurse has taken over',
    }));
  if (owed.some((deadline) => deadline.kind === 'review-missed-reviews'))
    next.push(() => ({ type: 'review-missed-reviews', decision: 'Visit together' }));
  const planned = ['plan-graduation', 'name-receiver', 'joint-visit', 'case-meeting', 'leave-programme'];
  if (owed.some((deadline) => planned.includes(deadline.kind))) {
    next.push(() => ({
      type: 'leave-programme',
      handoverId: randomUUID(),
      door: 'graduation',
      why: 'Two years old',
      proposedLevel: 'universal',
      areaCode: null,
    }));
    next.push(preparesFor('graduation', state));
  }
  if (owed.some(({ kind, handoverId }) => kind === 'seen' && handoverId === null))
    next.push(({ now }) => ({ type: 'record-sighting', seenOn: londonDate(now), where: 'At her aunt’s' }));
  // A child whose handover was declined and then only taken back still waits for a team.
  if (owed.some(({ kind }) => kind === 'open-handover' || kind === 'onward-route'))
    next.push(preparesFor('early-leaver', state));
  // A team that closes hands over every child that it holds; if it goes on after all, its last day is lifted.
  const { lastDay } = state;
  if (lastDay && owed.some((deadline) => deadline.row === '29')) {
    next.push(preparesFor('service-closes', state));
    next.push(() => ({ type: 'set-last-day', bulkId: lastDay.bulkId, lastDay: null, why: 'It goes on' }));
  }
  return next;
}

function preparesFor(
  occasion: 'graduation' | 'early-leaver' | 'service-closes',
  state: ChildState,
): Suggestion {
  const releasing = holderOf(state)?.teamId ?? '';
  const to = releasing === 'ealing-hv' ? 'hf-hv' : 'ealing-hv';
  return ({ directory }) => ({
    type: 'prepare',
    handoverId: randomUUID(),
    kind: kindBetween(releasing, to, directory),
    occasion: occasionsOf(kindBetween(releasing, to, directory)).includes(occasion) ? occasion : 'move',
    destination: destinationTo(to, directory),
    addressedTo: null,
    proposedLevel: 'universal',
    summary: fullSummary,
    follows: null,
  });
}

function forHandover(handover: Handover, state: ChildState): readonly Suggestion[] {
  const { handoverId } = handover;
  const talk: Suggestion[] = [];
  const question = openQuestion(handover);
  if (question)
    talk.push(() => ({ type: 'answer', handoverId, questionId: question.questionId, text: 'As asked' }));
  if (disputeOpen(handover))
    talk.push(() => ({ type: 'decide-dispute', handoverId, outcome: 'receiving-takes', reason: 'Decided' }));
  switch (handover.state) {
    case 'draft':
      return towardsOffer(handover, state);
    case 'offered':
    case 'acknowledged':
      return [...talk, ...towardsAcceptance(handover, state)];
    case 'accepted':
      return [
        ...talk,
        (context) => seen(handover, context),
        () => ({ type: 'withdraw', handoverId, reason: 'Cannot go on' }),
      ];
    case 'seen':
      return [...talk, ...towardsClosing(handover, state)];
    case 'declined':
      return [
        ...talk,
        () => ({ type: 'withdraw', handoverId, reason: 'The family stays with us', backHome: true }),
      ];
    case 'superseded':
      return [
        () => ({ type: 'tell-former-team', handoverId, told: 'By telephone' }),
        ...(handover.undecidedSince
          ? [() => ({ type: 'change-level', level: 'specialist', reason: 'Need' }) as const]
          : []),
        ...telling(handover),
      ];
    case 'closed':
      return [
        () =>
          handover.happenings.parent?.told
            ? null
            : { type: 'tell-parent', handoverId, parent: { told: true, how: 'Visit' } },
      ];
    case 'withdrawn':
      return [];
  }
}

function towardsOffer(handover: Handover, state: ChildState): readonly Suggestion[] {
  const offer: Suggestion = () => ({ type: 'offer', handoverId: handover.handoverId });
  if (complete(handover, state)) return [offer];
  return [
    reviseSensibly(handover, state),
    () => ({ type: 'record-circumstances', circumstances: calm }),
    offer,
  ];
}

function complete(handover: Handover, state: ChildState): boolean {
  const { people, dangers, statutory, contact } = state.circumstances;
  const known = people && dangers && statutory && contact;
  const keyed = statutory?.every((status) => status.kind !== 'child-protection-plan' || status.keyWorker);
  const { destination, summary, proposedLevel } = handover;
  return Boolean(
    known &&
      keyed &&
      destination.kind === 'desk' &&
      summary === fullSummaryOf(handover) &&
      proposedLevel &&
      withItsMother(handover, state),
  );
}

/** A child goes to a site of the programme with its mother; if she does not go there, it goes to health visiting. */
function withItsMother(
  { kind, occasion, destination }: Handover,
  { awaited, programme }: ChildState,
): boolean {
  if (!kind.endsWith('to-fnp') || awaited?.siteId === destination.teamId) return true;
  if (kind === 'health-visiting-to-fnp') return false;
  return programme === null || programme.left?.door === 'moved-to-programme' || occasion === 'service-closes';
}

function fullSummaryOf(handover: Handover) {
  return handover.summary.situation === fullSummary.situation ? handover.summary : null;
}

function reviseSensibly(handover: Handover, state: ChildState): Suggestion {
  return ({ directory }) => {
    if (complete(handover, state) || (alreadySensible(handover) && withItsMother(handover, state)))
      return null;
    const onward = handover.releasingTeamId === 'ealing-hv' ? 'hf-hv' : 'ealing-hv';
    const { handoverId, addressedTo, destination } = handover;
    // A child that is on its way to a site of the programme goes on to that site.
    const teamId =
      handover.kind.endsWith('to-fnp') && destination.kind === 'desk' && withItsMother(handover, state)
        ? destination.teamId
        : onward;
    const kind = kindBetween(handover.releasingTeamId, teamId, directory);
    const occasion = occasionsOf(kind).includes(handover.occasion) ? handover.occasion : 'move';
    return {
      type: 'revise',
      handoverId,
      kind,
      occasion,
      addressedTo,
      destination: destinationTo(teamId, directory),
      proposedLevel: 'universal',
      summary: fullSummary,
    };
  };
}

function alreadySensible(handover: Handover): boolean {
  return (
    handover.destination.kind === 'desk' &&
    handover.proposedLevel !== null &&
    fullSummaryOf(handover) !== null
  );
}

function towardsAcceptance(handover: Handover, state: ChildState): readonly Suggestion[] {
  const { handoverId, destination, happenings } = handover;
  const dangerIds = dangersThatTravel(state.circumstances).map((danger) => danger.dangerId);
  const played = happenings.playBack && dangerIds.every((id) => happenings.playBack?.dangerIds.includes(id));
  const noKeyWorker = state.circumstances.statutory?.some(
    (status) => status.kind === 'child-protection-plan' && !status.keyWorker,
  );
  const next: Suggestion[] = [];
  if (destination.kind === 'holding') {
    const teamId = handover.releasingTeamId === 'ealing-hv' ? 'hf-hv' : 'ealing-hv';
    next.push(({ directory }) => ({
      type: 'redirect',
      handoverId,
      to: destinationTo(teamId, directory),
      why: 'Route found',
      newHandoverId: randomUUID(),
    }));
  }
  if (noKeyWorker) next.push(() => ({ type: 'record-circumstances', circumstances: calm }));
  if (!happenings.verbal) {
    next.push(({ now, directory }) => ({
      type: 'record-verbal',
      handoverId,
      ...theySpoke(handover, directory, now),
      spokeAt: now,
    }));
  }
  if (!played) next.push(() => ({ type: 'play-back', handoverId, words: 'What I heard', dangerIds }));
  next.push((context) => {
    const { actor, now } = context;
    const accepts = {
      type: 'accept',
      handoverId,
      practitionerId: actor.practitionerId,
      firstContactOn: addDays(londonDate(now), 1),
      lateReason: 'Bank holiday',
    } as const;
    const callBack = calledBack(handover, context);
    return callBack ? { ...accepts, callBack } : accepts;
  });
  return [...next, () => ({ type: 'withdraw', handoverId, reason: 'No number for a call-back' })];
}

function calledBack(handover: Handover, { actor, directory, now }: Context): CallBack | null {
  if (handover.destination.kind !== 'outside') return null;
  const number = directory.teams.get(handover.destination.teamId)?.phone ?? '';
  const second = colleagueOf(handover, actor.practitionerId, directory, now);
  return { number, outsideName: 'Morag Sinclair', spokenBy: 'One', spokeAt: now, secondName: second };
}

function seen(handover: Handover, context: Context): ChildCommand {
  const sees = {
    type: 'record-seen',
    handoverId: handover.handoverId,
    where: 'At home',
    joint: false,
  } as const;
  const callBack = calledBack(handover, context);
  return callBack ? { ...sees, callBack } : sees;
}

function towardsClosing(handover: Handover, state: ChildState): readonly Suggestion[] {
  const { handoverId, happenings } = handover;
  const next: Suggestion[] = [];
  if (releaseOf(handover) === null) {
    for (const { kind } of meetingsLeft(handover, state.circumstances)) {
      next.push(() => ({
        type: 'record-meeting',
        handoverId,
        meeting: kind,
        outcome: 'held',
        decidedBy: 'Social care',
        note: '',
        invited: 'Whoever held the child',
      }));
    }
  }
  if (!happenings.level)
    next.push(() => ({ type: 'decide-level', handoverId, level: 'specialist', reason: 'Need' }));
  return [
    ...next,
    ...telling(handover),
    () => ({ type: 'close', handoverId }),
    () => ({ type: 'withdraw', handoverId, reason: 'Cannot go on' }),
  ];
}

/** Everybody who has to know of the new holder and has not been told. */
function telling({ handoverId, happenings }: Handover): readonly Suggestion[] {
  const next: Suggestion[] = [];
  if (!happenings.parent?.told)
    next.push(() => ({ type: 'tell-parent', handoverId, parent: { told: true, how: 'Visit' } }));
  if (!happenings.gp)
    next.push(() => ({ type: 'tell-gp', handoverId, gp: { route: 'no-gp', registration: 'Leaflet given' } }));
  if (!happenings.chis) next.push(() => ({ type: 'tell-chis', handoverId, how: 'Mail' }));
  return next;
}

/** The people around the child: home from a unit, cared for by another, a mother with a worker of her own. */
function forFamily(state: ChildState): readonly Suggestion[] {
  const kinds = new Set(Object.values(state.deadlines).map(({ kind }) => kind));
  const { carer } = state.family;
  const next: Suggestion[] = [];
  if (kinds.has('home-contact'))
    next.push(() => ({ type: 'record-home-contact', how: 'By telephone', withWhom: 'Her mother' }));
  if (kinds.has('tell-private-fostering'))
    next.push(() => ({ type: 'tell-private-fostering', authority: 'Luton', toldWhom: 'The duty worker' }));
  if (kinds.has('ask-parental-responsibility') && carer)
    next.push(() => ({ type: 'record-carer', ...carer, parentalResponsibility: false }));
  if (kinds.has('name-carer'))
    next.push(({ now }) => ({
      type: 'record-carer',
      name: 'Una Hartley',
      relation: 'grandmother',
      closeRelative: true,
      parentalResponsibility: false,
      since: londonDate(now),
    }));
  if (kinds.has('tell-mothers-worker'))
    next.push(() => ({ type: 'tell-mothers-worker', name: 'Her adviser' }));
  if (kinds.has('copy-mothers-nurse'))
    next.push(() => ({ type: 'copy-mothers-nurse', name: 'The nurse of her authority' }));
  if (kinds.has('tell-midwifery'))
    next.push(() => ({ type: 'tell-midwifery', here: 'The midwife here', there: 'The midwife there' }));
  if (kinds.has('tell-agencies')) next.push(() => ({ type: 'tell-agencies', whom: 'Social care' }));
  if (kinds.has('record-discharge') || kinds.has('plan-discharge'))
    next.push(({ now }) => ({
      type: 'record-discharge',
      on: londonDate(now),
      sameAddress: true,
      sleepsAt: null,
      handover: null,
    }));
  if (kinds.has('review-limit')) {
    const dangers = (state.circumstances.dangers ?? []).map((danger) => ({ ...danger, limits: [] }));
    next.push(() => ({ type: 'record-circumstances', circumstances: { ...state.circumstances, dangers } }));
  }
  if (kinds.has('tell-gp-declined')) next.push(() => ({ type: 'tell-gp-declined', name: 'Dr Rao' }));
  if (kinds.has('review-visiting-declined'))
    next.push(({ now }) => ({
      type: 'review-visiting-declined',
      childSeen: { on: londonDate(now), byWhom: 'The GP' },
      judgement: 'no-concern',
      judgedBy: 'Grace Adeyemi',
      why: 'Asked together',
      accepts: true,
      reviewOn: null,
    }));
  if (kinds.has('mothers-safeguarding'))
    next.push(() => ({
      type: 'record-mothers-safeguarding',
      referredTo: 'Social care',
      why: 'Her age',
      consent: 'Assessed',
      linked: 'Her school',
    }));
  return next;
}

function forChild(state: ChildState): readonly Suggestion[] {
  const next: Suggestion[] = [...forFamily(state)];
  if (state.care.status === 'in-care' && state.care.holder.practitionerId === null) {
    next.push(({ actor }) => ({
      type: 'name-practitioner',
      practitionerId: actor.practitionerId,
      why: 'Takes the child',
    }));
  }
  // A child that was accepted and never seen is owed the visit, even after its handover was superseded.
  if (state.handovers.some((one) => one.state === 'superseded' && one.unseenSince !== null))
    next.push(({ now }) => ({ type: 'record-sighting', seenOn: londonDate(now), where: 'At home' }));
  if (state.stay)
    next.push(() => ({ type: 'review-stay', outcome: 'returned', reviewOn: null, cover: '', note: 'Back' }));
  for (const { enquiryId, settled } of state.enquiries) {
    if (settled) continue;
    next.push(() => ({
      type: 'settle-enquiry',
      enquiryId,
      outcome: 'not-moved',
      sleepsAt: null,
      reviewOn: null,
      note: 'Asked',
      handover: null,
    }));
  }
  for (const { claimId, settled } of state.claims) {
    if (!settled) next.push(() => ({ type: 'settle-claim', claimId, outcome: 'stays', note: 'Settled' }));
  }
  return next;
}
