import type { CivilDate } from '../../domain/calendar/time.ts';
import type { Level } from '../../domain/language/words.ts';
import type { QuarantineReason } from '../../domain/move/incoming.ts';
import type { Referrer, VisitMode } from '../../domain/programme/client-facts.ts';
import type { PauseReason } from '../../domain/programme/statuses.ts';
import type { KnownReview } from '../../domain/reviews/facts.ts';

/** What one line of a file gave: a row, a fault that a person must work, or nothing that concerns us. */
export type FileLine<Row> =
  | { readonly kind: 'row'; readonly row: Row }
  | FaultyLine
  | { readonly kind: 'passed-over'; readonly line: number; readonly why: string };

/** A line that cannot be taken. `column` is null when the whole line is at fault. */
export type FaultyLine = {
  readonly kind: 'fault';
  readonly line: number;
  readonly column: string | null;
  readonly reason: QuarantineReason;
  readonly sentence: string;
  /** What stands in the line, by column, so that a person can put it right; absent where it could not be told apart. */
  readonly cells?: Readonly<Record<string, string>>;
  /** Nothing behind this line could be read, or nothing at all where it is the header. */
  readonly endsReading?: true;
};

/** One child of a team's caseload: what the file says. Nothing in it has been compared with what is known. */
export type CaseloadEntry = {
  readonly line: number;
  /** Check digit fits; null when the cell is empty. */
  readonly nhsNumber: string | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth: CivilDate | null;
  readonly expectedOn: CivilDate | null;
  readonly addressLines: readonly string[];
  /** In its one spelling; null when empty. */
  readonly postcode: string | null;
  readonly addressSealed: boolean;
  readonly temporaryAddress: boolean;
  readonly teamId: string;
  readonly practitionerId: string | null;
  readonly level: Level | null;
  /** The older label that the file used for the level; null when it used today's word. */
  readonly olderLabel: string | null;
  /** Reviews that the file says were done or declined. */
  readonly reviews: readonly KnownReview[];
  readonly gpOdsCode: string | null;
  readonly gpName: string;
  readonly lastSeenOn: CivilDate | null;
  readonly mother: {
    readonly name: string;
    readonly nhsNumber: string | null;
    readonly bornOn: CivilDate | null;
  } | null;
  /** The same on all children of one family, in the sender’s own way; null when empty. */
  readonly familyReference: string | null;
};

/** One client in the programme of a site that begins, with one child of hers: what the file says, compared with nothing. */
export type ClientEntry = {
  readonly line: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: CivilDate | null;
  readonly nhsNumber: string | null;
  readonly phone: string;
  readonly referredOn: CivilDate | null;
  readonly referrer: Referrer;
  readonly enrolledOn: CivilDate;
  readonly nurseId: string;
  readonly consent: { readonly on: CivilDate; readonly how: string };
  readonly sharingBasis: string;
  /** When the programme ends for her, where that is another day than by the rules of the site. */
  readonly endsOn: CivilDate | null;
  readonly lastVisit: { readonly on: CivilDate; readonly mode: VisitMode } | null;
  readonly pause: { readonly reason: PauseReason; readonly reviewOn: CivilDate | null } | null;
  /** Her child, born or not, as a line of a caseload would tell of it; she is its mother. */
  readonly child: CaseloadEntry;
  /** The cells as they came, so that a person can put the line right. */
  readonly cells: Readonly<Record<string, string>>;
};

/** The column of a caseload file that tells of a review: new-birth stands in review_new_birth. */
export function reviewColumn(code: string): string {
  return `review_${code.replaceAll('-', '_')}`;
}
