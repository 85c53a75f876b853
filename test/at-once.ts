/** Does it for all at the same time. Everybody is waited for, also where one fails: what goes on behind a failure would meet what comes next. */
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
