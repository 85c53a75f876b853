import { createReadStream } from 'node:fs';
import {
  type FileResult,
  faultItem,
  owedItems,
  type SourceFile,
  sayFault,
} from '../application/import/files.ts';
import type { FaultyLine, FileLine } from '../application/import/rows.ts';
import { killPoint } from '../application/kill-points.ts';
import type { BankHoliday } from '../domain/calendar/holidays.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Context } from '../domain/child/context.ts';
import { type Directory, directoryOf } from '../domain/directory/directory.ts';
import { type DirectoryRow, readDirectory } from '../fhir/directory-csv.ts';
import {
  closedSince,
  contradictingLines,
  danglingReferences,
  leftSince,
  movesToCome,
} from '../fhir/directory-references.ts';
import { readSites, type SiteRow, sitesOf } from '../fhir/sites-csv.ts';
import { saveEntries } from '../postgres/directory-store.ts';
import { fileStore } from '../postgres/import-store.ts';
import type { ImportOptions } from './import-files.ts';
import type { FoundFile } from './recognise.ts';

/** What a file makes of the directory that is there. */
type Entries = {
  readonly rows: number;
  /** Lines that were read, those among them that could not be. */
  readonly read: number;
  readonly faults: readonly FaultyLine[];
  /** The directory that stands with these entries in it. */
  readonly added: (stands: Directory) => Directory;
  readonly holidays: readonly BankHoliday[];
};

/**
 * Entries of the directory, or the rules of the programme's sites: all of a file or none of it. A service without its intake
 * team would route families to nobody, and half of a site's rules would take or turn away whom nobody decided on.
 * A crash between the entries and the receipt leaves a file that is taken in again: its entries are written over themselves.
 */
export async function importEntries(
  file: FoundFile,
  source: SourceFile,
  context: Context,
  options: ImportOptions,
  onProgress: (rowsRead: number) => void,
): Promise<FileResult> {
  const store = fileStore(options.admin);
  const begun = await store.begin({ ...source, at: options.now() });
  if (begun.completedAt !== null) return { ...begun, repeated: true, notTaken: [], counts: {} };
  const { rows, read, faults, added, holidays } = await entriesOf(
    file,
    context.directory,
    options.now(),
    onProgress,
  );
  const items = faults.map((line) => faultItem(source, line, options.now()));
  const quarantine = owedItems(items, context);
  const taken = faults.length === 0;
  if (taken) await saveEntries(options.admin, added, options.now(), holidays);
  killPoint('import-after-entries');
  const progress = {
    ...begun,
    rowsRead: read,
    rowsTaken: taken ? rows : 0,
    rowsQuarantined: faults.length,
    lastRow: 0,
  };
  await store.write({ changes: [], postcodes: [], quarantine, progress }, Promise.resolve());
  killPoint('import-after-progress');
  if (taken) await store.complete(source.fileHash, options.now());
  const counts = taken ? { taken: rows } : { quarantined: faults.length, 'not taken because of them': rows };
  return { ...progress, repeated: false, notTaken: faults.map(sayFault), counts };
}

async function entriesOf(
  file: FoundFile,
  known: Directory,
  now: Instant,
  onProgress: (rowsRead: number) => void,
): Promise<Entries> {
  const stream = createReadStream(file.path);
  if (file.kind === 'sites') {
    const { rows, faults } = await linesOf<SiteRow>(readSites(stream), onProgress);
    const made = sitesOf(rows, known);
    // A line that could not be read has a partner that would seem alone: one fault for one mistake.
    const others = faults.length === 0 ? made.faults : [];
    const added = (stands: Directory) => ({ ...stands, sites: [...stands.sites, ...made.sites] });
    const read = rows.length + faults.length;
    return { rows: rows.length, read, faults: [...faults, ...others], added, holidays: [] };
  }
  const { rows, faults } = await linesOf<DirectoryRow>(readDirectory(stream), onProgress);
  const holidays = rows.flatMap((row) => (row.kind === 'holiday' ? row.days : []));
  const added = (stands: Directory) => {
    if (unfit(rows, stands, now).length > 0)
      throw new Error(
        'Somebody of the file left, or changed teams, or a team closed, while it was taken in: import it again',
      );
    return withRows(stands, rows);
  };
  const read = rows.length + faults.length;
  return { rows: rows.length, read, faults: [...faults, ...unfit(rows, known, now)], added, holidays };
}

/** Lines that can be read, and do not fit each other or the directory that stands. */
function unfit(rows: readonly DirectoryRow[], stands: Directory, now: Instant): readonly FaultyLine[] {
  return [
    ...contradictingLines(rows),
    ...danglingReferences(rows, stands),
    ...movesToCome(rows, stands, now),
    ...leftSince(rows, stands, now),
    ...closedSince(rows, stands, now),
  ];
}

async function linesOf<Row>(
  lines: AsyncIterable<FileLine<Row>>,
  onProgress: (rowsRead: number) => void,
): Promise<{ readonly rows: readonly Row[]; readonly faults: readonly FaultyLine[] }> {
  const rows: Row[] = [];
  const faults: FaultyLine[] = [];
  for await (const line of lines) {
    if (line.kind === 'row') rows.push(line.row);
    if (line.kind === 'fault') faults.push(line);
    onProgress(rows.length + faults.length);
  }
  return { rows, faults };
}

function withRows(known: Directory, rows: readonly DirectoryRow[]): Directory {
  return directoryOf({
    ...known,
    areas: [...known.areas.values(), ...rows.flatMap((row) => (row.kind === 'area' ? [row.area] : []))],
    organisations: [
      ...known.organisations.values(),
      ...rows.flatMap((row) => (row.kind === 'organisation' ? [row.organisation] : [])),
    ],
    services: [
      ...known.services.values(),
      ...rows.flatMap((row) => (row.kind === 'service' ? [row.service] : [])),
    ],
    teams: [...known.teams.values(), ...rows.flatMap((row) => (row.kind === 'team' ? [row.team] : []))],
    practitioners: [
      ...known.practitioners.values(),
      ...rows.flatMap((row) => (row.kind === 'practitioner' ? [row.practitioner] : [])),
    ],
    gpPractices: [
      ...known.gpPractices,
      ...rows.flatMap((row) => (row.kind === 'gp-practice' ? [row.practice] : [])),
    ],
    localLimits: [
      ...known.localLimits,
      ...rows.flatMap((row) => (row.kind === 'time-limit' ? [row.limit] : [])),
    ],
    reasons: [...known.reasons, ...rows.flatMap((row) => (row.kind === 'reason' ? [row.reason] : []))],
    localContacts: [
      ...known.localContacts,
      ...rows.flatMap((row) => (row.kind === 'local-contact' ? [row.contact] : [])),
    ],
  });
}
