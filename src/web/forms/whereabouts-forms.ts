import { londonDate, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { toTakeBack } from '../../domain/child/evolve-sightings.ts';
import type { ChildState, Sighting } from '../../domain/child/state.ts';
import { serviceWanted } from '../../domain/directory/directory.ts';
import { normalisePostcode } from '../../domain/identity/postcode.ts';
import { asSentence } from '../../domain/language/sentence.ts';
import { sayFalselySeen, sayRecordSeen, whomNow } from '../../domain/language/sightings.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import {
  type Settlement,
  type SignalSource,
  settlements,
  settlementWords,
  signalSourceWords,
} from '../../domain/move/facts.ts';
import { type StayOutcome, stayOutcomes, stayOutcomeWords } from '../../domain/move/stay.ts';
import { mayAgree } from '../../domain/responsibility/open-address.ts';
import { agreeing } from './agreeing.ts';
import { contradicted } from './between-answers.ts';
import { birthFirst } from './birth-form.ts';
import type { Field } from './fields.ts';
import type { ChildForm, Shown, View } from './form.ts';
import { addressFields, addressOf, handoverAfterMove, placeBeside, placeFaults } from './place.ts';

const heldAllTheSame: Field = {
  kind: 'choice',
  name: 'review',
  label: 'If it was at a review: was the review held all the same?',
  options: [
    { value: 'held', words: 'Yes, or it was at no review' },
    { value: 'not-held', words: 'No: it is due again' },
  ],
};

/** What a person may report; the other signals come by messages. */
const reportedBy: readonly SignalSource[] = ['housing', 'parent', 'practitioner', 'missed-visits', 'other'];

const stayFields: readonly Field[] = [
  {
    kind: 'date',
    name: 'review',
    label: 'For a short stay: when will you look again?',
    hint: 'Within a week. The stay counts from its first night, however many places follow.',
    optional: true,
  },
  { kind: 'text', name: 'cover', label: 'For a short stay: who visits there?', optional: true },
  {
    kind: 'text',
    name: 'agreed-by',
    label: 'For a short stay of an urgent child: which two named nurses agreed?',
    optional: true,
  },
];

