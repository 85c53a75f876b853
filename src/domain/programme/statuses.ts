import { type Code, sinceTheProgrammeBegan } from '../language/codes.ts';

/**
 * Where a client stands in the programme (FNP: a working set, a dated code list like the others, so that
 * a national list can replace it and old facts still read: coded.ts).
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
  declined: 'Not enrolled',
  enrolled: 'In the programme',
  paused: 'Paused',
  'transferring-out': 'On the way to another site',
  'left-early': 'Left early',
  graduated: 'Graduated',
  'ended-after-loss': 'Ended after a loss',
  deceased: 'The client has died',
};

/**
 * Coded reasons why she does not enrol: she declines, or the site cannot take her. Neither touches the universal offer
 * (FNP).
 */
export const declineOfferReasons = [
  { code: 'not-wanted', words: 'Does not want the programme', ...sinceTheProgrammeBegan },
  { code: 'no-time', words: 'No time: work or education', ...sinceTheProgrammeBegan },
  { code: 'has-support', words: 'Has the support she needs', ...sinceTheProgrammeBegan },
  { code: 'family-against', words: 'Partner or family against it', ...sinceTheProgrammeBegan },
  { code: 'not-reached', words: 'Could not be reached', ...sinceTheProgrammeBegan },
  { code: 'not-eligible', words: 'The site’s rules do not admit her', ...sinceTheProgrammeBegan },
  { code: 'no-place', words: 'The site has no place for her', ...sinceTheProgrammeBegan },
  { code: 'other', words: 'Another reason, given in the note', ...sinceTheProgrammeBegan },
] as const satisfies readonly Code[];
export type DeclineOfferReason = (typeof declineOfferReasons)[number]['code'];

/** Coded reasons for leaving early, beside the door by which the children leave (FNP). */
export const leavingReasons = [
  { code: 'moved', words: 'Moved out of the area', ...sinceTheProgrammeBegan },
  { code: 'declined-more', words: 'Declined further participation', ...sinceTheProgrammeBegan },
  { code: 'no-time', words: 'No time: returned to work or education', ...sinceTheProgrammeBegan },
  { code: 'needs-met', words: 'Her needs are met', ...sinceTheProgrammeBegan },
  { code: 'cannot-be-located', words: 'Cannot be located', ...sinceTheProgrammeBegan },
  { code: 'missed-visits', words: 'Too many missed visits', ...sinceTheProgrammeBegan },
  { code: 'child-in-care', words: 'Child in care or adopted', ...sinceTheProgrammeBegan },
  { code: 'not-eligible', words: 'No longer eligible', ...sinceTheProgrammeBegan },
  { code: 'service-closed', words: 'The service closed', ...sinceTheProgrammeBegan },
  { code: 'no-nurse', words: 'No nurse available', ...sinceTheProgrammeBegan },
  { code: 'other', words: 'Another reason, given in the note', ...sinceTheProgrammeBegan },
] as const satisfies readonly Code[];
export type LeavingReason = (typeof leavingReasons)[number]['code'];

/** Why the programme is paused for a client. */
export const pauseReasons = [
  { code: 'asked', words: 'The client asked for a break', ...sinceTheProgrammeBegan },
  { code: 'in-hospital', words: 'Client or child in hospital', ...sinceTheProgrammeBegan },
  { code: 'away', words: 'Staying elsewhere for a time', ...sinceTheProgrammeBegan },
  { code: 'nurse-away', words: 'Nurse away and no cover agreed', ...sinceTheProgrammeBegan },
  { code: 'other', words: 'Another reason, given in the note', ...sinceTheProgrammeBegan },
] as const satisfies readonly Code[];
export type PauseReason = (typeof pauseReasons)[number]['code'];
