import type { CivilDate } from '../calendar/time.ts';
import type { Agency, NurseTold } from './facts.ts';

/** Commands of the procedure for a child whose whereabouts are unknown (scenario A21). */
export type MissingCommand =
  | {
      readonly type: 'open-missing';
      readonly missingId: string;
      readonly why: string;
      readonly concealed: boolean;
    }
  | {
      readonly type: 'record-asked';
      readonly agency: Agency;
      readonly askedWhom: string;
      readonly said: string;
      readonly on: CivilDate;
    }
  | { readonly type: 'record-trace'; readonly result: string }
  | { readonly type: 'record-nurse-told'; readonly nurse: NurseTold; readonly name: string }
  | {
      readonly type: 'record-found';
      readonly how: string;
      readonly where: string;
      readonly areaCode: string | null;
    };

export type MissingCommandName = MissingCommand['type'];
