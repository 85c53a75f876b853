import { plainly } from './given-name.ts';

/** Whether two written names are the same person’s, as far as spelling tells. */
export function samePerson(a: string, b: string): boolean {
  return plainly(a) === plainly(b);
}
