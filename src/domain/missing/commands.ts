import type { CivilDate } from '../calendar/time.ts';
import type { Preparation } from '../handover/commands.ts';
import type { Address } from '../responsibility/facts.ts';
import type { Agency, NotOpen, NurseTold } from './facts.ts';

/** Commands of the procedure for a child whose whereabouts are unknown (scenarios A21 and A22). */
export type MissingCommand =
  | {
      readonly type: 'open-missing';
      readonly missingId: string;
      readonly why: string;
      /** Not null when hiding is suspected: why the parent is not told first, who decided it, and when it is looked at again. */
      readonly notOpen: NotOpen | null;
    }
  | {
      readonly type: 'record-asked';
      readonly agency: Agency;
      readonly askedWhom: string;
      /** Empty while they have not answered. */
      readonly said: string;
      readonly on: CivilDate;
    }
  | { readonly type: 'record-trace'; readonly result: string }
  | { readonly type: 'record-nurse-told'; readonly nurse: NurseTold; readonly name: string }
  | { readonly type: 'review-missing'; readonly says: string }
  | { readonly type: 'decide-openness'; readonly why: string; readonly notOpen: NotOpen | null }
  | {
      readonly type: 'record-found';
      readonly how: string;
      /** They sleep at the address on record; else where they sleep now. */
      readonly sameAddress?: boolean;
      readonly sleepsAt: Address | null;
      /** The handover to the place where the child was found, when that lies elsewhere and none is on its way. */
      readonly handover: (Preparation & { readonly handoverId: string }) | null;
    };
