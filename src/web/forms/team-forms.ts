import type { Instant } from '../../domain/calendar/time.ts';
import { type Directory, ladderNames } from '../../domain/directory/directory.ts';
import type { SupervisedNurse } from '../../domain/programme/supervision.ts';
import type { Field } from './fields.ts';

type Supervision = Pick<SupervisedNurse, 'nurseId' | 'teamId'>;

/** Who may have supervised a nurse: the team's lead, whoever stands in, the named nurse; never herself, the likeliest first. */
export function supervisorsOf(directory: Directory, { nurseId, teamId }: Supervision, now: Instant) {
  const lead = directory.practitioners.get(directory.teams.get(teamId)?.leadId ?? '');
  const people = [
    ...ladderNames(directory, teamId, 'lead', now),
    ...(lead ? [{ practitionerId: lead.id, name: lead.name }] : []),
    ...ladderNames(directory, teamId, 'named-nurse', now),
  ].filter(({ practitionerId }) => practitionerId !== null && practitionerId !== nurseId);
  return [...new Map(people.map(({ practitionerId, name }) => [practitionerId ?? '', name]))].map(
    ([value, words]) => ({ value, words }),
  );
}

/** Supervision that was held: with which nurse is in the address, what was said stands elsewhere. */
export function supervisionFields(directory: Directory, of: Supervision, now: Instant): readonly Field[] {
  return [
    { kind: 'date', name: 'held', label: 'On which day was it held?' },
    { kind: 'choice', name: 'by', label: 'By whom?', options: supervisorsOf(directory, of, now) },
  ];
}

export const workingTimeFields: readonly Field[] = [
  {
    kind: 'choice',
    name: 'share',
    label: 'What part of whole time?',
    options: [
      { value: '1', words: 'Whole time' },
      { value: '0.9', words: '0.9' },
      { value: '0.8', words: '0.8' },
      { value: '0.7', words: '0.7' },
      { value: '0.6', words: '0.6' },
      { value: '0.5', words: '0.5' },
      { value: '0.4', words: '0.4' },
      { value: '0.2', words: '0.2' },
    ],
  },
  { kind: 'date', name: 'from', label: 'From which day?' },
  { kind: 'text', name: 'why', label: 'What was agreed?' },
];
