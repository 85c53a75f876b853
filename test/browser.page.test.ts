import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { assertSound, closeBrowser, looks, openPage } from './browser.ts';

/** A page that is as it should be, with the body given. */
const page = (main: string) => `<!doctype html>
<html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/styles.css"></head>
<body><main><h1>A page</h1>${main}</main></body></html>`;

const id = (no: number) => `00000000-0000-4000-8000-00000000000${no}`;

const served: Readonly<Record<string, string>> = {
  '/styles.css':
    '.pale, .pale-on-phones { color: #eee; background: #fff } .wide { width: 900px } @media (min-width: 600px) { .on-phones { display: none } .pale-on-phones { color: #000 } }',
  '/locked.css': '@media (orientation: portrait) { body { transform: rotate(90deg) } }',
  '/sound': page('<label for="name">Name</label> <input id="name">'),
  '/sound-too': page('<label for="name">Number</label> <input id="name" type="text">'),
  '/dark': page('<p class="dark">Easily to be read</p>'),
  '/pale': page('<p class="pale">Hardly to be read</p>'),
  '/unnamed': page('<input id="name">'),
  '/twice': page('<p id="a">One</p><p id="a">Two</p>'),
  '/two-of-two': page(`<p id="${id(1)}">One</p><p id="${id(2)}">Two</p>`),
  '/two-of-one': page(`<p id="${id(1)}">One</p><p id="${id(1)}">Two</p>`),
  '/wide': page('<p class="wide">Too wide for a phone</p>'),
  '/locked': page('<link rel="stylesheet" href="/locked.css">'),
  '/pale-on-phones': page('<p class="pale-on-phones">Hardly to be read there</p>'),
  '/phone': page('<input class="on-phones" id="name">'),
  '/phone-named': page(
    '<label class="on-phones" for="name">Name</label> <input class="on-phones" id="name">',
  ),
};

describe('the checks of a page see what they are for', () => {
  let server: Server;
  let baseUrl: string;
  before(async () => {
    server = createServer((request, response) => {
      const found = served[request.url ?? ''];
      const type = request.url?.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8';
      response.writeHead(found === undefined ? 404 : 200, {
        'content-type': type,
        'content-security-policy': "default-src 'self'",
      });
      response.end(found);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await closeBrowser();
    server.close();
  });

  test('a fault of style, of markup and of width is told, each of its own page and at its own width', async () => {
    const looked = await openPage({ width: 390 });
    const at = async (path: string, width: 390 | 1280 = 390) => {
      await looked.goto(`${baseUrl}${path}`);
      const found = (await looks(looked, { widths: [width] })).find((look) => look.width === width);
      assert.ok(found);
      return { faults: found.faults.map(({ id }) => id), tooWide: found.tooWide };
    };
    const faults = async (path: string) => (await at(path)).faults;
    assert.deepEqual(await faults('/sound'), []);
    assert.deepEqual(await faults('/dark'), []);
    assert.deepEqual(await faults('/pale'), ['color-contrast'], 'the page is looked at with its styles');
    assert.deepEqual(await faults('/unnamed'), ['label']);
    assert.deepEqual(await faults('/twice'), ['repeated-id']);
    assert.deepEqual(await faults('/two-of-two'), []);
    assert.deepEqual(
      await faults('/two-of-one'),
      ['repeated-id'],
      'what differs in ids alone is looked at too',
    );
    assert.deepEqual(await faults('/locked'), ['css-orientation-lock'], 'styles that no page had before');
    assert.deepEqual(
      await at('/sound-too'),
      { faults: [], tooWide: 0 },
      'nothing is left of the page before',
    );
    assert.ok((await at('/wide')).tooWide > 400);
    assert.deepEqual(await faults('/phone'), ['label']);
    assert.deepEqual((await at('/phone', 1280)).faults, [], 'not shown at this width');
    assert.deepEqual(await faults('/phone'), ['label'], 'at its own width again');
    assert.equal((await at('/wide', 1280)).tooWide, 0);
    const both = await looks(looked, { widths: [1280] });
    assert.deepEqual(
      both.map(({ width, tooWide }) => [width, tooWide > 400]).sort(),
      [
        [1280, false],
        [390, true],
      ],
      'a phone is always asked',
    );
    await looked.goto(`${baseUrl}/phone-named`);
    for (let turn = 0; turn < 2; turn += 1)
      for (const { faults: none } of await looks(looked, { widths: [1280, 390] })) assert.deepEqual(none, []);
    for (const [path, fault] of [
      ['/phone', 'label'],
      ['/pale-on-phones', 'color-contrast'],
    ] as const) {
      await looked.goto(`${baseUrl}${path}`);
      // Twice, so that each window comes first once: the one that was looked into last does.
      for (let turn = 0; turn < 2; turn += 1) {
        const found = await looks(looked, { widths: [1280, 390] });
        const told = found.map(({ width, faults: all }) => `${width} ${all.map(({ id }) => id)}`);
        assert.deepEqual(told.sort(), ['1280 ', `390 ${fault}`], path);
      }
    }
    const asServed = { address: `${baseUrl}/unnamed`, html: served['/unnamed'] ?? '' };
    assert.deepEqual(
      (await looks(asServed, { widths: [390] }))[0]?.faults.map(({ id }) => id),
      ['label'],
    );
    await assert.rejects(assertSound(asServed, 'a page'), /a page at 390/);
    await assert.rejects(
      assertSound({ ...asServed, html: served['/wide'] ?? '' }, 'a page'),
      /wider than 390/,
    );
  });
});
