import type { CivilDate } from '../calendar/time.ts';

/** A code of a list, with the days between which it may be chosen, both counted. Old facts keep their code, and it keeps its words. */
export type Code<C extends string = string> = {
  readonly code: C;
  readonly words: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
};

/** Whether a code of a list may be chosen for what happened on a day. One that the list does not have never may. */
export function inForceOn(list: readonly Code[], code: string, day: CivilDate): boolean {
  return codesOn(list, day).some((one) => one.code === code);
}

/** The codes of a list that may be chosen on a day. */
export function codesOn<C extends string>(list: readonly Code<C>[], day: CivilDate): readonly Code<C>[] {
  return list.filter(({ from, to }) => from <= day && (to === null || day <= to));
}

/** The Family Nurse Partnership began in England in 2007: the first day of the working sets (FNP). */
export const sinceTheProgrammeBegan = { from: '2007-01-01', to: null } as const;

/** A list of a set of words: since the programme began, except for the codes whose own days are given. */
export function codeList<C extends string>(
  words: Readonly<Record<C, string>>,
  days?: Readonly<Partial<Record<C, Pick<Code, 'from' | 'to'>>>>,
): readonly Code<C>[] {
  return (Object.keys(words) as C[]).map((code) => ({
    code,
    words: words[code],
    ...(days?.[code] ?? sinceTheProgrammeBegan),
  }));
}
