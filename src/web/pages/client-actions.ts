import type { ObligationKind } from '../../domain/escalation/obligation.ts';
import type { ClientState } from '../../domain/programme/client-state.ts';
import type { ClientFormName } from '../forms/client-forms.ts';

/** What is owed to her and is done by commands that have another name, and by nothing that is done every day. */
const doneBy: Readonly<Partial<Record<ObligationKind, readonly ClientFormName[]>>> = {
  'bereavement-contact': ['record-bereavement-contact'],
  'confirm-end': ['record-death', 'take-back-death'],
};

/** Whether she is given a place: what is next as long as a site judges it, and not after a loss or once she has left. */
const ofThePlace: readonly ClientFormName[] = ['offer-place', 'enrol', 'decline-place'];

const daily: readonly ClientFormName[] = [
  'record-visit',
  'record-missed-visit',
  'review-missed-visits',
  'review-continuing',
  'resume',
  'transfer-in',
  'refuse-transfer',
  'take-from-waiting-list',
  'end-waiting',
];

/** These stand where it is said what they are about. */
const inTheirOwnPlace: readonly ClientFormName[] = ['ask-child-again', 'settle-refusal'];

/** Before she is in the programme, and on the way to another site, the rules of a site decide. */
export function judged({ status, transfer }: Pick<ClientState, 'status' | 'transfer'>): boolean {
  return transfer !== null || status === 'referred' || status === 'offered' || status === 'declined';
}

/** What may be done for a client now, in the order of her page: what is next and done every day as buttons, the rest one tap further. */
export function clientActions(
  state: Pick<ClientState, 'status' | 'transfer' | 'deadlines'>,
  open: readonly ClientFormName[],
): { readonly first: readonly ClientFormName[]; readonly rest: readonly ClientFormName[] } {
  const owed = Object.values(state.deadlines).map(({ kind }) => kind);
  const wanted = [
    ...owed.flatMap((kind) => doneBy[kind] ?? []),
    ...(judged(state) ? ofThePlace : []),
    ...daily,
    // What is owed under the name of its own command, as another nurse is.
    ...open.filter((command) => (owed as readonly string[]).includes(command)),
  ];
  const here = open.filter((command) => !inTheirOwnPlace.includes(command));
  const first = [...new Set(wanted)].filter((command) => here.includes(command));
  return { first, rest: here.filter((command) => !first.includes(command)) };
}
