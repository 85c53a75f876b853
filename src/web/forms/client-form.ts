import { type Instant, londonDate } from '../../domain/calendar/time.ts';
import type { Actor } from '../../domain/child/context.ts';
import { type Directory, type Practitioner, presentAt } from '../../domain/directory/directory.ts';
import type { Caseload } from '../../domain/programme/caseload.ts';
import type { ClientCommand } from '../../domain/programme/client-commands.ts';
import type { ClientState } from '../../domain/programme/client-state.ts';
import {
  type ChosenReason,
  chosenReason,
  type Reason,
  type ReasonList,
  reasonsOn,
} from '../../domain/programme/reasons.ts';
import type { Answers, Field, Option } from './fields.ts';
import type { CommandForm } from './form.ts';

/** What a form about a client is drawn against. */
export type ClientView = {
  readonly clientId: string;
  readonly state: ClientState;
  readonly directory: Directory;
  /** What each nurse of the site carries now: shown before somebody is allocated. */
  readonly caseloads: readonly Caseload[];
  readonly actor: Actor;
  readonly now: Instant;
};

/** A form about a client of the programme. */
export type ClientForm = CommandForm<ClientView, ClientCommand>;

/** The reasons of a list that her site may choose today. */
export function reasonOptions(
  { directory, state, now }: ClientView,
  list: ReasonList,
  fits: (reason: Reason) => boolean = () => true,
): readonly Option[] {
  return reasonsOn(directory, list, state.teamId, londonDate(now))
    .filter(fits)
    .map(({ code, words }) => ({ value: code, words }));
}

/** The reason that was chosen, with what it counts as. One that has gone meanwhile is refused by the rule. */
export function chosenIn<List extends ReasonList>(
  { directory, state, now }: ClientView,
  list: List,
  answers: Answers,
): ChosenReason<List> {
  const code = answers.text('reason');
  const chosen = chosenReason(directory, list, state.teamId, code, londonDate(now));
  return chosen ?? { reason: code as ChosenReason<List>['reason'] };
}

/** Why something is done: asked where a decision is made that others will have to understand. */
export const whyField: Field = { kind: 'long', name: 'why', label: 'Why?' };
export const noteField: Field = { kind: 'long', name: 'note', label: 'Anything to add?', optional: true };

/** People of the client's site who are there now and fit. */
export function peopleOfSite(view: ClientView, fits: (person: Practitioner) => boolean): readonly Option[] {
  return [...view.directory.practitioners.values()]
    .filter(
      (person) =>
        person.teamId === view.state.teamId && fits(person) && presentAt(view.directory, person.id, view.now),
    )
    .map(({ id, name }) => ({ value: id, words: name }));
}
