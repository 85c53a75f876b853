import type { ChildState } from '../child/state.ts';
import type { RefusalCode } from '../language/refusals.ts';
import type { ClientCommandName } from './client-commands.ts';
import type { ClientState } from './client-state.ts';

type Cell = 'yes' | RefusalCode;
type Column = Readonly<Record<ClientCommandName, Cell>>;

/** What may always be recorded of a client whom the programme knows. */
const always = {
  refer: 'already-referred',
  'record-client': 'yes',
  'seal-client-address': 'yes',
  'open-client-address': 'yes',
  'name-contact': 'yes',
  'record-death': 'yes',
  'report-death': 'yes',
  'end-waiting': 'yes',
  'ask-child-again': 'yes',
  'settle-refusal': 'yes',
} as const;

/** What asks for a client who is in the programme. */
const needsEnrolment = {
  'allocate-nurse': 'not-enrolled',
  weigh: 'not-enrolled',
  'move-expected-date': 'not-enrolled',
  'tell-birth': 'not-enrolled',
  'bring-child': 'not-enrolled',
  pause: 'not-enrolled',
  resume: 'not-enrolled',
  'set-interval': 'not-enrolled',
  'plan-visit': 'not-enrolled',
  'record-visit': 'not-enrolled',
  'record-missed-visit': 'not-enrolled',
  'review-missed-visits': 'not-enrolled',
  'move-end': 'not-enrolled',
  'child-leaves': 'not-enrolled',
  'review-continuing': 'not-enrolled',
  leave: 'not-enrolled',
  'start-transfer': 'not-enrolled',
  'end-transfer': 'not-enrolled',
  'transfer-in': 'not-enrolled',
  'refuse-transfer': 'not-enrolled',
  'record-loss': 'not-enrolled',
} as const;

const entry = {
  assess: 'yes',
  'offer-place': 'yes',
  'decline-place': 'yes',
  enrol: 'yes',
  'take-from-waiting-list': 'yes',
} as const;
const entered = {
  assess: 'already-enrolled',
  'offer-place': 'already-enrolled',
  'decline-place': 'already-enrolled',
  enrol: 'already-enrolled',
  'take-from-waiting-list': 'already-enrolled',
} as const;
const noLoss = { 'record-bereavement-contact': 'no-bereavement', 'take-back-death': 'no-death' } as const;
/** Also of a client who has lost a child before and is offered a place again: the contact with her is still owed. */
const afterLoss = { 'record-bereavement-contact': 'yes', 'take-back-death': 'yes' } as const;

const inProgramme = {
  'allocate-nurse': 'yes',
  weigh: 'yes',
  'move-expected-date': 'yes',
  'tell-birth': 'yes',
  'bring-child': 'yes',
  pause: 'yes',
  resume: 'not-paused',
  'set-interval': 'yes',
  'plan-visit': 'yes',
  'record-visit': 'yes',
  'record-missed-visit': 'yes',
  'review-missed-visits': 'yes',
  'move-end': 'yes',
  'child-leaves': 'yes',
  'review-continuing': 'yes',
  leave: 'yes',
  'start-transfer': 'yes',
  'end-transfer': 'no-transfer',
  'transfer-in': 'no-transfer',
  'refuse-transfer': 'no-transfer',
  'record-loss': 'yes',
} as const;

/**
 * After she has left, her nurse may still record visits until the receiving side holds the child. The same holds when
 * she is offered a place again meanwhile, or declines it (`clientCellNow`).
 */
const gone = {
  ...needsEnrolment,
  'allocate-nurse': 'yes',
  'record-visit': 'yes',
  'record-missed-visit': 'yes',
  'review-missed-visits': 'yes',
  'tell-birth': 'yes',
  'record-loss': 'yes',
} as const;

/** The table of the client's machine: every status by every command, checked by the compiler. */
const clientTransitions = {
  unknown: {
    ...needsEnrolment,
    ...noLoss,
    refer: 'yes',
    'record-client': 'no-such-client',
    'seal-client-address': 'no-such-client',
    'open-client-address': 'no-such-client',
    'name-contact': 'no-such-client',
    'record-death': 'no-such-client',
    'report-death': 'no-such-client',
    'end-waiting': 'no-such-client',
    'ask-child-again': 'no-such-client',
    'settle-refusal': 'no-such-client',
    assess: 'no-such-client',
    'offer-place': 'no-such-client',
    'decline-place': 'no-such-client',
    enrol: 'no-such-client',
    'take-from-waiting-list': 'no-such-client',
  },
  referred: { ...always, ...needsEnrolment, ...afterLoss, ...entry },
  offered: {
    ...always,
    ...gone,
    ...afterLoss,
    ...entry,
    'offer-place': 'place-already-offered',
    'take-from-waiting-list': 'place-already-offered',
  },
  declined: {
    ...always,
    ...gone,
    ...afterLoss,
    ...entry,
    'decline-place': 'place-already-declined',
  },
  enrolled: { ...always, ...entered, ...inProgramme, ...afterLoss },
  paused: { ...always, ...entered, ...inProgramme, ...afterLoss, pause: 'already-paused', resume: 'yes' },
  'transferring-out': {
    ...always,
    ...entered,
    ...inProgramme,
    ...afterLoss,
    pause: 'transfer-under-way',
    'bring-child': 'transfer-under-way',
    'review-continuing': 'transfer-under-way',
    'start-transfer': 'transfer-under-way',
    'end-transfer': 'yes',
    'transfer-in': 'yes',
    'refuse-transfer': 'yes',
  },
  'left-early': { ...always, ...entry, ...gone, ...afterLoss, 'decline-place': 'place-already-declined' },
  graduated: { ...always, ...entered, ...gone, ...afterLoss },
  'ended-after-loss': { ...always, ...entry, ...needsEnrolment, ...afterLoss, 'record-visit': 'yes' },
  // What became of a child whom she was expecting is still told, and the children who wait are still seen (scenario A14).
  deceased: {
    ...always,
    ...entered,
    ...needsEnrolment,
    ...afterLoss,
    'record-visit': 'yes',
    'tell-birth': 'yes',
    'record-loss': 'yes',
  },
} as const satisfies Readonly<Record<ClientState['status'], Column>>;

/**
 * Commands that are open to a client who is offered a place again, or declined it, only while the site still answers
 * for a child of hers.
 */
const whileChildWaits: readonly ClientCommandName[] = [
  'allocate-nurse',
  'record-visit',
  'record-missed-visit',
  'tell-birth',
  'record-loss',
];

/** What the table says of a command for this client now, with her children as their own records have them. */
export function clientCellNow(
  { status, teamId }: Pick<ClientState, 'status' | 'teamId'>,
  command: ClientCommandName,
  children: readonly Pick<ChildState, 'care'>[],
): Cell {
  const askedOfChild = status === 'offered' || status === 'declined';
  const waits = children.some(({ care }) => care.status === 'in-care' && care.holder.teamId === teamId);
  if (askedOfChild && whileChildWaits.includes(command) && !waits) return 'not-enrolled';
  return clientCell(status, command);
}

/** Whether a command may be given in a status; otherwise the refusal that says why not. */
export function clientCell(status: ClientState['status'], command: ClientCommandName): Cell {
  return clientTransitions[status][command];
}
