import type { CivilDate } from '../../domain/calendar/time.ts';
import { plainly } from '../../domain/identity/given-name.ts';
import type { Change } from '../child-store.ts';
import type { FileStore, Namesake } from './ports.ts';
import type { CaseloadEntry } from './rows.ts';

/**
 * Who may be the same child: with one team, born on one day, and of one name, or of one family name where a first name
 * is not given yet. Two NHS numbers tell two children apart; where one of the two has none, a person says whether they
 * are one child (scenario A19, promise P1) or twins (A10). Unborn children have no name to go by: there the mother’s
 * number tells whether it is one pregnancy.
 */
export type Namesakes = {
  /** Whether somebody in care may be the child of this row. */
  readonly inCare: (row: CaseloadEntry) => boolean;
  /** Whether somebody who is being written may be: then the row waits until that is done. */
  readonly onTheWay: (row: CaseloadEntry, people: ReadonlySet<string>) => boolean;
};

/** What is known of the namesakes of the children of these rows. */
export async function namesakesOf(files: FileStore, rows: readonly CaseloadEntry[]): Promise<Namesakes> {
  const born = rows.filter(({ dateOfBirth }) => dateOfBirth !== null);
  const unnumbered = born.filter(({ nhsNumber }) => nhsNumber === null);
  const known = await files.namesakes(placesOf(born), placesOf(unnumbered));
  const marks = new Set(known.flatMap(marksOf));
  return {
    inCare: (row) => mayBeOneOf(row, marks),
    onTheWay: mayBeOneOf,
  };
}

/**
 * The marks by which a later row may meet a child that is being written: a child without a number may be met by every
 * namesake, one with a number by namesakes without one, an unborn child by its mother’s number.
 */
export function namesakeMarks({ child }: Change): readonly string[] {
  const {
    given_name: givenName,
    family_name: familyName,
    born_on: bornOn,
    holder_team: teamId,
    nhs_number,
    mother_number: motherNumber,
  } = child;
  if (bornOn === null) return motherNumber === null ? [] : [pregnancyMark(motherNumber)];
  return teamId === null
    ? []
    : marksOf({ givenName, familyName, bornOn, teamId, hasNumber: nhs_number !== null });
}

function mayBeOneOf(row: CaseloadEntry, marks: ReadonlySet<string>): boolean {
  const { givenName, familyName, dateOfBirth, teamId, nhsNumber, mother } = row;
  if (dateOfBirth === null) return marks.has(pregnancyMark(mother?.nhsNumber ?? ''));
  const names = givenName === '' ? [anyName] : [givenName, ''];
  return names.some((name) =>
    marks.has(`${keyOf(name, familyName, dateOfBirth, teamId)}/${nhsNumber === null ? 'any' : 'without'}`),
  );
}

/** Two lines of one mother whose child is not born tell of one pregnancy, whatever else they say. */
function pregnancyMark(motherNumber: string): string {
  return `pregnancy of ${motherNumber}`;
}

/** Of somebody whose first name is not given every child of the family name may be the same. */
const anyName = '*';

function marksOf({ givenName, familyName, bornOn, teamId, hasNumber }: Namesake): readonly string[] {
  return [givenName, anyName].flatMap((name) => {
    const key = keyOf(name, familyName, bornOn, teamId);
    return hasNumber ? [`${key}/any`] : [`${key}/any`, `${key}/without`];
  });
}

function keyOf(givenName: string, familyName: string, bornOn: CivilDate, teamId: string): string {
  return JSON.stringify([plainly(givenName), plainly(familyName), bornOn, teamId]);
}

function placesOf(rows: readonly CaseloadEntry[]) {
  return {
    born: [...new Set(rows.flatMap(({ dateOfBirth }) => dateOfBirth ?? []))],
    teams: [...new Set(rows.map(({ teamId }) => teamId))],
  };
}
