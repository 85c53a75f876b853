import type { HandoverCommandName } from '../../domain/handover/commands.ts';
import { needsSupervisor, supervisorsOf } from '../../domain/handover/signed-drop.ts';
import { dropLines, dropOf } from '../../domain/reviews/intensity.ts';
import { destinationFaults, destinationFields, otherDesks, otherNamed, sentOnTo } from './destination.ts';
import type { Making } from './handover-choices.ts';
import { isOutside, reason, teamName } from './handover-choices.ts';
import { preparation, preparationFields, preparationKnown } from './preparation.ts';
import { whatIsSent } from './what-is-sent.ts';

/** An answer that only the form of a recall offers: elsewhere the rule refuses it as no team. */
const nowhereAtAll = { kind: 'desk', teamId: '', reason: '' } as const;

/** What the releasing side does with a handover: makes it ready, sends it, and takes it back. */
export const releasingForms = {
  revise: {
    fields: preparationFields,
    further: otherDesks,
    faults: destinationFaults,
    known: preparationKnown,
    button: 'Change the handover',
    command: (answers, handoverId, view) => ({ type: 'revise', handoverId, ...preparation(answers, view) }),
  },
  offer: {
    guidance: (view) =>
      isOutside(view)
        ? `${teamName(view)} sees nothing here. Once you have sent it, ring that team and record what it says. Your team answers until the release point is reached.`
        : `When you send it, ${teamName(view)} is asked to take the child. Your team answers until the release point is reached.`,
    shows: (view) => {
      const drop = dropOf(view.handover, view, view.directory, view.now);
      const changes = drop && { heading: 'What changes for the family', lines: dropLines(drop, view.now) };
      return [...whatIsSent(view), ...(changes ? [changes] : [])];
    },
    fields: ({ handover, context }) => {
      if (!handover || !needsSupervisor(handover, handover.destination, context)) return [];
      const supervisors = supervisorsOf(handover.releasingTeamId, context);
      if (supervisors.some(({ id }) => id === context.actor.practitionerId)) return [];
      return [
        {
          kind: 'choice',
          name: 'signed-by',
          label: 'Which supervisor has signed the drop in intensity?',
          hint: 'No programme runs in that area. Propose targeted or specialist, so that the family is seen often enough.',
          options: supervisors.map(({ id, name }) => ({ value: id, words: name })),
        },
      ];
    },
    command: (answers, handoverId) => {
      const signedBy = answers.text('signed-by');
      return { type: 'offer', handoverId, ...(signedBy === '' ? {} : { signedBy }) };
    },
  },
  redirect: {
    fields: (view) => [
      ...destinationFields(view, { label: 'To which desk?', sentOn: true }),
      reason('Why there?'),
    ],
    further: otherDesks,
    faults: otherNamed,
    command: (answers, handoverId, view, newId) => ({
      type: 'redirect',
      handoverId,
      to: sentOnTo(answers, view) ?? nowhereAtAll,
      why: answers.text('reason'),
      newHandoverId: newId(),
    }),
  },
  recall: {
    guidance: () =>
      'Recall an offer that went to the wrong desk. Who may have opened it is listed from the read records, and information governance of both areas is told.',
    fields: (view) => [
      ...destinationFields(view, {
        label: 'Which desk should have it instead?',
        sentOn: true,
        nowhere: 'None: it is taken back, and sent nowhere',
      }),
      reason('What went wrong?'),
    ],
    further: otherDesks,
    faults: otherNamed,
    command: (answers, handoverId, view) => ({
      type: 'recall',
      handoverId,
      to: sentOnTo(answers, view),
      why: answers.text('reason'),
    }),
  },
  withdraw: {
    fields: () => [
      reason('Why is it taken back?'),
      {
        kind: 'choice',
        name: 'back-home',
        label: 'Is anything left to pass on?',
        hint: 'If nobody had accepted yet and the child has not been seen for more than 5 days, it is counted as a near miss. Nobody is blamed by that.',
        optional: true,
        options: [
          { value: 'yes', words: 'No: the family is at home again, at the address from which it moved' },
          {
            value: 'stays',
            words: 'No: it does not move after all, or the service that was to close goes on',
          },
          { value: 'no', words: 'Yes, or not known: the child still waits for another team' },
        ],
      },
    ],
    command: (answers, handoverId) => ({
      type: 'withdraw',
      handoverId,
      reason: answers.text('reason'),
      backHome: answers.text('back-home') === 'yes',
      stays: answers.text('back-home') === 'stays',
    }),
  },
  supersede: {
    guidance: () =>
      'The open handover ends, its desk is told to stand down, and a new draft is made for the new place. Your team holds on.',
    fields: (view) => [
      ...destinationFields(view, { label: 'Which desk serves the new place?', sentOn: true }),
      reason('What has changed?'),
    ],
    further: otherDesks,
    faults: otherNamed,
    command: (answers, handoverId, view, newId) => ({
      type: 'supersede',
      handoverId,
      newHandoverId: newId(),
      destination: sentOnTo(answers, view) ?? nowhereAtAll,
      reason: answers.text('reason'),
    }),
  },
  'tell-former-team': {
    fields: () => [{ kind: 'text', name: 'told', label: 'Whom did you tell, and how?' }],
    command: (answers, handoverId) => ({ type: 'tell-former-team', handoverId, told: answers.text('told') }),
  },
} as const satisfies { readonly [Name in HandoverCommandName]?: Making };
