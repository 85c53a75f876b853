import { addDays, addMonths, type CivilDate, daysBetween, londonDate } from '../calendar/time.ts';
import type { ClientState } from './client-state.ts';

/** The phases of the programme (domain.md, section 3.2). */
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

/** When weekly visits give way to fortnightly ones, and fortnightly ones to monthly (domain.md, section 3.2). */
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
  const bornOn = client.children
    .map((child) => child.bornOn)
    .filter((on) => on !== null)
    .sort()
    .at(-1);
  return {
    enrolledOn: londonDate(client.enrolledAt),
    expectedOn: client.expectedOn,
    bornOn: bornOn ?? null,
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
 * infancy weekly for six weeks, then fortnightly; in toddlerhood fortnightly until 21 months, then monthly until the
 * programme ends. Before birth the expected date stands for it.
 */
export function expectedVisits(dates: ProgrammeDates): readonly ExpectedVisit[] {
  const birth = dates.bornOn ?? dates.expectedOn;
  if (birth === null) return [];
  const endsOn = dates.endsOn ?? addMonths(birth, 24);
  const year = addMonths(birth, toddlerFromMonths);
  const monthly = addMonths(birth, monthlyFromMonths);
  const visits: ExpectedVisit[] = [];
  const every = (
    phase: Phase,
    from: CivilDate,
    until: CivilDate,
    days: number,
    most = Number.POSITIVE_INFINITY,
  ) => {
    let on = from;
    for (let n = 0; n < most && on < until; n += 1) {
      if (on >= dates.enrolledOn) visits.push({ on, phase });
      on = addDays(on, days);
    }
    return on;
  };
  const weeklyEnd = every('pregnancy', dates.enrolledOn, birth, week, weeklyInPregnancy);
  every('pregnancy', addDays(weeklyEnd, week), birth, fortnight);
  const sixWeeks = every('infancy', addDays(birth, week), earlier(year, endsOn), week, weeklyInInfancy);
  every('infancy', addDays(sixWeeks, week), earlier(year, endsOn), fortnight);
  every('toddlerhood', addDays(year, week), earlier(monthly, endsOn), fortnight);
  for (let n = 0; addMonths(monthly, n) < endsOn; n += 1) {
    const on = addMonths(monthly, n);
    if (on >= dates.enrolledOn) visits.push({ on, phase: 'toddlerhood' });
  }
  return visits;
}

function earlier(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b;
}

/** Days between visits that the phase asks for on a day: 7, 14 or 28. */
export function phaseInterval(dates: ProgrammeDates, day: CivilDate): number {
  const phase = phaseOn(dates, day) ?? 'toddlerhood';
  switch (phase) {
    case 'pregnancy':
      return daysBetween(dates.enrolledOn, day) < weeklyInPregnancy * week ? week : fortnight;
    case 'infancy':
      return daysBetween(dates.bornOn ?? day, day) < weeklyInInfancy * week ? week : fortnight;
    case 'toddlerhood':
      return day < addMonths(dates.bornOn ?? day, monthlyFromMonths) ? fortnight : 2 * fortnight;
  }
}

/** The days between visits of this client: as set for her, else as her phase asks (domain.md, section 3.3). */
export function intervalOf(client: ClientState, dates: ProgrammeDates, day: CivilDate): number {
  return client.interval ?? phaseInterval(dates, day);
}

/** The day by which the next visit is due: the one agreed, else the interval after the last one, or a week from enrolment. */
export function nextVisitDue(client: ClientState): CivilDate | null {
  const dates = datesOf(client);
  if (!dates) return null;
  if (client.next) return londonDate(client.next.at);
  const last = client.visits.at(-1);
  const from = last ? londonDate(last.at) : dates.enrolledOn;
  return addDays(from, last ? intervalOf(client, dates, from) : week);
}
