import { londonDate } from '../../domain/calendar/time.ts';
import { nameOfHers } from '../../domain/language/client-timeline.ts';
import { lowerFirst, upperFirst } from '../../domain/language/sentence.ts';
import { type ClientChild, expectedChild, expecting, knownOf } from '../../domain/programme/client-state.ts';
import { answerWords, eligibilityAt, eligibilityWords } from '../../domain/programme/eligibility.ts';
import { boxesOfDate } from './boxes.ts';
import {
  type ClientForm,
  type ClientView,
  chosenIn,
  noteField,
  reasonOptions,
  whyField,
} from './client-form.ts';
import { aboveFaults, aboveField, nurseOptions } from './course-forms.ts';
import {
  boxesOfClient,
  clientAddress,
  clientFaults,
  clientFields,
  identityOf,
  knownOfAnswers,
} from './entry-fields.ts';
import type { Answers, Field, FieldError } from './fields.ts';
import type { Shown, Step } from './form.ts';
import { joiningFaults, joiningFields, joiningLookUp, joiningNos, joiningOf } from './joining-fields.ts';
import { yesNo } from './place.ts';

/** How she stands to the site's rules today, before the eyes of whoever offers or enrols. */
function eligibilityShown(view: ClientView): Shown {
  const { outcome, criteria, ruleVersion } = eligibilityOf(view);
  return {
    heading: `Today: ${lowerFirst(eligibilityWords[outcome])}`,
    lines: [
      ...criteria.map(({ words, answer, why }) => ({
        key: words,
        value: `${upperFirst(answerWords[answer])}. ${why}`,
      })),
      { key: 'Rules', value: ruleVersion },
    ],
  };
}

function eligibilityOf(view: ClientView) {
  return eligibilityAt(view.directory, view.state.teamId, knownOf(view.state), londonDate(view.now));
}

/**
 * The lawful bases on which information would be shared to safeguard the child. Consent to the
 * programme is none of them.
 */
const sharingBases = [
  'Children Act 2004, section 11: arrangements to safeguard and promote welfare',
  'Children Act 2004, section 10: co-operation to improve wellbeing',
  'Public task and safeguarding condition: UK GDPR article 6(1)(e), Data Protection Act 2018 schedule 1 paragraph 18',
] as const;

/** Asked of a mother too: she may be pregnant again, and followed by health visiting. */
function expectedField(view: ClientView): Field {
  const mother = view.state.known.babyBornOn !== null || bornChildren(view).length > 0;
  const hint = 'If she is pregnant. The unborn child then joins with her.';
  const asked = {
    kind: 'date',
    name: 'expected',
    label: 'Expected date of delivery',
    optional: true,
  } as const;
  return mother ? { ...asked, hint } : asked;
}

/** Children born before she enrols: of an earlier time in the programme, or who came with her. */
function bornChildren(view: ClientView) {
  return view.state.children.flatMap((child) =>
    child.bornOn === null || child.lost ? [] : [{ personId: child.personId, bornOn: child.bornOn, child }],
  );
}

/** Asked of a client who has a child already, or of whom no pregnancy is known. */
function asksForChildren({ state }: ClientView): boolean {
  return state.known.babyBornOn !== null || state.expectedOn === null || state.children.length > 0;
}

const mostJoining = 2;

/** Her nurse, what she agreed to, and who comes with her: one topic to a page. */
function enrolSteps(view: ClientView): readonly Step[] {
  const inside = eligibilityOf(view).outcome === 'eligible';
  const outside: Field = {
    kind: 'long',
    name: 'outside',
    label: 'Outside the site’s rules: why does the supervisor enrol her?',
    hint: 'Only the supervisor may. Otherwise ask what is not known, or tell her what else there is.',
    optional: true,
  };
  const nurse: Field = {
    kind: 'choice',
    name: 'nurse',
    label: 'Who is to be her family nurse?',
    asks: 'who is to be her family nurse',
    options: nurseOptions(view),
  };
  return [
    { title: 'Her family nurse', fields: [...(inside ? [] : [outside]), nurse, aboveField] },
    { title: 'Her agreement', fields: agreementFields },
    { title: 'The pregnancy and her children', fields: childrenFields(view) },
  ];
}

