import { sayDate } from '../../domain/calendar/time.ts';
import { type Handover, priorityOf } from '../../domain/handover/facts.ts';
import { proposedPriority } from '../../domain/handover/standing-priority.ts';
import { asSentence } from '../../domain/language/sentence.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import {
  kindWords,
  levelWords,
  moveEffectWords,
  occasionWords,
  priorityWords,
  statutoryWords,
} from '../../domain/language/words.ts';
import type { Circumstances, Danger } from '../../domain/risk/circumstances.ts';
import type { Shown, View } from './form.ts';

/** Exactly what the receiving side will read, before it is sent: the risks first, then what the handover says. */
export function whatIsSent({ handover, state, directory }: View): readonly Shown[] {
  if (!handover) return [];
  const names = namesOf(directory);
  const { destination, addressedTo, summary } = handover;
  const what = destination.kind === 'outside' ? 'What you tell them' : 'What will be sent';
  const written = (words: string) => words || 'Nothing written';
  return [
    { heading: `${what}: the risks`, lines: riskLines(state.circumstances) },
    {
      heading: `${what}: the handover`,
      lines: [
        { key: 'To', value: `${names.team(destination.teamId)}. ${destination.reason}` },
        ...(destination.routed
          ? [
              {
                key: 'Routing finds another desk',
                value: `${names.team(destination.routed.teamId)}. ${destination.routed.reason}`,
              },
            ]
          : []),
        { key: 'Addressed to', value: addressedTo ? names.person(addressedTo) : 'The duty desk' },
        { key: 'Kind', value: `${kindWords[handover.kind]}. ${occasionWords[handover.occasion]}` },
        { key: 'Priority', value: priorityLine(handover) },
        {
          key: 'Proposed level',
          value: handover.proposedLevel ? levelWords[handover.proposedLevel] : 'None',
        },
        { key: 'Situation', value: written(summary.situation) },
        { key: 'Assessment', value: written(summary.assessment) },
        { key: 'Family', value: written(summary.family) },
        { key: 'Expected response', value: written(summary.expectedResponse) },
        { key: 'Recording', value: written(summary.recording) },
        {
          key: 'Also',
          value: whatIsOpened(destination.kind, Boolean(state.address?.sealed)),
        },
      ],
    },
  ];
}

function whatIsOpened(to: Handover['destination']['kind'], sealed: boolean): string {
  if (to === 'outside')
    return 'Nothing of the record is opened to a team outside the network: it knows what you tell it';
  return sealed
    ? 'The child’s record is opened to that team. The address stays sealed'
    : 'The child’s record, with the address, is opened to that team';
}

function priorityLine(handover: Handover): string {
  const { computed, chosen } = handover.priority;
  const held = proposedPriority(handover) ? 'it stood before the facts changed' : computed.reasons.join('; ');
  const why = chosen ? chosen.reason : held;
  return `${priorityWords[priorityOf(handover)]}: ${why}`;
}

function dangerLine({ who, relation, why, move, limits }: Danger): string {
  const held = limits.map(({ what, until }) => `${what}${until ? ` until ${sayDate(until)}` : ''}`);
  return [`${who}, ${relation}. ${asSentence(why)} ${moveEffectWords[move]}`, ...held].join('. ');
}

function riskLines({ dangers, statutory, contact, people }: Circumstances): Shown['lines'] {
  const none = (asked: boolean) => (asked ? 'Asked: there is none' : 'Nobody has asked yet');
  return [
    {
      key: 'A danger to this child now',
      value: dangers?.length
        ? dangers.map((danger) => dangerLine(danger)).join('. ')
        : none(dangers !== null),
    },
    {
      key: 'Statutory status',
      value: statutory?.length
        ? statutory
            .map(
              ({ kind, authority, keyWorker }) =>
                `${statutoryWords[kind]}, ${authority}${keyWorker ? `, key worker ${keyWorker}` : ''}`,
            )
            .join('. ')
        : none(statutory !== null),
    },
    { key: 'Safe contact', value: contact?.route ?? 'Nobody has asked yet' },
    ...(contact?.interpreter ? [{ key: 'Interpreter', value: contact.interpreter }] : []),
    ...(contact?.loneVisitWarning ? [{ key: 'Lone visits', value: contact.loneVisitWarning }] : []),
    {
      key: 'People of the family',
      value:
        people
          ?.map(({ name, relation, livesWithChild, parentalResponsibility }) =>
            [
              `${name}, ${relation}`,
              livesWithChild ? 'lives with the child' : '',
              parentalResponsibility ? 'parental responsibility' : '',
            ]
              .filter(Boolean)
              .join(', '),
          )
          .join('. ') ?? 'Nobody has asked yet',
    },
  ];
}
