import type { Instant } from '../calendar/time.ts';
import { sealedAway } from '../child/adoption.ts';
import { bereaved } from '../child/bereavement.ts';
import type { ChildFact, ChildFactName } from '../child/facts.ts';
import type { ChildState } from '../child/state.ts';
import { findHandover } from '../child/state.ts';
import { type ObligationKind, obligationWords } from '../escalation/obligations.ts';
import { isOpen } from '../handover/facts.ts';
import { hiddenFromClaimants } from '../move/claimant.ts';
import type { ClientFactName } from '../programme/client-facts.ts';
import { clientNoticeWords } from '../programme/client-notices.ts';
import { type BeyondCode, beyondWords, type NameOfTeam } from './notices-beyond.ts';
import { quarantineNotice, quarantineNoticeWords } from './quarantine-notices.ts';
import { withoutSmall } from './small-numbers.ts';
import { ladderSteps, ladderStepWords } from './words.ts';

/** Who is told of a fact: a team's desk, or the teams' leads. */
type Audience = 'releasing' | 'receiving' | 'both' | 'both-leads' | 'holder' | 'covering';

type Notice = { readonly to: Audience; readonly says: string };

/**
 * Which facts are told, to whom and in which words. A fact that is not named here is told to nobody, and that is a
 * choice.
 */
