/** A refusal in words: why, and what can be done (promise P8). */
export type RefusalWords = { readonly says: string; readonly canDo: string };
