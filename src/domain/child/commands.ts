import type { SetLastDay } from '../bulk/last-day.ts';
import type { FamilyCommand } from '../family/commands.ts';
import type { HandoverCommand, PrepareHandover } from '../handover/commands.ts';
import { handoverCommandNames } from '../handover/commands.ts';
import type { MissingCommand } from '../missing/commands.ts';
import type { MoveCommand } from '../move/commands.ts';
import type { ProgrammeCommand } from '../programme/child-commands.ts';
import type { ResponsibilityCommand } from '../responsibility/commands.ts';
import type { NameKeeper } from '../responsibility/keeper.ts';
import type { ReviewCommand } from '../reviews/commands.ts';

/** An offer to a person who is gone goes to the desk: made by the directory's commands, not by a form (scenario A30). */
export type ReturnOffer = {
  readonly type: 'return-offer';
  readonly handoverId: string;
  readonly practitionerId: string;
  readonly why: string;
};

/** Every command on a child's stream. */
export type ChildCommand =
  | HandoverCommand
  | PrepareHandover
  | ResponsibilityCommand
  | MoveCommand
  | ReviewCommand
  | MissingCommand
  | FamilyCommand
  | ProgrammeCommand
  | SetLastDay
  | NameKeeper
  | ReturnOffer;

export type ChildCommandName = ChildCommand['type'];

export const childCommandNames = [
  ...handoverCommandNames,
  'prepare',
  'return-offer',
  'take-on',
  'record-identity',
  'record-birth',
  'record-address',
  'seal-address',
  'open-address',
  'record-gp',
  'record-circumstances',
  'record-sighting',
  'correct-sighting',
  'name-practitioner',
  'end',
  'reverse-end',
  'note-duplicate',
  'tell-death-review',
  'place-hold',
  'lift-hold',
  'pass-summary',
  'take-summary',
  'receive-signal',
  'settle-enquiry',
  'open-claim',
  'settle-claim',
  'review-stay',
  'record-review',
  'change-level',
  'review-missed-reviews',
  'record-admission',
  'record-discharge',
  'record-home-contact',
  'record-carer',
  'record-back-with-mother',
  'tell-private-fostering',
  'record-mother-death',
  'take-back-mother-death',
  'record-mother-in-care',
  'tell-mothers-worker',
  'copy-mothers-nurse',
  'tell-midwifery',
  'tell-agencies',
  'record-mothers-safeguarding',
  'plan-discharge',
  'record-visiting-declined',
  'review-visiting-declined',
  'tell-gp-declined',
  'open-missing',
  'record-asked',
  'record-trace',
  'record-nurse-told',
  'review-missing',
  'decide-openness',
  'record-found',
  'join-programme',
  'move-expected-birth',
  'move-programme-end',
  'leave-programme',
  'stop-schedules',
  'resume-schedules',
  'set-last-day',
  'name-keeper',
] as const satisfies readonly ChildCommandName[];
