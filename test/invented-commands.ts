import { randomUUID } from 'node:crypto';
import { addDays, addMinutes, type CivilDate, londonDate } from '../src/domain/calendar/time.ts';
import type { ChildCommand, ChildCommandName } from '../src/domain/child/commands.ts';
import type { Context } from '../src/domain/child/context.ts';
import { type ChildState, holderOf, keptByTeam } from '../src/domain/child/state.ts';
import { networkHoldingDeskId } from '../src/domain/directory/directory.ts';
import { declineJudgements } from '../src/domain/family/declined.ts';
import { admissionKinds, motherCareKinds } from '../src/domain/family/facts.ts';
import type { Preparation } from '../src/domain/handover/commands.ts';
import { type CallBack, corrections, type Destination, type Handover } from '../src/domain/handover/facts.ts';
import { meetingOutcomes, meetings } from '../src/domain/handover/meetings.ts';
import {
  declineReasons,
  endReasons,
  kinds,
  levels,
  occasions,
  occasionsOf,
  onwardRoutes,
  priorities,
  statutoryStatuses,
} from '../src/domain/language/words.ts';
import { agencies, nursesToTell } from '../src/domain/missing/facts.ts';
import { settlements } from '../src/domain/move/facts.ts';
import { stayOutcomes } from '../src/domain/move/stay.ts';
import { stopReasons } from '../src/domain/programme/child-facts.ts';
import { doors } from '../src/domain/programme/doors.ts';
import type { Address } from '../src/domain/responsibility/facts.ts';
import { reviewOutcomes } from '../src/domain/reviews/facts.ts';
import { type Circumstances, dangersThatTravel } from '../src/domain/risk/circumstances.ts';
import { colleagueOf, destinationTo, fullSummary, kindBetween, theySpoke } from './commands.ts';
import { calm, violentExPartner } from './world.ts';

/**
 * Numbers chosen in advance, used one after the other. A shrunk example has small numbers, and those stand for the sensible
 * choice.
 */
export type Dice = {
  readonly choose: <const L extends readonly [unknown, ...unknown[]]>(list: L) => L[number];
  readonly oneIn: (n: number) => boolean;
};

export function diceFrom(numbers: readonly number[]): Dice {
  let used = 0;
  function next(): number {
    used += 1;
    return numbers[(used - 1) % Math.max(numbers.length, 1)] ?? 0;
  }
  return {
    choose: (list) => list[next() % list.length],
    oneIn: (n) => next() % n === n - 1,
  };
}

/** The sensible choices first, then others, the same each time. */
export function diceOfRoll(roll: number): Dice {
  let seed = roll;
  const numbers = Array.from({ length: 14 }, () => {
    if (roll === 0) return 0;
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return (seed >> 8) % 100;
  });
  return diceFrom(numbers);
}

/** Teams to which an offer may be sent: duty desks, the holding desk, outside with and without a number, and some that cannot receive. */
const desks = [
  'ealing-hv',
  'luton-hv',
  'hf-hv',
  'ealing-fnp',
  'ealing-hv',
  'hf-hv',
  'luton-hv',
  networkHoldingDeskId,
  'hf-fnp',
  'outside-E09000018',
  'outside-S12000036',
  'outside-E06000055',
  'luton-commissioner',
  'no-such-team',
] as const; // prettier-ignore

const uuidOfNothing = '00000000-0000-4000-8000-000000000000';

