import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { readSettings, type Settings, sessionSecretOf, settingNames } from './settings.ts';

function settings(environment: Record<string, string>, flags: Record<string, string> = {}): Settings {
  const read = readSettings(environment, flags);
  assert.ok(read.ok, read.ok ? '' : read.faults.join('\n'));
  return read.settings;
}

function faults(environment: Record<string, string>, serving = true): readonly string[] {
  const read = readSettings(environment, {}, { serving });
  return read.ok ? [] : read.faults;
}

const server = 'postgres://owner:pw@db.example/handhold';
const secret = 'x'.repeat(32);

describe('settings', () => {
  test('with nothing set are the demonstration on this machine only', () => {
    const given = settings({});
    assert.equal(given.port, 8080);
    assert.equal(given.host, '127.0.0.1');
    assert.equal(path.basename(given.dataFolder), '.handhold');
    assert.equal(given.baseUrl, 'http://127.0.0.1:8080');
    assert.equal(given.demo, true);
    assert.deepEqual(given.mail, { kind: 'folder', folder: path.join(given.dataFolder, 'mail') });
    assert.ok(Object.isFrozen(given));
  });

  test('flags win over the environment, and an empty value counts as not set', () => {
    assert.equal(settings({ PORT: '9000' }, { port: '9001' }).port, 9001);
    assert.equal(settings({ PORT: '', DATABASE_URL: ' ' }).databaseUrl, null);
  });

  test('all faults are told at once, those between settings too', () => {
    const told = faults({
      PORT: '99999',
      DATABASE_URL: 'mysql://x',
      HANDHOLD_MAIL: 'pigeon',
      HANDHOLD_MAIL_FROM: 'nobody',
      HANDHOLD_DEMO: 'maybe',
      OIDC_ISSUER: 'https://login.example.org',
      HANDHOLD_SESSION_SECRET: 'short',
    });
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'HANDHOLD_MAIL',
      'HANDHOLD_MAIL_FROM',
      'HANDHOLD_DEMO',
      'HANDHOLD_SESSION_SECRET',
      'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET',
    ]) {
      assert.ok(
        told.some((fault) => fault.startsWith(`${name} `)),
        `${name} in:\n${told.join('\n')}`,
      );
    }
  });

  test('a server needs a session secret and a way to sign in, but only to serve pages', () => {
    assert.equal(faults({ DATABASE_URL: server }).length, 2);
    assert.deepEqual(faults({ DATABASE_URL: server }, false), []);
    assert.deepEqual(
      faults({ DATABASE_URL: server, HANDHOLD_SESSION_SECRET: secret, HANDHOLD_DEMO: 'on' }),
      [],
    );
  });

  test('a start by which nobody could sign in safely is told of as a setting, whichever way it came about', () => {
    assert.match(faults({ HANDHOLD_DEMO: 'off' }).join(), /with HANDHOLD_DEMO=off nobody could sign in/);
    assert.deepEqual(faults({ HANDHOLD_DEMO: 'off' }, false), []);
    const outside = /no password, so over plain HTTP it answers on this machine only/;
    assert.match(faults({ HOST: '192.0.2.7' }).join(), outside);
    assert.match(faults({ HANDHOLD_BASE_URL: 'http://handhold.example.org' }).join(), outside);
    const base = 'https://handhold.example.org';
    const behind = { HANDHOLD_BASE_URL: base, HANDHOLD_PROXIES: '10.1.2.3' };
    assert.deepEqual(faults({ HOST: '0.0.0.0', ...behind }), []);
    assert.match(
      faults({ HANDHOLD_BASE_URL: base }).join(),
      /^HANDHOLD_PROXIES is missing: .* Name its address/,
    );
    assert.deepEqual(faults({ HANDHOLD_BASE_URL: base }, false), []);
    assert.deepEqual(faults({ HANDHOLD_BASE_URL: 'http://localhost:9000' }), []);
    for (const HOST of ['127.0.0.1', '::1', 'localhost']) assert.deepEqual(faults({ HOST }), []);
    // What people type is this machine, yet the whole network reaches the port.
    for (const HOST of ['0.0.0.0', '::', '10.0.0.5'])
      for (const more of [{}, { HANDHOLD_BASE_URL: 'http://localhost:8080' }])
        assert.match(faults({ HOST, ...more }).join(), outside, HOST);
    const real = { DATABASE_URL: server, HANDHOLD_SESSION_SECRET: secret, HANDHOLD_DEMO: 'on' };
    assert.match(faults({ HOST: '0.0.0.0', ...real }).join(), outside);
    const oidc = { OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
    assert.deepEqual(faults({ ...oidc, HOST: '192.0.2.7' }), []);
  });

  test('the demonstration is off with a server or a provider, unless asked for', () => {
    assert.equal(settings({ DATABASE_URL: server }).demo, false);
    assert.equal(settings({ DATABASE_URL: server, HANDHOLD_DEMO: 'on' }).demo, true);
    const oidc = { OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
    assert.equal(settings(oidc).demo, false);
  });

  test('the claim with the practitioner’s id is the provider’s subject unless another is named, and never the e-mail', () => {
    const oidc = { OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
    assert.equal(settings(oidc).oidc?.practitionerClaim, undefined);
    const claim = { OIDC_PRACTITIONER_CLAIM: 'nhsid_useruid' };
    assert.equal(settings({ ...oidc, ...claim }).oidc?.practitionerClaim, 'nhsid_useruid');
    assert.equal(settings(oidc, { 'oidc-practitioner-claim': 'staff' }).oidc?.practitionerClaim, 'staff');
    assert.match(faults({ ...oidc, OIDC_PRACTITIONER_CLAIM: 'email' }).join(), /must not be email/);
    assert.match(faults(claim).join(), /OIDC_PRACTITIONER_CLAIM is set without OIDC_ISSUER/);
  });

  test('no fault repeats a value, which may be a password', () => {
    const told = faults({
      DATABASE_URL: 'hunter2',
      HANDHOLD_APP_URL: 'hunter2',
      HANDHOLD_SESSION_SECRET: 'hunter2',
    });
    assert.equal(told.length > 0, true);
    assert.doesNotMatch(told.join('\n'), /hunter2/);
  });

  test('the session secret is made once, for its owner only', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'handhold-secret-'));
    const given = settings({ HANDHOLD_DATA: folder });
    const made = sessionSecretOf(given);
    assert.ok(made.length >= 32);
    assert.equal(sessionSecretOf(given), made);
    assert.equal(statSync(path.join(folder, 'session-secret')).mode & 0o777, 0o600);
    rmSync(folder, { recursive: true });
  });

  test('proxies are named one by one: addresses and networks, never everybody', () => {
    assert.deepEqual(settings({}).proxies, []);
    const proxies = settings({ HANDHOLD_PROXIES: '10.1.2.3, 10.1.9.0/28,fd00::1' }).proxies;
    assert.deepEqual(proxies, ['10.1.2.3', '10.1.9.0/28', 'fd00::1']);
    for (const wrong of ['uniquelocal', '10.1.2.3,', '0.0.0.0/0', '10.0.0.0/33', 'proxy.example.org'])
      assert.match(faults({ HANDHOLD_PROXIES: wrong }).join(), /HANDHOLD_PROXIES must be/, wrong);
  });

  test('no two settings share a flag', () => {
    const flags = Object.values(settingNames).map(({ flag }) => flag);
    assert.equal(new Set(flags).size, flags.length);
  });
});
