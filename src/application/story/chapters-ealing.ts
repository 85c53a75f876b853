import { type Chapter, child, father, firstSummary, ids, mother, people } from './acts.ts';

import { afterIncident, at, does, ealing, fulham, known, reviews, silence, tries } from './scenery.ts';

const { familyNurse, ealingDesk, ealingVisitor } = people;
const { first } = ids;

export const fulhamChapters: readonly Chapter[] = [
  {
    title: 'Enrolled before birth',
    happens:
      'Jade, eighteen, expects her first child in March and enrols with the Family Nurse Partnership in Hammersmith & Fulham.',
    until: at('2026-01-12', '11:00'),
    acts: [
      does('take-on', at('2026-01-12', '11:00'), familyNurse, {
        type: 'take-on',
        teamId: 'hf-fnp',
        practitionerId: familyNurse,
        reason: 'enrolment',
        identity: {
          givenName: '',
          familyName: child.familyName,
          bornOn: null,
          expectedOn: '2026-03-20',
          nhsNumber: null,
          familyId: ids.family,
          mother,
        },
        address: fulham,
        gp: { odsCode: 'ZZ831', name: 'The Quayside Practice' },
        lastSeenOn: null,
        circumstances: known,
      }),
    ],
    rules: [
      {
        rule: 'P1',
        failure: 'A child not yet born counts for nobody',
        stops: 'A child is in care from the first fact by which a service knew it, born or not',
      },
    ],
  },
  {
    title: 'Born',
    happens: 'Rowan is born. The nurse who answered for the pregnancy answers for the child.',
    until: at('2026-03-18', '10:00'),
    acts: [
      reviews('antenatal', at('2026-02-20', '14:00'), familyNurse, { name: 'Naomi Fletcher', seen: false }),
      does('birth', at('2026-03-18', '10:00'), familyNurse, {
        type: 'record-birth',
        bornOn: '2026-03-16',
        ...child,
        nhsNumber: '9990000018',
      }),
    ],
    rules: [],
  },
  {
    title: 'First crossing: a letter suggests a move',
    happens:
      'The demographics service has a new address in Ealing. Nobody has asked yet whether Rowan sleeps there.',
    until: at('2026-05-11', '09:30'),
    acts: [
      reviews('new-birth', at('2026-03-27', '11:00'), familyNurse, { name: 'Naomi Fletcher' }),
      reviews('six-to-eight-weeks', at('2026-05-06', '10:00'), familyNurse, { name: 'Naomi Fletcher' }),
      does('signal', at('2026-05-11', '09:30'), 'system', {
        type: 'receive-signal',
        enquiryId: ids.firstEnquiry,
        signal: {
          source: 'pds',
          messageId: 'story-1',
          effectiveAt: at('2026-05-08', '00:00'),
          says: 'The demographics service has a new address',
          lines: ealing.lines,
          postcode: ealing.postcode,
          areaCode: ealing.areaCode,
        },
        otherTeamId: 'ealing-hv',
      }),
    ],
    rules: [
      {
        rule: 'P6',
        failure: 'A message closes the old file, and nobody opens a new one',
        stops: 'A signal opens one enquiry, seen by both sides; a person says where the child sleeps',
      },
    ],
  },
  {
    title: 'The nurse settles it, and cannot send half a handover',
    happens:
      'Naomi Fletcher rings Jade: they sleep in Ealing. She prepares the handover to Ealing health visiting, and tries to send it before anybody has asked who is a danger to Rowan.',
    until: at('2026-05-12', '10:30'),
    acts: [
      does('settle-first', at('2026-05-12', '09:40'), familyNurse, {
        type: 'settle-enquiry',
        enquiryId: ids.firstEnquiry,
        outcome: 'moved',
        sleepsAt: ealing,
        reviewOn: null,
        note: 'Jade says: we sleep here since Friday',
        handover: {
          handoverId: first,
          kind: 'fnp-to-health-visiting',
          occasion: 'move',
          destination: {
            kind: 'desk',
            teamId: 'ealing-hv',
            reason: 'Lives in Ealing: the desk of Ealing health visiting',
          },
          addressedTo: null,
          proposedLevel: 'targeted',
          summary: firstSummary,
          gpAnswer: 'registers-anew',
        },
      }),
      tries('offer-too-early', at('2026-05-12', '10:00'), familyNurse, { type: 'offer', handoverId: first }),
      does('ask-dangers', at('2026-05-12', '10:20'), familyNurse, {
        type: 'record-circumstances',
        circumstances: { ...known, dangers: [] },
      }),
      does('offer-first', at('2026-05-12', '10:30'), familyNurse, { type: 'offer', handoverId: first }),
    ],
    rules: [
      {
        rule: 'A35',
        failure: 'The handover tells what happened, not who is dangerous to this child now',
        stops: 'An offer is not sent until somebody has asked, and “nobody is known” is an answer',
      },
    ],
  },
];

