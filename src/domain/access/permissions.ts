import type { ChildCommandName } from '../child/commands.ts';
import type { Actor } from '../child/context.ts';
import { holdingRoles as clinical, type Role } from '../directory/directory.ts';
import type { Relation } from './relations.ts';
import {
  deskRoles as desk,
  nurses as people,
  recordReaders,
  safeguardingRoles as safeguarding,
} from './roles.ts';

/** Who may give a command: these roles, in a team that stands in one of these relations to the child. */
export type Rule = {
  readonly roles: readonly (Role | 'system')[];
  readonly relations: readonly Relation[] | 'any';
};

const holders: Rule = { roles: clinical, relations: ['holder'] };
const releasers: Rule = { roles: clinical, relations: ['releasing', 'holder'] };
const receivers: Rule = { roles: clinical, relations: ['receiving'] };
const eitherSide: Rule = {
  roles: people,
  relations: ['releasing', 'receiving', 'holder', 'named-nurse', 'designated-nurse', 'owner'],
};

const aroundChild: Rule = { roles: people, relations: ['holder', 'releasing', 'receiving', 'named-nurse'] };
const covering: Rule = {
  roles: people,
  relations: ['holder', 'releasing', 'receiving', 'named-nurse', 'covering'],
};

/** Commands x roles x relations: the one table of who may do what to a child's record. */
export const commandRules: Readonly<Record<ChildCommandName, Rule>> = {
  prepare: { roles: ['system', ...clinical], relations: ['holder'] },
  revise: { roles: ['system', ...clinical], relations: ['releasing', 'holder'] },
  offer: releasers,
  redirect: { roles: ['system', ...clinical], relations: ['releasing', 'holder', 'holding-desk'] },
  recall: { roles: desk, relations: ['releasing', 'holder'] },
  withdraw: releasers,
  supersede: releasers,
  'tell-former-team': { roles: desk, relations: ['holder', 'owner'] },
  'return-offer': { roles: ['system', 'lead'], relations: 'any' },
  acknowledge: { roles: desk, relations: ['receiving'] },
  allocate: { roles: desk, relations: ['receiving'] },
  accept: receivers,
  decline: receivers,
  'play-back': receivers,
  ask: eitherSide,
  answer: eitherSide,
  'record-verbal': eitherSide,
  'plan-joint-visit': eitherSide,
  'cancel-joint-visit': eitherSide,
  'record-joint-visit': eitherSide,
  'record-meeting': eitherSide,
  dispute: eitherSide,
  'decide-dispute': { roles: safeguarding, relations: ['owner', 'named-nurse', 'designated-nurse'] },
  'record-first-contact': receivers,
  'record-failed-contact': receivers,
  // The lead's, as missed reviews are.
  'review-failed-contacts': receivers,
  'record-seen': receivers,
  'release-without-sighting': { roles: ['named-nurse'], relations: ['named-nurse', 'owner'] },
  'agree-release': { roles: ['named-nurse'], relations: ['named-nurse', 'owner'] },
  'take-back-release': { roles: ['named-nurse'], relations: ['named-nurse', 'owner'] },
  'decide-level': receivers,
  'tell-parent': { roles: clinical, relations: ['receiving', 'releasing', 'holder'] },
  'tell-gp': { roles: desk, relations: ['receiving', 'holder'] },
  'tell-chis': { roles: desk, relations: ['receiving', 'holder'] },
  'raise-priority': eitherSide,
  'lower-priority': { roles: people, relations: ['releasing', 'receiving', 'holder'] },
  close: receivers,
  correct: { roles: clinical, relations: ['receiving', 'releasing', 'holder'] },
  'take-on': { roles: ['system', ...desk], relations: 'any' },
  'record-identity': { roles: ['system', ...desk], relations: ['holder', 'receiving'] },
  'record-birth': { roles: ['system', ...desk], relations: ['holder', 'receiving'] },
  'record-address': { roles: desk, relations: ['holder', 'receiving'] },
  'seal-address': { ...aroundChild, roles: ['system', ...people] },
  // An address that was seen stays seen, so opening it is not for a team to which the child is merely offered.
  'open-address': { roles: ['lead', 'named-nurse'], relations: ['holder', 'named-nurse'] },
  'record-gp': { roles: ['system', ...desk], relations: ['holder', 'receiving'] },
  'record-circumstances': {
    roles: people,
    relations: ['holder', 'releasing', 'receiving', 'named-nurse', 'designated-nurse'],
  },
  'record-sighting': { roles: ['system', ...clinical], relations: ['holder', 'covering'] },
  // Whoever is near the child may find that it was not seen.
  'correct-sighting': covering,
  'name-practitioner': {
    roles: ['system', 'lead', 'administrator', 'health-visitor', 'family-nurse'],
    relations: ['holder'],
  },
  end: { roles: ['lead', 'named-nurse'], relations: ['holder', 'named-nurse'] },
  'reverse-end': { roles: ['lead', 'named-nurse', 'system'], relations: ['holder', 'named-nurse'] },
  'tell-death-review': {
    roles: people,
    relations: ['holder', 'named-nurse', 'designated-nurse', 'owner'],
  },
  // One person is enough, because a hold can be lifted at any time; what is removed without one cannot be brought back.
  'place-hold': {
    roles: ['lead', ...safeguarding],
    relations: ['holder', 'named-nurse', 'designated-nurse', 'owner'],
  },
  'lift-hold': { roles: ['lead', 'named-nurse'], relations: ['holder', 'named-nurse'] },
  // The one way out of a sealed record.
  'pass-summary': { roles: ['named-nurse'], relations: ['named-nurse'] },
  'take-summary': { roles: ['system'], relations: 'any' },
  'note-duplicate': { roles: ['system'], relations: 'any' },
  'receive-signal': { roles: ['system', ...desk, ...safeguarding], relations: 'any' },
  'settle-enquiry': { roles: people, relations: ['holder', 'enquiry'] },
  'open-claim': { roles: ['system', ...desk], relations: 'any' },
  'review-stay': { roles: people, relations: ['holder'] },
  'record-review': holders,
  'change-level': holders,
  // The lead's. The rule itself lets a colleague do it, but only while no lead is here.
  'review-missed-reviews': holders,
  'record-admission': aroundChild,
  'record-discharge': covering,
  'record-home-contact': covering,
  'record-carer': aroundChild,
  'record-back-with-mother': aroundChild,
  'tell-private-fostering': aroundChild,
  'record-mother-death': { ...aroundChild, roles: ['system', ...people] },
  'take-back-mother-death': { ...aroundChild, roles: ['system', ...people] },
  'record-mother-in-care': aroundChild,
  'tell-mothers-worker': aroundChild,
  'copy-mothers-nurse': aroundChild,
  'tell-midwifery': aroundChild,
  'tell-agencies': aroundChild,
  'record-mothers-safeguarding': aroundChild,
  'plan-discharge': covering,
  'record-visiting-declined': aroundChild,
  'review-visiting-declined': aroundChild,
  'tell-gp-declined': aroundChild,
  'open-missing': aroundChild,
  'record-asked': { ...eitherSide, roles: recordReaders },
  'record-trace': { ...eitherSide, roles: recordReaders },
  'record-nurse-told': {
    roles: people,
    relations: ['holder', 'named-nurse', 'designated-nurse', 'owner'],
  },
  'review-missing': {
    roles: ['lead', ...safeguarding],
    relations: ['holder', 'named-nurse', 'designated-nurse', 'owner'],
  },
  'decide-openness': {
    roles: people,
    relations: ['holder', 'named-nurse', 'designated-nurse', 'owner'],
  },
  'record-found': eitherSide,
  'join-programme': { roles: ['system', ...clinical], relations: ['holder'] },
  'move-expected-birth': { roles: ['system', ...desk], relations: ['holder'] },
  'move-programme-end': { roles: ['system', ...clinical], relations: ['holder'] },
  'leave-programme': { roles: ['system', ...clinical], relations: ['holder'] },
  'stop-schedules': { ...aroundChild, roles: ['system', ...people] },
  'resume-schedules': { roles: ['system', 'lead', 'named-nurse'], relations: ['holder', 'named-nurse'] },
  // The last day of a whole team is its lead's to say; the sweep repeats what the directory says.
  'set-last-day': { roles: ['system', 'lead'], relations: ['holder'] },
  // It follows when the team that kept the record closes, and has no form of its own.
  'name-keeper': { roles: ['system'], relations: 'any' },
  'settle-claim': { roles: people, relations: ['holder', 'claimant', 'named-nurse', 'owner'] },
};

/** Whether an actor may give a command. Messages and the sweep stand in no relation: their role alone decides. */
export function mayCommand(
  actor: Actor,
  command: ChildCommandName,
  relations: ReadonlySet<Relation>,
): boolean {
  const rule = commandRules[command];
  if (!rule.roles.includes(actor.role)) return false;
  if (rule.relations === 'any' || actor.role === 'system') return true;
  return rule.relations.some((relation) => relations.has(relation));
}

const relationWords: Readonly<Record<Relation, string>> = {
  holder: 'the team that holds the child',
  releasing: 'the releasing team',
  receiving: 'the receiving team',
  'holding-desk': 'the holding desk on which it lies',
  enquiry: 'the other side of the move enquiry',
  claimant: 'the team that claims the child',
  'named-nurse': 'the named nurses of both sides',
  'designated-nurse': 'the designated nurses of both sides',
  owner: 'the team that owes the next step',
  covering: 'the team that visits while the child or the mother is away from home',
};

/** Who may give a command, in words, for the refusal (promise P8). */
export function whoMay(command: ChildCommandName): string {
  const { relations } = commandRules[command];
  return relations === 'any'
    ? 'A person of a duty desk'
    : relations.map((relation) => relationWords[relation]).join(', or ');
}