const notices: Readonly<Partial<Record<ChildFactName, Notice>>> = {
  HandoverOffered: { to: 'receiving', says: 'A handover was offered to your desk' },
  HandoverRedirected: {
    to: 'both',
    says: 'A handover was sent on to another desk. The desk on which it lay stands down',
  },
  OfferReturnedToDesk: {
    to: 'receiving',
    says: 'An offer came back to the desk: the person it was addressed to is not there',
  },
  HandoverAllocated: { to: 'receiving', says: 'A handover was allocated to a practitioner' },
  HandoverAcknowledged: { to: 'releasing', says: 'The receiving desk has your handover' },
  QuestionAsked: { to: 'both', says: 'A question was asked about a handover' },
  QuestionAnswered: { to: 'both', says: 'A question about a handover was answered' },
  HandoverAccepted: { to: 'releasing', says: 'Your handover was accepted. Accepted is not seen' },
  HandoverDeclined: {
    to: 'releasing',
    says: 'Your handover was declined. Your team still answers for the child',
  },
  DisputeRaised: {
    to: 'both',
    says: 'A dispute was raised about a handover. Nothing passes until the nurse to whom it was put has decided',
  },
  DisputeDecided: { to: 'both', says: 'A dispute about a handover was decided' },
  HandoverWithdrawn: { to: 'receiving', says: 'A handover to your desk was withdrawn. Stand down' },
  HandoverSuperseded: {
    to: 'receiving',
    says: 'A handover to your desk was superseded: the family has moved again. Stand down',
  },
  ContactFailed: { to: 'releasing', says: 'An attempt to reach the family failed' },
  ChildSeen: {
    to: 'releasing',
    says: 'The child, or its mother where it is not born yet, was seen face to face by the receiving practitioner',
  },
  AccountabilityPassed: { to: 'both', says: 'Accountability has passed' },
  JointVisitPlanned: {
    to: 'both',
    says: 'A joint visit was planned or moved. It stands on the list and in the calendar of both who make it',
  },
  JointVisitCancelled: { to: 'both', says: 'A joint visit that was planned is cancelled' },
  ReleaseProposed: {
    to: 'both',
    says: 'A named nurse proposed to release the child without sighting. Nothing passes until the other one agrees',
  },
  ReleaseProposalTakenBack: {
    to: 'both',
    says: 'A release without sighting was proposed, and is not to be: the child stays until it has been seen',
  },
  ReleasedWithoutSighting: { to: 'both', says: 'Both named nurses released the child without sighting' },
  LevelDecided: { to: 'releasing', says: 'The level of service was decided' },
  PriorityComputed: { to: 'both', says: 'The facts of a handover give another priority' },
  PriorityRaised: { to: 'both', says: 'The priority of a handover was raised' },
  PriorityLowered: { to: 'both', says: 'The priority of a handover was lowered' },
  HandoverClosed: {
    to: 'releasing',
    says: 'A handover was closed: seen, level decided, and everybody told who is to be told',
  },
  HandoverCorrected: {
    to: 'both-leads',
    says: 'Something recorded in a handover was false and has been corrected',
  },
  SightingCorrected: {
    to: 'both-leads',
    says: 'It was false that a child was seen, or its mother before the birth: the days unseen count from before. Read what rested on it',
  },
  CircumstancesRecorded: { to: 'both', says: 'What is known of a child’s circumstances has changed' },
  EnquiryOpened: {
    to: 'both',
    says: 'A move enquiry was opened: somebody has to say where the child sleeps',
  },
  SignalAdded: { to: 'both', says: 'Another signal of a move joined an enquiry that is open' },
  EnquirySettled: { to: 'both', says: 'A move enquiry was settled' },
  ClaimOpened: { to: 'both', says: 'Two caseloads claim one child' },
  ClaimSettled: { to: 'both', says: 'A claim to a child was settled' },
  ProgrammeAwaited: {
    to: 'holder',
    says: 'The mother of a child of yours has joined the programme. Your team answers on: complete the handover to the site, and send it',
  },
  ProgrammeNotJoined: {
    to: 'holder',
    says: 'The mother of a child of yours has left the programme before the child joined. The child stays with your team',
  },
  MotherDeathRecorded: {
    to: 'both',
    says: 'The mother of a child has died. Nobody writes to her or rings her: read the record before anybody speaks to the family',
  },
  MotherDeathTakenBack: {
    to: 'both',
    says: 'That the mother of a child has died was recorded in error',
  },
  AdmissionRecorded: {
    to: 'covering',
    says: 'A child is in a hospital or a unit, and your team is the one that visits it there meanwhile. Who answers for it stays: read the record',
  },
  DischargeRecorded: {
    to: 'covering',
    says: 'A child that your team visited in a hospital or a unit has left it. Nothing more is asked of you there',
  },
  SchedulesStopped: {
    to: 'both',
    says: 'A loss or a death was reported. Every visit, letter and reminder has stopped: read the record before anybody speaks to the family',
  },
  SchedulesResumed: {
    to: 'both',
    says: 'A loss or a death had been reported in error, or a child was born after its mother’s death. Visits and reminders go on',
  },
  AccountabilityEnded: { to: 'both', says: 'Accountability for a child has ended for a confirmed reason' },
  HoldPlaced: {
    to: 'both',
    says: 'A legal hold was placed on the record of a child: nothing of it is removed or put away while it stands',
  },
  HoldLifted: {
    to: 'both',
    says: 'The legal hold on the record of a child was lifted, with a second name who agreed. If that was not you, place it again',
  },
  SummaryTaken: {
    to: 'holder',
    says: 'A summary of a child’s earlier health was passed to your team by the designated route: read it on the child’s page',
  },
  DuplicateEnded: {
    to: 'holder',
    says: 'Another record of this child ended as a duplicate: it goes on with your team. Read what was known there',
  },
  DuplicateTakenBack: {
    to: 'holder',
    says: 'A record that had ended as a duplicate of this child is another child’s after all: the end was reversed',
  },
  KeeperNamed: {
    to: 'releasing',
    says: 'Your team keeps the record of a child held outside the network from now on: the team that kept it works no more. Read what is owed',
  },
  EndReversed: { to: 'holder', says: 'Accountability that had ended was restored to your team' },
};

/** After a loss or a death nobody is told of anything else about the child (scenarios A13 and A14). */
const ofLoss: readonly ChildFactName[] = [
  'MotherDeathRecorded',
  'MotherDeathTakenBack',
  'SchedulesStopped',
  'AccountabilityEnded',
  'HoldPlaced',
  'HoldLifted',
];

/** A notice to a team about a child; the page makes the link, the mail gives only a reference. */
export type TeamNotice = {
  readonly teamId: string;
  readonly forLead: boolean;
  readonly code: ChildFactName | BeyondCode;
  readonly handoverId: string | null;
};

/**
 * The sentence of a notice. The sweep writes three codes of its own, in one statement with the step:
 * `overdue/STEP/KIND` for a raised step of the ladder; the same with `STEP-late` where it comes late because of an
 * outage; and `last-step/NUMBER/KIND` for the number of children whose obligation reached the last step. Where a notice
 * names teams, `team` gives their names; a mail is written without.
 */
