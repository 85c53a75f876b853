import type { CivilDate } from '../calendar/time.ts';

/** Whom somebody saw who "saw the child": before the birth it was the mother (promise P4, scenario A9). */
export type Whom = 'child' | 'mother';

/** Who was seen on a day; of a child that is not born yet, the mother. */
export function whomSeen(bornOn: CivilDate | null, on: CivilDate): Whom {
  return bornOn === null || on < bornOn ? 'mother' : 'child';
}
