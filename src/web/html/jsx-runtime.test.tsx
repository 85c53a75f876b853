import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Child, raw } from './jsx-runtime.ts';

const hostile = `"><script>alert('1')</script>&`;
const safe = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;';

function Said({ children, to }: { children?: Child; to: string }) {
  return (
    <p title={to}>
      {to}: {children}
    </p>
  );
}

test('text and attributes are escaped, wherever they come from', () => {
  const several = (
    <>
      {hostile}
      {1}
    </>
  );
  const html = (
    <div title={hostile}>
      {hostile}
      {[hostile]}
      <Said to={hostile}>{hostile}</Said>
      {several}
    </div>
  );
  assert.equal(
    String(html),
    `<div title="${safe}">${safe}${safe}<p title="${safe}">${safe}: ${safe}</p>${safe}1</div>`,
  );
});

test('markup is escaped once, however often it is handed on', () => {
  const inner = <b>{'R&D'}</b>;
  assert.equal(String(<Said to="you">{inner}</Said>), '<p title="you">you: <b>R&amp;D</b></p>');
  assert.equal(String(<p>{raw('<!-- ours -->')}</p>), '<p><!-- ours --></p>');
});

test('an object that only looks like markup is not taken for it', () => {
  const forged = { isEscaped: true, toString: () => '<script>' } as unknown as Child;
  assert.throws(() => String(<p>{forged}</p>));
});

test('nothing is shown for what says nothing, and a zero is shown', () => {
  const Nothing = () => null;
  assert.equal(
    String(
      <p>
        {null}
        {undefined}
        {false}
        {true}
        {0}
        {''}
        <Nothing />
      </p>,
    ),
    '<p>0</p>',
  );
});

test('attributes: booleans of HTML stand or do not, others are said, and what is not given is left out', () => {
  assert.equal(
    String(<input checked={true} disabled={false} aria-invalid={true} value={0} name={undefined} />),
    '<input checked="" aria-invalid="true" value="0"/>',
  );
});