/** A command of that name about that child: usually one that could be meant, sometimes one that could not. */
export function invent(
  name: ChildCommandName,
  dice: Dice,
  state: ChildState,
  context: Context,
): ChildCommand {
  const { actor, directory, now } = context;
  const today = londonDate(now);
  const handover = state.handovers.at(dice.oneIn(4) ? 0 : -1);
  const handoverId = handover?.handoverId ?? uuidOfNothing;
  const reason = dice.oneIn(20) ? '' : 'Because of what we know';
  const secondName = dice.oneIn(6) ? actor.name : 'Second Name';
  const practitioners = [...directory.practitioners.keys()];
  const somebody = dice.choose([actor.practitionerId, ...practitioners]);
  const callBack = callBackFor(handover, context, dice, secondName);
  switch (name) {
    case 'prepare':
      return { type: name, handoverId: randomUUID(), follows: null, ...preparation(dice, state, context) };
    case 'revise':
      return { type: name, handoverId, ...preparation(dice, state, context) };
    case 'offer':
      return { type: name, handoverId, addressedTo: dice.oneIn(3) ? somebody : null };
    case 'acknowledge':
      return callBack ? { type: name, handoverId, callBack } : { type: name, handoverId };
    case 'allocate':
      return { type: name, handoverId, practitionerId: somebody };
    case 'ask':
      return { type: name, handoverId, questionId: randomUUID(), text: reason };
    case 'answer': {
      const question = handover?.happenings.questions.find((asked) => !asked.answer);
      return { type: name, handoverId, questionId: question?.questionId ?? uuidOfNothing, text: reason };
    }
    case 'record-verbal':
      return {
        type: name,
        handoverId,
        ...(handover && !dice.oneIn(4)
          ? theySpoke(handover, directory, now)
          : { releasingName: 'One Name', receivingName: secondName }),
        spokeAt: now,
      };
    case 'plan-joint-visit': {
      const visitorsOf = (teamId: string | undefined) =>
        practitioners.filter((id) => directory.practitioners.get(id)?.teamId === teamId);
      const releasing = visitorsOf(handover?.releasingTeamId);
      const receiving = visitorsOf(handover?.destination.teamId);
      return {
        type: name,
        handoverId,
        on: dice.oneIn(8) ? addDays(today, -1) : addDays(today, dice.choose([0, 3, 30])),
        at: null,
        releasingId: dice.choose([releasing[0] ?? somebody, ...releasing]),
        receivingId: dice.choose([receiving[0] ?? null, ...receiving]),
        outsideName: secondName,
        reason,
      };
    }
    case 'cancel-joint-visit':
      return { type: name, handoverId, reason };
    case 'record-joint-visit':
      return {
        type: name,
        handoverId,
        on: today,
        names: dice.oneIn(5) ? [] : ['One', 'Two'],
        childSeen: dice.oneIn(2),
      };
    case 'play-back':
      return { type: name, handoverId, words: reason, dangerIds: dice.oneIn(4) ? [] : travelling(state) };
    case 'accept': {
      const practitionerId = dice.oneIn(6) ? somebody : actor.practitionerId;
      const firstContactOn = dice.choose([
        addDays(today, 1),
        addDays(today, 1),
        today,
        today,
        addDays(today, 60),
        addDays(today, -1),
        null,
      ]);
      const accepts = { type: name, handoverId, practitionerId, firstContactOn } as const;
      return callBack ? { ...accepts, callBack } : accepts;
    }
    case 'decline': {
      const { code } = dice.choose(declineReasons);
      return {
        type: name,
        handoverId,
        reason: code,
        comment: reason,
        onward: dice.choose(onwardRoutes).code,
      };
    }
    case 'dispute': {
      const deciders = practitioners.filter((id) =>
        /nurse/.test(directory.practitioners.get(id)?.role ?? ''),
      );
      return {
        type: name,
        handoverId,
        ground: reason,
        deciderId: dice.choose(['ruth-pemberton', 'manjit-sandhu', ...deciders]),
      };
    }
    case 'decide-dispute':
      return {
        type: name,
        handoverId,
        outcome: dice.oneIn(2) ? 'receiving-takes' : 'releasing-keeps',
        reason,
      };
    case 'redirect':
      return {
        type: name,
        handoverId,
        to: destination(dice, context),
        why: reason,
        newHandoverId: randomUUID(),
      };
    case 'recall':
      return { type: name, handoverId, to: dice.oneIn(2) ? null : destination(dice, context), why: reason };
    case 'withdraw':
      return {
        type: name,
        handoverId,
        reason,
        ...dice.choose([{}, {}, { stays: true }, { backHome: true }]),
      };
    case 'supersede':
      return {
        type: name,
        handoverId,
        newHandoverId: randomUUID(),
        destination: destination(dice, context),
        reason,
      };
    case 'tell-former-team':
      return { type: name, handoverId, told: reason };
    case 'record-first-contact':
      return { type: name, handoverId, how: 'Telephone', withWhom: reason };
    case 'review-failed-contacts':
      return { type: name, handoverId, decision: reason };
    case 'record-failed-contact':
      return { type: name, handoverId, how: 'Visit', why: reason };
    case 'record-seen':
      return callBack
        ? { type: name, handoverId, where: reason, joint: false, callBack }
        : { type: name, handoverId, where: reason, joint: false };
    case 'record-meeting': {
      return {
        type: name,
        handoverId,
        meeting: dice.choose(meetings),
        outcome: dice.choose(meetingOutcomes),
        decidedBy: 'Social care',
        note: reason,
        invited: secondName,
      };
    }
    case 'release-without-sighting': {
      const otherNamedNurseId = dice.choose(['colette-baptiste', 'ruth-pemberton', 'isobel-grant', somebody]);
      return { type: name, handoverId, otherNamedNurseId, reason };
    }
    case 'agree-release':
      return { type: name, handoverId };
    case 'take-back-release':
      return { type: name, handoverId, reason };
    case 'decide-level':
      return { type: name, handoverId, level: dice.choose(levels), reason };
    case 'tell-parent': {
      const parent = dice.oneIn(3)
        ? ({ told: false, reason, decidedBy: secondName, reviewOn: addDays(today, 7) } as const)
        : ({ told: true, how: reason } as const);
      return { type: name, handoverId, parent };
    }
    case 'tell-gp':
      return { type: name, handoverId, gp: { route: 'gp', practice: reason } };
    case 'tell-chis':
      return { type: name, handoverId, how: reason };
    case 'raise-priority':
      return { type: name, handoverId, priority: dice.choose(['urgent', ...priorities]), reason };
    case 'lower-priority':
      return {
        type: name,
        handoverId,
        priority: dice.choose(priorities),
        reason,
        secondName: dice.choose(['Grace Adeyemi', 'Deborah Quill', secondName]),
      };
    case 'close':
      return { type: name, handoverId };
    case 'correct':
      return { type: name, handoverId, what: dice.choose(corrections), reason };
    case 'return-offer':
      return { type: name, handoverId, practitionerId: handover?.addressedTo ?? somebody, why: reason };
    case 'take-on': {
      const { identity } = state;
      return {
        type: name,
        teamId: actor.teamId,
        practitionerId: somebody,
        reason: 'registration',
        identity,
        address: null,
        gp: null,
        lastSeenOn: null,
        circumstances: null,
      };
    }
    case 'review-stay':
      return {
        type: name,
        outcome: dice.choose(stayOutcomes),
        reviewOn: dice.oneIn(5) ? null : addDays(today, dice.oneIn(4) ? 30 : 5),
        cover: dice.choose(['A colleague there', '']),
        note: reason,
      };
    case 'record-review':
      return {
        type: name,
        code: dice.choose([
          'antenatal',
          'new-birth',
          'six-to-eight-weeks',
          'twelve-months',
          'two-years',
          'none',
        ]),
        outcome: dice.choose(reviewOutcomes),
        on: addDays(today, dice.oneIn(6) ? 1 : 0),
        by: secondName,
        childSeen: dice.oneIn(2),
        note: reason,
      };
    case 'review-missed-reviews':
      return { type: name, decision: reason };
    case 'change-level':
      return { type: name, level: dice.choose(levels), reason };
    case 'record-admission':
      return {
        type: name,
        admissionId: randomUUID(),
        kind: dice.choose(admissionKinds),
        where: 'A ward',
        from: today,
        coverTeamId: dice.choose([null, 'ealing-hv', 'no-such-team']),
      };
    case 'record-discharge':
      return {
        type: name,
        on: today,
        sameAddress: dice.oneIn(2),
        sleepsAt: dice.oneIn(3) ? null : address(dice, context),
        handover: dice.oneIn(2) ? null : { handoverId: randomUUID(), ...preparation(dice, state, context) },
      };
    case 'record-home-contact':
      return { type: name, how: reason, withWhom: secondName };
    case 'record-carer':
      return {
        type: name,
        name: secondName,
        relation: 'grandmother',
        closeRelative: dice.oneIn(2),
        parentalResponsibility: dice.choose([null, true, false]),
        since: today,
      };
    case 'record-back-with-mother':
      return { type: name, since: today, says: reason };
    case 'tell-private-fostering':
      return { type: name, authority: 'Luton', toldWhom: secondName };
    case 'record-mother-death':
      return { type: name, on: today, says: reason };
    case 'take-back-mother-death':
      return { type: name, says: reason };
    case 'record-mother-in-care':
      return { type: name, status: dice.choose(motherCareKinds), authority: 'Luton', worker: secondName };
    case 'tell-mothers-worker':
      return { type: name, name: secondName };
    case 'tell-midwifery':
      return { type: name, here: secondName, there: secondName };
    case 'tell-agencies':
      return { type: name, whom: secondName };
    case 'copy-mothers-nurse':
    case 'tell-gp-declined':
      return { type: name, name: secondName };
    case 'plan-discharge':
      return {
        type: name,
        expectedOn: addDays(today, dice.choose([3, 0, -1])),
        withWhom: secondName,
        needs: 'Oxygen at home',
      };
    case 'record-visiting-declined':
      return { type: name, on: today, says: reason };
    case 'review-visiting-declined':
      return {
        type: name,
        childSeen: dice.oneIn(2) ? null : { on: today, byWhom: 'The GP' },
        judgement: dice.choose(declineJudgements),
        judgedBy: secondName,
        why: reason,
        accepts: dice.oneIn(4),
        reviewOn: dice.choose([null, addDays(today, 7), addDays(today, 90), today]),
      };
    case 'record-mothers-safeguarding':
      return {
        type: name,
        referredTo: dice.choose([null, 'Social care']),
        why: reason,
        consent: 'Assessed',
        linked: 'Her school',
      };
    case 'open-missing':
      return { type: name, missingId: randomUUID(), why: reason, notOpen: notOpen(dice, today) };
    case 'record-asked':
      return {
        type: name,
        agency: dice.choose(agencies),
        askedWhom: secondName,
        said: dice.oneIn(3) ? '' : reason,
        on: today,
      };
    case 'record-trace':
      return { type: name, result: reason };
    case 'record-nurse-told':
      return { type: name, nurse: dice.choose(nursesToTell), name: secondName };
    case 'record-found':
      return {
        type: name,
        how: reason,
        sameAddress: dice.oneIn(4),
        sleepsAt: dice.oneIn(3) ? null : address(dice, context),
        handover: dice.oneIn(2) ? null : { handoverId: randomUUID(), ...preparation(dice, state, context) },
      };
    case 'review-missing':
      return { type: name, says: reason };
    case 'decide-openness':
      return { type: name, why: reason, notOpen: notOpen(dice, today) };
    case 'join-programme':
      return { type: name, clientId: randomUUID(), endsOn: addDays(today, dice.oneIn(2) ? 30 : 400) };
    case 'move-expected-birth':
      return { type: name, expectedOn: addDays(today, dice.oneIn(2) ? 30 : 100), why: reason };
    case 'move-programme-end':
      return { type: name, endsOn: addDays(today, 60), why: reason };
    case 'leave-programme':
      return {
        type: name,
        handoverId: randomUUID(),
        door: dice.choose(doors),
        why: reason,
        proposedLevel: dice.choose([null, ...levels]),
        areaCode: dice.choose([null, 'E06000032', 'E09000009', 'E09000018', 'X']),
      };
    case 'stop-schedules':
      return { type: name, why: dice.choose(stopReasons).code, says: reason };
    case 'resume-schedules':
      return { type: name, says: reason };
    case 'set-last-day':
      return {
        type: name,
        bulkId: dice.choose(['b1', 'b2']),
        lastDay: dice.choose([null, addDays(today, 0), addDays(today, 10), addDays(today, 60)]),
        why: reason,
      };
    case 'name-keeper':
      return {
        type: name,
        from: dice.choose([keptByTeam(state) ?? 'luton-hv', 'luton-hv']),
        teamId: dice.choose([networkHoldingDeskId, 'hf-hv', 'no-such-team']),
        why: reason,
      };
    case 'record-identity':
      return { type: name, identity: { ...state.identity, givenName: 'Sam' }, why: reason };
    case 'record-birth':
      return { type: name, bornOn: today, givenName: 'Sam', familyName: 'Hartley', nhsNumber: null };
    case 'record-address':
      return { type: name, address: address(dice, context), why: reason };
    case 'seal-address':
      return { type: name, why: reason };
    case 'open-address':
      return {
        type: name,
        why: reason,
        agreedBy: dice.choose(['ruth-pemberton', 'colette-baptiste', 'nobody']),
      };
    case 'record-gp':
      return { type: name, gp: null };
    case 'record-circumstances':
      return { type: name, circumstances: circumstances(dice) };
    case 'record-sighting':
      return { type: name, seenOn: addDays(today, dice.oneIn(6) ? 1 : 0), where: 'At home' };
    case 'correct-sighting': {
      const wrong = dice.choose([state.sightings.at(-1), ...state.sightings]);
      return {
        type: name,
        seenOn: wrong?.on ?? today,
        recordedAt: wrong?.recordedAt ?? now,
        reason,
        reviewToo: dice.oneIn(2),
      };
    }
    case 'name-practitioner': {
      const team = practitioners.filter(
        (id) => directory.practitioners.get(id)?.teamId === holderOf(state)?.teamId,
      );
      return { type: name, practitionerId: dice.choose([null, somebody, ...team]), why: reason };
    }
    case 'end': {
      const otherRecord = {
        personId: '00000000-0000-4000-8000-000000000003',
        teamId: 'ealing-hv',
        ended: null,
        sealedToReader: false,
      };
      const { code } = dice.choose(endReasons);
      return {
        type: name,
        reason: code,
        confirmedBy: dice.oneIn(4) ? '' : 'Dr Patel',
        detail: reason,
        newRecordHeld: dice.oneIn(2),
        other: dice.choose([null, otherRecord]),
      };
    }
    case 'reverse-end':
      return { type: name, why: reason };
    case 'tell-death-review':
      return { type: name, whom: reason, toldAt: dice.oneIn(6) ? addMinutes(now, 5) : now };
    case 'place-hold':
      return { type: name, reason, askedBy: 'The coroner' };
    case 'lift-hold':
      return { type: name, reason, agreedBy: dice.oneIn(2) ? 'ruth-pemberton' : somebody };
    case 'pass-summary':
      return {
        type: name,
        text: reason,
        agreedBy: dice.oneIn(2) ? 'grace-adeyemi' : somebody,
        newRecordHeld: !dice.oneIn(3),
      };
    case 'take-summary':
      return { type: name, text: reason, signedBy: 'ruth-pemberton', agreedBy: somebody };
    case 'note-duplicate':
      return {
        type: name,
        personId: dice.choose([
          '00000000-0000-4000-8000-000000000001',
          '00000000-0000-4000-8000-000000000002',
        ]),
        stands: dice.oneIn(2),
      };
    case 'receive-signal': {
      const { lines, postcode, areaCode } = address(dice, context);
      const messageId = dice.choose(['m1', 'm2', null]);
      const signal = {
        source: 'pds',
        messageId,
        effectiveAt: now,
        says: 'Change of address',
        lines,
        postcode,
        areaCode,
      } as const;
      return {
        type: name,
        enquiryId: randomUUID(),
        signal,
        otherTeamId: dice.choose(['ealing-hv', 'hf-hv', 'luton-hv']),
      };
    }
    case 'settle-enquiry': {
      const open = state.enquiries.find((enquiry) => !enquiry.settled) ?? state.enquiries.at(-1);
      const outcome = dice.choose(settlements);
      const next = dice.oneIn(3) ? null : { handoverId: randomUUID(), ...preparation(dice, state, context) };
      const sleepsAt = dice.oneIn(5) ? null : address(dice, context);
      return {
        type: name,
        enquiryId: open?.enquiryId ?? uuidOfNothing,
        outcome,
        sleepsAt,
        reviewOn: addDays(today, 7),
        note: reason,
        cover: dice.oneIn(6) ? '' : 'A colleague there',
        handover: next,
      };
    }
    case 'open-claim':
      return { type: name, claimId: randomUUID(), claimantTeamId: actor.teamId, says: reason };
    case 'settle-claim': {
      const open = state.claims.find((claim) => !claim.settled) ?? state.claims.at(-1);
      return {
        type: name,
        claimId: open?.claimId ?? uuidOfNothing,
        outcome: dice.oneIn(2) ? 'stays' : 'hand-over',
        note: reason,
      };
    }
  }
}

