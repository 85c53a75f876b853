import { type CivilDate, isCivilDate } from '../../domain/calendar/time.ts';
import { parseNhsNumber } from '../../domain/identity/nhs-number.ts';
import { normalisePostcode } from '../../domain/identity/postcode.ts';
import type { IncomingMessage, IncomingPerson } from '../../domain/move/incoming.ts';

/** A message with what a person has put right, by the names of its fields; a sentence where a correction is none. */
export function correct(
  message: IncomingMessage,
  corrections: Readonly<Record<string, string>>,
): IncomingMessage | string {
  let { subject, mother } = message;
  for (const [field, text] of Object.entries(corrections)) {
    switch (field) {
      case 'nhsNumber':
      case 'motherNhsNumber': {
        const parsed = parseNhsNumber(text);
        if (!parsed.ok) return 'That is not an NHS number: the check digit does not fit.';
        const right = { nhsNumber: parsed.number, nhsNumberProblem: null, numberSuperseded: null };
        if (field === 'nhsNumber') subject = { ...subject, ...right };
        else if (mother) mother = { ...mother, ...right };
        break;
      }
      case 'familyName':
        subject = { ...subject, familyName: text };
        break;
      case 'givenNames':
        subject = { ...subject, givenNames: text.split(/\s+/).filter((name) => name !== '') };
        break;
      case 'dateOfBirth': {
        const day = typedDay(text);
        if (day === null) return 'That is not a day: type it as 11/02/2025, with four numbers for the year.';
        subject = { ...subject, dateOfBirth: day };
        break;
      }
      case 'postcode':
        subject = withPostcode(subject, text);
        break;
      default:
        return `“${field}” cannot be corrected here. What can: NHS number, mother’s NHS number, family name, given names, date of birth, postcode.`;
    }
  }
  // What the format's reader found stands, but for what a person has now put right.
  const faults = message.faults.filter(
    ({ reason }) => !(reason === 'several-people' && 'nhsNumber' in corrections),
  );
  return { ...message, subject, mother, faults };
}

/** A day as a person types it in one box, or as messages write it; null for anything else. */
function typedDay(text: string): CivilDate | null {
  const [, day = '', month = '', year = ''] =
    /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text.trim()) ?? [];
  const civil = year === '' ? text.trim() : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(civil) ? civil : null;
}

function withPostcode(person: IncomingPerson, text: string): IncomingPerson {
  const postcode = normalisePostcode(text);
  return {
    ...person,
    addresses: person.addresses.map((address) => ({ ...address, postcode, postcodeAsWritten: text })),
  };
}
