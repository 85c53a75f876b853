import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { recognise } from './recognise.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'handhold-recognise-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const header = 'nhs_number,given_name,family_name,date_of_birth,postcode,team_id';
const put = (name: string, content: string | Buffer) => writeFileSync(path.join(folder, name), content);

test('a caseload that Excel wrote in another way is said and not passed over, and how to save it', async () => {
  put('right.csv', `${header}\n`);
  put('semicolons.csv', `${header.replaceAll(',', ';')}\n`);
  put('tabs.csv', `\uFEFF${header.replaceAll(',', '\t')}\n`);
  put('utf-16.csv', Buffer.from(`\uFEFF${header}\r\n`, 'utf16le'));
  put('other.csv', 'shoe,size\n');
  put('notes.txt', 'Not for us');
  const { files, faults } = await recognise([folder], null);
  assert.deepEqual(
    files.map((file) => path.basename(file.path)),
    ['right.csv'],
  );
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
