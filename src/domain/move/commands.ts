import type { CivilDate } from '../calendar/time.ts';
import type { Preparation } from '../handover/commands.ts';
import type { Address } from '../responsibility/facts.ts';
import type { Settlement, Signal } from './facts.ts';
import type { StayOutcome } from './stay.ts';

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
      /** For a short stay: who visits there meanwhile. */
      readonly cover?: string;
      /** For a short stay of a child for whom more than routine is known: the named nurses who agreed. */
      readonly agreedBy?: string;
      /** The handover that settling "moved" prepares. */
      readonly handover: (Preparation & { readonly handoverId: string }) | null;
    }
  | {
      readonly type: 'review-stay';
      readonly outcome: StayOutcome;
      readonly reviewOn: CivilDate | null;
      readonly cover: string;
      readonly note: string;
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
