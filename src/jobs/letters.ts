import type { QuarantineKind } from '../domain/escalation/obligation.ts';
import { type ObligationKind, obligationWords } from '../domain/escalation/obligations.ts';
import { noticeWords } from '../domain/language/notices.ts';
import { quarantineNotice, quarantineNoticeWords, sayItems } from '../domain/language/quarantine-notices.ts';
import { withoutSmall } from '../domain/language/small-numbers.ts';
import { ladderSteps, ladderStepWords } from '../domain/language/words.ts';
import type { Letter, PersonBox, TeamBox, UntoldNotice, UntoldStep } from '../postgres/notices.ts';

/** A child in a mail: the first characters of its id. No name, number or address leaves by mail (promise P11). */
function reference(personId: string): string {
  return personId.slice(0, 8).toUpperCase();
}

/** A nurse is not named in a mail either: the ladder's page says whose supervision it is. */
function line(baseUrl: string, personId: string | null, says: string): string {
  if (personId === null) return `- A family nurse: ${says}\n  ${baseUrl}/raised`;
  return `- ${reference(personId)}: ${says}\n  ${baseUrl}/child/${personId}`;
}

/**
 * The mail to a team's desk: what is overdue first, each child on a line of its own; then how much else there is. A commissioner's
 * team has numbers alone, each as a board reads it, and no sum in which a small one shows (promise P12, decision 0038).
 */
export function teamLetter(box: Omit<TeamBox, 'teamId'>, baseUrl: string): Letter {
  const overdue = gathered(box.notices.filter(isOverdue));
  const numbers = box.notices.filter(isNumber);
  const others = Map.groupBy(
    box.notices.filter(
      (notice) => !isNumber(notice) && !isOverdue(notice) && quarantineNotice(notice.code) === null,
    ),
    ({ code }) => code,
  );
  const counts = [...others].map(([code, all]) => `- ${all.length} x ${noticeWords(code)}`);
  const parts = [
    section(
      `Overdue: ${overdue.length}`,
      overdue.map(({ personId, code }) => line(baseUrl, personId, noticeWords(code))),
    ),
    section('Quarantine', lying(box.notices, baseUrl)),
    section('Obligations that reached the last step of the ladder', lastSteps(numbers)),
    section('Other news', counts),
    `Your work: ${baseUrl}/`,
  ];
  return {
    to: box.email,
    subject: `Handhold: ${first(box, overdue, numbers)} for ${box.name}`,
    body: text(parts),
  };
}

/** What came into quarantine and what is overdue there, in numbers by kind. */
function lying(notices: readonly UntoldNotice[], baseUrl: string): readonly string[] {
  return notices.flatMap(({ code }) => {
    const notice = quarantineNotice(code);
    if (notice === null) return [];
    const place = notice.step === null ? 'quarantine' : 'raised';
    return [`- ${quarantineNoticeWords(notice)}\n  ${baseUrl}/${place}`];
  });
}

/** The subject: how much is overdue, else how much is new. A board's subject has nothing that could be counted. */
function first(
  { notices }: Pick<TeamBox, 'notices'>,
  overdue: readonly UntoldNotice[],
  numbers: readonly UntoldNotice[],
): string {
  const items = notices.map(({ code }) => quarantineNotice(code)).filter((notice) => notice !== null);
  const late = items.reduce((sum, { step, count }) => sum + (step === null ? 0 : count), overdue.length);
  if (late > 0) return `${late} overdue`;
  if (numbers.length > 0) return 'the last step of the ladder was reached,';
  return `${notices.length} ${notices.length === 1 ? 'notice' : 'notices'}`;
}

/** One line for each kind of obligation, with what reached the last step since the mail before. */
function lastSteps(numbers: readonly UntoldNotice[]): readonly string[] {
  const kinds = Map.groupBy(numbers, ({ code }) => code.split('/')[2] ?? '');
  return [...kinds].map(([kind, all]) => {
    const reached = all.reduce((sum, { code }) => sum + Number(code.split('/')[1] ?? 0), 0);
    return `- ${words(kind)}: ${withoutSmall(reached)}`;
  });
}

/** The mail to a person named on the ladder. A commissioner gets numbers and no child (promise P12). */
export function personLetter(box: PersonBox, baseUrl: string): Letter {
  const late = howMany(box.steps.filter(({ lateByOutage }) => lateByOutage));
  const board = box.role === 'commissioner';
  const outage =
    late > 0
      ? `${board ? 'Some' : late} of these come late, because Handhold had stopped looking for a time.`
      : '';
  const subject = `Handhold: ${howMany(box.steps)} overdue, escalated to you`;
  if (board) {
    const kinds = Map.groupBy(box.steps, ({ kind }) => kind);
    const counts = [...kinds].map(([kind, all]) => `- ${words(kind)}: ${withoutSmall(howMany(all))}`);
    const body = text([
      `Dear ${box.name}`,
      section('Obligations that reached you', counts),
      outage,
      `Counts: ${baseUrl}/counts`,
    ]);
    // Without a sum, which would give away the one number that is hidden.
    return { to: box.email, subject: 'Handhold: overdue, escalated to you', body };
  }
  const lines = box.steps.map((step) => stepLine(baseUrl, step));
  return {
    to: box.email,
    subject,
    body: text([`Dear ${box.name}`, section(`Overdue: ${howMany(box.steps)}`, lines), outage]),
  };
}

/** A number of the last step, of nobody by name: last-step/NUMBER/KIND, as the sweep writes it. */
function isNumber({ code }: UntoldNotice): boolean {
  return code.startsWith('last-step/');
}

/** A step about quarantine is told as a number: the ladder's page says on whose desk it lies. */
function stepLine(baseUrl: string, step: UntoldStep): string {
  const reached = `(step: ${stepWord(step)})`;
  return step.items
    ? `- Quarantine: ${sayItems(step.kind as QuarantineKind, step.items)} to settle ${reached}\n  ${baseUrl}/raised`
    : line(baseUrl, step.personId, `${words(step.kind)} ${reached}`);
}

function howMany(steps: readonly UntoldStep[]): number {
  return steps.reduce((sum, { items }) => sum + (items ?? 1), 0);
}

function isOverdue({ personId, nurseId = null, code }: UntoldNotice): boolean {
  return (personId ?? nurseId) !== null && code.startsWith('overdue/');
}

/** The newest notice for each obligation of one child or nurse: it speaks for the steps before it. */
function gathered(notices: readonly UntoldNotice[]): readonly UntoldNotice[] {
  const last = new Map(
    notices.map((notice) => [
      `${notice.personId ?? notice.nurseId}/${notice.handoverId}/${notice.code.split('/')[2]}`,
      notice,
    ]),
  );
  return [...last.values()].sort((a, b) => stepOf(b) - stepOf(a));
}

function stepOf({ code }: UntoldNotice): number {
  return Number.parseInt(code.split('/')[1] ?? '0', 10);
}

function words(kind: string): string {
  return kind in obligationWords ? obligationWords[kind as ObligationKind] : kind;
}

function stepWord({ step }: UntoldStep): string {
  return ladderStepWords[ladderSteps[step] ?? 'duty-desk'];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.join('\n')}`;
}

function text(parts: readonly string[]): string {
  const foot = 'This mail carries references only. Open the page to see whom it is about.';
  return `${[...parts, foot].filter((part) => part !== '').join('\n\n')}\n`;
}
