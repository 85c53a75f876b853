import { londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { decideChild } from '../../domain/child/decide.ts';
import { unknownChild } from '../../domain/child/state.ts';
import { presentAt, teamLive } from '../../domain/directory/directory.ts';
import { mayBeSameName } from '../../domain/identity/given-name.ts';
import { type Refusal, refusals, sayRefusal } from '../../domain/language/refusals.ts';
import type { QuarantineReason } from '../../domain/move/incoming.ts';
import type { ResponsibilityCommand } from '../../domain/responsibility/commands.ts';
import type { Address, Identity } from '../../domain/responsibility/facts.ts';
import { birthBounds, childhoodYears } from '../../domain/responsibility/identity.ts';
import { nothingKnown } from '../../domain/risk/circumstances.ts';
import type { Change, ChildStore } from '../child-store.ts';
import { changeOf, type Issued } from '../command.ts';
import { genesis } from '../fact-chain.ts';
import { issuedNow } from '../issued.ts';
import { personWithNumber, uuidFor } from './identifiers.ts';
import type { KnownChild } from './ports.ts';
import type { CaseloadEntry } from './rows.ts';

/** What a row comes to. A child that another team holds is a conflict for a person, never a second child. */
export type RowOutcome =
  | { readonly kind: 'take'; readonly change: Change; readonly issued: Issued }
  | { readonly kind: 'claim'; readonly issued: Issued }
  | { readonly kind: 'known' }
  | { readonly kind: 'quarantine'; readonly reason: QuarantineReason; readonly says: string };

/** Whether the row tells of a child that is here already, with whatever team. */
export function isKnown({ kind }: RowOutcome): boolean {
  return kind === 'known' || kind === 'claim';
}

/** The id of a row's child: by its number or, without one, by name, dates, mother and team, so that a second run meets it again. */
export function personOf(row: CaseloadEntry): string {
  if (row.nhsNumber !== null) return personWithNumber(row.nhsNumber);
  return personNamed(row, (name) => name.normalize('NFC').toLowerCase());
}

/**
 * The id that the same row had before two spellings of a name in Unicode counted as one, so that a child taken on under
 * it is met again. For most rows the two ids are the same.
 */
export function personAsSpelt(row: CaseloadEntry): string {
  if (row.nhsNumber !== null) return personWithNumber(row.nhsNumber);
  return personNamed(row, (name) => name.toLowerCase());
}

function personNamed(row: CaseloadEntry, spelt: (name: string) => string): string {
  const { givenName, familyName, dateOfBirth, expectedOn, mother, teamId } = row;
  const names = [givenName, familyName, mother?.nhsNumber ?? mother?.name ?? ''].map(spelt);
  return uuidFor('person-of-caseload', ...names, dateOfBirth ?? '', expectedOn ?? '', teamId);
}

/**
 * What is known beside a row: whether it tells of a child whose old record was put away; the area of its postcode;
 * whether its family is sealed though the row does not say so; whether a child of its team with the same name and date
 * of birth may be the same, since at least one of the two has no number; whether an earlier line of the file tells of
 * no other child; and whether another record is that of the pregnancy.
 */
export type RowPlace = {
  readonly putAway: boolean;
  readonly areaCode: string | null;
  readonly familySealed: boolean;
  readonly namesake: boolean;
  readonly again: boolean;
  /** Why an unborn child of the row is in care already, by its mother’s number; null where it is not. */
  readonly followed: Refusal | null;
  /** The command by which the child is taken on, where it is not the file itself that does it. */
  readonly commandId?: string;
};

const isItTheSame =
  'A child of this team has this name, or one of the two has none yet, and this date of birth, and one of the two no NHS number. If it is the same child, record the number on that child’s page, and settle this as known. If it is another one, take this in';
const oneOrTwins =
  'Two lines of the file tell of a child without a first name and an NHS number, and nothing tells them apart: one child, or twins? If it is one, settle this as known. If they are twins, give this one its first name or its NHS number, and take it in';
const anotherName =
  'The NHS number stands on the record of a child with another first name. If it is a twin, give this one its own number, and take it in. If it is the same child, settle this as known';

const putAway =
  'The line tells of a child whose record is sealed: it is older than that, and nobody is taken on by it. Settle it as known, and ask the sender to take the line out. Where the number is mistyped, put it right and take it in';

const onePregnancy =
  'If it is the same one, settle this as known. Once its number or date is put right, take it in.';

/** Whether the number of a line that somebody looked at was put away with a sealed record (scenario A16). */
export async function putAwayNumber(
  { children }: { readonly children: ChildStore },
  row: CaseloadEntry,
): Promise<boolean> {
  const { nhsNumber } = row;
  return nhsNumber !== null && (await children.numberTaken(nhsNumber, personOf(row))) === 'put-away';
}

/** Whether a line says nothing by which its child could be told from a twin. */
export function nameless({ givenName, nhsNumber }: CaseloadEntry): boolean {
  return givenName === '' && nhsNumber === null;
}

/** Judges a row, whose child has the id that `personOf` gives, against the child that is known, if any. */
export function judgeRow(
  row: CaseloadEntry,
  personId: string,
  known: KnownChild | null,
  place: RowPlace,
  fileHash: string,
  context: Context,
): RowOutcome {
  if (place.putAway) return quarantine('perhaps-known', putAway);
  const wrong = placeFault(row, context) ?? dateFault(row, context);
  if (wrong) return wrong;
  if (known === null) {
    if (place.followed) return quarantine('perhaps-known', `${sayRefusal(place.followed)} ${onePregnancy}`);
    return place.namesake ? quarantine('perhaps-known', isItTheSame) : takeOn(row, personId, place, context);
  }
  if (row.nhsNumber !== null && known.number !== null && known.number !== row.nhsNumber) {
    return quarantine('contradictory', 'The child that had this NHS number has another one now');
  }
  if (row.dateOfBirth !== null && known.bornOn !== null && known.bornOn !== row.dateOfBirth) {
    return quarantine('contradictory', 'The NHS number belongs to a child with another date of birth');
  }
  if (!mayBeSameName(known.givenName, row.givenName)) return quarantine('contradictory', anotherName);
  if (place.again) return quarantine('perhaps-known', oneOrTwins);
  if (known.careStatus === 'ended')
    return quarantine('contradictory', 'Accountability for this child has ended for a recorded reason');
  return known.holderTeam === row.teamId
    ? { kind: 'known' }
    : { kind: 'claim', issued: claimOf(row, known, fileHash, context) };
}

function quarantine(reason: QuarantineReason, says: string): RowOutcome {
  return { kind: 'quarantine', reason, says };
}

function placeFault(row: CaseloadEntry, context: Context): RowOutcome | null {
  const { directory, now } = context;
  const { teamId, practitionerId } = row;
  const team = directory.teams.get(teamId);
  if (!team || !teamLive(directory, teamId, londonDate(now))) {
    return quarantine('unknown-place', `The directory has no team ${teamId.slice(0, 80)} today`);
  }
  if (team.kind !== 'fnp' && team.kind !== 'health-visiting')
    return quarantine('unknown-place', `${team.name} holds no children`);
  if (practitionerId === null) return null;
  const practitioner = directory.practitioners.get(practitionerId);
  if (practitioner?.teamId !== teamId || practitioner.status !== 'present') {
    return quarantine('unknown-place', `${practitionerId.slice(0, 80)} is not in post in ${team.name}`);
  }
  return null;
}

function dateFault(row: CaseloadEntry, context: Context): RowOutcome | null {
  const today = londonDate(context.now);
  if (row.dateOfBirth !== null && row.dateOfBirth > today)
    return quarantine('contradictory', 'The date of birth has not come yet');
  if (row.lastSeenOn !== null && row.lastSeenOn > today)
    return quarantine('contradictory', 'The child was last seen on a day that has not come yet');
  if (row.dateOfBirth !== null && row.dateOfBirth < birthBounds(today).first)
    return quarantine(
      'contradictory',
      `Born more than ${childhoodYears} years ago: look at the year of birth`,
    );
  if (row.dateOfBirth !== null && row.lastSeenOn !== null && row.lastSeenOn < row.dateOfBirth)
    return quarantine('contradictory', 'The child was last seen on a day before it was born');
  return null;
}

function takeOn(row: CaseloadEntry, personId: string, place: RowPlace, context: Context): RowOutcome {
  const issued: Issued = issuedNow(
    personId,
    takeOnCommand(row, place, context),
    place.commandId ?? uuidFor('caseload-take-on', personId),
  );
  const decision = decideChild(unknownChild, issued.command, context);
  if ('refused' in decision) {
    const { code, detail } = decision.refused;
    return quarantine('contradictory', `${refusals[code].says}${detail ? ` (${detail})` : ''}`);
  }
  const loaded = { personId, version: 0, headHash: genesis, state: unknownChild };
  return { kind: 'take', change: changeOf(loaded, decision.facts, issued, context), issued };
}

/** A practitioner who is away cannot take a child today: the lead answers until a name is given. */
function takeOnCommand(
  row: CaseloadEntry,
  { areaCode, familySealed }: RowPlace,
  context: Context,
): ResponsibilityCommand {
  const { practitionerId } = row;
  const named =
    practitionerId !== null && presentAt(context.directory, practitionerId, context.now)
      ? practitionerId
      : null;
  const born = row.mother?.bornOn ?? null;
  // An older label is kept as the reason of the level that it stands for.
  const level = row.olderLabel === null ? row.level : null;
  return {
    type: 'take-on',
    teamId: row.teamId,
    practitionerId: named,
    reason: 'caseload',
    identity: identityOf(row),
    address: addressOf(row, areaCode, londonDate(context.now)),
    gp: row.gpOdsCode === null ? null : { odsCode: row.gpOdsCode, name: row.gpName },
    lastSeenOn: row.lastSeenOn,
    circumstances: level === null && born === null ? null : { ...nothingKnown, level, motherBornOn: born },
    reviews: row.reviews,
    familySealed,
    ...(row.level !== null && row.olderLabel !== null
      ? { levelSaid: { level: row.level, label: row.olderLabel } }
      : {}),
  };
}

/** Who the child of a row is, by what the file says. */
export function identityOf(row: CaseloadEntry): Identity {
  const { givenName, familyName, dateOfBirth, expectedOn, nhsNumber, mother, familyReference, teamId } = row;
  return {
    givenName,
    familyName,
    bornOn: dateOfBirth,
    expectedOn,
    nhsNumber,
    familyId: familyOf(mother, familyReference, teamId),
    mother,
  };
}

/** By the sender's reference within the team; else by the mother's verified number. */
function familyOf(mother: CaseloadEntry['mother'], reference: string | null, teamId: string): string | null {
  if (reference !== null) return uuidFor('family-of-caseload', teamId, reference);
  return mother?.nhsNumber ? uuidFor('family-of-mother', mother.nhsNumber) : null;
}

/**
 * Where the child of a row lives. A caseload does not say since when it has an address, and the address may be stale.
 * It counts as known from the day on which the child was last seen, so that a message of a later move still opens an
 * enquiry: a needless one costs a minute.
 */
export function addressOf(row: CaseloadEntry, areaCode: string | null, today: string): Address | null {
  const { addressLines: lines, postcode, temporaryAddress: temporary, addressSealed: sealed } = row;
  if (lines.length === 0 && postcode === null && !sealed) return null;
  return { lines, postcode, areaCode, temporary, sealed, from: row.lastSeenOn ?? row.dateOfBirth ?? today };
}

/** A later file may claim again what was settled; the same file does not. */
function claimOf(row: CaseloadEntry, known: KnownChild, fileHash: string, context: Context): Issued {
  const { teamId } = row;
  const team = context.directory.teams.get(teamId)?.name ?? teamId;
  const claimId = uuidFor('claim', known.personId, teamId, fileHash);
  return issuedNow(
    known.personId,
    {
      type: 'open-claim',
      claimId,
      claimantTeamId: teamId,
      says: `The caseload of ${team} has this child too`,
    },
    uuidFor('caseload-claim', claimId),
  );
}
