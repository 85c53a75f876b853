import { holderOf } from '../../domain/child/state.ts';
import type { Preparation } from '../../domain/handover/commands.ts';
import { closesOnADay } from '../../domain/handover/destination.ts';
import { gpAnswered, gpBeside } from '../../domain/handover/gp-elsewhere.ts';
import { type GpAnswer, gpAnswers, gpAnswerWords } from '../../domain/handover/parts.ts';
import {
  type HandoverKind,
  kinds,
  kindWords,
  type Level,
  levels,
  levelWords,
  type Occasion,
  occasions,
  occasionsOf,
  occasionWords,
} from '../../domain/language/words.ts';
import { destinationFields, destinationKnown, destinationOf } from './destination.ts';
import type { Answers, Field, RawForm } from './fields.ts';
import type { View } from './form.ts';

/** A draft is kept without it; the checklist asks for it before the offer is sent. */
const beforeSending = { optional: true, needed: 'needed before it is sent' } as const;

/** The questions of a draft, in the order of SAFER. What is left empty now is asked for by the checklist before sending. */
export function preparationFields(view: View): readonly Field[] {
  const { directory, actor } = view;
  const ours = directory.teams.get(actor.teamId)?.kind;
  const fitting = kinds.filter((kind) => kind.startsWith(ours === 'fnp' ? 'fnp' : 'health-visiting'));
  const why = fitting.flatMap(occasionsOf);
  // With a last day it is planned; without one the service closes suddenly.
  const releasing = view.handover?.releasingTeamId ?? holderOf(view.state)?.teamId ?? '';
  const closes =
    closesOnADay(view.state, releasing, directory) || view.handover?.occasion === 'service-closes';
  const notThis = closes ? 'service-stops' : 'service-closes';
  return [
    {
      kind: 'choice',
      name: 'kind',
      label: 'What kind of handover is it?',
      options: fitting.map((value) => ({ value, words: kindWords[value] })),
    },
    {
      kind: 'choice',
      name: 'occasion',
      label: 'Why is it made?',
      options: occasions
        .filter((value) => why.includes(value) && value !== notThis)
        .map((value) => ({ value, words: occasionWords[value] })),
    },
    ...destinationFields(view),
    ...gpFields(view),
    {
      kind: 'choice',
      name: 'level',
      label: 'Which level of service do you propose?',
      hint: 'Your assessment below gives the reason: it stands beside the level.',
      optional: true,
      needed: 'needed before it is sent to health visiting',
      options: levels.map((value) => ({ value, words: levelWords[value] })),
    },
    {
      kind: 'long',
      name: 'situation',
      label: 'Situation: why is this family being handed over?',
      ...beforeSending,
    },
    { kind: 'long', name: 'assessment', label: 'Assessment: what do you think, and why?', ...beforeSending },
    { kind: 'long', name: 'family', label: 'Family: strengths and needs', ...beforeSending },
    {
      kind: 'long',
      name: 'expected-response',
      label: 'Expected response: what do you ask them to do, and by when?',
      ...beforeSending,
    },
    {
      kind: 'long',
      name: 'recording',
      label: 'Recording: where is the record, and how will it be sent?',
      optional: true,
      needed: 'needed before an urgent one is sent',
    },
  ];
}

/** Asked only where the GP is in another area than the home (scenario A27): that the child sleeps there, and what becomes of the practice. */
function gpFields(view: View): readonly Field[] {
  const differs = gpBeside(view.state, view)?.differs;
  if (!differs) return [];
  return [
    {
      kind: 'choice',
      name: 'gp-elsewhere',
      label: `The GP is in ${differs.gp}, the home in ${differs.home}. What have you found?`,
      hint: 'If the child sleeps somewhere else, record where it sleeps first: residence decides where it goes.',
      asks: 'what becomes of the practice',
      ...beforeSending,
      options: gpAnswers.map((value) => ({ value, words: gpAnswerWords[value] })),
    },
  ];
}

/** The draft of the answers. */
export function preparation(answers: Answers, view: View): Preparation {
  return {
    kind: answers.text('kind') as HandoverKind,
    occasion: answers.text('occasion') as Occasion,
    destination: destinationOf(answers, view),
    addressedTo: null,
    proposedLevel: (answers.text('level') || null) as Level | null,
    summary: {
      situation: answers.text('situation'),
      assessment: answers.text('assessment'),
      family: answers.text('family'),
      expectedResponse: answers.text('expected-response'),
      recording: answers.text('recording'),
    },
    ...gpOf(answers),
  };
}

function gpOf(answers: Answers): Pick<Preparation, 'gpAnswer'> {
  const said = answers.text('gp-elsewhere');
  return said === '' ? {} : { gpAnswer: said as GpAnswer };
}

/** The draft as the boxes hold it. */
export function preparationKnown(view: View): RawForm {
  const { handover } = view;
  if (!handover) return {};
  const { kind, occasion, proposedLevel, summary } = handover;
  return {
    kind,
    occasion,
    ...destinationKnown(view),
    level: proposedLevel ?? '',
    'gp-elsewhere': gpAnswered(handover, view.state) ?? '',
    situation: summary.situation,
    assessment: summary.assessment,
    family: summary.family,
    'expected-response': summary.expectedResponse,
    recording: summary.recording,
  };
}