const agreementFields: readonly Field[] = [
  {
    kind: 'date',
    name: 'consent',
    label: 'When did she agree to take part?',
    asks: 'the day on which she agreed to take part',
  },
  {
    kind: 'text',
    name: 'how',
    label: 'How did she agree?',
    asks: 'how she agreed',
    hint: 'The programme is voluntary. Such as: signed at home, after the leaflet was read together.',
  },
  {
    kind: 'choice',
    name: 'basis',
    label: 'On which basis would information be shared to safeguard the child?',
    asks: 'on which basis information would be shared to safeguard the child',
    hint: 'Her consent to the programme is not that basis, and taking it back does not end it.',
    options: sharingBases.map((value) => ({ value, words: value })),
  },
];

function childrenFields(view: ClientView): readonly Field[] {
  const born = bornChildren(view);
  return [
    expectedField(view),
    ...(born.length === 0
      ? []
      : [
          {
            kind: 'choices',
            name: 'children',
            label: 'Which of her children enrol with her?',
            hint: 'A child whom another team answers for comes by a handover, which opens at once. That team answers until then.',
            optional: true,
            options: born.map(({ personId, child }) => ({ value: personId, words: nameOfHers(child) })),
          } as const,
        ]),
    ...(asksForChildren(view) ? [1, 2].flatMap((no) => joiningFields(no, true)) : []),
  ];
}

function enrolFaults(answers: Answers, view: ClientView): readonly FieldError[] {
  const faults = [...aboveFaults(view, answers.text('nurse'), answers.text('above'))];
  const outside = eligibilityOf(view).outcome !== 'eligible';
  if (outside && answers.text('outside') === '')
    faults.push({
      name: 'outside',
      says: 'Say why she is enrolled outside the site’s rules, or ask what is not known',
    });
  if (answers.text('consent') > londonDate(view.now))
    faults.push({
      name: 'consent',
      says: 'The day on which she agreed to take part must be today or in the past',
    });
  const joining = asksForChildren(view) ? joiningNos(answers, mostJoining) : [];
  faults.push(...joining.flatMap((no) => joiningFaults(answers, view, no)));
  if (answers.text('expected') === '' && answers.list('children').length === 0 && joining.length === 0)
    faults.push({
      name: view.state.known.babyBornOn === null ? 'expected' : 'joins-given-1',
      says: 'Give the expected date, or say which child enrols with her',
    });
  return faults;
}

const unbornField: Field = {
  kind: 'choice',
  name: 'unborn',
  label: 'Is it the child whom she expects?',
  asks: 'yes if it is the child whom she expects',
  hint: 'Then nothing else is asked of the child.',
  options: yesNo,
};

function unbornOf(answers: Answers, { state }: ClientView): ClientChild | undefined {
  return answers.text('unborn') === 'yes' ? expectedChild(state) : undefined;
}

