import type { PoolClient } from 'pg';

/** What a COPY asks of the connection; the driver's types leave it out. */
type CopyConnection = {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
};

/**
 * Sends lines in PostgreSQL's text format through COPY FROM STDIN. A few lines in place of a package: the driver speaks
 * the protocol already, and every line is in memory.
 */
export function copyLines(client: PoolClient, into: string, lines: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | null = null;
    const copy = {
      submit: (connection: CopyConnection) => connection.query(`copy ${into} from stdin`),
      handleCopyInResponse(connection: CopyConnection) {
        for (let at = 0; at < lines.length; at += 2000) {
          connection.sendCopyFromChunk(Buffer.from(`${lines.slice(at, at + 2000).join('\n')}\n`));
        }
        connection.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleError(error: Error) {
        failed = error;
        reject(error);
      },
      handleReadyForQuery() {
        if (!failed) resolve();
      },
    };
    (client as unknown as { query(submittable: typeof copy): unknown }).query(copy);
  });
}

/** One cell in the text format. */
export function copyCell(value: string | number | boolean | null): string {
  if (value === null) return '\\N';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  const text = String(value);
  return /[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (mark) => escapes[mark] ?? mark) : text;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
