import type { CivilDate } from '../calendar/time.ts';
import type { Level, MoveEffect, StatutoryKind } from '../language/words.ts';

/** A person around the child: who lives with it, and who has parental responsibility. */
export type FamilyPerson = {
  readonly name: string;
  readonly relation: string;
  readonly livesWithChild: boolean;
  readonly parentalResponsibility: boolean | null;
};

/** A legal limit on a dangerous person: bail condition, order, licence; dates where known. */
export type LegalLimit = {
  readonly what: string;
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
};

/** Who is a danger to this child now, why we think so, and what the move does to that risk. */
export type Danger = {
  readonly dangerId: string;
  readonly who: string;
  readonly relation: string;
  readonly why: string;
  readonly violent: boolean;
  readonly limits: readonly LegalLimit[];
  readonly move: MoveEffect;
};

/** A statutory status with the authority that gave it. Below the threshold it says why, and who agreed (scenario A34). */
export type StatutoryStatus = {
  readonly kind: StatutoryKind;
  readonly since: CivilDate | null;
  readonly authority: string;
  readonly keyWorker: string | null;
  readonly why: string | null;
  readonly agreedBy: string | null;
};

/** How the family may safely be reached. */
export type SafeContact = {
  readonly route: string;
  readonly interpreter: string | null;
  readonly loneVisitWarning: string | null;
};

/**
 * What is known of the child's surroundings, recorded whole each time so that a reader sees one picture.
 * `null` means that nobody has asked; an empty list means that somebody asked and there is none.
 */
export type Circumstances = {
  readonly people: readonly FamilyPerson[] | null;
  readonly dangers: readonly Danger[] | null;
  readonly statutory: readonly StatutoryStatus[] | null;
  readonly contact: SafeContact | null;
  readonly motherBornOn: CivilDate | null;
  readonly level: Level | null;
  readonly whereaboutsUnknown: boolean;
};

export const nothingKnown: Circumstances = {
  people: null,
  dangers: null,
  statutory: null,
  contact: null,
  motherBornOn: null,
  level: null,
  whereaboutsUnknown: false,
};

/** Whether the child has this statutory status now. */
export function hasStatus(circumstances: Circumstances, kind: StatutoryKind): boolean {
  return circumstances.statutory?.some((status) => status.kind === kind) ?? false;
}

/** Whether the child has a child protection plan of which nobody has said who its key worker is (scenario A33). */
export function planWithoutKeyWorker({ statutory }: Circumstances): boolean {
  const plan = statutory?.find(({ kind }) => kind === 'child-protection-plan');
  return plan !== undefined && !plan.keyWorker;
}

/** What a national register shows to every service that looks; the others are known only to whoever is told. */
const onRegister: readonly StatutoryKind[] = ['child-protection-plan', 'section-47', 'looked-after'];
const belowThreshold: readonly StatutoryKind[] = ['child-in-need', 'early-help'];

/**
 * The statuses of which it is to be said why the child is below the threshold, and who agreed (scenario A34): a step-down, and
 * child in need or early help where that is all there is. No register shows them to the receiving side.
 */
export function belowTheThreshold(circumstances: Circumstances): readonly StatutoryStatus[] {
  const statutory = circumstances.statutory ?? [];
  const only = !statutory.some(({ kind }) => onRegister.includes(kind));
  return statutory.filter(({ kind }) => kind === 'stepped-down' || (only && belowThreshold.includes(kind)));
}

/** Whether a status stands on no national register, so that a reader has it from this record alone. */
export function onNoRegister({ kind }: StatutoryStatus): boolean {
  return !onRegister.includes(kind);
}

/** The people whose danger to the child the move has not ended. Unknown counts as a danger that travels. */
export function dangersThatTravel(circumstances: Circumstances): readonly Danger[] {
  return (circumstances.dangers ?? []).filter((danger) => danger.move !== 'ended-by-move');
}
