import type { RefusalWords } from './refusal-words.ts';

/** Why a change of the directory is refused: who works where, who is away, which team closes (scenario A30). */
export const refusalsOfTheDirectory = {
  'no-such-person': {
    says: 'The directory does not know this person.',
    canDo: 'Choose a person of the team.',
  },
  'no-such-team': {
    says: 'The directory does not know this team.',
    canDo: 'Choose a team from the directory.',
  },
  'not-of-the-organisation': {
    says: 'Only a person of the same organisation records that of somebody above the teams.',
    canDo: 'Ask a lead or a safeguarding nurse there, or the person.',
  },
  'not-the-lead': {
    says: 'Only the lead of the team changes who works in it.',
    canDo: 'Ask the lead of that team.',
  },
  'not-the-closing-lead': {
    says: 'Only the lead of the team closes it.',
    canDo: 'Ask the lead of that team.',
  },
  'left-already': {
    says: 'This person has left already.',
    canDo: 'Nobody can sign in as them. Nothing needs to be done.',
  },
  'switched-off-already': {
    says: 'The account of this person is switched off already.',
    canDo: 'Nothing needs to be done.',
  },
  'closed-already': {
    says: 'This account is closed already.',
    canDo: 'Nothing needs to be done.',
  },
  'still-works-here': {
    says: 'This person still works here.',
    canDo: 'Record first that they leave.',
  },
  'team-closed-already': {
    says: 'This team works no more.',
    canDo: 'Nothing needs to be done.',
  },
  'ends-before-it-begins': {
    says: 'The last moment comes before the first.',
    canDo: 'Check both dates.',
  },
  'deputy-not-alike': {
    says: 'The stand-in must be another person of the same team, or somebody in the same role elsewhere.',
    canDo: 'Choose one of the list.',
  },
  'deputy-answers-for-nobody': {
    says: 'An administrator answers for no child.',
    canDo: 'Choose a nurse, a health visitor or the lead.',
  },
  'deputy-of-another-team': {
    says: 'The deputy must be another person of the same team.',
    canDo: 'Choose a deputy of the team.',
  },
  'turn-of-another': {
    says: 'Everybody takes and ends the own turn at the duty desk.',
    canDo: 'Ask the person.',
  },
  'no-desk': {
    says: 'This role takes no turn at a duty desk.',
    canDo: 'Ask somebody of a team that has a desk.',
  },
  'closes-too-soon': {
    says: 'A team closes on a day to come.',
    canDo: 'Choose a later day: its children need a holder first.',
  },
  'cannot-keep': {
    says: 'That team cannot keep the record of children held outside the network.',
    canDo: 'Choose another team that works beyond that day, or the holding desk.',
  },
} as const satisfies Readonly<Record<string, RefusalWords>>;

export type DirectoryRefusalCode = keyof typeof refusalsOfTheDirectory;
