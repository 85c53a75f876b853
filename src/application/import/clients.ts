import { londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import type { ChildStore } from '../child-store.ts';
import { killPoint } from '../kill-points.ts';
import { linesAgain } from './caseload.ts';
import { identityOf, personAsSpelt, personOf } from './caseload-rows.ts';
import { type ClientLedger, clientLedger, type Found } from './client-ledger.ts';
import { childAmong, clientOf, clientsLike, clientsWith, takeClient } from './client-rows.ts';
import {
  type Counts,
  type FileResult,
  faultItem,
  type Judged,
  type Lines,
  type SourceFile,
  type Taking,
  takeFile,
} from './files.ts';
import { type Namesakes, namesakeMarks, namesakesOf } from './namesakes.ts';
import type { FileStore, QuarantineEntry } from './ports.ts';
import type { CaseloadEntry, ClientEntry } from './rows.ts';

export type ClientPorts = { readonly children: ChildStore; readonly files: FileStore };

/**
 * Takes in the clients whom a site has in its programme when it begins with Handhold, each with her child. The rules judge each line
 * as they judge a page; what a batch comes to is written together with the place that it reached. A line that cannot be trusted, or
 * that a rule refuses, is quarantined whole. `context` is asked anew for each batch and acts as the system.
 */
export function takeClients(
  ports: ClientPorts,
  source: Lines<ClientEntry>,
  context: () => Context,
): Promise<FileResult> {
  const { lines, again } = linesAgain(source.lines, ({ child }) => child);
  return takeFile(ports.files, { ...source, lines }, context, (rows, onTheWay, batchNo) =>
    takeRows({ ...ports, again }, source.file, rows, onTheWay, batchNo, context()),
  );
}

const nothing: Judged = { changes: [], postcodes: [], quarantine: [], counts: {} };

async function takeRows(
  { children, files, again }: ClientPorts & { readonly again: WeakSet<CaseloadEntry> },
  file: SourceFile,
  rows: readonly ClientEntry[],
  onTheWay: ReadonlySet<string>,
  batchNo: number,
  context: Context,
): Promise<Taking<ClientEntry>> {
  // A family may stand in several batches: each meets what the one before it has become.
  if (onTheWay.size > 0) return { judged: nothing, left: rows };
  const around = await askedBefore({ children, files }, rows, context);
  let ledger = clientLedger(around.found);
  const quarantine: QuarantineEntry[] = [];
  const counts: Counts = {};
  for (const row of rows) {
    const trial = ledger.copy();
    const place = { ...placeOf(row, ledger, around), again: again.has(row.child) };
    const outcome = await takeClient(trial.stores, row, place, file.fileHash, context);
    counts[countOf[outcome.kind]] = (counts[countOf[outcome.kind]] ?? 0) + 1;
    if (outcome.kind === 'quarantine') quarantine.push(itemOf(file, row, outcome, context.now));
    else ledger = trial;
  }
  killPoint(`import-before-commit:${batchNo}`);
  return { judged: { ...nothing, programme: ledger.written(), quarantine, counts }, left: [] };
}

const countOf = {
  taken: 'taken into the programme',
  'child-brought': 'brought in with a further child',
  known: 'known already',
  quarantine: 'quarantined',
} as const;

type Around = {
  readonly found: Found;
  readonly namesakes: Namesakes;
  readonly putAway: ReadonlySet<number>;
  readonly areas: ReadonlyMap<string, string>;
};

/** All that the rules may ask about the people of these lines, in a few questions for all of them. */
async function askedBefore(
  { children, files }: ClientPorts,
  rows: readonly ClientEntry[],
  context: Context,
): Promise<Around> {
  const entries = rows.map(({ child }) => child);
  const numbers = rows.flatMap(({ nhsNumber }) => nhsNumber ?? []);
  const born = {
    born: rows.flatMap(({ bornOn }) => bornOn ?? []),
    teams: entries.map(({ teamId }) => teamId),
  };
  const clients = await files.clients(numbers, rows.map(clientOf), born);
  const childNumbers = entries.flatMap(({ nhsNumber }) => nhsNumber ?? []);
  const known = await files.known(
    childNumbers,
    entries.flatMap((entry) => [personOf(entry), personAsSpelt(entry)]),
  );
  const families = entries.flatMap((entry) => identityOf(entry).familyId ?? []);
  const family = await children.ofFamily(families, numbers, null);
  const listed = clients.flatMap(({ state }) => state.children);
  const ids = new Set([...known, ...family, ...listed].map(({ personId }) => personId));
  const loaded = await Promise.all([...ids].map(children.loadAny));
  const postcodes = new Set(entries.flatMap(({ postcode }) => postcode ?? []));
  return {
    found: { clients, children: loaded.filter((child) => child !== null) },
    namesakes: await namesakesOf(files, entries),
    putAway: await files.putAway(entries),
    areas: await files.areasOf([...postcodes], londonDate(context.now)),
  };
}

function placeOf(row: ClientEntry, ledger: ClientLedger, { namesakes, putAway, areas }: Around) {
  const { child } = row;
  const marks = new Set(ledger.written().newChildren.flatMap(namesakeMarks));
  const known = childAmong(child, ledger.children());
  return {
    clients: [...clientsWith(row, ledger.clients()), ...clientsLike(row, ledger.clients())],
    child: known,
    putAway: putAway.has(child.line),
    areaCode: child.postcode === null ? null : (areas.get(child.postcode) ?? null),
    namesake: known === null && (namesakes.inCare(child) || namesakes.onTheWay(child, marks)),
  };
}

function itemOf(
  file: SourceFile,
  { line, cells }: ClientEntry,
  { reason, says }: { readonly reason: QuarantineEntry['reason']; readonly says: string },
  at: string,
): QuarantineEntry {
  return faultItem(file, { kind: 'fault', line, column: null, reason, sentence: says, cells }, at);
}
