import { randomUUID } from 'node:crypto';
import type { ClientOutcome } from '../src/application/client-command.ts';
import {
  addDays,
  addMinutes,
  type CivilDate,
  type Instant,
  londonDate,
} from '../src/domain/calendar/time.ts';
import type { Level } from '../src/domain/language/words.ts';
import type { ClientCommand } from '../src/domain/programme/client-commands.ts';
import type { Baby, Brought, Loss, MissedReason } from '../src/domain/programme/client-facts.ts';
import {
  type ClientState,
  childrenInProgramme,
  expectedChild,
} from '../src/domain/programme/client-state.ts';
import type { Door } from '../src/domain/programme/doors.ts';
import type { DeclineOfferReason, LeavingReason, PauseReason } from '../src/domain/programme/statuses.ts';
import type { Address } from '../src/domain/responsibility/facts.ts';

/** What a person of the scenario can do about the client and her place in the programme, in the words of the trade. */
export type ClientCommands = ReturnType<typeof clientCommandsOf>;

type Person = {
  readonly who: string;
  readonly now: () => Instant;
  readonly client: () => Promise<ClientState>;
  readonly send: (command: ClientCommand) => Promise<ClientOutcome>;
};

type Of<Name extends ClientCommand['type']> = Partial<Omit<Extract<ClientCommand, { type: Name }>, 'type'>>;

/**
 * The reason that is given by default where a nurse has all the clients she may have: on one database the families of all
 * scenarios count together. Null where a scenario asks what happens without a reason.
 */
const aboveCapacity = 'No other nurse is free';

