import {
  addDays,
  addMinutes,
  type Instant,
  londonDate,
  londonInstant,
  londonMinutes,
  sayDay,
  sayTime,
} from '../../domain/calendar/time.ts';
import { roleAt } from '../../domain/directory/directory.ts';
import { nameOfHers } from '../../domain/language/client-timeline.ts';
import { upperFirst } from '../../domain/language/sentence.ts';
import {
  type VisitMode,
  type VisitPlace,
  visitModeWords,
  visitPlaceWords,
} from '../../domain/programme/client-facts.ts';
import { visitModeCodes, visitPlaceCodes } from '../../domain/programme/coded.ts';
import {
  datesOf,
  intervalOf,
  intervals,
  phaseInterval,
  sayInterval,
} from '../../domain/programme/visit-schedule.ts';
import { boxesOfDate, boxesOfMoment } from './boxes.ts';
import {
  type ClientForm,
  type ClientView,
  chosenIn,
  noteField,
  peopleOfSite,
  reasonOptions,
} from './client-form.ts';
import { type Answers, codeOptions, type Field, type Option } from './fields.ts';
import { stillToCome } from './form.ts';

const client = 'client';
const nobody = 'nobody';

/** Who may be ticked as seen. Nobody is ticked beforehand: a false “seen” is the one answer that must never come by itself. */
function seenOptions(view: ClientView): readonly Option[] {
  const born = view.state.children.filter((child) => child.bornOn !== null && !child.lost);
  return [
    { value: client, words: view.state.identity.givenName || 'The client' },
    ...born.map((child) => ({ value: child.personId, words: nameOfHers(child) })),
    { value: nobody, words: 'None of them' },
  ];
}

const nextField: Field = {
  kind: 'moment',
  name: 'next',
  label: 'When is the next visit?',
  optional: true,
};

/** The next visit, with the day of the week: two people agree on a weekday, which three numbers do not say. */
function nextVisitField(view: ClientView): Field {
  const next = nextVisit(view);
  if (next === null) return nextField;
  return {
    ...nextField,
    hint: `${sayDay(londonDate(next))} at ${sayTime(next)} is filled in, by her interval. Clear it if nothing was agreed: the visit stays due.`,
  };
}

function placeField(view: ClientView): Field {
  return { kind: 'choice', name: 'place', label: 'Where?', options: codeOptions(visitPlaceCodes, view.now) };
}

/** The same time of day, her interval later. */
function nextVisit(view: ClientView): Instant | null {
  const dates = datesOf(view.state);
  if (!dates || view.state.status === 'left-early' || view.state.status === 'graduated') return null;
  const visited = londonDate(visitMoment(view));
  // A visit that is recorded in the evening was made by day.
  const minutes = Math.min(Math.max(Math.floor(londonMinutes(view.now) / 30) * 30, 9 * 60), 16 * 60);
  const next = addDays(visited, intervalOf(view.state, dates, visited));
  return londonInstant(next, minutes);
}

/** The visit that was planned for today, else an hour ago. */
function visitMoment({ state, now }: ClientView): Instant {
  const planned = state.next?.at;
  const isToday = planned && planned <= now && londonDate(planned) === londonDate(now);
  return isToday ? planned : addMinutes(now, -60);
}

/**
 * How the visit was made, if nothing else is said. Never face to face where it was planned by telephone or video: the
 * child would count as seen.
 */
function usualMode(view: ClientView): VisitMode {
  return usualPlace(view) === 'remote' ? 'telephone' : 'face-to-face';
}

function usualPlace({ state }: ClientView): VisitPlace {
  return state.next?.place ?? 'home';
}

/** What is sent unless it is changed, in a line: "Today at 2pm, at home, face to face, 60 minutes". */
function whatIsFilledIn(view: ClientView): string {
  const at = visitMoment(view);
  const day = londonDate(at);
  const when = day === londonDate(view.now) ? 'Today' : sayDay(day);
  const where = visitPlaceWords[usualPlace(view)].toLowerCase();
  return `${when} at ${sayTime(at)}, ${where}, ${visitModeWords[usualMode(view)].toLowerCase()}, 60 minutes`;
}

function nextOf(answers: Answers): string | null {
  return answers.text('next') || null;
}

/** Asked where there is a supervisor, or somebody who stands in, besides whoever records the visit. */
function accompaniedFields(view: ClientView): readonly Field[] {
  const supervisors = peopleOfSite(
    view,
    (person) =>
      roleAt(view.directory, person, view.now) === 'lead' && person.id !== view.actor.practitionerId,
  );
  if (supervisors.length === 0) return [];
  return [
    {
      kind: 'choice',
      name: 'accompanied',
      label: 'Did the supervisor come with you?',
      optional: true,
      further: true,
      options: [{ value: '', words: 'No' }, ...supervisors],
    },
  ];
}

