import { addMinutes, type Instant, londonInstant } from '../../domain/calendar/time.ts';
import type { ChildCommand } from '../../domain/child/commands.ts';
import type { Address } from '../../domain/responsibility/facts.ts';
import type { Circumstances } from '../../domain/risk/circumstances.ts';
import {
  type Act,
  type Chapter,
  child,
  childInNeed,
  father,
  firstSummary,
  ids,
  mother,
  newAdult,
  people,
  secondSummary,
  sectionEnquiry,
} from './acts.ts';

/** A moment of the story, by London's clock. */
function at(day: string, clock: string): Instant {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return londonInstant(day, hours * 60 + minutes);
}

function does(key: string, when: Instant, by: string, command: ChildCommand): Act {
  return { key, at: when, by, command, expect: 'done' };
}

function tries(key: string, when: Instant, by: string, command: ChildCommand): Act {
  return { key, at: when, by, command, expect: 'refused' };
}

const fulham: Address = {
  lines: ['18 Harebell Gardens'],
  postcode: 'SW6 4QX',
  areaCode: 'E09000013',
  temporary: false,
  sealed: false,
  from: '2025-11-01',
};
const ealing: Address = {
  lines: ['Room 3, 77 Foundry Lane'],
  postcode: 'W13 9NB',
  areaCode: 'E09000009',
  temporary: false,
  sealed: false,
  from: '2026-05-08',
};
const luton: Address = {
  lines: ['Flat 12, Beacon Terrace'],
  postcode: 'LU1 3ZZ',
  areaCode: 'E06000032',
  temporary: true,
  sealed: false,
  from: '2026-10-05',
};

const known: Circumstances = {
  people: [{ name: mother.name, relation: 'Mother', livesWithChild: true, parentalResponsibility: true }],
  dangers: null,
  statutory: [],
  contact: {
    route: 'Text first: she does not answer unknown numbers',
    interpreter: null,
    loneVisitWarning: null,
  },
  motherBornOn: mother.bornOn,
  level: null,
  whereaboutsUnknown: false,
};

const afterIncident: Circumstances = {
  ...known,
  dangers: [father],
  statutory: [childInNeed],
  level: 'targeted',
};
const withNewAdult: Circumstances = {
  ...afterIncident,
  people: [
    ...(known.people ?? []),
    { name: newAdult.who, relation: newAdult.relation, livesWithChild: true, parentalResponsibility: false },
  ],
  dangers: [father, newAdult],
  contact: {
    route: 'Text first',
    interpreter: null,
    loneVisitWarning: 'Two together: a violent adult may be in the flat',
  },
};
const underEnquiry: Circumstances = { ...withNewAdult, statutory: [childInNeed, sectionEnquiry] };

const { familyNurse, ealingDesk, ealingVisitor, lutonDesk, lutonVisitor } = people;
const [first, second] = [ids.first, ids.second];

const fulhamChapters: readonly Chapter[] = [
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
          givenName: 'Expected child',
          familyName: child.familyName,
          bornOn: null,
          expectedOn: '2026-03-20',
          nhsNumber: null,
          familyId: ids.family,
          mother,
        },
        address: fulham,
        gp: { odsCode: 'ZZ801', name: 'Linden Walk Surgery' },
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

function silence(until: Instant, title: string, happens: string, rules: Chapter['rules'] = []): Chapter {
  return { title, happens, until, acts: [], rules };
}

