/** One spelling of a name for comparing: small letters, and one way of Unicode to write an accent, of which it knows two. */
export function plainly(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/** Whether two first names may be of one child: the first word is the same, or one is not given yet. Twins never share theirs. */
export function mayBeSameName(known: string, told: string): boolean {
  const [a, b] = [known, told].map((name) => plainly(name).split(/\s+/)[0] ?? '');
  return a === '' || b === '' || a === b;
}
