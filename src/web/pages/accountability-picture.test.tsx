import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { demonstrationDirectory } from '../../application/demonstration/directory.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import type { Period } from '../../domain/responsibility/facts.ts';
import type { Gap } from '../../domain/responsibility/recount.ts';
import { AccountabilityPicture } from './accountability-picture.tsx';

const names = namesOf(demonstrationDirectory());

/** A hundred days: a day is a hundredth of the width. */
const from = '2026-01-01T12:00:00.000Z';
const now = '2026-04-11T12:00:00.000Z';

function held(
  no: number,
  teamId: string,
  since: string,
  to: string | null,
  more: Partial<Period> = {},
): Period {
  const holder = { teamId, practitionerId: null, outsideName: null };
  return { no, holder, from: since, to, endReason: null, ...more };
}

const drawn = (periods: readonly Period[], ...gaps: readonly Gap[]) =>
  String(<AccountabilityPicture periods={periods} gaps={gaps} names={names} now={now} />);

const rectangles = (html: string, kind: string) =>
  [...html.matchAll(new RegExp(`<rect [^>]*hh-bands__${kind}"[^>]*>`, 'g'))].map(([rect]) =>
    /x="([\d.]+)%" width="([\d.]+)%" y="(\d+)"/.exec(rect)?.slice(1).map(Number),
  );

const rows = (html: string) =>
  [...html.matchAll(/<tr class="nhsuk-table__row" role="row"><td[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<span>([\s\S]*?)<\/span><\/td>/g)].map(([, cell = '']) => cell.replace(/<[^>]+>/g, '')),
  );

describe('the picture of accountability', () => {
  test('has one band for each team at its time, whoever is named in it, and no word of a gap where there is none', () => {
    const html = drawn([
      held(1, 'luton-fnp', from, '2026-01-26T12:00:00.000Z'),
      held(2, 'ealing-hv', '2026-01-26T12:00:00.000Z', '2026-02-20T12:00:00.000Z'),
      held(3, 'luton-fnp', '2026-02-20T12:00:00.000Z', null),
    ]);
    assert.deepEqual(rectangles(html, 'band hh-bands__band--0'), [
      [0, 25, 26],
      [50, 50, 26],
    ]);
    assert.deepEqual(rectangles(html, 'band hh-bands__band--1'), [[25, 25, 68]]);
    assert.equal(
      html.match(/>Luton Family Nurse Partnership<\/text>|>Ealing health visiting<\/text>/g)?.length,
      2,
    );
    assert.deepEqual(rectangles(html, 'gap'), []);
    assert.ok(!/gap/i.test(html.replaceAll(/class="[^"]*"/g, '')));
  });

  test('says a gap in a colour, in a word, in a sentence and as a line of the table', () => {
    const html = drawn(
      [
        held(1, 'luton-fnp', from, '2026-01-26T12:00:00.000Z'),
        held(2, 'luton-hv', '2026-02-20T13:00:00.000Z', null),
      ],
      { from: '2026-01-26T12:00:00.000Z', to: '2026-02-20T13:00:00.000Z', minutes: 36060, endReason: null },
    );
    assert.deepEqual(rectangles(html, 'gap'), [[25, 25.04, 0]]);
    assert.match(html, /class="hh-bands__gap-word" text-anchor="start">GAP</);
    assert.match(html, /aria-label="[^"]* It has a gap\. The table below/);
    assert.match(
      html,
      /Gap<\/strong>: nobody answered for this child from 26 January 2026 at midday to 20 February 2026 at 1pm, 36060 minutes\./,
    );
    assert.deepEqual(
      rows(html)
        .map(([who, , , days]) => [who, days])
        .at(1),
      ['GAP: nobody answered', '25'],
    );
    assert.deepEqual(rows(html).length, 3);
  });

  test('names an end that was reversed, and keeps the word of a late gap within the picture', () => {
    const html = drawn(
      [
        held(1, 'luton-hv', from, '2026-04-11T09:00:00.000Z', { endReason: 'death' }),
        held(2, 'luton-hv', '2026-04-11T11:00:00.000Z', null),
      ],
      { from: '2026-04-11T09:00:00.000Z', to: '2026-04-11T11:00:00.000Z', minutes: 120, endReason: 'death' },
    );
    assert.match(html, /120 minutes, between an end and its reversal\./);
    assert.match(html, /<text x="99.96%" [^>]*class="hh-bands__gap-word" text-anchor="end">/);
  });

  test('has room for a gap before the first holder and for one that is still open', () => {
    const began = '2026-01-26T12:00:00.000Z';
    const ended = '2026-02-20T12:00:00.000Z';
    const html = drawn(
      [held(1, 'luton-hv', began, ended, { endReason: 'left-uk' })],
      { from, to: began, minutes: 36000, endReason: null },
      { from: ended, to: null, minutes: 72000, endReason: null },
    );
    assert.deepEqual(rectangles(html, 'gap'), [
      [0, 25, 0],
      [50, 50, 0],
    ]);
    assert.match(html, /from 20 February 2026 at midday to now, 72000 minutes\./);
    assert.deepEqual(
      rows(html).map(([who, , until]) => [who?.startsWith('GAP'), until]),
      [
        [true, '26 January 2026'],
        [false, '20 February 2026'],
        [true, 'Now'],
      ],
    );
  });
});
