import type { Instant } from '../../domain/calendar/time.ts';
import type { ChildCommand } from '../../domain/child/commands.ts';
import type { HandoverCommandName } from '../../domain/handover/commands.ts';
import type { Summary } from '../../domain/handover/facts.ts';
import type { Danger, StatutoryStatus } from '../../domain/risk/circumstances.ts';

/** What is done in the story beside the handover's own commands, in words. */
export const careWords = {
  'take-on': 'Take the child on',
  'record-birth': 'Record the birth',
  'receive-signal': 'A signal comes in',
  'settle-enquiry': 'Settle where the child sleeps',
  'record-circumstances': 'Record who is around the child, and who is a danger',
  'tell-agencies': 'Tell the other agencies around the child',
  prepare: 'Prepare a handover',
} as const;

/** The commands that the story has words for: it can give no other. */
export type StoryCommand = Extract<
  ChildCommand,
  { readonly type: HandoverCommandName | keyof typeof careWords | 'record-review' }
>;

/** One thing that somebody does in the story. `rule` says which rule would stop it, where the story means it to fail. */
export type Act = {
  readonly key: string;
  readonly at: Instant;
  readonly by: string;
  readonly command: StoryCommand;
  readonly expect: 'done' | 'refused';
};

/** The rules of this house that stop a failure of the pattern, in words: promises and scenarios by their number. */
export const ruleWords = {
  P1: 'Exactly one team answers for a child, and a person in it',
  P2: 'Accountability passes only when a named practitioner has accepted, and at the release point',
  P3: 'Silence raises an alarm; it never closes a case',
  P4: 'Accepted is not seen',
  P5: 'What is open has an owner, a due time and a next step',
  P6: 'A signal is a trigger, never the truth: a person says where the child sleeps',
  A25: 'Where the address is temporary a holding desk finds the route, with a clock',
  A29: 'An offer that nobody answers rings at the duty desk, then at the lead, and on up the ladder',
  A32: 'While the authority enquires, the record moves only after the strategy discussion',
  A33: 'An urgent handover is accepted only after both sides have spoken',
  A34: 'A lower level of service than proposed is decided with a reason',
  A35: 'Who is a danger to the child now is asked, named, and said back by whoever accepts',
} as const;

export type Rule = {
  readonly rule: keyof typeof ruleWords;
  readonly failure: string;
  readonly stops: string;
};

export type Chapter = {
  readonly title: string;
  readonly happens: string;
  /** When the chapter ends. Nobody may have done anything until then: that is when alarms ring. */
  readonly until: Instant;
  readonly acts: readonly Act[];
  readonly rules: readonly Rule[];
};

export const ids = {
  person: '5b0c1e00-0000-4000-8000-000000000001',
  family: 'story-family',
  firstEnquiry: '5b0c1e00-0000-4000-8000-000000000010',
  first: '5b0c1e00-0000-4000-8000-000000000011',
  question: '5b0c1e00-0000-4000-8000-000000000012',
  secondEnquiry: '5b0c1e00-0000-4000-8000-000000000020',
  second: '5b0c1e00-0000-4000-8000-000000000021',
  father: '5b0c1e00-0000-4000-8000-000000000031',
  newAdult: '5b0c1e00-0000-4000-8000-000000000032',
} as const;

export const child = { givenName: 'Rowan', familyName: 'Ellery' } as const;
export const mother = { name: 'Jade Ellery', nhsNumber: null, bornOn: '2007-04-02' } as const;

export const people = {
  familyNurse: 'naomi-fletcher',
  familyNurseLead: 'celia-marchetti',
  ealingDesk: 'samira-haddad',
  ealingVisitor: 'kate-brennan',
  lutonDesk: 'tom-ashworth',
  lutonVisitor: 'amara-osei',
} as const;

export const firstSummary: Summary = {
  situation:
    'Jade and Rowan have moved from Fulham to a privately rented room in Ealing and leave the programme.',
  assessment:
    'Warm and quick with Rowan. Alone in the evenings; money is short. Separated from the father in April.',
  family: 'Her aunt lives two streets away and comes on Sundays.',
  expectedResponse: 'Please see Rowan at the new address this week and decide the level of service.',
  recording: '',
};

export const secondSummary: Summary = {
  situation: 'Evicted; placed by the housing office in a temporary flat in Luton. A new adult is about.',
  assessment:
    'The father is far away now, and that is read as safety. It is not: the danger that counts is the new partner.',
  family: 'The aunt is in Ealing. Nobody of the family is in Luton.',
  expectedResponse:
    'Please see Rowan within two working days, two of you together, and ask who sleeps in the flat.',
  recording: 'Safeguarding pages of the community record; sent by secure mail with this offer.',
};

export const father: Danger = {
  dangerId: ids.father,
  who: 'Dean Pascoe',
  relation: 'Father, separated',
  why: 'Broke the door and hit Jade in June while Rowan was in the room',
  violent: true,
  limits: [],
  move: 'ended-by-move',
};

export const newAdult: Danger = {
  dangerId: ids.newAdult,
  who: 'Craig Yardley',
  relation: 'Mother’s new partner',
  why: 'Assaulted Jade’s neighbour in August; Jade said on the telephone that he sleeps at the Luton flat',
  violent: true,
  limits: [{ what: 'Police bail: to stay outside the M25', from: '2026-08-20', until: null }],
  move: 'moves-with-child',
};

export const childInNeed: StatutoryStatus = {
  kind: 'child-in-need',
  since: '2026-06-15',
  authority: 'Ealing',
  keyWorker: 'Farida Noor, social worker',
  why: 'One incident, and the father has moved out',
  agreedBy: 'Farida Noor and Jade',
};

export const sectionEnquiry: StatutoryStatus = {
  kind: 'section-47',
  since: '2026-10-09',
  authority: 'Luton',
  keyWorker: 'Graham Tull, social worker',
  why: null,
  agreedBy: null,
};
