import { addMonths, type CivilDate } from '../calendar/time.ts';
import { today } from '../child/context.ts';
import type { ClientCommand } from './client-commands.ts';
import type { ClientContext, ClientDecision } from './client-decide.ts';
import { type ClientState, childrenInProgramme } from './client-state.ts';
import { type Door, doorRules } from './doors.ts';
import { siteRulesOn } from './sites.ts';
import type { LeavingReason } from './statuses.ts';

/** Where the site says nothing, the programme may end from the first birthday on (domain.md, section 3.1). */
const mayEndFrom = 12;
const fullMonths = 24;

/** What a door says by itself of why she left; of the others she is asked. */
const reasonOfDoor: Readonly<Partial<Record<Door, LeavingReason>>> = {
  'moved-away': 'moved',
  'no-place': 'moved',
  'not-eligible-there': 'not-eligible',
  'cannot-be-located': 'cannot-be-located',
  removed: 'child-in-care',
  'site-closes': 'service-closed',
};

/**
 * She may end the programme at once; who answers for the child is another matter (issue, "Every door"). Early leaving has its
 * coded reason. Graduation is of a child: the programme ran to its end, or at least as far as the site lets it end early.
 */
export function leave(
  state: ClientState,
  command: Extract<ClientCommand, { type: 'leave' }>,
  context: ClientContext,
): ClientDecision {
  const { door, why, areaCode } = command;
  if (doorRules[door].to === 'fnp') return { refused: { code: 'transfer-instead' } };
  if (why === '') return { refused: { code: 'reason-missing' } };
  if (door === 'graduation' || door === 'early-graduation') {
    const refused = graduationFault(state, door, context);
    return refused ?? { facts: [{ type: 'ClientLeft', door, reason: command.reason, why, areaCode }] };
  }
  const reason = command.reason ?? reasonOfDoor[door] ?? null;
  if (reason === null) return { refused: { code: 'leaving-reason-missing' } };
  return { facts: [{ type: 'ClientLeft', door, reason, why, areaCode }] };
}

function graduationFault(
  state: ClientState,
  door: 'graduation' | 'early-graduation',
  context: ClientContext,
): ClientDecision | null {
  const children = childrenInProgramme(state);
  if (children.some((child) => child.bornOn === null)) return { refused: { code: 'not-born-yet' } };
  const born = youngest(children.flatMap(({ bornOn }) => (bornOn === null ? [] : [bornOn])));
  if (born === null) return { refused: { code: 'no-child-graduates' } };
  const from =
    door === 'early-graduation'
      ? endBounds(state, born, context).earliest
      : addMonths(state.endsOn ?? addMonths(born, fullMonths), -1);
  return from > today(context) ? { refused: { code: 'too-early-to-graduate', detail: from } } : null;
}

/** The days between which the programme may end for a child born on a day, by the rules of her site. */
export function endBounds(
  state: ClientState,
  born: CivilDate,
  context: ClientContext,
): { readonly earliest: CivilDate; readonly latest: CivilDate } {
  const rules = siteRulesOn(context.directory, state.teamId, today(context));
  return {
    earliest: addMonths(born, rules?.mayEndFromMonths ?? mayEndFrom),
    latest: addMonths(born, fullMonths),
  };
}

function youngest(days: readonly CivilDate[]): CivilDate | null {
  return [...days].sort().at(-1) ?? null;
}
