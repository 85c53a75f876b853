import type { IncomingMessage } from '../../domain/move/incoming.ts';
import { uuidFor } from './identifiers.ts';
import type { QuarantinedItem } from './ports.ts';

/** The message of an item in its neutral shape; null for a line of a file, and for a text that could not be read. */
export function messageIn(item: Pick<QuarantinedItem, 'content'>): IncomingMessage | null {
  const parsed = parsedIn(item);
  return parsed && 'fingerprint' in parsed ? (parsed as unknown as IncomingMessage) : null;
}

/** The cells of a line of a file, by column. */
export function cellsIn(item: Pick<QuarantinedItem, 'content'>): Readonly<Record<string, string>> {
  return (parsedIn(item) ?? {}) as Readonly<Record<string, string>>;
}

/** Written by `contentOf` and `faultItem`; what is neither is a text that could not be read. */
function parsedIn({ content }: Pick<QuarantinedItem, 'content'>): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(content);
    return typeof parsed === 'object' && parsed !== null
      ? (parsed as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

/** The id of the record that a form filled in from an item makes: sent twice, by whomever, it makes one. */
export function recordFrom(quarantineId: string): string {
  return uuidFor('record-from-quarantine', quarantineId);
}
