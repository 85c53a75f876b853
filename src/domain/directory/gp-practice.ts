import { type CivilDate, sayDate } from '../calendar/time.ts';
import { type Directory, type GpPractice, inForce } from './entries.ts';
import { indexOf } from './presence.ts';

/** A practice as a message or a record names it. */
export type NamedPractice = { readonly odsCode: string; readonly name: string };

/** The home as far as it tells where the GP lies beside it. */
type Home = { readonly areaCode: string | null; readonly sealed: boolean };

/**
 * Where the GP lies beside the home, as a sentence (scenario A27). `differs` names both areas where they are not one: a conflict
 * that a person looks at.
 */
export type GpBesideHome = {
  readonly says: string;
  readonly differs: { readonly gp: string; readonly home: string } | null;
};

/** The practice with that code on that day; of several lines in force the one begun last. */
export function practiceOn(directory: Directory, odsCode: string, day: CivilDate): GpPractice | null {
  const lines = indexOf(directory).practicesByCode.get(odsCode.toUpperCase()) ?? [];
  const found = lines.filter((line) => inForce(line, day)).toSorted((a, b) => (a.from < b.from ? 1 : -1));
  return found[0] ?? null;
}

/**
 * The GP's area beside that of the home on that day; null where no GP is on record. A practice that the directory does not know says so.
 * Beside a sealed home it has no name: a practice lies near where the family lives, and the area alone still routes (promise P11).
 */
export function gpBesideHome(
  directory: Directory,
  gp: NamedPractice | null,
  home: Home | null,
  day: CivilDate,
): GpBesideHome | null {
  if (gp === null) return null;
  const areaCode = home?.areaCode ?? null;
  const practice = practiceOn(directory, gp.odsCode, day);
  if (practice === null) {
    const called = home?.sealed ? 'by the code on record' : nameAndCode(gp);
    const says = `The directory knows no practice ${called} on ${sayDate(day)}, so nobody can say in which area the GP is`;
    return { says, differs: null };
  }
  const theGp = home?.sealed ? 'The GP' : `The GP, ${nameAndCode(gp)},`;
  const name = (code: string) => directory.areas.get(code)?.name ?? `area ${code}`;
  const gpArea = name(practice.areaCode);
  if (areaCode === null) return { says: `${theGp} is in ${gpArea}`, differs: null };
  if (areaCode === practice.areaCode)
    return { says: `${theGp} is in ${gpArea}, as the home is`, differs: null };
  const homeArea = name(areaCode);
  const says = `${theGp} is in ${gpArea}, the home in ${homeArea}. Residence decides; a person confirms it, and the releasing team stays responsible until then`;
  return { says, differs: { gp: gpArea, home: homeArea } };
}

function nameAndCode({ name, odsCode }: NamedPractice): string {
  return name === '' ? odsCode : `${name} (${odsCode})`;
}
