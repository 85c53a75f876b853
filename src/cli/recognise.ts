import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export const importKinds = ['directory', 'sites', 'postcodes', 'caseload', 'clients', 'pds', 'nems'] as const;
export type ImportKind = (typeof importKinds)[number];

export type FoundFile = { readonly path: string; readonly kind: ImportKind };
export type FoundFiles = { readonly files: readonly FoundFile[]; readonly faults: readonly string[] };

/**
 * The files below the given paths with their kinds, by content for CSV and by ending for messages. In a folder, files of
 * other endings are passed over; a CSV that is none of ours is a fault there too, as is any file named outright: a caseload that
 * Excel wrote in another way must not go by in silence. The order is that in which they build on
 * each other: the directory first, messages last.
 */
export async function recognise(paths: readonly string[], kind: ImportKind | null): Promise<FoundFiles> {
  const files: FoundFile[] = [];
  const faults: string[] = [];
  for (const given of paths) {
    try {
      const isFolder = (await stat(given)).isDirectory();
      for (const file of isFolder ? await filesBelow(given) : [given]) {
        const found = kind ?? (await kindOf(file));
        if (found) files.push({ path: file, kind: found });
        else if (!isFolder || isCsv(file)) faults.push(`${file}: ${await whyNot(file)}`);
      }
    } catch (error) {
      faults.push(`${given}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  files.sort(
    (a, b) => importKinds.indexOf(a.kind) - importKinds.indexOf(b.kind) || a.path.localeCompare(b.path),
  );
  return { files, faults };
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function isCsv(file: string): boolean {
  return path.extname(file).toLowerCase() === '.csv';
}

const saveAs = 'Save it as "CSV UTF-8 (comma delimited)", and import it again.';

/** What is wrong with a file that is none of ours, and what to do. */
async function whyNot(file: string): Promise<string> {
  const sayKind = `Say what it is with --kind (${importKinds.join(', ')}).`;
  if (!isCsv(file)) return `not recognised. ${sayKind}`;
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

function kindOfHeader(header: string): ImportKind | null {
  const columns = new Set(
    header
      .toLowerCase()
      .split(',')
      .map((name) => name.replace(/["\uFEFF]/g, '').trim()),
  );
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
