import type { CivilDate } from '../calendar/time.ts';
import { sealedAway } from '../child/adoption.ts';
import { bereaved } from '../child/bereavement.ts';
import type { ChildFact } from '../child/facts.ts';
import { type ChildState, findHandover } from '../child/state.ts';
import { type Directory, serviceFor } from '../directory/directory.ts';
import { type Handover, isOpen, releaseOf } from '../handover/facts.ts';
import { sidesOf } from '../responsibility/open-address.ts';
import { hasStatus } from '../risk/circumstances.ts';
import type { TeamNotice } from './notices.ts';

/** A notice of an offer that lay on the wrong desk: `misdirected/RELEASING TEAM/WRONG DESK`. */
type Misdirected = `misdirected/${string}/${string}`;

/** What is told beyond the two sides of a handover. */
export type BeyondCode =
  | Misdirected
  /** To health visiting: a family in the programme comes to live in its area, or does not after all. */
  | 'arrives-in-programme'
  | 'arrives-not'
  /** To the named nurse of each side: a child in a section 47 enquiry is being handed over. */
  | 'copied-section-47'
  /** To the named nurse of each side: a release without a sighting was proposed by one, is not to be, or was agreed by both. */
  | 'release-proposed'
  | 'release-taken-back'
  | 'released-unseen'
  /** To the decider of a dispute: it was put to them, or the offer left the desk that it was with and nothing is left to decide. */
  | 'dispute-put'
  | 'dispute-over'
  /** To the designated nurse: a child was declined for the third time, or lay on a third desk. */
  | 'third-decline'
  /** To each side: the address is hidden from now on. */
  | 'address-sealed'
  /** To the named nurse and the lead of each side: who was in hiding is shown again. */
  | 'address-opened'
  /** To the named nurse of the organisation that held it, and to whoever agreed: the old record of an adopted child was put away. */
  | 'record-sealed'
  /** To the named nurse of each side, and to whoever agreed: a legal hold was lifted. */
  | 'hold-lifted'
  /** To the lead of the holder: somebody without access asked by its number for a child whose address is sealed. */
  | 'asked-by-number';

/** A team’s name by its id. */
export type NameOfTeam = (teamId: string) => string;

const sentences: Readonly<Record<Exclude<BeyondCode, Misdirected>, string>> = {
  'arrives-in-programme':
    'A family in the programme is to be handed over to the programme’s site in your area. Nothing is asked of you',
  'arrives-not':
    'A family in the programme is not handed over to the programme’s site in your area after all. If it comes to live there, a handover to your desk follows',
  'copied-section-47':
    'A child in a section 47 enquiry is being handed over. You are copied in, as is the named nurse of the other side: the child passes only once the strategy discussion has agreed',
  'released-unseen':
    'A child was released without having been seen: the named nurse of one side proposed it, that of the other agreed. The alarm about seeing the child goes on',
  'release-proposed':
    'A child is to be released without having been seen. Nothing passes until the named nurse of the other side agrees: read the record, then agree or take it back',
  'release-taken-back':
    'A release of a child without sighting was proposed, and is not to be. The child stays where it is until it has been seen',
  'dispute-put':
    'A dispute about a handover was put to you. Nothing passes until you have decided: read the record, then decide',
  'third-decline':
    'A child was declined for the third time, or lay on a third desk, and your decision is owed. The releasing team answers for it: read the record, and speak with both sides',
  'dispute-over':
    'A dispute that was put to you is over: the offer left the desk that it was with. Nothing is left to decide',
  'address-sealed':
    'The address of a child was sealed. From now on it is shown to nobody: say it to nobody, and ask the team that answers',
  'address-opened':
    'The sealed address of a child was opened, for the reason and with the second name that stand in the record. If you did not agree, seal it again and ring the lead',
  'record-sealed':
    'The old record of an adopted child was sealed, with a second name who agreed. From now on the named nurse alone opens it, with a reason, on the page “Sealed records”: see there that it was right, or have the holder restored',
  'hold-lifted':
    'The legal hold on the record of a child was lifted, with a second name who agreed. If you did not agree, or somebody still needs the record whole, place it again and ring the lead',
  'asked-by-number':
    'Somebody outside your team asked by NHS number who answers for a child whose address is sealed. They were told no team and no area. Look who it was, and whether they had cause',
};

