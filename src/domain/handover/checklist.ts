import type { Context } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { saySeen, whomNow } from '../language/sightings.ts';
import { belowTheThreshold, hasStatus, planWithoutKeyWorker } from '../risk/circumstances.ts';
import { disputeOpen, type Handover, openQuestion, priorityOf, releaseOf } from './facts.ts';
import { gpBeside, gpToSettle } from './gp-elsewhere.ts';

/** What a checklist reads of the child, and the directory of the day. */
type Child = Pick<ChildState, 'circumstances' | 'gp' | 'address'>;
type Around = Pick<Context, 'directory' | 'now'>;

/** One line of the checklist: what it asks for, in words, and whether the draft has it. */
export type ChecklistItem = { readonly key: string; readonly words: string; readonly done: boolean };

/**
 * What a handover must say before it may be sent, by kind and priority (scenarios A33 to A35).
 * "Nobody has asked" is missing; "asked, and there is none" is an answer.
 */
export function checklist(handover: Handover, child: Child, around: Around): readonly ChecklistItem[] {
  const { summary } = handover;
  const { circumstances } = child;
  const items: ChecklistItem[] = [
    item('situation', 'Situation: why this family is being handed over', summary.situation !== ''),
    item('assessment', 'Assessment: what you think, and why', summary.assessment !== ''),
    item('family', 'Family: strengths and needs', summary.family !== ''),
    item(
      'expected-response',
      'Expected response: what you ask the receiving side to do, and by when',
      summary.expectedResponse !== '',
    ),
    item(
      'people',
      'Who lives with the child and who has parental responsibility',
      circumstances.people !== null,
    ),
    item(
      'dangers',
      'Who is a danger to this child now, or that nobody is known to be',
      circumstances.dangers !== null,
    ),
    item('statutory', 'Statutory status, or that there is none', circumstances.statutory !== null),
    item('contact', 'A safe way to make contact', circumstances.contact !== null),
  ];
  // The programme is one service: it is the level that needs no proposal.
  if (handover.kind !== 'fnp-to-fnp' && handover.kind !== 'health-visiting-to-fnp') {
    items.push(item('level', 'The level of service you propose', handover.proposedLevel !== null));
  }
  if (priorityOf(handover) === 'urgent') {
    items.push(
      item(
        'recording',
        'Recording: where the safeguarding record is, and how it will be sent',
        summary.recording !== '',
      ),
    );
  }
  if (hasStatus(circumstances, 'child-protection-plan')) {
    const known = !planWithoutKeyWorker(circumstances);
    items.push(item('key-worker', 'The key worker of the child protection plan', known));
  }
  const below = belowTheThreshold(circumstances);
  if (below.length > 0) {
    items.push(
      item(
        'below-threshold',
        'Why the child is below the threshold of child protection, and who agreed: no register shows it',
        below.every(({ why, agreedBy }) => Boolean(why && agreedBy)),
      ),
    );
  }
  return [...items, ...gpItem(handover, child, around)];
}

/** Residence decides where the child goes; that it holds, and what becomes of a practice elsewhere, a person says (scenario A27). */
function gpItem(handover: Handover, child: Child, around: Around): readonly ChecklistItem[] {
  const differs = gpBeside(child, around)?.differs;
  if (!differs) return [];
  const words = `The GP is in ${differs.gp}, the home in ${differs.home}: that the child sleeps there, and what becomes of the practice`;
  return [item('gp-elsewhere', words, gpToSettle(handover, child, around) === null)];
}

/** The lines that are still missing. */
export function missing(handover: Handover, child: Child, around: Around): readonly ChecklistItem[] {
  return checklist(handover, child, around).filter((line) => !line.done);
}

function item(key: string, words: string, done: boolean): ChecklistItem {
  return { key, words, done };
}

/** What must be done before a handover can close (promise P4). */
export function closingList(
  handover: Handover,
  { identity }: Pick<ChildState, 'identity'>,
): readonly ChecklistItem[] {
  const { happenings } = handover;
  const released = releaseOf(handover) !== null;
  return [
    item('released', 'The release point is reached', released),
    item(
      'seen',
      `${saySeen(whomNow(identity))} face to face by the receiving practitioner`,
      handover.state === 'seen' || handover.state === 'closed',
    ),
    item('level', 'The level of service is decided', happenings.level !== null),
    item(
      'parent',
      'The parent is told who has the child now, or a decision not to tell is recorded',
      happenings.parent !== null && (released || !happenings.parent.told),
    ),
    item(
      'gp',
      'The GP is told who has the child now, or the registration route is recorded',
      happenings.gp !== null && (released || happenings.gp.route === 'no-gp'),
    ),
    item('chis', 'Child health records are told who has the child now', happenings.chis !== null && released),
    // Somebody still waits for an answer: closing would leave nobody to give it (promise P3).
    ...(disputeOpen(handover) ? [item('dispute', 'The dispute is decided', false)] : []),
    ...(openQuestion(handover) ? [item('question', 'Each question is answered', false)] : []),
  ];
}
