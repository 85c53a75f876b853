import { hash } from 'node:crypto';

/**
 * A UUID that follows from what it stands for (version 8 of RFC 9562, from SHA-256): an import that broke off and runs
 * again gives the same child, claim and command the same id, so that nothing is done twice.
 */
export function uuidFor(kind: string, ...parts: readonly string[]): string {
  const spelt = [kind, ...parts].map((part) => `${part.length}:${part}`).join('|');
  const hex = hash('sha256', spelt, 'hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The child with this NHS number, by whichever import it comes first: caseload or birth message. */
export function personWithNumber(nhsNumber: string): string {
  return uuidFor('person-with-number', nhsNumber);
}
