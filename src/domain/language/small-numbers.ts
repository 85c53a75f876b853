/** A number by which a board could not know a child: below five it is not told exactly (promise P12). */
export function withoutSmall(count: number): string {
  return count > 0 && count < 5 ? 'fewer than 5' : String(count);
}
