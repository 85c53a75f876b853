/** Anything that says nothing is left out. */
type Name = string | false | 0 | null | undefined;

/** Joins the class names that apply, in order. */
export function classNames(...names: readonly Name[]): string {
  return names.filter(Boolean).join(' ');
}

/** A value of `aria-describedby`: the ids that exist, or nothing. */
export function describedBy(...ids: readonly Name[]): string | undefined {
  const text = classNames(...ids);
  return text === '' ? undefined : text;
}
