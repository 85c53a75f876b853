/**
 * Where a client stands in the programme (domain.md, section 3.4: a working set, kept as a dated code list so that a
 * national list can replace it and old facts still read).
 */
export const clientStatuses = [
  'referred',
  'offered',
  'declined',
  'enrolled',
  'paused',
  'transferring-out',
  'left-early',
  'graduated',
  'ended-after-loss',
  'deceased',
] as const;
export type ClientStatus = (typeof clientStatuses)[number];

export const clientStatusWords: Readonly<Record<ClientStatus, string>> = {
  referred: 'Referred',
  offered: 'Offered a place',
  declined: 'Declined the programme',
  enrolled: 'In the programme',
  paused: 'Paused',
  'transferring-out': 'On the way to another site',
  'left-early': 'Left early',
  graduated: 'Graduated',
  'ended-after-loss': 'Ended after a loss',
  deceased: 'The client has died',
};

type Code = {
  readonly code: string;
  readonly words: string;
  readonly from: string;
  readonly to: string | null;
};

/** Coded reasons for declining the offer of the programme. Declining never touches the universal offer (domain.md 3.1). */
export const declineOfferReasons = [
  { code: 'not-wanted', words: 'Does not want the programme', from: '2026-01-01', to: null },
  { code: 'no-time', words: 'No time: work or education', from: '2026-01-01', to: null },
  { code: 'has-support', words: 'Has the support she needs', from: '2026-01-01', to: null },
  { code: 'family-against', words: 'Partner or family against it', from: '2026-01-01', to: null },
  { code: 'not-reached', words: 'Could not be reached', from: '2026-01-01', to: null },
  { code: 'other', words: 'Another reason, given in the note', from: '2026-01-01', to: null },
] as const satisfies readonly Code[];
export type DeclineOfferReason = (typeof declineOfferReasons)[number]['code'];

/** Coded reasons for leaving early, beside the door by which the children leave (domain.md, section 3.4). */
export const leavingReasons = [
  { code: 'moved', words: 'Moved out of the area', from: '2026-01-01', to: null },
  { code: 'declined-more', words: 'Declined further participation', from: '2026-01-01', to: null },
  { code: 'no-time', words: 'No time: returned to work or education', from: '2026-01-01', to: null },
  { code: 'needs-met', words: 'Her needs are met', from: '2026-01-01', to: null },
  { code: 'cannot-be-located', words: 'Cannot be located', from: '2026-01-01', to: null },
  { code: 'missed-visits', words: 'Too many missed visits', from: '2026-01-01', to: null },
  { code: 'child-in-care', words: 'Child in care or adopted', from: '2026-01-01', to: null },
  { code: 'not-eligible', words: 'No longer eligible', from: '2026-01-01', to: null },
  { code: 'service-closed', words: 'The service closed', from: '2026-01-01', to: null },
  { code: 'no-nurse', words: 'No nurse available', from: '2026-01-01', to: null },
  { code: 'other', words: 'Another reason, given in the note', from: '2026-01-01', to: null },
] as const satisfies readonly Code[];
export type LeavingReason = (typeof leavingReasons)[number]['code'];

/** Why the programme is paused for a client. */
export const pauseReasons = [
  { code: 'asked', words: 'The client asked for a break', from: '2026-01-01', to: null },
  { code: 'in-hospital', words: 'Client or child in hospital', from: '2026-01-01', to: null },
  { code: 'away', words: 'Staying elsewhere for a time', from: '2026-01-01', to: null },
  { code: 'nurse-away', words: 'Nurse away and no cover agreed', from: '2026-01-01', to: null },
  { code: 'other', words: 'Another reason, given in the note', from: '2026-01-01', to: null },
] as const satisfies readonly Code[];
export type PauseReason = (typeof pauseReasons)[number]['code'];
