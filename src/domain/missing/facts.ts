import type { CivilDate, Instant } from '../calendar/time.ts';

/** Who is asked where a family is, in the order in which they usually know (domain.md section 5; scenario A21). */
export const agencies = [
  'gp',
  'maternity',
  'housing',
  'school',
  'social-care',
  'police',
  'benefits',
  'relatives',
  'other',
] as const;
export type Agency = (typeof agencies)[number];

export const agencyWords: Readonly<Record<Agency, string>> = {
  gp: 'GP practice',
  maternity: 'Maternity',
  housing: 'Housing',
  school: 'School or nursery',
  'social-care': 'Children’s social care',
  police: 'Police',
  benefits: 'Benefits',
  relatives: 'Relatives or friends',
  other: 'Somebody else',
};

export const nursesToTell = ['named-nurse', 'designated-nurse'] as const;
export type NurseTold = (typeof nursesToTell)[number];

type Of<Name extends string, Data> = { readonly type: Name; readonly missingId: string } & Readonly<Data>;

/** The procedure for a child whose whereabouts are unknown. Nothing closes while it runs (promise P3, scenario A21). */
export type MissingFact =
  | Of<'MissingOpened', { why: string; concealed: boolean }>
  | Of<'AgencyAsked', { agency: Agency; askedWhom: string; said: string; on: CivilDate }>
  | Of<'TracedAgain', { result: string }>
  | Of<'NurseTold', { nurse: NurseTold; name: string }>
  | Of<'FamilyFound', { how: string; where: string; areaCode: string | null }>;

export type Missing = {
  readonly missingId: string;
  readonly why: string;
  /** Hiding is suspected: the parent is not told first, and it goes up the same day (scenario A22). */
  readonly concealed: boolean;
  readonly openedAt: Instant;
  readonly asked: readonly {
    readonly agency: Agency;
    readonly askedWhom: string;
    readonly said: string;
    readonly on: CivilDate;
  }[];
  readonly traces: readonly { readonly at: Instant; readonly result: string }[];
  readonly told: Readonly<Partial<Record<NurseTold, { readonly name: string; readonly at: Instant }>>>;
  readonly found: {
    readonly at: Instant;
    readonly how: string;
    readonly where: string;
    readonly areaCode: string | null;
  } | null;
};

/** The procedure that runs now, if any: there is at most one. */
export function missingNow(all: readonly Missing[]): Missing | null {
  return all.find((missing) => missing.found === null) ?? null;
}

/** The procedures of one child after one more fact, oldest first. */
export function evolveMissing(all: readonly Missing[], fact: MissingFact, at: Instant): readonly Missing[] {
  if (fact.type === 'MissingOpened') {
    const { missingId, why, concealed } = fact;
    return [
      ...all,
      { missingId, why, concealed, openedAt: at, asked: [], traces: [], told: {}, found: null },
    ];
  }
  return all.map((missing) => (missing.missingId === fact.missingId ? evolve(missing, fact, at) : missing));
}

function evolve(
  missing: Missing,
  fact: Exclude<MissingFact, { type: 'MissingOpened' }>,
  at: Instant,
): Missing {
  switch (fact.type) {
    case 'AgencyAsked': {
      const { agency, askedWhom, said, on } = fact;
      return { ...missing, asked: [...missing.asked, { agency, askedWhom, said, on }] };
    }
    case 'TracedAgain':
      return { ...missing, traces: [...missing.traces, { at, result: fact.result }] };
    case 'NurseTold':
      return { ...missing, told: { ...missing.told, [fact.nurse]: { name: fact.name, at } } };
    case 'FamilyFound': {
      const { how, where, areaCode } = fact;
      return { ...missing, found: { at, how, where, areaCode } };
    }
  }
}
