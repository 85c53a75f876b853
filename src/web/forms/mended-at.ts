import type { Instant } from '../../domain/calendar/time.ts';
import type { RefusalCode } from '../../domain/language/refusals.ts';
import type { Answers, Field } from './fields.ts';

/** Days and times of what has been. What is only planned lies ahead rightly. */
const whenItWas = ['happened', 'spoke-at', 'told-at', 'at', 'on', 'born', 'since', 'from', 'seen'] as const;

/**
 * The questions at which a refusal is mended, by the names that forms give to them. Not here: what is refused because of where the
 * record stands, or of who asks; that is mended at no question.
 */
const questions: Partial<Record<RefusalCode, readonly string[]>> = {
  'happened-in-future': whenItWas,
  'happened-before-known': ['happened', 'on', 'at'],
  'happened-before-she-was-known': ['happened', 'on', 'at'],
  'before-its-step': ['happened', 'spoke-at'],
  'not-born-that-day': ['happened', 'on', 'seen'],
  'date-outside': ['on', 'born', 'since', 'from', 'seen', 'happened', 'review', 'day', 'expected'],
  'reason-missing': ['note', 'invited', 'review', 'reason', 'why', 'outside-name', 'decided-by'],
  'first-contact-date-missing': ['first-contact'],
  'first-contact-too-late': ['first-contact'],
  'first-contact-in-past': ['first-contact'],
  'call-back-missing': ['outside-name'],
  'call-back-number-wrong': ['number'],
  'two-names-needed': ['second-name', 'second', 'agreed-by', 'receiving', 'outside-name', 'decided-by'],
  'joint-visit-in-past': ['on'],
  'risks-not-played-back': ['dangers'],
  'practitioner-gone': ['practitioner', 'decider'],
  'same-team': ['team', 'other-team'],
  'team-not-live': ['team', 'other-team', 'cover'],
  'wrong-receiving-kind': ['team', 'other-team'],
  'comes-with-mother': ['team', 'other-team'],
  'occasion-not-of-kind': ['occasion'],
  'last-day-unknown': ['occasion'],
  'decider-of-neither-side': ['decider'],
  'level-needs-reason': ['reason'],
  'not-to-tell-needs-review': ['review'],
  'end-needs-named-nurse': ['confirmed-by'],
  'end-does-not-fit': ['reason'],
  'duplicate-of-none': ['other'],
  'duplicate-sealed': ['other'],
  'adopted-needs-new-holder': ['number'],
  'number-borne': ['nhs'],
  'number-put-away': ['nhs'],
  'pregnancy-followed': ['mother-nhs'],
  'nothing-to-correct': ['what', 'sighting'],
  'not-within-area': ['outcome'],
  'claim-needs-handover': ['outcome'],
  'stay-review-weekly': ['review'],
  'stay-needs-cover': ['cover'],
  'stay-needs-agreement': ['agreed-by'],
  'not-found-yet': ['place'],
  'not-open-needs-reason': ['review'],
  'address-not-checked': ['line'],
  'discharge-too-far': ['on'],
  'unseen-is-concern': ['judgement'],
  'decline-review-outside': ['review'],
  'under-13-is-referred': ['referred'],
  'review-not-on-that-day': ['on'],
  'review-not-ahead': ['review', 'on'],
  'visit-not-ahead': ['next', 'at'],
  'code-not-in-force': ['reason', 'door', 'loss'],
  'above-caseload': ['above'],
  'expected-date-missing': ['expected'],
  'end-outside-rules': ['on'],
  'too-early-to-graduate': ['door'],
  'leaving-reason-missing': ['reason'],
  'seen-face-to-face': ['mode'],
  'nobody-seen': ['seen'],
  'contact-missing': ['contact'],
  'not-eligible-there': ['outside'],
};

/** Refused because of a day: where one of several lies ahead, it is that one. */
const ofDays: ReadonlySet<RefusalCode> = new Set(['happened-in-future', 'date-outside']);

/**
 * The question of a form at which a refusal is mended, so that it stands beside it; '' where there is none. Of several questions
 * the first that is answered, and for what is missing the first that is not.
 */
export function mendedAt(
  code: RefusalCode,
  fields: readonly Field[],
  answers: Answers,
  now: Instant,
): string {
  const asked = (questions[code] ?? []).filter((name) => fields.some((field) => field.name === name));
  const isAnswered = (name: string) => answers.text(name) !== '';
  if (code === 'reason-missing') return asked.find((name) => !isAnswered(name)) ?? '';
  const liesAhead = (text: string) => /^\d/.test(text) && text > now;
  const ahead = ofDays.has(code) ? asked.find((name) => liesAhead(answers.text(name))) : undefined;
  return ahead ?? asked.find(isAnswered) ?? asked[0] ?? '';
}
