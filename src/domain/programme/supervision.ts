import { addDays, addMonths, type CivilDate } from '../calendar/time.ts';

/** One to one weekly, and a visit accompanied about every four months (domain.md, section 3.2: supervision in England). */
const oneToOneDays = 7;
const accompaniedMonths = 4;

/** What was held with a nurse, and since when the nurse has been in post. */
export type Supervised = {
  readonly inPostSince: CivilDate;
  readonly lastOneToOne: CivilDate | null;
  readonly lastAccompanied: CivilDate | null;
};

export type SupervisionDue = { readonly oneToOne: CivilDate; readonly accompanied: CivilDate };

/** The days by which the next supervision and the next accompanied visit of a nurse are due: counted from the last, or from the first day in post. */
export function supervisionDue({ inPostSince, lastOneToOne, lastAccompanied }: Supervised): SupervisionDue {
  return {
    oneToOne: addDays(lastOneToOne ?? inPostSince, oneToOneDays),
    accompanied: addMonths(lastAccompanied ?? inPostSince, accompaniedMonths),
  };
}
