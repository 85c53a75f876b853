import type { Preparation } from '../../domain/handover/commands.ts';
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
  const closes = view.state.lastDay !== null || view.handover?.occasion === 'service-closes';
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
  };
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
    situation: summary.situation,
    assessment: summary.assessment,
    family: summary.family,
    'expected-response': summary.expectedResponse,
    recording: summary.recording,
  };
}
