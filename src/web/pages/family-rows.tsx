import { sayDate } from '../../domain/calendar/time.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { ObligationKind } from '../../domain/escalation/obligations.ts';
import { declineJudgementWords } from '../../domain/family/declined.ts';
import {
  admissionWords,
  admittedNow,
  motherCareWords,
  responsibilityWords,
} from '../../domain/family/facts.ts';
import { mothersAge } from '../../domain/family/obligations.ts';
import type { Names } from '../../domain/language/timeline.ts';
import type { SummaryRow } from '../components/lists.tsx';
import type { ChildFormName } from '../forms/child-forms.ts';
import type { familyForms } from '../forms/family-forms.ts';
import { pagePaths } from './page-paths.ts';

type FamilyFormName = keyof typeof familyForms;

type Link = { readonly form: FamilyFormName; readonly text: string; readonly hiddenText: string };

/** By these something is told for the first time: a row with no other link asks nothing of anybody. */
const begins: readonly FamilyFormName[] = [
  'record-admission',
  'record-carer',
  'record-mother-in-care',
  'record-mother-death',
  'record-visiting-declined',
];

export type FamilyRow = SummaryRow & {
  readonly key: string;
  /** It says what is so of most families, and nothing waits there for anybody. */
  readonly usual: boolean;
};

/** What is known of carers, stays away from home and the mother's own circumstances, each with what may be entered. */
export function familyRows(
  { state, personId }: { readonly state: ChildState; readonly personId: string },
  open: ReadonlySet<ChildFormName>,
  names: Names,
): readonly FamilyRow[] {
  const link = (form: FamilyFormName, text: string, hiddenText: string): readonly Link[] =>
    open.has(form) ? [{ form, text, hiddenText }] : [];
  return rowsOf(state, link, names).map(({ key, value, told, links }) => ({
    key,
    value,
    usual: !told && links.every(({ form }) => begins.includes(form)),
    actions: links.map(({ form, ...words }) => ({ href: pagePaths.form(personId, form), ...words })),
  }));
}

type Row = {
  readonly key: string;
  readonly value: SummaryRow['value'];
  /** Somebody has recorded it. */
  readonly told: boolean;
  readonly links: readonly Link[];
};

function rowsOf(
  state: ChildState,
  link: (form: FamilyFormName, text: string, hiddenText: string) => readonly Link[],
  names: Names,
): readonly Row[] {
  const { family, address } = state;
  const owed = new Set<ObligationKind>(Object.values(state.deadlines).map(({ kind }) => kind));
  const now = admittedNow(family);
  const place = now && (address?.sealed ? 'Sealed with the address' : now.where);
  const plan = now?.plan ? ` The discharge is planned for ${sayDate(now.plan.expectedOn)}.` : '';
  const { carer, motherInCare, mothersSafeguarding } = family;
  const age = mothersAge(state);
  const motherLines = [
    ...(family.motherDied
      ? [`She died on ${sayDate(family.motherDied.on)}. Nobody writes to her or rings her.`]
      : []),
    ...(motherInCare
      ? [`${motherCareWords[motherInCare.status]}: ${motherInCare.authority}, ${motherInCare.worker}.`]
      : []),
    ...(age !== null && age < 18 ? [`She was ${age} when the child became known here.`] : []),
    ...(mothersSafeguarding
      ? [
          mothersSafeguarding.referredTo
            ? `Referred to ${mothersSafeguarding.referredTo}.`
            : `Not referred: ${mothersSafeguarding.why}`,
        ]
      : []),
  ];
  return [
    {
      key: 'Away from home',
      value: now
        ? `${admissionWords[now.kind]}: ${place}, since ${sayDate(now.from)}.${now.coverTeamId ? ` Visited there by ${names.team(now.coverTeamId)}.` : ''}${plan}`
        : owed.has('home-contact')
          ? 'Home again. A contact within 48 hours is owed'
          : 'No',
      told: Boolean(now) || owed.has('home-contact'),
      links: [
        ...link('plan-discharge', 'Plan the discharge', 'from the stay'),
        ...link('record-discharge', 'Home again', 'from the stay'),
        ...link('record-admission', 'Add', 'a stay in hospital or a unit'),
        ...link('record-home-contact', 'Contact made', 'after the discharge'),
      ],
    },
    {
      key: 'Cared for by',
      value: carer
        ? `${carer.name}, ${carer.relation}, since ${sayDate(carer.since)}. ${responsibilityWords(carer)}`
        : family.motherDied
          ? 'Not recorded yet'
          : 'The mother, as far as is known',
      told: carer !== null || family.motherDied !== null,
      links: [
        ...link('record-carer', carer ? 'Change' : 'Add', 'who cares for the child'),
        ...link('record-back-with-mother', 'With the mother again', 'the child'),
        ...link('tell-private-fostering', 'Authority told', 'of possible private fostering'),
      ],
    },
    {
      key: 'The mother herself',
      value: motherLines.length > 0 ? motherLines.map((line) => <p>{line}</p>) : 'Nothing recorded',
      told: motherLines.length > 0,
      links: [
        ...link('take-back-mother-death', 'Recorded in error', 'that the mother died'),
        ...link('record-mothers-safeguarding', 'Own safeguarding', 'of the mother'),
        ...link('tell-mothers-worker', 'Worker told', 'of the mother'),
        ...link('copy-mothers-nurse', 'Nurse copied', 'for looked-after children, of the mother'),
        ...link('tell-midwifery', 'Midwives told', 'of the move, on both sides'),
        ...link('record-mother-in-care', 'In care', 'or a care leaver, the mother'),
        ...link('record-mother-death', 'Death', 'of the mother'),
      ],
    },
    ...(owed.has('tell-agencies')
      ? [
          {
            key: 'Other agencies',
            value:
              'Social care, early help and whoever else is around the child: not told of the handover yet',
            told: true,
            links: link('tell-agencies', 'They were told', 'of the handover: the other agencies'),
          },
        ]
      : []),
    {
      key: 'Health visiting',
      value: declinedWords(state),
      told: Boolean(family.declined),
      links: [
        ...link('review-visiting-declined', 'Look again', 'at the refusal of health visiting'),
        ...link('tell-gp-declined', 'GP told', 'of the refusal of health visiting'),
        ...link('record-visiting-declined', 'She declined', 'health visiting'),
      ],
    },
  ];
}

/** Whether she wants health visiting, and what was found when somebody looked at a refusal. */
function declinedWords({ family: { declined } }: ChildState): string {
  if (!declined) return 'Not declined, as far as is known';
  const { on, reviewed } = declined;
  const said = `She declined on ${sayDate(on)}.`;
  if (!reviewed) return `${said} Nobody has looked at it yet.`;
  const seen = reviewed.childSeen
    ? `The child was seen on ${sayDate(reviewed.childSeen.on)}`
    : 'Nobody has seen the child';
  const next = reviewed.reviewOn ? `, looked at again by ${sayDate(reviewed.reviewOn)}` : '';
  return `${said} ${seen}. ${declineJudgementWords[reviewed.judgement]}, by ${reviewed.judgedBy}${next}.`;
}