export function clientCommandsOf({ who, now, client, send }: Person) {
  const day = () => londonDate(now());
  return {
    doesForTheClient: send,
    async assesses() {
      return send({ type: 'assess' });
    },
    async offersAPlace() {
      return send({ type: 'offer-place', note: 'Offered by telephone' });
    },
    async recordsThatSheDeclined(reason: DeclineOfferReason = 'not-wanted') {
      return send({ type: 'decline-place', reason, note: 'She said so on the telephone' });
    },
    /** Enrols her with the child that she expects, or with the children named. Outside the rules with a reason. */
    async enrols(nurseId: string = who, changes: Of<'enrol'> = {}) {
      const { expectedOn } = await client();
      const born = (changes.children ?? []).length > 0;
      return send({
        type: 'enrol',
        nurseId,
        consent: { on: day(), how: 'Signed at home' },
        sharingBasis: 'Children Act 2004, section 11',
        outsideRules: 'Agreed with the supervisor for this family',
        aboveCapacity,
        pregnancyId: born ? null : randomUUID(),
        expectedOn: born ? null : expectedOn,
        children: [],
        ...changes,
      });
    },
    /** Brings a child of hers who is born already: one of another team, or one whom nobody knew. */
    async brings(child: Brought, why = 'Her child, whom she has at home') {
      return send({ type: 'bring-child', child, why });
    },
    async allocatesTheClientTo(
      nurseId: string,
      why = 'Her nurse has left',
      above: string | null = aboveCapacity,
    ) {
      return send({ type: 'allocate-nurse', nurseId, why, aboveCapacity: above });
    },
    async weighsTheClient(weight: number, reason = 'Twins') {
      return send({ type: 'weigh', weight, reason });
    },
    async recordsOfTheClient(changes: Of<'record-client'> & { readonly address?: Address | null }) {
      const { identity, address, known } = await client();
      return send({ type: 'record-client', identity, address, known, why: 'She said so', ...changes });
    },
    async sealsTheAddressOfTheClient(why = 'She fled') {
      return send({ type: 'seal-client-address', why });
    },
    async opensTheAddressOfTheClient(agreedBy: string, why = 'He is in prison') {
      return send({ type: 'open-client-address', why, agreedBy });
    },
    async movesTheExpectedDateTo(expectedOn: CivilDate) {
      return send({ type: 'move-expected-date', expectedOn, why: 'Dating scan' });
    },
    /** Born today with these names, or on another day. The first goes on in the record of the pregnancy. */
    async tellsTheBirthOf(
      names: readonly string[],
      changes: { readonly bornOn?: CivilDate; readonly where?: string; readonly baby?: Partial<Baby> } = {},
    ) {
      const state = await client();
      const { identity } = state;
      const pregnancy = expectedChild(state);
      const babies = names.map((givenName, index) => ({
        personId: index === 0 && pregnancy ? pregnancy.personId : randomUUID(),
        givenName,
        familyName: identity.familyName,
        nhsNumber: null,
        bornAlive: true,
        ...changes.baby,
      }));
      const { bornOn = day(), where = 'Luton and Dunstable' } = changes;
      return send({ type: 'tell-birth', bornOn, where, babies });
    },
    async pauses(reason: PauseReason = 'asked', reviewOn: CivilDate = addDays(day(), 1)) {
      return send({ type: 'pause', reason, note: 'Agreed together', reviewOn });
    },
    async resumes() {
      return send({ type: 'resume', note: 'She is back' });
    },
    /** Dials visits up or down; null goes back to what the phase asks. */
    async setsTheIntervalTo(days: number | null, reason = 'Agreed together') {
      return send({ type: 'set-interval', days, reason });
    },
    async plansAVisitIn(days: number) {
      return send({ type: 'plan-visit', at: addMinutes(now(), days * 1440), place: 'home' });
    },
    /** Visits now, at home, face to face, and sees the client and every child of hers in the programme. */
    async visits(changes: Of<'record-visit'> = {}) {
      const born = childrenInProgramme(await client()).filter((child) => child.bornOn !== null);
      return send({
        type: 'record-visit',
        visitId: randomUUID(),
        at: now(),
        place: 'home',
        mode: 'face-to-face',
        minutes: 60,
        clientSeen: true,
        childrenSeen: born.map((child) => child.personId),
        accompaniedBy: null,
        note: 'As planned',
        next: null,
        ...changes,
      });
    },
    async missesAVisit(why: MissedReason = 'no-access', changes: Of<'record-missed-visit'> = {}) {
      const missed = { visitId: randomUUID(), on: day(), note: 'Nobody came to the door', next: null };
      return send({ type: 'record-missed-visit', why, ...missed, ...changes });
    },
    async reviewsTheMissedVisits(decision = 'Visit together with the supervisor') {
      return send({ type: 'review-missed-visits', decision });
    },
    async reviewsWhetherSheGoesOn(why = 'She still wants her nurse, and is with her child each day') {
      return send({ type: 'review-continuing', why });
    },
    async movesTheEndTo(endsOn: CivilDate) {
      return send({ type: 'move-end', endsOn, why: 'Agreed together with the New Mum Star' });
    },
    /** One child leaves the programme, the client and her other children stay. */
    async recordsThatAChildLeaves(childId: string, door: Door, changes: Of<'child-leaves'> = {}) {
      const leaves = { childId, door, why: 'As agreed', proposedLevel: null, areaCode: null };
      return send({ type: 'child-leaves', ...leaves, ...changes });
    },
    /** She leaves the programme by a door, and each of her children with her. */
    async endsTheProgramme(
      door: Door,
      changes: {
        readonly reason?: LeavingReason | null;
        readonly why?: string;
        readonly proposedLevel?: Level | null;
        readonly areaCode?: string | null;
      } = {},
    ) {
      const leaves = {
        reason: 'other',
        why: 'As she decided',
        proposedLevel: 'targeted',
        areaCode: null,
      } as const;
      return send({ type: 'leave', door, ...leaves, ...changes });
    },
    async startsTheTransferTo(toTeamId: string, areaCode: string, changes: Of<'start-transfer'> = {}) {
      return send({
        type: 'start-transfer',
        toTeamId,
        areaCode,
        why: 'Moves there next month',
        proposedLevel: null,
        ...changes,
      });
    },
    async recordsThatTheTransferDidNotHappen() {
      return send({ type: 'end-transfer', why: 'She stays after all' });
    },
    /** The receiving site says that it cannot take her. */
    async refusesTheTransfer(reason: 'no-place' | 'not-eligible' = 'no-place', waitingList = true) {
      return send({ type: 'refuse-transfer', reason, waitingList, note: 'All nurses are full until spring' });
    },
    /** A place has come free, or is made with a reason. */
    async offersThePlaceForWhichSheWaits(above: string | null = aboveCapacity) {
      return send({
        type: 'take-from-waiting-list',
        note: 'A place has come free',
        aboveCapacity: above,
      });
    },
    async takesHerOffTheWaitingList() {
      return send({ type: 'end-waiting', why: 'She is settled with health visiting' });
    },
    /** Asks the own record of a child once more for what it refused. */
    async asksTheRecordAgain(childId: string) {
      return send({ type: 'ask-child-again', childId });
    },
    /** Says what was done about all that the own record of a child refused. */
    async dealsWithTheRefusal(childId: string, why = 'Her health visitor has settled it') {
      return send({ type: 'settle-refusal', childId, why });
    },
    async takesTheClientIn(nurseId: string = who, above: string | null = aboveCapacity) {
      return send({ type: 'transfer-in', nurseId, aboveCapacity: above });
    },
    async recordsTheLoss(loss: Loss, contactId: string = who) {
      return send({ type: 'record-loss', loss, on: day(), says: 'The midwife, by telephone', contactId });
    },
    async namesTheContact(contactId: string) {
      return send({ type: 'name-contact', contactId, why: 'Knows her best' });
    },
    async isInTouchAfterTheLoss() {
      return send({ type: 'record-bereavement-contact', how: 'Visited at home' });
    },
    /** The client herself, or one of her children; with a child's death goes the name of her contact. */
    async recordsTheDeathOf(personId: string, contactId: string | null = who) {
      return send({ type: 'record-death', who: personId, on: day(), says: 'The hospital', contactId });
    },
    async isToldOfHerDeath() {
      return send({ type: 'report-death', says: 'A death message (informal)', messageId: 'a-message' });
    },
    async takesBackTheDeathOf(personId: string) {
      return send({ type: 'take-back-death', who: personId, says: 'Another person of the same name' });
    },
  };
}
