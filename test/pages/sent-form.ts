import assert from 'node:assert/strict';
import type { Visit, Visitor } from '../../src/web/server.fixture.ts';
import type { House } from './house.ts';

/** The boxes that a person fills in, by name; several texts are several ticks. */
export type Boxes = Readonly<Record<string, string | readonly string[]>>;

/**
 * Sends forms of this house as a browser does: with what stands hidden in them, and the boxes that a person filled in. Each box must be
 * on the form. People sign in once.
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
    const checked = text.includes('Check what you entered') ? { _then: 'send' } : {};
    return person.post(address, { ...kept, ...checked, ...boxes });
  };
}

/** What a page that took nothing says is wrong. */
export function faultsOn({ text }: Visit): string {
  const summary =
    /nhsuk-error-summary[\s\S]*?<\/ul>|nhsuk-error-summary[\s\S]*?<\/div>/.exec(text)?.[0] ?? text;
  return summary.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}
