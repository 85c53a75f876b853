import { randomUUID } from 'node:crypto';
import type { Outcome } from '../src/application/command.ts';
import { addDays, type CivilDate, type Instant, londonDate } from '../src/domain/calendar/time.ts';
import type { ChildCommand } from '../src/domain/child/commands.ts';
import type { ChildState } from '../src/domain/child/state.ts';
import { type Directory, networkHoldingDeskId, presentAt } from '../src/domain/directory/directory.ts';
import type { Preparation } from '../src/domain/handover/commands.ts';
import type { CallBack, Destination, Handover, ParentTold } from '../src/domain/handover/facts.ts';
import type { MeetingOutcome } from '../src/domain/handover/meetings.ts';
import { speakersOf } from '../src/domain/handover/speakers.ts';
import type { DeclineReason, Level, OnwardRoute } from '../src/domain/language/words.ts';
import type { Settlement, Signal } from '../src/domain/move/facts.ts';
import type { Address } from '../src/domain/responsibility/facts.ts';
import { type Circumstances, dangersThatTravel } from '../src/domain/risk/circumstances.ts';

/** What a person of the scenario can do, in the words of the trade, about the child and its newest handover. */
export type Commands = ReturnType<typeof commandsOf>;

type Person = {
  readonly who: string;
  readonly now: () => Instant;
  readonly handover: () => Promise<Handover>;
  readonly state: () => Promise<ChildState>;
  readonly directory: () => Directory;
  /** A last day of that team stands in the directory from now on. */
  readonly closes: (teamId: string) => void;
  readonly send: (command: ChildCommand) => Promise<Outcome>;
};

export const fullSummary = {
  situation: 'The family has moved and the programme ends here',
  assessment: 'A warm bond; money is short',
  family: 'Grandmother near by',
  expectedResponse: 'Please see the child within the time limit',
  recording: 'Safeguarding record sent by secure mail',
} as const;

