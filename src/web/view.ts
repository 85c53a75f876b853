import type { Actor } from '../domain/child/context.ts';
import type { Role } from '../domain/directory/directory.ts';

/** The person who is signed in, as a member of a team: looked up anew at each request. */
export type SignedIn = Actor & { readonly role: Role; readonly teamName: string };

export type NavigationItem = {
  readonly href: string;
  readonly text: string;
  /** Not daily work: it stands behind "More". */
  readonly seldom: boolean;
};

/** In words, and the mark of what is recorded of the person, against which the button that ends it is sent. */
export type OwnAbsence = { readonly says: string; readonly stands: string };

/** What the frame of each page knows about the request. */
export type View = {
  /** Null on pages that anyone may open. */
  readonly person: SignedIn | null;
  /** The path that was asked, without its query: it marks the current item of the navigation. */
  readonly path: string;
  readonly navigation: readonly NavigationItem[];
  /** Unread notices of the person's team; null when nobody is signed in or the service cannot count them. */
  readonly notices: number | null;
  /** A sentence when no sweep completes: an alarm by another route than mail. */
  readonly alarm: string | null;
  /** Who acts in this person's place, and until when, while they are recorded as away; null for whoever is here. */
  readonly absence: OwnAbsence | null;
  /** The families and people are invented: said on every page. */
  readonly demonstration: boolean;
  /** The token that each form of this person's session must carry. Made when first asked for. */
  readonly csrf: () => string;
};

export const roleWords: Readonly<Record<Role, string>> = {
  'family-nurse': 'Family nurse',
  'health-visitor': 'Health visitor',
  lead: 'Team lead',
  administrator: 'Administrator',
  'named-nurse': 'Named nurse for safeguarding',
  'designated-nurse': 'Designated nurse for safeguarding',
  commissioner: 'Commissioner',
  'information-governance': 'Information governance lead',
};