export function noticeWords(code: string, team?: NameOfTeam): string {
  const overdue = overdueOf(code);
  if (overdue) return overdueWords([overdue.kind], [overdue]);
  const lies = quarantineNotice(code);
  if (lies) return quarantineNoticeWords(lies);
  const beyond = beyondWords(code, team);
  if (beyond) return beyond;
  const [word, first = '', kind = ''] = code.split('/');
  if (word === 'last-step') {
    const what = kind in obligationWords ? ` (${obligationWords[kind as ObligationKind].toLowerCase()})` : '';
    return `Obligations that reached the last step of the ladder: ${withoutSmall(Number(first))}${what}`;
  }
  return notices[code as ChildFactName]?.says ?? clientNoticeWords[code as ClientFactName] ?? code;
}

function overdueWords(kinds: readonly string[], raised: readonly Overdue[]): string {
  const what = kinds.map((kind) =>
    kind in obligationWords ? obligationWords[kind as ObligationKind] : kind,
  );
  return `Overdue: ${what.map((words) => (words.endsWith('?') ? words : `${words}.`)).join(' ')} Told: ${toldWords(raised)}`;
}

function toldWords(raised: readonly Overdue[]): string {
  const told = [...new Set(raised.map(({ step }) => step))]
    .toSorted((a, b) => a - b)
    .map((step) => ladderStepWords[ladderSteps[step] ?? 'duty-desk']);
  const late = raised.some((one) => one.late) ? ' (late: Handhold had stopped looking for a time)' : '';
  return `${told.join(', ')}${late}`;
}

/** One thing that a team is told of a child, and when it was last told. */
export type Telling = { readonly says: string; readonly at: Instant };

/** All that is told of one child or nurse, and whether anything of it was told as overdue. */
type Gathered<Given> = {
  readonly first: Given;
  readonly tellings: readonly Telling[];
  readonly overdue: boolean;
};

type Line = {
  readonly personId: string | null;
  readonly nurseId: string | null;
  readonly code: string;
  readonly createdAt: Instant;
};

/**
 * Notices gathered by the child, or the nurse, that they are about, in the order given. All steps of the ladder for
 * what is overdue become one sentence, which names all that was told to the same steps at the same time; what was told
 * twice stands once. A count stands alone.
 */
export function gatherNotices<Given extends Line>(
  given: readonly Given[],
  team?: NameOfTeam,
): readonly Gathered<Given>[] {
  const children = [...Map.groupBy(given, (line) => line.personId ?? line.nurseId ?? line).values()];
  return children.flatMap((lines) => {
    const [first] = lines;
    const overdue = lines.some(({ code }) => overdueOf(code) !== null);
    return first ? [{ first, tellings: tellingsOf(lines, team), overdue }] : [];
  });
}

function tellingsOf(lines: readonly Line[], team?: NameOfTeam): readonly Telling[] {
  const same = Map.groupBy(lines, ({ code }) => overdueOf(code)?.kind ?? code);
  const things = [...same].map(([what, told]) => ({
    what,
    raised: told.flatMap(({ code }) => overdueOf(code) ?? []),
    at: told[0]?.createdAt ?? '',
  }));
  const together = Map.groupBy(things, ({ what, raised, at }) =>
    raised.length > 0 ? `${toldWords(raised)}/${at}` : what,
  );
  return [...together.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const { what, raised, at } = first;
    const kinds = [first, ...more].map((thing) => thing.what);
    return [{ says: raised.length > 0 ? overdueWords(kinds, raised) : noticeWords(what, team), at }];
  });
}

type Overdue = { readonly step: number; readonly kind: string; readonly late: boolean };

function overdueOf(code: string): Overdue | null {
  const [word, step = '', kind = ''] = code.split('/');
  return word === 'overdue' ? { step: Number.parseInt(step, 10), kind, late: step.endsWith('-late') } : null;
}

/**
 * The notices that facts make: both sides are told (promise P8), the team that acted is not told of its own act.
 * Each team is told once of each kind of fact in one command.
 */
