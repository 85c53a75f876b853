import type { CivilDate } from '../domain/calendar/time.ts';
import {
  type EventType,
  type Fault,
  type IncomingMessage,
  nobody,
  type Outcome,
  quarantined,
} from '../domain/move/incoming.ts';
import { judge } from '../domain/move/judge.ts';
import { readText } from './document.ts';
import { personOf, relatesTo } from './nems-person.ts';
import { dateOf, instantOf, nhsNumberSystem, restricts } from './values.ts';
import { all, attribute, first, readXml, valueAt, type XmlElement } from './xml.ts';

/**
 * Messages of the national events service (FHIR STU3, XML): a Bundle whose first resource is a MessageHeader.
 * Own codec for the closed set of events, as libraries for R4 lose values of STU3 silently.
 */

const ours: Readonly<Record<string, EventType>> = {
  'pds-change-of-address-1': 'change-of-address',
  'pds-birth-notification-1': 'birth',
  'pds-death-notification-1': 'death',
  'pds-change-of-gp-1': 'change-of-gp',
  'pds-record-change-1': 'record-change',
};

/** Events that the service also carries, and why they are left where they are. */
const others: Readonly<Record<string, string>> = {
  'vaccinations-1': 'Vaccinations are kept by the child health record',
  'newborn-hearing-1': 'Hearing tests are kept by the child health record',
  'nipe-outcome-1': 'Examinations of the newborn are kept by the child health record',
  'blood-spot-test-outcome-1': 'Blood spot tests are kept by the child health record',
  'professional-contacts-1': 'Professional contacts of other organisations are not read yet',
};

/** Reads one message and judges it from itself alone. Never throws: what cannot be read is quarantined. */
export function readNems(document: Uint8Array | string, today: CivilDate): Outcome {
  const read = readText(document);
  if (!read.ok) return quarantined(read.fingerprint, read.reason, read.sentence);
  const { text, fingerprint } = read;
  const xml = readXml(text);
  if (!xml.ok) return quarantined(fingerprint, 'malformed', xml.sentence);
  const bundle = first(xml.root, 'Bundle');
  if (!bundle) return quarantined(fingerprint, 'malformed', 'It is not a FHIR Bundle');
  const header = resources(bundle, 'MessageHeader')[0];
  if (!header) return quarantined(fingerprint, 'malformed', 'It has no message header');
  const event = valueAt(header, 'event', 'code');
  if (!event) return quarantined(fingerprint, 'malformed', 'The message header names no event');
  const eventType = Object.hasOwn(ours, event) ? ours[event] : undefined;
  if (eventType) return judge(messageOf(bundle, header, eventType, fingerprint), today);
  const why = Object.hasOwn(others, event) ? others[event] : undefined;
  return {
    kind: 'not-for-us',
    event: event.slice(0, 80),
    why: why ?? 'An event of a kind that is not read here',
    fingerprint,
  };
}

function messageOf(
  bundle: XmlElement,
  header: XmlElement,
  eventType: EventType,
  fingerprint: string,
): IncomingMessage {
  const { child, mother, faults } = peopleOf(bundle, header, eventType);
  const wholeIsSealed = [bundle, header].some(sealsAll);
  const subject = child ? personOf(child, bundle) : nobody;
  return {
    source: 'nems',
    messageId: valueAt(header, 'id'),
    bundleId: valueAt(bundle, 'id'),
    fingerprint,
    eventType,
    action: actionOf(header),
    lastUpdated: instantOf(valueAt(header, 'meta', 'lastUpdated')) ?? instantOf(valueAt(header, 'timestamp')),
    subject: wholeIsSealed ? { ...subject, restricted: true, addresses: [], gp: null } : subject,
    mother: mother ? personOf(mother, bundle) : null,
    related: [],
    bornAlive: bornAlive(bundle),
    faults: [...faults, ...(child ? contentFaults(child, header, eventType) : [])],
    notes: child ? routingNotes(child, header) : [],
  };
}

type People = {
  readonly child: XmlElement | null;
  readonly mother: XmlElement | null;
  readonly faults: readonly Fault[];
};

/** A birth message is about the mother, as far as its header goes; the child is the one that she is related to. */
function peopleOf(bundle: XmlElement, header: XmlElement, eventType: EventType): People {
  const patients = resources(bundle, 'Patient');
  if (eventType === 'birth') return birthPeople(bundle, patients);
  if (patients.length === 0) return nobodyFound;
  if (patients.length === 1) return { child: patients[0] ?? null, mother: null, faults: [] };
  const subject =
    valueAt(resources(bundle, 'Communication')[0] ?? null, 'subject', 'reference') ??
    valueAt(header, 'focus', 'reference');
  const named = patients.filter((patient) => relatesTo(subject, patient));
  return named.length === 1
    ? { child: named[0] ?? null, mother: null, faults: [] }
    : severalFound(patients[0] ?? null);
}

