import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PhaseCourse } from '../../domain/programme/course.ts';
import { PhasePicture } from './phase-picture.tsx';

/** Two phases of fifty days each: a day is 6.96 of the 696 units between the margins, so that day 25 stands at 186. */
const course: readonly PhaseCourse[] = [
  {
    phase: 'pregnancy',
    from: '2026-01-01',
    until: '2026-02-20',
    cut: null,
    expected: ['2026-01-08', '2026-01-26'],
    done: ['2026-01-09'],
    missed: ['2026-01-26'],
  },
  {
    phase: 'infancy',
    from: '2026-02-20',
    until: '2026-04-11',
    cut: null,
    expected: ['2026-02-27', '2026-03-17', '2026-03-31'],
    done: ['2026-02-27'],
    missed: [],
  },
];

describe('the picture of a client’s phases', () => {
  const drawn = String(<PhasePicture course={course} today="2026-03-17" />);
  const marks = (kind: string) => [
    ...drawn.matchAll(new RegExp(`<[a-z]+ [^>]*hh-phases__${kind}"[^>]*>`, 'g')),
  ];

  test('has each phase by its name, one after the other on one line', () => {
    assert.deepEqual(
      marks('phase hh-phases__phase--\\d').map(([rect]) => /x="(\d+)".*width="(\d+)"/.exec(rect)?.slice(1)),
      [
        ['12', '348'],
        ['360', '348'],
      ],
    );
    assert.match(drawn, />Pregnancy<[\s\S]*>Infancy</);
  });

  test('has a dot for each visit made, a cross for each missed, and a short line for each that is due, at its day', () => {
    assert.deepEqual(
      marks('done').map(([dot]) => /cx="(\d+)"/.exec(dot)?.[1]),
      ['68', '409'],
    );
    assert.deepEqual(
      marks('missed').map(([cross]) => /d="M(\d+)/.exec(cross)?.[1]),
      ['182'],
      'four to the left of its day, which stands at 186',
    );
    assert.deepEqual(
      marks('expected').map(([due]) => /x1="(\d+)"/.exec(due)?.[1]),
      ['61', '186', '409', '534', '631'],
    );
    assert.deepEqual(
      marks('today').map(([now]) => /x1="(\d+)"/.exec(now)?.[1]),
      ['534'],
    );
  });

  test('says the same in numbers: expected so far, made, missed, still expected', () => {
    const rows = [...drawn.matchAll(/<tr class="nhsuk-table__row" role="row"><td[\s\S]*?<\/tr>/g)].map(
      ([row]) => [...row.matchAll(/<span>([^<]*)<\/span><\/td>/g)].map(([, cell]) => cell),
    );
    assert.deepEqual(rows, [
      ['Pregnancy', '1 January 2026', '19 February 2026', '2', '1', '1', '0'],
      ['Infancy', '20 February 2026', '10 April 2026', '2', '1', '0', '1'],
    ]);
  });

  test('of a client whose dates nobody knows it says so', () => {
    assert.match(
      String(<PhasePicture course={[]} today="2026-03-17" />),
      /expected date, which is not known/,
    );
  });
});
