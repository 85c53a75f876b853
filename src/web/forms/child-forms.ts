import { randomUUID } from 'node:crypto';
import { presentAt } from '../../domain/directory/directory.ts';
import { parseNhsNumber } from '../../domain/identity/nhs-number.ts';
import { normalisePostcode } from '../../domain/identity/postcode.ts';
import {
  type EndReason,
  endReasons,
  type MoveEffect,
  moveEffects,
  moveEffectWords,
  type StatutoryKind,
  statutoryStatuses,
  statutoryWords,
  type TakeOnReason,
  takeOnReasons,
} from '../../domain/language/words.ts';
import { type Settlement, settlements, settlementWords } from '../../domain/move/facts.ts';
import { type StayOutcome, stayOutcomes, stayOutcomeWords } from '../../domain/move/stay.ts';
import type { Circumstances, Danger, StatutoryStatus } from '../../domain/risk/circumstances.ts';
import { familyForms } from './family-forms.ts';
import type { Answers, Field, Option } from './fields.ts';
import type { ChildForm, View } from './form.ts';
import { lossForms } from './loss-forms.ts';
import { missingForms } from './missing-forms.ts';
import { addressFields, addressOf, handoverAfterMove, yesNo } from './place.ts';
import { preparation, preparationFields } from './preparation.ts';
import { reviewForms } from './review-forms.ts';

function circumstancesForm(
  form: Omit<ChildForm, 'command'> & {
    change: (answers: Answers, now: Circumstances) => Partial<Circumstances>;
  },
): ChildForm {
  const { change, ...rest } = form;
  return {
    ...rest,
    command: (answers, view) => ({
      type: 'record-circumstances',
      circumstances: { ...view.state.circumstances, ...change(answers, view.state.circumstances) },
    }),
  };
}

const moveOptions: readonly Option[] = moveEffects.map((value) => ({ value, words: moveEffectWords[value] }));

/** Dangers of a child that may be changed by a form. */
function dangerOptions(view: View): readonly Option[] {
  return (view.state.circumstances.dangers ?? []).map((danger) => ({
    value: danger.dangerId,
    words: `${danger.who} (${danger.relation})`,
  }));
}

function dangerOf(answers: Answers): Danger {
  const limit = answers.text('limit');
  return {
    dangerId: randomUUID(),
    who: answers.text('who'),
    relation: answers.text('relation'),
    why: answers.text('why'),
    violent: answers.text('violent') === 'yes',
    limits:
      limit === ''
        ? []
        : [
            {
              what: limit,
              from: answers.text('limit-from') || null,
              until: answers.text('limit-until') || null,
            },
          ],
    move: answers.text('move') as MoveEffect,
  };
}

function statusOf(answers: Answers): StatutoryStatus {
  return {
    kind: answers.text('kind') as StatutoryKind,
    since: answers.text('since') || null,
    authority: answers.text('authority'),
    keyWorker: answers.text('key-worker') || null,
    why: answers.text('why') || null,
    agreedBy: answers.text('agreed-by') || null,
  };
}

