import { mayCommand } from '../../domain/access/permissions.ts';
import { absenceRefusal, acting } from '../../domain/access/presence.ts';
import { relationsOf } from '../../domain/access/relations.ts';
import { careCell } from '../../domain/child/care-tables.ts';
import type { Context } from '../../domain/child/context.ts';
import { toTakeBack } from '../../domain/child/evolve-sightings.ts';
import type { ChildState } from '../../domain/child/state.ts';
import { isOpen, releaseOf } from '../../domain/handover/facts.ts';
import { missingNow } from '../../domain/missing/facts.ts';
import { offeredOnly } from '../../domain/programme/decide-child.ts';
import { leadWhoLooks } from '../../domain/reviews/missed.ts';
import type { ChildFormName } from '../forms/child-forms.ts';

export type ChildAction = { readonly form: ChildFormName; readonly words: string };

/** Who looks at the page, and what the rules ask of them. */
type Given = Pick<Context, 'actor' | 'directory' | 'now'>;

/**
 * The commands on a child that have a form, with the command that each form makes. What the tables of responsibility and of moves
 * refuse has no button; `when` is what no table knows.
 */
const childActions: readonly (ChildAction & {
  readonly command: Parameters<typeof mayCommand>[1];
  readonly when?: (state: ChildState) => boolean;
  /** Who of those whose role may give it: where the rule of the command asks more than the table. */
  readonly to?: (given: Given, state: ChildState) => boolean;
})[] = [
  {
    form: 'prepare',
    command: 'prepare',
    words: 'Prepare a handover',
    when: (state) => inCare(state) && !state.handovers.some((one) => isOpen(one) && !releaseOf(one)),
  },
  {
    form: 'settle-enquiry',
    command: 'settle-enquiry',
    words: 'Settle the move enquiry',
  },
  {
    form: 'settle-claim',
    command: 'settle-claim',
    words: 'Settle the claim',
  },
  {
    form: 'review-stay',
    command: 'review-stay',
    words: 'Look again at the short stay',
  },
  { form: 'report-signal', command: 'receive-signal', words: 'Something suggests a move' },
  { form: 'name-practitioner', command: 'name-practitioner', words: 'Name a practitioner' },
  {
    form: 'record-sighting',
    command: 'record-sighting',
    words: 'Record that the child was seen',
  },
  {
    form: 'correct-sighting',
    command: 'correct-sighting',
    words: 'It was false that the child was seen',
    when: (state) => toTakeBack(state).length > 0,
  },
  {
    form: 'record-review',
    command: 'record-review',
    words: 'Record a review',
    when: (state) => inCare(state) && !state.stopped,
  },
  {
    form: 'review-missed-reviews',
    command: 'review-missed-reviews',
    words: 'Look at the missed reviews',
    when: (state) =>
      Object.values(state.deadlines).some(
        ({ kind, handoverId }) => kind === 'missed-contact-review' && handoverId === null,
      ),
    to: (given) => leadWhoLooks(given) === null,
  },
  { form: 'change-level', command: 'change-level', words: 'Change the level of service', when: inCare },
  {
    form: 'record-identity',
    command: 'record-identity',
    words: 'Record names, dates and numbers anew',
  },
  {
    form: 'record-birth',
    command: 'record-birth',
    words: 'Record the birth',
    when: (state) => !state.stopped && unborn(state),
  },
  { form: 'record-gp', command: 'record-gp', words: 'Record the GP practice' },
  { form: 'record-address', command: 'record-address', words: 'Record an address' },
  {
    form: 'seal-address',
    command: 'seal-address',
    words: 'Seal the address',
    when: (state) => !state.address?.sealed,
  },
  {
    form: 'open-address',
    command: 'open-address',
    words: 'Open the sealed address',
    when: (state) => state.address?.sealed ?? false,
  },
  {
    form: 'open-missing',
    command: 'open-missing',
    words: 'Nobody knows where the child is',
    when: (state) => inCare(state) && !missingNow(state.missing),
  },
  {
    form: 'stop-schedules',
    command: 'stop-schedules',
    to: (given, state) => !offeredOnly(state, given),
    words: 'A loss or a death was reported',
    when: (state) => inCare(state) && !state.stopped,
  },
  {
    form: 'end',
    command: 'end',
    words: 'Confirm the loss',
    when: (state) => state.stopped !== null,
  },
  {
    form: 'resume-schedules',
    command: 'resume-schedules',
    words: 'It was reported in error',
    when: (state) => state.stopped !== null && (state.stopped.clientId ?? null) === null && inCare(state),
  },
  {
    form: 'end',
    command: 'end',
    words: 'End accountability',
    when: (state) => !state.stopped,
  },
  {
    form: 'adopted',
    command: 'end',
    words: 'The child was adopted',
    when: (state) => !state.stopped && !state.hold,
  },
  {
    form: 'tell-death-review',
    command: 'tell-death-review',
    words: 'The child death review was told',
    when: ({ care, identity }) =>
      care.status === 'ended' && care.reason === 'death' && identity.bornOn !== null,
  },
  {
    form: 'place-hold',
    command: 'place-hold',
    words: 'Place a legal hold on this record',
    when: ({ hold }) => hold === undefined,
  },
  {
    form: 'lift-hold',
    command: 'lift-hold',
    words: 'Lift the legal hold',
    when: ({ hold }) => hold !== undefined,
  },
  {
    form: 'reverse-end',
    command: 'reverse-end',
    words: 'Reverse the end',
  },
];

