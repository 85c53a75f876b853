import { civilDate, type DayNumber, monthsOn } from '../calendar/civil-date.ts';
import { addDays, addMonths, type CivilDate, dayNumber, daysBetween, londonDate } from '../calendar/time.ts';
import { type ClientState, childrenInProgramme, youngestBornOn } from './client-state.ts';

/** The phases of the programme (FNP). */
export const phases = ['pregnancy', 'infancy', 'toddlerhood'] as const;
export type Phase = (typeof phases)[number];

export const phaseWords: Readonly<Record<Phase, string>> = {
  pregnancy: 'Pregnancy',
  infancy: 'Infancy',
  toddlerhood: 'Toddlerhood',
};

/** The dates of a client from which phases and visits follow. */
export type ProgrammeDates = {
  readonly enrolledOn: CivilDate;
  readonly expectedOn: CivilDate | null;
  readonly bornOn: CivilDate | null;
  readonly endsOn: CivilDate | null;
};

/** When weekly visits give way to fortnightly ones, and fortnightly ones to monthly (FNP). */
const weeklyInPregnancy = 4;
const weeklyInInfancy = 6;
const toddlerFromMonths = 12;
const monthlyFromMonths = 21;
const week = 7;
const fortnight = 14;

export type ExpectedVisit = { readonly on: CivilDate; readonly phase: Phase };

/** The dates of a client, once she is enrolled. */
export function datesOf(client: ClientState): ProgrammeDates | null {
  if (client.enrolledAt === null) return null;
  const now = childrenInProgramme(client);
  return {
    enrolledOn: londonDate(client.enrolledAt),
    expectedOn: client.expectedOn,
    // Not the children of an earlier time in the programme, while there is a child for whom it still plans.
    bornOn: youngestBornOn(now.length > 0 ? now : client.children),
    endsOn: client.endsOn,
  };
}

/** In which phase a day lies: pregnancy until birth, infancy until the first birthday, toddlerhood until the end. */
export function phaseOn(dates: ProgrammeDates, day: CivilDate): Phase | null {
  const { bornOn, endsOn } = dates;
  if (bornOn === null || day < bornOn) return 'pregnancy';
  if (endsOn !== null && day >= endsOn) return null;
  return day < addMonths(bornOn, toddlerFromMonths) ? 'infancy' : 'toddlerhood';
}

/**
 * The whole schedule of visits: in pregnancy weekly for four weeks from enrolment, then fortnightly until birth; in
 * infancy weekly for six weeks from birth, then fortnightly on into toddlerhood until 21 months, then monthly until the
 * programme ends (FNP). Before birth the expected date stands for it. This is the model against which
 * dosage is measured; when this client's next visit is due is `nextVisitDue`.
 */
export function expectedVisits(dates: ProgrammeDates): readonly ExpectedVisit[] {
  const birth = dates.bornOn ?? dates.expectedOn;
  if (birth === null) return [];
  const enrolled = dayNumber(dates.enrolledOn);
  const born = dayNumber(birth);
  const ends = dates.endsOn === null ? monthsOn(born, 24) : dayNumber(dates.endsOn);
  const year = monthsOn(born, toddlerFromMonths);
  const monthly = monthsOn(born, monthlyFromMonths);
  const before = weeklyThenFortnightly(enrolled, weeklyInPregnancy, born);
  const after = weeklyThenFortnightly(born + week, weeklyInInfancy, monthly);
  const months = [0, 1, 2].map((n) => monthsOn(monthly, n));
  return [
    ...before.map((day) => ({ on: civilDate(day), phase: 'pregnancy' as const })),
    ...[...after, ...months]
      .filter((day) => day >= enrolled && day < ends)
      .map((day) => ({
        on: civilDate(day),
        phase: day < year ? ('infancy' as const) : ('toddlerhood' as const),
      })),
  ];
}

function weeklyThenFortnightly(from: DayNumber, weeks: number, until: DayNumber): readonly DayNumber[] {
  const days: DayNumber[] = [];
  for (let on = from; on < until; on += days.length < weeks ? week : fortnight) days.push(on);
  return days;
}

