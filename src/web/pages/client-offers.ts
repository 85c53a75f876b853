import { mayAskAgain } from '../../domain/programme/asked-again.ts';
import type { ClientCommandName } from '../../domain/programme/client-commands.ts';
import type { ClientState } from '../../domain/programme/client-state.ts';
import type { ClientFormName } from '../forms/client-forms.ts';
import type { Elsewhere, Withheld } from './offers.ts';

/** Whether a command that the table of statuses allows is offered on the client's page. */
export type ClientOffer = {
  /** Whether there is anything for it to be about: what the rule of the command knows, and no table. */
  readonly when?: (state: ClientState) => boolean;
  readonly withheld?: readonly Withheld<ClientState>[];
};

/** For every command on a client how it is offered on her page, or where it comes from instead: none can be forgotten. */
export const clientOffers: Readonly<
  Record<ClientFormName, ClientOffer> & Record<Exclude<ClientCommandName, ClientFormName>, Elsewhere>
> = {
  refer: { instead: 'There is no record to stand on: it is given on the page Refer a client' },
  'report-death': { instead: 'A message reports it, and a person records it as her death' },
  'record-client': {},
  'seal-client-address': { when: ({ address }) => !address?.sealed },
  'open-client-address': { when: ({ address }) => address?.sealed ?? false },
  assess: {},
  'offer-place': {},
  'decline-place': {},
  enrol: {},
  'bring-child': {},
  'allocate-nurse': {},
  weigh: {},
  'move-expected-date': { when: expecting },
  'tell-birth': { when: expecting },
  pause: {},
  resume: {},
  'set-interval': {},
  'plan-visit': {},
  'record-visit': {},
  'record-missed-visit': {},
  'review-missed-visits': { when: ({ missed }) => missed.length > 0 },
  'move-end': {
    withheld: [{ while: expecting, because: 'While she expects a child the end follows from its birth' }],
  },
  'child-leaves': {},
  'review-continuing': { when: ({ continuing }) => continuing !== undefined },
  leave: {},
  'start-transfer': {},
  'end-transfer': {},
  'transfer-in': {},
  'refuse-transfer': {},
  'take-from-waiting-list': { when: ({ waiting }) => waiting !== null },
  'end-waiting': { when: ({ waiting }) => waiting !== null },
  'ask-child-again': { when: (state) => mayAskAgain(state, '').length > 0 },
  'settle-refusal': { when: ({ refused }) => refused !== undefined },
  'record-loss': { when: expecting },
  'name-contact': {
    withheld: [
      {
        while: ({ contactId, contactGoneAt, bereavedAt, status }) =>
          contactId === null && contactGoneAt === undefined && bereavedAt === null && status !== 'deceased',
        because: 'Before a loss or a death her nurse keeps in touch',
      },
    ],
  },
  'record-bereavement-contact': { when: ({ bereavedAt }) => bereavedAt !== null },
  'record-death': {
    withheld: [
      {
        while: ({ status, children }) =>
          status === 'deceased' && !children.some((child) => child.bornOn !== null && !child.lost),
        because: 'She has died, and of a child that she was expecting a loss is recorded',
      },
    ],
  },
  'take-back-death': {
    when: ({ status, deathReported, children }) =>
      status === 'deceased' || deathReported !== undefined || children.some((child) => child.lost),
  },
};

function expecting({ children }: ClientState): boolean {
  return children.some((child) => child.bornOn === null && !child.lost);
}
