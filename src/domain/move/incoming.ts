import type { CivilDate, Instant } from '../calendar/time.ts';
import type { NhsNumberFault } from '../identity/nhs-number.ts';
import type { Gp } from '../responsibility/facts.ts';

/**
 * What others send, in one neutral shape, whatever its format was. Nothing here is the truth about a child:
 * `judge` says what may go further, what a person must look at first, and what does not concern us.
 */
export type IncomingMessage = {
  readonly source: 'pds' | 'nems';
  /** The sender's own identifier. Official examples give one identifier to several messages: see `fingerprint`. */
  readonly messageId: string | null;
  readonly bundleId: string | null;
  /** SHA-256 of the document as it came, in hex: the same file twice has the same one. */
  readonly fingerprint: string;
  readonly eventType: EventType;
  readonly action: 'new' | 'update' | 'delete';
  /** The sender's order of messages. Delivery keeps none. Null when the document has no time at all. */
  readonly lastUpdated: Instant | null;
  readonly subject: IncomingPerson;
  readonly mother: IncomingPerson | null;
  readonly related: readonly RelatedPerson[];
  /** False for a stillbirth, null when the document does not say. */
  readonly bornAlive: boolean | null;
  /** Faults that the reader of the format found; `judge` adds its own. */
  readonly faults: readonly Fault[];
  /** What the person who works this should know, in sentences. */
  readonly notes: readonly string[];
};

export type EventType =
  | 'change-of-address'
  | 'birth'
  | 'death'
  | 'change-of-gp'
  | 'record-change'
  | 'patient-record'
  | 'related-persons';

export type IncomingPerson = {
  /** Only ever a number whose check digit fits. Never match on anything else. */
  readonly nhsNumber: string | null;
  readonly nhsNumberProblem: { readonly text: string; readonly why: NhsNumberFault | 'not-verified' } | null;
  /** The number that was asked for, or that the record names, is no longer in use. */
  readonly numberSuperseded: { readonly from: string; readonly to: string } | null;
  readonly familyName: string;
  readonly givenNames: readonly string[];
  readonly dateOfBirth: CivilDate | null;
  readonly gender: string | null;
  /** Empty when `restricted`, even if the sender left one in (promise P11). */
  readonly addresses: readonly IncomingAddress[];
  readonly restricted: boolean;
  readonly gp: IncomingGp | null;
  readonly deceased: {
    readonly status: 'informal' | 'formal' | 'removed';
    readonly at: Instant | null;
  } | null;
  /** Order of birth among several, from 1. */
  readonly birthOrder: number | null;
  /** The sender's version of the record, a growing number; null when it keeps none. */
  readonly recordVersion: number | null;
};

export type IncomingAddress = {
  readonly use: 'home' | 'temporary' | 'old' | 'other' | 'unstated';
  readonly lines: readonly string[];
  /** In its one spelling, or null when absent or of no postcode's shape. */
  readonly postcode: string | null;
  readonly postcodeAsWritten: string | null;
  readonly from: CivilDate | null;
  /** The last day on which it held. */
  readonly to: CivilDate | null;
};

export type IncomingGp = Gp & { readonly from: CivilDate | null; readonly to: CivilDate | null };

export type RelatedPerson = {
  readonly relation: string;
  readonly active: boolean;
  readonly person: IncomingPerson;
};

/** Why a person must look at something before it may count. The last nine need what is already known. */
export const quarantineReasons = [
  'malformed',
  'too-large',
  'bad-check-digit',
  'number-not-verified',
  'no-number',
  'superseded-number',
  'restricted',
  'nobody-named',
  'several-people',
  'contradictory',
  'birth-and-death',
  'taken-back',
  'unknown-place',
  'unknown-child',
  'perhaps-known',
  'differs-from-record',
  'older-than-known',
  'repeated',
  'same-id-other-content',
  'needs-confirmation',
  'sent-on',
] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

export const quarantineWords: Readonly<Record<QuarantineReason, string>> = {
  malformed: 'It cannot be read',
  'too-large': 'It is larger than any such message should be',
  'bad-check-digit': 'An NHS number is mistyped or of another nation, so it may be another person’s',
  'number-not-verified': 'The sender has not verified the NHS number',
  'no-number': 'There is no NHS number',
  'superseded-number': 'The NHS number has been replaced by another',
  restricted: 'The record is restricted: only named people may see where this person is',
  'nobody-named': 'It names nobody',
  'several-people': 'It may be about more than one person',
  contradictory: 'It contradicts itself',
  'birth-and-death': 'It tells of a birth and a death together',
  'taken-back': 'The sender takes back what it said before',
  'unknown-place': 'A team, a person or an area in it is not in the directory',
  'unknown-child': 'Nobody in care fits',
  'perhaps-known': 'It may be about a child who has no NHS number here yet',
  'differs-from-record': 'It says otherwise of a client than her record here',
  'older-than-known': 'It is older than what is known',
  repeated: 'It has come before',
  'same-id-other-content': 'Another message with the same identifier said something else',
  'sent-on': 'Another team has put it right and sent it on: it is for this team to take in',
  'needs-confirmation': 'A named person must confirm it before it counts',
};

/** One thing wrong, and a sentence that tells the person who works it where. Holds no address. */
export type Fault = { readonly reason: QuarantineReason; readonly sentence: string };

/** What a taken message asks of the application. None of it moves or ends accountability (promises P2, P6). */
export type Effect =
  | 'suggest-move'
  | 'register-birth'
  | 'confirm-death'
  | 'reverse-death'
  | 'record-gp'
  | 'look-up-record'
  | 'register-person'
  | 'note-family';

export type Outcome =
  | {
      readonly kind: 'taken';
      readonly effect: Effect;
      readonly message: IncomingMessage;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'quarantined';
      readonly reason: QuarantineReason;
      readonly sentence: string;
      /** Every fault, the one named by `reason` first. */
      readonly faults: readonly Fault[];
      /** Null when so little could be read that there is no person. */
      readonly message: IncomingMessage | null;
      readonly fingerprint: string;
    }
  | {
      readonly kind: 'not-for-us';
      readonly event: string;
      readonly why: string;
      readonly fingerprint: string;
    };

/** Quarantines for one reason that left no message to show. */
export function quarantined(fingerprint: string, reason: QuarantineReason, sentence: string): Outcome {
  return {
    kind: 'quarantined',
    reason,
    sentence,
    faults: [{ reason, sentence }],
    message: null,
    fingerprint,
  };
}

/** A person of whom nothing is known yet: readers of formats start from it. */
export const nobody: IncomingPerson = {
  nhsNumber: null,
  nhsNumberProblem: null,
  numberSuperseded: null,
  familyName: '',
  givenNames: [],
  dateOfBirth: null,
  gender: null,
  addresses: [],
  restricted: false,
  gp: null,
  deceased: null,
  birthOrder: null,
  recordVersion: null,
};