export function noticesOf(
  facts: readonly ChildFact[],
  after: ChildState,
  actingTeamId: string,
): readonly TeamNotice[] {
  const told = new Map<string, TeamNotice>();
  for (const fact of facts) {
    const notice = notices[fact.type];
    if (!notice || sealedAway(after) || (bereaved(after) && !ofLoss.includes(fact.type))) continue;
    const handoverId = 'handoverId' in fact ? fact.handoverId : null;
    const forLead = notice.to === 'both-leads';
    for (const teamId of audience(notice.to, fact, after)) {
      if (teamId === actingTeamId && !forLead) continue;
      const code = codeFor(fact, teamId);
      told.set(`${teamId}/${code}/${handoverId}`, { teamId, forLead, code, handoverId });
    }
  }
  return [...told.values()];
}

/** The desk to which an offer is sent on is told of it as of any other offer. */
function codeFor(fact: ChildFact, teamId: string): ChildFactName {
  return fact.type === 'HandoverRedirected' && fact.to.teamId === teamId ? 'HandoverOffered' : fact.type;
}

function audience(to: Audience, fact: ChildFact, after: ChildState): readonly string[] {
  const holder = after.care.status === 'in-care' ? [after.care.holder.teamId] : [];
  if (fact.type === 'EnquiryOpened') return [...holder, fact.otherTeamId];
  if (fact.type === 'SignalAdded') return [...holder, ...(fact.otherTeamId ? [fact.otherTeamId] : [])];
  if (to === 'holder') return holder;
  if (to === 'covering') return coveringTeam(after);
  // Both sides of a handover that is on its way, or of a superseded one for which the visit is owed again.
  if (fact.type === 'SightingCorrected') {
    const rested = after.handovers.filter(
      (one) => isOpen(one) || (one.state === 'superseded' && one.unseenSince !== null),
    );
    return [...holder, ...rested.flatMap((one) => sides(one.handoverId, after))];
  }
  if (fact.type === 'EnquirySettled')
    return [
      ...holder,
      ...after.enquiries.filter((e) => e.enquiryId === fact.enquiryId).flatMap((e) => e.otherTeamIds),
    ];
  if (fact.type === 'ClaimOpened' || fact.type === 'ClaimSettled') {
    const claims = hiddenFromClaimants(after) ? [] : after.claims;
    return [...holder, ...claims.filter((c) => c.claimId === fact.claimId).map((c) => c.claimantTeamId)];
  }
  if (
    fact.type === 'MotherDeathRecorded' ||
    fact.type === 'MotherDeathTakenBack' ||
    fact.type === 'SchedulesStopped' ||
    fact.type === 'SchedulesResumed' ||
    fact.type === 'AccountabilityEnded' ||
    fact.type === 'HoldPlaced' ||
    fact.type === 'HoldLifted'
  ) {
    const last = after.care.status === 'ended' ? [after.care.lastHolder.teamId] : holder;
    const open = after.handovers.filter(isOpen).flatMap((one) => sides(one.handoverId, after));
    return [...last, ...open, ...coveringTeam(after)];
  }
  // A holding desk may have sent it on, so the releasing team hears of it too.
  if (fact.type === 'HandoverRedirected') {
    const releasing = findHandover(after, fact.handoverId)?.releasingTeamId;
    return [fact.from.teamId, fact.to.teamId, ...(releasing ? [releasing] : [])];
  }
  if (fact.type === 'CircumstancesRecorded')
    return after.handovers
      .filter((h) => h.state !== 'draft' && !('closedAt' in h))
      .slice(-1)
      .flatMap((h) => [h.releasingTeamId, h.destination.teamId]);
  if (!('handoverId' in fact)) return holder;
  const handover = findHandover(after, fact.handoverId);
  if (!handover) return [];
  if (to === 'releasing') return [handover.releasingTeamId];
  if (handover.desks.length === 0) return [];
  return to === 'receiving' ? [handover.destination.teamId] : sides(fact.handoverId, after);
}

/** The team that visits the child in a hospital or a unit, or did until it left. */
function coveringTeam({ family }: ChildState): readonly string[] {
  const last = family.admissions.at(-1);
  const covers = last !== undefined && (last.discharged === null || !last.contacted);
  return covers && last.coverTeamId !== null ? [last.coverTeamId] : [];
}

function sides(handoverId: string, after: ChildState): readonly string[] {
  const handover = findHandover(after, handoverId);
  return handover
    ? [handover.releasingTeamId, ...(handover.desks.length > 0 ? [handover.destination.teamId] : [])]
    : [];
}
