import type { CivilDate, Instant } from '../calendar/time.ts';
import type { Door } from './doors.ts';

/** What a child's own stream knows of the programme. The client's own stream holds the rest. */
export type ProgrammeFact =
  | { readonly type: 'ProgrammeJoined'; readonly clientId: string; readonly endsOn: CivilDate | null }
  /** Its mother has joined while another team answers for the child: it joins once that team has handed it over (decision 0021). */
  | {
      readonly type: 'ProgrammeAwaited';
      readonly clientId: string;
      readonly siteId: string;
      readonly endsOn: CivilDate | null;
      readonly handoverId: string;
    }
  /** Its mother left before the child had joined: it stays with the team that answers for it. */
  | { readonly type: 'ProgrammeNotJoined'; readonly door: Door; readonly why: string }
  | { readonly type: 'ProgrammeEndMoved'; readonly endsOn: CivilDate; readonly why: string }
  | {
      readonly type: 'ProgrammeLeft';
      readonly door: Door;
      readonly why: string;
      /** The handover, or the procedure for a missing family, that the door opened or found open. */
      readonly openedId: string | null;
    }
  /** Every schedule, letter and reminder stops; accountability does not (scenarios A13 and A14). */
  | {
      readonly type: 'SchedulesStopped';
      readonly why: StopReason;
      readonly says: string;
      readonly messageId: string | null;
      /** The client on whose record it was recorded: there it is taken back. */
      readonly clientId?: string;
    }
  | { readonly type: 'SchedulesResumed'; readonly says: string };

export const stopReasons = [
  { code: 'pregnancy-lost', words: 'The pregnancy has ended' },
  { code: 'stillborn', words: 'The baby was stillborn' },
  { code: 'child-died', words: 'The child has died' },
  { code: 'mother-died', words: 'The mother has died before the birth' },
] as const;
export type StopReason = (typeof stopReasons)[number]['code'];

/** A child's place in the programme: in it, or left by a door. */
export type InProgramme = {
  readonly clientId: string;
  /** The programme's team that holds the child; another one after a handover between two sites. */
  readonly teamId: string;
  readonly endsOn: CivilDate | null;
  readonly left: { readonly door: Door; readonly at: Instant } | null;
};

/** A child for which a site of the programme waits. */
export type Awaited = {
  readonly clientId: string;
  readonly siteId: string;
  readonly endsOn: CivilDate | null;
};

export type Stopped = {
  readonly why: StopReason;
  readonly says: string;
  /** The message that reported it; null where a person did. */
  readonly messageId: string | null;
  /** The client on whose record it was recorded; null where it was recorded of the child alone. */
  readonly clientId: string | null;
  readonly at: Instant;
};
