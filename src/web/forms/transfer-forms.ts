import type { Level } from '../../domain/language/words.ts';
import { placeFree } from '../../domain/programme/caseload.ts';
import { type ClientForm, whyField } from './client-form.ts';
import { aboveFaults, aboveField, nurseOptions } from './course-forms.ts';
import { levelField } from './door-forms.ts';
import { areaOptions } from './fields.ts';

/** Forms about a client’s way to another site, and about the place for which she waits there. */
export const transferForms = {
  'start-transfer': {
    title: 'Transfer to another site',
    button: 'Start the transfer',
    checks: true,
    guidance: () => 'Each child is offered to that site. She stays your client until it takes her in.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'team',
        label: 'To which site?',
        options: [...view.directory.teams.values()]
          .filter((team) => team.kind === 'fnp' && team.id !== view.state.teamId && team.to === null)
          .map(({ id, name }) => ({ value: id, words: name })),
      },
      {
        kind: 'choice',
        name: 'area',
        label: 'In which area is she going to live?',
        asks: 'the area in which she is going to live',
        hint: 'That site’s rules are asked of it, and if it has no place her children go to health visiting there.',
        options: areaOptions(view.directory),
      },
      levelField,
      whyField,
      {
        kind: 'text',
        name: 'outside',
        label: 'If the rules there do not admit her: who of that site agreed, and why?',
        hint: 'Only its supervisor may take her outside its rules for clients who transfer in.',
        optional: true,
      },
    ],
    command: (answers) => ({
      type: 'start-transfer',
      outsideRules: answers.text('outside') || null,
      toTeamId: answers.text('team'),
      areaCode: answers.text('area'),
      why: answers.text('why'),
      proposedLevel: (answers.text('level') || null) as Level | null,
    }),
  },
  'end-transfer': {
    title: 'The transfer did not happen',
    button: 'End the transfer',
    fields: () => [whyField],
    command: (answers) => ({ type: 'end-transfer', why: answers.text('why') }),
  },
  'transfer-in': {
    title: 'Take the client in',
    button: 'Take her in',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'nurse',
        label: 'Who is to be her family nurse?',
        options: nurseOptions({
          ...view,
          state: { ...view.state, teamId: view.state.transfer?.toTeamId ?? view.state.teamId },
        }),
      },
      aboveField,
    ],
    faults: (answers, view) => aboveFaults(view, answers.text('nurse'), answers.text('above')),
    command: (answers) => ({
      type: 'transfer-in',
      nurseId: answers.text('nurse'),
      aboveCapacity: answers.text('above') || null,
    }),
  },
  'refuse-transfer': {
    title: 'Say that the site cannot take her',
    button: 'Say so',
    checks: true,
    guidance: () =>
      'Her children go to health visiting of the area to which she moves, at once. The team that holds them answers until they have passed.',
    fields: () => [
      {
        kind: 'choice',
        name: 'reason',
        label: 'Why?',
        options: [
          { value: 'no-place', words: 'No place is free' },
          { value: 'not-eligible', words: 'The site’s rules for transfers do not admit her' },
        ],
      },
      {
        kind: 'choice',
        name: 'waiting',
        label: 'Does she go on your waiting list?',
        options: [
          { value: 'yes', words: 'Yes' },
          { value: 'no', words: 'No' },
        ],
      },
      { kind: 'long', name: 'note', label: 'What else should the other side know?' },
    ],
    command: (answers) => ({
      type: 'refuse-transfer',
      reason: answers.text('reason') === 'no-place' ? 'no-place' : 'not-eligible',
      waitingList: answers.text('waiting') === 'yes',
      note: answers.text('note'),
    }),
  },
  'take-from-waiting-list': {
    title: 'Offer her the place for which she waits',
    button: 'Offer her the place',
    guidance: (view) =>
      `She becomes a client of your site to whom a place is offered; enrolling her brings each child by a handover. ${placeFree(view.state, view) ? 'A nurse of your site has room for her.' : 'No nurse of your site has room for her: a place above the caseload needs a reason.'}`,
    fields: (view) => [
      { kind: 'long', name: 'note', label: 'Anything to add?', optional: true },
      ...(placeFree(view.state, view) ? [] : [aboveField]),
    ],
    faults: (answers, view) =>
      placeFree(view.state, view) || answers.text('above') !== ''
        ? []
        : [{ name: 'above', says: 'Say why a place is made above the caseload, or leave her on the list' }],
    command: (answers) => ({
      type: 'take-from-waiting-list',
      note: answers.text('note'),
      aboveCapacity: answers.text('above') || null,
    }),
  },
  'end-waiting': {
    title: 'Take her off the waiting list',
    button: 'Take her off',
    fields: () => [whyField],
    command: (answers) => ({ type: 'end-waiting', why: answers.text('why') }),
  },
} as const satisfies Readonly<Record<string, ClientForm>>;
