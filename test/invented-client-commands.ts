import { randomUUID } from 'node:crypto';
import { addDays, addMinutes, addMonths, daysBetween, londonDate } from '../src/domain/calendar/time.ts';
import type { Context } from '../src/domain/child/context.ts';
import { levels } from '../src/domain/language/words.ts';
import type { ClientCommand, ClientCommandName } from '../src/domain/programme/client-commands.ts';
import {
  type Joining,
  losses,
  missedReasons,
  visitModes,
  visitPlaces,
} from '../src/domain/programme/client-facts.ts';
import {
  type ClientState,
  childrenInProgramme,
  expectedChild,
} from '../src/domain/programme/client-state.ts';
import { doors } from '../src/domain/programme/doors.ts';
import { declineOfferReasons, leavingReasons, pauseReasons } from '../src/domain/programme/statuses.ts';
import { latestUnseen } from '../src/domain/programme/unseen.ts';
import { refer } from './client-world.ts';
import type { Dice } from './invented-commands.ts';

const nobody = '00000000-0000-4000-8000-000000000000';
const areaOf: Readonly<Record<string, string>> = { 'ealing-fnp': 'E09000009', 'hf-fnp': 'E09000013' };

/** A command of that name about that client: usually one that could be meant, sometimes one that could not. */
export function inventForClient(
  name: ClientCommandName,
  dice: Dice,
  { personId: herself, state }: { readonly personId: string; readonly state: ClientState },
  context: Context,
): ClientCommand {
  const { actor, directory, now } = context;
  const today = londonDate(now);
  const why = dice.oneIn(20) ? '' : 'Because of what we know';
  const team = state.teamId || actor.teamId;
  const nurses = [...directory.practitioners.values()].filter(
    (one) => one.teamId === team && one.status === 'present',
  );
  const nurseOf = (fallback: string) =>
    dice.oneIn(15) ? 'amara-osei' : dice.choose([nurses[1]?.id ?? fallback, ...nurses.map((one) => one.id)]);
  const child = dice.choose([childrenInProgramme(state)[0], ...state.children])?.personId ?? nobody;
  const refusedOne = (state.refused ?? [])[0]?.childId ?? child;
  const proposedLevel = dice.choose([null, ...levels]);
  const areaCode = dice.choose([null, 'E06000032', 'E09000009', 'E09000013', 'E09000018', 'X']);
  switch (name) {
    case 'refer':
      return refer('luton-fnp', 'E06000032', today, {
        address: dice.oneIn(6) ? null : { sealed: dice.oneIn(6) },
        known: { expectedOn: dice.oneIn(8) ? null : addDays(today, dice.choose([140, 100, 20, 200])) },
      });
    case 'record-client': {
      const { identity, known } = state;
      // Sometimes she lives elsewhere, and then it is asked whether she continues.
      const address = dice.oneIn(5) && state.address ? { ...state.address, areaCode } : state.address;
      return { type: name, identity: { ...identity, givenName: 'Tessa' }, address, known, why };
    }
    case 'seal-client-address':
      return { type: name, why };
    case 'open-client-address':
      return {
        type: name,
        why,
        agreedBy: dice.choose(['deborah-quill', 'ruth-pemberton', actor.practitionerId]),
      };
    case 'assess':
      return { type: name };
    case 'offer-place':
      return { type: name, note: why };
    case 'decline-place':
      return { type: name, reason: dice.choose(declineOfferReasons).code, note: why };
    case 'enrol':
      return enrolment(dice, state, context, nurseOf(actor.practitionerId));
    case 'bring-child': {
      const unborn = expectedChild(state);
      const brought = unborn && dice.oneIn(3) ? { personId: unborn.personId, bornOn: null } : null;
      return { type: name, child: brought ?? joining(dice, state, today), why };
    }
    case 'allocate-nurse':
      return { type: name, nurseId: nurseOf(actor.practitionerId), why, aboveCapacity: null };
    case 'weigh':
      return { type: name, weight: dice.choose([1, 1.5, 0]), reason: why };
    case 'move-expected-date':
      return { type: name, expectedOn: addDays(today, dice.choose([30, 7, 150])), why };
    case 'tell-birth':
      return birth(dice, state, context);
    case 'pause':
      return {
        type: name,
        reason: dice.choose(pauseReasons).code,
        note: why,
        reviewOn: dice.choose([lookedAtBy(state, today), addDays(today, 1), addDays(today, 90), today]),
      };
    case 'resume':
      return { type: name, note: why };
    case 'set-interval':
      return { type: name, days: dice.choose([7, 14, 28, null]), reason: why };
    case 'plan-visit':
      return {
        type: name,
        at: addMinutes(now, dice.choose([10, 1, -1]) * 1440),
        place: dice.choose(visitPlaces),
      };
    case 'record-visit': {
      const seen = dice.oneIn(8)
        ? [child]
        : childrenInProgramme(state)
            .filter((one) => one.bornOn !== null)
            .map((one) => one.personId);
      const mode = dice.oneIn(5) ? dice.choose(visitModes) : 'face-to-face';
      return {
        type: name,
        visitId: randomUUID(),
        at: addMinutes(now, -dice.choose([0, 0, 60, 2880])),
        place: 'home',
        mode,
        minutes: 60,
        clientSeen: !dice.oneIn(6),
        childrenSeen: mode === 'face-to-face' ? seen : [],
        accompaniedBy: null,
        note: why,
        next: dice.oneIn(3) ? addMinutes(now, 10 * 1440) : null,
      };
    }
    case 'record-missed-visit':
      return {
        type: name,
        visitId: randomUUID(),
        on: addDays(today, dice.oneIn(12) ? 1 : 0),
        why: dice.choose(missedReasons),
        note: why,
        next: dice.oneIn(3) ? addMinutes(now, 10 * 1440) : null,
      };
    case 'review-missed-visits':
      return { type: name, decision: why };
    case 'review-continuing':
      return { type: name, why };
    case 'move-end': {
      const born =
        state.children
          .map((one) => one.bornOn ?? '')
          .sort()
          .at(-1) || today;
      return { type: name, endsOn: addMonths(born, dice.choose([18, 12, 24, 30])), why };
    }
    case 'child-leaves':
      return { type: name, childId: child, door: dice.choose(doors), why, proposedLevel, areaCode };
    case 'leave': {
      const reason = dice.choose([null, ...leavingReasons]);
      return {
        type: name,
        door: dice.choose(doors),
        reason: reason?.code ?? null,
        why,
        proposedLevel,
        areaCode,
      };
    }
    case 'start-transfer': {
      const toTeamId = dice.choose(['ealing-fnp', 'hf-fnp', 'ealing-fnp', 'luton-hv']);
      return { type: name, toTeamId, areaCode: areaOf[toTeamId] ?? 'E06000032', why, proposedLevel };
    }
    case 'end-transfer':
      return { type: name, why };
    case 'transfer-in':
      return { type: name, nurseId: actor.practitionerId };
    case 'refuse-transfer': {
      const reason = dice.choose(['no-place', 'not-eligible']);
      return { type: name, reason, waitingList: dice.oneIn(2), note: why };
    }
    case 'take-from-waiting-list':
      return { type: name, note: why, aboveCapacity: dice.oneIn(3) ? null : 'A place is made' };
    case 'ask-child-again':
      return { type: name, childId: refusedOne };
    case 'settle-refusal':
      return { type: name, childId: refusedOne, why };
    case 'end-waiting':
      return { type: name, why };
    case 'record-loss':
      return {
        type: name,
        loss: dice.choose(losses),
        on: today,
        says: why,
        contactId: nurseOf(actor.practitionerId),
      };
    case 'name-contact':
      return { type: name, contactId: nurseOf(actor.practitionerId), why };
    case 'record-bereavement-contact':
      return { type: name, how: why };
    case 'record-death': {
      const contactId = dice.oneIn(5) ? null : nurseOf(actor.practitionerId);
      return {
        type: name,
        who: dice.choose([child, child, herself, nobody]),
        on: today,
        says: why,
        contactId,
      };
    }
    case 'report-death':
      return { type: name, says: why, messageId: 'a-message' };
    case 'take-back-death': {
      const lost = state.children.find((one) => one.lost)?.personId;
      return { type: name, who: dice.choose([lost ?? herself, herself, child, nobody]), says: why };
    }
  }
}

