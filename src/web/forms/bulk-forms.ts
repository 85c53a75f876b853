import type { PlanBulk } from '../../application/bulk/bulk-commands.ts';
import { mayHold } from '../../domain/access/roles.ts';
import { bulkKinds, bulkKindWords, kindBetweenTeams } from '../../domain/bulk/bulk-handover.ts';
import { type CivilDate, type Instant, londonDate } from '../../domain/calendar/time.ts';
import { mayKeep } from '../../domain/directory/decide.ts';
import { type Directory, presentAt, teamLive } from '../../domain/directory/directory.ts';
import type { Answers, Field, Option } from './fields.ts';

const ownAddress = 'own-address';

/** The questions of a plan for a team's last day: what happens, by when, and who receives. */
export function planFields(directory: Directory, teamId: string, today: CivilDate): readonly Field[] {
  const releasing = directory.teams.get(teamId);
  const fitting = [...directory.teams.values()].filter(
    (team) =>
      releasing !== undefined &&
      team.id !== teamId &&
      team.kind !== 'outside' &&
      // A desk of no service only finds routes.
      !(team.holdingDesk && team.serviceId === null) &&
      teamLive(directory, team.id, today) &&
      kindBetweenTeams(releasing, team) !== null,
  );
  return [
    {
      kind: 'choice',
      name: 'kind',
      label: 'What happens to the team?',
      asks: 'what happens to the team',
      options: bulkKinds
        .filter((kind) => kind !== 'caseload')
        .map((value) => ({ value, words: bulkKindWords[value] })),
    },
    {
      kind: 'date',
      name: 'last-day',
      label: 'What is its last day?',
      asks: 'the last day of the team',
      hint: 'Every child is to be accepted 20 working days before it.',
    },
    {
      kind: 'choice',
      name: 'to',
      label: 'Who receives the children?',
      asks: 'who receives the children',
      options: [
        {
          value: ownAddress,
          words: 'Each by its own address on the last day',
        },
        ...fitting.map((team) => ({ value: team.id, words: team.name })),
      ],
    },
    {
      kind: 'long',
      name: 'why',
      label: 'Why?',
      hint: 'The new teams and the commissioner read this: nothing about a single family.',
    },
    {
      kind: 'long',
      name: 'expected-response',
      label: 'What do you ask every receiving team to do, and by when?',
      asks: 'what you ask every receiving team to do',
    },
  ];
}

/** The plan that the answers make. */
export function planOf(answers: Answers, bulkId: string, releasingTeamId: string): PlanBulk {
  const to = answers.text('to');
  return {
    bulkId,
    kind: answers.text('kind') as PlanBulk['kind'],
    releasingTeamId,
    routing: to === ownAddress ? { to: ownAddress } : { to: 'desk', teamId: to },
    lastDay: answers.text('last-day'),
    why: answers.text('why'),
    expectedResponse: answers.text('expected-response'),
  };
}

export const decisionFields: readonly Field[] = [
  {
    kind: 'choice',
    name: 'decision',
    label: 'Does it go?',
    options: [
      { value: 'go', words: 'Go: offer each child once its handover is complete' },
      {
        value: 'no-go',
        words:
          'No go: withdraw drafts and offers, and lift the last day. What a named person has accepted stays',
      },
    ],
  },
  {
    kind: 'long',
    name: 'why',
    label: 'Why?',
    hint: 'Kept with your name. The commissioner reads it: nothing about a single family.',
  },
  {
    kind: 'long',
    name: 'capacity-why',
    label: 'If a team is above its limit: why does it go on all the same?',
    optional: true,
  },
];

/** Leads in post of live teams that can take these children. */
export function leadFields(
  directory: Directory,
  releasingTeamId: string,
  today: CivilDate,
): readonly Field[] {
  const releasing = directory.teams.get(releasingTeamId);
  const options = [...directory.practitioners.values()].flatMap((person): Option[] => {
    const team = directory.teams.get(person.teamId);
    const fits =
      person.role === 'lead' &&
      person.status === 'present' &&
      team !== undefined &&
      team.id !== releasingTeamId &&
      teamLive(directory, team.id, today) &&
      releasing !== undefined &&
      kindBetweenTeams(releasing, team) !== null;
    return fits ? [{ value: person.id, words: `${person.name}, ${team.name}` }] : [];
  });
  return [
    { kind: 'choice', name: 'lead', label: 'Which lead takes them?', options },
    { kind: 'long', name: 'why', label: 'Why?', hint: 'Both teams read this.' },
  ];
}

export const acceptFields: readonly Field[] = [
  {
    kind: 'date',
    name: 'first-contact',
    label: 'By when is each family contacted?',
    hint: 'For those who are accepted with this form.',
  },
  {
    kind: 'text',
    name: 'late-reason',
    label: 'If that is after the time limit: why?',
    optional: true,
  },
];

/** The last day of a team, and who keeps what it kept of children held outside the network: first the holding desks. */
export function closeFields(directory: Directory, closing: string, now: Instant): readonly Field[] {
  const keepers = [...directory.teams.values()]
    .filter((team) => mayKeep(directory, team, closing, londonDate(now)))
    .toSorted((a, b) => Number(b.holdingDesk) - Number(a.holdingDesk) || (a.name < b.name ? -1 : 1));
  return [
    {
      kind: 'date',
      name: 'on',
      label: 'From which day does the team no longer work?',
      asks: 'the day from which the team no longer works',
    },
    {
      kind: 'choice',
      name: 'keeper',
      label: 'Who keeps the record of children whom a team outside the network holds?',
      hint: 'What your team owes to them is owed by that team from now on.',
      asks: 'who keeps these records',
      optional: true,
      needed: 'needed where your team keeps such a record',
      options: keepers.map(({ id, name }) => ({ value: id, words: name })),
    },
  ];
}

/** Who of a team is there now and can answer for a child. */
export function takerOptions(
  directory: Directory,
  teamId: string,
  but: string | null,
  now: Instant,
): readonly Option[] {
  return [...directory.practitioners.values()]
    .filter((person) => person.teamId === teamId && person.id !== but && mayHold(person.role))
    .filter((person) => presentAt(directory, person.id, now))
    .map((person) => ({ value: person.id, words: person.name }));
}
