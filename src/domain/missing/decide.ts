import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildFact } from '../child/facts.ts';
import { type ChildState, openBeforeRelease } from '../child/state.ts';
import { prepare } from '../handover/decide-offer.ts';
import { enquiryAfter } from '../move/elsewhere.ts';
import { addressFault } from '../responsibility/address.ts';
import { keepSeal, placeless } from '../responsibility/seal.ts';
import type { MissingCommand } from './commands.ts';
import { evolveMissing, missingNow, type NotOpen } from './facts.ts';

type Command<Name extends MissingCommand['type']> = Extract<MissingCommand, { type: Name }>;

/** Judges a command of the procedure for a child whose whereabouts are unknown. */
export function decideMissing(command: MissingCommand, child: ChildState, context: Context): Decision {
  if (child.care.status === 'ended') return refuse('care-has-ended');
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  const running = missingNow(child.missing);
  if (command.type === 'open-missing') {
    const { missingId, why, notOpen } = command;
    if (running) return refuse('missing-already-open');
    if (why === '') return refuse('reason-missing');
    return notOpenFault(notOpen, context) ?? accept({ type: 'MissingOpened', missingId, why, notOpen });
  }
  if (!running) return refuse('not-missing');
  const { missingId } = running;
  switch (command.type) {
    case 'record-asked': {
      const { type: _type, ...asked } = command;
      if (command.askedWhom === '') return refuse('reason-missing', 'Who was asked');
      return accept({ type: 'AgencyAsked', missingId, ...asked });
    }
    case 'record-trace':
      return command.result === ''
        ? refuse('reason-missing', 'What the trace showed')
        : accept({ type: 'TracedAgain', missingId, result: command.result });
    case 'record-nurse-told':
      return command.name === ''
        ? refuse('reason-missing', 'The name of the nurse')
        : accept({ type: 'NurseTold', missingId, nurse: command.nurse, name: command.name });
    case 'review-missing':
      return command.says === ''
        ? refuse('reason-missing')
        : accept({ type: 'MissingReviewed', missingId, says: command.says });
    case 'decide-openness': {
      const { why, notOpen } = command;
      if (why === '') return refuse('reason-missing');
      return notOpenFault(notOpen, context) ?? accept({ type: 'OpennessDecided', missingId, why, notOpen });
    }
    case 'record-found':
      return found(command, missingId, child, context);
  }
}

/** A decision not to be open has a reason, a name and a day to come (scenario A22). */
function notOpenFault(notOpen: NotOpen | null, context: Context): Decision | null {
  if (notOpen === null) return null;
  const { reason, decidedBy, reviewOn } = notOpen;
  if (reason === '' || decidedBy === '') return refuse('not-open-needs-reason');
  return reviewOn < today(context)
    ? refuse('not-open-needs-reason', 'A day of review that is to come')
    : null;
}

/**
 * Found: a person says how, and where the child sleeps; until that is known nobody is found (scenario A21). A handover that is on its way goes on with its clocks; where none
 * is and the place lies elsewhere, the one to the place where the child was found is opened in the same breath.
 */
function found(
  command: Command<'record-found'>,
  missingId: string,
  child: ChildState,
  context: Context,
): Decision {
  const { how, sameAddress = false, sleepsAt, handover } = command;
  if (how === '') return refuse('reason-missing');
  const address = sameAddress ? child.address : sleepsAt && keepSeal(sleepsAt, child);
  // A sealed child of whom no place is known has an address that names none.
  if (!address || placeless(address)) return refuse('not-found-yet');
  const undated = sameAddress ? null : addressFault(address, context);
  if (undated) return undated;
  const fact = { type: 'FamilyFound', missingId, how, areaCode: address.areaCode } as const;
  const facts: ChildFact[] = [fact];
  if (!sameAddress) facts.push({ type: 'AddressRecorded', address, why: 'Found again' });
  if (!handover || openBeforeRelease(child))
    return accept(...facts, ...enquiryAfter(address, child, context));
  const circumstances = { ...child.circumstances, whereaboutsUnknown: false };
  const missing = evolveMissing(child.missing, fact, context.now);
  const after = { ...child, address, circumstances, missing };
  const prepared = prepare({ type: 'prepare', follows: null, ...handover }, after, context);
  return 'refused' in prepared ? prepared : { facts: [...facts, ...prepared.facts] };
}