/** With the child that she expects; of a client who comes back, with the children who are born already. */
function enrolment(dice: Dice, state: ClientState, { now }: Context, nurseId: string): ClientCommand {
  const today = londonDate(now);
  const back = state.children.flatMap(({ personId, bornOn, lost }) =>
    bornOn !== null && !lost ? [{ personId, bornOn }] : [],
  );
  const returns = back.length > 0 && !dice.oneIn(3);
  return {
    type: 'enrol',
    nurseId,
    consent: { on: today, how: dice.oneIn(12) ? '' : 'Signed' },
    sharingBasis: 'Children Act 2004, section 11',
    outsideRules: dice.oneIn(12) ? null : 'Agreed for this family',
    aboveCapacity: null,
    pregnancyId: returns ? null : randomUUID(),
    expectedOn: returns ? null : later(state.expectedOn, addDays(today, 100)),
    children: returns ? back : dice.oneIn(6) ? [joining(dice, state, today)] : [],
  };
}

/** A child of hers whom she brings: one who was there before, or one whom nobody knew. */
function joining(dice: Dice, state: ClientState, today: string): Joining {
  const before = dice.choose([undefined, ...state.children])?.personId;
  const bornOn = addDays(today, -dice.choose([40, 300, 500]));
  if (before !== undefined)
    return {
      personId: before,
      bornOn: state.children.find((child) => child.personId === before)?.bornOn ?? bornOn,
    };
  const entered = { familyName: 'Hartley', nhsNumber: null, seenBy: dice.choose([null, 'A clinic abroad']) };
  return { personId: randomUUID(), bornOn, givenName: 'Dora', entered };
}

/** The last day for the look at a pause that is allowed: while nobody has been unseen too long, and tomorrow after that. */
function lookedAtBy(state: ClientState, today: string): string {
  return later(latestUnseen(state, 'routine', new Map()), addDays(today, 1));
}

function later(a: string | null, b: string): string {
  return a !== null && a > b ? a : b;
}

function birth(dice: Dice, state: ClientState, { now }: Context): ClientCommand {
  const today = londonDate(now);
  const pregnancy = expectedChild(state)?.personId ?? nobody;
  const names = dice.choose([['Ada'], ['Ada', 'Ben'], ['Ada'], ['Ada', 'Ben', 'Cleo'], []]);
  const late = state.expectedOn === null ? 0 : daysBetween(state.expectedOn, today);
  return {
    type: 'tell-birth',
    // If the day has gone by, the event is told afterwards: born on that day or some days later.
    bornOn: addDays(today, dice.oneIn(15) ? 1 : -Math.max(0, late - dice.choose([0, 0, 5]))),
    where: 'Luton and Dunstable',
    babies: names.map((givenName, index) => ({
      personId: index === 0 && !dice.oneIn(20) ? pregnancy : randomUUID(),
      givenName,
      familyName: state.identity.familyName,
      nhsNumber: null,
      bornAlive: !dice.oneIn(10),
    })),
  };
}