function birthPeople(bundle: XmlElement, patients: readonly XmlElement[]): People {
  const relations = resources(bundle, 'RelatedPerson');
  const babies = patients.filter((patient) =>
    relations.some((relation) => relatesTo(valueAt(relation, 'patient', 'reference'), patient)),
  );
  const [child] = babies;
  if (babies.length > 1) return severalFound(child ?? null);
  if (!child) {
    if (patients.length === 1 && relations.length === 0)
      return { child: patients[0] ?? null, mother: null, faults: [] };
    return patients.length === 0
      ? nobodyFound
      : severalFound(null, 'It does not say which person is the child');
  }
  const mothers = patients.filter((patient) => patient !== child && linksTo(patient, relations));
  return mothers.length > 1 ? severalFound(child) : { child, mother: mothers[0] ?? null, faults: [] };
}

function linksTo(patient: XmlElement, relations: readonly XmlElement[]): boolean {
  const links = all(patient, 'link').map((link) => valueAt(link, 'other', 'reference'));
  return links.some((link) => relations.some((relation) => relatesTo(link, relation)));
}

const nobodyFound: People = {
  child: null,
  mother: null,
  faults: [{ reason: 'nobody-named', sentence: 'It names no person' }],
};

function severalFound(
  child: XmlElement | null,
  sentence = 'It names several people and does not say whom it is about',
): People {
  return { child, mother: null, faults: [{ reason: 'several-people', sentence }] };
}

/** The header repeats whom a message is about, for routing. Official examples disagree with themselves here. */
function contentFaults(child: XmlElement, header: XmlElement, eventType: EventType): readonly Fault[] {
  const faults: Fault[] = [];
  const routed = eventType === 'birth' ? null : routedNumber(header);
  const own = all(child, 'identifier').filter((id) => valueAt(id, 'system') === nhsNumberSystem);
  const numbers = new Set(own.map((id) => valueAt(id, 'value')?.replace(/[\s-]/g, '')));
  if (numbers.size > 1)
    faults.push({ reason: 'several-people', sentence: 'The person has more than one NHS number in it' });
  if (routed && numbers.size > 0 && !numbers.has(routed.replace(/[\s-]/g, ''))) {
    faults.push({
      reason: 'several-people',
      sentence: 'Its header names another NHS number than its content',
    });
  }
  const bornOn = valueAt(child, 'birthDate');
  if (bornOn !== null && dateOf(bornOn) === null && !/^\d{4}(?:-\d{2})?$/.test(bornOn)) {
    faults.push({ reason: 'malformed', sentence: 'The date of birth is not a date' });
  }
  if (eventType === 'death' && !saysDeath(child))
    faults.push({ reason: 'malformed', sentence: 'It tells of a death without saying which kind' });
  return faults;
}

function saysDeath(child: XmlElement): boolean {
  return personOf(child, null).deceased !== null;
}

function routingNotes(child: XmlElement, header: XmlElement): readonly string[] {
  const routing = routingOf(header);
  const routed = dateOf(valueAt(part(routing, 'birthDateTime'), 'valueDateTime'));
  const own = dateOf(valueAt(child, 'birthDate'));
  if (routedNumber(header) !== null && routed && own && routed !== own) {
    return all(child, 'identifier').some((id) => valueAt(id, 'value') === routedNumber(header))
      ? ['Its header gives another date of birth than its content.']
      : [];
  }
  return [];
}

function routedNumber(header: XmlElement): string | null {
  return valueAt(part(routingOf(header), 'nhsNumber'), 'valueIdentifier', 'value');
}

function routingOf(header: XmlElement): XmlElement | null {
  return (
    all(header, 'extension').find((extension) =>
      attribute(extension, 'url')?.includes('Extension-RoutingDemographics'),
    ) ?? null
  );
}

function part(extension: XmlElement | null, url: string): XmlElement | null {
  return all(extension, 'extension').find((inner) => attribute(inner, 'url') === url) ?? null;
}

function actionOf(header: XmlElement): IncomingMessage['action'] {
  const extension = all(header, 'extension').find((one) =>
    attribute(one, 'url')?.includes('Extension-MessageEventType'),
  );
  const code = valueAt(extension ?? null, 'valueCodeableConcept', 'coding', 'code');
  return code === 'delete' || code === 'update' ? code : 'new';
}

/** Stillbirth indicator: 1 is live; 2 to 4 are stillbirths before, in and at an unknown time of labour. */
function bornAlive(bundle: XmlElement): boolean | null {
  const stillbirth = resources(bundle, 'Observation').find((observation) =>
    all(first(observation, 'code'), 'coding').some((coding) => valueAt(coding, 'code') === '237364002'),
  );
  const code = valueAt(stillbirth ?? null, 'valueCodeableConcept', 'coding', 'code');
  return code === null ? null : code === '1';
}

function sealsAll(element: XmlElement): boolean {
  return all(first(element, 'meta'), 'security').some((security) =>
    restricts(valueAt(security, 'code') ?? ''),
  );
}

function resources(bundle: XmlElement, type: string): readonly XmlElement[] {
  return all(bundle, 'entry').flatMap((entry) =>
    all(entry, 'resource').flatMap((resource) => all(resource, type)),
  );
}
