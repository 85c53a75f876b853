import type { CivilDate, Instant } from '../calendar/time.ts';
import { type Declined, type DeclineFact, evolveDeclined } from './declined.ts';
import type { BackWithMother } from './with-whom.ts';

export const admissionKinds = ['hospital', 'neonatal', 'mother-in-unit'] as const;
/** A stay in which the child does not sleep at home, or the mother does not: the team at home keeps the child (A45, A46). */
export type AdmissionKind = (typeof admissionKinds)[number];

export const admissionWords: Readonly<Record<AdmissionKind, string>> = {
  hospital: 'The child is in hospital',
  neonatal: 'The baby is in a neonatal unit',
  'mother-in-unit': 'The mother is in a psychiatric unit, with or without the baby',
};

export const motherCareKinds = ['looked-after', 'care-leaver'] as const;
/** What the mother herself is to an authority: her own duties stand beside those to her child (scenario A36). */
export type MotherCareKind = (typeof motherCareKinds)[number];

export const motherCareWords: Readonly<Record<MotherCareKind, string>> = {
  'looked-after': 'Looked after by an authority',
  'care-leaver': 'A care leaver',
};

/** Facts of the people around a child that owe something of their own. */
export type FamilyFact =
  | DeclineFact
  | {
      readonly type: 'AdmissionRecorded';
      readonly admissionId: string;
      readonly kind: AdmissionKind;
      readonly where: string;
      readonly from: CivilDate;
      /** The team that visits there meanwhile. It reads the record, and answers for nothing (scenario A45). */
      readonly coverTeamId: string | null;
    }
  | ({ readonly type: 'DischargePlanned'; readonly admissionId: string } & DischargePlan)
  | { readonly type: 'DischargeRecorded'; readonly admissionId: string; readonly on: CivilDate }
  | {
      readonly type: 'HomeContactRecorded';
      readonly admissionId: string;
      readonly how: string;
      readonly withWhom: string;
    }
  | ({ readonly type: 'CarerRecorded' } & Carer)
  | BackWithMother
  | { readonly type: 'PrivateFosteringTold'; readonly authority: string; readonly toldWhom: string }
  | { readonly type: 'MotherDeathRecorded'; readonly on: CivilDate; readonly says: string }
  | { readonly type: 'MotherDeathTakenBack'; readonly says: string }
  | {
      readonly type: 'MotherInCareRecorded';
      readonly status: MotherCareKind;
      readonly authority: string;
      readonly worker: string;
    }
  | { readonly type: 'MothersWorkerTold'; readonly forHandover: string | null; readonly name: string }
  | { readonly type: 'MothersNurseCopied'; readonly forHandover: string | null; readonly name: string }
  | {
      readonly type: 'MidwiferyTold';
      readonly forHandover: string | null;
      readonly here: string;
      readonly there: string;
    }
  | { readonly type: 'AgenciesTold'; readonly forHandover: string; readonly whom: string }
  | ({ readonly type: 'MothersSafeguardingRecorded' } & MothersSafeguarding);

/** The discharge as the unit plans it with the team at home: what the new birth review has to know (scenario A46). */
export type DischargePlan = {
  readonly expectedOn: CivilDate;
  /** Who of the unit it was agreed with. */
  readonly withWhom: string;
  /** What the baby will need at home. */
  readonly needs: string;
};

/** Who cares for the child where that is not the mother (scenarios A11, A12 and A15). */
export type Carer = {
  readonly name: string;
  readonly relation: string;
  /** A grandparent, brother, sister, uncle, aunt or step-parent: anybody else may be a private foster carer. */
  readonly closeRelative: boolean;
  /** Null while nobody has asked. */
  readonly parentalResponsibility: boolean | null;
  readonly since: CivilDate;
};

/** Whether whoever cares for the child has parental responsibility, in words. */
export function responsibilityWords({ parentalResponsibility }: Carer): string {
  if (parentalResponsibility === null) return 'Nobody has asked yet who has parental responsibility';
  return parentalResponsibility ? 'Has parental responsibility' : 'Has no parental responsibility';
}

/** The mother's own safeguarding where she is a child herself (scenario A37). */
export type MothersSafeguarding = {
  /** To whom she was referred; null where it was decided not to, which under 13 it never is. */
  readonly referredTo: string | null;
  readonly why: string;
  /** Her capacity and consent, as it was assessed. */
  readonly consent: string;
  /** Her school and her social worker, by name. */
  readonly linked: string;
};

export type Admission = {
  readonly admissionId: string;
  readonly kind: AdmissionKind;
  readonly where: string;
  readonly from: CivilDate;
  readonly coverTeamId: string | null;
  readonly discharged: { readonly on: CivilDate; readonly at: Instant } | null;
  readonly contacted: boolean;
  /** What is planned for the discharge; absent while nothing is. */
  readonly plan?: DischargePlan;
};

