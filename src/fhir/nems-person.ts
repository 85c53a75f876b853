import {
  type IncomingAddress,
  type IncomingGp,
  type IncomingPerson,
  nobody,
} from '../domain/move/incoming.ts';
import {
  addressUse,
  dateOf,
  deathStatus,
  instantOf,
  nhsNumberSystem,
  numberOf,
  odsSystem,
  postcodeOf,
  restricts,
  sealed,
} from './values.ts';
import { all, attribute, first, valueAt, valuesOf, type XmlElement } from './xml.ts';

/** A Patient of FHIR STU3 (CareConnect profiles) in the neutral shape. Practices are looked up in the bundle. */
export function personOf(patient: XmlElement, bundle: XmlElement | null): IncomingPerson {
  const name = bestName(patient);
  const identifier =
    all(patient, 'identifier').find((one) => valueAt(one, 'system') === nhsNumberSystem) ?? null;
  return sealed({
    ...nobody,
    ...numberOf(valueAt(identifier, 'value'), verification(identifier)),
    familyName: valueAt(name, 'family') ?? '',
    givenNames: valuesOf(name, 'given'),
    dateOfBirth: dateOf(valueAt(patient, 'birthDate')),
    gender: valueAt(patient, 'gender'),
    addresses: all(patient, 'address').map(addressOf),
    restricted: all(first(patient, 'meta'), 'security').some((security) =>
      restricts(valueAt(security, 'code') ?? ''),
    ),
    gp: gpOf(patient, bundle),
    deceased: deceasedOf(patient),
    birthOrder: wholeNumber(valueAt(patient, 'multipleBirthInteger')),
    recordVersion: wholeNumber(valueAt(patient, 'meta', 'versionId')),
  });
}

/** Whether a reference points to a resource of the bundle: as urn:uuid, as a bare id or as Type/id. */
export function relatesTo(reference: string | null, resource: XmlElement): boolean {
  const id = valueAt(resource, 'id');
  return reference !== null && id !== null && tail(reference) === id;
}

function bestName(patient: XmlElement): XmlElement | null {
  const names = all(patient, 'name');
  const current = names.find((name) => ['official', 'usual'].includes(valueAt(name, 'use') ?? ''));
  return current ?? names.find((name) => valueAt(name, 'use') !== 'old') ?? null;
}

function verification(identifier: XmlElement | null): string | null {
  const extension = all(identifier, 'extension').find((one) =>
    attribute(one, 'url')?.includes('NHSNumberVerificationStatus'),
  );
  return valueAt(extension ?? null, 'valueCodeableConcept', 'coding', 'code');
}

function addressOf(address: XmlElement): IncomingAddress {
  const parts = [
    ...valuesOf(address, 'line'),
    ...['city', 'district'].flatMap((name) => valueAt(address, name) ?? []),
  ];
  const text = valueAt(address, 'text');
  return {
    use: addressUse(valueAt(address, 'use')),
    lines: parts.length === 0 && text !== null ? [text] : parts,
    ...postcodeOf(valueAt(address, 'postalCode')),
    from: dateOf(valueAt(address, 'period', 'start')),
    to: dateOf(valueAt(address, 'period', 'end')),
  };
}

function gpOf(patient: XmlElement, bundle: XmlElement | null): IncomingGp | null {
  const practice = first(patient, 'generalPractitioner');
  const reference = valueAt(practice, 'reference');
  if (reference === null) return null;
  const organisations = all(bundle, 'entry').flatMap((entry) =>
    all(first(entry, 'resource'), 'Organization'),
  );
  const organisation = organisations.find((one) => relatesTo(reference, one)) ?? null;
  const identifier =
    all(organisation, 'identifier').find((one) => valueAt(one, 'system') === odsSystem) ?? null;
  const odsCode =
    valueAt(identifier, 'value') ?? (reference.includes('/Organization/') ? tail(reference) : null);
  if (odsCode === null) return null;
  return {
    odsCode,
    name: valueAt(practice, 'display') ?? valueAt(organisation, 'name') ?? '',
    from: null,
    to: null,
  };
}

/** The status stands in an extension of its own, or, in an official example, loose among the others. */
function deceasedOf(patient: XmlElement): IncomingPerson['deceased'] {
  const outer = all(patient, 'extension');
  const parts = outer.flatMap((extension) => [extension, ...all(extension, 'extension')]);
  const find = (url: string) => parts.find((one) => attribute(one, 'url') === url) ?? null;
  const coded = deathStatus(
    valueAt(find('deathNotificationStatus'), 'valueCodeableConcept', 'coding', 'code'),
  );
  const died = valueAt(patient, 'deceasedDateTime');
  const said = coded ?? (died !== null || valueAt(patient, 'deceasedBoolean') === 'true' ? 'informal' : null);
  if (said === null) return null;
  return {
    status: said,
    at: instantOf(died) ?? instantOf(valueAt(find('systemEffectiveDate'), 'valueDateTime')),
  };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function tail(reference: string): string {
  return reference.split(/[/:]/).at(-1) ?? '';
}
