import { addDays, londonDate, sayDate } from '../../domain/calendar/time.ts';
import { inForce, networkHoldingDeskId, serviceWanted } from '../../domain/directory/directory.ts';
import {
  type DeclineJudgement,
  declineJudgements,
  declineJudgementWords,
} from '../../domain/family/declined.ts';
import {
  type AdmissionKind,
  admissionKinds,
  admissionWords,
  admittedNow,
  type MotherCareKind,
  motherCareKinds,
  motherCareWords,
} from '../../domain/family/facts.ts';
import { statutoryWords } from '../../domain/language/words.ts';
import type { Circumstances } from '../../domain/risk/circumstances.ts';
import { boxesOfDate } from './boxes.ts';
import { type ChildForm, type Shown, stillToCome, type View } from './form.ts';
import { addressFields, addressOf, handoverAfterMove, placeBeside, placeFaults, yesNo } from './place.ts';

const noTeam = 'none';

/** The teams of the network that visit families, for a stay elsewhere. */
function teamOptions(view: View) {
  const teams = [...view.directory.teams.values()].filter(
    (team) =>
      (team.kind === 'health-visiting' || team.kind === 'fnp') &&
      team.id !== networkHoldingDeskId &&
      inForce(team, londonDate(view.now)),
  );
  return [
    { value: noTeam, words: 'Nobody: our team visits' },
    ...teams.map(({ id, name }) => ({ value: id, words: name })),
  ];
}

/** Each status as the people behind it are found: what it is, whose, and who the key worker is. */
function agenciesAround({ statutory }: Circumstances): Shown | null {
  if (!statutory?.length) return null;
  const lines = statutory.map(({ kind, authority, keyWorker }) => ({
    key: statutoryWords[kind],
    value: keyWorker ? `${authority}. Key worker: ${keyWorker}` : authority,
  }));
  return { heading: 'Around the child, by this record', lines };
}

