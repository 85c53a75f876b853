import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PhaseCourse } from '../../domain/programme/course.ts';
import { PhasePicture } from './phase-picture.tsx';

/** Two phases of fifty days each: a day is a hundredth of the width, so that day 25 stands at 25 percent. */
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
      marks('phase hh-phases__phase--\\d').map(([rect]) => /x="(\d+)%".*width="(\d+)%"/.exec(rect)?.slice(1)),
      [
        ['0', '50'],
        ['50', '50'],
      ],
    );
    assert.match(drawn, />Pregnancy<[\s\S]*>Infancy</);
    // A short phase at the end has its name before its end, or a phone would cut it off.
    const [first, second] = course;
    const cut =
      first && second
        ? [
            { ...first, until: '2026-04-01' },
            { ...second, from: '2026-04-01' },
          ]
        : [];
    assert.match(
      String(<PhasePicture course={cut} today="2026-03-17" />),
      /x="100%" dx="-4" y="44" class="hh-phases__name" text-anchor="end">Infancy</,
    );
  });

  test('has a dot for each visit made, a cross for each missed, and a short line for each that is due, at its day', () => {
    assert.deepEqual(
      marks('done').map(([dot]) => /cx="(\d+)%"/.exec(dot)?.[1]),
      ['8', '57'],
    );
    assert.deepEqual(
      marks('missed').map(([cross]) => /x="(\d+)%"/.exec(cross)?.[1]),
      ['25'],
    );
    assert.deepEqual(
      marks('expected').map(([due]) => /x1="(\d+)%"/.exec(due)?.[1]),
      ['7', '25', '57', '75', '89'],
    );
    assert.deepEqual(
      marks('today').map(([now]) => /x1="(\d+)%"/.exec(now)?.[1]),
      ['75'],
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
