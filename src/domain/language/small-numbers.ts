/**
 * A number as a board may read it, so that it knows no child by it (promise P12): below five it is not told, above that
 * it is told to the nearest five, on every page and in every mail. If exact numbers were shown and one left out,
 * subtraction would give it away.
 */
export function withoutSmall(count: number): string {
  return count > 0 && count < 5 ? 'fewer than 5' : String(nearestFive(count));
}

/** The nearest five to a number that is not a small one. */
export function nearestFive(count: number): number {
  return Math.round(count / 5) * 5;
}
