/** An instant spelt inside JSON as everywhere else: UTC, milliseconds, Z. */
export function instantText(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
