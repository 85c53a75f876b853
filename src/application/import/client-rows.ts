import { anotherPregnancyDays } from '../../domain/calendar/gestation.ts';
import {
  type CivilDate,
  daysBetween,
  type Instant,
  londonDate,
  londonInstant,
} from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { mayBeOnePregnancy } from '../../domain/child/pregnancy.ts';
import type { ChildState } from '../../domain/child/state.ts';
import { plainly } from '../../domain/identity/given-name.ts';
import { samePerson } from '../../domain/identity/same-person.ts';
import { type Refusal, refusals } from '../../domain/language/refusals.ts';
import type { QuarantineReason } from '../../domain/move/incoming.ts';
import { caseloadStatuses } from '../../domain/programme/caseload.ts';
import type { ClientCommand } from '../../domain/programme/client-commands.ts';
import { reviewOfPause } from '../../domain/programme/client-days.ts';
import { type ClientState, expecting } from '../../domain/programme/client-state.ts';
import { nothingAsked } from '../../domain/programme/known.ts';
import { clientStatusWords } from '../../domain/programme/statuses.ts';
import type { LoadedChild } from '../child-store.ts';
import { issueToClient, type Stores } from '../client-command.ts';
import { type Issued, issue } from '../command.ts';
import { addressOf, identityOf, judgeRow, personAsSpelt, personOf, type RowPlace } from './caseload-rows.ts';
import type { FoundClient } from './client-ledger.ts';
import { uuidFor } from './identifiers.ts';
import type { KnownChild } from './ports.ts';
import type { CaseloadEntry, ClientEntry } from './rows.ts';

/** What a line of a file of clients comes to. */
export type ClientOutcome =
  | { readonly kind: 'taken' | 'child-brought' | 'known' }
  | { readonly kind: 'quarantine'; readonly reason: QuarantineReason; readonly says: string };

/**
 * What is known beside a line: who may be the client, which child may be hers, and what a caseload is told beside a
 * row.
 */
export type ClientPlace = Omit<RowPlace, 'familySealed' | 'followed' | 'commandId'> & {
  readonly clients: readonly FoundClient[];
  readonly child: LoadedChild | null;
};

/** The id of a line’s client: by her number or, without one, by name, day of birth and team, so that a second run meets her again. */
export function clientOf({ nhsNumber, givenName, familyName, bornOn, child }: ClientEntry): string {
  if (nhsNumber !== null) return uuidFor('client-with-number', nhsNumber);
  const names = [givenName, familyName].map(plainly);
  return uuidFor('client-named', ...names, bornOn ?? '', child.teamId);
}

/** Who is the client of a line: by number or id. */
export function clientsWith(row: ClientEntry, clients: readonly FoundClient[]): readonly FoundClient[] {
  const { nhsNumber } = row;
  const clientId = clientOf(row);
  return clients.filter(
    ({ personId, state }) =>
      personId === clientId || (nhsNumber !== null && nhsNumber === state.identity.nhsNumber),
  );
}

/**
 * Clients who may be the one of a line: of the same name, day of birth and site, where one of the two has no number.
 */
export function clientsLike(row: ClientEntry, clients: readonly FoundClient[]): readonly FoundClient[] {
  const { bornOn, givenName, familyName, nhsNumber } = row;
  if (bornOn === null) return [];
  return clients.filter(
    ({ state: { identity, teamId } }) =>
      bornOn === identity.bornOn &&
      (nhsNumber === null || identity.nhsNumber === null) &&
      row.child.teamId === teamId &&
      samePerson(givenName, identity.givenName) &&
      samePerson(familyName, identity.familyName),
  );
}

/**
 * The child of a line among those who are known: by its number, those in care first; by id; or, unborn, by the mother’s
 * number.
 */
