import { mayHold } from '../../domain/access/roles.ts';
import { inPost, type Practitioner, presentAt } from '../../domain/directory/directory.ts';
import type { HandoverCommand } from '../../domain/handover/commands.ts';
import { lowerPriorities } from '../../domain/handover/decide-priority.ts';
import { type CallBack, priorityOf, waits } from '../../domain/handover/facts.ts';
import { meetingsLeft } from '../../domain/handover/release-point.ts';
import { speakersOf } from '../../domain/handover/speakers.ts';
import { whomNow } from '../../domain/language/sightings.ts';
import { levels, levelWords, priorities, priorityWords } from '../../domain/language/words.ts';
import { olderLabelsOf } from '../../domain/reviews/levels.ts';
import { dangersThatTravel } from '../../domain/risk/circumstances.ts';
import { isHigher } from '../../domain/risk/priority.ts';
import type { Answers, Field, Option } from './fields.ts';
import type { ChildForm, View } from './form.ts';

/** A form of a command on one handover: what the handover adds is its number. */
export type Making = Omit<ChildForm, 'title' | 'button' | 'command'> & {
  readonly button?: string;
  readonly command: (
    answers: Answers,
    handoverId: string,
    view: View,
    newId: () => string,
  ) => HandoverCommand;
};

export function reason(label: string): Field {
  return { kind: 'long', name: 'reason', label };
}

const callBackFields = (view: View): readonly Field[] => [
  {
    kind: 'text',
    name: 'number',
    label: 'Which number from the directory did you ring?',
    hint: sayNumberOf(view),
  },
  { kind: 'text', name: 'outside-name', label: 'Name of the practitioner outside who spoke for their team' },
  { kind: 'text', name: 'spoken-by', label: 'Who of our side spoke?' },
  { kind: 'moment', name: 'spoke-at', label: 'When did you speak?' },
  {
    kind: 'choice',
    name: 'second-name',
    label: 'Second name of our side, who can confirm the call',
    options: colleagues(view),
  },
];

/** What the directory has for the team that is rung. */
function sayNumberOf({ handover, directory }: View): string {
  const number = directory.teams.get(handover?.destination.teamId ?? '')?.phone;
  return number
    ? `The directory has ${number}.`
    : 'The directory has no number for this team yet. Have whoever runs Handhold enter it before you ring.';
}

export function isOutside(view: View): boolean {
  return view.handover?.destination.kind === 'outside';
}

export function withCallBack(view: View, ...fields: readonly Field[]): readonly Field[] {
  return isOutside(view) ? [...fields, ...callBackFields(view)] : fields;
}

export function callBackOf(answers: Answers, view: View): { callBack: CallBack } | Record<string, never> {
  if (!isOutside(view)) return {};
  return {
    callBack: {
      number: answers.text('number'),
      outsideName: answers.text('outside-name'),
      spokenBy: answers.text('spoken-by'),
      spokeAt: answers.text('spoke-at'),
      secondName: answers.text('second-name'),
    },
  };
}

/** Everybody of the releasing team's organisation who is here now, the actor apart, by name. */
function colleagues(view: View): readonly Option[] {
  const { directory, handover, actor, now } = view;
  const organisation = directory.teams.get(handover?.releasingTeamId ?? '')?.organisationId;
  const fits = ({ id, teamId }: Practitioner) =>
    id !== actor.practitionerId &&
    directory.teams.get(teamId)?.organisationId === organisation &&
    presentAt(directory, id, now);
  return people(view, fits).map(({ value, words }) => ({
    value: directory.practitioners.get(value)?.name ?? value,
    words,
  }));
}

/** The practitioners of the receiving team who are here now and may answer for a child. */
export function receivers(view: View): readonly Option[] {
  const teamId = view.handover?.destination.teamId;
  return people(
    view,
    ({ id, role, teamId: of }) => of === teamId && mayHold(role) && presentAt(view.directory, id, view.now),
  );
}

export function people(view: View, fits: (person: Practitioner) => boolean): readonly Option[] {
  return [...view.directory.practitioners.values()]
    .filter((person) => fits(person) && inPost(view.directory, person.id, view.now))
    .map((person) => ({
      value: person.id,
      words: `${person.name}, ${view.directory.teams.get(person.teamId)?.name ?? person.teamId}`,
    }));
}

/** Who spoke for a side: chosen from its people by name, and written down where the side is outside the network. */
export function speaker(
  { directory, now }: View,
  teamId: string | undefined,
  asked: { readonly name: string; readonly label: string },
): Field {
  const people = teamId === undefined ? null : speakersOf(directory, teamId, now);
  if (people === null) return { kind: 'text', ...asked };
  // The handover's own team first: it is nearly always one of them.
  const own = people.toSorted((a, b) => Number(b.teamId === teamId) - Number(a.teamId === teamId));
  const options = own.map(({ name, teamId: of }) => ({
    value: name,
    words: `${name}, ${directory.teams.get(of)?.name ?? of}`,
  }));
  return { kind: 'choice', ...asked, options };
}

export function dangerOptions(view: View): readonly Option[] {
  return dangersThatTravel(view.state.circumstances).map((danger) => ({
    value: danger.dangerId,
    words: `${danger.who} (${danger.relation})`,
    hint: danger.why,
  }));
}

/** The priorities above that of the handover, or those below it to which it may be lowered. */
export function otherPriorities({ handover, state }: View, which: 'above' | 'below'): readonly Option[] {
  const others =
    which === 'below' && handover
      ? lowerPriorities(handover, state)
      : priorities.filter((one) => !handover || isHigher(one, priorityOf(handover)));
  return others.map((value) => ({ value, words: priorityWords[value] }));
}

export const levelOptions: readonly Option[] = levels.map((value) => ({
  value,
  words: levelWords[value],
  hint: olderLabelsOf(value),
}));

export function correctionOptions({ state }: View): readonly Option[] {
  return [
    { value: 'seen', words: `The ${whomNow(state.identity)} was not seen` },
    { value: 'first-contact', words: 'There was no first contact' },
    { value: 'parent-told', words: 'What is recorded about telling the parent is wrong' },
    { value: 'gp-told', words: 'The GP was not told' },
    { value: 'chis-told', words: 'Child health records were not told' },
  ];
}

export function questionFields(view: View): readonly Field[] {
  const open = view.handover?.happenings.questions.filter(waits) ?? [];
  const options = open.map((question) => ({ value: question.questionId, words: question.text }));
  return [
    { kind: 'choice', name: 'question', label: 'Which question are you answering?', options },
    { kind: 'long', name: 'text', label: 'Your answer' },
  ];
}

export function meetingOptions(view: View): readonly Option[] {
  const left = view.handover ? meetingsLeft(view.handover, view.state.circumstances) : [];
  const needed = left.map(({ kind, words }) => ({ value: kind, words }));
  return needed.length > 0
    ? needed
    : [
        { value: 'transfer-in-conference', words: 'Transfer-in conference' },
        { value: 'strategy-discussion', words: 'Strategy discussion' },
        { value: 'case-meeting', words: 'Case meeting before graduation' },
      ];
}

export function teamName(view: View): string {
  const teamId = view.handover?.destination.teamId ?? '';
  return view.directory.teams.get(teamId)?.name ?? teamId;
}
