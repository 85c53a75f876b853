import type { ChecklistItem } from '../../domain/handover/checklist.ts';
import type { HandoverCommandName } from '../../domain/handover/commands.ts';
import type { Handover } from '../../domain/handover/facts.ts';
import type { ChildFormName } from '../forms/child-forms.ts';
import { pagePaths } from './page-paths.ts';

/** By which form each line of the closing list is done. A child who was seen and is not released waits for a meeting. */
const closingForms: Readonly<Record<string, HandoverCommandName>> = {
  seen: 'record-seen',
  level: 'decide-level',
  parent: 'tell-parent',
  gp: 'tell-gp',
  chis: 'tell-chis',
  released: 'record-meeting',
  dispute: 'decide-dispute',
  question: 'answer',
};

/** The desk from which an offer was recalled, as long as the draft still names it; null where it does not. */
export function recalledFrom(handover: Handover): string | null {
  if (handover.state !== 'draft' || handover.recalledAt === undefined) return null;
  const { teamId } = handover.destination;
  return handover.desks.at(-1) === teamId ? teamId : null;
}

/** The one thing that should happen next in a state: its button is drawn first. */
export function mainCommand(handover: Handover, lines: readonly ChecklistItem[]): string {
  const undone = lines.find((line) => !line.done);
  switch (handover.state) {
    case 'draft':
      return undone || recalledFrom(handover) ? 'revise' : 'offer';
    case 'offered':
      return 'acknowledge';
    case 'acknowledged':
      return 'accept';
    case 'accepted':
      return handover.happenings.firstContact ? 'record-seen' : 'record-first-contact';
    case 'seen':
      return undone ? (closingForms[undone.key] ?? '') : 'close';
    case 'declined':
      return 'redirect';
    case 'superseded':
      return handover.formerTold === null ? 'tell-former-team' : '';
    case 'closed':
    case 'withdrawn':
      return '';
  }
}

/** Lines about the child itself. Where nobody has asked yet the form takes "there is none" for an answer. */
const mending: Readonly<Record<string, ChildFormName>> = {
  people: 'add-person',
  dangers: 'add-danger',
  statutory: 'add-status',
  contact: 'safe-contact',
  'key-worker': 'key-worker',
  'below-threshold': 'below-threshold',
};

/**
 * Where a line of the checklist is mended: the form that asks for just that, at its question where the form has many. Nowhere for a
 * reader who may not give its command.
 */
export function formFor(
  key: string,
  personId: string,
  handover: Handover,
  commands: readonly HandoverCommandName[],
): string | undefined {
  const ofChild = mending[key];
  if (ofChild) return pagePaths.form(personId, ofChild);
  if (handover.state === 'draft')
    return `${pagePaths.handoverForm(personId, handover.handoverId, 'revise')}#${key}`;
  const released = key === 'released' && handover.state === 'accepted';
  const form = released ? 'record-seen' : closingForms[key];
  return form && commands.includes(form)
    ? pagePaths.handoverForm(personId, handover.handoverId, form)
    : undefined;
}
