import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Account, isRoot, nobody, notForAnother } from '../../test/another-account.ts';
import { type TestDatabase, withDatabase } from '../postgres/test-database.ts';

const launcher = path.resolve(import.meta.dirname, '../../handhold');
/** Settings of whoever runs the tests must not reach the program under test. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(PORT|HOST|DATABASE_URL|HANDHOLD_|OIDC_)/.test(name)),
);

/** What settings name is tried before anything is made: whoever starts Handhold reads sentences, and scripts an exit code. */
describe('what stands in the way of a start', {
  skip: process.platform === 'win32' && 'the launcher is a shell script',
}, () => {
  let server: TestDatabase;
  let folder: string;
  const below = (name: string) => path.join(folder, name);
  before(async () => {
    server = await withDatabase();
    folder = mkdtempSync(path.join(tmpdir(), 'handhold-way-'));
    writeFileSync(below('file'), '');
    symlinkSync(below('nowhere/else'), below('link'));
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A server's address with another part, which is wrong. */
  function serverWith(part: 'port' | 'password' | 'pathname', value: string): string {
    const url = new URL(server.adminUrl);
    url[part] = value;
    return url.href;
  }
  const served = ['--session-secret', 'x'.repeat(32), '--demo', 'on', '--port', '0'];
  const abroad = ['--base-url', 'https://handhold.example.org', '--proxies', '127.0.0.1', '--port', '0'];

  /** Runs a command that must end in words. One that goes on for ever, or makes a database first, is what is looked for. */
  function refused(args: readonly string[], as: Account | null = null): string {
    const { status, stdout, stderr } = spawnSync(launcher, args, {
      encoding: 'utf8',
      cwd: tmpdir(),
      env: environment,
      timeout: 60_000,
      killSignal: 'SIGKILL',
      ...as,
    });
    assert.equal(status, 3, stderr);
    assert.equal(stdout, '');
    assert.doesNotMatch(stderr, /^\s+at /m, 'a stack trace');
    assert.doesNotMatch(stderr, /hunter2/, 'a password');
    assert.ok(!existsSync(below('unmade')), 'a data folder was made first');
    return stderr;
  }

  const rows: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    ['a file as data folder', () => ['start', '--data', below('file')], /HANDHOLD_DATA: .*file is no folder/],
    ['a file above it', () => ['migrate', '--data', '/dev/full/x'], /HANDHOLD_DATA: .*full is no folder/],
    ['the same for who only asks', () => ['check', '--data', '/dev/full/x'], /HANDHOLD_DATA: .*no folder/],
    [
      'a folder of the system',
      () => ['start', '--data', '/proc/x/y'],
      /HANDHOLD_DATA: .*nothing can be made/,
    ],
    ['a link to nowhere', () => ['seed', '--data', below('link')], /HANDHOLD_DATA: .*nothing can be made/],
    [
      'a mail folder below a file',
      () => ['start', '--data', below('unmade'), '--mail', 'folder:/dev/full/mail'],
      /HANDHOLD_MAIL: .*full is no folder/,
    ],
    [
      'a mail server whose password is misspelt',
      () => ['start', '--data', below('unmade'), '--mail', 'smtp://us:hunter2%@mail.example.org'],
      /HANDHOLD_MAIL must be .*%25/,
    ],
    [
      'an address of another machine',
      () => ['start', '--data', below('unmade'), '--host', '10.255.255.1', ...abroad],
      /HOST: this machine has no address 10\.255\.255\.1/,
    ],
    [
      'a host that has no address',
      () => ['start', '--data', below('unmade'), '--host', 'no.invalid', ...abroad],
      /HOST: there is no host no\.invalid/,
    ],
    [
      'a server that is down',
      () => ['start', '--database-url', serverWith('port', '1'), ...served],
      /DATABASE_URL: nothing answers/,
    ],
    ...['migrate', 'seed', 'sweep', 'check'].map(
      (command) =>
        [
          `a server that is down, for ${command}`,
          () => [command, '--database-url', serverWith('port', '1')],
          /DATABASE_URL: nothing answers/,
        ] as const,
    ),
    [
      'a server that is not there',
      () => ['check', '--database-url', 'postgres://owner:hunter2@no.invalid/handhold'],
      /DATABASE_URL: there is no such host/,
    ],
    [
      'an unknown database',
      () => ['check', '--database-url', serverWith('pathname', '/unknown')],
      /DATABASE_URL: .*database "unknown" does not exist/,
    ],
    [
      'a wrong password',
      () => ['check', '--database-url', serverWith('password', 'hunter2')],
      /DATABASE_URL: .*password authentication failed/,
    ],
    [
      'a wrong password of the pages',
      () => [
        ...['start', '--database-url', server.adminUrl, ...served],
        ...['--app-url', serverWith('password', 'hunter2')],
      ],
      /HANDHOLD_APP_URL: .*password authentication failed/,
    ],
    [
      'no room for a checkpoint beside a server',
      () => ['check', '--checkpoint', '--database-url', server.adminUrl, '--data', '/dev/full/x'],
      /HANDHOLD_DATA: .*no folder/,
    ],
  ];
  for (const [what, args, says] of rows)
    test(`${what} is told in a sentence, with exit code 3`, () => assert.match(refused(args()), says));

  test('a folder of somebody else is told in a sentence, with exit code 3', {
    skip: isRoot && notForAnother(),
  }, () => {
    const theirs = below('theirs');
    mkdirSync(theirs);
    chmodSync(folder, 0o711);
    chmodSync(theirs, 0o555);
    const said = refused(['start', '--data', path.join(theirs, 'data')], isRoot ? nobody : null);
    assert.match(said, /HANDHOLD_DATA: .*theirs may not be written/);
  });

  test('all of it is told at once, with what the settings alone show', () => {
    const said = refused([
      ...['start', '--port', 'many', '--data', below('file'), '--mail', 'folder:/dev/full/mail'],
      ...['--host', '10.255.255.1', '--demo', 'maybe'],
    ]);
    for (const name of ['PORT', 'HANDHOLD_DATA', 'HANDHOLD_MAIL', 'HOST', 'HANDHOLD_DEMO'])
      assert.match(said, new RegExp(`^- ${name}\\b`, 'm'));
  });
});
