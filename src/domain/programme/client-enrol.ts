import { mayHold } from '../access/roles.ts';
import type { CivilDate } from '../calendar/time.ts';
import { today } from '../child/context.ts';
import { isStillExpected, mayBeOnePregnancy } from '../child/pregnancy.ts';
import { aboveCaseload } from './caseload.ts';
import type { ClientCommand, ClientCommandName } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import { expectedDateFault, longAgoFault } from './client-days.ts';
import { eligibilityOn } from './client-eligibility.ts';
import type { Brought } from './client-facts.ts';
import type { ClientState } from './client-state.ts';
import { sayNotMet } from './eligibility.ts';
import { siteRulesOn } from './sites.ts';

type Command<Name extends ClientCommandName> = Extract<ClientCommand, { type: Name }>;

/** Enrolment is voluntary and outside the rules only by the supervisor, with a reason (FNP). */
export function enrol(
  state: ClientState,
  command: Command<'enrol'>,
  context: ClientContext,
  day: CivilDate,
): ClientDecision {
  const { type: _type, ...enrolment } = command;
  const wrong = nurseFault(command.nurseId, state.teamId, context);
  if (wrong) return wrong;
  const above = aboveCaseload(state, command.nurseId, command.aboveCapacity, context);
  if (above) return { refused: above };
  if (command.consent.how === '' || command.consent.on > today(context)) return refuse('consent-missing');
  const wrongConsent = longAgoFault(command.consent.on, context);
  if (wrongConsent) return { refused: wrongConsent };
  if (command.sharingBasis === '') return refuse('basis-missing');
  const assessed = eligibilityOn(day, state, context, command.expectedOn);
  const outside = assessed.outcome !== 'eligible';
  if (outside && !command.outsideRules) return refuse('not-eligible', sayNotMet(assessed));
  if (outside && !enrolsOutside(state, context)) return refuse('supervisor-enrols');
  if (state.children.some((child) => child.personId === command.pregnancyId && child.lost))
    return refuse('loss-stands');
  if (command.pregnancyId === null && command.children.length === 0) return refuse('nobody-to-enrol');
  if (command.pregnancyId !== null && command.expectedOn === null) return refuse('expected-date-missing');
  if (command.pregnancyId === null && context.children.some(({ state: one }) => isStillExpected(one, day)))
    return refuse('expected-date-missing', 'An unborn child in care bears her NHS number, or is hers');
  const wrongDate = command.expectedOn === null ? null : expectedDateFault(command.expectedOn, context);
  if (wrongDate) return { refused: wrongDate };
  const wrongChild = command.children.map((child) => joiningFault(state, child, context)).find(Boolean);
  if (wrongChild) return wrongChild;
  const rules = rulesOf(state, context, day);
  const outsideRules = outside ? command.outsideRules : null;
  const pregnancyId = pregnancyOf(state, command, context);
  const endsAtMonths = rules?.endsAtMonths ?? 24;
  return accept({ type: 'Enrolled', ...enrolment, pregnancyId, outsideRules, endsAtMonths });
}

/**
 * Who may enrol outside the rules: the supervisor, and the file of a site that begins, for a client whom it had
 * enrolled before.
 */
function enrolsOutside({ keptSince }: ClientState, { actor }: ClientContext): boolean {
  return actor.role === 'lead' || (actor.role === 'system' && keptSince !== undefined);
}

/**
 * The site's rules of the day. For a client from before Handhold her site may have no rules on record of that day: then
 * those of today.
 */
function rulesOf({ teamId, keptSince }: ClientState, context: ClientContext, day: CivilDate) {
  const then = siteRulesOn(context.directory, teamId, day);
  return then ?? (keptSince === undefined ? null : siteRulesOn(context.directory, teamId, today(context)));
}

/**
 * The record of the pregnancy. One that is in care goes on, hers from before or found by her number, whichever team
 * answers for it, for one pregnancy has one record (promise P1; scenarios A4, A20 and A43). A new one begins where
 * there is none.
 */
function pregnancyOf(
  { children: hers }: ClientState,
  { pregnancyId, expectedOn }: Command<'enrol'>,
  { children }: ClientContext,
): string | null {
  if (pregnancyId === null || expectedOn === null) return null;
  const goesOn = children
    .filter(({ state }) => mayBeOnePregnancy(state, expectedOn))
    .map(({ personId }) => personId);
  const known = hers.findLast(({ personId, lost }) => !lost && goesOn.includes(personId))?.personId;
  const found = goesOn.find((personId) => hers.every((child) => child.personId !== personId));
  return known ?? found ?? pregnancyId;
}

/**
 * Why a child cannot join as it is described: it was lost, it is not born and is not hers, or its record has another
 * day.
 */
function joiningFault(state: ClientState, child: Brought, context: ClientContext): ClientDecision | null {
  if (child.bornOn === null) {
    const hers = state.children.find(({ personId }) => personId === child.personId);
    return hers?.bornOn === null && !hers.lost ? null : refuse('not-her-child');
  }
  if (child.bornOn > today(context)) return refuse('happened-in-future');
  const tooOld = longAgoFault(child.bornOn, context);
  if (tooOld) return { refused: tooOld };
  const known = state.children.find((one) => one.personId === child.personId);
  if (!known) return null;
  if (known.bornOn === null) return refuse('not-born-yet');
  const same = known.bornOn === child.bornOn && !known.lost && !child.entered;
  return same ? null : refuse('not-her-child');
}

/** A child who is hers already and has not left is brought once; one who has left comes back by this too. */
export function bringChild(
  state: ClientState,
  { child, why }: Command<'bring-child'>,
  context: ClientContext,
): ClientDecision {
  if (why === '') return refuse('reason-missing');
  const wrongChild = joiningFault(state, child, context);
  if (wrongChild) return wrongChild;
  const known = state.children.find((one) => one.personId === child.personId);
  const there = context.children.find((one) => one.personId === child.personId)?.state;
  const joined = there?.programme?.clientId === context.clientId && there.programme.left === null;
  if (known && known.left === null && (joined || there?.awaited)) return { facts: [] };
  return accept({ type: 'ChildBrought', child, why });
}

/** Why somebody cannot be her nurse: not there, not of this site, or nobody who may hold a child. */
export function nurseFault(nurseId: string, teamId: string, context: ClientContext): ClientDecision | null {
  const nurse = context.directory.practitioners.get(nurseId);
  const there = nurse?.teamId === teamId && nurse.status === 'present';
  if (!there) return refuse('practitioner-gone');
  return mayHold(nurse.role) ? null : refuse('cannot-hold');
}