export function childAmong(row: CaseloadEntry, children: readonly LoadedChild[]): LoadedChild | null {
  const personId = personOf(row);
  const numbered = children.filter(
    ({ state }) => row.nhsNumber !== null && state.identity.nhsNumber === row.nhsNumber,
  );
  const inCare = numbered.find(({ state }) => state.care.status === 'in-care');
  return (
    inCare ??
    numbered[0] ??
    children.find((child) => child.personId === personId) ??
    children.find((child) => child.personId === personAsSpelt(row)) ??
    children.find(({ state }) => isUnbornOf(row, state)) ??
    null
  );
}

function isUnbornOf({ dateOfBirth, expectedOn, mother }: CaseloadEntry, state: ChildState): boolean {
  const number = mother?.nhsNumber ?? null;
  const hers = number !== null && state.identity.mother?.nhsNumber === number;
  return dateOfBirth === null && hers && mayBeOnePregnancy(state, expectedOn);
}

/** The same as a caseload asks for it. */
function knownChild({ personId, state }: LoadedChild): KnownChild | null {
  const { identity, care } = state;
  if (care.status === 'unknown') return null;
  const { givenName, nhsNumber: number, bornOn } = identity;
  const holderTeam = care.status === 'in-care' ? care.holder.teamId : null;
  return { personId, givenName, number, careStatus: care.status, holderTeam, bornOn };
}

const mayBeHer =
  'A client of this site has this name and this date of birth, and one of the two no NHS number. If it is the same client, record the number on her page, and settle this as known. If it is another one, take this in';
const anotherSite =
  'Another site of the programme has this client. She comes by a transfer: ask her, and the supervisor there';
const expectsNobody =
  'She is in the programme already, and expects no child. If it is another pregnancy, bring it in on her page';

/**
 * Takes in one client of a site that begins, through the rules of the pages and with her true days: her referral, her
 * child as a line of a caseload tells of it, her enrolment, her last visit, her pause. What stands already is not done
 * again, so that an import that broke off may begin anew. If a rule refuses her a person has to work it: the caller
 * tries this on a copy first.
 */
export async function takeClient(
  stores: Stores,
  row: ClientEntry,
  place: ClientPlace,
  fileHash: string,
  context: Context,
): Promise<ClientOutcome> {
  const her = whoSheIs(row, place.clients);
  const wrong = her && clientFault(row, her);
  if (wrong) return wrong;
  const childId = place.child?.personId ?? personOf(row.child);
  const known = place.child && knownChild(place.child);
  const judged = judgeRow(
    row.child,
    childId,
    known,
    { ...place, familySealed: false, followed: null },
    fileHash,
    context,
  );
  if (judged.kind === 'quarantine') return judged;
  const idOf = (what: string) => uuidFor('client-of-file', fileHash, String(row.line), what);
  const steps = stepsFor(stores, her?.personId ?? clientOf(row), idOf, context);
  const takeOn = judged.kind === 'take' ? judged.issued : null;
  if (her && inProgramme(her.state))
    return (await sealedAsSaid(steps, row)) ?? (await anotherChild(steps, her.state, row, childId, takeOn));
  return enrolled(steps, her?.state ?? null, row, childId, takeOn, place.areaCode, context);
}

function quarantine(reason: QuarantineReason, says: string): ClientOutcome {
  return { kind: 'quarantine', reason, says };
}

function inProgramme({ status }: ClientState): boolean {
  return caseloadStatuses.some((one) => one === status);
}

/** Of several records that may be hers the one of her own site, in the programme before any other. */
function whoSheIs(row: ClientEntry, clients: readonly FoundClient[]): FoundClient | null {
  const here = clients.filter(({ state }) => state.teamId === row.child.teamId);
  const byId = (one: FoundClient) => one.personId === clientOf(row);
  return here.find(({ state }) => inProgramme(state)) ?? clients.find(byId) ?? here[0] ?? null;
}

