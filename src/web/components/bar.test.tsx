import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bar } from './bar.tsx';

test('a bar is as long as the number, never longer than the whole, with its goal where it lies, and is not read out', () => {
  const part = (percent: number) =>
    /width="(\d+%)" height="10" class="hh-bar__part"/.exec(String(<Bar percent={percent} />))?.[1];
  assert.deepEqual([0, 33.4, 100, 128].map(part), ['0%', '33%', '100%', '100%']);
  assert.match(String(<Bar percent={40} goal={85} />), /x1="85%" x2="85%"[^>]*hh-bar__goal/);
  assert.doesNotMatch(String(<Bar percent={40} />), /hh-bar__goal/);
  assert.match(String(<Bar percent={40} />), /<svg [^>]*aria-hidden="true"/);
});
