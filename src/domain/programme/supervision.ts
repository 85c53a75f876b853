import { addDays, addMonths, type CivilDate } from '../calendar/time.ts';

/** One to one weekly, and a visit accompanied about every four months (domain.md, section 3.2: supervision in England). */
const oneToOneDays = 7;
const accompaniedMonths = 4;

/** What was held with a nurse, and since when there is something to supervise. */
export type Supervised = {
  /** The first day on which the nurse, in post, had a family here; null where there is none. */
  readonly families: CivilDate | null;
  readonly lastOneToOne: CivilDate | null;
  readonly lastAccompanied: CivilDate | null;
};

export type SupervisionDue = { readonly oneToOne: CivilDate | null; readonly accompanied: CivilDate | null };

/**
 * The days by which the next supervision and the next accompanied visit of a nurse are due: counted from the last, or from
 * the first day with a family. Counted from the first day in post, somebody who came long before this record began would
 * be overdue by years that nobody kept a record of. Null while nothing was held and there is nobody to visit.
 */
export function supervisionDue({ families, lastOneToOne, lastAccompanied }: Supervised): SupervisionDue {
  const from = (last: CivilDate | null, after: (day: CivilDate) => CivilDate) => {
    const day = last ?? families;
    return day === null ? null : after(day);
  };
  return {
    oneToOne: from(lastOneToOne, (day) => addDays(day, oneToOneDays)),
    accompanied: from(lastAccompanied, (day) => addMonths(day, accompaniedMonths)),
  };
}
