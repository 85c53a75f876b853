import type { CivilDate } from '../../domain/calendar/time.ts';
import { newSummary } from '../../domain/handover/parts.ts';
import { normalisePostcode } from '../../domain/identity/postcode.ts';
import type { Address } from '../../domain/responsibility/facts.ts';
import { contradicted } from './between-answers.ts';
import type { Answers, Field, FieldError, Option } from './fields.ts';
import type { Reach, View } from './form.ts';

export const yesNo: readonly Option[] = [
  { value: 'yes', words: 'Yes' },
  { value: 'no', words: 'No' },
];

/** The questions about a place at which a child sleeps. */
export const addressFields: readonly Field[] = [
  { kind: 'text', name: 'line', label: 'Address at which the child sleeps', optional: true, place: true },
  { kind: 'text', name: 'postcode', label: 'Postcode', short: true, optional: true, place: true },
  { kind: 'date', name: 'from', label: 'Since when?' },
  { kind: 'choice', name: 'temporary', label: 'Is it temporary accommodation?', options: yesNo },
  {
    kind: 'choice',
    name: 'sealed',
    label: 'Must the address stay hidden?',
    hint: 'A refuge, or any place that a dangerous person must not learn.',
    options: yesNo,
  },
];

/** A postcode that is none would be dropped, and with it the boundary: it is asked again. */
export function placeFaults(answers: Answers): readonly FieldError[] {
  const postcode = answers.text('postcode');
  return postcode === '' || normalisePostcode(postcode) !== null
    ? []
    : [
        {
          name: 'postcode',
          says: 'Enter a full UK postcode, such as LU1 2AB, or leave it empty if it is not known',
        },
      ];
}

/** An address that was typed beside an answer by which none is recorded: which of both is meant is asked, at that answer. */
export function placeBeside(answers: Answers, name: string, says: string): readonly FieldError[] {
  return contradicted(
    answers,
    name,
    says,
    addressFields.filter(({ kind }) => kind === 'text'),
  );
}

/** The address of those answers, with the area that its postcode gives. Since today where no day was given. */
export async function addressOf(
  answers: Answers,
  reach: Reach,
  wants: 'fnp' | 'health-visiting',
  today: CivilDate,
): Promise<Address> {
  const postcode = normalisePostcode(answers.text('postcode'));
  const temporary = answers.text('temporary') === 'yes';
  const { areaCode } = await reach.routeOf(postcode, wants, temporary);
  const line = answers.text('line');
  return {
    lines: line === '' ? [] : [line],
    postcode,
    areaCode,
    temporary,
    sealed: answers.text('sealed') === 'yes',
    from: answers.text('from') || today,
  };
}

/** The handover that follows when the child sleeps in another area; null where that is the holder’s own. */
export async function handoverAfterMove(
  view: View,
  reach: Reach,
  wants: 'fnp' | 'health-visiting',
  sleepsAt: Address | null,
) {
  const { route } = await reach.routeOf(sleepsAt?.postcode ?? null, wants, sleepsAt?.temporary ?? false);
  const holderTeam =
    view.state.care.status === 'in-care'
      ? view.directory.teams.get(view.state.care.holder.teamId)
      : undefined;
  if (route.teamId === holderTeam?.id) return null;
  const receiving = view.directory.teams.get(route.teamId)?.kind;
  const fromFnp = holderTeam?.kind === 'fnp';
  const kind = fromFnp
    ? receiving === 'fnp'
      ? 'fnp-to-fnp'
      : 'fnp-to-health-visiting'
    : 'health-visiting-to-health-visiting';
  return {
    handoverId: reach.newId(),
    kind,
    occasion: 'move',
    destination: { kind: route.kind, teamId: route.teamId, reason: route.reason },
    addressedTo: null,
    proposedLevel: view.state.circumstances.level,
    summary: newSummary(''),
  } as const;
}
