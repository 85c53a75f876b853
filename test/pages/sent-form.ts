import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import type { ChildFact } from '../../src/domain/child/facts.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import type { Visit, Visitor } from '../../src/web/server.fixture.ts';
import type { Begun } from './desk.fixture.ts';
import type { House } from './house.ts';

/** The boxes that a person fills in, by name; several texts stand for several ticks. */
export type Boxes = Readonly<Record<string, string | readonly string[]>>;

/**
 * Sends forms of this house as a browser does, with the hidden fields of the form and the boxes that a person filled in. Each
 * box must be on the form. Each person signs in once.
 */
export function sendsForms(house: House) {
  const people = new Map<string, Visitor>();
  return async (who: string, address: string, boxes: Boxes): Promise<Visit> => {
    const person = people.get(who) ?? (await house.visitor(who));
    people.set(who, person);
    const { status, text } = await person.get(address);
    assert.equal(status, 200, address);
    for (const name of Object.keys(boxes))
      assert.match(text, new RegExp(`name="${name}"`), `${address} has no box ${name}`);
    const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const kept = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    // What asks to be checked is sent from its check page, which has the same boxes hidden.
    const checked = text.includes('Check your answers') ? { _then: 'send' } : {};
    return person.post(address, { ...kept, ...checked, ...boxes });
  };
}

/** The hidden fields of the last form on a page that goes to that address. */
export function hiddenIn({ text }: Pick<Visit, 'text'>, action: string): Readonly<Record<string, string>> {
  const begins = text.lastIndexOf(`<form action="${action}"`);
  assert.notEqual(begins, -1, `no form to ${action}: ${text.replace(/<[^>]+>/g, ' ').slice(0, 1500)}`);
  const form = text.slice(begins, text.indexOf('</form>', begins));
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
}

/** What a page that recorded nothing says is wrong. */
export function faultsOn({ text }: Visit): string {
  const summary =
    /nhsuk-error-summary[\s\S]*?<\/ul>|nhsuk-error-summary[\s\S]*?<\/div>/.exec(text)?.[0] ?? text;
  return summary.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

export type Sent = {
  readonly form: string;
  readonly by: string;
  readonly about: Begun;
  readonly ofChild?: boolean;
  readonly answers: Boxes;
};

/** The facts that one form about a child or its handover leaves behind, without the moving of clocks. */
export function writesFacts(house: House, send: ReturnType<typeof sendsForms>) {
  return async ({ form, by, about, ofChild, answers }: Sent): Promise<readonly ChildFact[]> => {
    const { personId, handoverId } = about;
    const seen = async () => {
      const child = await house.deps.readings.child(house.person(by), personId, 'test', 'test');
      return child?.facts ?? [];
    };
    const before = (await seen()).length;
    const address = ofChild
      ? pagePaths.form(personId, form)
      : pagePaths.handoverForm(personId, handoverId, form);
    const answer = await send(by, address, answers);
    assert.match(answer.url, /\/done\//, faultsOn(answer));
    return (await seen())
      .slice(before)
      .map(({ fact }) => fact)
      .filter(({ type }) => type !== 'DeadlinesMoved');
  };
}

/** Gives commands about a child without the pages; each of them must be accepted. */
export async function gives(
  house: House,
  who: string,
  { personId }: Pick<Begun, 'personId'>,
  ...commands: readonly ChildCommand[]
): Promise<void> {
  for (const command of commands) {
    const outcome = await house.give(personId, who, command);
    assert.equal(outcome.kind, 'done', `${command.type}: ${JSON.stringify(outcome)}`);
  }
}

/**
 * Asserts that each form is sent filled in by these rows, or by another test, which the table names and which in turn names the
 * form.
 */
export function noneIsLeftOut(
  forms: readonly string[],
  here: readonly string[],
  elsewhere: Readonly<Record<string, string>>,
): void {
  assert.deepEqual(
    forms.filter((form) => !here.includes(form) && !(form in elsewhere)),
    [],
    'sent nowhere',
  );
  assert.deepEqual(
    Object.keys(elsewhere).filter((form) => !forms.includes(form) || here.includes(form)),
    [],
    'no form, or sent here',
  );
  for (const [form, file] of Object.entries(elsewhere)) {
    const at = new URL(file, import.meta.url);
    assert.ok(existsSync(at), `${form}: there is no ${file}`);
    assert.ok(readFileSync(at, 'utf8').includes(`'${form}'`), `${file} does not send ${form}`);
  }
}
