import type { Adapter, AdapterPayload } from 'oidc-provider';

type Kept = { readonly payload: AdapterPayload; readonly until: number };

/**
 * What the demonstration's provider remembers between two requests: interactions, codes, grants. In memory on
 * purpose: a restart forgets who was choosing, nothing of it is worth keeping.
 */
export class ArtefactsInMemory implements Adapter {
  readonly #kind: string;
  static readonly #kept = new Map<string, Kept>();

  constructor(kind: string) {
    this.#kind = kind;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const now = Date.now();
    for (const [key, kept] of ArtefactsInMemory.#kept)
      if (kept.until <= now) ArtefactsInMemory.#kept.delete(key);
    ArtefactsInMemory.#kept.set(this.#key(id), { payload, until: now + expiresIn * 1000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const kept = ArtefactsInMemory.#kept.get(this.#key(id));
    return kept && kept.until > Date.now() ? kept.payload : undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#all().find((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#all().find((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const kept = ArtefactsInMemory.#kept.get(this.#key(id));
    if (kept) kept.payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    ArtefactsInMemory.#kept.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of ArtefactsInMemory.#kept) {
      if (payload.grantId === grantId) ArtefactsInMemory.#kept.delete(key);
    }
  }

  #key(id: string): string {
    return `${this.#kind}:${id}`;
  }

  #all(): readonly AdapterPayload[] {
    return [...ArtefactsInMemory.#kept]
      .filter(([key, { until }]) => key.startsWith(`${this.#kind}:`) && until > Date.now())
      .map(([, { payload }]) => payload);
  }
}
