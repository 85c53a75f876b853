import type { PoolClient } from 'pg';
import type { Change } from '../application/child-store.ts';
import type { Written } from '../application/import/client-ledger.ts';
import { allThere, bulkLoad } from './bulk-load.ts';
import { bulkLoadClients } from './bulk-load-clients.ts';
import { appendCommands } from './child-store.ts';
import { clientStore } from './client-store.ts';

/**
 * Writes what the lines of a batch came to, in the connection’s transaction: whole lives of clients and children whom nobody knew are
 * copied, what is added to those who were there is appended, many at a time. `gone`: somebody came between, in a person’s record or
 * in the directory, and the transaction is to be rolled back.
 */
export async function writeClients(
  connection: PoolClient,
  { newChildren, children, newClients, clients }: Written,
): Promise<'written' | 'gone'> {
  const named = [...newClients, ...clients].flatMap(({ changes }) => changes);
  if (
    !(await allThere(
      connection,
      named.map((change) => ({ ...change, mustBeLive: [] })),
    ))
  )
    return 'gone';
  if ((await bulkLoad(connection, newChildren)) === 'gone') return 'gone';
  if ((await bulkLoadClients(connection, newClients)) === 'gone') return 'gone';
  for (const wave of wavesOf(children)) {
    const added = await appendCommands(connection, wave);
    if (added.some(({ outcome }) => outcome !== 'appended')) return 'gone';
  }
  return appendToClients(connection, clients);
}

/** The first change of each child, then the second of each that has one, and so on: one statement for each. */
function wavesOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const lives = [...Map.groupBy(changes, ({ personId }) => personId).values()];
  const longest = Math.max(0, ...lives.map((own) => own.length));
  return Array.from({ length: longest }, (_, place) => lives.flatMap((own) => own[place] ?? []));
}

/** A further child of a client who is here already: few lines of a file tell of one. */
async function appendToClients(
  connection: PoolClient,
  clients: Written['clients'],
): Promise<'written' | 'gone'> {
  const store = clientStore(connection);
  for (const { changes, answers } of clients)
    for (const change of changes) {
      if ((await store.append(change)).outcome !== 'appended') return 'gone';
      for (const { consequenceId } of change.consequences) {
        const answer = answers.get(consequenceId);
        if (answer) await store.answer(change.personId, consequenceId, answer, answer.at);
      }
    }
  return 'written';
}