export const silenceChapters: readonly Chapter[] = [
  silence(
    at('2026-05-13', '18:00'),
    'Silence in Ealing: the desk',
    'Nobody at the desk in Ealing opens the offer. The day on which it should have been acknowledged ends.',
    [
      {
        rule: 'A29',
        failure: 'Silence is taken for a yes',
        stops: 'Silence raises an alarm (P3); the releasing team still answers for the child (P2)',
      },
    ],
  ),
  silence(
    at('2026-05-14', '18:00'),
    'Silence: the lead, the named nurses',
    'Still nobody. The ladder goes up by itself, from the row and not from a reminder that somebody might have missed.',
    [
      {
        rule: 'P5',
        failure: 'An overdue task is forgotten with the list it stood on',
        stops: 'Every open obligation has an owner, a due time and a next step',
      },
    ],
  ),
  silence(
    at('2026-05-15', '18:00'),
    'Silence: the designated nurses',
    'On the third day both areas’ designated nurses are told by name.',
  ),
];

export const ealingChapters: readonly Chapter[] = [
  {
    title: 'Ealing answers',
    happens:
      'Colette Baptiste, named nurse, rings the desk. Samira Haddad acknowledges and asks who is in the home; Naomi answers, and the two sides speak.',
    until: at('2026-05-18', '11:00'),
    acts: [
      does('acknowledge-first', at('2026-05-18', '09:10'), ealingDesk, {
        type: 'acknowledge',
        handoverId: first,
      }),
      does('ask', at('2026-05-18', '09:20'), ealingDesk, {
        type: 'ask',
        handoverId: first,
        questionId: ids.question,
        text: 'Does the father know the new address?',
      }),
      does('answer', at('2026-05-18', '10:30'), familyNurse, {
        type: 'answer',
        handoverId: first,
        questionId: ids.question,
        text: 'Jade has not told him. He has her telephone number.',
      }),
      does('verbal-first', at('2026-05-18', '11:00'), familyNurse, {
        type: 'record-verbal',
        handoverId: first,
        releasingName: 'Naomi Fletcher',
        receivingName: 'Kate Brennan',
        spokeAt: at('2026-05-18', '10:45'),
      }),
    ],
    rules: [],
  },
  {
    title: 'Accepted is not seen',
    happens:
      'Kate Brennan plays back what she has understood and accepts. Rowan is under one: until she has seen Rowan, Naomi answers.',
    until: at('2026-05-18', '15:00'),
    acts: [
      does('play-back-first', at('2026-05-18', '14:00'), ealingVisitor, {
        type: 'play-back',
        handoverId: first,
        words:
          'Nobody is known to be a danger. Father separated, may turn up: I will ask at the first visit.',
        dangerIds: [],
      }),
      does('accept-first', at('2026-05-18', '14:10'), ealingVisitor, {
        type: 'accept',
        handoverId: first,
        practitionerId: ealingVisitor,
        firstContactOn: '2026-05-19',
      }),
      tries('close-too-early', at('2026-05-18', '14:20'), ealingVisitor, {
        type: 'close',
        handoverId: first,
      }),
    ],
    rules: [
      {
        rule: 'P4',
        failure: 'The receiver believes that the handover is complete when it is not',
        stops: 'Accepted is not seen; a handover closes only when the child was seen and everyone was told',
      },
    ],
  },
  {
    title: 'Seen, and only now passed',
    happens:
      'Kate sees Rowan at home, decides the level of service, tells Jade, the GP and child health records, and closes.',
    until: at('2026-05-21', '12:00'),
    acts: [
      does('contact-first', at('2026-05-19', '10:00'), ealingVisitor, {
        type: 'record-first-contact',
        handoverId: first,
        how: 'Text, then a call',
        withWhom: mother.name,
      }),
      does('seen-first', at('2026-05-20', '14:00'), ealingVisitor, {
        type: 'record-seen',
        handoverId: first,
        where: 'At home, Foundry Lane',
        joint: false,
      }),
      does('level-first', at('2026-05-20', '16:00'), ealingVisitor, {
        type: 'decide-level',
        handoverId: first,
        level: 'targeted',
        reason: 'As proposed',
      }),
      does('parent-first', at('2026-05-20', '16:05'), ealingVisitor, {
        type: 'tell-parent',
        handoverId: first,
        parent: { told: true, how: 'At the visit' },
      }),
      does('gp-first', at('2026-05-21', '10:00'), ealingVisitor, {
        type: 'tell-gp',
        handoverId: first,
        gp: { route: 'gp', practice: 'The Foundry Practice' },
      }),
      does('chis-first', at('2026-05-21', '10:05'), ealingVisitor, {
        type: 'tell-chis',
        handoverId: first,
        how: 'Form sent',
      }),
      does('close-first', at('2026-05-21', '12:00'), ealingVisitor, { type: 'close', handoverId: first }),
    ],
    rules: [
      {
        rule: 'P2',
        failure: 'Responsibility passes with a letter',
        stops:
          'It passes when a named practitioner has accepted and the release point is reached, here: seen',
      },
    ],
  },
  {
    title: 'An incident at home',
    happens:
      'The father breaks the door and hits Jade while Rowan is in the room. Kate records who the danger is, and that social care has begun to work with the family.',
    until: at('2026-06-15', '15:00'),
    acts: [
      does('incident', at('2026-06-15', '15:00'), ealingVisitor, {
        type: 'record-circumstances',
        circumstances: { ...afterIncident, dangers: [{ ...father, move: 'unknown' }] },
      }),
    ],
    rules: [],
  },
];
