import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calendarOf } from './calendar.ts';

const clientId = '1a2b3c4d-0000-4000-8000-000000000001';
const childId = '5e6f7a8b-0000-4000-8000-000000000002';
const where = { baseUrl: 'https://handhold.example', now: '2026-11-23T10:00:00.000Z' };

const calendar = calendarOf(
  {
    visits: [
      { clientId, plannedAt: '2026-11-25T09:30:00.000Z', dueOn: '2026-11-27' },
      { clientId: childId, plannedAt: null, dueOn: '2026-12-01' },
    ],
    jointVisits: [
      { personId: childId, handoverId: clientId, on: '2026-12-03', at: null },
      {
        personId: childId,
        handoverId: '9c0d1e2f-0000-4000-8000-000000000003',
        on: '2026-12-04',
        at: '2026-12-04T13:00:00.000Z',
      },
    ],
    deadlines: [
      {
        personId: childId,
        key: `accept-before-last-day/luton-fnp/${'x'.repeat(60)}`,
        kind: 'accept-before-last-day',
        dueAt: '2026-11-26T17:00:00.000Z',
        client: false,
      },
    ],
    supervision: [
      {
        nurseId: 'ewa-nowak',
        teamId: 'luton-fnp',
        kind: 'supervise',
        dueOn: '2026-11-30',
        dueAt: '2026-11-30T17:00:00.000Z',
        steps: [],
      },
    ],
  },
  where,
);

const unfolded = calendar.replaceAll('\r\n ', '');

test('every line ends with CRLF and is folded before 76 octets (RFC 5545, section 3.1)', () => {
  assert.ok(calendar.endsWith('\r\n') || calendar.endsWith('END:VCALENDAR'));
  assert.equal(calendar.replaceAll('\r\n', '').includes('\n'), false);
  for (const line of calendar.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.notEqual(calendar, unfolded, 'a line was long enough to be folded');
});

test('a planned visit has its time and an hour, a due one its whole day, a deadline its moment', () => {
  assert.match(unfolded, /DTSTART:20261125T093000Z\r\nDTEND:20261125T103000Z/);
  assert.match(unfolded, /DTSTART;VALUE=DATE:20261201/);
  assert.match(unfolded, /DTSTART:20261126T170000Z/);
  assert.match(unfolded, /DTSTART;VALUE=DATE:20261203/, 'a joint visit of which only the day is known');
  assert.match(unfolded, /DTSTART:20261204T130000Z\r\nDTEND:20261204T140000Z/);
});

test('each entry keeps its identity and leads to its record', () => {
  assert.match(unfolded, new RegExp(`UID:visit-${clientId}@handhold`));
  assert.match(unfolded, new RegExp(`URL;VALUE=URI:https://handhold.example/clients/${clientId}`));
  assert.match(unfolded, new RegExp(`URL;VALUE=URI:https://handhold.example/child/${childId}`));
});

test('what an entry says is a reference and the obligation: no name, no place', () => {
  const summaries = [...unfolded.matchAll(/SUMMARY:(.*)/g)].map(([, text]) => text?.trim());
  assert.deepEqual(summaries, [
    'Visit\\, client 1a2b3c4d',
    'Visit due\\, client 5e6f7a8b',
    'Joint visit\\, child 5e6f7a8b',
    'Joint visit\\, child 5e6f7a8b',
    'Due: Have the child accepted before the team’s last day\\, child 5e6f7a8b',
    'Due: Supervision\\, one to one',
  ]);
  assert.doesNotMatch(unfolded, /ewa/i, 'a practitioner’s id may be a name');
  assert.equal(unfolded.includes('LOCATION'), false);
});
