import type { CivilDate } from '../calendar/time.ts';
import type { Preparation } from '../handover/commands.ts';
import type { Address } from '../responsibility/facts.ts';
import type { DeclineReview } from './declined.ts';
import type { AdmissionKind, Carer, DischargePlan, MotherCareKind, MothersSafeguarding } from './facts.ts';
import type { RecordBackWithMother } from './with-whom.ts';

/** Commands on the people around a child that owe something of their own. */
export type FamilyCommand =
  | {
      readonly type: 'record-admission';
      readonly admissionId: string;
      readonly kind: AdmissionKind;
      readonly where: string;
      readonly from: CivilDate;
      readonly coverTeamId: string | null;
    }
  | {
      readonly type: 'record-discharge';
      readonly on: CivilDate;
      /** The address was checked and is the one on record; else `sleepsAt` says where the child goes (scenario A46). */
      readonly sameAddress: boolean;
      readonly sleepsAt: Address | null;
      readonly handover: (Preparation & { readonly handoverId: string }) | null;
    }
  /** What the unit and the team at home have agreed before the baby comes home (scenario A46). */
  | ({ readonly type: 'plan-discharge' } & DischargePlan)
  | { readonly type: 'record-home-contact'; readonly how: string; readonly withWhom: string }
  | ({ readonly type: 'record-carer' } & Carer)
  | RecordBackWithMother
  | { readonly type: 'tell-private-fostering'; readonly authority: string; readonly toldWhom: string }
  | { readonly type: 'record-mother-death'; readonly on: CivilDate; readonly says: string }
  | { readonly type: 'take-back-mother-death'; readonly says: string }
  | {
      readonly type: 'record-mother-in-care';
      readonly status: MotherCareKind;
      readonly authority: string;
      readonly worker: string;
    }
  | { readonly type: 'tell-mothers-worker'; readonly name: string }
  /** The looked-after children’s nurse of her authority has a copy (scenario A36). */
  | { readonly type: 'copy-mothers-nurse'; readonly name: string }
  /** Of a pregnancy on its way to another team the midwives of both sides are told (scenario A8). */
  | { readonly type: 'tell-midwifery'; readonly here: string; readonly there: string }
  /** The agencies that the authority has around the child know of the handover (Annex B, row 2). */
  | { readonly type: 'tell-agencies'; readonly whom: string }
  /** She does not want health visiting; each look at that; and the GP who knows it (scenario A23). */
  | { readonly type: 'record-visiting-declined'; readonly on: CivilDate; readonly says: string }
  | ({ readonly type: 'review-visiting-declined' } & DeclineReview)
  | { readonly type: 'tell-gp-declined'; readonly name: string }
  | ({ readonly type: 'record-mothers-safeguarding' } & MothersSafeguarding);
