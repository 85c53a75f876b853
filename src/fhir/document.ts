import { createHash } from 'node:crypto';

/** No single message of the kinds read here comes near this size. */
const largestMessage = 1024 * 1024;

export type ReadText =
  | { readonly ok: true; readonly text: string; readonly fingerprint: string }
  | {
      readonly ok: false;
      readonly reason: 'malformed' | 'too-large';
      readonly sentence: string;
      readonly fingerprint: string;
    };

/** Bytes of one message as text in UTF-8, without a byte order mark. A text is taken as it is. */
export function readText(document: Uint8Array | string, limit: number = largestMessage): ReadText {
  const bytes = typeof document === 'string' ? Buffer.from(document, 'utf8') : document;
  const fingerprint = createHash('sha256').update(bytes).digest('hex');
  if (bytes.byteLength > limit) {
    return {
      ok: false,
      reason: 'too-large',
      sentence: `It has ${bytes.byteLength} bytes; ${limit} are allowed`,
      fingerprint,
    };
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), fingerprint };
  } catch {
    return { ok: false, reason: 'malformed', sentence: 'It is not in UTF-8', fingerprint };
  }
}