/** The sentence of a notice beyond the two sides; null for any other code. */
export function beyondWords(code: string, team?: NameOfTeam): string | null {
  const [word = '', releasing = '', wrongDesk = ''] = code.split('/');
  if (word === 'misdirected') return misdirectedWords(releasing, wrongDesk, team);
  return Object.hasOwn(sentences, word) ? sentences[word as keyof typeof sentences] : null;
}

function misdirectedWords(releasing: string, wrongDesk: string, team?: NameOfTeam): string {
  const named = team !== undefined && releasing !== '' && wrongDesk !== '';
  const what = named
    ? `An offer that ${team(releasing)} sent went to the wrong desk, ${team(wrongDesk)}, and was recalled`
    : 'An offer went to the wrong desk and was recalled';
  return `${what}. Record the breach; ${named ? team(releasing) : 'the releasing team'} can see who opened it`;
}

/** What a command changed: the facts, and the child before and after them. */
export type Changed = {
  readonly facts: readonly ChildFact[];
  readonly before: ChildState;
  readonly after: ChildState;
};

/** Everybody who is told beyond the two sides, each team once of each thing. */
export function noticesBeyond(changed: Changed, directory: Directory, day: CivilDate): readonly TeamNotice[] {
  const misdirected = [
    ...misdirectedNotices(changed.facts, changed.after, directory),
    ...holdLifted(changed, directory),
  ];
  // After a loss or a death, and of an adopted child’s old record, nobody is told of anything else (scenarios A13, A14, A16).
  if (sealedAway(changed.after)) return [...misdirected, ...recordSealed(changed, directory)];
  if (bereaved(changed.after)) return misdirected;
  return [
    ...misdirected,
    ...arrivalNotices(changed, directory, day),
    ...copiesToNamedNurses(changed, directory),
    ...releasesToNamedNurses(changed, directory),
    ...disputesPut(changed),
    ...disputesOver(changed),
    ...thirdDeclines(changed),
    ...sealNotices(changed, directory),
  ];
}

/**
 * Who hears that a record was put away, since nobody finds it any more: the named nurse who alone can open it, and the
 * safeguarding nurse who is said to have agreed.
 */
function recordSealed({ facts, after }: Changed, directory: Directory): readonly TeamNotice[] {
  const ended = facts.find((fact) => fact.type === 'AccountabilityEnded');
  if (!ended || after.care.status !== 'ended') return [];
  const agreed = directory.practitioners.get(ended.agreedBy ?? '');
  const told = [
    ...namedNursesOf(directory, [after.care.lastHolder.teamId]),
    ...(agreed && agreed.role !== 'lead' ? [agreed.teamId] : []),
  ];
  return [...new Set(told)].map((teamId) => ({
    teamId,
    forLead: false,
    code: 'record-sealed' as const,
    handoverId: null,
  }));
}

/**
 * Who hears that a legal hold was lifted, so that no one person lifts it unseen: the named nurses, and the safeguarding
 * nurse who is said to have agreed.
 */
function holdLifted({ facts, after }: Changed, directory: Directory): readonly TeamNotice[] {
  const lifted = facts.find((fact) => fact.type === 'HoldLifted');
  if (!lifted) return [];
  const agreed = directory.practitioners.get(lifted.agreedBy);
  const told = [
    ...namedNursesOf(directory, sidesOf(after)),
    ...(agreed && agreed.role !== 'lead' ? [agreed.teamId] : []),
  ];
  return [...new Set(told)].map((teamId) => ({
    teamId,
    forLead: false,
    code: 'hold-lifted' as const,
    handoverId: null,
  }));
}

/** Whoever is to decide a dispute hears that it is theirs; the sides are told that it was raised. */
function disputesPut({ facts }: Changed): readonly TeamNotice[] {
  return facts.flatMap((fact) =>
    fact.type === 'DisputeRaised'
      ? [
          {
            teamId: fact.deciderTeamId,
            forLead: false,
            code: 'dispute-put' as const,
            handoverId: fact.handoverId,
          },
        ]
      : [],
  );
}

