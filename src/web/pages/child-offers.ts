import { leadWhoLooks } from '../../domain/access/presence.ts';
import type { ChildCommandName } from '../../domain/child/commands.ts';
import type { Context } from '../../domain/child/context.ts';
import { toTakeBack } from '../../domain/child/evolve-sightings.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { ObligationKind } from '../../domain/escalation/obligations.ts';
import { admittedNow } from '../../domain/family/facts.ts';
import { contactOwed, mothersAge } from '../../domain/family/obligations.ts';
import { withoutMotherSince } from '../../domain/family/with-whom.ts';
import type { HandoverCommandName } from '../../domain/handover/commands.ts';
import { isOpen, releaseOf } from '../../domain/handover/facts.ts';
import { sayFalselySeen, sayRecordSeen, whomNow } from '../../domain/language/sightings.ts';
import { missingNow } from '../../domain/missing/facts.ts';
import { offeredOnly } from '../../domain/programme/decide-child.ts';
import type { ChildFormName } from '../forms/child-forms.ts';
import type { Elsewhere, Withheld } from './offers.ts';

/** Commands about the child itself. Those about a handover have their buttons from its own table, on its own page. */
export type AboutChild = Exclude<ChildCommandName, HandoverCommandName>;

/** Who looks at the page, and what the rules ask of them. */
export type Given = Pick<Context, 'actor' | 'directory' | 'now'>;

/** A form by which a command is given. What the tables of responsibility and of moves refuse has no button. */
export type Offer = {
  readonly form: ChildFormName;
  /** On the button among those on top of the page. Without words it is a link where the page says what it is about. */
  readonly words?: string;
  /** Whether there is anything for it to be about: what the rule of the command knows, and no table. */
  readonly when?: (state: ChildState) => boolean;
  /** Who of those whose role may give it: where the rule of the command asks more than the table. */
  readonly to?: (given: Given, state: ChildState) => boolean;
  readonly withheld?: readonly Withheld<ChildState>[];
};

const afterLoss: Withheld<ChildState> = {
  while: ({ stopped }) => stopped !== null,
  because: 'After a loss nothing is asked for that would go on as if it had not happened',
};

const motherDied: Withheld<ChildState> = {
  while: ({ family }) => family.motherDied !== null,
  because: 'She has died',
};

const toldOnHerPage: Elsewhere = {
  instead: 'It follows from what is recorded on the page of the mother, who is in the programme',
};

/** What is told once, from when it is owed. */
function whileOwed(kind: ObligationKind): Withheld<ChildState> {
  return { while: (state) => !owed(state, kind), because: 'It is offered while it is owed' };
}

function owed({ deadlines }: ChildState, kind: ObligationKind): boolean {
  return Object.values(deadlines).some((one) => one.kind === kind);
}

function inCare({ care }: ChildState): boolean {
  return care.status === 'in-care';
}

function isMissing({ missing }: ChildState): boolean {
  return missingNow(missing) !== null;
}