/** Where the child is: seen, sleeping, thought to have moved, claimed by two teams. */
export const whereaboutsForms = {
  'record-sighting': {
    title: sayRecordSeen('child'),
    titled: ({ identity }) => sayRecordSeen(whomNow(identity)),
    button: 'Record it',
    guidance: birthFirst,
    fields: ({ state }) => [
      { kind: 'date', name: 'on', label: `When was the ${whomNow(state.identity)} seen face to face?` },
      { kind: 'text', name: 'where', label: 'Where?', place: true },
    ],
    command: (answers) => ({
      type: 'record-sighting',
      seenOn: answers.text('on'),
      where: answers.text('where'),
    }),
  },
  'correct-sighting': {
    title: sayFalselySeen('child'),
    titled: ({ identity }) => sayFalselySeen(whomNow(identity)),
    button: 'Take it back',
    guidance: ({ state }) =>
      `The days since the ${whomNow(state.identity)} was seen count from the sighting before. What was met by the false one is owed again, and the leads of every side are told. What a handover recorded is corrected on its own page.`,
    fields: (view) => [
      {
        kind: 'choice',
        name: 'sighting',
        label: 'Which day was it?',
        options: toTakeBack(view.state).map((one) => ({ value: nameOf(one), words: sighted(one) })),
      },
      ...(toTakeBack(view.state).some(({ review }) => review) ? [heldAllTheSame] : []),
      { kind: 'long', name: 'reason', label: 'How do you know?', place: true },
    ],
    command: (answers, view) => {
      const wrong = toTakeBack(view.state).find((one) => nameOf(one) === answers.text('sighting'));
      return {
        type: 'correct-sighting',
        seenOn: wrong?.on ?? '',
        recordedAt: wrong?.recordedAt ?? '',
        reason: answers.text('reason'),
        reviewToo: answers.text('review') === 'not-held',
      };
    },
  },
  'record-address': {
    title: 'Record where the child sleeps',
    button: 'Record the address',
    fields: () => addressFields,
    faults: placeFaults,
    command: async (answers, view, reach) => ({
      type: 'record-address',
      address: await addressOf(answers, reach, 'health-visiting', londonDate(view.now)),
      why: 'Told by the family',
    }),
  },
  'seal-address': {
    title: 'Seal the address',
    button: 'Seal the address',
    guidance: () =>
      'A sealed address is shown on no page, in no search, print, export, notice or log. The whole family is sealed with the child.',
    fields: () => [{ kind: 'text', name: 'why', label: 'Why?' }],
    command: (answers) => ({ type: 'seal-address', why: answers.text('why') }),
  },
  'open-address': {
    title: 'Open the sealed address',
    button: 'Open the address',
    guidance: () =>
      'From then on everybody who may read the record sees where the child sleeps, the earlier places too: what was seen stays seen. Only this child is opened. The leads and the named nurses of both sides are told.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'agreed-by',
        label: 'Who agreed with you?',
        hint: 'Speak to them first: they are told that they agreed.',
        options: agreeing(mayAgree(view.state, view.context)),
      },
      { kind: 'long', name: 'why', label: 'Why is the family no longer in danger there?' },
    ],
    checks: true,
    command: (answers) => ({
      type: 'open-address',
      why: answers.text('why'),
      agreedBy: answers.text('agreed-by'),
    }),
  },
  'report-signal': {
    title: 'Something suggests that the family has moved',
    button: 'Open a move enquiry',
    guidance: () =>
      'A signal is a trigger, never the truth. Both sides see the enquiry until a person settles where the child sleeps.',
    fields: () => [
      {
        kind: 'choice',
        name: 'source',
        label: 'What tells you?',
        options: reportedBy.map((value) => ({ value, words: signalSourceWords[value] })),
      },
      { kind: 'long', name: 'says', label: 'What does it say?', place: true },
      {
        kind: 'text',
        name: 'postcode',
        label: 'Postcode of the new place, if known',
        short: true,
        optional: true,
        place: true,
      },
    ],
    faults: placeFaults,
    command: async (answers, view, reach) => {
      const postcode = normalisePostcode(answers.text('postcode'));
      const { areaCode, route } = await reach.routeOf(postcode, 'health-visiting', false);
      const source = answers.text('source') as SignalSource;
      const signal = {
        source,
        messageId: null,
        effectiveAt: view.now,
        says: answers.text('says'),
        lines: [],
        postcode,
        areaCode,
      };
      return { type: 'receive-signal', enquiryId: reach.newId(), signal, otherTeamId: route.teamId };
    },
  },
  'settle-enquiry': {
    title: 'Settle where the child sleeps',
    button: 'Settle the enquiry',
    shows: whatSuggestsIt,
    fields: () => [
      {
        kind: 'choice',
        name: 'outcome',
        label: 'What have you found?',
        options: settlements.map((value) => ({ value, words: settlementWords[value] })),
      },
      ...addressFields.map((field) => ({ ...field, optional: true })),
      ...stayFields,
      { kind: 'long', name: 'note', label: 'How do you know?', place: true },
    ],
    faults: (answers) => [
      ...placeFaults(answers),
      ...(recordsPlace(answers.text('outcome'))
        ? []
        : placeBeside(
            answers,
            'outcome',
            'An address is recorded only where the child sleeps there now and has moved. Choose that, or empty the address: where a short stay is stands under “How do you know?”',
          )),
      ...(answers.text('outcome') === 'stays-elsewhere-briefly'
        ? []
        : contradicted(
            answers,
            'outcome',
            'You say who visits there, or when you look again: choose the short stay, or empty that',
            stayFields,
          )),
    ],
    command: async (answers, view, reach) => {
      const outcome = answers.text('outcome') as Settlement;
      const wants = serviceWanted(view.directory, view.actor.teamId);
      const sleepsAt = recordsPlace(outcome)
        ? await addressOf(answers, reach, wants, londonDate(view.now))
        : null;
      const enquiry = openEnquiry(view.state);
      const handover = outcome === 'moved' ? await handoverAfterMove(view, reach, wants, sleepsAt) : null;
      return {
        type: 'settle-enquiry',
        enquiryId: enquiry?.enquiryId ?? '',
        outcome,
        sleepsAt,
        reviewOn: answers.text('review') || null,
        note: answers.text('note'),
        cover: answers.text('cover'),
        agreedBy: answers.text('agreed-by'),
        handover,
      };
    },
  },
  'review-stay': {
    title: 'Look again at the short stay',
    button: 'Record what you found',
    guidance: () =>
      'A stay of 15 days or more is no longer short: the child is then handed over, however many places it was.',
    fields: () => [
      {
        kind: 'choice',
        name: 'outcome',
        label: 'What have you found?',
        options: stayOutcomes.map((value) => ({ value, words: stayOutcomeWords[value] })),
      },
      {
        kind: 'date',
        name: 'review',
        label: 'If it goes on: when will you look again?',
        hint: 'Within a week.',
        optional: true,
      },
      { kind: 'text', name: 'cover', label: 'Who visits there meanwhile?', optional: true },
      { kind: 'long', name: 'note', label: 'How do you know?', place: true },
    ],
    command: (answers) => ({
      type: 'review-stay',
      outcome: answers.text('outcome') as StayOutcome,
      reviewOn: answers.text('review') || null,
      cover: answers.text('cover'),
      note: answers.text('note'),
    }),
  },
  'settle-claim': {
    title: 'Settle which team holds the child',
    button: 'Settle the claim',
    guidance: ({ state, directory }) => {
      const claim = openClaim(state);
      return claim
        ? `${namesOf(directory).team(claim.claimantTeamId)} says that it has the child. The present team answers for the child until it has been handed over.`
        : null;
    },
    fields: () => [
      {
        kind: 'choice',
        name: 'outcome',
        label: 'What is right?',
        options: [
          { value: 'stays', words: 'The child stays with the present team' },
          { value: 'hand-over', words: 'The child is to be handed over to the other team' },
        ],
      },
      { kind: 'long', name: 'note', label: 'How do you know?' },
    ],
    command: (answers, view) => ({
      type: 'settle-claim',
      claimId: openClaim(view.state)?.claimId ?? '',
      outcome: answers.text('outcome') === 'stays' ? 'stays' : 'hand-over',
      note: answers.text('note'),
    }),
  },
} as const satisfies Readonly<Record<string, ChildForm>>;

/** The claim that is settled first, where there are several. */
function openClaim({ claims }: Pick<ChildState, 'claims'>) {
  return claims.find(({ settled }) => settled === null);
}

function openEnquiry({ enquiries }: Pick<ChildState, 'enquiries'>) {
  return enquiries.find(({ settled }) => settled === null);
}

/** What somebody has to settle: each signal, by whom and when. */
function whatSuggestsIt({ state }: View): Shown | null {
  const enquiry = openEnquiry(state);
  if (!enquiry) return null;
  const lines = enquiry.signals.map(({ source, says, effectiveAt }) => ({
    key: signalSourceWords[source],
    value: `${asSentence(says)} ${sayDate(londonDate(effectiveAt))}`,
  }));
  return { heading: 'What suggests a move', lines };
}

/** Of an enquiry that is settled like this the new address is recorded. */
function recordsPlace(outcome: string): boolean {
  return outcome === 'moved' || outcome === 'moved-within-area';
}

function nameOf({ on, recordedAt }: Sighting): string {
  return `${on}/${recordedAt}`;
}

function sighted({ on, recordedAt, review }: Sighting): string {
  return `Seen on ${sayDate(on)}${review ? ' at a review' : ''}, recorded ${sayInstant(recordedAt)}`;
}
