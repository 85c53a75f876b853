import { ageInYears } from '../calendar/gestation.ts';
import type { CivilDate } from '../calendar/time.ts';
import { schoolNursingFrom } from '../responsibility/school-nursing.ts';
import type { IncomingMessage, IncomingPerson, QuarantineReason } from './incoming.ts';
import { judge } from './judge.ts';

/** Whom a record of the demographics service may be about, where nobody here fits it. */
export type Newcomer = 'child' | 'client';

/**
 * A child until school nursing takes it at five. A client of 12 to 27, unless the record says that the person is male: the programme
 * takes mothers of up to 24 and stays until the child is two. Null for everybody else. `unknown` where there is no day of birth.
 */
export function newcomerBy(
  { dateOfBirth, gender }: Pick<IncomingPerson, 'dateOfBirth' | 'gender'>,
  today: CivilDate,
): Newcomer | 'unknown' | null {
  if (dateOfBirth === null) return 'unknown';
  if (today < schoolNursingFrom(dateOfBirth)) return 'child';
  const age = ageInYears(dateOfBirth, today);
  return age >= 12 && age < 28 && gender !== 'male' ? 'client' : null;
}

/**
 * Whom a person may take on or refer by a form filled in from an item of quarantine. Only somebody living who bears a
 * number, whose record can be trusted whole, and whom nobody here knows (promise P6). Nothing begins by itself.
 */
export function newcomerIn(
  item: { readonly reason: QuarantineReason; readonly message: IncomingMessage },
  today: CivilDate,
): Newcomer | null {
  if (item.reason !== 'unknown-child') return null;
  const judged = judge(item.message, today);
  if (judged.kind !== 'taken' || judged.effect !== 'register-person') return null;
  const may = newcomerBy(judged.message.subject, today);
  return may === 'unknown' ? null : may;
}
