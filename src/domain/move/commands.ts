import type { CivilDate } from '../calendar/time.ts';
import type { Preparation } from '../handover/commands.ts';
import type { Address } from '../responsibility/facts.ts';
import type { Settlement, Signal } from './facts.ts';

/** Commands on move enquiries and on claims of two caseloads to one child. */
export type MoveCommand =
  | {
      readonly type: 'receive-signal';
      readonly enquiryId: string;
      readonly signal: Signal;
      readonly otherTeamId: string;
    }
  | {
      readonly type: 'settle-enquiry';
      readonly enquiryId: string;
      readonly outcome: Settlement;
      readonly sleepsAt: Address | null;
      readonly reviewOn: CivilDate | null;
      readonly note: string;
      /** The handover that settling "moved" prepares. */
      readonly handover: (Preparation & { readonly handoverId: string }) | null;
    }
  | {
      readonly type: 'open-claim';
      readonly claimId: string;
      readonly claimantTeamId: string;
      readonly says: string;
    }
  | {
      readonly type: 'settle-claim';
      readonly claimId: string;
      readonly outcome: 'stays' | 'hand-over';
      readonly note: string;
    };

export type MoveCommandName = MoveCommand['type'];
