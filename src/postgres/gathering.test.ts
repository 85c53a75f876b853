import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gathering, idleServer } from './gathering.ts';

/** A sender whose statements are answered by hand; each answers its items in capitals. */
function sender() {
  const sent: {
    readonly items: readonly string[];
    readonly answer: () => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  const send = (items: readonly string[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      sent.push({ items, answer: () => resolve(items.map((item) => item.toUpperCase())), fail: reject });
    });
  return { sent, send, items: () => sent.map((one) => one.items) };
}

const refused = new Error('refused by the server');
const broken = new Error('connection lost');
const rules = { undone: (error: unknown) => error === refused, lanes: 1, most: 3 };

describe('what is asked at the same time', () => {
  test('goes together; what comes while the lane is taken waits and goes together next, so many at most', async () => {
    const { sent, send, items } = sender();
    const ask = gathering({ send, ...rules });
    const first = [ask('a'), ask('b')];
    await nextTurn();
    const second = ['c', 'd', 'e', 'f'].map(ask);
    await nextTurn();
    assert.deepEqual(items(), [['a', 'b']]);
    sent[0]?.answer();
    assert.deepEqual(await Promise.all(first), ['A', 'B']);
    await nextTurn();
    assert.deepEqual(items().slice(1), [['c', 'd', 'e']]);
    sent[1]?.answer();
    await nextTurn();
    await nextTurn();
    sent[2]?.answer();
    assert.deepEqual(await Promise.all(second), ['C', 'D', 'E', 'F']);
  });

  test('takes a second lane while the first is under way', async () => {
    const { sent, send, items } = sender();
    const ask = gathering({ send, ...rules, lanes: 2 });
    const first = ask('a');
    await nextTurn();
    const second = ask('b');
    await nextTurn();
    assert.deepEqual(items(), [['a'], ['b']]);
    sent[1]?.answer();
    sent[0]?.answer();
    assert.deepEqual(await Promise.all([first, second]), ['A', 'B']);
  });

  test('goes in two halves, where it is most of what is asked and the server has nothing else to do, from whoever it comes', async () => {
    const { sent, send, items } = sender();
    const server = idleServer();
    const many = { send, ...rules, lanes: 2, most: 8, halvedFrom: 4, server };
    const ask = gathering(many);
    const beside = gathering(many);
    const few = ['a', 'b', 'c'].map(ask);
    await nextTurn();
    assert.deepEqual(items(), [['a', 'b', 'c']]);
    const whileBusy = ['d', 'e', 'f', 'g'].map(beside);
    await nextTurn();
    assert.deepEqual(items().slice(1), [['d', 'e', 'f', 'g']]);
    for (const one of sent) one.answer();
    await Promise.all([...few, ...whileBusy]);
    const whileIdle = ['h', 'i', 'j', 'k', 'l'].map(ask);
    await nextTurn();
    assert.deepEqual(items().slice(2), [
      ['h', 'i', 'j'],
      ['k', 'l'],
    ]);
    for (const one of sent.slice(2)) one.answer();
    assert.deepEqual(await Promise.all(whileIdle), ['H', 'I', 'J', 'K', 'L']);
  });

  test('goes whole, where the server has nothing to do and many more have asked of late', async () => {
    const { sent, send, items } = sender();
    const ask = gathering({ send, ...rules, lanes: 2, most: 20, halvedFrom: 4 });
    const rush = Array.from({ length: 12 }, (_, place) => ask(`r${place}`));
    await nextTurn();
    assert.deepEqual(
      items().map(({ length }) => length),
      [6, 6],
    );
    for (const one of sent) one.answer();
    await Promise.all(rush);
    const few = ['a', 'b', 'c', 'd', 'e'].map(ask);
    await nextTurn();
    assert.deepEqual(items().slice(2), [['a', 'b', 'c', 'd', 'e']]);
    sent[2]?.answer();
    await Promise.all(few);
    // The rush is forgotten, and five are all who ask.
    for (let turn = 0; turn < 30; turn += 1) {
      const one = ask('z');
      await nextTurn();
      sent.at(-1)?.answer();
      await one;
    }
    const all = ['a', 'b', 'c', 'd', 'e'].map(ask);
    await nextTurn();
    assert.deepEqual(items().slice(-2), [
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
    for (const one of sent.slice(-2)) one.answer();
    await Promise.all(all);
  });

  test('never holds two of one key', async () => {
    const { sent, send, items } = sender();
    const ask = gathering({ send, keyOf: (item: string) => item.slice(0, 1), ...rules });
    const all = ['a1', 'b1', 'a2'].map(ask);
    await nextTurn();
    assert.deepEqual(items(), [['a1', 'b1']]);
    sent[0]?.answer();
    await nextTurn();
    await nextTurn();
    assert.deepEqual(items().slice(1), [['a2']]);
    sent[1]?.answer();
    assert.deepEqual(await Promise.all(all), ['A1', 'B1', 'A2']);
  });

  test('is sent again for each alone when the server refused it for one of them', async () => {
    const asked: (readonly string[])[] = [];
    const ask = gathering({
      send: async (items: readonly string[]) => {
        asked.push(items);
        if (items.includes('bad')) throw refused;
        return items.map((item) => item.toUpperCase());
      },
      ...rules,
    });
    const answers = await Promise.allSettled(['a', 'bad', 'c'].map(ask));
    assert.deepEqual(
      answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : answer.reason)),
      ['A', refused, 'C'],
    );
    assert.deepEqual(asked, [['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  test('is not sent again when nobody knows what became of it, and the next goes on', async () => {
    const { sent, send, items } = sender();
    const ask = gathering({ send, ...rules });
    const all = Promise.allSettled(['a', 'b'].map(ask));
    await nextTurn();
    sent[0]?.fail(broken);
    assert.deepEqual(
      (await all).map((answer) => answer.status === 'rejected' && answer.reason),
      [broken, broken],
    );
    const next = ask('c');
    await nextTurn();
    assert.deepEqual(items(), [['a', 'b'], ['c']]);
    sent[1]?.answer();
    assert.equal(await next, 'C');
  });
});
