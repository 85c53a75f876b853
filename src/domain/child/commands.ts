import type { HandoverCommand, PrepareHandover } from '../handover/commands.ts';
import { handoverCommandNames } from '../handover/commands.ts';
import type { MoveCommand } from '../move/commands.ts';
import type { ResponsibilityCommand } from '../responsibility/commands.ts';

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
  'record-gp',
  'record-circumstances',
  'record-sighting',
  'name-practitioner',
  'end',
  'reverse-end',
  'receive-signal',
  'settle-enquiry',
  'open-claim',
  'settle-claim',
] as const satisfies readonly ChildCommandName[];
