/**
 * What the compiler makes of a tag in our pages: its text, at once. Text and the values of attributes are escaped; names of
 * elements and attributes are the code's own and never come from outside. See docs/decisions/0017.
 */

/** Text that is markup already and goes into a page as it stands. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand between two tags. Nothing is shown for null, undefined, true and false. */
export type Child = Html | string | number | boolean | null | undefined | readonly Child[];

type Value = string | number | boolean | null | undefined;
type Attributes = { readonly [name: string]: Value | Child; readonly children?: Child };
type Component = (props: never) => Child;

/** Markup that we wrote ourselves and that needs no escaping. Nothing typed by a person may come here. */
export function raw(markup: string): Html {
  return new Html(markup);
}

/** An element, or what a component makes of its properties. */
export function jsx(tag: string | Component, props: Attributes): Html {
  if (typeof tag !== 'string') return asHtml((tag as (props: Attributes) => Child)(props));
  let opening = `<${tag}`;
  for (const name in props) if (name !== 'children') opening += attribute(name, props[name] as Value);
  if (withoutEnd.has(tag)) return new Html(`${opening}/>`);
  return new Html(`${opening}>${textOf(props.children)}</${tag}>`);
}

/** The compiler calls it so where there are several children. */
export function jsxs(tag: string | Component, props: Attributes): Html {
  return jsx(tag, props);
}

/** Several children without an element around them. */
export function Fragment({ children }: { readonly children?: Child }): Html {
  return asHtml(children);
}

function asHtml(child: Child): Html {
  return child instanceof Html ? child : new Html(textOf(child));
}

function textOf(child: Child): string {
  if (typeof child === 'string') return escaped(child);
  if (child instanceof Html) return child.toString();
  if (child === null || child === undefined || typeof child === 'boolean') return '';
  if (typeof child === 'number') return String(child);
  let text = '';
  for (const one of child) text += textOf(one);
  return text;
}

/** A boolean of HTML stands or does not; any other truth, as of ARIA, is said in words. */
function attribute(name: string, value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean' && booleans.has(name)) return value ? ` ${name}=""` : '';
  return ` ${name}="${escaped(String(value))}"`;
}

const special = /[&<>'"]/;
const specials = /[&<>'"]/g;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&quot;',
};

/** Asks first, because nearly every text has none of them. */
function escaped(text: string): string {
  return special.test(text) ? text.replace(specials, (character) => entities[character] ?? '') : text;
}

/** Elements without content (HTML, section 13.1.2). */
const withoutEnd: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

const booleans: ReadonlySet<string> = new Set(
  'autofocus checked disabled formnovalidate hidden inert multiple novalidate open readonly required reversed selected'.split(
    ' ',
  ),
);

/** What the compiler asks about tags. */
export declare namespace JSX {
  type Element = Html;
  type ElementType = string | ((props: never) => Child);
  type ElementChildrenAttribute = { children: unknown };
  type IntrinsicElements = { [element: string]: Attributes };
}