function preparation(dice: Dice, state: ChildState, { directory }: Context): Preparation {
  const releasing = holderOf(state)?.teamId ?? 'luton-hv';
  const teamId = dice.choose(desks);
  const kind = dice.oneIn(10) ? dice.choose(kinds) : kindBetween(releasing, teamId, directory);
  return {
    kind,
    occasion: dice.choose(dice.oneIn(10) ? occasions : occasionsOf(kind)),
    destination: destinationTo(teamId, directory),
    addressedTo: null,
    proposedLevel: dice.choose(['universal', 'universal', 'universal', 'targeted', null]),
    summary: dice.oneIn(12) ? { ...fullSummary, situation: '' } : fullSummary,
  };
}

function notOpen(dice: Dice, today: CivilDate) {
  return dice.oneIn(4)
    ? { reason: 'Telling would put the child at risk', decidedBy: 'A. Nurse', reviewOn: addDays(today, 1) }
    : null;
}

function destination(dice: Dice, { directory }: Context): Destination {
  const sent = destinationTo(dice.choose(desks), directory);
  return dice.oneIn(8) ? { ...sent, kind: 'holding' } : sent;
}

function address(dice: Dice, _context: Context): Address {
  const areaCode = dice.choose(['E09000009', 'E09000013', 'E06000032', null]);
  return {
    lines: [dice.choose(['2 Other Road', '3 Third Street'])],
    postcode: null,
    areaCode,
    temporary: dice.oneIn(3),
    sealed: dice.oneIn(4),
    from: '2026-11-20',
  };
}

