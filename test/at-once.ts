/**
 * Does it for all at the same time. Everybody is waited for, even if one fails: otherwise what still runs would meet whatever
 * the test does next.
 */
export async function atOnce<Item, Result>(
  items: readonly Item[],
  act: (item: Item, place: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const ends = await Promise.allSettled(items.map(act));
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
