/** Whether two first names may be of one child: the first word is the same, or one is not given yet. Twins never share theirs. */
export function mayBeSameName(known: string, told: string): boolean {
  const [a, b] = [known, told].map((name) => name.trim().toLowerCase().split(/\s+/)[0] ?? '');
  return a === '' || b === '' || a === b;
}