/** Days between visits that the phase asks for on a day: 7, 14 or 28. */
export function phaseInterval(dates: ProgrammeDates, day: CivilDate): number {
  const phase = phaseOn(dates, day) ?? 'toddlerhood';
  switch (phase) {
    case 'pregnancy':
      // The first of the weekly visits is enrolment itself, so the fourth lies three weeks on.
      return daysBetween(dates.enrolledOn, day) < (weeklyInPregnancy - 1) * week ? week : fortnight;
    case 'infancy':
      return daysBetween(dates.bornOn ?? day, day) < weeklyInInfancy * week ? week : fortnight;
    case 'toddlerhood':
      return day < addMonths(dates.bornOn ?? day, monthlyFromMonths) ? fortnight : 2 * fortnight;
  }
}

/** The intervals at which a client may be visited, in days: what the phases ask, and between (FNP). */
export const intervals = [3, 7, 10, 14, 21, 28] as const;

/** "fortnightly", or "every 10 days". */
export function sayInterval(days: number): string {
  if (days === week) return 'weekly';
  if (days === fortnight) return 'fortnightly';
  return days === 2 * fortnight ? 'every four weeks' : `every ${days} days`;
}

/** Visits set for one client by her nurse: more often than her phase had it when that was decided, or less often. */
export type Dialled = { readonly days: number; readonly dial: 'up' | 'down' };

/** An interval set on a day, against what the phase asks that day. */
export function dialledOn(dates: ProgrammeDates, days: number, day: CivilDate): Dialled {
  return { days, dial: days <= phaseInterval(dates, day) ? 'up' : 'down' };
}

/**
 * The days between visits of this client: as set for her, else as her phase asks (FNP). What was set outlives the phase
 * in which it was set: dialled up stays at least as often as a later phase asks, dialled down at most as often.
 */
export function intervalOf(
  client: Pick<ClientState, 'interval'>,
  dates: ProgrammeDates,
  day: CivilDate,
): number {
  const asked = phaseInterval(dates, day);
  if (!client.interval) return asked;
  const { days, dial } = client.interval;
  return dial === 'up' ? Math.min(days, asked) : Math.max(days, asked);
}

/**
 * The last day on which the next visit is due: the interval after the last visit in which she took part; a week from
 * enrolment, from birth or from a pause's end where no visit followed it. An earlier day that was agreed counts, a later
 * one does not move it: what is agreed never makes a hole in the schedule (Annex B, row 13). For a client from before Handhold
 * no clock has run out on the day on which her record begins (decision 0058).
 */
export function nextVisitDue(client: ClientState): CivilDate | null {
  const dates = datesOf(client);
  if (!dates || client.deathReported) return null;
  const visits = client.visits.filter((visit) => visit.clientSeen || visit.childrenSeen.length > 0);
  const lastAt = visits.at(-1)?.at;
  const last = lastAt === undefined ? null : londonDate(lastAt);
  const resumed = client.resumedAt === null ? null : londonDate(client.resumedAt);
  const due: CivilDate[] =
    resumed !== null && (last === null || last < resumed)
      ? [addDays(resumed, week)]
      : [
          last === null ? addDays(dates.enrolledOn, week) : addDays(last, intervalOf(client, dates, last)),
          ...(unvisitedSinceBirth(dates, last) ? [addDays(dates.bornOn ?? '', week)] : []),
        ].map((on) => sinceKept(client, last, on));
  if (client.next) due.push(londonDate(client.next.at));
  return due.sort()[0] ?? null;
}

/**
 * A day that counts from before a client's record began here is due a week after it began at the soonest: nobody is
 * late for what another system kept. What happened since counts as ever.
 */
export function sinceKept(
  { keptSince }: Pick<ClientState, 'keptSince'>,
  since: CivilDate | null,
  due: CivilDate,
): CivilDate {
  if (keptSince === undefined || (since !== null && since >= keptSince)) return due;
  const first = addDays(keptSince, week);
  return due < first ? first : due;
}

function unvisitedSinceBirth({ bornOn, enrolledOn }: ProgrammeDates, last: CivilDate | null): boolean {
  return bornOn !== null && enrolledOn <= bornOn && (last === null || last <= bornOn);
}
