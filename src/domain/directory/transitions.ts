import type { CivilDate, Instant } from '../calendar/time.ts';
import { markdownTable, saidCell } from '../language/markdown-table.ts';
import type { DirectoryRefusalCode } from '../language/refusals-of-the-directory.ts';
import type { PersonChange, TeamChange, TurnChange } from './commands.ts';
import { awayAt, type Directory } from './directory.ts';

/** How a person stands in the directory. An account that is closed is one of somebody who left or was switched off before. */
export const personStates = ['unknown', 'here', 'away', 'left', 'switched-off', 'closed'] as const;
export type PersonState = (typeof personStates)[number];

export const teamStates = ['unknown', 'working', 'closed'] as const;
export type TeamState = (typeof teamStates)[number];

type Cells<Name extends string, Code = DirectoryRefusalCode> = Readonly<Record<Name, 'yes' | Code>>;

const inPost = {
  'be-away': 'yes',
  // Somebody who is back may say so twice where a page is slow: the second time nothing is left to end.
  return: 'yes',
  leave: 'yes',
  disable: 'yes',
  'close-account': 'still-works-here',
} as const;

/** The table of a person in the directory: every state by every change. */
export const personTransitions = {
  unknown: {
    'be-away': 'no-such-person',
    return: 'no-such-person',
    leave: 'no-such-person',
    disable: 'no-such-person',
    'close-account': 'no-such-person',
  },
  here: inPost,
  away: inPost,
  left: {
    'be-away': 'left-already',
    return: 'yes',
    leave: 'left-already',
    disable: 'left-already',
    'close-account': 'yes',
  },
  'switched-off': {
    'be-away': 'switched-off-already',
    return: 'yes',
    leave: 'switched-off-already',
    disable: 'switched-off-already',
    'close-account': 'yes',
  },
  closed: {
    'be-away': 'closed-already',
    return: 'yes',
    leave: 'closed-already',
    disable: 'closed-already',
    'close-account': 'closed-already',
  },
} as const satisfies Readonly<Record<PersonState, Cells<PersonChange['type']>>>;

const nothingOfTheirs = { 'act-as-duty': 'actor-gone', 'end-duty': 'actor-gone' } as const;

/** The table of a turn at the duty desk, which is one's own: whoever is away, or is not in post, does nothing at all. */
export const turnTransitions = {
  unknown: { 'act-as-duty': 'no-such-person', 'end-duty': 'no-such-person' },
  here: { 'act-as-duty': 'yes', 'end-duty': 'yes' },
  away: { 'act-as-duty': 'actor-away', 'end-duty': 'actor-away' },
  left: nothingOfTheirs,
  'switched-off': nothingOfTheirs,
  closed: nothingOfTheirs,
} as const satisfies Readonly<
  Record<PersonState, Cells<TurnChange['type'], 'no-such-person' | 'actor-away' | 'actor-gone'>>
>;

/** The table of a team: its last day may be moved until it has come. */
export const teamTransitions = {
  unknown: { 'close-team': 'no-such-team' },
  working: { 'close-team': 'yes' },
  closed: { 'close-team': 'team-closed-already' },
} as const satisfies Readonly<Record<TeamState, Cells<TeamChange['type']>>>;

/** How a person stands in the directory at that moment. */
export function personStateOf(directory: Directory, practitionerId: string, now: Instant): PersonState {
  const practitioner = directory.practitioners.get(practitionerId);
  if (!practitioner) return 'unknown';
  if (practitioner.accountClosedAt) return 'closed';
  if (practitioner.status === 'left') return 'left';
  if (practitioner.status === 'disabled') return 'switched-off';
  return awayAt(directory, practitionerId, now) ? 'away' : 'here';
}

/** How a team stands on that day. A team that is yet to begin counts as working: its last day may be set already. */
export function teamStateOf(directory: Directory, teamId: string, day: CivilDate): TeamState {
  const team = directory.teams.get(teamId);
  if (!team) return 'unknown';
  return team.to !== null && team.to <= day ? 'closed' : 'working';
}

const personStateWords: Readonly<Record<PersonState, string>> = {
  unknown: 'Not known',
  here: 'Works here',
  away: 'Away',
  left: 'Has left',
  'switched-off': 'Account switched off',
  closed: 'Account closed',
};

const teamStateWords: Readonly<Record<TeamState, string>> = {
  unknown: 'Not known',
  working: 'Works',
  closed: 'Works no more',
};

const personChangeWords: Readonly<Record<PersonChange['type'], string>> = {
  'be-away': 'Record an absence',
  return: 'Back again',
  leave: 'Leaves the post',
  disable: 'Switch off the account',
  'close-account': 'Close the account',
};

export const personChanges = Object.keys(personChangeWords) as PersonChange['type'][];

const turnChangeWords: Readonly<Record<TurnChange['type'], string>> = {
  'act-as-duty': 'Act as duty at the desk',
  'end-duty': 'End the own turn',
};

export const turnChanges = Object.keys(turnChangeWords) as TurnChange['type'][];

/** The tables of the directory as Markdown, for docs/domain.md: a row for each change, a column for each state. */
export function directoryTablesMarkdown(): string {
  const people = markdownTable(
    ['Change of a person', ...personStates.map((state) => personStateWords[state])],
    personChanges.map((name) => [
      `${personChangeWords[name]} (\`${name}\`)`,
      ...personStates.map((state) => saidCell(personTransitions[state][name])),
    ]),
  );
  const turns = markdownTable(
    ['Turn at the duty desk', ...personStates.map((state) => personStateWords[state])],
    turnChanges.map((name) => [
      `${turnChangeWords[name]} (\`${name}\`)`,
      ...personStates.map((state) => saidCell(turnTransitions[state][name])),
    ]),
  );
  const teams = markdownTable(
    ['Change of a team', ...teamStates.map((state) => teamStateWords[state])],
    [
      [
        'Say its last day (`close-team`)',
        ...teamStates.map((state) => saidCell(teamTransitions[state]['close-team'])),
      ],
    ],
  );
  return `${people}\n\n${turns}\n\n${teams}`;
}
