import type { FileLine } from '../application/import/rows.ts';
import { addDays, type CivilDate } from '../domain/calendar/time.ts';
import type { PostcodeArea } from '../domain/directory/directory.ts';
import { normalisePostcode } from '../domain/identity/postcode.ts';
import { type Chunks, fault, type Header, readCsv } from './csv.ts';

/** One postcode and the upper-tier authority in which it lies. */
export type PostcodeRow = PostcodeArea & { readonly line: number };

/**
 * Column names by which editions of the ONS Postcode Directory call one thing. Since 2024 the names of codes
 * carry their year (lad25cd); before that they were fixed (oslaua, laua).
 */
const names = {
  postcode: /^(?:pcds|pcd|pcd2|pcd7|pcd8|postcode)$/,
  authority: /^(?:oslaua|laua|lad\d\dcd)$/,
  county: /^(?:oscty|cty|cty\d\dcd)$/,
  introduced: /^dointr$/,
  ended: /^doterm$/,
} as const;

/**
 * Reads the ONS Postcode Directory in its own column layout: postcode, authority, county, date introduced, date
 * ended. Where there are two tiers the directory gives the district (E07), and the county (E10) commissions.
 * Boundaries are those of the edition: their history is not in it.
 */
export function readPostcodes(chunks: Chunks): AsyncGenerator<FileLine<PostcodeRow>> {
  return readCsv<PostcodeRow>(chunks, (header) => {
    const postcode = columnFor(header, names.postcode);
    const authority = columnFor(header, names.authority);
    const county = columnFor(header, names.county);
    const introduced = columnFor(header, names.introduced);
    const ended = columnFor(header, names.ended);
    if (!postcode) return { fault: 'The header lacks the column of postcodes (pcds or pcd)' };
    if (!authority) return { fault: 'The header lacks the column of authorities (oslaua or laua)' };
    if (!county) return { fault: 'The header lacks the column of counties (oscty)' };
    if (!introduced) return { fault: 'The header lacks the column dointr' };
    if (!ended) return { fault: 'The header lacks the column doterm' };
    return (cell, line) => {
      const normal = normalisePostcode(cell(postcode));
      if (normal === null) return fault(line, postcode, 'The postcode has no postcode’s shape');
      const from = monthStart(cell(introduced));
      if (from === null) return fault(line, introduced, 'The date introduced is not a year and month');
      const last = cell(ended) === '' ? null : monthStart(cell(ended));
      if (cell(ended) !== '' && last === null)
        return fault(line, ended, 'The date ended is not a year and month');
      const code = upperTier(cell(authority), cell(county));
      if (code === null && cell(authority).startsWith('E07'))
        return fault(line, county, 'A district stands there without its county');
      return area(normal, code, from, last, line);
    };
  });
}

function area(
  postcode: string,
  code: string | null,
  from: CivilDate,
  last: CivilDate | null,
  line: number,
): FileLine<PostcodeRow> {
  if (code === null)
    return { kind: 'passed-over', line, why: 'The postcode lies in no authority of the United Kingdom' };
  return {
    kind: 'row',
    row: { line, postcode, areaCode: code, from, to: last === null ? null : nextMonth(last) },
  };
}

/**
 * The authority that commissions: unitary, metropolitan, London, Wales, Scotland, Northern Ireland as they are, a
 * district's county. Null outside the United Kingdom, where there is no place, or where the county is missing.
 */
function upperTier(authority: string, county: string): string | null {
  if (/^E07\d{6}$/.test(authority)) return /^E10\d{6}$/.test(county) ? county : null;
  return /^(?:E06|E08|E09|W06|S12|N09)\d{6}$/.test(authority) ? authority : null;
}

function columnFor(header: Header, name: RegExp): string | null {
  const found = [...header.keys()].filter((column) => name.test(column));
  // With the space in its place where there is a choice: pcds.
  return found.find((column) => column === 'pcds') ?? found[0] ?? null;
}

/** 201907 as the first of that month. */
function monthStart(cell: string): CivilDate | null {
  return /^(?:19|20)\d\d(?:0[1-9]|1[0-2])$/.test(cell) ? `${cell.slice(0, 4)}-${cell.slice(4)}-01` : null;
}

/** A postcode that ended in a month holds through that month: better a few days too long than a family too few. */
function nextMonth(first: CivilDate): CivilDate {
  return `${addDays(first, 31).slice(0, 7)}-01`;
}
