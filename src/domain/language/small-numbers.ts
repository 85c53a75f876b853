/**
 * A number by which a board could not know a child (promise P12): below five it is not told, and above it is told to the nearest five,
 * on every page and in every mail. Exact numbers of which one is left out give that one away by subtraction.
 */
export function withoutSmall(count: number): string {
  return count > 0 && count < 5 ? 'fewer than 5' : String(nearestFive(count));
}

/** The same for a number that is no small one. */
export function nearestFive(count: number): number {
  return Math.round(count / 5) * 5;
}
