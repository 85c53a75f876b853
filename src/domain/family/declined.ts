import type { CivilDate, Instant } from '../calendar/time.ts';

/**
 * The mother does not want health visiting (scenario A23). It is voluntary, and respected. The child stays in care: whoever
 * answers for it asks whether somebody has seen it, judges whether the refusal is a matter of safeguarding, and looks again.
 */
export type Declined = {
  readonly on: CivilDate;
  readonly says: string;
  readonly at: Instant;
  readonly gpTold: boolean;
  /** The last look; null while there was none. */
  readonly reviewed: (DeclineReview & { readonly at: Instant }) | null;
};

export const declineJudgements = ['no-concern', 'concern'] as const;
export type DeclineJudgement = (typeof declineJudgements)[number];

export const declineJudgementWords: Readonly<Record<DeclineJudgement, string>> = {
  'no-concern': 'No concern for the child',
  concern: 'A matter of safeguarding',
};

/** One look at a refusal: who saw the child, who judged, and when somebody looks again. */
export type DeclineReview = {
  /** Anybody who knows children: the GP, a nursery, a midwife. Null where nobody has seen the child. */
  readonly childSeen: { readonly on: CivilDate; readonly byWhom: string } | null;
  readonly judgement: DeclineJudgement;
  readonly judgedBy: string;
  readonly why: string;
  /** She has changed her mind, and health visiting goes on. */
  readonly accepts: boolean;
  readonly reviewOn: CivilDate | null;
};

export type DeclineFact =
  | { readonly type: 'VisitingDeclined'; readonly on: CivilDate; readonly says: string }
  | ({ readonly type: 'DeclineReviewed' } & DeclineReview)
  | { readonly type: 'GpToldOfDecline'; readonly name: string };

/** The refusal after one more fact; undefined where she wants health visiting after all. */
export function evolveDeclined(
  declined: Declined | undefined,
  fact: DeclineFact,
  at: Instant,
): Declined | undefined {
  switch (fact.type) {
    case 'VisitingDeclined':
      return { on: fact.on, says: fact.says, at, gpTold: false, reviewed: null };
    case 'GpToldOfDecline':
      return declined && { ...declined, gpTold: true };
    case 'DeclineReviewed': {
      const { type: _type, ...look } = fact;
      return look.accepts ? undefined : declined && { ...declined, reviewed: { ...look, at } };
    }
  }
}

/** Whether a refusal stands that was judged a matter of safeguarding: the named nurse reads the record then. */
export function declineConcerns(declined: Declined | undefined): boolean {
  return declined?.reviewed?.judgement === 'concern';
}
