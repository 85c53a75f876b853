import { mayCommand } from '../../domain/access/permissions.ts';
import { absenceRefusal, acting } from '../../domain/access/presence.ts';
import { relationsOf } from '../../domain/access/relations.ts';
import { stoppedByLoss } from '../../domain/child/bereavement.ts';
import { careCell } from '../../domain/child/care-tables.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { ChildFormName } from '../forms/child-forms.ts';
import { type AboutChild, childOffers, type Given, type Offer } from './child-offers.ts';

export type ChildAction = { readonly form: ChildFormName; readonly words: string };

/** What this person may begin about the child itself now: the one list from which every button and link of its page is made. */
export function offersOpenTo(
  state: ChildState,
  asked: Given,
): readonly (Offer & { readonly command: AboutChild })[] {
  const given = acting(asked);
  if (absenceRefusal(given)) return [];
  const relations = relationsOf(state, given.actor.teamId, given.directory);
  return Object.entries(childOffers).flatMap(([name, offers]) => {
    const command = name as AboutChild;
    if ('instead' in offers || !mayCommand(given.actor, command, relations)) return [];
    if ((careCell(command, state) ?? 'yes') !== 'yes' || stoppedByLoss(command, state)) return [];
    return offers.filter((offer) => isOpen(offer, state, given)).map((offer) => ({ ...offer, command }));
  });
}

function isOpen({ when, to, withheld = [] }: Offer, state: ChildState, given: Given): boolean {
  return (when?.(state) ?? true) && (to?.(given, state) ?? true) && !withheld.some((one) => one.while(state));
}

/** Those that have a button on top of the page. */
export function actionsAmong(offers: readonly Offer[]): readonly ChildAction[] {
  return offers.flatMap(({ form, words }) => (words === undefined ? [] : [{ form, words }]));
}

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

/** What corrects the record, and what a coroner or a court asks for once in years: never beside what a family needs today. */
const seldom: readonly ChildFormName[] = ['place-hold', 'record-identity', 'correct-sighting'];

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
