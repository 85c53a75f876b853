import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** What was typed to find a child, box by box. */
export type Question = Readonly<Record<string, string>>;

type Closing = { readonly secret: string; readonly practitionerId: string };

const algorithm = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

/**
 * A question as a part of an address that says nothing of it: addresses stand in a browser's history and in the logs of every proxy,
 * and what is asked is a child's name or number. It is kept nowhere (decision 0028); only this program, for the same person, opens it.
 */
export function closeQuestion(question: Question, { secret, practitionerId }: Closing): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, keyOf(secret), iv).setAAD(Buffer.from(practitionerId));
  const closed = Buffer.concat([cipher.update(JSON.stringify(question), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), closed]).toString('base64url');
}

/** The question again; null where it was changed, closed for somebody else, or by a program with another secret. */
export function openQuestion(closed: string, { secret, practitionerId }: Closing): Question | null {
  const bytes = Buffer.from(closed, 'base64url');
  if (bytes.length <= ivBytes + tagBytes) return null;
  const cipher = createDecipheriv(algorithm, keyOf(secret), bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  cipher.setAAD(Buffer.from(practitionerId)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    const text = cipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + cipher.final('utf8');
    return JSON.parse(text) as Question;
  } catch {
    return null;
  }
}

/** A key of its own, so that nothing closed here is of use where the cookies are signed. */
function keyOf(secret: string): Buffer {
  return createHash('sha256').update(`question ${secret}`).digest();
}
