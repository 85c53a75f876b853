import { londonDate } from '../../domain/calendar/time.ts';
import { parseNhsNumber, typedNumberFault } from '../../domain/identity/nhs-number.ts';
import type { Joining } from '../../domain/programme/client-facts.ts';
import type { ClientView } from './client-form.ts';
import type { Answers, Field, FieldError } from './fields.ts';
import type { Reach } from './form.ts';

/** Who sees a child now that is not on the client's record. */
const seers = [
  { value: 'team', words: 'A team of this network: health visiting, or another site' },
  { value: 'outside', words: 'A service outside this network' },
  { value: 'nobody', words: 'Nobody yet' },
] as const;

/** The questions about one child who is born already and is not on the client's record. */
export function joiningFields(no: number, optional: boolean): readonly Field[] {
  const which = no === 1 ? 'the child' : `child ${no}`;
  return [
    {
      kind: 'text',
      name: `joins-given-${no}`,
      label: `Given name of ${which}`,
      optional,
      ...(optional && no === 1 ? { hint: 'A child of hers who is born already and not listed here.' } : {}),
      ...(no === 2 ? { hint: 'For twins or more: each child has a record of its own.' } : {}),
    },
    { kind: 'date', name: `joins-born-${no}`, label: `When was ${which} born?`, optional },
    {
      kind: 'text',
      name: `joins-number-${no}`,
      label: `NHS number of ${which}`,
      keypad: 'numeric',
      hint: 'A team of this network is found by number and date of birth together.',
      short: true,
      optional: true,
    },
    {
      kind: 'choice',
      name: `joins-seer-${no}`,
      label: `Who sees ${which} now?`,
      optional,
      options: [...seers],
    },
    {
      kind: 'text',
      name: `joins-service-${no}`,
      label: 'If outside this network: which service, and its telephone?',
      optional: true,
    },
  ];
}

const mentioned = (answers: Answers, no: number) =>
  ['given', 'born', 'number', 'seer'].some((box) => answers.text(`joins-${box}-${no}`) !== '');

/** Which of the children asked about were answered for. */
export function joiningNos(answers: Answers, most: number): readonly number[] {
  return Array.from({ length: most }, (_, index) => index + 1).filter((no) => mentioned(answers, no));
}

/** What is missing or cannot be right in the answers about one child. */
export function joiningFaults(answers: Answers, view: ClientView, no: number): readonly FieldError[] {
  const text = (box: string) => answers.text(`joins-${box}-${no}`);
  const faults: FieldError[] = [];
  const add = (box: string, says: string) => faults.push({ name: `joins-${box}-${no}`, says });
  if (text('given') === '') add('given', 'Say the child’s given name');
  if (text('born') === '') add('born', 'Say when the child was born');
  else if (text('born') > londonDate(view.now)) add('born', 'That day has not come yet');
  const mistyped = typedNumberFault(text('number'));
  if (mistyped) add('number', mistyped);
  if (text('seer') === '') add('seer', 'Say who sees the child now');
  if (text('seer') === 'team' && text('number') === '')
    add('number', 'The record of a team of this network is found by the NHS number');
  if (text('seer') === 'outside' && text('service') === '') add('service', 'Say which service it is');
  return faults;
}

/** A team of the network is found, or somebody has to ask; a child that a team holds is never entered a second time. */
export async function joiningLookUp(
  answers: Answers,
  reach: Reach,
  no: number,
): Promise<readonly FieldError[]> {
  const number = parseNhsNumber(answers.text(`joins-number-${no}`));
  if (!number.ok) return [];
  const seer = answers.text(`joins-seer-${no}`);
  const found = await reach.childOf(number.number, answers.text(`joins-born-${no}`));
  if (seer === 'team' && found === null)
    return [
      {
        name: `joins-number-${no}`,
        says: 'No child in care has this number and date of birth. Check both with her, or ask the team by telephone',
      },
    ];
  const held = found !== null || (await reach.isHeld(number.number));
  return seer !== 'team' && held
    ? [
        {
          name: `joins-seer-${no}`,
          says: 'A team of this network answers for a child with this number. Choose it, and check the date of birth',
        },
      ]
    : [];
}

/** The child of those answers: the record that is there, or a new one. */
export async function joiningOf(
  answers: Answers,
  view: ClientView,
  reach: Reach,
  no: number,
): Promise<Joining> {
  const text = (box: string) => answers.text(`joins-${box}-${no}`);
  const parsed = parseNhsNumber(text('number'));
  const nhsNumber = parsed.ok ? parsed.number : null;
  const [bornOn, givenName] = [text('born'), text('given')];
  const found = nhsNumber === null ? null : await reach.childOf(nhsNumber, bornOn);
  if (found !== null) return { personId: found, bornOn, givenName };
  const seenBy = text('seer') === 'outside' ? text('service') : null;
  const entered = { familyName: view.state.identity.familyName, nhsNumber, seenBy };
  return { personId: reach.newId(), bornOn, givenName, entered };
}
