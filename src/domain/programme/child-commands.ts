import type { CivilDate } from '../calendar/time.ts';
import type { Level } from '../language/words.ts';
import type { StopReason } from './child-facts.ts';
import type { Door } from './doors.ts';

/** What the programme asks of a child's own stream: given by a client's command for each child, or by a person. */
export type ProgrammeCommand =
  | {
      readonly type: 'join-programme';
      readonly clientId: string;
      readonly endsOn: CivilDate | null;
      /** Where another team answers for the child: the site that asks for it, and the handover that this opens. */
      readonly from?: {
        readonly siteId: string;
        readonly nurseId: string | null;
        readonly handoverId: string;
      };
    }
  /** Carries the day alone: whatever else is known of the child may have been recorded since this was asked. */
  | { readonly type: 'move-expected-birth'; readonly expectedOn: CivilDate; readonly why: string }
  | { readonly type: 'move-programme-end'; readonly endsOn: CivilDate; readonly why: string }
  | {
      readonly type: 'leave-programme';
      readonly handoverId: string;
      readonly door: Door;
      readonly why: string;
      readonly proposedLevel: Level | null;
      /** The area to which the child goes, where it is not that of the address on record. */
      readonly areaCode: string | null;
      /** The site to which its mother’s transfer goes, whichever service the area has otherwise. */
      readonly siteId?: string;
    }
  | {
      readonly type: 'stop-schedules';
      readonly why: StopReason;
      readonly says: string;
      /** The message that reported it; left out where a person did. Only a message’s report is taken back by a message. */
      readonly messageId?: string;
      /** The client on whose record the loss was recorded; left out where it was recorded of the child alone. */
      readonly clientId?: string;
    }
  | { readonly type: 'resume-schedules'; readonly says: string; readonly clientId?: string };