const silenceChapters: readonly Chapter[] = [
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

const ealingChapters: readonly Chapter[] = [
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

const lutonChapters: readonly Chapter[] = [
  {
    title: 'Second crossing: evicted, and a flat in Luton',
    happens:
      'Jade is evicted. The housing office places them in a temporary flat in Luton and sends a notice. Kate settles where Rowan sleeps; she writes that the move ends the danger from the father.',
    until: at('2026-10-06', '11:30'),
    acts: [
      does('housing', at('2026-10-06', '09:15'), 'system', {
        type: 'receive-signal',
        enquiryId: ids.secondEnquiry,
        signal: {
          source: 'housing',
          messageId: 'story-2',
          effectiveAt: at('2026-10-05', '00:00'),
          says: 'Placed in temporary accommodation',
          lines: luton.lines,
          postcode: luton.postcode,
          areaCode: luton.areaCode,
        },
        otherTeamId: 'luton-hv',
      }),
      does('circumstances-move', at('2026-10-06', '10:30'), ealingVisitor, {
        type: 'record-circumstances',
        circumstances: afterIncident,
      }),
      does('settle-second', at('2026-10-06', '11:00'), ealingVisitor, {
        type: 'settle-enquiry',
        enquiryId: ids.secondEnquiry,
        outcome: 'moved',
        sleepsAt: luton,
        reviewOn: null,
        note: 'Jade answered by text: we are in the flat',
        handover: {
          handoverId: second,
          kind: 'health-visiting-to-health-visiting',
          occasion: 'move',
          destination: { kind: 'holding', teamId: 'luton-hv', reason: 'The address in Luton is temporary' },
          addressedTo: null,
          proposedLevel: 'specialist',
          summary: secondSummary,
        },
      }),
      does('offer-second', at('2026-10-06', '11:30'), ealingVisitor, { type: 'offer', handoverId: second }),
    ],
    rules: [
      {
        rule: 'A25',
        failure: 'A temporary address is nobody’s address',
        stops:
          'It goes to the holding desk of the area with a clock, and the releasing team stays responsible',
      },
    ],
  },
  {
    title: 'Told to the desk, not yet to a person',
    happens:
      'Luton’s desk acknowledges within the hour. The papers look complete, and a busy office would stop here.',
    until: at('2026-10-07', '10:00'),
    acts: [
      does('acknowledge-holding', at('2026-10-06', '14:00'), lutonDesk, {
        type: 'acknowledge',
        handoverId: second,
      }),
      does('redirect-desk', at('2026-10-07', '09:30'), ealingVisitor, {
        type: 'redirect',
        handoverId: second,
        to: {
          kind: 'desk',
          teamId: 'luton-hv',
          reason: 'The stay is expected to last: Luton health visiting',
        },
        why: 'Housing says six months at least',
        newHandoverId: second,
      }),
      does('acknowledge-second', at('2026-10-07', '10:00'), lutonDesk, {
        type: 'acknowledge',
        handoverId: second,
      }),
    ],
    rules: [],
  },
  {
    title: 'A new adult in the home',
    happens:
      'Jade tells Kate on the telephone that her new partner sleeps at the flat. He is on bail for an assault. The handover that was offered changes while it lies there: priority, clocks and both desks.',
    until: at('2026-10-08', '16:30'),
    acts: [
      does('new-adult', at('2026-10-08', '16:30'), ealingVisitor, {
        type: 'record-circumstances',
        circumstances: withNewAdult,
      }),
    ],
    rules: [
      {
        rule: 'A35',
        failure: 'Moving away from the father is read as safety, and the new partner is not seen',
        stops:
          'Each danger says whether the move ends it; a violent adult who comes along makes it urgent, and both sides are told',
      },
    ],
  },
  {
    title: 'Luton tries to accept on paper',
    happens:
      'Amara Osei wants to help quickly and accepts from the papers. Nobody has spoken with anybody. Then they speak, and she tries again, with the father in mind.',
    until: at('2026-10-09', '10:30'),
    acts: [
      tries('accept-on-paper', at('2026-10-09', '09:05'), lutonVisitor, acceptSecond()),
      does('verbal-second', at('2026-10-09', '09:40'), lutonVisitor, {
        type: 'record-verbal',
        handoverId: second,
        releasingName: 'Kate Brennan',
        receivingName: 'Amara Osei',
        spokeAt: at('2026-10-09', '09:25'),
      }),
      tries('accept-without-play-back', at('2026-10-09', '09:45'), lutonVisitor, acceptSecond()),
      tries('play-back-father-only', at('2026-10-09', '09:50'), lutonVisitor, {
        type: 'play-back',
        handoverId: second,
        words: 'The danger was the father, and he is in London.',
        dangerIds: [ids.father],
      }),
      does('play-back-second', at('2026-10-09', '10:20'), lutonVisitor, {
        type: 'play-back',
        handoverId: second,
        words:
          'Craig Yardley sleeps in the flat and is on bail for violence. The move brought him nearer, it ended nothing. We go in twos.',
        dangerIds: [ids.newAdult],
      }),
      does('accept-second', at('2026-10-09', '10:30'), lutonVisitor, acceptSecond()),
    ],
    rules: [
      {
        rule: 'A33',
        failure: 'A full handover is believed to have happened because papers arrived',
        stops: 'Urgent is not accepted until both sides have spoken',
      },
      {
        rule: 'A35',
        failure: 'The receiver has read the papers and missed the main source of risk',
        stops:
          'It is not accepted until the receiver has said who is a danger now; naming only the father is refused',
      },
    ],
  },
  {
    title: 'Section 47, and nobody opens the door',
    happens: 'Social care in Luton opens an enquiry. Amara calls at the flat; nobody opens.',
    until: at('2026-10-09', '16:00'),
    acts: [
      does('section-47', at('2026-10-09', '13:00'), ealingVisitor, {
        type: 'record-circumstances',
        circumstances: underEnquiry,
      }),
      does('nobody-in', at('2026-10-09', '15:30'), lutonVisitor, {
        type: 'record-failed-contact',
        handoverId: second,
        how: 'Called at the flat with a colleague',
        why: 'Nobody opened; voices inside',
      }),
    ],
    rules: [
      {
        rule: 'P2',
        failure: 'A missed visit in the new area happens on nobody’s watch',
        stops: 'Until Rowan is seen, Ealing answers and Luton supports',
      },
    ],
  },
  silence(
    at('2026-10-13', '10:30'),
    'Four days unseen',
    'A weekend passes. In the urgent column the clocks run nights and weekends, and they ring on both sides.',
    [
      {
        rule: 'P3',
        failure: 'Forty days pass in which each side believes that the other visits',
        stops: 'Accepted and not seen rings, step by step, until the child is seen',
      },
    ],
  ),
  {
    title: 'Seen, and still not passed',
    happens:
      'Amara and the social worker see Rowan together. The strategy discussion has not been held, so Ealing still answers.',
    until: at('2026-10-13', '15:00'),
    acts: [
      does('contact-second', at('2026-10-13', '11:00'), lutonVisitor, {
        type: 'record-first-contact',
        handoverId: second,
        how: 'With the social worker, at the flat',
        withWhom: mother.name,
      }),
      does('seen-second', at('2026-10-13', '15:00'), lutonVisitor, {
        type: 'record-seen',
        handoverId: second,
        where: 'At the flat, Beacon Terrace',
        joint: true,
      }),
    ],
    rules: [
      {
        rule: 'A32',
        failure: 'Health and social care hand over side by side and nobody sees both',
        stops: 'The health record moves only after the strategy discussion',
      },
    ],
  },
  {
    title: 'The discussion is held: Luton answers',
    happens:
      'Both areas’ social workers, police and both health visitors speak. With that the release point is reached.',
    until: at('2026-10-14', '12:00'),
    acts: [
      does('strategy', at('2026-10-14', '12:00'), lutonVisitor, {
        type: 'record-meeting',
        handoverId: second,
        meeting: 'strategy-discussion',
        outcome: 'held',
        decidedBy: 'Graham Tull, social worker',
        note: 'Rowan stays with Jade at the aunt’s; Craig Yardley not to be there',
      }),
    ],
    rules: [
      {
        rule: 'P2',
        failure: 'Two teams answer, or none',
        stops: 'One team to the minute: Ealing until noon, Luton from noon',
      },
    ],
  },
  {
    title: 'A level under pressure',
    happens:
      'The desk is full. Universal would be one line less on the list; without a reason it is refused. Then everyone is told and it closes.',
    until: at('2026-10-15', '09:00'),
    acts: [
      tries('level-too-low', at('2026-10-14', '16:00'), lutonVisitor, {
        type: 'decide-level',
        handoverId: second,
        level: 'universal',
        reason: '',
      }),
      does('level-second', at('2026-10-14', '16:30'), lutonVisitor, {
        type: 'decide-level',
        handoverId: second,
        level: 'specialist',
        reason: 'As proposed',
      }),
      tries('close-untold', at('2026-10-14', '16:35'), lutonVisitor, { type: 'close', handoverId: second }),
      does('parent-second', at('2026-10-14', '17:00'), lutonVisitor, {
        type: 'tell-parent',
        handoverId: second,
        parent: { told: true, how: 'At the visit, with the aunt' },
      }),
      does('gp-second', at('2026-10-14', '17:10'), lutonVisitor, {
        type: 'tell-gp',
        handoverId: second,
        gp: { route: 'no-gp', registration: 'Registered that day at Kestrel Health Centre' },
      }),
      does('chis-second', at('2026-10-14', '17:15'), lutonVisitor, {
        type: 'tell-chis',
        handoverId: second,
        how: 'Form sent',
      }),
      does('close-second', at('2026-10-15', '09:00'), lutonVisitor, { type: 'close', handoverId: second }),
    ],
    rules: [
      {
        rule: 'A34',
        failure: 'The level is decided under the weight of the caseload, on thin text',
        stops: 'Lower than proposed needs a reason that the other side can read',
      },
    ],
  },
];

function acceptSecond(): ChildCommand {
  return { type: 'accept', handoverId: second, practitionerId: lutonVisitor, firstContactOn: '2026-10-09' };
}

/** The story in its order: two boundary crossings, silence on the other side, and a new adult in the home. */
export const chapters: readonly Chapter[] = [
  ...fulhamChapters,
  ...silenceChapters,
  ...ealingChapters,
  ...lutonChapters,
];

/** The moment after the last chapter, to which the gaps are counted. */
export const storyEnd: Instant = addMinutes(chapters.at(-1)?.until ?? '', 1);
