import type { Change, LoadedChild } from '../application/child-store.ts';

/** Children as they were written last, up to a number; beyond that the one written longest ago is forgotten. */
export type ChildrenRemembered = {
  readonly of: (personId: string) => LoadedChild | null;
  /** To be called once it is known that the change was written. */
  readonly keep: (change: Change) => void;
  readonly forget: (personId: string) => void;
};

export function childrenRemembered(most: number): ChildrenRemembered {
  // A map gives its keys in the order in which they were set.
  const children = new Map<string, LoadedChild>();
  return {
    of: (personId) => children.get(personId) ?? null,
    keep({ personId, expectedVersion, facts, state }) {
      const newest = facts.at(-1);
      if (most === 0 || !newest) return;
      const version = expectedVersion + facts.length;
      const known = children.get(personId);
      // The answers to two changes that were written one after the other may come in the other order.
      if (known && known.version > version) return;
      children.delete(personId);
      children.set(personId, { personId, version, headHash: newest.hash, state });
      for (const oldest of children.keys()) {
        if (children.size <= most) break;
        children.delete(oldest);
      }
    },
    forget: (personId) => children.delete(personId),
  };
}
