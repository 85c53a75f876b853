import { mayCommand } from '../access/permissions.ts';
import { relationsOf } from '../access/relations.ts';
import { addDays, sayDate } from '../calendar/time.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildFact } from '../child/facts.ts';
import { type ChildState, openBeforeRelease } from '../child/state.ts';
import { teamLive } from '../directory/directory.ts';
import { prepare } from '../handover/decide-offer.ts';
import { isOpen } from '../handover/facts.ts';
import { enquiryAfter } from '../move/elsewhere.ts';
import { offeredOnly, whoMayStop } from '../programme/decide-child.ts';
import { addressFault } from '../responsibility/address.ts';
import { keepSeal } from '../responsibility/seal.ts';
import type { FamilyCommand } from './commands.ts';
import { decideDeclined } from './decide-declined.ts';
import { admittedNow } from './facts.ts';
import { contactOwed, mothersAge } from './obligations.ts';
import { recordBackWithMother } from './with-whom.ts';

type Command<Name extends FamilyCommand['type']> = Extract<FamilyCommand, { type: Name }>;

/**
 * A discharge may be planned so many days ahead, our judgement. A longer stay is planned again; a day mistyped by a
 * year would silence the question for as long.
 */
const mostDaysToDischarge = 42;

/** Judges a command on the people around a child. None of them moves accountability (promise P2). */
export function decideFamily(command: FamilyCommand, child: ChildState, context: Context): Decision {
  if (child.care.status === 'ended') return refuse('care-has-ended');
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  const { family } = child;
  switch (command.type) {
    case 'record-admission':
      return admission(command, child, context);
    case 'record-discharge':
      return discharge(command, child, context);
    case 'plan-discharge': {
      const { type: _type, ...plan } = command;
      const standing = admittedNow(family);
      if (!standing) return refuse('not-admitted');
      if (plan.withWhom === '') return refuse('reason-missing', 'Who of the unit');
      if (plan.expectedOn < today(context)) return refuse('review-not-ahead');
      if (plan.expectedOn > addDays(today(context), mostDaysToDischarge)) return refuse('discharge-too-far');
      return accept({ type: 'DischargePlanned', admissionId: standing.admissionId, ...plan });
    }
    case 'record-home-contact': {
      const owed = contactOwed(child);
      const { how, withWhom } = command;
      return owed
        ? accept({ type: 'HomeContactRecorded', admissionId: owed.admissionId, how, withWhom })
        : refuse('no-contact-owed');
    }
    case 'record-carer': {
      const { type: _type, ...carer } = command;
      return accept({ type: 'CarerRecorded', ...carer });
    }
    case 'record-back-with-mother':
      return recordBackWithMother(command, child);
    case 'tell-private-fostering': {
      const { authority, toldWhom } = command;
      return family.carer
        ? accept({ type: 'PrivateFosteringTold', authority, toldWhom })
        : refuse('no-carer-recorded');
    }
    case 'record-mother-death':
      return motherDied(command, child, context);
    case 'take-back-mother-death':
      return family.motherDied ? aliveAfterAll(command, child, context) : { facts: [] };
    case 'record-mother-in-care': {
      const { status, authority, worker } = command;
      return worker === ''
        ? refuse('reason-missing', 'Her social worker or personal adviser')
        : accept({ type: 'MotherInCareRecorded', status, authority, worker });
    }
    case 'tell-mothers-worker': {
      const forHandover = openBeforeRelease(child)?.handoverId ?? null;
      return family.motherInCare
        ? accept({ type: 'MothersWorkerTold', forHandover, name: command.name })
        : refuse('mother-not-in-care');
    }
    case 'copy-mothers-nurse': {
      const forHandover = openBeforeRelease(child)?.handoverId ?? null;
      return family.motherInCare
        ? accept({ type: 'MothersNurseCopied', forHandover, name: command.name })
        : refuse('mother-not-in-care');
    }
    case 'tell-midwifery': {
      const { here, there } = command;
      if (child.identity.bornOn !== null) return refuse('already-born');
      if (here === '' || there === '') return refuse('reason-missing', 'A midwife of each side');
      const forHandover = child.handovers.findLast(isOpen)?.handoverId ?? null;
      return accept({ type: 'MidwiferyTold', forHandover, here, there });
    }
    case 'tell-agencies': {
      const open = child.handovers.findLast(isOpen);
      if (!open) return refuse('no-such-handover');
      if (command.whom === '') return refuse('reason-missing', 'Who was told, of which agency');
      return accept({ type: 'AgenciesTold', forHandover: open.handoverId, whom: command.whom });
    }
    case 'record-visiting-declined':
    case 'review-visiting-declined':
    case 'tell-gp-declined':
      return decideDeclined(command, child, context);
    case 'record-mothers-safeguarding': {
      const { type: _type, ...recorded } = command;
      const age = mothersAge(child);
      // Under 13 a referral is never a matter of judgement (scenario A37).
      if (age !== null && age < 13 && recorded.referredTo === null) return refuse('under-13-is-referred');
      if (recorded.why === '') return refuse('reason-missing');
      if (recorded.consent === '') return refuse('reason-missing', 'Her capacity and her consent');
      if (recorded.linked === '') return refuse('reason-missing', 'Her school and her social worker');
      return accept({ type: 'MothersSafeguardingRecorded', ...recorded });
    }
  }
}

