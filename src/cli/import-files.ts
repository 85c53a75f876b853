import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from 'pg';
import { takeCaseload } from '../application/import/caseload.ts';
import { takeClients } from '../application/import/clients.ts';
import { type FileResult, type SourceFile, takePostcodes } from '../application/import/files.ts';
import { type Document, placeOf, takeMessage } from '../application/import/messages.ts';
import type { MessagePorts } from '../application/import/taken.ts';
import { londonDate } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { type Context, systemActor } from '../domain/child/context.ts';
import { caseloadColumns, readCaseload } from '../fhir/caseload-csv.ts';
import { clientColumns, readClients } from '../fhir/clients-csv.ts';
import { directoryColumns } from '../fhir/directory-columns.ts';
import { readNems } from '../fhir/nems-stu3.ts';
import { readPds } from '../fhir/pds-r4.ts';
import { readPostcodes } from '../fhir/postcode-csv.ts';
import { siteColumns } from '../fhir/sites-csv.ts';
import { childStore } from '../postgres/child-store.ts';
import { clientStore } from '../postgres/client-store.ts';
import { type DirectorySnapshot, loadDirectory } from '../postgres/directory-store.ts';
import { fileStore, messageStore } from '../postgres/import-store.ts';
import { importEntries } from './import-directory.ts';
import { progress } from './progress.ts';
import { columnsOf, type FoundFile } from './recognise.ts';

/** What became of one file or message. `says` is for a person; it holds no name, number or address of a child or client. */
export type Imported = {
  readonly file: string;
  readonly kind: FoundFile['kind'];
  readonly outcome: string;
  readonly reason: string | null;
  readonly says: string;
  readonly counts: Readonly<Record<string, number>>;
};

export type ImportOptions = {
  /** The owner of the tables. */
  readonly admin: Pool;
  /** The time by the database's clock. */
  readonly now: () => string;
  /** Progress of long files, and of many messages. */
  readonly say: (line: string) => void;
  /** A clock that only goes on, for the progress; absent: the process's own. */
  readonly milliseconds?: () => number;
};

/**
 * Takes in files in the order given; messages that come together in the order in which their senders changed them. What
 * cannot be trusted is quarantined and counted, not thrown. A file that cannot be read at all has the outcome `unreadable`.
 */
export async function importFiles(
  files: readonly FoundFile[],
  options: ImportOptions,
): Promise<readonly Imported[]> {
  const results: Imported[] = [];
  for (const file of files.filter(({ kind }) => kind !== 'pds' && kind !== 'nems'))
    results.push(await readable(file, () => importTable(file, options)));
  const messages = files.filter(({ kind }) => kind === 'pds' || kind === 'nems');
  return messages.length === 0 ? results : [...results, ...(await importMessages(messages, options))];
}

async function readable<Done>(file: FoundFile, run: () => Promise<Done>): Promise<Done | Imported> {
  try {
    return await run();
  } catch (error) {
    if (!isFileError(error)) throw error;
    return { ...named(file), outcome: 'unreadable', reason: null, says: error.message, counts: {} };
  }
}

function isFileError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'syscall' in error &&
    'code' in error &&
    !['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(String(error.code))
  );
}

function named(file: FoundFile): { readonly file: string; readonly kind: FoundFile['kind'] } {
  return { file: path.basename(file.path), kind: file.kind };
}

async function importMessages(
  files: readonly FoundFile[],
  options: ImportOptions,
): Promise<readonly Imported[]> {
  const { admin } = options;
  const ports = { children: childStore(admin), clients: clientStore(admin), inbox: messageStore(admin) };
  const snapshot = await loadDirectory(options.admin);
  const { ordered, unreadable } = await inOrder(files, options);
  const results: Imported[] = [...unreadable];
  const taken = progress('Messages', options.say, 'taken in', options.milliseconds);
  for (const batch of batches(ordered)) {
    for (const given of await Promise.all(batch.map((file) => readMessage(file, options)))) {
      results.push('outcome' in given ? given : await takeOne(ports, given, contextOf(snapshot, options)));
      taken(results.length);
    }
  }
  return results;
}

/** So many messages are held in memory at once, however many a folder has. */
const messagesInBatch = 200;

function* batches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += messagesInBatch) yield items.slice(at, at + messagesInBatch);
}

/**
 * The files in the order in which their senders changed what they tell. Each is read for its place alone, and again when its turn
 * comes: a folder of a year is longer than a memory.
 */
async function inOrder(
  files: readonly FoundFile[],
  options: ImportOptions,
): Promise<{ readonly ordered: readonly FoundFile[]; readonly unreadable: readonly Imported[] }> {
  const places: { readonly file: FoundFile; readonly place: string }[] = [];
  const unreadable: Imported[] = [];
  const read = progress('Messages', options.say, 'read', options.milliseconds);
  for (const file of files) {
    const given = await readMessage(file, options);
    if ('outcome' in given) unreadable.push(given);
    else places.push({ file, place: placeOf(given.read) });
    read(places.length);
  }
  const ordered = places.toSorted((a, b) => a.place.localeCompare(b.place)).map(({ file }) => file);
  return { ordered, unreadable };
}

