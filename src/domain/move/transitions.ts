import type { ChildState } from '../child/state.ts';
import type { RefusalCode } from '../language/refusals.ts';
import type { MoveCommand, MoveCommandName } from './commands.ts';

/** Of a child in care: whether what the command is about (an enquiry, a claim, a short stay) is there, and whether it is settled. */
export const moveStates = ['unknown', 'none', 'open', 'settled', 'ended'] as const;
export type MoveState = (typeof moveStates)[number];

export const moveStateWords: Readonly<Record<MoveState, string>> = {
  unknown: 'Not known',
  none: 'In care, nothing open',
  open: 'Open',
  settled: 'Settled',
  ended: 'Care has ended',
};

type Cells = Readonly<Record<MoveCommandName, 'yes' | RefusalCode>>;

/** The table of an enquiry, of a claim and of a short stay: every state by every command. A settled one is not opened again. */
export const moveTransitions = {
  unknown: {
    'receive-signal': 'not-in-care',
    'settle-enquiry': 'not-in-care',
    'review-stay': 'not-in-care',
    'open-claim': 'not-in-care',
    'settle-claim': 'not-in-care',
  },
  none: {
    'receive-signal': 'yes',
    'settle-enquiry': 'no-such-enquiry',
    'review-stay': 'no-stay',
    'open-claim': 'yes',
    'settle-claim': 'no-such-claim',
  },
  open: {
    'receive-signal': 'yes',
    'settle-enquiry': 'yes',
    'review-stay': 'yes',
    'open-claim': 'yes',
    'settle-claim': 'yes',
  },
  settled: {
    'receive-signal': 'yes',
    'settle-enquiry': 'enquiry-settled',
    'review-stay': 'no-stay',
    'open-claim': 'yes',
    'settle-claim': 'no-such-claim',
  },
  ended: {
    'receive-signal': 'care-has-ended',
    'settle-enquiry': 'care-has-ended',
    'review-stay': 'care-has-ended',
    'open-claim': 'care-has-ended',
    'settle-claim': 'care-has-ended',
  },
} as const satisfies Readonly<Record<MoveState, Cells>>;

/** The state that the command meets: of the enquiry or the claim that it names, or of the stay. */
export function moveStateOf(command: MoveCommand, child: ChildState): MoveState {
  const { care, enquiries, claims, stay } = child;
  return moveState(command.type, {
    care,
    stay,
    enquiries:
      'enquiryId' in command ? enquiries.filter((one) => one.enquiryId === command.enquiryId) : enquiries,
    claims: 'claimId' in command ? claims.filter((one) => one.claimId === command.claimId) : claims,
  });
}

/** The state for a command of this name, whichever enquiry or claim it will be about: open where any of them is. */
export function moveState(
  name: MoveCommandName,
  { care, enquiries, claims, stay }: Pick<ChildState, 'care' | 'enquiries' | 'claims' | 'stay'>,
): MoveState {
  if (care.status !== 'in-care') return care.status;
  switch (name) {
    case 'receive-signal':
    case 'settle-enquiry':
      return standing(enquiries);
    case 'open-claim':
    case 'settle-claim':
      return standing(claims);
    case 'review-stay':
      return stay === null ? 'none' : 'open';
  }
}

function standing(things: readonly { readonly settled: unknown }[]): MoveState {
  if (things.some(({ settled }) => settled === null)) return 'open';
  return things.length === 0 ? 'none' : 'settled';
}