export function commandsOf({ who, now, handover, state, directory, closes, send }: Person) {
  async function id(): Promise<string> {
    return (await handover()).handoverId;
  }
  function inDays(n: number): CivilDate {
    return addDays(londonDate(now()), n);
  }
  function to(teamId: string): Destination {
    return destinationTo(teamId, directory());
  }
  async function preparation(teamId: string, changes: Partial<Preparation>): Promise<Preparation> {
    const { care } = await state();
    const releasing = care.status === 'in-care' ? care.holder.teamId : '';
    const kind = kindBetween(releasing, teamId, directory());
    if (kind !== 'fnp-to-health-visiting' || changes.occasion === 'service-closes') closes(releasing);
    return {
      kind,
      // Planned, so that nothing but what a scenario tells makes it more than routine.
      occasion: kind === 'fnp-to-health-visiting' ? 'graduation' : 'service-closes',
      destination: to(teamId),
      addressedTo: null,
      proposedLevel: 'universal',
      summary: fullSummary,
      ...changes,
    };
  }
  const commands = {
    does: send,
    async prepares(teamId: string, changes: Partial<Preparation> = {}) {
      return send({
        type: 'prepare',
        handoverId: randomUUID(),
        follows: null,
        ...(await preparation(teamId, changes)),
      });
    },
    /** Writes what the draft that a door opened still lacks: the summary and the circumstances. */
    async completesTheDraft(circumstances: Circumstances) {
      await send({ type: 'record-circumstances', circumstances });
      const { handoverId, kind, occasion, destination, addressedTo, proposedLevel } = await handover();
      const draft = { kind, occasion, destination, addressedTo, proposedLevel, summary: fullSummary };
      return send({ type: 'revise', handoverId, ...draft });
    },
    async revisesTowards(teamId: string) {
      const { handoverId } = await handover();
      return send({ type: 'revise', handoverId, ...(await preparation(teamId, {})) });
    },
    async sendsTheOffer() {
      return send({ type: 'offer', handoverId: await id() });
    },
    /** Prepares and sends in one breath. */
    async offers(teamId: string, changes: Partial<Preparation> = {}) {
      const prepared = await commands.prepares(teamId, changes);
      return prepared.kind === 'done' ? commands.sendsTheOffer() : prepared;
    },
    async acknowledges(callBack?: CallBack) {
      const handoverId = await id();
      return send(
        callBack ? { type: 'acknowledge', handoverId, callBack } : { type: 'acknowledge', handoverId },
      );
    },
    async allocatesTo(practitionerId: string) {
      return send({ type: 'allocate', handoverId: await id(), practitionerId });
    },
    async asks(text: string) {
      return send({ type: 'ask', handoverId: await id(), questionId: randomUUID(), text });
    },
    async answersTheQuestion(text: string) {
      const { happenings, handoverId } = await handover();
      const open = happenings.questions.find((question) => question.answer === null);
      return send({ type: 'answer', handoverId, questionId: open?.questionId ?? 'none', text });
    },
    async recordsThatTheySpoke(releasingName: string, receivingName: string) {
      return send({
        type: 'record-verbal',
        handoverId: await id(),
        releasingName,
        receivingName,
        spokeAt: now(),
      });
    },
    async plansTheJointVisit(
      on: CivilDate,
      releasingId: string,
      receivingId: string,
      more: { at?: Instant; reason?: string } = {},
    ) {
      return send({
        type: 'plan-joint-visit',
        handoverId: await id(),
        on,
        at: more.at ?? null,
        releasingId,
        receivingId,
        outsideName: null,
        reason: more.reason ?? '',
      });
    },
    async cancelsTheJointVisit(reason: string) {
      return send({ type: 'cancel-joint-visit', handoverId: await id(), reason });
    },
    async recordsTheJointVisit(names: readonly string[], childSeen = true) {
      return send({
        type: 'record-joint-visit',
        handoverId: await id(),
        on: londonDate(now()),
        names,
        childSeen,
      });
    },
    async playsBackTheRisks() {
      const dangerIds = dangersThatTravel((await state()).circumstances).map((danger) => danger.dangerId);
      return send({
        type: 'play-back',
        handoverId: await id(),
        words: 'Who is a danger now, and that the move does not end it',
        dangerIds,
      });
    },
    async accepts(
      changes: {
        firstContactOn?: CivilDate | null;
        lateReason?: string;
        callBack?: CallBack;
        as?: string | null;
      } = {},
    ) {
      const { as = who, firstContactOn = inDays(1), ...more } = changes;
      return send({ type: 'accept', handoverId: await id(), practitionerId: as, firstContactOn, ...more });
    },
    async declines(
      reason: DeclineReason,
      onward: OnwardRoute = 'back-to-releasing',
      onwardAreaCode: string | null = null,
    ) {
      return send({
        type: 'decline',
        handoverId: await id(),
        reason,
        comment: 'As we said on the telephone',
        onward,
        onwardAreaCode,
      });
    },
    async redirectsTo(teamId: string) {
      return send({
        type: 'redirect',
        handoverId: await id(),
        to: to(teamId),
        why: 'The onward route that the desk named',
        newHandoverId: randomUUID(),
      });
    },
    async recalls(teamId: string | null) {
      return send({
        type: 'recall',
        handoverId: await id(),
        to: teamId === null ? null : to(teamId),
        why: 'Sent to the wrong desk',
      });
    },
    async withdraws(reason: string, backHome = false) {
      return send({ type: 'withdraw', handoverId: await id(), reason, backHome });
    },
    /** The family does not move after all, or the service goes on. */
    async saysThatTheChildStays(reason: string) {
      return send({ type: 'withdraw', handoverId: await id(), reason, stays: true });
    },
    async supersedesTowards(teamId: string) {
      return send({
        type: 'supersede',
        handoverId: await id(),
        newHandoverId: randomUUID(),
        destination: to(teamId),
        reason: 'Moved again',
      });
    },
    async disputes(ground: string, deciderId: string) {
      return send({ type: 'dispute', handoverId: await id(), ground, deciderId });
    },
    async decidesTheDispute(outcome: 'receiving-takes' | 'releasing-keeps') {
      return send({
        type: 'decide-dispute',
        handoverId: await id(),
        outcome,
        reason: 'Decided on where the child sleeps',
      });
    },
    async makesFirstContact() {
      return send({
        type: 'record-first-contact',
        handoverId: await id(),
        how: 'Telephone',
        withWhom: 'The mother',
      });
    },
    async failsToReachTheFamily() {
      return send({ type: 'record-failed-contact', handoverId: await id(), how: 'Visit', why: 'Nobody in' });
    },
    async seesTheChild(callBack?: CallBack) {
      const seen = { type: 'record-seen', handoverId: await id(), where: 'At home', joint: false } as const;
      return send(callBack ? { ...seen, callBack } : seen);
    },
    async holdsMeeting(
      meeting: 'transfer-in-conference' | 'strategy-discussion',
      outcome: MeetingOutcome = 'held',
    ) {
      return send({
        type: 'record-meeting',
        handoverId: await id(),
        meeting,
        outcome,
        decidedBy: 'Social care, Ann Other',
        note: 'Recorded in the minutes',
        invited: 'The practitioner who held the child',
      });
    },
    async proposesToReleaseWithoutSightingWith(otherNamedNurseId: string) {
      return send({
        type: 'release-without-sighting',
        handoverId: await id(),
        otherNamedNurseId,
        reason: 'The mother refuses every visit; both of us judged it',
      });
    },
    async agreesToTheRelease() {
      return send({ type: 'agree-release', handoverId: await id() });
    },
    async takesBackTheRelease(reason = 'I shall see the child on Thursday') {
      return send({ type: 'take-back-release', handoverId: await id(), reason });
    },
    /** It was another child whom somebody saw that day. */
    async takesBackTheSightingOf(seenOn: CivilDate, reason = 'It was her twin') {
      const recordedAt = (await state()).sightings.find(({ on }) => on === seenOn)?.recordedAt ?? now();
      return send({ type: 'correct-sighting', seenOn, recordedAt, reason, reviewToo: false });
    },
    async decidesTheLevel(level: Level, reason = 'As proposed') {
      return send({ type: 'decide-level', handoverId: await id(), level, reason });
    },
    async tellsTheParent(parent: ParentTold = { told: true, how: 'By telephone' }) {
      return send({ type: 'tell-parent', handoverId: await id(), parent });
    },
    async tellsTheGp() {
      return send({ type: 'tell-gp', handoverId: await id(), gp: { route: 'gp', practice: 'The Surgery' } });
    },
    async tellsChildHealthRecords() {
      return send({ type: 'tell-chis', handoverId: await id(), how: 'Secure mail' });
    },
    async closes() {
      return send({ type: 'close', handoverId: await id() });
    },
    async corrects(what: 'seen' | 'first-contact' | 'parent-told' | 'gp-told' | 'chis-told') {
      return send({ type: 'correct', handoverId: await id(), what, reason: 'Entered on the wrong child' });
    },
    async records(changes: Partial<Circumstances>) {
      return send({
        type: 'record-circumstances',
        circumstances: { ...(await state()).circumstances, ...changes },
      });
    },
    async signals(signal: Partial<Signal>, otherTeamId: string) {
      return send({
        type: 'receive-signal',
        enquiryId: randomUUID(),
        signal: { ...changeOfAddress, effectiveAt: now(), ...signal },
        otherTeamId,
      });
    },
    async settles(
      outcome: Settlement,
      sleepsAt: Partial<Address> | null = null,
      towards: string | null = null,
    ) {
      const enquiry = (await state()).enquiries.find((one) => one.settled === null);
      const prepared = towards === null ? null : await preparation(towards, { occasion: 'move' });
      return send({
        type: 'settle-enquiry',
        enquiryId: enquiry?.enquiryId ?? 'none',
        outcome,
        sleepsAt: sleepsAt && { ...newAddress, from: londonDate(now()), ...sleepsAt },
        reviewOn: outcome === 'stays-elsewhere-briefly' ? inDays(7) : null,
        cover: 'A colleague there',
        note: 'The mother said so on the telephone',
        handover: prepared && { handoverId: randomUUID(), ...prepared },
      });
    },
    async findsAShortStay(more: { reviewOn: string; agreedBy?: string; cover?: string }) {
      const enquiry = (await state()).enquiries.find((one) => one.settled === null);
      return send({
        type: 'settle-enquiry',
        enquiryId: enquiry?.enquiryId ?? 'none',
        outcome: 'stays-elsewhere-briefly',
        sleepsAt: null,
        note: 'A hotel for some nights',
        handover: null,
        cover: 'Kate Brennan of Ealing looks in',
        ...more,
      });
    },
    async movesTheFamilyTo(sleepsAt: Partial<Address>) {
      return send({
        type: 'record-address',
        address: { ...newAddress, from: londonDate(now()), ...sleepsAt },
        why: 'The mother said so',
      });
    },
  };
  return commands;
}