function circumstances(dice: Dice): Circumstances {
  const kind = dice.choose(statutoryStatuses);
  const status = {
    kind,
    since: null,
    authority: 'Luton',
    keyWorker: dice.oneIn(4) ? null : 'Ann Other',
    why: 'Said so',
    agreedBy: 'Ann Other',
  };
  return {
    ...calm,
    statutory: dice.oneIn(2) ? [] : [status],
    dangers: dice.oneIn(2)
      ? []
      : [{ ...violentExPartner, move: dice.choose(['moves-with-child', 'ended-by-move', 'unknown']) }],
    people: dice.oneIn(8) ? null : calm.people,
    whereaboutsUnknown: dice.oneIn(8),
  };
}

function travelling(state: ChildState): readonly string[] {
  return dangersThatTravel(state.circumstances).map((danger) => danger.dangerId);
}

/** A call-back where the offer lies outside the network, mostly to the right number. */
function callBackFor(
  handover: Handover | undefined,
  { actor, directory, now }: Context,
  dice: Dice,
  secondName: string,
): CallBack | null {
  if (handover?.destination.kind !== 'outside') return null;
  const number = directory.teams.get(handover.destination.teamId)?.phone ?? '';
  return {
    number: dice.oneIn(6) ? '1' : number,
    outsideName: 'Morag Sinclair',
    spokenBy: 'One Name',
    spokeAt: now,
    secondName: dice.oneIn(6) ? secondName : colleagueOf(handover, actor.practitionerId, directory, now),
  };
}