/** Forms from referral to enrolment. */
export const entryForms = {
  'record-client': {
    title: 'Change what is known of the client',
    button: 'Record it',
    guidance: () =>
      'Her eligibility is judged by what stands here. Ask, and record what she says. Where she has moved to another area, each child’s record asks whether the child moved with her. An address that is sealed stays so, and so does a new one: it is opened by a form of its own.',
    fields: ({ state, now }) => [...clientFields(now, state.known, state.address), whyField],
    known: ({ state }) => boxesOfClient(state.identity, state.address, state.known),
    faults: (answers, view) => clientFaults(answers, view.now),
    command: async (answers, view, reach) => {
      const { identity, address, known } = view.state;
      const said = identityOf(answers, identity.familyId);
      return {
        type: 'record-client',
        // While the address is sealed her number is not shown, so an empty box leaves it as it was.
        identity: { ...said, phone: said.phone || (address?.sealed ? identity.phone : '') },
        address: await clientAddress(answers, reach, view.now, address),
        known: { ...knownOfAnswers(answers), conceivedOn: known.conceivedOn },
        why: answers.text('why'),
      };
    },
  },
  assess: {
    title: 'Record the eligibility',
    button: 'Record how she stands today',
    guidance: () =>
      'This records the answer under the rules of today. It decides nothing: enrolment is judged anew on its own day.',
    shows: eligibilityShown,
    fields: () => [],
    command: () => ({ type: 'assess' }),
  },
  'offer-place': {
    title: 'Offer a place',
    button: 'Record that a place was offered',
    guidance: () =>
      'The programme is voluntary. Say what it is, and that health visiting is hers either way.',
    shows: eligibilityShown,
    fields: () => [noteField],
    command: (answers) => ({ type: 'offer-place', note: answers.text('note') }),
  },
  'decline-place': {
    title: 'Record that she does not enrol',
    button: 'Record that she does not enrol',
    guidance: () =>
      'Whether she declines or the site cannot take her, it closes nothing: the universal offer of health visiting and maternity stays hers, and a place can be offered later. Tell whoever referred her.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'reason',
        label: 'Why does she not enrol?',
        asks: 'why she does not enrol',
        options: reasonOptions(view, 'declined-offer'),
      },
      noteField,
      {
        kind: 'choice',
        name: 'told',
        label: 'Was she told that health visiting is hers all the same?',
        asks: 'yes if she was told that health visiting is hers all the same',
        options: yesNo,
      },
    ],
    faults: (answers) =>
      answers.text('told') === 'no'
        ? [{ name: 'told', says: 'Tell her first: not enrolling takes nothing else from her' }]
        : answers.text('reason') === 'other' && answers.text('note') === ''
          ? [{ name: 'note', says: 'Say why she does not enrol' }]
          : [],
    command: (answers, view) => ({
      type: 'decline-place',
      ...chosenIn(view, 'declined-offer', answers),
      note: answers.text('note'),
    }),
  },
  enrol: {
    title: 'Enrol in the programme',
    button: 'Enrol her',
    checks: true,
    guidance: (view) =>
      eligibilityOf(view).outcome === 'eligible'
        ? 'From enrolment your team answers for the unborn child. Where another team has it in care already, that team answers until the handover that opens has passed.'
        : 'By the site’s rules she is not eligible, or too little is known. Only the supervisor may enrol her, with a reason.',
    shows: eligibilityShown,
    fields: (view) => enrolSteps(view).flatMap(({ fields }) => fields),
    steps: enrolSteps,
    known: ({ state }) => {
      // Of a baby that is born nobody expects the day any more.
      const on = state.known.babyBornOn === null ? (state.expectedOn ?? state.known.expectedOn) : null;
      return on ? boxesOfDate('expected', on) : {};
    },
    faults: enrolFaults,
    looksUp: async (answers, _view, reach) =>
      (
        await Promise.all(joiningNos(answers, mostJoining).map((no) => joiningLookUp(answers, reach, no)))
      ).flat(),
    command: async (answers, view, reach) => {
      const joining = asksForChildren(view) ? joiningNos(answers, mostJoining) : [];
      const others = await Promise.all(joining.map((no) => joiningOf(answers, view, reach, no)));
      const listed = bornChildren(view).filter(({ personId }) => answers.list('children').includes(personId));
      const expectedOn = answers.text('expected') || null;
      return {
        type: 'enrol',
        nurseId: answers.text('nurse'),
        consent: { on: answers.text('consent'), how: answers.text('how') },
        sharingBasis: answers.text('basis'),
        outsideRules: answers.text('outside') || null,
        aboveCapacity: answers.text('above') || null,
        pregnancyId: expectedOn === null ? null : reach.newId(),
        expectedOn,
        children: [...listed.map(({ personId, bornOn }) => ({ personId, bornOn })), ...others],
      };
    },
  },
  'bring-child': {
    title: 'Bring a child into the programme',
    button: 'Bring the child in',
    checks: true,
    guidance: () =>
      'A child of hers. Where another team answers for the child a handover opens at once, and that team answers until it has passed. Where nobody does, your team answers from now on.',
    fields: ({ state }) => [
      ...(expecting(state) ? [unbornField] : []),
      ...joiningFields(1, expecting(state)),
      whyField,
    ],
    faults: (answers, view) => (unbornOf(answers, view) ? [] : joiningFaults(answers, view, 1)),
    looksUp: (answers, view, reach) =>
      unbornOf(answers, view) ? Promise.resolve([]) : joiningLookUp(answers, reach, 1),
    command: async (answers, view, reach) => {
      const unborn = unbornOf(answers, view);
      return {
        type: 'bring-child',
        child: unborn
          ? { personId: unborn.personId, bornOn: null }
          : await joiningOf(answers, view, reach, 1),
        why: answers.text('why'),
      };
    },
  },
} as const satisfies Readonly<Record<string, ClientForm>>;
