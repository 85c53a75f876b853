import {
  type Fault,
  type IncomingAddress,
  type IncomingGp,
  type IncomingPerson,
  nobody,
  type RelatedPerson,
} from '../domain/move/incoming.ts';
import type { Patient, PatientAddress, Related } from './pds-schema.ts';
import {
  addressUse,
  dateOf,
  deathStatus,
  instantOf,
  nhsNumberSystem,
  numberOf,
  postcodeOf,
  restricts,
  sealed,
} from './values.ts';

/** A Patient of FHIR R4 in the neutral shape. `asked` is the number under which it was looked up, if it was. */
export function pdsPerson(patient: Patient, asked: string | null): IncomingPerson {
  const name = bestName(patient.name);
  const number = numberIn(patient.identifier);
  return sealed({
    ...nobody,
    ...numberOf(number?.value ?? patient.id ?? null, verification(number)),
    numberSuperseded: superseded(patient, number?.value ?? null, asked),
    familyName: name?.family?.trim() ?? '',
    givenNames: name?.given?.map((given) => given.trim()).filter((given) => given !== '') ?? [],
    dateOfBirth: dateOf(patient.birthDate ?? null),
    gender: patient.gender ?? null,
    addresses: (patient.address ?? []).map(addressOf),
    restricted: (patient.meta?.security ?? []).some((security) => restricts(security.code ?? '')),
    gp: gpOf(patient),
    deceased: deceasedOf(patient),
    birthOrder: wholeNumber(patient.multipleBirthInteger),
    recordVersion: wholeNumber(patient.meta?.versionId),
  });
}

/** A person around a patient. The number of a related person may be missing; it is never the patient's. */
export function relatedPerson(related: Related): RelatedPerson {
  const { name, birthDate, address, identifier, meta } = related;
  const [kind] = related.relationship ?? [];
  const person = pdsPerson({ name, birthDate, address, identifier, meta }, null);
  return {
    relation: kind?.coding?.[0]?.code ?? kind?.text ?? 'unstated',
    active: related.active ?? true,
    person,
  };
}

/** What is wrong with the text of a Patient beyond its shape. */
export function patientFaults(patient: Patient): readonly Fault[] {
  const faults: Fault[] = [];
  const bornOn = patient.birthDate;
  if (bornOn !== undefined && dateOf(bornOn) === null && !/^\d{4}(?:-\d{2})?$/.test(bornOn)) {
    faults.push({ reason: 'malformed', sentence: 'The date of birth is not a date' });
  }
  const numbers = new Set(
    (patient.identifier ?? []).filter((one) => one.system === nhsNumberSystem).map((one) => one.value),
  );
  if (numbers.size > 1)
    faults.push({ reason: 'several-people', sentence: 'The person has more than one NHS number in it' });
  return faults;
}

type Identifier = NonNullable<Patient['identifier']>[number];

function numberIn(identifiers: Patient['identifier']): Identifier | null {
  return identifiers?.find((identifier) => identifier.system === nhsNumberSystem) ?? null;
}

/** PDS answers a superseded number with the record of the number that replaced it: its id differs from what was asked. */
function superseded(
  patient: Patient,
  number: string | null,
  asked: string | null,
): IncomingPerson['numberSuperseded'] {
  const now = patient.id ?? number;
  const before = [asked, number].find(
    (known) => known !== null && now !== null && plain(known) !== plain(now),
  );
  return before && now && /^\d{10}$/.test(plain(now)) ? { from: plain(before), to: plain(now) } : null;
}

function plain(number: string): string {
  return number.replace(/[\s-]/g, '');
}

function bestName(names: Patient['name']): NonNullable<Patient['name']>[number] | null {
  const current = names?.find((name) => name.use === 'usual' || name.use === 'official');
  return current ?? names?.find((name) => name.use !== 'old') ?? null;
}

function verification(identifier: Identifier | null): string | null {
  const extension = identifier?.extension?.find((one) => one.url.includes('NHSNumberVerificationStatus'));
  return extension?.valueCodeableConcept?.coding?.[0]?.code ?? null;
}

function addressOf(address: PatientAddress): IncomingAddress {
  const parts = [...(address.line ?? []), address.city ?? '', address.district ?? ''].map((line) =>
    line.trim(),
  );
  const lines = parts.filter((line) => line !== '');
  return {
    use: addressUse(address.use ?? null),
    lines: lines.length === 0 && address.text ? [address.text] : lines,
    ...postcodeOf(address.postalCode ?? null),
    from: dateOf(address.period?.start ?? null),
    to: dateOf(address.period?.end ?? null),
  };
}

function gpOf(patient: Patient): IncomingGp | null {
  const [practice] = patient.generalPractitioner ?? [];
  const odsCode = practice?.identifier?.value;
  if (!practice || !odsCode) return null;
  const { start, end } = practice.identifier?.period ?? {};
  return { odsCode, name: practice.display ?? '', from: dateOf(start ?? null), to: dateOf(end ?? null) };
}

function deceasedOf(patient: Patient): IncomingPerson['deceased'] {
  const notification = patient.extension?.find((one) => one.url.includes('DeathNotificationStatus'));
  const part = (url: string) => notification?.extension?.find((one) => one.url === url);
  const coded = deathStatus(part('deathNotificationStatus')?.valueCodeableConcept?.coding?.[0]?.code ?? null);
  const died = patient.deceasedDateTime ?? null;
  const said = coded ?? (died !== null || patient.deceasedBoolean === true ? 'informal' : null);
  if (said === null) return null;
  return {
    status: said,
    at: instantOf(died) ?? instantOf(part('systemEffectiveDate')?.valueDateTime ?? null),
  };
}

function wholeNumber(value: number | string | undefined): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : null;
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : null;
}