type Read = Document & { readonly from: FoundFile };

/** One message as its format tells it, or that its file cannot be read. */
async function readMessage(file: FoundFile, options: ImportOptions): Promise<Read | Imported> {
  return readable(file, async () => {
    const { size } = await stat(file.path);
    if (size > largestFile) return tooLarge(file, size);
    const bytes = await readFile(file.path);
    const today = londonDate(options.now());
    const read = file.kind === 'nems' ? readNems(bytes, today) : readPds(bytes, today);
    const text = bytes.toString('utf8', 0, 200_000);
    return { from: file, fileName: path.basename(file.path), text, read };
  });
}

/** Many times the largest message: it is none, and must not fill the memory before it is found to be too large. */
const largestFile = 64 * 2 ** 20;

function tooLarge(file: FoundFile, bytes: number): Imported {
  const says = `It has ${Math.round(bytes / 2 ** 20)} MB: that is no message. Nothing of it was read`;
  return { ...named(file), outcome: 'unreadable', reason: null, says, counts: {} };
}

async function takeOne(ports: MessagePorts, document: Read, context: Context): Promise<Imported> {
  const taken = await takeMessage(ports, document, context);
  const reason = taken.outcome === 'quarantined' ? taken.reason : null;
  const { outcome, says } = taken;
  return { ...named(document.from), outcome, reason, says, counts: { [outcome]: 1 } };
}

async function importTable(file: FoundFile, options: ImportOptions): Promise<Imported> {
  const source: SourceFile = {
    fileHash: await hashOf(file.path),
    name: path.basename(file.path),
    kind: tableKind(file),
  };
  const store = fileStore(options.admin);
  const snapshot = await loadDirectory(options.admin);
  const context = () => contextOf(snapshot, options);
  const common = {
    file: source,
    lineOf: (row: { readonly line: number }) => row.line,
    onProgress: progress(source.name, options.say, 'rows', options.milliseconds),
  };
  const ports = { children: childStore(options.admin), files: store };
  const take = async (): Promise<FileResult> => {
    switch (source.kind) {
      case 'directory':
        return importEntries(file, source, context(), options, common.onProgress);
      case 'postcodes':
        return takePostcodes(
          store,
          { ...common, lines: readPostcodes(createReadStream(file.path)) },
          context,
        );
      case 'clients':
        return takeClients(ports, { ...common, lines: readClients(createReadStream(file.path)) }, context);
      case 'caseload':
        return takeCaseload(ports, { ...common, lines: readCaseload(createReadStream(file.path)) }, context);
    }
  };
  return resultOf(file, await take(), await strangeColumns(file));
}

const columnsOfKind: Partial<Readonly<Record<FoundFile['kind'], readonly { readonly name: string }[]>>> = {
  directory: directoryColumns,
  sites: siteColumns,
  caseload: caseloadColumns,
  clients: clientColumns,
};

/**
 * The columns of a file that nothing reads, those without a name left out. One of them may be a misspelt one: an address that is to be
 * sealed would stand open.
 */
async function strangeColumns(file: FoundFile): Promise<readonly string[]> {
  const known = columnsOfKind[file.kind]?.map(({ name }) => name);
  const isStrange = (name: string) => name !== '' && !known?.includes(name);
  return known ? (await columnsOf(file.path)).filter(isStrange) : [];
}

function tableKind(file: FoundFile): SourceFile['kind'] {
  const { kind } = file;
  return kind === 'caseload' || kind === 'clients' || kind === 'postcodes' ? kind : 'directory';
}

function resultOf(file: FoundFile, result: FileResult, strange: readonly string[]): Imported {
  const { repeated, rowsRead, rowsTaken, rowsQuarantined, notTaken, counts } = result;
  const rows = `${rowsRead} rows read, ${rowsTaken} taken, ${rowsQuarantined} for a person to work`;
  const common = { ...named(file), reason: null, counts };
  if (repeated)
    return { ...common, outcome: 'repeated', says: 'This file has been taken in before: nothing changes' };
  // Not where the file was refused: what stands in its first line may be a child, and no header.
  const passedOver = strange.length === 0 ? '' : `. Columns passed over: ${strange.join(', ')}`;
  if (notTaken.length === 0) return { ...common, outcome: 'taken', says: `${rows}${passedOver}` };
  const outcome = rowsTaken === 0 ? 'refused' : 'broken-off';
  return { ...common, outcome, says: `${rows}. Put right, and import again: ${sayNotTaken(notTaken)}` };
}

const notTakenShown = 20;

function sayNotTaken(notTaken: readonly string[]): string {
  const more = notTaken.length - notTakenShown;
  return [...notTaken.slice(0, notTakenShown), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function contextOf({ directory, holidays }: DirectorySnapshot, options: ImportOptions): Context {
  return { now: options.now(), actor: systemActor, directory, ruleSets: defaultRuleSets, holidays };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
