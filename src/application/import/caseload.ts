import { londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import type { KnownReview } from '../../domain/reviews/facts.ts';
import type { Change, ChildStore } from '../child-store.ts';
import { issue } from '../command.ts';
import { killPoint } from '../kill-points.ts';
import { pregnanciesOf } from './caseload-pregnancies.ts';
import { isKnown, judgeRow, nameless, personAsSpelt, personOf, type RowOutcome } from './caseload-rows.ts';
import { familySeals, sealKnown } from './caseload-seals.ts';
import {
  type Counts,
  type FileResult,
  faultItem,
  type Lines,
  type SourceFile,
  type Taking,
  takeFile,
} from './files.ts';
import { namesakeMarks, namesakesOf } from './namesakes.ts';
import type { FileStore, KnownChild, QuarantineEntry } from './ports.ts';
import { type CaseloadEntry, reviewColumn } from './rows.ts';

export type CaseloadPorts = { readonly children: ChildStore; readonly files: FileStore };

/**
 * Takes in a caseload: new children by the thousand, each with its holder from the instant of the batch. A child that is
 * known under the same team stays as it is; one that another team holds becomes a claim that a person settles; what cannot
 * be trusted is quarantined with its line. `context` is asked anew for each batch and acts as the system.
 */
export function takeCaseload(
  ports: CaseloadPorts,
  source: Lines<CaseloadEntry>,
  context: () => Context,
): Promise<FileResult> {
  const seals = familySeals(ports.children);
  const { lines, again } = linesAgain(source.lines, (row) => row);
  return takeFile(ports.files, { ...source, lines }, context, (rows, onTheWay, batchNo) =>
    takeRows({ ...ports, seals, again }, source.file, rows, onTheWay, batchNo, context()),
  );
}

/**
 * The lines of a file, and which of them may come again. A line without a first name and a number that equals an
 * earlier one in everything by which a child is told from its twin may be the same child once more, or the twin. This
 * holds also where an earlier run has taken the first line in (scenario A10).
 */
export function linesAgain<Row>(lines: Lines<Row>['lines'], childOf: (row: Row) => CaseloadEntry) {
  const met = new Set<string>();
  const again = new WeakSet<CaseloadEntry>();
  async function* marked() {
    for await (const line of lines) {
      const child = line.kind === 'row' ? childOf(line.row) : null;
      if (child && nameless(child)) {
        const personId = personOf(child);
        if (met.has(personId)) again.add(child);
        met.add(personId);
      }
      yield line;
    }
  }
  return { lines: marked(), again };
}

async function takeRows(
  ports: CaseloadPorts & {
    readonly seals: ReturnType<typeof familySeals>;
    readonly again: WeakSet<CaseloadEntry>;
  },
  file: SourceFile,
  rows: readonly CaseloadEntry[],
  onTheWay: ReadonlySet<string>,
  batchNo: number,
  context: Context,
): Promise<Taking<CaseloadEntry>> {
  const ids = rows.map(personOf);
  const find = await finder(ports.files, rows, [...ids, ...rows.map(personAsSpelt)], context);
  const namesakes = await namesakesOf(ports.files, rows);
  const putAway = await ports.files.putAway(rows);
  const followed = await pregnanciesOf(ports.children, rows, context);
  const changes: Change[] = [];
  const quarantine: QuarantineEntry[] = [];
  const counts: Counts = {};
  const isNew = (row: CaseloadEntry) => find.child(row, personOf(row)) === null;
  // A brother or sister who is still being written would not be found to be sealed, so such rows wait until that is
  // done.
  if (onTheWay.size > 0 && rows.some((row) => row.addressSealed && isNew(row)))
    return { judged: { changes, postcodes: [], quarantine, counts }, left: rows };
  const sealedWithFamily = await ports.seals(rows, isNew, context);
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const inBatch = new Set<string>();
  for (const [place, row] of rows.entries()) {
    const personId = ids[place] ?? personOf(row);
    const before =
      inBatch.has(personId) ||
      onTheWay.has(personId) ||
      (isNew(row) && (namesakes.onTheWay(row, inBatch) || namesakes.onTheWay(row, onTheWay)));
    // Of two lines about one child the second is judged by what the first has become, so it waits until that is
    // written.
    if (before) return { judged: { changes, postcodes: [], quarantine, counts }, left: rows.slice(place) };
    const known = find.child(row, personId);
    const at = {
      putAway: putAway.has(row.line),
      areaCode: find.area(row),
      familySealed: sealedWithFamily(row),
      namesake: namesakes.inCare(row),
      again: ports.again.has(row),
      followed: followed(row),
    };
    const outcome: RowOutcome = judgeRow(row, personId, known, at, file.fileHash, context);
    if (known && isKnown(outcome) && (await sealKnown(ports.children, row, known, context))) count('sealed');
    switch (outcome.kind) {
      case 'take':
        changes.push(outcome.change);
        inBatch.add(personId);
        for (const mark of namesakeMarks(outcome.change)) inBatch.add(mark);
        count('taken on');
        break;
      case 'known':
        count('known already');
        break;
      case 'claim':
        await claim(ports.children, outcome.issued, context);
        count('claimed by two teams');
        break;
      case 'quarantine':
        quarantine.push(itemOf(file, row, outcome, context.now));
        count('quarantined');
        break;
    }
  }
  killPoint(`import-before-commit:${batchNo}`);
  return { judged: { changes, postcodes: [], quarantine, counts }, left: [] };
}

async function finder(
  files: FileStore,
  rows: readonly CaseloadEntry[],
  ids: readonly string[],
  context: Context,
) {
  const numbers = rows.flatMap((row) => row.nhsNumber ?? []);
  const postcodes = [...new Set(rows.flatMap((row) => row.postcode ?? []))];
  const known = await files.known(numbers, ids);
  const areas = await files.areasOf(postcodes, londonDate(context.now));
  const byNumber = new Map<string, KnownChild>();
  const byId = new Map<string, KnownChild>();
  for (const child of known) {
    byId.set(child.personId, child);
    // Of two records with one number the one in care counts.
    if (child.number !== null && (child.careStatus === 'in-care' || !byNumber.has(child.number)))
      byNumber.set(child.number, child);
  }
  return {
    child: (row: CaseloadEntry, personId: string) =>
      (row.nhsNumber === null ? undefined : byNumber.get(row.nhsNumber)) ??
      byId.get(personId) ??
      byId.get(personAsSpelt(row)) ??
      null,
    area: (row: CaseloadEntry) => (row.postcode === null ? null : (areas.get(row.postcode) ?? null)),
  };
}

/** A claim that stands already, from a run that broke off, is the same claim. */
async function claim(
  children: ChildStore,
  issued: Parameters<typeof issue>[1],
  context: Context,
): Promise<void> {
  const outcome = await issue(children, issued, context);
  if (outcome.kind === 'conflict' || outcome.kind === 'not-found')
    throw new Error('A claim could not be written: import the file again');
}

function itemOf(
  file: SourceFile,
  row: CaseloadEntry,
  outcome: Extract<RowOutcome, { kind: 'quarantine' }>,
  at: string,
): QuarantineEntry {
  const line = {
    kind: 'fault',
    line: row.line,
    column: null,
    reason: outcome.reason,
    sentence: outcome.says,
    cells: cellsOf(row),
  } as const;
  return faultItem(file, line, at);
}

/** The row as cells again, as `readCaseload` reads them. */
function cellsOf(row: CaseloadEntry): Readonly<Record<string, string>> {
  return {
    nhs_number: row.nhsNumber ?? '',
    given_name: row.givenName,
    family_name: row.familyName,
    date_of_birth: row.dateOfBirth ?? '',
    expected_date_of_delivery: row.expectedOn ?? '',
    address_line: row.addressLines.join(', '),
    postcode: row.postcode ?? '',
    address_sealed: row.addressSealed ? 'yes' : '',
    address_temporary: row.temporaryAddress ? 'yes' : '',
    team_id: row.teamId,
    practitioner_id: row.practitionerId ?? '',
    level_of_service: row.olderLabel ?? row.level ?? '',
    gp_ods_code: row.gpOdsCode ?? '',
    gp_name: row.gpName,
    last_seen_on: row.lastSeenOn ?? '',
    mother_name: row.mother?.name ?? '',
    mother_nhs_number: row.mother?.nhsNumber ?? '',
    mother_date_of_birth: row.mother?.bornOn ?? '',
    family_reference: row.familyReference ?? '',
    ...Object.fromEntries(row.reviews.map((review) => [reviewColumn(review.code), sayReview(review)])),
  };
}

function sayReview({ outcome, on }: KnownReview): string {
  return outcome === 'declined' ? `declined ${on}` : on;
}
