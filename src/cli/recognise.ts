import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export const importKinds = ['directory', 'sites', 'postcodes', 'caseload', 'clients', 'pds', 'nems'] as const;
export type ImportKind = (typeof importKinds)[number];

export type FoundFile = { readonly path: string; readonly kind: ImportKind };
export type FoundFiles = {
  readonly files: readonly FoundFile[];
  readonly faults: readonly string[];
  /** Files of a folder that can be none of ours by their ending. */
  readonly passedOver: readonly string[];
};

/**
 * The files below the given paths with their kinds, by content for CSV and by ending for messages. In a folder, files of
 * other endings are passed over; a CSV that is none of ours is a fault there too, as is a workbook, and any file named outright: a
 * caseload that Excel wrote in another way must not go by in silence. What cannot be opened hides none of the others. The order is
 * that in which they build on each other: the directory first, messages last.
 */
export async function recognise(paths: readonly string[], kind: ImportKind | null): Promise<FoundFiles> {
  const files: FoundFile[] = [];
  const faults: string[] = [];
  const passedOver: string[] = [];
  const tried = async (place: string, look: () => Promise<void>) => {
    try {
      await look();
    } catch (error) {
      faults.push(`${place}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const take = async (file: string, isInFolder: boolean) => {
    const found = kind ?? (await kindOf(file));
    if (found) files.push({ path: file, kind: found });
    else if (isInFolder && !isTable(file)) passedOver.push(file);
    else faults.push(`${file}: ${await whyNot(file)}`);
  };
  for (const given of paths)
    await tried(given, async () => {
      const isFolder = (await stat(given)).isDirectory();
      for (const file of isFolder ? await filesBelow(given) : [given])
        await tried(file, () => take(file, isFolder));
    });
  files.sort(
    (a, b) => importKinds.indexOf(a.kind) - importKinds.indexOf(b.kind) || a.path.localeCompare(b.path),
  );
  return { files, faults, passedOver };
}

/** A link counts as what it leads to: a folder of links is a folder of files. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

const workbooks = ['.xlsx', '.xls', '.xlsm', '.ods'];

function isWorkbook(file: string): boolean {
  return workbooks.includes(path.extname(file).toLowerCase());
}

function isTable(file: string): boolean {
  return path.extname(file).toLowerCase() === '.csv' || isWorkbook(file);
}

const saveAs = 'Save it as "CSV UTF-8 (comma delimited)", and import it again.';

/** What is wrong with a file that is none of ours, and what to do. */
async function whyNot(file: string): Promise<string> {
  const sayKind = `Say what it is with --kind (${importKinds.join(', ')}).`;
  if (isWorkbook(file)) return `not recognised: it is a workbook. ${saveAs}`;
  if (!isTable(file)) return `not recognised. ${sayKind}`;
  const header = await firstLine(file);
  if (header.includes('\0'))
    return `not recognised: it is written in UTF-16, as "Unicode Text" of Excel is. ${saveAs}`;
  for (const [mark, name] of [
    [';', 'semicolons'],
    ['\t', 'tabs'],
  ] as const)
    if (kindOfHeader(header.replaceAll(mark, ',')))
      return `not recognised: its columns are separated by ${name}, not by commas. ${saveAs}`;
  return `not recognised: its first line is not the header of a file that Handhold knows. ${sayKind}`;
}

async function kindOf(file: string): Promise<ImportKind | null> {
  switch (path.extname(file).toLowerCase()) {
    case '.xml':
      return 'nems';
    case '.json':
      return 'pds';
    case '.csv':
      return kindOfHeader(await firstLine(file));
    default:
      return null;
  }
}

/** The names in the header of a file of comma-separated values, as they are compared. */
export async function columnsOf(file: string): Promise<readonly string[]> {
  return namesIn(await firstLine(file));
}

function namesIn(header: string): readonly string[] {
  return header
    .toLowerCase()
    .split(',')
    .map((name) => name.replace(/["\uFEFF]/g, '').trim());
}

function kindOfHeader(header: string): ImportKind | null {
  const columns = new Set(namesIn(header));
  const has = (...names: readonly string[]) => names.every((name) => columns.has(name));
  if (has('kind', 'id', 'ods_code')) return 'directory';
  if (has('site', 'catchment', 'takes')) return 'sites';
  if (has('dointr', 'doterm')) return 'postcodes';
  if (has('nurse_id', 'enrolled_on')) return 'clients';
  return has('team_id') && (has('nhs_number') || has('family_name')) ? 'caseload' : null;
}

async function firstLine(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16 * 1024), 0, 16 * 1024, 0);
    return buffer.toString('utf8', 0, bytesRead).split(/\r?\n/, 1)[0] ?? '';
  } finally {
    await handle.close();
  }
}
