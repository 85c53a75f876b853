/** One statement may not write a row twice: of several entries with one key the last counts. */
export function lastOfEach<Entry>(
  entries: readonly Entry[],
  key: (entry: Entry) => readonly string[],
): readonly Entry[] {
  return [...new Map(entries.map((entry) => [key(entry).join(), entry])).values()];
}
