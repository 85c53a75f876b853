import { mayHold } from '../../domain/access/roles.ts';
import type { CivilDate, Instant } from '../../domain/calendar/time.ts';
import { presentAt } from '../../domain/directory/directory.ts';
import type { HandoverCommandName } from '../../domain/handover/commands.ts';
import { plannedJointVisit, sayPlan } from '../../domain/handover/joint-visits.ts';
import { whomNow } from '../../domain/language/sightings.ts';
import { boxesOfDate, boxOfTime } from './boxes.ts';
import { type Answers, clockOf, type FieldError, momentOn, type Option } from './fields.ts';
import { stillToCome, type View } from './form.ts';
import { isOutside, type Making, people, reason } from './handover-choices.ts';

/** The time of day on that day, in London; null where it is not known yet. */
function timeOn(on: CivilDate, time: string): Instant | null {
  const clock = clockOf(time);
  return clock === null ? null : momentOn(on, clock);
}

function timeFaults(answers: Answers): readonly FieldError[] {
  const time = answers.text('time');
  return time === '' || clockOf(time) !== null
    ? []
    : [{ name: 'time', says: 'The time must be a time of day, such as 14:30 or 2:30pm, or left empty' }];
}

/** The nurses of a team who are here now. */
function nursesOf(view: View, teamId: string | undefined): readonly Option[] {
  const { directory, now } = view;
  return people(
    view,
    ({ id, teamId: of, role }) => of === teamId && mayHold(role) && presentAt(directory, id, now),
  );
}

function planned(view: View) {
  return view.handover && plannedJointVisit(view.handover);
}

/** Who comes from each side as it is planned, by name: so a visit that has been is not typed again. */
function namesPlanned(view: View): { first?: string; second?: string } {
  const plan = planned(view);
  if (!plan) return {};
  const nameOf = (id: string) => view.directory.practitioners.get(id)?.name ?? '';
  return {
    first: nameOf(plan.releasingId),
    second: plan.receivingId ? nameOf(plan.receivingId) : (plan.outsideName ?? ''),
  };
}

/** A joint visit: planned, moved or cancelled before it is, and recorded once it has been (scenario A1). */
export const jointVisitForms = {
  'plan-joint-visit': {
    button: 'Plan the joint visit',
    guidance: (view) => {
      const plan = planned(view);
      return plan
        ? `It is planned for ${sayPlan(plan)}. What you answer here takes its place. The visit stays owed until it has been.`
        : 'It stands on the lists and in the calendars of both who make it. The visit stays owed until it has been.';
    },
    known: (view) => {
      const plan = planned(view);
      const { practitionerId } = view.actor;
      if (!plan) return { releasing: practitionerId, receiving: practitionerId };
      return {
        ...boxesOfDate('on', plan.on),
        time: plan.at ? boxOfTime(plan.at) : '',
        releasing: plan.releasingId,
        ...(plan.receivingId ? { receiving: plan.receivingId } : {}),
        ...(plan.outsideName ? { 'outside-name': plan.outsideName } : {}),
      };
    },
    fields: (view) => [
      { kind: 'date', name: 'on', label: 'On which day?' },
      {
        kind: 'text',
        name: 'time',
        label: 'At what time, if it is known?',
        hint: 'For example 14:30 or 2:30pm.',
        short: true,
        optional: true,
      },
      {
        kind: 'choice',
        name: 'releasing',
        label: 'Who comes from the releasing side?',
        options: nursesOf(view, view.handover?.releasingTeamId),
      },
      isOutside(view)
        ? { kind: 'text', name: 'outside-name', label: 'Who comes from the team outside the network?' }
        : {
            kind: 'choice',
            name: 'receiving',
            label: 'Who comes from the receiving side?',
            options: nursesOf(view, view.handover?.destination.teamId),
          },
      ...(planned(view) ? [reason('Why is it moved?')] : []),
    ],
    faults: timeFaults,
    happened: stillToCome,
    command: (answers, handoverId, view) => {
      const on = answers.text('on');
      const outside = isOutside(view);
      return {
        type: 'plan-joint-visit',
        handoverId,
        on,
        at: timeOn(on, answers.text('time')),
        releasingId: answers.text('releasing'),
        receivingId: outside ? null : answers.text('receiving'),
        outsideName: outside ? answers.text('outside-name') : null,
        reason: answers.text('reason'),
      };
    },
  },
  'cancel-joint-visit': {
    button: 'Cancel the joint visit',
    guidance: (view) => {
      const plan = planned(view);
      return plan
        ? `It is planned for ${sayPlan(plan)}. It leaves the lists and calendars of both, and stays owed.`
        : null;
    },
    fields: () => [reason('Why is it cancelled?')],
    command: (answers, handoverId) => ({
      type: 'cancel-joint-visit',
      handoverId,
      reason: answers.text('reason'),
    }),
  },
  'record-joint-visit': {
    known: namesPlanned,
    fields: ({ state }) => [
      { kind: 'date', name: 'on', label: 'When was the visit?' },
      { kind: 'text', name: 'first', label: 'Who visited for the releasing side?' },
      { kind: 'text', name: 'second', label: 'Who visited for the receiving side?' },
      {
        kind: 'choice',
        name: 'seen',
        label: `Was the ${whomNow(state.identity)} seen?`,
        options: [
          { value: 'yes', words: 'Yes' },
          { value: 'no', words: 'No' },
        ],
      },
    ],
    command: (answers, handoverId) => ({
      type: 'record-joint-visit',
      handoverId,
      on: answers.text('on'),
      names: [answers.text('first'), answers.text('second')],
      childSeen: answers.text('seen') === 'yes',
    }),
  },
} as const satisfies { readonly [Name in HandoverCommandName]?: Making };
