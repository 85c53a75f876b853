import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UntoldNotice, UntoldStep } from '../postgres/notices.ts';
import { personLetter, teamLetter } from './letters.ts';

const baseUrl = 'https://handhold.example';

function idOf(n: number): string {
  return `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

function linesOf(body: string, personId: string): number {
  return body.split(`${baseUrl}/child/${personId}`).length - 1;
}

const desk = { name: 'Ealing health visiting', email: 'desk@handhold.example' };
const overdue = (n: number, code: string): UntoldNotice => ({ personId: idOf(n), handoverId: null, code });
const news = (n: number): UntoldNotice => ({
  personId: idOf(n),
  handoverId: idOf(1000 + n),
  code: 'HandoverOffered',
});

test('no overdue child is hidden in a digest, however many there are and whatever else is told', () => {
  const children = Array.from({ length: 250 }, (_, n) => n);
  const notices = children.flatMap((n) => [news(n), overdue(n, `overdue/${n % 4}/review`), news(n)]);
  const { subject, body } = teamLetter({ ...desk, notices }, baseUrl);
  for (const n of children) assert.equal(linesOf(body, idOf(n)), 1, `child ${n} is not told by itself`);
  assert.match(subject, /^Handhold: 250 overdue for /);
  assert.match(body, /^Overdue: 250\n/);
  assert.ok(body.lastIndexOf('/child/') < body.indexOf('Other news'), 'every overdue child comes first');
});

test('what is overdue for one child in two ways is told twice, and a ladder that rose is told once, by its highest step', () => {
  const [once, twice] = [idOf(1), idOf(2)];
  const notices = [
    overdue(1, 'overdue/0/review'),
    overdue(1, 'overdue/1/review'),
    overdue(2, 'overdue/0/review'),
    overdue(2, 'overdue/0/seen'),
  ];
  const { body } = teamLetter({ ...desk, notices }, baseUrl);
  assert.deepEqual([linesOf(body, once), linesOf(body, twice)], [1, 2]);
  assert.ok(body.indexOf(once) < body.indexOf(twice), 'the higher step comes first');
});

test('nor is one hidden in the mail to a person: each step has a line, those that an outage made late too', () => {
  const steps: readonly UntoldStep[] = Array.from({ length: 120 }, (_, n) => ({
    personId: idOf(n),
    kind: 'seen',
    step: 1 + (n % 3),
    lateByOutage: n % 2 === 0,
  }));
  const lead = {
    practitionerId: 'deborah-quill',
    name: 'Deborah Quill',
    email: 'd@handhold.example',
    role: 'lead',
  };
  const { subject, body } = personLetter({ ...lead, steps }, baseUrl);
  for (const { personId } of steps) assert.equal(linesOf(body, personId ?? ''), 1, personId ?? '');
  assert.match(subject, /^Handhold: 120 overdue/);
  assert.match(body, /60 of these come late/);
  const commissioner = personLetter({ ...lead, role: 'commissioner', steps }, baseUrl);
  assert.match(commissioner.body, /^- .*: 120$/m);
  const few = personLetter({ ...lead, role: 'commissioner', steps: steps.slice(0, 4) }, baseUrl);
  assert.match(few.body, /^- .*: fewer than 5$/m);
  assert.doesNotMatch(`${few.subject} ${few.body}`, /\b4\b/, 'nor as a sum (P12)');
  assert.doesNotMatch(commissioner.body, /\/child\//);
});

test('a nurse’s supervision is told in both mails without her name, and is no count', () => {
  const about = (step: number) => ({
    personId: null,
    nurseId: 'ewa-nowak',
    handoverId: null,
    code: `overdue/${step}/supervise`,
  });
  const team = teamLetter({ ...desk, notices: [about(0), about(1)] }, baseUrl);
  assert.match(
    team.body,
    /^Overdue: 1\n- A family nurse: Overdue: Supervision, one to one.*\n {2}.*\/raised/,
  );
  assert.doesNotMatch(team.body, /Last step|ewa/i);
  const lead = {
    practitionerId: 'moira-kettle',
    name: 'Moira Kettle',
    email: 'm@handhold.example',
    role: 'lead',
  };
  const step = { personId: null, kind: 'supervise', step: 1, lateByOutage: false };
  const person = personLetter({ ...lead, steps: [step] }, baseUrl);
  assert.match(person.body, /- A family nurse: Supervision, one to one \(step: Team lead\)\n {2}.*\/raised/);
  assert.doesNotMatch(person.body, /ewa/i);
});

test('a commissioner’s team reads what reached the last step as a board reads numbers, and no sum of them (P12)', () => {
  const reached = (number: number, kind: string) => ({
    personId: null,
    handoverId: null,
    code: `last-step/${number}/${kind}`,
  });
  const board = { name: 'Ealing commissioner', email: 'board@handhold.example' };
  const one = teamLetter({ ...board, notices: [reached(1, 'seen')] }, baseUrl);
  assert.match(one.body, /^- See the child face to face, or its mother before the birth: fewer than 5$/m);
  assert.doesNotMatch(`${one.subject} ${one.body}`, /\b1\b/);
  const many = teamLetter(
    { ...board, notices: [reached(4, 'seen'), reached(8, 'seen'), reached(2, 'acknowledge')] },
    baseUrl,
  );
  assert.match(many.body, /^- See the child face to face, or its mother before the birth: 10$/m);
  assert.match(many.body, /^- Acknowledge the offer: fewer than 5$/m);
  assert.doesNotMatch(`${many.subject} ${many.body}`, /\b(2|3|4|8|12|14)\b/, 'nor as a sum');
});
