import { hash } from 'node:crypto';
import type { RecordedBy, StoredFact } from '../domain/child/facts.ts';

/** A fact of any stream, in its envelope. */
type Stored<Fact> = Omit<StoredFact, 'fact'> & { readonly fact: Fact };

/** The hash before the first fact of a stream. */
export const genesis = '0'.repeat(64);

/** The hash of a fact: over its person, its envelope, its content and the hash before it, in one canonical spelling. */
export function hashOf(personId: string, stored: Stored<object>, previousHash: string): string {
  const { version, fact, happenedAt, recordedAt, by, commandId } = stored;
  const spelt = canonical({ personId, version, fact, happenedAt, recordedAt, by, commandId });
  return hash('sha256', previousHash + spelt, 'hex');
}

/** Chains new facts to the head of a stream. */
export function chainFacts<Fact extends object>(
  personId: string,
  head: { readonly version: number; readonly headHash: string },
  facts: readonly Fact[],
  envelope: {
    readonly happenedAt: string;
    readonly recordedAt: string;
    readonly by: RecordedBy;
    readonly commandId: string;
  },
): readonly (Stored<Fact> & { readonly hash: string; readonly previousHash: string })[] {
  let previousHash = head.headHash;
  return facts.map((fact, index) => {
    const stored: Stored<Fact> = { version: head.version + index + 1, fact, ...envelope };
    const chained = { ...stored, previousHash, hash: hashOf(personId, stored, previousHash) };
    previousHash = chained.hash;
    return chained;
  });
}

/** JSON with sorted keys, so that the spelling is the same after a round through the database. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const held = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(held).sort()) {
    const one = held[key];
    if (one !== undefined) text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${canonical(one)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}
