import { z } from 'zod';
import type { CivilDate } from '../domain/calendar/time.ts';
import {
  type Fault,
  type IncomingMessage,
  type IncomingPerson,
  type Outcome,
  quarantined,
  type RelatedPerson,
} from '../domain/move/incoming.ts';
import { judge } from '../domain/move/judge.ts';
import { readText } from './document.ts';
import { patientFaults, pdsPerson, relatedPerson } from './pds-person.ts';
import { bundleSchema, type Patient, patientSchema, type Related, relatedSchema } from './pds-schema.ts';
import { instantOf, nhsNumberSystem } from './values.ts';

/**
 * Documents of the Personal Demographics Service (FHIR R4, JSON): a Patient, an answer to a search, the people
 * around a patient, a request to register a birth, and what the service says instead of an answer.
 */

/** What the document was asked for, where the reader knows it. */
export type PdsQuestion = { readonly nhsNumber: string };

/**
 * Reads one document and judges it from itself alone. Never throws. An answer to a search with several people is
 * no answer: nobody is picked out of it. With the question, a record under another number is a superseded one.
 */
export function readPds(
  document: Uint8Array | string,
  today: CivilDate,
  asked: PdsQuestion | null = null,
): Outcome {
  const read = readText(document);
  if (!read.ok) return quarantined(read.fingerprint, read.reason, read.sentence);
  const { fingerprint } = read;
  const json = parseJson(read.text);
  const typed = z.object({ resourceType: z.string() }).safeParse(json);
  if (!typed.success) return quarantined(fingerprint, 'malformed', 'It is not a FHIR resource in JSON');
  switch (typed.data.resourceType) {
    case 'Patient':
      return onePatient(json, { fingerprint, today, asked, about: nothingMore });
    case 'Bundle':
      return bundleOutcome(json, { fingerprint, today, asked, about: nothingMore });
    case 'OperationOutcome':
      return operationOutcome(json, fingerprint);
    case 'RelatedPerson':
      return relatedOutcome([{ resource: json, fullUrl: null }], {
        fingerprint,
        today,
        asked,
        about: nothingMore,
      });
  }
  return {
    kind: 'not-for-us',
    event: typed.data.resourceType.slice(0, 80),
    why: 'A resource of a kind that is not read here',
    fingerprint,
  };
}

type About = {
  readonly time: string | null;
  readonly notes: readonly string[];
  readonly faults: readonly Fault[];
};
type Reading = {
  readonly fingerprint: string;
  readonly today: CivilDate;
  readonly asked: PdsQuestion | null;
  readonly about: About;
};
type Entry = { readonly resource: unknown; readonly fullUrl: string | null };

const nothingMore: About = { time: null, notes: [], faults: [] };

function onePatient(json: unknown, reading: Reading): Outcome {
  const parsed = patientSchema.safeParse(json);
  if (!parsed.success) return quarantined(reading.fingerprint, 'malformed', fitFault(parsed.error));
  const patient = parsed.data;
  const message: IncomingMessage = {
    ...frame(reading, pdsPerson(patient, reading.asked?.nhsNumber ?? null)),
    eventType: 'patient-record',
    messageId: patient.id ?? null,
    lastUpdated: instantOf(patient.meta?.lastUpdated ?? reading.about.time),
    faults: [...reading.about.faults, ...patientFaults(patient)],
  };
  return judge(message, reading.today);
}

function bundleOutcome(json: unknown, reading: Reading): Outcome {
  const { fingerprint } = reading;
  const parsed = bundleSchema.safeParse(json);
  if (!parsed.success) return quarantined(fingerprint, 'malformed', fitFault(parsed.error));
  const bundle = parsed.data;
  const entries = bundle.entry.map((entry) => ({
    resource: entry.resource,
    fullUrl: entry.fullUrl ?? null,
    score: entry.search?.score,
  }));
  if (bundle.type === 'transaction') return birthRequest(entries, reading);
  const failure = entries.find((entry) => isA('OperationOutcome', entry.resource));
  if (failure) return operationOutcome(failure.resource, fingerprint);
  const patients = entries.filter((entry) => isA('Patient', entry.resource));
  const related = entries.filter((entry) => isA('RelatedPerson', entry.resource));
  if (patients.length === 0 && related.length > 0) return relatedOutcome(related, reading);
  const [only] = patients;
  if (!only) return quarantined(fingerprint, 'nobody-named', 'The search found nobody');
  const count = Math.max(patients.length, bundle.total ?? 0);
  if (count > 1)
    return quarantined(
      fingerprint,
      'several-people',
      `The search found ${count} people: a person must say which, if any`,
    );
  const { score } = only;
  const notes =
    score !== undefined && score < 1
      ? [`The demographics service gives this match a score of ${score}, where 1 is exact.`]
      : [];
  return onePatient(only.resource, {
    ...reading,
    about: { time: bundle.timestamp ?? null, notes, faults: [] },
  });
}