/** Forms about visits. The one for a visit is to take under a minute on a phone: who was seen, the rest is filled in. */
export const visitForms = {
  'record-visit': {
    title: 'Record a visit',
    button: 'Record the visit',
    fields: (view) => [
      {
        kind: 'choices',
        name: 'seen',
        label: 'Whom did you see?',
        asks: 'whom you saw, or none of them',
        hint: 'By telephone or video: whom you spoke to. A child is seen face to face only.',
        options: seenOptions(view),
      },
      nextVisitField(view),
      { kind: 'moment', name: 'at', label: 'When was it?', further: true },
      { ...placeField(view), further: true },
      {
        kind: 'choice',
        name: 'mode',
        label: 'How?',
        further: true,
        options: codeOptions(visitModeCodes, view.now),
      },
      {
        kind: 'choice',
        name: 'minutes',
        label: 'How long?',
        further: true,
        options: ['30', '45', '60', '75', '90', '120'].map((value) => ({ value, words: `${value} minutes` })),
      },
      ...accompaniedFields(view),
      noteField,
    ],
    further: (view) => `${whatIsFilledIn(view)}: change this`,
    known: (view) => {
      const next = nextVisit(view);
      return {
        ...boxesOfMoment('at', visitMoment(view)),
        ...(next && boxesOfMoment('next', next)),
        place: usualPlace(view),
        mode: usualMode(view),
        minutes: '60',
        accompanied: '',
      };
    },
    faults: (answers) => {
      const seen = answers.list('seen');
      const both = seen.includes(nobody) && seen.length > 1;
      const notThere = answers.text('place') === 'remote' && answers.text('mode') === 'face-to-face';
      return [
        ...(both ? [{ name: 'seen', says: 'Choose who was seen, or that nobody was' }] : []),
        ...(notThere
          ? [
              {
                name: 'mode',
                says: 'Say whether it was by telephone or by video: nobody was seen face to face',
              },
            ]
          : []),
      ];
    },
    happened: (answers) => answers.text('at'),
    command: (answers, _view, reach) => {
      const seen = answers.list('seen');
      return {
        type: 'record-visit',
        visitId: reach.newId(),
        at: answers.text('at'),
        place: answers.text('place') as VisitPlace,
        mode: answers.text('mode') as VisitMode,
        minutes: Number(answers.text('minutes')),
        clientSeen: seen.includes(client),
        childrenSeen: seen.filter((one) => one !== client && one !== nobody),
        accompaniedBy: answers.text('accompanied') || null,
        note: answers.text('note'),
        next: nextOf(answers),
      };
    },
  },
  'record-missed-visit': {
    title: 'Record a visit that did not happen',
    button: 'Record it',
    guidance: () =>
      'A visit that the nurse cancelled does not count against the family. It stays due all the same.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'reason',
        label: 'What happened?',
        options: reasonOptions(view, 'missed-visit'),
      },
      { kind: 'date', name: 'on', label: 'On which day?' },
      nextField,
      noteField,
    ],
    known: (view) => boxesOfDate('on', londonDate(view.now)),
    command: (answers, view, reach) => {
      const { reason: why, ...own } = chosenIn(view, 'missed-visit', answers);
      return {
        type: 'record-missed-visit',
        visitId: reach.newId(),
        on: answers.text('on'),
        why,
        ...own,
        note: answers.text('note'),
        next: nextOf(answers),
      };
    },
  },
  'plan-visit': {
    title: 'Plan the next visit',
    button: 'Plan the visit',
    fields: (view) => [{ kind: 'moment', name: 'at', label: 'When?' }, placeField(view)],
    known: (view) => ({ place: view.state.next?.place ?? 'home' }),
    happened: stillToCome,
    command: (answers) => ({
      type: 'plan-visit',
      at: answers.text('at'),
      place: answers.text('place') as VisitPlace,
    }),
  },
  'review-missed-visits': {
    title: 'Review the missed visits',
    button: 'Record the review',
    guidance: (view) =>
      `${view.state.missed.length === 1 ? 'One visit was' : `${view.state.missed.length} visits were`} missed since the last one made. Ask whether the family may have moved, and whether somebody keeps them from opening the door.`,
    fields: () => [
      { kind: 'long', name: 'decision', label: 'What did you decide, and who does it by when?' },
    ],
    command: (answers) => ({ type: 'review-missed-visits', decision: answers.text('decision') }),
  },
  'set-interval': {
    title: 'Dial visits up or down',
    button: 'Set the visits',
    guidance: (view) => {
      const dates = datesOf(view.state);
      const phase = dates ? sayInterval(phaseInterval(dates, londonDate(view.now))) : 'not known';
      return `Her phase has visits ${phase}. Decide it with her. Dialled up stays at least as often when her phase changes; dialled down at most.`;
    },
    fields: () => [
      {
        kind: 'choice',
        name: 'days',
        label: 'How often from now on?',
        options: [
          { value: 'phase', words: 'As her phase has it' },
          ...intervals.map((days) => ({ value: String(days), words: upperFirst(sayInterval(days)) })),
        ],
      },
      { kind: 'long', name: 'reason', label: 'Why?' },
    ],
    known: (view) => ({ days: view.state.interval ? String(view.state.interval.days) : 'phase' }),
    command: (answers) => ({
      type: 'set-interval',
      days: answers.text('days') === 'phase' ? null : Number(answers.text('days')),
      reason: answers.text('reason'),
    }),
  },
} as const satisfies Readonly<Record<string, ClientForm>>;
