import pg from 'pg';
import { errorCode } from './embedded/processes.ts';

/** Longer than a server that starts or is far away takes to answer. */
const patienceMs = 10_000;

/** What a server answers while it starts, and while too many have logged in: by itself it will let others in. */
const passing: readonly (string | undefined)[] = ['57P03', '53300'];

/**
 * Why a server lets nobody in by this address, in words and with what to do; null where it does. Nothing of the address is repeated but
 * what the server itself says, which is never a password.
 */
export async function whyNoLogin(connectionString: string): Promise<string | null> {
  let client: pg.Client | null = null;
  try {
    client = new pg.Client({ connectionString, connectionTimeoutMillis: patienceMs });
    // A connection that breaks while it is ended again has answered already.
    client.on('error', () => undefined);
    await client.connect();
    return null;
  } catch (error) {
    return inWords(error);
  } finally {
    await client?.end().catch(() => undefined);
  }
}

function inWords(error: unknown): string {
  if (error instanceof pg.DatabaseError) {
    const canDo = passing.includes(error.code)
      ? 'Wait a moment, and try again.'
      : 'Correct the login, its password or the name of the database.';
    return `the server answers "${error.message}". ${canDo}`;
  }
  const code = errorCode(error);
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return `nothing answers at that address (${code}). Start the server, or correct the host and the port.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no such host (${code}). Correct its name, or see to the name service.`;
    default: {
      const said = code ?? (error instanceof Error ? error.message : String(error));
      return `no connection comes about (${said}). See that the server runs and can be reached from this machine.`;
    }
  }
}