/** The designated nurse hears that a decision is owed as soon as it is, and not once it is late (scenario A28). */
function thirdDeclines({ before, after }: Changed): readonly TeamNotice[] {
  const owed = ({ deadlines }: ChildState) =>
    Object.values(deadlines).find(({ kind }) => kind === 'designated-decision');
  const now = owed(after);
  if (!now || owed(before)) return [];
  const { ownerTeamId: teamId, handoverId } = now;
  return [{ teamId, forLead: false, code: 'third-decline', handoverId }];
}

/** Whoever was to decide a dispute hears that it went with the desk. */
function disputesOver({ before, after }: Changed): readonly TeamNotice[] {
  return before.handovers.flatMap((handover) => {
    const { dispute } = handover.happenings;
    const stands = findHandover(after, handover.handoverId)?.happenings.dispute;
    if (!dispute || dispute.decided || stands) return [];
    const { handoverId } = handover;
    return [{ teamId: dispute.deciderTeamId, forLead: false, code: 'dispute-over', handoverId }];
  });
}

/**
 * An offer that went to the wrong desk and was recalled is told to information governance of both areas, the one that sent
 * and the one where it lay; where an area has nobody, to the lead of the team that sent it (scenario A51).
 */
export function misdirectedNotices(
  facts: readonly ChildFact[],
  after: ChildState,
  directory: Directory,
): readonly TeamNotice[] {
  return facts.flatMap((fact) => {
    const recalled =
      fact.type === 'HandoverRedirected' || fact.type === 'HandoverWithdrawn' ? fact.recalled : false;
    const handover = recalled && 'handoverId' in fact ? findHandover(after, fact.handoverId) : null;
    if (!handover) return [];
    const wrongDesk = fact.type === 'HandoverRedirected' ? fact.from.teamId : handover.destination.teamId;
    const { handoverId, releasingTeamId } = handover;
    const code: Misdirected = `misdirected/${releasingTeamId}/${wrongDesk}`;
    const lead: TeamNotice = { teamId: releasingTeamId, forLead: true, code, handoverId };
    const told = [releasingTeamId, wrongDesk].flatMap((teamId): readonly TeamNotice[] => {
      const governance = informationGovernanceOf(directory, teamId);
      return governance.length > 0
        ? governance.map((one) => ({ teamId: one, forLead: false, code, handoverId }))
        : [lead];
    });
    return [...new Map(told.map((notice) => [notice.teamId, notice])).values()];
  });
}

/**
 * A handover from site to site of the programme is told to health visiting where the family comes to live, however the
 * offer came to that site. Health visiting is not asked to act and does not read the record, but it knows that the
 * child is in its area (scenario A3). Where the offer leaves that site without having passed the child, it is told that
 * too.
 */
function arrivalNotices(
  { facts, before, after }: Changed,
  directory: Directory,
  day: CivilDate,
): readonly TeamNotice[] {
  const touched = new Set(facts.flatMap((fact) => ('handoverId' in fact ? [fact.handoverId] : [])));
  return [...touched].flatMap((handoverId) => {
    const there = healthVisitingBeside(findHandover(before, handoverId), directory, day);
    const now = healthVisitingBeside(findHandover(after, handoverId), directory, day);
    if (there === now) return [];
    const asked = findHandover(after, handoverId)?.destination.teamId;
    const told: TeamNotice[] = [];
    if (there !== null && there !== asked)
      told.push({ teamId: there, forLead: false, code: 'arrives-not', handoverId });
    if (now !== null) told.push({ teamId: now, forLead: false, code: 'arrives-in-programme', handoverId });
    return told;
  });
}