const newAddress: Address = {
  lines: ['2 Other Road'],
  postcode: 'ZZ2 2BB',
  areaCode: null,
  temporary: false,
  sealed: false,
  from: '2026-11-23',
};

const changeOfAddress: Signal = {
  source: 'pds',
  messageId: null,
  effectiveAt: '2026-11-23T10:00:00.000Z',
  says: 'Change of address',
  lines: ['2 Other Road'],
  postcode: 'ZZ2 2BB',
  areaCode: null,
};

/** A destination of the kind that the team is: outside the network, a holding desk of the network, or a duty desk. */
export function destinationTo(teamId: string, directory: Directory): Destination {
  const reason = 'Routing by residence';
  if (directory.teams.get(teamId)?.kind === 'outside') return { kind: 'outside', teamId, reason };
  return { kind: teamId === networkHoldingDeskId ? 'holding' : 'desk', teamId, reason };
}

/** The kind of a handover between two teams. */
export function kindBetween(releasing: string, receiving: string, directory: Directory): Preparation['kind'] {
  const { teams } = directory;
  if (teams.get(releasing)?.kind !== 'fnp')
    return teams.get(receiving)?.kind === 'fnp'
      ? 'health-visiting-to-fnp'
      : 'health-visiting-to-health-visiting';
  return teams.get(receiving)?.kind === 'fnp' ? 'fnp-to-fnp' : 'fnp-to-health-visiting';
}

/** Two people who may have spoken, one of each side. */
export function theySpoke(handover: Handover, directory: Directory, at: Instant) {
  const releasingName = speakersOf(directory, handover.releasingTeamId, at)?.[0]?.name ?? 'One';
  const receiving = speakersOf(directory, handover.destination.teamId, at) ?? [];
  const receivingName = receiving.find(({ name }) => name !== releasingName)?.name ?? 'Two';
  return { releasingName, receivingName };
}

/** The name of somebody of the releasing side who is here, and who is not the one who acts. */
export function colleagueOf(
  { releasingTeamId }: Pick<Handover, 'releasingTeamId'>,
  actorId: string,
  directory: Directory,
  now: Instant,
): string {
  const organisation = directory.teams.get(releasingTeamId)?.organisationId;
  const colleague = [...directory.practitioners.values()].find(
    ({ id, teamId }) =>
      id !== actorId &&
      directory.teams.get(teamId)?.organisationId === organisation &&
      presentAt(directory, id, now),
  );
  return colleague?.name ?? '';
}
