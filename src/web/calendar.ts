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
  const stamp = new Date(now);
  for (const { clientId, plannedAt, dueOn } of entries.visits) {
    const url = `${baseUrl}${pagePaths.client(clientId)}`;
    const reference = `client ${clientId.slice(0, 8)}`;
    if (plannedAt !== null) {
      calendar.createEvent({
        id: `visit-${clientId}@handhold`,
        start: new Date(plannedAt),
        end: new Date(addMinutes(plannedAt, visitMinutes)),
        summary: `Visit, ${reference}`,
        ...(dueOn ? { description: `Due by ${sayDate(dueOn)}` } : {}),
        url,
        stamp,
      });
    } else if (dueOn !== null) {
      calendar.createEvent({
        id: `visit-${clientId}@handhold`,
        start: wholeDay(dueOn),
        allDay: true,
        summary: `Visit due, ${reference}`,
        url,
        stamp,
      });
    }
  }
  for (const { personId, handoverId, on, at } of entries.jointVisits) {
    calendar.createEvent({
      id: `joint-visit-${handoverId}@handhold`,
      ...(at === null
        ? { start: wholeDay(on), allDay: true }
        : { start: new Date(at), end: new Date(addMinutes(at, visitMinutes)) }),
      summary: `Joint visit, child ${personId.slice(0, 8)}`,
      url: `${baseUrl}${pagePaths.handover(personId, handoverId)}`,
      stamp,
    });
  }
  for (const { personId, key, kind, dueAt, client } of entries.deadlines) {
    calendar.createEvent({
      id: `due-${personId}-${key.replace(/[^a-z0-9-]/gi, '-')}@handhold`,
      start: new Date(dueAt),
      end: new Date(dueAt),
      summary: `Due: ${obligationWords[kind]}, ${client ? 'client' : 'child'} ${personId.slice(0, 8)}`,
      url: `${baseUrl}${client ? pagePaths.client(personId) : pagePaths.child(personId)}`,
      stamp,
    });
  }
  for (const { nurseId, kind, dueAt } of entries.supervision) {
    calendar.createEvent({
      id: `${kind}-${unnamed(nurseId)}@handhold`,
      start: new Date(dueAt),
      end: new Date(dueAt),
      summary: `Due: ${obligationWords[kind]}`,
      url: `${baseUrl}/`,
      stamp,
    });
  }
  return calendar.toString();
}

/** A nurse's entry keeps its identity without her name, which a practitioner's id may hold. */
function unnamed(practitionerId: string): string {
  return createHash('sha256').update(practitionerId).digest('hex').slice(0, 16);
}

/** A day without a time: the library writes the day as it stands in the zone of the machine. */
function wholeDay(on: CivilDate): Date {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number);
  return new Date(year, month - 1, day);
}