/**
 * That the mother has died says nothing of whether an unborn child lives: nothing is sent to anybody about it until a
 * named person has said what became of it (scenario A14).
 */
function motherDied(command: Command<'record-mother-death'>, child: ChildState, context: Context): Decision {
  const { on, says } = command;
  if (child.family.motherDied) return { facts: [] };
  const died = { type: 'MotherDeathRecorded', on, says } as const;
  if (child.identity.bornOn !== null || child.stopped) return accept(died);
  if (offeredOnly(child, context)) return refuse('not-allowed', whoMayStop);
  return accept(died, { type: 'SchedulesStopped', why: 'mother-died', says, messageId: null });
}

/**
 * The mother is alive after all. Schedules that had stopped by her death alone go on, where whoever takes the death
 * back may let them; otherwise a lead is asked. What her own record had stopped goes on by that record.
 */
function aliveAfterAll(
  { says }: Command<'take-back-mother-death'>,
  child: ChildState,
  { actor, directory }: Context,
): Decision {
  const alive = { type: 'MotherDeathTakenBack', says } as const;
  const { stopped } = child;
  const byHer = stopped?.why === 'mother-died' && stopped.clientId === null;
  return byHer && mayCommand(actor, 'resume-schedules', relationsOf(child, actor.teamId, directory))
    ? accept(alive, { type: 'SchedulesResumed', says })
    : accept(alive);
}

function admission(command: Command<'record-admission'>, child: ChildState, context: Context): Decision {
  const { type: _type, ...recorded } = command;
  if (admittedNow(child.family)) return refuse('already-admitted');
  if (command.coverTeamId !== null && !teamLive(context.directory, command.coverTeamId, today(context)))
    return refuse('team-not-live', context.directory.teams.get(command.coverTeamId)?.name);
  return accept({ type: 'AdmissionRecorded', ...recorded });
}

/**
 * Home again. The address is checked before anybody goes there; where it lies elsewhere, the handover to that place
 * opens.
 */
function discharge(command: Command<'record-discharge'>, child: ChildState, context: Context): Decision {
  const standing = admittedNow(child.family);
  if (!standing) return refuse('not-admitted');
  const { on, sameAddress, sleepsAt, handover } = command;
  if (on < standing.from) return refuse('date-outside', `from ${sayDate(standing.from)}`);
  if (!sameAddress && !sleepsAt) return refuse('address-not-checked');
  const undated = sleepsAt && addressFault(sleepsAt, context);
  if (undated) return undated;
  const facts: ChildFact[] = [{ type: 'DischargeRecorded', admissionId: standing.admissionId, on }];
  if (sameAddress || !sleepsAt) return { facts };
  const address = keepSeal(sleepsAt, child);
  facts.push({ type: 'AddressRecorded', address, why: 'Checked at discharge' });
  if (!handover || openBeforeRelease(child))
    return accept(...facts, ...enquiryAfter(address, child, context));
  const prepared = prepare({ type: 'prepare', follows: null, ...handover }, { ...child, address }, context);
  return 'refused' in prepared ? prepared : { facts: [...facts, ...prepared.facts] };
}
