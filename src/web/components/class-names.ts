import type { HtmlEscapedString } from 'hono/utils/html';

/** What a component makes. All of ours are synchronous; the type is the renderer's. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Joins the class names that apply, in order. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** A value of `aria-describedby`: the ids that exist, or nothing. */
export function describedBy(...ids: readonly (string | false | null | undefined)[]): string | undefined {
  const text = classNames(...ids);
  return text === '' ? undefined : text;
}