/** A request to create a record at birth: the child is the patient of whom the mother is a related person. */
function birthRequest(entries: readonly Entry[], reading: Reading): Outcome {
  const { fingerprint } = reading;
  const people = entries.filter((entry) => isA('Patient', entry.resource));
  const patients: { fullUrl: string | null; patient: Patient }[] = [];
  for (const { fullUrl, resource } of people) {
    const parsed = patientSchema.safeParse(resource);
    if (!parsed.success) return quarantined(fingerprint, 'malformed', fitFault(parsed.error));
    patients.push({ fullUrl, patient: parsed.data });
  }
  const related = entries.flatMap((entry) => parsedRelated(entry.resource) ?? []);
  const children = patients.filter(({ fullUrl }) =>
    related.some((one) => fullUrl !== null && one.patient?.reference === fullUrl),
  );
  const [child] = children.length > 0 ? children : patients;
  if (!child) return quarantined(fingerprint, 'nobody-named', 'It names no person');
  if (children.length > 1 || (children.length === 0 && patients.length > 1)) {
    return quarantined(fingerprint, 'several-people', 'It does not say which person is the child');
  }
  const mothers = patients.filter((one) => one !== child);
  const mother = mothers[0]?.patient ?? null;
  const faults: Fault[] =
    mothers.length > 1 ? [{ reason: 'several-people', sentence: 'It names more than one mother' }] : [];
  const message: IncomingMessage = {
    ...frame(reading, pdsPerson(child.patient, null)),
    eventType: 'birth',
    mother: mother ? pdsPerson(mother, null) : null,
    bornAlive: bornAlive(entries),
    faults: [...faults, ...patientFaults(child.patient), ...(mother ? patientFaults(mother) : [])],
  };
  return judge(message, reading.today);
}

/** People around a patient. The address of the answer and each person in it name the patient; they must agree. */
function relatedOutcome(entries: readonly Entry[], reading: Reading): Outcome {
  const people: RelatedPerson[] = [];
  const numbers = new Set<string>();
  for (const { resource, fullUrl } of entries) {
    const parsed = relatedSchema.safeParse(resource);
    if (!parsed.success) return quarantined(reading.fingerprint, 'malformed', fitFault(parsed.error));
    people.push(relatedPerson(parsed.data));
    for (const number of [
      parsed.data.patient?.identifier?.value,
      /\/Patient\/([^/]+)\//.exec(fullUrl ?? '')?.[1],
    ]) {
      if (number) numbers.add(number);
    }
  }
  const [number = ''] = numbers;
  const faults: Fault[] =
    numbers.size > 1
      ? [{ reason: 'contradictory', sentence: 'It names more than one patient for one person’s family' }]
      : [];
  const subject = pdsPerson(
    { identifier: [{ system: nhsNumberSystem, value: number }] },
    reading.asked?.nhsNumber ?? null,
  );
  const sealsAll = people.some((one) => one.person.restricted);
  const message: IncomingMessage = {
    ...frame(reading, { ...subject, restricted: sealsAll }),
    eventType: 'related-persons',
    related: people,
    faults,
  };
  return judge(message, reading.today);
}

function frame(reading: Reading, subject: IncomingPerson): IncomingMessage {
  return {
    source: 'pds',
    messageId: null,
    bundleId: null,
    fingerprint: reading.fingerprint,
    eventType: 'patient-record',
    action: 'new',
    lastUpdated: instantOf(reading.about.time),
    subject,
    mother: null,
    related: [],
    bornAlive: null,
    faults: reading.about.faults,
    notes: reading.about.notes,
  };
}

const outcomeSchema = z.object({
  issue: z
    .array(
      z.object({
        code: z.string().optional(),
        details: z.object({ coding: z.array(z.object({ code: z.string() })) }).optional(),
      }),
    )
    .min(1),
});

function operationOutcome(json: unknown, fingerprint: string): Outcome {
  const parsed = outcomeSchema.safeParse(json);
  if (!parsed.success) return quarantined(fingerprint, 'malformed', fitFault(parsed.error));
  const [issue] = parsed.data.issue;
  const code = issue?.details?.coding[0]?.code ?? issue?.code ?? 'unknown';
  if (code === 'TOO_MANY_MATCHES' || code === 'MULTIPLE_MATCHES') {
    return quarantined(
      fingerprint,
      'several-people',
      'The demographics service found more than one person and named none',
    );
  }
  if (code === 'INVALIDATED_RESOURCE') {
    return quarantined(
      fingerprint,
      'superseded-number',
      'The demographics service has withdrawn this NHS number',
    );
  }
  return {
    kind: 'not-for-us',
    event: code.slice(0, 80),
    why: 'An answer of the demographics service that gives no record',
    fingerprint,
  };
}

const stillbirthSchema = z.object({
  code: z.object({ coding: z.array(z.object({ code: z.string() })) }),
  valueCodeableConcept: z.object({ coding: z.array(z.object({ code: z.string() })) }),
});

function bornAlive(entries: readonly Entry[]): boolean | null {
  for (const { resource } of entries) {
    const parsed = stillbirthSchema.safeParse(resource);
    if (parsed.success && parsed.data.code.coding.some((coding) => coding.code === '237364002')) {
      return parsed.data.valueCodeableConcept.coding[0]?.code === '1';
    }
  }
  return null;
}

function parsedRelated(resource: unknown): Related | null {
  const parsed = isA('RelatedPerson', resource) ? relatedSchema.safeParse(resource) : null;
  return parsed?.success ? parsed.data : null;
}

function isA(type: string, resource: unknown): boolean {
  return (
    typeof resource === 'object' &&
    resource !== null &&
    'resourceType' in resource &&
    resource.resourceType === type
  );
}

/** Null for what is no JSON, and where a text in it has a sign that no database keeps: the null character, or half of a pair. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
        throw new SyntaxError('A sign that no text may have');
      return value;
    });
  } catch {
    return null;
  }
}

/** Where a document does not fit, by path only: the value itself may be anybody's address. */
function fitFault(error: z.ZodError): string {
  const path = error.issues[0]?.path.map(String).join('.') ?? '';
  return path === ''
    ? 'It does not have the shape it should'
    : `It does not have the shape it should at ${path.slice(0, 120)}`;
}
