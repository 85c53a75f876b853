import type { CivilDate, Instant } from '../calendar/time.ts';

/** Who is asked where a family is, in the order in which they usually know (scenario A21). */
export const agencies = [
  'gp',
  'maternity',
  'housing',
  'social-care',
  'police',
  'benefits',
  'school',
  'relatives',
  'other',
] as const;
export type Agency = (typeof agencies)[number];

export const agencyWords: Readonly<Record<Agency, string>> = {
  gp: 'GP practice',
  maternity: 'Maternity',
  housing: 'Housing',
  'social-care': 'Children’s social care',
  police: 'Police',
  benefits: 'Benefits',
  school: 'School, nursery or the officer for children missing education',
  relatives: 'Relatives or friends',
  other: 'Somebody else',
};

export const nursesToTell = ['named-nurse', 'designated-nurse'] as const;
export type NurseTold = (typeof nursesToTell)[number];

/**
 * The decision not to be open with the parent, because hiding is suspected and telling first might bring harm. It has a
 * reason, a name and a day on which it is looked at again (scenario A22).
 */
export type NotOpen = {
  readonly reason: string;
  readonly decidedBy: string;
  readonly reviewOn: CivilDate;
};

type Of<Name extends string, Data> = { readonly type: Name; readonly missingId: string } & Readonly<Data>;

/** The procedure for a child whose whereabouts are unknown. Nothing closes while it runs (promise P3, scenario A21). */
export type MissingFact =
  | Of<'MissingOpened', { why: string; notOpen: NotOpen | null }>
  | Of<'AgencyAsked', { agency: Agency; askedWhom: string; said: string; on: CivilDate }>
  | Of<'TracedAgain', { result: string }>
  | Of<'NurseTold', { nurse: NurseTold; name: string }>
  | Of<'MissingReviewed', { says: string }>
  | Of<'OpennessDecided', { why: string; notOpen: NotOpen | null }>
  | Of<'FamilyFound', { how: string; areaCode: string | null }>;

/** One time that somebody was asked; `said` is empty while they have not answered. */
type Asked = {
  readonly agency: Agency;
  readonly askedWhom: string;
  readonly said: string;
  readonly on: CivilDate;
  readonly at: Instant;
};

export type Missing = {
  readonly missingId: string;
  readonly why: string;
  readonly openedAt: Instant;
  /** Not null while hiding is suspected: the parent is not told first, and it goes up the same day (scenario A22). */
  readonly notOpen: (NotOpen & { readonly decidedAt: Instant }) | null;
  readonly asked: readonly Asked[];
  readonly traces: readonly { readonly at: Instant; readonly result: string }[];
  readonly told: Readonly<Partial<Record<NurseTold, { readonly name: string; readonly at: Instant }>>>;
  readonly reviews: readonly { readonly at: Instant; readonly says: string }[];
  readonly found: { readonly at: Instant; readonly how: string; readonly areaCode: string | null } | null;
};

/** The procedure that runs now, if any: there is at most one. */
export function missingNow(all: readonly Missing[]): Missing | null {
  return all.find((missing) => missing.found === null) ?? null;
}

/** The newest time that this agency was asked, or null: an answer is entered as the same question with what was said. */
export function lastAsked(missing: Missing, agency: Agency): Asked | null {
  return missing.asked.findLast((entry) => entry.agency === agency) ?? null;
}

/** The procedures of one child after one more fact, oldest first. */
export function evolveMissing(all: readonly Missing[], fact: MissingFact, at: Instant): readonly Missing[] {
  if (fact.type === 'MissingOpened') {
    const { missingId, why } = fact;
    const notOpen = fact.notOpen && { ...fact.notOpen, decidedAt: at };
    const opened = { missingId, why, notOpen, openedAt: at, asked: [], traces: [], told: {}, reviews: [] };
    return [...all, { ...opened, found: null }];
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
      return { ...missing, asked: [...missing.asked, { agency, askedWhom, said, on, at }] };
    }
    case 'TracedAgain':
      return { ...missing, traces: [...missing.traces, { at, result: fact.result }] };
    case 'NurseTold':
      return { ...missing, told: { ...missing.told, [fact.nurse]: { name: fact.name, at } } };
    case 'MissingReviewed':
      return { ...missing, reviews: [...missing.reviews, { at, says: fact.says }] };
    case 'OpennessDecided':
      return { ...missing, notOpen: fact.notOpen && { ...fact.notOpen, decidedAt: at } };
    case 'FamilyFound': {
      const { how, areaCode } = fact;
      return { ...missing, found: { at, how, areaCode } };
    }
  }
}