/** Why the client who is known cannot be the one of the line, or cannot be taken by it. */
function clientFault(row: ClientEntry, { personId, state }: FoundClient): ClientOutcome | null {
  const numbered = row.nhsNumber !== null && row.nhsNumber === state.identity.nhsNumber;
  if (personId !== clientOf(row) && !numbered) return quarantine('perhaps-known', mayBeHer);
  if (state.teamId !== row.child.teamId) return quarantine('contradictory', anotherSite);
  const begun = state.status === 'referred' && state.keptSince !== undefined;
  if (begun || inProgramme(state)) return null;
  const stands = state.status === 'unknown' ? '' : clientStatusWords[state.status];
  return quarantine(
    'contradictory',
    `She is known here already: ${stands}. Go on from there on her page, and settle this as known`,
  );
}

/** Carries out the steps of a line, each with an id that follows from it; answers the fault that ended it, or null. */
type Steps = {
  readonly client: (command: ClientCommand, on?: CivilDate) => Promise<ClientOutcome | null>;
  readonly child: (takeOn: Issued) => Promise<ClientOutcome | null>;
  readonly her: () => Promise<ClientState | null>;
  readonly childNow: (personId: string) => Promise<ChildState | null>;
};

function stepsFor(stores: Stores, clientId: string, idOf: (what: string) => string, context: Context): Steps {
  return {
    async client(command, on) {
      const commandId = idOf(command.type);
      const happenedAt = on === undefined ? null : timeOn(on, context);
      const issued = { personId: clientId, commandId, command, expectedVersion: null, happenedAt };
      return faultOf(await issueToClient(stores, issued, context));
    },
    child: async (takeOn) => faultOf(await issue(stores.children, takeOn, context)),
    her: async () => (await stores.clients.load(clientId, null))?.state ?? null,
    childNow: async (personId) => (await stores.children.loadAny(personId))?.state ?? null,
  };
}

function faultOf(
  outcome: { readonly kind: string } | { readonly kind: 'refused'; readonly refusal: Refusal },
): ClientOutcome | null {
  if ('refusal' in outcome) {
    const { code, detail } = outcome.refusal;
    return quarantine('contradictory', `${refusals[code].says}${detail ? ` (${detail})` : ''}`);
  }
  if (outcome.kind === 'done' || outcome.kind === 'repeated') return null;
  throw new Error('A line of the file met another writer: import the file again');
}

/** A day of the file as a time: its noon, or now where that has not come. */
function timeOn(day: CivilDate, { now }: Context): Instant {
  const noon = londonInstant(day, 12 * 60);
  return day === londonDate(now) && noon > now ? now : noon;
}

/** Of a client who is here already nothing else of a line counts; that her address is sealed does, for her and each child of hers (promise P11). */
async function sealedAsSaid(steps: Steps, { child }: ClientEntry): Promise<ClientOutcome | null> {
  const why = 'A file of clients says that her address is sealed';
  return child.addressSealed ? steps.client({ type: 'seal-client-address', why }) : null;
}

/** A second line of one client: her child is hers already, or joins her. */
async function anotherChild(
  steps: Steps,
  { children, ...state }: ClientState,
  row: ClientEntry,
  childId: string,
  takeOn: Issued | null,
): Promise<ClientOutcome> {
  if (children.some(({ personId }) => personId === childId)) return { kind: 'known' };
  const { dateOfBirth, expectedOn, givenName } = row.child;
  if (dateOfBirth === null) {
    // Born since, or expected on another day than the file had it.
    const same = children.some(({ bornOn }) => bornOn === null || bornOfIt(bornOn, expectedOn));
    return same || expecting({ ...state, children })
      ? { kind: 'known' }
      : quarantine('contradictory', expectsNobody);
  }
  const wrong = takeOn && (await steps.child(takeOn));
  const child = { personId: childId, bornOn: dateOfBirth, givenName };
  const why = 'The file of clients has this child with her';
  return wrong ?? (await steps.client({ type: 'bring-child', child, why })) ?? { kind: 'child-brought' };
}

function bornOfIt(bornOn: CivilDate, expectedOn: CivilDate | null): boolean {
  return expectedOn === null || Math.abs(daysBetween(bornOn, expectedOn)) <= anotherPregnancyDays;
}