/** What waits for a person, most pressing first, and what begins a handover. */
const pressing: readonly ChildFormName[] = [
  'settle-enquiry',
  'settle-claim',
  'review-stay',
  'review-missed-reviews',
  'prepare',
];

/** What is recorded at every visit. */
const daily: readonly ChildFormName[] = ['record-sighting', 'record-review'];

/** Asked for once in years, by a coroner or a court: never beside what a family needs today. */
const seldom: readonly ChildFormName[] = ['place-hold'];

/** So few stand side by side on a phone without hiding the child behind them. */
const besideEachOther = 4;

/**
 * The actions as a page shows them: one stands out, if anything waits; what is recorded daily stands beside it; the rest is one
 * line that opens. Where there are few in all, none is hidden but what is seldom asked for.
 */
export function arrangeActions(actions: readonly ChildAction[]): {
  readonly first: ChildAction | null;
  readonly beside: readonly ChildAction[];
  readonly more: readonly ChildAction[];
} {
  const named = (forms: readonly ChildFormName[]) =>
    forms.flatMap((form) => actions.filter((action) => action.form === form));
  const [first = null, ...others] = named(pressing);
  const rest = actions.filter((action) => action !== first);
  const often = rest.filter(({ form }) => !seldom.includes(form));
  if (often.length <= besideEachOther)
    return { first, beside: often, more: rest.filter((action) => !often.includes(action)) };
  const beside = [...others, ...named(daily)];
  return { first, beside, more: rest.filter((action) => !beside.includes(action)) };
}

/** Not born, as far as anybody said. Of a child in the programme the birth is told on its mother’s page, with every baby. */
function unborn({ identity, programme }: ChildState): boolean {
  return identity.bornOn === null && (programme === null || programme.left !== null);
}

function inCare(state: ChildState): boolean {
  return state.care.status === 'in-care';
}

/** All that is done for a family of whom a loss was reported: confirm it, take it back, name who stays with them, and what those who review it need. */
const afterLoss: ReadonlySet<ChildFormName> = new Set([
  'end',
  'resume-schedules',
  'name-practitioner',
  'seal-address',
  'tell-death-review',
  'place-hold',
  'lift-hold',
]);

/** What this person may begin on the child's page now. After a loss nothing that would go on as if it had not happened. */
export function actionsOpenTo(state: ChildState, asked: Given) {
  const given = acting(asked);
  if (absenceRefusal(given)) return [];
  const relations = relationsOf(state, given.actor.teamId, given.directory);
  return childActions.filter(
    (action) =>
      (careCell(action.command, state) ?? 'yes') === 'yes' &&
      (action.when?.(state) ?? true) &&
      mayCommand(given.actor, action.command, relations) &&
      (action.to?.(given, state) ?? true) &&
      (!state.stopped || afterLoss.has(action.form)),
  );
}
