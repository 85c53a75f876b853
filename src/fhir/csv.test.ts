import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fc } from '../../test/generated.ts';
import type { FileLine } from '../application/import/rows.ts';
import { addMinutes, isCivilDate } from '../domain/calendar/time.ts';
import { directoryOf } from '../domain/directory/directory.ts';
import { caseloadColumns, readCaseload } from './caseload-csv.ts';
import { dateInCell } from './cells.ts';
import type { Chunks } from './csv.ts';
import { type DirectoryRow, readDirectory } from './directory-csv.ts';
import { danglingReferences, movesToCome } from './directory-references.ts';
import { readPostcodes } from './postcode-csv.ts';

describe('a caseload', () => {
  test('gives its rows, and the fault of a line that cannot be taken', async () => {
    const [orla, unborn, zoe, ...more] = await read(readCaseload(sample('caseload.csv')));
    assert.deepEqual(more, []);
    assert.equal(orla?.kind, 'row');
    assert.deepEqual(orla?.kind === 'row' && orla.row, {
      line: 2,
      nhsNumber: '9990011028',
      givenName: 'Orla',
      familyName: 'Fenwick',
      dateOfBirth: '2025-02-11',
      expectedOn: null,
      addressLines: ['12 Invented Row', 'Luton'],
      postcode: 'LU1 2AB',
      addressSealed: false,
      temporaryAddress: false,
      teamId: 'luton-hv',
      practitionerId: 'amara-osei',
      level: 'targeted',
      olderLabel: 'Universal Plus',
      reviews: [],
      gpOdsCode: null,
      gpName: '',
      lastSeenOn: null,
      mother: { name: 'Nia Fenwick', nhsNumber: '9990011036', bornOn: '2004-06-01' },
      familyReference: 'F1',
    });
    assert.equal(unborn?.kind === 'row' && unborn.row.expectedOn, '2026-12-24');
    assert.equal(unborn?.kind === 'row' && unborn.row.addressSealed, true);
    assert.deepEqual(zoe?.kind === 'fault' && [zoe.line, zoe.column, zoe.reason], [
      4,
      'nhs_number',
      'bad-check-digit',
    ]);
  });

  test('understands a byte order mark, CRLF, any order of columns, and chunks cut anywhere', async () => {
    const text =
      '\uFEFFTeam_ID,family_name,given_name,postcode,nhs_number,date_of_birth,notes\r\nluton-hv,"Fen,wick",Zoë,,,2026-03-03,x\r\n';
    const bytes = Buffer.from(text, 'utf8');
    for (const size of [1, 7, bytes.length]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      const [line] = await read(readCaseload(chunks));
      assert.deepEqual(line?.kind === 'row' && [line.row.familyName, line.row.givenName, line.row.line], [
        'Fen,wick',
        'Zoë',
        2,
      ]);
    }
  });

  const header = 'nhs_number,given_name,family_name,date_of_birth,postcode,team_id';
  const faults: readonly (readonly [string, string, number, string | null, RegExp])[] = [
    ['an empty file', '', 1, null, /no header/],
    [
      'a missing column',
      'nhs_number,given_name,family_name,date_of_birth,postcode\n',
      1,
      null,
      /lacks the column team_id$/,
    ],
    ['a column twice', `${header},team_id\n`, 1, null, /team_id twice/],
    ['a comma too many', `${header}\n,Ann,Fenwick,2026-01-01,,luton-hv,\n`, 2, null, /7 cells, the header 6/],
    ['an American date', `${header}\n,Ann,Fenwick,01/31/2026,,luton-hv\n`, 2, 'date_of_birth', /not a date/],
    [
      'a day that does not exist',
      `${header}\n,Ann,Fenwick,2026-02-30,,luton-hv\n`,
      2,
      'date_of_birth',
      /not a date/,
    ],
    ['no date at all', `${header}\n,Ann,Fenwick,,,luton-hv\n`, 2, 'date_of_birth', /neither/],
    ['no name', `${header}\n,,,2026-01-01,,luton-hv\n`, 2, 'family_name', /no name/],
    ['no team', `${header}\n,Ann,Fenwick,2026-01-01,,\n`, 2, 'team_id', /nobody would answer/],
    [
      'a postcode of no shape',
      `${header}\n,Ann,Fenwick,2026-01-01,NOWHERE,luton-hv\n`,
      2,
      'postcode',
      /shape$/,
    ],
    ['a stray quotation mark', `${header}\n,A"nn,Fenwick,2026-01-01,,luton-hv\n`, 2, null, /quotation/],
    [
      'a quotation mark never closed',
      `${header}\n,"Ann,Fenwick,2026-01-01,,luton-hv\n`,
      2,
      null,
      /quotation/,
    ],
  ];
  for (const [name, text, line, column, sentence] of faults) {
    test(`${name} is one clear fault`, async () => {
      const [first, ...more] = await read(readCaseload([text]));
      assert.deepEqual(more, []);
      assert.equal(first?.kind, 'fault');
      if (first?.kind !== 'fault') return;
      assert.deepEqual([first.line, first.column], [line, column]);
      assert.match(first.sentence, sentence);
    });
  }

  test('nothing behind a quotation mark that swallows the file is taken, and everything before it is', async () => {
    const good = ',Ann,Fenwick,2026-01-01,,luton-hv\n';
    const lines = await read(readCaseload([`${header}\n${good}`, ',"', good.repeat(5000)]));
    assert.deepEqual(
      lines.map((line) => line.kind),
      ['row', 'fault'],
    );
  });

  test('only a fault behind which nothing could be read says so', async () => {
    const ends = async (...chunks: readonly string[]) =>
      (await read(readCaseload(chunks))).flatMap((line) =>
        line.kind === 'fault' ? [line.endsReading ?? false] : [],
      );
    assert.deepEqual(await ends(''), [true]);
    assert.deepEqual(await ends('nhs_number\n'), [true]);
    assert.deepEqual(await ends(`${header}\n,"Ann,Fenwick,2026-01-01,,luton-hv\n`), [true]);
    assert.deepEqual(await ends(`${header}\n,"`, ',Ann,Fenwick,2026-01-01,,luton-hv\n'.repeat(5000)), [true]);
    assert.deepEqual(await ends(`${header}\n,A"nn,Fenwick,2026-01-01,,luton-hv\n,Ann\n`), [false, false]);
  });

  test('lines in which nothing stands are passed over, as spreadsheets leave them', async () => {
    const lines = await read(
      readCaseload([`${header}\n,,,,,\n,Ann,Fenwick,2026-01-01,,luton-hv\n , ,"",,,\n`]),
    );
    assert.deepEqual(
      lines.map((line) => line.kind),
      ['passed-over', 'row', 'passed-over'],
    );
  });

  test('a sign that no database keeps is a fault of its line', async () => {
    const [line] = await read(readCaseload([`${header}\n,An\0n,Fenwick,2026-01-01,,luton-hv\n`]));
    assert.match(line?.kind === 'fault' ? line.sentence : '', /not in UTF-8/);
  });

  test('a faulty line does not hide the lines behind it', async () => {
    const lines = await read(
      readCaseload([`${header}\n,A"nn,Fenwick,2026-01-01,,luton-hv\n,Bea,Fenwick,2026-01-01,,luton-hv\n`]),
    );
    assert.deepEqual(
      lines.map((line) => line.kind),
      ['fault', 'row'],
    );
  });

  test('letters that are not UTF-8 are a fault of their line', async () => {
    const latin = Buffer.from(`${header}\n,Zo\xeb,Fenwick,2026-01-01,,luton-hv\n`, 'latin1');
    const [line] = await read(readCaseload([latin]));
    assert.equal(
      line?.kind === 'fault' && line.sentence,
      'The line is not in UTF-8: save the file as CSV UTF-8',
    );
  });

  test('a failure to read the file itself is passed on', async () => {
    async function* broken() {
      yield `${header}\n`;
      throw new Error('the disk is gone');
    }
    await assert.rejects(read(readCaseload(broken())), /the disk is gone/);
  });

  test('a reader that stops early lets go of the file', async () => {
    let closed = false;
    async function* endless() {
      try {
        yield `${header}\n`;
        for (;;) yield ',Ann,Fenwick,2026-01-01,,luton-hv\n';
      } finally {
        closed = true;
      }
    }
    for await (const line of readCaseload(endless())) {
      assert.equal(line.kind, 'row');
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(closed, true);
  });

  test('each column is documented once', () => {
    const names = caseloadColumns.map((column) => column.name);
    assert.equal(new Set(names).size, names.length);
  });
});

describe('a date in a cell', () => {
  test('is a day of the calendar, whichever way it is written', () => {
    const part = fc.integer({ min: 0, max: 33 });
    fc.assert(
      fc.property(fc.integer({ min: 1890, max: 2110 }), part, part, (year, month, day) => {
        const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const expected = isCivilDate(iso) ? iso : null;
        assert.equal(dateInCell(iso), expected);
        assert.equal(dateInCell(`${day}/${month}/${year}`), expected);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a directory', () => {
  test('gives entries of its kinds, and references that all lead somewhere', async () => {
    const rows = rowsOf(await read(readDirectory(sample('directory.csv'))));
    assert.deepEqual(
      rows.map((row) => row.kind),
      ['area', 'organisation', 'service', 'team', 'practitioner', 'gp-practice', 'time-limit'],
    );
    assert.deepEqual(danglingReferences(rows, empty), []);
    const directory = directoryOf({
      version: 1,
      areas: rows.flatMap((row) => (row.kind === 'area' ? [row.area] : [])),
      organisations: [],
      services: [],
      teams: rows.flatMap((row) => (row.kind === 'team' ? [row.team] : [])),
      practitioners: [],
      absences: [],
    });
    assert.deepEqual(
      rows.flatMap((row) => (row.kind === 'gp-practice' ? [row.practice] : [])),
      [
        {
          odsCode: 'Y90001',
          name: 'Invented Elm Surgery',
          areaCode: 'E06000032',
          from: '2015-04-01',
          to: null,
        },
      ],
    );
    assert.equal(directory.areas.get('E06000032')?.nation, 'england');
    assert.equal(directory.teams.get('luton-hv')?.leadId, 'amara-osei');
    assert.equal(directory.teams.get('luton-hv')?.outOfHours, 'Ring the hospital switchboard, 01632 960009');
  });

  test('names the line and the column of a reference that leads nowhere', async () => {
    const rows = rowsOf(await read(readDirectory(sample('directory.csv'))));
    const without = rows.filter((row) => row.kind !== 'practitioner');
    assert.deepEqual(
      danglingReferences(without, empty).map(({ line, column, sentence }) => [line, column, sentence]),
      [[5, 'lead', 'No practitioner has the id amara-osei']],
    );
  });

  test('has nobody change teams on a day to come: until then the old team’s children have their name', async () => {
    const rows = rowsOf(await read(readDirectory(sample('directory.csv'))));
    const person = rows.find((row) => row.kind === 'practitioner')?.practitioner;
    assert.ok(person);
    const known = { ...empty, practitioners: new Map([[person.id, { ...person, teamId: 'ealing-hv' }]]) };
    const before = addMinutes(person.statusSince, -1);
    const [refused] = movesToCome(rows, known, before);
    assert.match(refused?.sentence ?? '', /works in ealing-hv until .*: read this line on that day$/);
    assert.deepEqual(movesToCome(rows, known, person.statusSince), []);
    assert.deepEqual(movesToCome(rows, empty, before), [], 'somebody new may begin on a day to come');
  });

  const header =
    'kind,id,name,from,to,type,organisation,area,service,team,intake_team,lead,deputy,phone,email,ods_code';
  const faults: readonly (readonly [string, string, string])[] = [
    ['an unknown kind', 'desk,a,A,2020-01-01,,,,,,,,,,,,', 'kind'],
    ['a practice without an ODS code', 'gp-practice,elm-surgery,Elm,2020-01-01,,,,E06000032,,,,,,,,', 'id'],
    ['a practice in no area', 'gp-practice,Y90001,Elm,2020-01-01,,,,,,,,,,,,', 'area'],
    ['an area that is a district', 'area,E07000070,Chelmsford,2020-01-01,,,,,,,,,,,,', 'id'],
    ['an id with capitals', 'organisation,Luton,Luton,2020-01-01,,,,,,,,,,,,Z1', 'id'],
    ['no first day', 'organisation,luton,Luton,,,,,,,,,,,,,Z1', 'from'],
    ['an end before the beginning', 'organisation,luton,Luton,2020-01-01,2019-01-01,,,,,,,,,,,Z1', 'to'],
    [
      'a service without its intake team',
      'service,s,S,2020-01-01,,fnp,luton,E06000032,,,,,,,,',
      'intake_team',
    ],
    ['a team that cannot be rung', 'team,t,T,2020-01-01,,fnp,luton,E06000032,,,,,,,,', 'phone'],
    ['a role that does not exist', 'practitioner,p,P,2020-01-01,,doctor,,,,t,,,,,,', 'type'],
  ];
  for (const [name, text, column] of faults) {
    test(`${name} is a fault of ${column}`, async () => {
      const [line] = await read(readDirectory([`${header}\n${text}\n`]));
      assert.equal(line?.kind === 'fault' && line.column, column);
    });
  }

  const limits =
    'kind,id,name,from,to,type,organisation,area,service,team,intake_team,lead,deputy,phone,email,ods_code,row,priority,limit,unit';
  const local = (cells: string) =>
    `${limits}\ntime-limit,luton-2027-02,Board of 4 January,2027-02-01,,,,E06000032,,,,,,,,,${cells}\n`;

  test('a local time limit may be stricter, and longer where the national one is no law', async () => {
    for (const cells of [
      '5,routine,1,working-days',
      '8,routine,8,working-days',
      '28,urgent,9,days',
      'h3,urgent,,same-day',
      '23-lead,routine,2,working-hours',
      '23-Commissioner,urgent,3,days',
    ]) {
      const [line] = await read(readDirectory([local(cells)]));
      assert.equal(line?.kind, 'row', cells);
    }
  });

  const wrongLimits: readonly (readonly [string, string, RegExp])[] = [
    ['28,routine,15,days', 'limit', /Row 28 is law or national guidance .* 14 days.*15 days is longer/],
    ['17,urgent,2,days', 'limit', /15 working days\. Write the local limit in the same unit/],
    ['30,urgent,6,working-days', 'limit', /6 working days is longer/],
    ['5,routine,0,working-days', 'limit', /whole number from 1/],
    ['5,routine,,working-days', 'limit', /whole number from 1/],
    ['5,routine,1.5,working-days', 'limit', /whole number from 1/],
    ['5,routine,1,fortnights', 'unit', /working-days, working-hours/],
    ['5,often,1,days', 'priority', /routine, heightened or urgent/],
    ['99,routine,1,days', 'row', /no row 99/],
  ];
  for (const [cells, column, says] of wrongLimits) {
    test(`a local time limit of ${cells} is a fault of ${column}`, async () => {
      const [line] = await read(readDirectory([local(cells)]));
      assert.ok(line?.kind === 'fault');
      assert.equal(line.column, column);
      assert.match(line.sentence, says);
    });
  }

  test('a local time limit of an area that nobody knows leads nowhere', async () => {
    const rows = rowsOf(
      await read(readDirectory([local('5,routine,1,days').replace('E06000032', 'E09000009')])),
    );
    assert.deepEqual(
      danglingReferences(rows, empty).map(({ column }) => column),
      ['area'],
    );
  });
});

describe('reviews in a caseload', () => {
  const header =
    'nhs_number,given_name,family_name,date_of_birth,postcode,team_id,level_of_service,review_new_birth,review_twelve_months';
  const row = (level: string, newBirth: string, twelveMonths: string) =>
    readCaseload([`${header}\n,Ann,Fenwick,2025-01-01,,luton-hv,${level},${newBirth},${twelveMonths}\n`]);

  test('are read as done or declined, with the older label of the level', async () => {
    const [read1] = rowsOf(
      await read(row('universal partnership plus', '2025-01-12', 'Declined 03/03/2026')),
    );
    assert.deepEqual(read1?.reviews, [
      { code: 'new-birth', outcome: 'done', on: '2025-01-12' },
      { code: 'twelve-months', outcome: 'declined', on: '2026-03-03' },
    ]);
    assert.deepEqual([read1?.level, read1?.olderLabel], ['specialist', 'Universal Partnership Plus']);
    const [read2] = rowsOf(await read(row('targeted', '', '')));
    assert.deepEqual([read2?.reviews, read2?.olderLabel], [[], null]);
  });

  for (const wrong of ['yes', '2025-02-30', 'missed 2025-01-12', 'declined', 'declined  2025-01-12'])
    test(`${wrong} is a fault of the review's column`, async () => {
      const [line] = await read(row('', '2025-01-12', wrong));
      assert.equal(line?.kind === 'fault' && line.column, 'review_twelve_months');
    });
});

describe('a local contact of an area', () => {
  const header =
    'kind,id,name,from,to,type,organisation,area,service,team,intake_team,lead,deputy,phone,email,ods_code,opens,due,basis';
  const contact = (id: string, opens: string, due: string, basis = 'Agreed by the board') =>
    `${header}\nlocal-contact,${id},3 to 4 month contact,2027-04-01,,,,E06000032,,,,,,,,,${opens},${due},${basis}\n`;

  test('is read with its ages as people write them', async () => {
    for (const [opens, due, from, until] of [
      ['3 months', '4 months', [3, 0], [4, 0]],
      ['13 weeks', '119 days', [0, 91], [0, 119]],
      ['18months', '2 Years', [18, 0], [24, 0]],
    ] as const) {
      const [line] = await read(readDirectory([contact('three-to-four-months', opens, due)]));
      assert.ok(line?.kind === 'row' && line.row.kind === 'local-contact', `${opens} to ${due}`);
      const read3 = line.row.contact;
      assert.deepEqual([read3.opens.months, read3.opens.days], from);
      assert.deepEqual([read3.due.months, read3.due.days], until);
      assert.deepEqual([read3.areaCode, read3.from, read3.mandated], ['E06000032', '2027-04-01', false]);
    }
  });

  const faults: readonly (readonly [string, string, string, string, RegExp])[] = [
    ['two-years', '24 months', '30 months', 'id', /mandated/],
    ['three-months', 'a while', '4 months', 'opens', /such as 3 months/],
    ['three-months', '3', '4 months', 'opens', /such as 3 months/],
    ['three-months', '3 months', '6 years', 'due', /up to five years/],
    ['three-months', '3 months', '-4 months', 'due', /such as 3 months/],
    ['three-months', '4 months', '13 weeks', 'due', /before it opens/],
    ['three-months', '4 months', '4 months', 'due', /before it opens/],
    ['Three months', '3 months', '4 months', 'id', /small letters/],
  ];
  for (const [id, opens, due, column, says] of faults) {
    test(`${id} from ${opens} to ${due} is a fault of ${column}`, async () => {
      const [line] = await read(readDirectory([contact(id, opens, due)]));
      assert.ok(line?.kind === 'fault');
      assert.equal(line.column, column);
      assert.match(line.sentence, says);
    });
  }

  test('needs somebody who decided it, and an area that there is', async () => {
    const [line] = await read(readDirectory([contact('three-months', '3 months', '4 months', '')]));
    assert.equal(line?.kind === 'fault' && line.column, 'basis');
    const rows = rowsOf(await read(readDirectory([contact('three-months', '3 months', '4 months')])));
    const elsewhere = { ...empty, areas: new Map() };
    assert.deepEqual(
      danglingReferences(rows, elsewhere).map(({ column }) => column),
      ['area'],
    );
  });
});

describe('the postcode directory', () => {
  test('gives the upper-tier authority, county where there are two tiers', async () => {
    const lines = await read(readPostcodes(sample('postcodes.csv')));
    const rows = rowsOf(lines).map((row) => [row.postcode, row.areaCode, row.from, row.to]);
    assert.deepEqual(rows, [
      ['LU1 2AB', 'E06000032', '1980-01-01', null],
      ['CM1 1AB', 'E10000012', '1980-01-01', null],
      ['LU1 9ZZ', 'E06000032', '1980-01-01', '2019-01-01'],
    ]);
    assert.deepEqual(
      lines.slice(3).map((line) => line.kind),
      ['passed-over', 'fault'],
    );
  });

  test('knows the newer column names', async () => {
    const text =
      'pcd7,pcd8,pcds,dointr,doterm,cty25cd,lad25cd\nW5  2UB,W5   2UB,W5 2UB,198001,,E13000002,E09000009\n';
    const [row] = rowsOf(await read(readPostcodes([text])));
    assert.deepEqual(row && [row.postcode, row.areaCode], ['W5 2UB', 'E09000009']);
  });

  test('says which column is missing', async () => {
    const [line] = await read(readPostcodes(['pcds,dointr,doterm,oscty\n']));
    assert.match(line?.kind === 'fault' ? line.sentence : '', /oslaua/);
  });
});

const empty = directoryOf({
  version: 0,
  areas: [],
  organisations: [],
  services: [],
  teams: [],
  practitioners: [],
  absences: [],
});

async function read<Row>(lines: AsyncIterable<FileLine<Row>>): Promise<readonly FileLine<Row>[]> {
  const all: FileLine<Row>[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

function rowsOf<Row = DirectoryRow>(lines: readonly FileLine<Row>[]): readonly Row[] {
  return lines.flatMap((line) => (line.kind === 'row' ? [line.row] : []));
}

function sample(file: string): Chunks {
  const path = new URL(`samples/${file}`, import.meta.url);
  assert.ok(existsSync(path));
  return [readFileSync(path)];
}