/** Referred, enrolled, visited and paused, as far as that is not so already. */
async function enrolled(
  steps: Steps,
  known: ClientState | null,
  row: ClientEntry,
  childId: string,
  takeOn: Issued | null,
  areaCode: string | null,
  context: Context,
): Promise<ClientOutcome> {
  const referral = known
    ? null
    : await steps.client(refer(row, areaCode, context), row.referredOn ?? row.enrolledOn);
  const wrong = referral ?? (takeOn && (await steps.child(takeOn)));
  if (wrong) return wrong;
  const child = await steps.childNow(childId);
  return (
    (await steps.client(enrol(row, childId, child), row.enrolledOn)) ??
    (await sinceEnrolled(steps, row, childId, child, context)) ?? { kind: 'taken' }
  );
}

async function sinceEnrolled(
  steps: Steps,
  row: ClientEntry,
  childId: string,
  child: ChildState | null,
  context: Context,
): Promise<ClientOutcome | null> {
  const { lastVisit, endsOn, pause } = row;
  const visit = lastVisit && (await steps.client(visited(row, lastVisit, childId, child, context)));
  if (visit) return visit;
  const ends = endsOn !== null && endsOn !== (await steps.her())?.endsOn;
  const end = ends
    ? await steps.client({ type: 'move-end', endsOn, why: 'Agreed with her before Handhold' })
    : null;
  const state = await steps.her();
  if (end || !pause || !state) return end;
  const reviewOn = pause.reviewOn ?? reviewOfPause(state, londonDate(context.now));
  return steps.client({ type: 'pause', reason: pause.reason, note: 'Paused before Handhold', reviewOn });
}

function refer(row: ClientEntry, areaCode: string | null, context: Context): ClientCommand {
  const { givenName, familyName, bornOn, nhsNumber, phone, child, referrer } = row;
  const { familyId } = identityOf(child);
  return {
    type: 'refer',
    teamId: child.teamId,
    identity: { givenName, familyName, bornOn, nhsNumber, familyId, phone },
    address: addressOf(child, areaCode, londonDate(context.now)),
    from: referrer,
    referrer: '',
    known: { ...nothingAsked, expectedOn: child.expectedOn, babyBornOn: child.dateOfBirth },
    note: '',
    inProgrammeBefore: true,
  };
}

/** Whether the child is born its own record says: somebody may have told of it since the file was written. */
function enrol(row: ClientEntry, childId: string, child: ChildState | null): ClientCommand {
  const { nurseId, consent, sharingBasis } = row;
  const bornOn = child?.identity.bornOn ?? null;
  const givenName = child?.identity.givenName ?? '';
  return {
    type: 'enrol',
    nurseId,
    consent,
    sharingBasis,
    outsideRules: 'In the programme since before Handhold',
    aboveCapacity: null,
    pregnancyId: bornOn === null ? childId : null,
    expectedOn: bornOn === null ? row.child.expectedOn : null,
    children: bornOn === null ? [] : [{ personId: childId, bornOn, givenName }],
  };
}

/** The child was seen on that visit where the file says that it was last seen that day. */
function visited(
  row: ClientEntry,
  { on, mode }: NonNullable<ClientEntry['lastVisit']>,
  childId: string,
  child: ChildState | null,
  context: Context,
): ClientCommand {
  const born = (child?.identity.bornOn ?? null) !== null;
  const saw = born && mode === 'face-to-face' && row.child.lastSeenOn === on;
  return {
    type: 'record-visit',
    visitId: uuidFor('last-visit-of-file', clientOf(row)),
    at: timeOn(on, context),
    place: mode === 'face-to-face' ? 'home' : 'remote',
    mode,
    minutes: 0,
    clientSeen: true,
    childrenSeen: saw ? [childId] : [],
    accompaniedBy: null,
    note: 'The last visit before Handhold, as the file of clients has it',
    next: null,
  };
}
