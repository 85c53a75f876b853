import { sayDueDay } from '../../domain/calendar/time.ts';
import type { ChildState } from '../../domain/child/state.ts';
import {
  lastDayOfFirstContact,
  type NeededToAccept,
  neededToAccept,
} from '../../domain/handover/acceptance.ts';
import type { HandoverCommandName } from '../../domain/handover/commands.ts';
import type { Handover } from '../../domain/handover/facts.ts';
import { priorityOf } from '../../domain/handover/facts.ts';
import { priorityWords } from '../../domain/language/words.ts';
import { pagePaths } from '../pages/page-paths.ts';
import type { Shown, View } from './form.ts';

/** Where what acceptance asks for is done. */
export function doneIn(key: NeededToAccept['key'], personId: string, handover: Handover): string {
  switch (key) {
    case 'verbal':
      return pagePaths.handoverForm(personId, handover.handoverId, 'record-verbal');
    case 'play-back':
      return pagePaths.handoverForm(personId, handover.handoverId, 'play-back');
    case 'key-worker':
      return pagePaths.form(personId, 'key-worker');
  }
}

/**
 * The first command that acceptance still needs and that is given on the handover itself; null where nothing of the
 * kind is missing.
 */
export function nextBeforeAccepting(handover: Handover, child: ChildState): HandoverCommandName | null {
  const undone = neededToAccept(handover, child).filter(({ done }) => !done);
  if (undone.some(({ key }) => key === 'verbal')) return 'record-verbal';
  return undone.some(({ key }) => key === 'play-back') ? 'play-back' : null;
}

/** What is shown above the form: the last day for the first contact, and what would have the acceptance refused. */
export function beforeAccepting({ handover, state, personId, context }: View): Shown | null {
  if (!handover) return null;
  const lastDay = lastDayOfFirstContact(handover, context);
  const priority = priorityWords[priorityOf(handover)].toLowerCase();
  return {
    heading: 'Before you accept',
    lines: [
      {
        key: 'First contact',
        value: lastDay
          ? `By ${sayDueDay(lastDay)} at the latest where you accept now, as the priority is ${priority}. Later only with a reason`
          : 'No time limit applies',
      },
      ...neededToAccept(handover, state).map(({ key, words, done }) => ({
        key: words,
        value: done ? 'Done' : 'Missing: the child cannot be accepted without it',
        ...(done
          ? {}
          : {
              actions: [
                { href: doneIn(key, personId, handover), text: 'Record', hiddenText: words.toLowerCase() },
              ],
            }),
      })),
    ],
  };
}
