import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { MissingCommand } from './commands.ts';
import { missingNow } from './facts.ts';

/** Judges a command of the procedure for a child whose whereabouts are unknown. */
export function decideMissing(command: MissingCommand, child: ChildState, context: Context): Decision {
  if (child.care.status === 'ended') return refuse('care-has-ended');
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  const running = missingNow(child.missing);
  if (command.type === 'open-missing') {
    const { missingId, why, concealed } = command;
    if (running) return refuse('missing-already-open');
    return why === ''
      ? refuse('reason-missing')
      : accept({ type: 'MissingOpened', missingId, why, concealed });
  }
  if (!running) return refuse('not-missing');
  const { missingId } = running;
  switch (command.type) {
    case 'record-asked': {
      const { type: _type, ...asked } = command;
      return command.on > today(context)
        ? refuse('happened-in-future')
        : accept({ type: 'AgencyAsked', missingId, ...asked });
    }
    case 'record-trace':
      return accept({ type: 'TracedAgain', missingId, result: command.result });
    case 'record-nurse-told':
      return accept({ type: 'NurseTold', missingId, nurse: command.nurse, name: command.name });
    case 'record-found': {
      const { how, where, areaCode } = command;
      return how === ''
        ? refuse('reason-missing')
        : accept({ type: 'FamilyFound', missingId, how, where, areaCode });
    }
  }
}
