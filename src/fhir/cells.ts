import type { CivilDate } from '../domain/calendar/time.ts';

/** A date as 2024-03-31 or 31/03/2024, as spreadsheets write it in Britain. Anything else is null, never a guess. */
export function dateInCell(cell: string): CivilDate | null {
  if (cell === '') return null;
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(cell);
  if (iso) return isDay(Number(iso[1]), Number(iso[2]), Number(iso[3])) ? cell : null;
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell) ?? [];
  if (!isDay(Number(year), Number(month), Number(day))) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** By arithmetic: making dates of six cells a line took half of the time of reading a caseload. */
function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && leap ? 29 : (daysInMonth[month - 1] ?? 0);
  return day >= 1 && day <= last;
}

/** Yes or no in the words people write; an empty cell is no; anything else is null. */
export function yesInCell(cell: string): boolean | null {
  const word = cell.toLowerCase();
  if (['', 'no', 'n', 'false', '0'].includes(word)) return false;
  return ['yes', 'y', 'true', '1'].includes(word) ? true : null;
}

/** A short readable id: small letters, digits and hyphens. */
export function isSlug(cell: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(cell) && cell.length <= 80;
}
