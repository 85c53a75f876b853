import { type Instant, londonDate, londonInstant } from '../../domain/calendar/time.ts';
import type { Address } from '../../domain/responsibility/facts.ts';
import type { Circumstances } from '../../domain/risk/circumstances.ts';
import {
  type Act,
  type Chapter,
  childInNeed,
  father,
  mother,
  newAdult,
  type StoryCommand,
  sectionEnquiry,
} from './acts.ts';

/** A moment of the story, by London's clock. */
export function at(day: string, clock: string): Instant {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return londonInstant(day, hours * 60 + minutes);
}

export function does(key: string, when: Instant, by: string, command: StoryCommand): Act {
  return { key, at: when, by, command, expect: 'done' };
}

export function tries(key: string, when: Instant, by: string, command: StoryCommand): Act {
  return { key, at: when, by, command, expect: 'refused' };
}

/** A review done on its day: what went well rings nobody. */
export function reviews(
  code: string,
  when: Instant,
  by: string,
  { name, seen = true }: { readonly name: string; readonly seen?: boolean },
): Act {
  const on = londonDate(when);
  return does(`review-${code}`, when, by, {
    type: 'record-review',
    code,
    outcome: 'done',
    on,
    by: name,
    childSeen: seen,
    note: '',
  });
}

export const fulham: Address = {
  lines: ['18 Harebell Gardens'],
  postcode: 'SW6 4QX',
  areaCode: 'E09000013',
  temporary: false,
  sealed: false,
  from: '2025-11-01',
};
export const ealing: Address = {
  lines: ['Room 3, 77 Foundry Lane'],
  postcode: 'W13 9NB',
  areaCode: 'E09000009',
  temporary: false,
  sealed: false,
  from: '2026-05-08',
};
export const luton: Address = {
  lines: ['Flat 12, Beacon Terrace'],
  postcode: 'LU1 3ZZ',
  areaCode: 'E06000032',
  temporary: true,
  sealed: false,
  from: '2026-10-05',
};

export const known: Circumstances = {
  people: [{ name: mother.name, relation: 'Mother', livesWithChild: true, parentalResponsibility: true }],
  dangers: null,
  statutory: [],
  contact: {
    route: 'Text first: she does not answer unknown numbers',
    interpreter: null,
    loneVisitWarning: null,
  },
  motherBornOn: mother.bornOn,
  level: null,
  whereaboutsUnknown: false,
};

export const afterIncident: Circumstances = {
  ...known,
  dangers: [father],
  statutory: [childInNeed],
  level: 'targeted',
};
export const withNewAdult: Circumstances = {
  ...afterIncident,
  people: [
    ...(known.people ?? []),
    { name: newAdult.who, relation: newAdult.relation, livesWithChild: true, parentalResponsibility: false },
  ],
  dangers: [father, newAdult],
  contact: {
    route: 'Text first',
    interpreter: null,
    loneVisitWarning: 'Two together: a violent adult may be in the flat',
  },
};
export const underEnquiry: Circumstances = { ...withNewAdult, statutory: [childInNeed, sectionEnquiry] };

export function silence(
  until: Instant,
  title: string,
  happens: string,
  rules: Chapter['rules'] = [],
): Chapter {
  return { title, happens, until, acts: [], rules };
}
