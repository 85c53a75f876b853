import { type Chapter, ids, mother, people, type StoryCommand, secondSummary } from './acts.ts';

import {
  afterIncident,
  at,
  does,
  luton,
  reviews,
  silence,
  tries,
  underEnquiry,
  withNewAdult,
} from './scenery.ts';

const { ealingVisitor, lutonDesk, lutonVisitor } = people;
const { second } = ids;

export const lutonChapters: readonly Chapter[] = [
  {
    title: 'Second crossing: evicted, and a flat in Luton',
    happens:
      'Jade is evicted. The housing office places them in a temporary flat in Luton and sends a notice. Kate settles where Rowan sleeps; she writes that the move ends the danger from the father.',
    until: at('2026-10-06', '11:30'),
    acts: [
      reviews('three-to-four-months', at('2026-07-13', '10:00'), ealingVisitor, { name: 'Kate Brennan' }),
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
          gpAnswer: 'registers-anew',
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
      'Luton’s holding desk has it by the afternoon, and its duty desk the next morning. The papers look complete, and a busy office would stop here.',
    until: at('2026-10-07', '10:00'),
    acts: [
      does('acknowledge-holding', at('2026-10-06', '14:00'), lutonDesk, {
        type: 'acknowledge',
        handoverId: second,
      }),
      does('agencies-second', at('2026-10-06', '15:00'), ealingVisitor, {
        type: 'tell-agencies',
        whom: 'Farida Noor, social worker in Ealing: she passes it on to social care in Luton',
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

function acceptSecond(): StoryCommand {
  return { type: 'accept', handoverId: second, practitionerId: lutonVisitor, firstContactOn: '2026-10-09' };
}
