import { type CivilDate, londonDate } from '../calendar/time.ts';
import { today } from '../child/context.ts';
import type { ClientCommand } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import { visitDayFault } from './client-days.ts';
import { visitAfterLoss } from './client-loss.ts';
import { columnToday } from './client-obligations.ts';
import type { ClientState } from './client-state.ts';
import { saidReason } from './reasons.ts';
import { mayGoUnseen } from './unseen.ts';
import { datesOf, intervals } from './visit-schedule.ts';

type Command<Name extends ClientCommand['type']> = Extract<ClientCommand, { type: Name }>;

/** Dialled up or down by nurse and client together, always with the reason (FNP). */
export function setInterval(
  state: ClientState,
  { days, reason }: Command<'set-interval'>,
  context: ClientContext,
): ClientDecision {
  if (reason === '') return refuse('reason-missing');
  const column = columnToday(context);
  // While it is urgent nobody agrees to visit less often than her phase asks.
  const dates = datesOf(state);
  const most =
    column === 'urgent' && dates ? mayGoUnseen(column, dates, today(context)) : Math.max(...intervals);
  if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= most))
    return refuse('interval-outside', `1 to ${most} days`);
  return accept({ type: 'IntervalSet', days, reason });
}

/** A visit that was made, once: in days when she was known here, with somebody seen or spoken to, and no child seen but face to face. */
export function recordVisit(
  state: ClientState,
  command: Command<'record-visit'>,
  context: ClientContext,
): ClientDecision {
  const { type: _type, ...visit } = command;
  if (command.at > context.now) return refuse('happened-in-future');
  const refused = visitDayFault(state, londonDate(command.at), context);
  if (refused) return { refused };
  // Nobody seen and nobody spoken to is a visit that did not happen: it counts as missed, and asks why.
  if (!command.clientSeen && command.childrenSeen.length === 0) return refuse('nobody-seen');
  if (state.visits.some((known) => known.visitId === command.visitId)) return { facts: [] };
  if (command.next !== null && command.next <= context.now) return refuse('visit-not-ahead');
  const wrong = visitAfterLoss(state, command);
  if (wrong) return { refused: { code: wrong } };
  if (command.mode !== 'face-to-face' && command.childrenSeen.length > 0) return refuse('seen-face-to-face');
  for (const personId of command.childrenSeen) {
    const child = state.children.find((one) => one.personId === personId);
    if (!child || child.lost) return refuse('not-her-child');
    if (child.bornOn === null || child.bornOn > londonDate(command.at)) return refuse('not-born-yet');
  }
  return accept({ type: 'VisitRecorded', ...visit });
}

/** A visit that was not, once, with the reason as it could be chosen that day. */
export function recordMissed(
  state: ClientState,
  command: Command<'record-missed-visit'>,
  context: ClientContext,
  day: CivilDate,
): ClientDecision {
  const { type: _type, own, ...missed } = command;
  const refused = visitDayFault(state, command.on, context);
  if (refused) return { refused };
  if (state.missed.some((known) => known.visitId === command.visitId)) return { facts: [] };
  if (command.next !== null && command.next <= context.now) return refuse('visit-not-ahead');
  const said = saidReason(context, 'missed-visit', state.teamId, own, day);
  return accept({ type: 'VisitMissed', ...missed, ...said });
}