/** Forms about the child itself. Each makes one command. */
export const childForms = {
  ...reviewForms,
  'add-person': circumstancesForm({
    title: 'Add a person of the family',
    button: 'Add the person',
    fields: () => [
      { kind: 'text', name: 'name', label: 'Name' },
      { kind: 'text', name: 'relation', label: 'Relation to the child' },
      { kind: 'choice', name: 'lives', label: 'Do they live with the child?', options: yesNo },
      {
        kind: 'choice',
        name: 'responsible',
        label: 'Do they have parental responsibility?',
        options: [...yesNo, { value: 'unknown', words: 'Not known' }],
      },
    ],
    change: (answers, now) => ({
      people: [
        ...(now.people ?? []),
        {
          name: answers.text('name'),
          relation: answers.text('relation'),
          livesWithChild: answers.text('lives') === 'yes',
          parentalResponsibility:
            answers.text('responsible') === 'unknown' ? null : answers.text('responsible') === 'yes',
        },
      ],
    }),
  }),
  'add-danger': circumstancesForm({
    title: 'Who is a danger to this child now?',
    button: 'Record the danger',
    guidance: () =>
      'Name the person, say why you think so, and what the move changes. Moving away from one person does not end the danger from another.',
    fields: () => [
      { kind: 'text', name: 'who', label: 'Who?' },
      { kind: 'text', name: 'relation', label: 'Relation to the child or the mother' },
      { kind: 'long', name: 'why', label: 'Why do you think so?' },
      { kind: 'choice', name: 'violent', label: 'Is there violence?', options: yesNo },
      { kind: 'choice', name: 'move', label: 'What does the move do to this danger?', options: moveOptions },
      { kind: 'text', name: 'limit', label: 'Bail condition, order or licence', optional: true },
      { kind: 'date', name: 'limit-from', label: 'In force from', optional: true },
      { kind: 'date', name: 'limit-until', label: 'Until', optional: true },
    ],
    change: (answers, now) => ({ dangers: [...(now.dangers ?? []), dangerOf(answers)] }),
  }),
  'no-danger': circumstancesForm({
    title: 'Nobody is known to be a danger',
    button: 'Record that you asked and nobody is known',
    guidance: () =>
      'This says that you asked who is a danger to this child, and that nobody is known to be one.',
    fields: () => [],
    change: (_answers, now) => ({ dangers: now.dangers ?? [] }),
  }),
  'change-danger': circumstancesForm({
    title: 'What the move does to a danger',
    button: 'Record the change',
    fields: (view) => [
      { kind: 'choice', name: 'danger', label: 'Which danger?', options: dangerOptions(view) },
      { kind: 'choice', name: 'move', label: 'What does the move do to it?', options: moveOptions },
      { kind: 'long', name: 'why', label: 'Why do you think so?' },
    ],
    change: (answers, now) => ({
      dangers: (now.dangers ?? []).map((danger) =>
        danger.dangerId === answers.text('danger')
          ? {
              ...danger,
              move: answers.text('move') as MoveEffect,
              why: `${danger.why} ${answers.text('why')}`,
            }
          : danger,
      ),
    }),
  }),
  'add-status': circumstancesForm({
    title: 'Record a statutory status',
    button: 'Record the status',
    guidance: () =>
      'A child in need or early help is on no national register: what you write here is all that the other side will know.',
    fields: () => [
      {
        kind: 'choice',
        name: 'kind',
        label: 'Which status?',
        options: statutoryStatuses.map((value) => ({ value, words: statutoryWords[value] })),
      },
      { kind: 'text', name: 'authority', label: 'Which authority?' },
      { kind: 'date', name: 'since', label: 'Since when?', optional: true },
      { kind: 'text', name: 'key-worker', label: 'Key worker or social worker', optional: true },
      { kind: 'long', name: 'why', label: 'If stepped down or below the threshold: why?', optional: true },
      { kind: 'text', name: 'agreed-by', label: 'If stepped down: who agreed?', optional: true },
    ],
    change: (answers, now) => ({ statutory: [...(now.statutory ?? []), statusOf(answers)] }),
  }),
  'no-status': circumstancesForm({
    title: 'There is no statutory status',
    button: 'Record that there is none',
    fields: () => [],
    change: () => ({ statutory: [] }),
  }),
  'safe-contact': circumstancesForm({
    title: 'A safe way to make contact',
    button: 'Record it',
    fields: () => [
      { kind: 'long', name: 'route', label: 'How may the family safely be reached?' },
      { kind: 'text', name: 'interpreter', label: 'Interpreter: which language?', optional: true },
      { kind: 'text', name: 'lone', label: 'Warning for lone visits', optional: true },
    ],
    known: (view) => ({
      route: view.state.circumstances.contact?.route ?? '',
      interpreter: view.state.circumstances.contact?.interpreter ?? '',
      lone: view.state.circumstances.contact?.loneVisitWarning ?? '',
    }),
    change: (answers) => ({
      contact: {
        route: answers.text('route'),
        interpreter: answers.text('interpreter') || null,
        loneVisitWarning: answers.text('lone') || null,
      },
    }),
  }),
  prepare: {
    title: 'Prepare a handover',
    button: 'Save the draft',
    guidance: () =>
      'Your team answers for the child until a named practitioner has accepted and the release point is reached.',
    fields: preparationFields,
    command: (answers, view, reach) => ({
      type: 'prepare',
      handoverId: reach.newId(),
      follows: null,
      ...preparation(answers, view),
    }),
  },
  'name-practitioner': {
    title: 'Name a practitioner',
    button: 'Name the practitioner',
    fields: (view) => {
      const teamId = view.state.care.status === 'in-care' ? view.state.care.holder.teamId : '';
      const members = [...view.directory.practitioners.values()].filter(
        (person) => person.teamId === teamId && presentAt(view.directory, person.id, view.now),
      );
      return [
        {
          kind: 'choice',
          name: 'practitioner',
          label: 'Who answers for this child?',
          options: members.map((person) => ({ value: person.id, words: person.name })),
        },
        { kind: 'text', name: 'why', label: 'Why?' },
      ];
    },
    command: (answers) => ({
      type: 'name-practitioner',
      practitionerId: answers.text('practitioner'),
      why: answers.text('why'),
    }),
  },
  'record-sighting': {
    title: 'Record that the child was seen',
    button: 'Record it',
    fields: () => [
      { kind: 'date', name: 'on', label: 'When was the child seen face to face?' },
      { kind: 'text', name: 'where', label: 'Where?', place: true },
    ],
    command: (answers) => ({
      type: 'record-sighting',
      seenOn: answers.text('on'),
      where: answers.text('where'),
    }),
  },
  'record-address': {
    title: 'Record where the child sleeps',
    button: 'Record the address',
    fields: () => addressFields,
    command: async (answers, _view, reach) => ({
      type: 'record-address',
      address: await addressOf(answers, reach, 'health-visiting'),
      why: 'Told by the family',
    }),
  },
  'seal-address': {
    title: 'Seal or open the address',
    button: 'Record it',
    guidance: () => 'A sealed address is shown on no page, in no search, print, export, notice or log.',
    fields: () => [
      { kind: 'choice', name: 'sealed', label: 'Should the address be sealed?', options: yesNo },
      { kind: 'text', name: 'why', label: 'Why?' },
    ],
    command: (answers) => ({
      type: 'seal-address',
      sealed: answers.text('sealed') === 'yes',
      why: answers.text('why'),
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
        options: [
          { value: 'housing', words: 'A housing notice' },
          { value: 'parent', words: 'The family' },
          { value: 'practitioner', words: 'A practitioner' },
          { value: 'missed-visits', words: 'Missed visits' },
          { value: 'other', words: 'Something else' },
        ],
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
    command: async (answers, view, reach) => {
      const postcode = normalisePostcode(answers.text('postcode'));
      const { areaCode, route } = await reach.routeOf(postcode, 'health-visiting', false);
      const source = answers.text('source') as
        | 'housing'
        | 'parent'
        | 'practitioner'
        | 'missed-visits'
        | 'other';
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
    fields: (view) => [
      {
        kind: 'choice',
        name: 'outcome',
        label: 'What have you found?',
        options: settlements.map((value) => ({ value, words: settlementWords[value] })),
      },
      ...addressFields.map((field) => ({ ...field, optional: true })),
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
      { kind: 'long', name: 'note', label: 'How do you know?', place: true },
      ...(view.handover ? [] : []),
    ],
    command: async (answers, view, reach) => {
      const outcome = answers.text('outcome') as Settlement;
      const wants = view.directory.teams.get(view.actor.teamId)?.kind === 'fnp' ? 'fnp' : 'health-visiting';
      const moved = outcome === 'moved' || outcome === 'moved-within-area';
      const sleepsAt = moved ? await addressOf(answers, reach, wants) : null;
      const enquiry = view.state.enquiries.find((known) => known.settled === null);
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
      claimId: view.state.claims.find((claim) => claim.settled === null)?.claimId ?? '',
      outcome: answers.text('outcome') === 'stays' ? 'stays' : 'hand-over',
      note: answers.text('note'),
    }),
  },
  ...missingForms,
  ...lossForms,
  ...familyForms,
  end: {
    title: 'End accountability',
    button: 'End accountability for this child',
    guidance: () => 'Accountability ends only for one of these reasons, confirmed by a named person.',
    fields: () => [
      {
        kind: 'choice',
        name: 'reason',
        label: 'For which reason?',
        // An adoption has a form of its own: it seals the record.
        options: endReasons
          .filter(({ code }) => code !== 'adopted')
          .map(({ code, words }) => ({ value: code, words })),
      },
      { kind: 'text', name: 'confirmed-by', label: 'Who confirmed it?' },
      { kind: 'long', name: 'detail', label: 'How is it known?' },
    ],
    command: (answers) => ({
      type: 'end',
      reason: answers.text('reason') as EndReason,
      confirmedBy: answers.text('confirmed-by'),
      detail: answers.text('detail'),
    }),
  },
  adopted: {
    title: 'The child was adopted: seal this record',
    button: 'Seal this record',
    guidance: () =>
      'This old record ends only when the new one has a holder. From then on it is found by nobody, by no name, number or family, and only the named nurse of your organisation can open it, with a reason. Nothing here may name the new record: its number is asked once, to see that somebody holds it, and is not kept.',
    fields: () => [
      {
        kind: 'text',
        name: 'number',
        label: 'NHS number of the new record',
        hint: 'Asked once and not kept.',
        short: true,
        place: true,
      },
      { kind: 'text', name: 'confirmed-by', label: 'Who confirmed the adoption order?' },
    ],
    command: async (answers, _view, reach) => {
      const number = parseNhsNumber(answers.text('number'));
      return {
        type: 'end',
        reason: 'adopted',
        confirmedBy: answers.text('confirmed-by'),
        detail: 'Adopted: the new record has a holder',
        newRecordHeld: number.ok && (await reach.isHeld(number.number)),
      };
    },
  },
  'reverse-end': {
    title: 'Reverse the end',
    button: 'Restore the holder',
    guidance: () => 'The team that held the child answers again, and the interval is reported.',
    fields: () => [{ kind: 'long', name: 'why', label: 'What was wrong?' }],
    command: (answers) => ({ type: 'reverse-end', why: answers.text('why') }),
  },
} as const satisfies Readonly<Record<string, ChildForm>>;

export type ChildFormName = keyof typeof childForms;

/** The form by which a team takes on a child that arrives with nobody handing over (scenario A48). */
export const takeOnForm = {
  title: 'Take on a child who arrived with nobody handing over',
  button: 'Take the child on',
  fields: (): readonly Field[] => [
    {
      kind: 'choice',
      name: 'reason',
      label: 'How did the child become known?',
      options: takeOnReasons
        .filter(({ code }) => code !== 'birth-message' && code !== 'caseload')
        .map(({ code, words }) => ({ value: code, words })),
    },
    { kind: 'text', name: 'given', label: 'Given name', optional: true },
    { kind: 'text', name: 'family', label: 'Family name' },
    {
      kind: 'date',
      name: 'born',
      label: 'Date of birth',
      hint: 'Leave empty if not yet born',
      optional: true,
    },
    { kind: 'date', name: 'expected', label: 'Expected date of delivery', optional: true },
    {
      kind: 'text',
      name: 'nhs',
      label: 'NHS number',
      hint: 'A missing number never blocks',
      short: true,
      optional: true,
    },
    { kind: 'text', name: 'mother', label: 'Mother’s name', optional: true },
    ...addressFields,
  ],
  reason: (answers: Answers) => answers.text('reason') as TakeOnReason,
  address: addressOf,
};
