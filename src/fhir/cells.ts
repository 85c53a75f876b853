import { type CivilDate, isCivilDate } from '../domain/calendar/time.ts';

/** A date as 2024-03-31 or 31/03/2024, as spreadsheets write it in Britain. Anything else is null, never a guess. */
export function dateInCell(cell: string): CivilDate | null {
  if (isCivilDate(cell)) return cell;
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  if (!parts) return null;
  const [, day = '', month = '', year = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(date) ? date : null;
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