/** Forms on the people around a child that owe something of their own. */
export const familyForms = {
  'record-admission': {
    title: 'The child or the mother is away from home',
    button: 'Record the stay',
    guidance: () =>
      'Your team goes on answering for the child. A team that visits there may read the record and say that the child was seen; it answers for nothing.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'kind',
        label: 'What kind of stay?',
        options: admissionKinds.map((value) => ({ value, words: admissionWords[value] })),
      },
      { kind: 'text', name: 'where', label: 'Which hospital or unit?', place: true },
      { kind: 'date', name: 'from', label: 'Since when?' },
      { kind: 'choice', name: 'cover', label: 'Who visits there meanwhile?', options: teamOptions(view) },
    ],
    command: (answers, _view, reach) => ({
      type: 'record-admission',
      admissionId: reach.newId(),
      kind: answers.text('kind') as AdmissionKind,
      where: answers.text('where'),
      from: answers.text('from'),
      coverTeamId: answers.text('cover') === noTeam ? null : answers.text('cover'),
    }),
  },
  'record-discharge': {
    title: 'Home again',
    button: 'Record the discharge',
    guidance: () =>
      'Check the address before anybody goes there. A contact within 48 hours is owed from now; if the child goes to another area, a draft of the handover there opens with this entry.',
    fields: () => [
      { kind: 'date', name: 'on', label: 'When was the discharge?' },
      { kind: 'choice', name: 'same', label: 'Do they go to the address on record?', options: yesNo },
      ...addressFields.map((field) => ({ ...field, optional: true })),
    ],
    faults: (answers) => [
      ...placeFaults(answers),
      ...(answers.text('same') === 'no'
        ? []
        : placeBeside(answers, 'same', 'You give another address: choose no, or empty it')),
    ],
    command: async (answers, view, reach) => {
      const home = { type: 'record-discharge', on: answers.text('on') } as const;
      if (answers.text('same') === 'yes')
        return { ...home, sameAddress: true, sleepsAt: null, handover: null };
      const wants = serviceWanted(view.directory, view.actor.teamId);
      const place = await addressOf(answers, reach, wants, home.on);
      if (place.lines.length === 0 && place.postcode === null)
        return { ...home, sameAddress: false, sleepsAt: null, handover: null };
      const handover = await handoverAfterMove(view, reach, wants, place);
      return { ...home, sameAddress: false, sleepsAt: place, handover };
    },
  },
  'plan-discharge': {
    title: 'Plan the discharge with the unit',
    button: 'Record the plan',
    guidance: () =>
      'It stands beside the new birth review. On the day that you give, somebody says whether the baby is home. Do not write an address here.',
    fields: () => [
      { kind: 'date', name: 'on', label: 'When is the baby expected home?' },
      { kind: 'text', name: 'with', label: 'With whom of the unit was it agreed?' },
      { kind: 'long', name: 'needs', label: 'What will the baby need at home?' },
    ],
    known: (view) => {
      const plan = admittedNow(view.state.family)?.plan;
      return plan ? { with: plan.withWhom, needs: plan.needs } : {};
    },
    happened: stillToCome,
    command: (answers) => ({
      type: 'plan-discharge',
      expectedOn: answers.text('on'),
      withWhom: answers.text('with'),
      needs: answers.text('needs'),
    }),
  },
  'record-home-contact': {
    title: 'The contact after the discharge',
    button: 'Record the contact',
    fields: () => [
      { kind: 'text', name: 'how', label: 'How was contact made?' },
      { kind: 'text', name: 'with', label: 'With whom?' },
    ],
    command: (answers) => ({
      type: 'record-home-contact',
      how: answers.text('how'),
      withWhom: answers.text('with'),
    }),
  },
  'record-carer': {
    title: 'Who cares for the child, if not the mother',
    button: 'Record the carer',
    guidance: () =>
      'Ask who has parental responsibility. With anybody but a close relative for 28 days or more it may be private fostering, and the authority has to know. Do not write an address here.',
    fields: () => [
      { kind: 'text', name: 'name', label: 'Name' },
      { kind: 'text', name: 'relation', label: 'Relation to the child' },
      {
        kind: 'choice',
        name: 'close',
        label: 'Is that a close relative?',
        hint: 'Father, grandparent, brother, sister, uncle, aunt or step-parent.',
        options: yesNo,
      },
      {
        kind: 'choice',
        name: 'responsible',
        label: 'Do they have parental responsibility?',
        options: [...yesNo, { value: 'unknown', words: 'Nobody has asked yet' }],
      },
      { kind: 'date', name: 'since', label: 'Since when?' },
    ],
    known: (view) => {
      const { carer } = view.state.family;
      return carer
        ? { name: carer.name, relation: carer.relation, close: carer.closeRelative ? 'yes' : 'no' }
        : {};
    },
    command: (answers) => ({
      type: 'record-carer',
      name: answers.text('name'),
      relation: answers.text('relation'),
      closeRelative: answers.text('close') === 'yes',
      parentalResponsibility:
        answers.text('responsible') === 'unknown' ? null : answers.text('responsible') === 'yes',
      since: answers.text('since'),
    }),
  },
  'record-back-with-mother': {
    title: 'The child is with its mother again',
    button: 'Record it',
    guidance: () =>
      'Whoever cared for the child meanwhile does so no more. If the child sleeps somewhere else by it, record the address too: a sealed one stays sealed. Do not write an address here.',
    fields: () => [
      { kind: 'date', name: 'since', label: 'Since when?' },
      { kind: 'long', name: 'says', label: 'Who says so?' },
    ],
    command: (answers) => ({
      type: 'record-back-with-mother',
      since: answers.text('since'),
      says: answers.text('says'),
    }),
  },
  'tell-private-fostering': {
    title: 'The authority was told of possible private fostering',
    button: 'Record it',
    fields: () => [
      { kind: 'text', name: 'authority', label: 'Which authority?' },
      { kind: 'text', name: 'whom', label: 'Who there was told?' },
    ],
    command: (answers) => ({
      type: 'tell-private-fostering',
      authority: answers.text('authority'),
      toldWhom: answers.text('whom'),
    }),
  },
  'record-mother-death': {
    title: 'The mother has died',
    button: 'Record it',
    guidance: () =>
      'The child’s own visits and reviews go on, with whoever cares for the child now; of a child that is not born everything stops until somebody says what became of it. Both sides of a handover are told. No letter or call goes to the mother. In the programme, record it on her own page: then it stands in each child’s record too, and each child’s handover opens.',
    fields: () => [
      { kind: 'date', name: 'on', label: 'When did she die?' },
      { kind: 'long', name: 'says', label: 'Who told you?' },
    ],
    command: (answers) => ({
      type: 'record-mother-death',
      on: answers.text('on'),
      says: answers.text('says'),
    }),
  },
  'take-back-mother-death': {
    title: 'The mother’s death was recorded in error',
    button: 'Take it back',
    fields: () => [{ kind: 'long', name: 'says', label: 'How do you know?' }],
    command: (answers) => ({ type: 'take-back-mother-death', says: answers.text('says') }),
  },
  'record-mother-in-care': {
    title: 'The mother is looked after or a care leaver',
    button: 'Record it',
    guidance: () =>
      'Her own worker has duties to her beside ours to the child, and is told of every handover.',
    fields: () => [
      {
        kind: 'choice',
        name: 'status',
        label: 'What is she to the authority?',
        options: motherCareKinds.map((value) => ({ value, words: motherCareWords[value] })),
      },
      { kind: 'text', name: 'authority', label: 'Which authority?' },
      { kind: 'text', name: 'worker', label: 'Her social worker or personal adviser' },
    ],
    command: (answers) => ({
      type: 'record-mother-in-care',
      status: answers.text('status') as MotherCareKind,
      authority: answers.text('authority'),
      worker: answers.text('worker'),
    }),
  },
  'tell-mothers-worker': {
    title: 'The mother’s own worker was told',
    button: 'Record it',
    fields: () => [{ kind: 'text', name: 'name', label: 'Who was told?' }],
    command: (answers) => ({ type: 'tell-mothers-worker', name: answers.text('name') }),
  },
  'copy-mothers-nurse': {
    title: 'The looked-after children’s nurse has a copy',
    button: 'Record it',
    guidance: () =>
      'The nurse for looked-after children of the mother’s own authority. Her record and her child’s are two: each has its own duties.',
    fields: () => [{ kind: 'text', name: 'name', label: 'Who was it?' }],
    command: (answers) => ({ type: 'copy-mothers-nurse', name: answers.text('name') }),
  },
  'tell-midwifery': {
    title: 'The midwives of both sides know of the move',
    button: 'Record it',
    guidance: () =>
      'The mother books with a midwife where she comes to live. The one who has her now hands over as you do: name both, and say so where it is the same one.',
    fields: () => [
      { kind: 'text', name: 'here', label: 'Which midwife was told here?' },
      { kind: 'text', name: 'there', label: 'And which where she comes to live?' },
    ],
    command: (answers) => ({
      type: 'tell-midwifery',
      here: answers.text('here'),
      there: answers.text('there'),
    }),
  },
  'tell-agencies': {
    title: 'The other agencies around the child were told',
    button: 'Record it',
    guidance: () =>
      'Each goes on at the old address until it knows. Think of a nursery and of housing too, whom this record may not name.',
    shows: ({ state }) => agenciesAround(state.circumstances),
    fields: () => [{ kind: 'long', name: 'whom', label: 'Who was told, and of which agency?' }],
    command: (answers) => ({ type: 'tell-agencies', whom: answers.text('whom') }),
  },
  'record-visiting-declined': {
    title: 'The mother does not want health visiting',
    button: 'Record it',
    guidance: () =>
      'Health visiting is voluntary, and her choice is respected. The child stays with your team: somebody looks at the refusal again, and the GP is told. Nothing closes by it.',
    fields: () => [
      { kind: 'date', name: 'on', label: 'When did she say so?' },
      { kind: 'long', name: 'says', label: 'What did she say?' },
    ],
    command: (answers) => ({
      type: 'record-visiting-declined',
      on: answers.text('on'),
      says: answers.text('says'),
    }),
  },
  'review-visiting-declined': {
    title: 'Look again at the refusal of health visiting',
    button: 'Record what you found',
    guidance: (view) => {
      const declined = view.state.family.declined;
      const seen = view.state.lastSeenOn;
      const since = declined ? `She declined on ${sayDate(declined.on)}. ` : '';
      return `${since}${seen ? `By this record the child was last seen on ${sayDate(seen)}.` : 'By this record nobody has seen the child.'} Anybody who knows children may have seen it since: the GP, a nursery, a midwife.`;
    },
    fields: () => [
      {
        kind: 'date',
        name: 'seen',
        label: 'When was the child last seen?',
        hint: 'Leave empty where nobody has seen the child.',
        optional: true,
      },
      { kind: 'text', name: 'by', label: 'By whom?', optional: true },
      {
        kind: 'choice',
        name: 'judgement',
        label: 'Is the refusal a matter of safeguarding?',
        options: declineJudgements.map((value) => ({ value, words: declineJudgementWords[value] })),
      },
      { kind: 'text', name: 'judged', label: 'Who judged it?', hint: 'Name and post.' },
      { kind: 'long', name: 'why', label: 'Why?' },
      { kind: 'choice', name: 'accepts', label: 'Does she want health visiting after all?', options: yesNo },
      {
        kind: 'date',
        name: 'review',
        label: 'If not: when does somebody look again?',
        hint: 'Within a week where there is concern, within a quarter where there is none.',
        optional: true,
      },
    ],
    known: (view) => boxesOfDate('review', addDays(londonDate(view.now), 7)),
    faults: (answers) =>
      answers.text('seen') !== '' && answers.text('by') === ''
        ? [{ name: 'by', says: 'Say who saw the child' }]
        : answers.text('seen') === '' && answers.text('by') !== ''
          ? [{ name: 'seen', says: 'Say when the child was seen, or empty by whom' }]
          : [],
    command: (answers) => ({
      type: 'review-visiting-declined',
      childSeen:
        answers.text('seen') === '' ? null : { on: answers.text('seen'), byWhom: answers.text('by') },
      judgement: answers.text('judgement') as DeclineJudgement,
      judgedBy: answers.text('judged'),
      why: answers.text('why'),
      accepts: answers.text('accepts') === 'yes',
      reviewOn: answers.text('review') || null,
    }),
  },
  'tell-gp-declined': {
    title: 'The GP knows that she declined health visiting',
    button: 'Record it',
    fields: () => [{ kind: 'text', name: 'name', label: 'Who was told?' }],
    command: (answers) => ({ type: 'tell-gp-declined', name: answers.text('name') }),
  },
  'record-mothers-safeguarding': {
    title: 'The mother is a child herself',
    button: 'Record it',
    guidance: () =>
      'Under 16 her own safeguarding is recorded beside the child’s. Under 13 she is always referred.',
    fields: () => [
      {
        kind: 'text',
        name: 'referred',
        label: 'To whom was she referred?',
        hint: 'Leave empty only where it was decided not to refer her, which under 13 it never is.',
        optional: true,
      },
      { kind: 'long', name: 'why', label: 'Why was it decided so?' },
      { kind: 'long', name: 'consent', label: 'What was found of her capacity and her consent?' },
      { kind: 'text', name: 'linked', label: 'Her school and her social worker, by name' },
    ],
    command: (answers) => ({
      type: 'record-mothers-safeguarding',
      referredTo: answers.text('referred') || null,
      why: answers.text('why'),
      consent: answers.text('consent'),
      linked: answers.text('linked'),
    }),
  },
} as const satisfies Readonly<Record<string, ChildForm>>;
