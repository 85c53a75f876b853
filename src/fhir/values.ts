import {
  type CivilDate,
  type Instant,
  instant,
  isCivilDate,
  londonInstant,
} from '../domain/calendar/time.ts';
import { parseNhsNumber } from '../domain/identity/nhs-number.ts';
import { normalisePostcode } from '../domain/identity/postcode.ts';
import type { IncomingAddress, IncomingPerson } from '../domain/move/incoming.ts';

export const nhsNumberSystem = 'https://fhir.nhs.uk/Id/nhs-number';
export const odsSystem = 'https://fhir.nhs.uk/Id/ods-organization-code';

/** The instant of a FHIR dateTime. A date alone is its midnight in London; a month, a year or nonsense is null. */
export function instantOf(text: string | null): Instant | null {
  if (text === null) return null;
  if (isCivilDate(text)) return londonInstant(text, 0);
  try {
    return instant(text);
  } catch {
    return null;
  }
}

/** The day of a FHIR date or dateTime as it is written; a month or a year alone is null. */
export function dateOf(text: string | null): CivilDate | null {
  const day = text?.slice(0, 10) ?? '';
  return isCivilDate(day) ? day : null;
}

/**
 * A number that the sender gives with its verification status: 01 is present and verified. Without a status it
 * counts as verified, as the check digit is then all there is.
 */
export function numberOf(
  text: string | null,
  status: string | null,
): Pick<IncomingPerson, 'nhsNumber' | 'nhsNumberProblem'> {
  if (text === null || text.trim() === '') return { nhsNumber: null, nhsNumberProblem: null };
  const parsed = parseNhsNumber(text);
  if (!parsed.ok) return { nhsNumber: null, nhsNumberProblem: { text: text.slice(0, 40), why: parsed.why } };
  if (status !== null && status !== '01')
    return { nhsNumber: null, nhsNumberProblem: { text: text.slice(0, 40), why: 'not-verified' } };
  return { nhsNumber: parsed.number, nhsNumberProblem: null };
}

/** Whether a confidentiality code seals the record. A code that is not known to be harmless does. */
export function restricts(securityCode: string): boolean {
  return !['U', 'N', 'L', 'M'].includes(securityCode);
}

/** The use of an address in our words. */
export function addressUse(use: string | null): IncomingAddress['use'] {
  if (use === null) return 'unstated';
  if (use === 'home' || use === 'old') return use;
  return use === 'temp' ? 'temporary' : 'other';
}

/** A postcode as it came and in its one spelling. */
export function postcodeOf(text: string | null): Pick<IncomingAddress, 'postcode' | 'postcodeAsWritten'> {
  const written = text?.trim() ?? '';
  return written === ''
    ? { postcode: null, postcodeAsWritten: null }
    : { postcode: normalisePostcode(written), postcodeAsWritten: written };
}

/** Death notification status of the national code system: 1 informal, 2 formal, U removed. */
export function deathStatus(code: string | null): 'informal' | 'formal' | 'removed' | null {
  if (code === '1') return 'informal';
  if (code === '2') return 'formal';
  return code === 'U' ? 'removed' : null;
}

/** Hides where a restricted person is, if the sender left it in (promise P11). A practice gives the place away. */
export function sealed(person: IncomingPerson): IncomingPerson {
  return person.restricted ? { ...person, addresses: [], gp: null } : person;
}
