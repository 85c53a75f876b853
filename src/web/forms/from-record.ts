import type { CivilDate } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { practiceOn } from '../../domain/directory/gp-practice.ts';
import { formatNhsNumber } from '../../domain/identity/nhs-number.ts';
import type { IncomingMessage, IncomingPerson } from '../../domain/move/incoming.ts';
import { homeOn } from '../../domain/move/judge.ts';
import type { Difference } from '../../domain/programme/record-differs.ts';
import { boxesOfDate } from './boxes.ts';
import type { RawForm } from './fields.ts';

/**
 * A record of the demographics service as the boxes of a form hold it. Somebody looks at it before sending it, and it
 * answers nothing that the record does not say, such as whether the address must stay hidden.
 */

/** Of a child, with the day since when it lives there where the record says so. */
export function boxesOfNewChild(message: IncomingMessage, directory: Directory, day: CivilDate): RawForm {
  const home = homeOn(message.subject, day);
  return {
    ...boxesOfPerson(message.subject, day),
    ...(home?.from ? boxesOfDate('from', home.from) : {}),
    ...boxesOfGp(message.subject, directory, day),
  };
}

/** Of a client; her practice goes into the note, for her own record has none. */
export function boxesOfNewClient({ subject }: IncomingMessage, day: CivilDate): RawForm {
  const { gp } = subject;
  const note = gp ? `GP practice by the demographics service: ${`${gp.name} ${gp.odsCode}`.trim()}` : '';
  return { ...boxesOfPerson(subject, day), note };
}

/** Only what differs is filled in anew, beside what stands of her already. */
export function boxesOfDifferences(
  { subject }: IncomingMessage,
  differences: readonly Difference[],
  day: CivilDate,
): RawForm {
  const { given, family, line, postcode, nhs: _, ...born } = boxesOfPerson(subject, day);
  const boxes = { name: { given, family }, 'date-of-birth': born, address: { line, postcode } };
  return Object.assign({}, ...differences.map(({ what }) => boxes[what])) as RawForm;
}

function boxesOfPerson(person: IncomingPerson, day: CivilDate) {
  const home = homeOn(person, day);
  return {
    given: person.givenNames.join(' '),
    family: person.familyName,
    nhs: person.nhsNumber === null ? '' : formatNhsNumber(person.nhsNumber),
    line: home?.lines.join(', ') ?? '',
    postcode: home?.postcode ?? home?.postcodeAsWritten ?? '',
    ...(person.dateOfBirth === null ? {} : boxesOfDate('born', person.dateOfBirth)),
  };
}

function boxesOfGp({ gp }: IncomingPerson, directory: Directory, day: CivilDate): RawForm {
  if (!gp) return {};
  const known = practiceOn(directory, gp.odsCode, day);
  return { gp: gp.odsCode, 'gp-name': known ? '' : gp.name };
}
