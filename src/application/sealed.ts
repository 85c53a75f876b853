import type { StoredFact } from '../domain/child/facts.ts';
import { foldChild } from '../domain/child/state.ts';

/**
 * A child's facts as they may leave (promise P11). While the address is sealed, every address of the stream is masked, those
 * of signals included: an older or a reported one may be where they are found. Areas stay, because they route.
 */
export function withoutSealed(facts: readonly StoredFact[]): readonly StoredFact[] {
  if (!foldChild(facts).address?.sealed) return facts;
  const text = JSON.stringify(facts, (key, value: unknown) => {
    if (key === 'lines' && Array.isArray(value)) return ['Sealed address'];
    return key === 'postcode' && typeof value === 'string' ? null : value;
  });
  const masked: readonly StoredFact[] = JSON.parse(text);
  return masked;
}
