import type { CivilDate, Instant } from '../calendar/time.ts';
import type { PrepareHandover } from '../handover/commands.ts';
import type { GpAnswer } from '../handover/parts.ts';
import type { EndReason, Level, TakeOnReason } from '../language/words.ts';
import type { Enquiry } from '../move/facts.ts';
import type { KnownReview } from '../reviews/facts.ts';
import type { Circumstances } from '../risk/circumstances.ts';
import type { OtherRecord } from './duplicate.ts';
import type { Address, Gp, Identity } from './facts.ts';

/** Commands on the child itself: who answers for it, who it is, where it sleeps, what surrounds it. */
export type ResponsibilityCommand =
  | {
      readonly type: 'take-on';
      readonly teamId: string;
      readonly practitionerId: string | null;
      readonly reason: TakeOnReason;
      readonly identity: Identity;
      readonly address: Address | null;
      readonly gp: Gp | null;
      readonly lastSeenOn: CivilDate | null;
      readonly circumstances: Circumstances | null;
      /** Reviews done or declined before, as a caseload file tells them. */
      readonly reviews?: readonly KnownReview[];
      /** The level of service in the words of a caseload file that still uses an older label. */
      readonly levelSaid?: { readonly level: Level; readonly label: string };
      readonly familySealed?: boolean;
      /** The handover of its twin that is on its way: the child goes the same way from its first instant. */
      readonly handover?: PrepareHandover;
      /** The move enquiry that is open about its twin: the child is asked about too. */
      readonly enquiry?: Enquiry;
    }
  | {
      readonly type: 'record-identity';
      readonly identity: Identity;
      readonly why: string;
      /** By it the child joins a family in which an address is sealed: told by the application, which knows the others. */
      readonly familySealed?: boolean;
    }
  | {
      readonly type: 'record-birth';
      readonly bornOn: CivilDate;
      readonly givenName: string;
      readonly familyName: string;
      readonly nhsNumber: string | null;
    }
  | { readonly type: 'record-address'; readonly address: Address; readonly why: string }
  | { readonly type: 'seal-address'; readonly why: string }
  /** `agreedBy`: the person of the directory who agreed. */
  | { readonly type: 'open-address'; readonly why: string; readonly agreedBy: string }
  | {
      readonly type: 'record-gp';
      readonly gp: Gp | null;
      readonly why?: string;
      /** Said where the practice lies in another area than the home and a handover is under way. */
      readonly gpAnswer?: GpAnswer;
    }
  | {
      readonly type: 'record-circumstances';
      readonly circumstances: Circumstances;
      /** The danger that somebody looked at again, whether or not anything of it has changed. */
      readonly lookedAt?: string;
      /** Why what stood before stands no more, where something of it was taken away or changed. */
      readonly why?: string;
    }
  | { readonly type: 'record-sighting'; readonly seenOn: CivilDate; readonly where: string }
  /**
   * It was false that the child was seen then: on the wrong twin's page, or nobody was in. The sighting is named by its day and by when
   * it was recorded. `reviewToo`: the review at which it was said to be seen was not held either, and is due again.
   */
  | {
      readonly type: 'correct-sighting';
      readonly seenOn: CivilDate;
      readonly recordedAt: Instant;
      readonly reason: string;
      readonly reviewToo: boolean;
    }
  | { readonly type: 'name-practitioner'; readonly practitionerId: string | null; readonly why: string }
  | {
      readonly type: 'end';
      readonly reason: EndReason;
      readonly confirmedBy: string;
      readonly detail: string;
      /** Of an adoption: the person of the directory who agreed that the record is put away. */
      readonly agreedBy?: string;
      /** Of an adoption: the NHS number of the new record, which is asked once and kept nowhere. */
      readonly newNumber?: string;
      /** Whether somebody holds that record: told by the application, which knows the others. */
      readonly newRecordHeld?: boolean;
      /** Of a duplicate: the record that goes on, by its id or its NHS number. */
      readonly duplicateOf?: string;
      /** What was found by it: told by the application, which knows the others. */
      readonly other?: OtherRecord | null;
    }
  /** The child death review process was told of the death: whom, and at what true time. */
  | { readonly type: 'tell-death-review'; readonly whom: string; readonly toldAt: Instant }
  /** `askedBy`: the coroner, the police, a court or a panel for whom the record is kept whole. */
  | { readonly type: 'place-hold'; readonly reason: string; readonly askedBy: string }
  /** `agreedBy`: the person of the directory who agreed. */
  | { readonly type: 'lift-hold'; readonly reason: string; readonly agreedBy: string }
  /**
   * From the sealed record of an adopted child to the new one: what its team needs to know of earlier health. `newRecordHeld`: told by the
   * application, which alone knows the new record.
   */
  | {
      readonly type: 'pass-summary';
      readonly text: string;
      readonly agreedBy: string;
      readonly newRecordHeld: boolean;
    }
  /** In the new record: what was passed, and the two who answer for it. */
  | {
      readonly type: 'take-summary';
      readonly text: string;
      readonly signedBy: string;
      readonly agreedBy: string;
    }
  /** In the record that goes on: another one ended as its duplicate, or that was wrong. */
  | { readonly type: 'note-duplicate'; readonly personId: string; readonly stands: boolean }
  /** `clientId`: the client on whose record the loss is taken back. */
  | { readonly type: 'reverse-end'; readonly why: string; readonly clientId?: string };

export type ResponsibilityCommandName = ResponsibilityCommand['type'];