/** What is known of the family beyond the circumstances that are recorded whole. */
export type Family = {
  readonly admissions: readonly Admission[];
  readonly carer: Carer | null;
  readonly carerSince: Instant | null;
  readonly fosteringTold: boolean;
  /** When it was last recorded that the child is with its mother again; absent where nobody had to say it. */
  readonly backWithMotherAt?: Instant;
  readonly motherDied: { readonly on: CivilDate; readonly at: Instant } | null;
  readonly motherInCare: {
    readonly status: MotherCareKind;
    readonly authority: string;
    readonly worker: string;
    readonly at: Instant;
    /** The handovers for which the worker was told; an empty text stands for a time without a handover. */
    readonly toldFor: readonly string[];
    /** The handovers for which the looked-after children’s nurse had a copy, in the same way; absent while there was none. */
    readonly copiedFor?: readonly string[];
  } | null;
  readonly mothersSafeguarding: MothersSafeguarding | null;
  /** The handovers of the pregnancy of which the midwives of both sides know; absent while there was none. */
  readonly midwiferyToldFor?: readonly string[];
  /** The handovers of which the agencies around the child know; absent while there was none. */
  readonly agenciesToldFor?: readonly string[];
  /** When it was said here that she had not died after all; absent where nobody had to say it. */
  readonly motherAliveSince?: Instant;
  /** Her refusal of health visiting, while it stands. */
  readonly declined?: Declined;
};

export const nobodyAsked: Family = {
  admissions: [],
  carer: null,
  carerSince: null,
  fosteringTold: false,
  motherDied: null,
  motherInCare: null,
  mothersSafeguarding: null,
};

/** The admission that has not ended, if any: there is at most one. */
export function admittedNow(family: Family): Admission | null {
  return family.admissions.find((admission) => admission.discharged === null) ?? null;
}

/** The family after one more fact. */
export function evolveFamily(family: Family, fact: FamilyFact, at: Instant, happenedAt: Instant): Family {
  switch (fact.type) {
    case 'AdmissionRecorded': {
      const { type: _type, ...admission } = fact;
      const next = { ...admission, discharged: null, contacted: false };
      return { ...family, admissions: [...family.admissions, next] };
    }
    case 'DischargePlanned': {
      const { type: _type, admissionId, ...plan } = fact;
      return { ...family, admissions: changed(family, admissionId, { plan }) };
    }
    case 'DischargeRecorded': {
      const discharged = { on: fact.on, at: happenedAt };
      return { ...family, admissions: changed(family, fact.admissionId, { discharged }) };
    }
    case 'HomeContactRecorded':
      return { ...family, admissions: changed(family, fact.admissionId, { contacted: true }) };
    case 'CarerRecorded': {
      const { type: _type, ...carer } = fact;
      const same = family.carer?.name === carer.name && family.carer.relation === carer.relation;
      return {
        ...family,
        carer,
        carerSince: same ? family.carerSince : at,
        fosteringTold: same && family.fosteringTold,
      };
    }
    case 'BackWithMother':
      return { ...family, carer: null, carerSince: null, fosteringTold: false, backWithMotherAt: at };
    case 'PrivateFosteringTold':
      return { ...family, fosteringTold: true };
    case 'MotherDeathRecorded': {
      const { motherAliveSince: _said, ...before } = family;
      return { ...before, motherDied: { on: fact.on, at } };
    }
    case 'MotherDeathTakenBack':
      return { ...family, motherDied: null, motherAliveSince: at };
    case 'MotherInCareRecorded': {
      const { status, authority, worker } = fact;
      return { ...family, motherInCare: { status, authority, worker, at, toldFor: [] } };
    }
    case 'MothersWorkerTold': {
      const { motherInCare } = family;
      const toldFor = [...(motherInCare?.toldFor ?? []), fact.forHandover ?? ''];
      return motherInCare ? { ...family, motherInCare: { ...motherInCare, toldFor } } : family;
    }
    case 'MothersNurseCopied': {
      const { motherInCare } = family;
      const copiedFor = [...(motherInCare?.copiedFor ?? []), fact.forHandover ?? ''];
      return motherInCare ? { ...family, motherInCare: { ...motherInCare, copiedFor } } : family;
    }
    case 'MidwiferyTold': {
      const midwiferyToldFor = [...(family.midwiferyToldFor ?? []), fact.forHandover ?? ''];
      return { ...family, midwiferyToldFor };
    }
    case 'AgenciesTold':
      return { ...family, agenciesToldFor: [...(family.agenciesToldFor ?? []), fact.forHandover] };
    case 'VisitingDeclined':
    case 'DeclineReviewed':
    case 'GpToldOfDecline': {
      const { declined: before, ...rest } = family;
      const declined = evolveDeclined(before, fact, at);
      return declined ? { ...rest, declined } : rest;
    }
    case 'MothersSafeguardingRecorded': {
      const { type: _type, ...mothersSafeguarding } = fact;
      return { ...family, mothersSafeguarding };
    }
  }
}

function changed(family: Family, admissionId: string, change: Partial<Admission>): readonly Admission[] {
  return family.admissions.map((one) => (one.admissionId === admissionId ? { ...one, ...change } : one));
}
