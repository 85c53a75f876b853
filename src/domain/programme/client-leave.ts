import { addMonths, type CivilDate, londonDate, sayDate } from '../calendar/time.ts';
import { today } from '../child/context.ts';
import { teamLive } from '../directory/directory.ts';
import type { ClientCommand } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import { type ClientState, childrenInProgramme, youngestBornOn } from './client-state.ts';
import { type Door, doorRules } from './doors.ts';
import { saidReason } from './reasons.ts';
import { siteRulesOn } from './sites.ts';
import { type LeavingReason, leavingReasons } from './statuses.ts';

/** Where the site says nothing, the programme may end from the first birthday on (FNP). */
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
 * She may end the programme at once; who answers for the child is another matter. Early leaving has its
 * coded reason. Graduation is of a child: the programme ran to its end, or at least as far as the site lets it end early.
 */
export function leave(
  state: ClientState,
  command: Extract<ClientCommand, { type: 'leave' }>,
  context: ClientContext,
  day: CivilDate,
): ClientDecision {
  const { door, why, areaCode } = command;
  if (doorRules[door].to === 'fnp') return refuse('transfer-instead');
  if (why === '') return refuse('reason-missing');
  if (door === 'graduation' || door === 'early-graduation') {
    const refused = graduationFault(state, door, context);
    return refused ?? accept({ type: 'ClientLeft', door, reason: command.reason, why, areaCode });
  }
  const reason = command.reason ?? reasonOfDoor[door] ?? null;
  if (reason === null) return refuse('leaving-reason-missing');
  const said = saidReason(context, 'left', state.teamId, command.own, day);
  return accept({ type: 'ClientLeft', door, reason, ...said, why, areaCode });
}

/** A door that says by itself why she leaves: her own reason is not asked for besides. */
export function saysWhy(door: Door): boolean {
  return door === 'graduation' || door === 'early-graduation' || reasonOfDoor[door] !== undefined;
}

/** The reasons that no door says by itself. */
export const ownReasons: readonly LeavingReason[] = leavingReasons
  .map(({ code }) => code)
  .filter((code) => !Object.values(reasonOfDoor).includes(code));

/**
 * The doors by which a client may leave as she stands now. Graduation is among them only when its day is near enough,
 * early graduation only while it is not; “no place” and “not eligible” at another site only where there is another
 * site; “the site closes” only once its last day is known. Doors that have commands of their own are not here: a
 * transfer, a child's own door, a death.
 */
export function doorsOpenTo(state: ClientState, context: Standing): readonly Door[] {
  const graduates = graduationFault(state, 'graduation', context) === null;
  const early = !graduates && graduationFault(state, 'early-graduation', context) === null;
  const elsewhere = anotherSite(state, context);
  const closes = (context.directory.teams.get(state.teamId)?.to ?? null) !== null;
  return [
    ...(graduates ? (['graduation'] as const) : []),
    ...(early ? (['early-graduation'] as const) : []),
    'withdrew',
    'moved-away',
    ...(elsewhere ? (['no-place', 'not-eligible-there'] as const) : []),
    'cannot-be-located',
    ...(closes ? (['site-closes'] as const) : []),
  ];
}

function anotherSite({ teamId }: ClientState, { directory, now }: Standing): boolean {
  const day = londonDate(now);
  return [...directory.teams.values()].some(
    ({ id, kind }) => kind === 'fnp' && id !== teamId && teamLive(directory, id, day),
  );
}

type Standing = Pick<ClientContext, 'directory' | 'now'>;

function graduationFault(
  state: ClientState,
  door: 'graduation' | 'early-graduation',
  context: Standing,
): ClientDecision | null {
  const children = childrenInProgramme(state);
  if (children.some((child) => child.bornOn === null)) return refuse('not-born-yet');
  const born = youngestBornOn(children);
  if (born === null) return refuse('no-child-graduates');
  const from =
    door === 'early-graduation'
      ? endBounds(state, born, context).earliest
      : addMonths(state.endsOn ?? addMonths(born, fullMonths), -1);
  return from > today(context) ? refuse('too-early-to-graduate', `from ${sayDate(from)}`) : null;
}

/** Earlier than the site allows is early graduation, decided together (FNP); later than two is nobody's. */
export function moveEnd(
  state: ClientState,
  { endsOn, why }: Extract<ClientCommand, { type: 'move-end' }>,
  context: ClientContext,
): ClientDecision {
  if (why === '') return refuse('reason-missing');
  const born = youngestBornOn(state.children);
  if (born === null) return refuse('not-born-yet');
  const { earliest, latest } = endBounds(state, born, context);
  // A day that has gone is no end: early graduation has its own door.
  const first = [earliest, today(context)].sort().at(-1) ?? earliest;
  if (endsOn < first || endsOn > latest)
    return refuse('end-outside-rules', `${sayDate(first)} to ${sayDate(latest)}`);
  return accept({ type: 'EndMoved', endsOn, why });
}

/** The days between which the programme may end for a child born on a day, by the rules of her site. */
function endBounds(
  state: ClientState,
  born: CivilDate,
  context: Standing,
): { readonly earliest: CivilDate; readonly latest: CivilDate } {
  const rules = siteRulesOn(context.directory, state.teamId, today(context));
  return {
    earliest: addMonths(born, rules?.mayEndFromMonths ?? mayEndFrom),
    latest: addMonths(born, fullMonths),
  };
}
