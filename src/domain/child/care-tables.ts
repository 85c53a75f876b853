import { markdownTable, saidCell } from '../language/markdown-table.ts';
import type { RefusalCode } from '../language/refusals.ts';
import type { MoveCommandName } from '../move/commands.ts';
import { moveState, moveStates, moveStateWords, moveTransitions } from '../move/transitions.ts';
import type { ResponsibilityCommandName } from '../responsibility/commands.ts';
import type { Care } from '../responsibility/facts.ts';
import { careTransitions } from '../responsibility/transitions.ts';
import type { ChildCommandName } from './commands.ts';
import type { ChildState } from './state.ts';

/** What each command on the child itself does, as its row in docs/domain.md begins. */
const responsibilityWords: Readonly<Record<ResponsibilityCommandName, string>> = {
  'take-on': 'Take the child on',
  'record-identity': 'Record names, dates and numbers anew',
  'record-birth': 'Record the birth',
  'record-address': 'Record an address',
  'seal-address': 'Seal the address',
  'open-address': 'Open the sealed address',
  'record-gp': 'Record the GP',
  'record-circumstances': 'Record what surrounds the child',
  'record-sighting': 'Record that the child was seen',
  'correct-sighting': 'It was false that the child was seen',
  'name-practitioner': 'Name a practitioner',
  end: 'End accountability',
  'tell-death-review': 'Record that the child death review was told',
  'place-hold': 'Place a legal hold on the record',
  'lift-hold': 'Lift the legal hold',
  'pass-summary': 'Pass a summary from a sealed record to the new one',
  'take-summary': 'A summary was passed by the designated route',
  'note-duplicate': 'Another record was its duplicate, or was not',
  'reverse-end': 'Reverse the end',
};

const moveWords: Readonly<Record<MoveCommandName, string>> = {
  'receive-signal': 'Something suggests a move',
  'settle-enquiry': 'Settle the move enquiry',
  'review-stay': 'Look again at the short stay',
  'open-claim': 'Another team claims the child',
  'settle-claim': 'Settle the claim',
};

export const responsibilityCommandNames = Object.keys(responsibilityWords) as ResponsibilityCommandName[];
export const moveCommandNames = Object.keys(moveWords) as MoveCommandName[];

const careStatusWords: Readonly<Record<Care['status'], string>> = {
  unknown: 'Not known',
  'in-care': 'In care',
  ended: 'Care has ended',
};

/**
 * What the tables of responsibility and of moves answer to a command now; null where neither has it. Buttons are made
 * from it: what a table refuses has no button.
 */
export function careCell(name: ChildCommandName, child: ChildState): 'yes' | RefusalCode | null {
  const asked: string = name;
  const responsibility = responsibilityCommandNames.find((known) => known === asked);
  if (responsibility) return careTransitions[child.care.status][responsibility];
  const move = moveCommandNames.find((known) => known === asked);
  return move ? moveTransitions[moveState(move, child)][move] : null;
}

/** The table of responsibility as Markdown, for docs/domain.md. */
export function careTableMarkdown(): string {
  const statuses = ['unknown', 'in-care', 'ended'] as const satisfies readonly Care['status'][];
  return markdownTable(
    ['Command', ...statuses.map((status) => careStatusWords[status])],
    responsibilityCommandNames.map((name) => [
      `${responsibilityWords[name]} (\`${name}\`)`,
      ...statuses.map((status) => saidCell(careTransitions[status][name])),
    ]),
  );
}

/** The table of enquiries, claims and short stays as Markdown, for docs/domain.md. */
export function moveTableMarkdown(): string {
  return markdownTable(
    ['Command', ...moveStates.map((state) => moveStateWords[state])],
    moveCommandNames.map((name) => [
      `${moveWords[name]} (\`${name}\`)`,
      ...moveStates.map((state) => saidCell(moveTransitions[state][name])),
    ]),
  );
}
