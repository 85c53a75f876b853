import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { recognise } from './recognise.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'handhold-recognise-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const header = 'nhs_number,given_name,family_name,date_of_birth,postcode,team_id';
const names = (files: readonly { readonly path: string }[]) => files.map((file) => path.basename(file.path));
const put = (name: string, content: string | Buffer) => writeFileSync(path.join(folder, name), content);

test('a caseload that Excel wrote in another way is said and not passed over, and how to save it', async () => {
  put('right.csv', `${header}\n`);
  put('semicolons.csv', `${header.replaceAll(',', ';')}\n`);
  put('tabs.csv', `\uFEFF${header.replaceAll(',', '\t')}\n`);
  put('utf-16.csv', Buffer.from(`\uFEFF${header}\r\n`, 'utf16le'));
  put('other.csv', 'shoe,size\n');
  put('notes.txt', 'Not for us');
  const { files, faults } = await recognise([folder], null);
  assert.deepEqual(names(files), ['right.csv']);
  const said = Object.fromEntries(faults.map((says) => [/([\w-]+)\.csv: /.exec(says)?.[1], says]));
  assert.deepEqual(Object.keys(said).sort(), ['other', 'semicolons', 'tabs', 'utf-16']);
  assert.match(said.semicolons ?? '', /separated by semicolons.*"CSV UTF-8 \(comma delimited\)"/);
  assert.match(said.tabs ?? '', /separated by tabs.*"CSV UTF-8/);
  assert.match(said['utf-16'] ?? '', /UTF-16.*"CSV UTF-8/);
  assert.match(said.other ?? '', /not the header of a file that Handhold knows\. Say what it is with --kind/);
});

test('a file named outright that is none of ours is a fault, whatever its ending', async () => {
  put('notes.txt', 'Not for us');
  const { faults } = await recognise([path.join(folder, 'notes.txt')], null);
  assert.equal(faults.length, 1);
});

test('what cannot be opened in a folder is told, and hides none of the others', async () => {
  const below = path.join(folder, 'some');
  mkdirSync(below);
  for (const name of ['a.csv', 'c.csv']) put(`some/${name}`, `${header}\n`);
  symlinkSync('nowhere', path.join(below, 'b.csv'));
  const { files, faults } = await recognise([below], null);
  assert.deepEqual(names(files), ['a.csv', 'c.csv']);
  assert.equal(faults.length, 1);
  assert.match(faults[0] ?? '', /b\.csv: ENOENT/);
});

test('a folder of links is a folder of files', async () => {
  const below = path.join(folder, 'links');
  mkdirSync(below);
  put('linked.csv', `${header}\n`);
  symlinkSync('../linked.csv', path.join(below, 'caseload.csv'));
  assert.deepEqual(names((await recognise([below], null)).files), ['caseload.csv']);
});

test('a workbook in a folder is told with how to save it, and whatever else is passed over is named', async () => {
  const below = path.join(folder, 'mixed');
  mkdirSync(below);
  put('mixed/caseload.xlsx', 'PK');
  put('mixed/caseload.zip', 'PK');
  const { faults, passedOver } = await recognise([below], null);
  assert.equal(faults.length, 1);
  assert.match(faults[0] ?? '', /caseload\.xlsx: not recognised: it is a workbook\. Save it as "CSV UTF-8/);
  assert.deepEqual(
    passedOver.map((file) => path.basename(file)),
    ['caseload.zip'],
  );
});