/** For every command about the child the forms by which it is given, or where it comes from instead: none can be forgotten. */
export const childOffers: Readonly<Record<AboutChild, readonly Offer[] | Elsewhere>> = {
  prepare: [
    {
      form: 'prepare',
      words: 'Prepare a handover',
      when: (state) => inCare(state) && !state.handovers.some((one) => isOpen(one) && !releaseOf(one)),
    },
  ],
  'settle-enquiry': [{ form: 'settle-enquiry', words: 'Settle the move enquiry' }],
  'settle-claim': [{ form: 'settle-claim', words: 'Settle the claim', withheld: [afterLoss] }],
  'review-stay': [{ form: 'review-stay', words: 'Look again at the short stay' }],
  'receive-signal': [{ form: 'report-signal', words: 'Something suggests a move', withheld: [afterLoss] }],
  'name-practitioner': [{ form: 'name-practitioner', words: 'Name a practitioner' }],
  'record-sighting': (['child', 'mother'] as const).map((whom) => ({
    form: 'record-sighting',
    words: sayRecordSeen(whom),
    when: ({ identity }) => whomNow(identity) === whom,
    withheld: [afterLoss],
  })),
  'correct-sighting': (['child', 'mother'] as const).map((whom) => ({
    form: 'correct-sighting',
    words: sayFalselySeen(whom),
    when: (state) => toTakeBack(state).length > 0 && whomNow(state.identity) === whom,
  })),
  'record-review': [{ form: 'record-review', words: 'Record a review', when: inCare }],
  'review-missed-reviews': [
    {
      form: 'review-missed-reviews',
      words: 'Look at the missed reviews',
      when: ({ deadlines }) => Object.values(deadlines).some(({ kind }) => kind === 'review-missed-reviews'),
      to: (given) => leadWhoLooks(given) === null,
      withheld: [afterLoss],
    },
  ],
  'change-level': [{ form: 'change-level', words: 'Change the level of service', when: inCare }],
  'record-identity': [{ form: 'record-identity', words: 'Record names, dates and numbers anew' }],
  'record-birth': [
    {
      form: 'record-birth',
      words: 'Record the birth',
      when: ({ identity }) => identity.bornOn === null,
      withheld: [
        {
          while: ({ programme }) => programme !== null && programme.left === null,
          because: 'Of a child in the programme the birth is told on its mother’s page, with every baby',
        },
      ],
    },
  ],
  'record-gp': [{ form: 'record-gp' }],
  'record-address': [{ form: 'record-address', words: 'Record an address', withheld: [afterLoss] }],
  'seal-address': [
    {
      form: 'seal-address',
      words: 'Seal the address',
      withheld: [{ while: ({ address }) => address?.sealed ?? false, because: 'It is sealed' }],
    },
  ],
  'open-address': [
    {
      form: 'open-address',
      words: 'Open the sealed address',
      when: ({ address }) => address?.sealed ?? false,
      withheld: [afterLoss],
    },
  ],
  'open-missing': [
    {
      form: 'open-missing',
      words: 'Nobody knows where the child is',
      when: (state) => inCare(state) && !isMissing(state),
    },
  ],
  'stop-schedules': [
    {
      form: 'stop-schedules',
      words: 'A loss or a death was reported',
      when: (state) => inCare(state) && !state.stopped,
      to: (given, state) => !offeredOnly(state, given),
    },
  ],
  end: [
    { form: 'end', words: 'Confirm the loss', when: ({ stopped }) => stopped !== null },
    { form: 'end', words: 'End accountability', when: ({ stopped }) => stopped === null },
    {
      form: 'adopted',
      words: 'The child was adopted',
      when: ({ hold }) => hold === undefined,
      withheld: [afterLoss],
    },
  ],
  'resume-schedules': [
    {
      form: 'resume-schedules',
      words: 'It was reported in error',
      when: (state) => state.stopped !== null && (state.stopped.clientId ?? null) === null && inCare(state),
    },
  ],
  'tell-death-review': [
    {
      form: 'tell-death-review',
      words: 'The child death review was told',
      when: ({ care, identity }) =>
        care.status === 'ended' && care.reason === 'death' && identity.bornOn !== null,
    },
  ],
  'place-hold': [
    {
      form: 'place-hold',
      words: 'Place a legal hold on this record',
      when: ({ hold }) => hold === undefined,
    },
  ],
  'lift-hold': [{ form: 'lift-hold', words: 'Lift the legal hold', when: ({ hold }) => hold !== undefined }],
  'reverse-end': [{ form: 'reverse-end', words: 'Reverse the end' }],
  'record-circumstances': [
    'add-person',
    'add-danger',
    'no-danger',
    'change-danger',
    'add-status',
    'no-status',
    'safe-contact',
    'key-worker',
    'below-threshold',
    'change-person',
    'end-danger',
    'end-status',
  ].map((form) => ({ form: form as ChildFormName })),
  'record-admission': [{ form: 'record-admission', when: ({ family }) => !admittedNow(family) }],
  'plan-discharge': [{ form: 'plan-discharge', when: ({ family }) => Boolean(admittedNow(family)) }],
  'record-discharge': [{ form: 'record-discharge', when: ({ family }) => Boolean(admittedNow(family)) }],
  'record-home-contact': [{ form: 'record-home-contact', when: (state) => contactOwed(state) !== null }],
  'record-carer': [{ form: 'record-carer' }],
  'record-back-with-mother': [
    {
      form: 'record-back-with-mother',
      when: (state) =>
        !state.family.motherDied && (state.family.carer !== null || withoutMotherSince(state) !== null),
    },
  ],
  'tell-private-fostering': [
    { form: 'tell-private-fostering', withheld: [whileOwed('tell-private-fostering')] },
  ],
  'record-mother-death': [{ form: 'record-mother-death', when: ({ family }) => family.motherDied === null }],
  'take-back-mother-death': [
    { form: 'take-back-mother-death', when: ({ family }) => family.motherDied !== null },
  ],
  'record-mother-in-care': [
    {
      form: 'record-mother-in-care',
      withheld: [motherDied],
    },
  ],
  'tell-mothers-worker': [{ form: 'tell-mothers-worker', withheld: [whileOwed('tell-mothers-worker')] }],
  'copy-mothers-nurse': [{ form: 'copy-mothers-nurse', withheld: [whileOwed('copy-mothers-nurse')] }],
  'tell-midwifery': [{ form: 'tell-midwifery', withheld: [whileOwed('tell-midwifery')] }],
  'tell-agencies': [{ form: 'tell-agencies', withheld: [whileOwed('tell-agencies')] }],
  'record-mothers-safeguarding': [
    {
      form: 'record-mothers-safeguarding',
      withheld: [
        motherDied,
        {
          while: (state) => (mothersAge(state) ?? 16) >= 16,
          because: 'It is asked of a mother who was under sixteen',
        },
      ],
    },
  ],
  'record-visiting-declined': [{ form: 'record-visiting-declined', when: ({ family }) => !family.declined }],
  'review-visiting-declined': [
    { form: 'review-visiting-declined', when: ({ family }) => Boolean(family.declined) },
  ],
  'tell-gp-declined': [{ form: 'tell-gp-declined', withheld: [whileOwed('tell-gp-declined')] }],
  'record-found': [{ form: 'record-found', when: isMissing }],
  'record-asked': [{ form: 'record-asked', when: isMissing }],
  'record-trace': [{ form: 'record-trace', when: isMissing }],
  'record-nurse-told': [{ form: 'record-nurse-told', when: isMissing }],
  'review-missing': [{ form: 'review-missing', when: isMissing }],
  'decide-openness': [{ form: 'decide-openness', when: isMissing }],
  'take-on': { instead: 'There is no record to stand on: it is given on the page Take on a child' },
  'open-claim': { instead: 'The import of a caseload makes it, where its line is a child of another team' },
  'pass-summary': {
    instead: 'It is given on the page of the sealed record, which asks for the reason first',
  },
  'take-summary': { instead: 'It comes from the sealed record, when its summary is passed' },
  'note-duplicate': { instead: 'It follows when the other record ends as a duplicate, or is restored' },
  'return-offer': { instead: 'It follows when the directory says that the person has gone' },
  'set-last-day': { instead: 'It is said of all children of a team at once, in a bulk handover' },
  'name-keeper': { instead: 'It follows when the team that keeps the record closes' },
  'join-programme': toldOnHerPage,
  'move-expected-birth': toldOnHerPage,
  'move-programme-end': toldOnHerPage,
  'leave-programme': toldOnHerPage,
};
