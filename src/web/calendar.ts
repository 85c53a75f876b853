import { createHash } from 'node:crypto';
import ical, { ICalCalendarMethod } from 'ical-generator';
import type { OwnDeadline, OwnJointVisit, OwnVisit } from '../application/calendar-readings.ts';
import { addMinutes, type CivilDate, type Instant, sayDate } from '../domain/calendar/time.ts';
import { obligationWords } from '../domain/escalation/obligation.ts';
import type { OwedSupervision } from '../domain/programme/supervision.ts';
import { pagePaths } from './pages/page-paths.ts';

/** How long a visit is planned for: about 60 minutes (FNP). */
const visitMinutes = 60;

/**
 * A person's own visits and deadlines as iCalendar (RFC 5545). No name, number or address stands in it, for it leaves the
 * house: each entry has a reference, and a link that asks to sign in (promise P11).
 */
export function calendarOf(
  entries: {
    readonly visits: readonly OwnVisit[];
    readonly jointVisits: readonly OwnJointVisit[];
    readonly deadlines: readonly OwnDeadline[];
    /** A nurse's own supervision, and, for whoever answers as supervisor, that of each nurse. */
    readonly supervision: readonly OwedSupervision[];
  },
  { baseUrl, now }: { readonly baseUrl: string; readonly now: Instant },
): string {
  const calendar = ical({
    name: 'Handhold: visits and deadlines',
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Handhold', product: 'Handhold', language: 'EN' },
    ttl: 60 * 60,
  });
  const written = [
    ...entries.visits.flatMap(visitEntry),
    ...entries.jointVisits.map(jointVisitEntry),
    ...entries.deadlines.map(deadlineEntry),
    ...entries.supervision.map(supervisionEntry),
  ];
  for (const { path, ...entry } of written)
    calendar.createEvent({ ...entry, url: `${baseUrl}${path}`, stamp: new Date(now) });
  return calendar.toString();
}

/** One entry; `path` is the page that it links to. */
type Entry = When & {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
};

type When = { readonly start: Date; readonly end?: Date; readonly allDay?: true };

/** The next visit to a client as it is planned; until then, the day by which it is due. */
function visitEntry({ clientId, plannedAt, dueOn }: OwnVisit): readonly Entry[] {
  const id = `visit-${clientId}@handhold`;
  const path = pagePaths.client(clientId);
  const reference = `client ${clientId.slice(0, 8)}`;
  if (plannedAt !== null) {
    const description = dueOn ? { description: `Due by ${sayDate(dueOn)}` } : {};
    return [{ id, path, ...visitFrom(plannedAt), summary: `Visit, ${reference}`, ...description }];
  }
  return dueOn === null ? [] : [{ id, path, ...wholeDay(dueOn), summary: `Visit due, ${reference}` }];
}

function jointVisitEntry({ personId, handoverId, on, at }: OwnJointVisit): Entry {
  return {
    id: `joint-visit-${handoverId}@handhold`,
    path: pagePaths.handover(personId, handoverId),
    ...(at === null ? wholeDay(on) : visitFrom(at)),
    summary: `Joint visit, child ${personId.slice(0, 8)}`,
  };
}

function deadlineEntry({ personId, key, kind, dueAt, client }: OwnDeadline): Entry {
  return {
    id: `due-${personId}-${key.replace(/[^a-z0-9-]/gi, '-')}@handhold`,
    path: client ? pagePaths.client(personId) : pagePaths.child(personId),
    ...dueBy(dueAt),
    summary: `Due: ${obligationWords[kind]}, ${client ? 'client' : 'child'} ${personId.slice(0, 8)}`,
  };
}

function supervisionEntry({ nurseId, kind, dueAt }: OwedSupervision): Entry {
  return {
    id: `${kind}-${unnamed(nurseId)}@handhold`,
    path: '/',
    ...dueBy(dueAt),
    summary: `Due: ${obligationWords[kind]}`,
  };
}

/** A nurse's entry keeps its identity without her name, which a practitioner's id may hold. */
function unnamed(practitionerId: string): string {
  return createHash('sha256').update(practitionerId).digest('hex').slice(0, 16);
}

function visitFrom(at: Instant): When {
  return { start: new Date(at), end: new Date(addMinutes(at, visitMinutes)) };
}

function dueBy(at: Instant): When {
  return { start: new Date(at), end: new Date(at) };
}

/** A day without a time: the library writes the day as it stands in the zone of the machine. */
function wholeDay(on: CivilDate): When {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number);
  return { start: new Date(year, month - 1, day), allDay: true };
}
