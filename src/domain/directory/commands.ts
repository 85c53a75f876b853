import type { CivilDate, Instant } from '../calendar/time.ts';

/** What a person changes about a person in the directory. Whoever it is about has a successor from that instant (scenario A30). */
export type PersonChange =
  | { readonly type: 'leave'; readonly practitionerId: string; readonly why: string }
  /** The account is lost or misused: nobody signs in with it until somebody here switches it on again. */
  | { readonly type: 'disable'; readonly practitionerId: string; readonly why: string }
  | {
      readonly type: 'be-away';
      readonly practitionerId: string;
      readonly from: Instant;
      readonly to: Instant | null;
      readonly deputyId: string | null;
    }
  | { readonly type: 'return'; readonly practitionerId: string }
  /** Only once no child names the person and no offer is addressed to them. */
  | { readonly type: 'close-account'; readonly practitionerId: string };

/** What somebody says of the own turn at the team's duty desk. Said twice it has one effect. */
export type TurnChange = {
  readonly type: 'act-as-duty' | 'end-duty';
  readonly practitionerId: string;
};

/** What a person changes about a team. */
export type TeamChange = {
  readonly type: 'close-team';
  readonly teamId: string;
  readonly on: CivilDate;
  /** Who keeps from then on the record of children whom this team handed over outside the network; null where nobody was named. */
  readonly keeperTeamId?: string | null;
};

export type DirectoryChange = PersonChange | TurnChange | TeamChange;
