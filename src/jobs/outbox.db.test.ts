import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { addMinutes } from '../domain/calendar/time.ts';
import { noon, nursery } from '../postgres/children.fixture.ts';
import { claimMail, type OutgoingMail, stuckMail, withoutAddress } from '../postgres/outbox.ts';
import { createPools, type Pools } from '../postgres/pool.ts';
import { sweep } from '../postgres/sweep.ts';
import { type TestDatabase, withDatabase } from '../postgres/test-database.ts';
import { folderTransport, smtpTransport } from './mail-transport.ts';
import { gatherMail, sendWaiting } from './outbox.ts';

const baseUrl = 'https://handhold.example';
const options = { from: 'Handhold <handhold@handhold.example>' };

describe('outbox', () => {
  let database: TestDatabase;
  let pools: Pools;
  let nurse: Awaited<ReturnType<typeof nursery>>;

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    nurse = await nursery(pools.admin);
  });
  beforeEach(async () => {
    await pools.admin.query('truncate notice, mail, escalation, deadline');
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  async function mails() {
    const { rows } = await pools.admin.query<{
      to: string;
      subject: string;
      body: string;
      sent: string | null;
      error: string | null;
      tries: number;
    }>(
      'select to_address as "to", subject, body, sent_at as sent, last_error as error, tries from mail order by to_address',
    );
    return rows;
  }

  test('one mail for each team: overdue children first, by reference only', async () => {
    const children = [(await nurse.offered()).personId, (await nurse.offered()).personId];
    await sweep(pools.admin, { now: addMinutes(noon, 40 * 24 * 60), sweeper: 'test' });
    await gatherMail(pools.admin, noon, baseUrl);
    const all = await mails();
    const desk = all.filter(({ to }) => to === 'ealing-hv@handhold.example');
    assert.equal(desk.length, 1);
    const body = desk[0]?.body ?? '';
    for (const personId of children) {
      assert.match(body, new RegExp(`- ${personId.slice(0, 8).toUpperCase()}: Overdue: `));
      assert.match(body, new RegExp(`${baseUrl}/child/${personId}`));
    }
    assert.match(body, /- 2 x A handover was offered to your desk/);
    assert.ok(body.indexOf('Overdue') < body.indexOf('Other news'));
    for (const { body: text, subject } of all)
      assert.doesNotMatch(text + subject, /Robin|Example,|Invented|LU1/);
    assert.equal(new Set(all.map(({ to }) => to)).size, all.length, 'nobody gets two mails in one run');
    assert.ok(all.some(({ to }) => to === 'deborah-quill@handhold.example'));
    const commissioner = all.find(({ to }) => to === 'peter-vance@handhold.example');
    assert.ok(commissioner);
    assert.doesNotMatch(commissioner.body, /children\/|[0-9A-F]{8}/);
    const board = all.find(({ to }) => to === 'ealing-commissioner@handhold.example');
    assert.match(board?.body ?? '', /^- Accept or decline: fewer than 5$/m);
    assert.doesNotMatch(`${board?.subject} ${board?.body}`, /\b[1-4]\b/);
    assert.equal(await gatherMail(pools.admin, noon, baseUrl), 0);
  });

  test('two that gather at once write each notice once', async () => {
    for (let count = 0; count < 5; count += 1) await nurse.offered();
    const written = await Promise.all([
      gatherMail(pools.admin, noon, baseUrl),
      gatherMail(pools.admin, noon, baseUrl),
    ]);
    assert.equal(written[0] + written[1], (await mails()).length);
    const desk = (await mails()).filter(({ to }) => to === 'ealing-hv@handhold.example');
    const told = desk.flatMap(({ body }) =>
      [...body.matchAll(/- (\d+) x A handover was offered/g)].map((match) => Number(match[1])),
    );
    assert.equal(
      told.reduce((sum, count) => sum + count, 0),
      5,
    );
  });

  test('a loss reported while a mail waits: it goes out without the child, and not at all where nothing else is left (A14)', async () => {
    const { personId } = await nurse.offered();
    await sweep(pools.admin, { now: addMinutes(noon, 40 * 24 * 60), sweeper: 'test' });
    await gatherMail(pools.admin, noon, baseUrl);
    const other = await nurse.offered();
    const waiting = await mails();
    assert.ok(waiting.some(({ body }) => body.includes(personId)));
    await nurse.done(
      'hannah-whitlock',
      personId,
      { type: 'stop-schedules', why: 'child-died', says: 'The hospital, by telephone' },
      addMinutes(noon, 1),
    );
    const sent: OutgoingMail[] = [];
    const transport = { send: async (mail: OutgoingMail) => void sent.push(mail), close: () => undefined };
    await sendWaiting(pools.admin, transport, () => addMinutes(noon, 2), baseUrl);
    const ofChild = personId.slice(0, 8).toUpperCase();
    for (const { subject, body } of sent) assert.ok(!`${subject}${body}`.includes(ofChild), subject);
    const desk = (await mails()).filter(({ to }) => to === 'ealing-hv@handhold.example');
    assert.ok(
      desk.length > 0 && desk.every(({ sent: at, error }) => at === null && /Kept back/.test(error ?? '')),
    );

    await pools.admin.query('truncate mail');
    await pools.admin.query('update notice set digest_id = null');
    await gatherMail(pools.admin, addMinutes(noon, 3), baseUrl);
    await sendWaiting(pools.admin, transport, () => addMinutes(noon, 4), baseUrl);
    assert.ok(sent.length > 0, 'of the other child there is news');
    for (const { body, subject } of sent)
      assert.ok(!`${subject}${body}`.includes(personId.slice(0, 8).toUpperCase()));
    assert.notEqual(other.personId, personId);
  });

  test('mail for a person or a team without an address is kept, and for whom it was can be asked until there is one', async () => {
    const addresses = async (person: string, team: string) => {
      await pools.admin.query(`update practitioner set email = $1 where id = 'deborah-quill'`, [person]);
      await pools.admin.query(`update team set email = $1 where id = 'ealing-hv'`, [team]);
    };
    await addresses('', '');
    try {
      await nurse.offered();
      await sweep(pools.admin, { now: addMinutes(noon, 40 * 24 * 60), sweeper: 'test' });
      const { rowCount } = await pools.admin.query(
        `insert into notice (team_id, for_lead, code, created_at) select id, false, 'offered', $1 from team where kind = 'outside' limit 1`,
        [noon],
      );
      assert.equal(rowCount, 1, 'a team outside the network, which is rung');
      await gatherMail(pools.admin, noon, baseUrl);
    } finally {
      await addresses('', 'ealing-hv@handhold.example');
    }
    const none = (await mails()).filter(({ to }) => to === '');
    assert.deepEqual(
      none.map(({ error }) => error),
      Array(2).fill('The directory has no address'),
    );
    const deborah = ['Deborah Quill (deborah-quill)'];
    assert.deepEqual(await withoutAddress(pools.admin, '2027-01-04'), deborah, 'the team has one by now');
    await addresses('', '');
    assert.equal((await withoutAddress(pools.admin, '2027-01-04')).length, 2);
    await addresses('deborah-quill@handhold.example', 'ealing-hv@handhold.example');
    assert.deepEqual(await withoutAddress(pools.admin, '2027-01-04'), []);
  });

  test('the folder holds a repeat as the same file', async (context) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'handhold-mail-'));
    context.after(() => rmSync(folder, { recursive: true }));
    await nurse.offered();
    await gatherMail(pools.admin, noon, baseUrl);
    const transport = folderTransport(folder, options);
    const [crashed] = await claimMail(pools.admin, noon, 1);
    assert.ok(crashed);
    await transport.send(crashed);
    const before = readFileSync(path.join(folder, `${crashed.mailId}.eml`), 'utf8');
    assert.match(before, new RegExp(`Message-ID: <${crashed.mailId}@handhold>`, 'i'));
    await sendWaiting(pools.admin, transport, () => addMinutes(noon, 6), baseUrl);
    assert.equal(readFileSync(path.join(folder, `${crashed.mailId}.eml`), 'utf8'), before);
    assert.equal(readdirSync(folder).length, (await mails()).length);
    assert.ok((await mails()).every(({ sent }) => sent !== null));
  });

  test('a mail server that is away for hours: each address has one mail waiting, with all of it, and gets that one when it is back', async () => {
    const got: OutgoingMail[] = [];
    let away = true;
    const transport = {
      send: async (mail: OutgoingMail) => {
        if (away) throw new Error('connect ECONNREFUSED');
        got.push(mail);
      },
      close: () => undefined,
    };
    const offered = [];
    let now = noon;
    for (let round = 0; round < 3; round += 1) {
      offered.push(await nurse.offered());
      now = addMinutes(noon, 40 * 24 * 60 + round * 15);
      await sweep(pools.admin, { now, sweeper: 'test' });
      await gatherMail(pools.admin, now, baseUrl);
      await sendWaiting(pools.admin, transport, () => now, baseUrl);
      await sendWaiting(pools.admin, transport, () => addMinutes(now, 2), baseUrl);
    }
    assert.equal(await stuckMail(pools.admin, addMinutes(now, -31)), null);
    const stuck = await stuckMail(pools.admin, addMinutes(now, -30));
    assert.deepEqual([stuck?.since, stuck?.nothingGoes], [addMinutes(now, -30), true]);
    assert.match(stuck?.error ?? '', /ECONNREFUSED/);
    away = false;
    const back = await sendWaiting(pools.admin, transport, () => addMinutes(now, 70), baseUrl);
    assert.deepEqual([back.sent, back.failed], [got.length, 0]);
    const addresses = got.map(({ to }) => to);
    assert.ok(addresses.length > 2);
    assert.deepEqual(addresses.toSorted(), [...new Set(addresses)].toSorted());
    const desk = got.find(({ to }) => to === 'ealing-hv@handhold.example')?.body ?? '';
    for (const { personId } of offered) assert.ok(desk.includes(personId.slice(0, 8).toUpperCase()), desk);
    assert.equal(await stuckMail(pools.admin, addMinutes(now, 70)), null);
  });

  test('a mail server that fails first: the mail stays with the reason, and goes later with the same Message-ID', async () => {
    const got: string[] = [];
    let refuses = true;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        let text = '';
        stream.on('data', (part: Buffer) => {
          text += part.toString();
        });
        stream.on('end', () => {
          got.push(/Message-ID: (\S+)/i.exec(text)?.[1] ?? '');
          done(refuses ? new Error('try again later') : null);
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const transport = smtpTransport(`smtp://127.0.0.1:${port}`, options);
    try {
      await pools.admin.query(
        `insert into mail (to_address, subject, body, created_at, next_try_at) values ('a@handhold.example', 'One', 'Text', $1, $1)`,
        [noon],
      );
      assert.deepEqual(await sendWaiting(pools.admin, transport, () => noon, baseUrl), {
        sent: 0,
        failed: 1,
      });
      assert.match((await mails())[0]?.error ?? '', /try again later/);
      assert.deepEqual(await sendWaiting(pools.admin, transport, () => addMinutes(noon, 0.5), baseUrl), {
        sent: 0,
        failed: 0,
      });
      refuses = false;
      assert.deepEqual(await sendWaiting(pools.admin, transport, () => addMinutes(noon, 1), baseUrl), {
        sent: 1,
        failed: 0,
      });
      const [mail] = await mails();
      assert.deepEqual([mail?.error, mail?.tries, mail?.sent], [null, 2, addMinutes(noon, 1)]);
      assert.equal(got.length, 2);
      assert.equal(new Set(got).size, 1);
    } finally {
      transport.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  });
});