/** Health visiting of the area to which an offer from site to site leads; null while no such offer stands. */
function healthVisitingBeside(
  handover: Handover | null,
  directory: Directory,
  day: CivilDate,
): string | null {
  if (handover?.kind !== 'fnp-to-fnp' || handover.state === 'draft') return null;
  if (!isOpen(handover) && releaseOf(handover) === null) return null;
  const areaCode = directory.teams.get(handover.destination.teamId)?.areaCode;
  const service = areaCode === undefined ? null : serviceFor(directory, areaCode, 'health-visiting', day);
  return service?.intakeTeamId ?? null;
}

/**
 * In a section 47 enquiry both named nurses are copied (scenario A32): when the offer is sent or sent on, and when the enquiry
 * begins while a handover is on its way.
 */
function copiesToNamedNurses({ facts, before, after }: Changed, directory: Directory): readonly TeamNotice[] {
  if (!hasStatus(after.circumstances, 'section-47')) return [];
  const began = !hasStatus(before.circumstances, 'section-47');
  const sent = new Set(
    facts.flatMap((fact) =>
      fact.type === 'HandoverOffered' || fact.type === 'HandoverRedirected' ? [fact.handoverId] : [],
    ),
  );
  return after.handovers
    .filter((handover) => isOpen(handover) && handover.state !== 'draft')
    .filter(({ handoverId }) => began || sent.has(handoverId))
    .flatMap(({ handoverId, releasingTeamId, destination }) =>
      namedNursesOf(directory, [releasingTeamId, destination.teamId]).map((teamId) => ({
        teamId,
        forLead: false,
        code: 'copied-section-47' as const,
        handoverId,
      })),
    );
}

/**
 * Both named nurses hear of each step of what they do together: that it was proposed, that it was taken back, and that
 * it was done.
 */
const releaseCodes: Partial<Readonly<Record<ChildFact['type'], BeyondCode>>> = {
  ReleaseProposed: 'release-proposed',
  ReleaseProposalTakenBack: 'release-taken-back',
  ReleasedWithoutSighting: 'released-unseen',
};

function releasesToNamedNurses({ facts, after }: Changed, directory: Directory): readonly TeamNotice[] {
  return facts.flatMap((fact) => {
    const code = releaseCodes[fact.type];
    const handover = code && 'handoverId' in fact ? findHandover(after, fact.handoverId ?? '') : null;
    if (!handover || !code) return [];
    const { handoverId, releasingTeamId, destination } = handover;
    return namedNursesOf(directory, [releasingTeamId, destination.teamId]).map((teamId) => ({
      teamId,
      forLead: false,
      code,
      handoverId,
    }));
  });
}

/**
 * Who hears that an address was sealed or opened. Sealed: each side’s desk, so that it gives the place to nobody.
 * Opened: each side’s lead and named nurse, so that no one person opens it unseen (promise P11).
 */
function sealNotices({ facts, before, after }: Changed, directory: Directory): readonly TeamNotice[] {
  const [was, is] = [before.address?.sealed ?? false, after.address?.sealed ?? false];
  const told = facts.some((fact) => fact.type === 'AddressSealed') && was !== is;
  if (!told || before.care.status === 'unknown') return [];
  const sides = sidesOf(after);
  const notice = (teamId: string, forLead: boolean, code: BeyondCode): TeamNotice => ({
    teamId,
    forLead,
    code,
    handoverId: null,
  });
  if (is) return sides.map((teamId) => notice(teamId, false, 'address-sealed'));
  return [
    ...namedNursesOf(directory, sides).map((teamId) => notice(teamId, false, 'address-opened')),
    ...sides.map((teamId) => notice(teamId, true, 'address-opened')),
  ];
}

function namedNursesOf(directory: Directory, sides: readonly string[]): readonly string[] {
  const organisations = sides.map((teamId) => directory.teams.get(teamId)?.organisationId);
  return [...directory.teams.values()]
    .filter((team) => team.kind === 'named-nurse' && organisations.includes(team.organisationId))
    .map((team) => team.id);
}

function informationGovernanceOf(directory: Directory, teamId: string): readonly string[] {
  const areaCode = directory.teams.get(teamId)?.areaCode;
  return [...directory.teams.values()]
    .filter((team) => team.kind === 'information-governance' && team.areaCode === areaCode)
    .map((team) => team.id);
}
