/** Whether two written names are the same person’s, as far as spelling tells. */
export function samePerson(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
