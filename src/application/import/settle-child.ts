import { londonDate } from '../../domain/calendar/time.ts';
import { type Context, systemActor } from '../../domain/child/context.ts';
import { unknownChild } from '../../domain/child/state.ts';
import { changeOf, issue } from '../command.ts';
import { genesis } from '../fact-chain.ts';
import { pregnanciesOf } from './caseload-pregnancies.ts';
import {
  isKnown,
  judgeRow,
  personAsSpelt,
  personOf,
  putAwayNumber,
  type RowOutcome,
} from './caseload-rows.ts';
import { familySeals, sealKnown } from './caseload-seals.ts';
import { refused, type Settled } from './decision.ts';
import { uuidFor } from './identifiers.ts';
import type { CaseloadEntry } from './rows.ts';
import type { MessagePorts } from './taken.ts';

/**
 * Takes in a line of a caseload that a person has put right, or of which a person has said that it is another child than
 * the one with its name.
 */
export async function takeSettledChild(
  ports: MessagePorts,
  row: CaseloadEntry,
  quarantineId: string,
  context: Context,
): Promise<Settled> {
  const system = { ...context, actor: systemActor };
  const child = await bearerOf(ports, row);
  const personId = personOf(row);
  const same = child
    ? null
    : ((await ports.children.loadAny(personId)) ?? (await ports.children.loadAny(personAsSpelt(row))));
  if (same && (await takenOnBy(ports, quarantineId, personId, system))) return takenOn;
  if (same)
    return refused(
      'A child of this name and date of birth is known without this number. Settle it as a duplicate, or correct that record. A twin needs its first name or its number.',
    );
  const record = child ? await ports.children.loadAny(child.personId) : null;
  const givenName = record?.state.identity.givenName ?? '';
  const known = child ? { ...child, givenName, number: row.nhsNumber } : null;
  const areaCode =
    row.postcode === null ? null : await ports.inbox.areaOf(row.postcode, londonDate(context.now));
  const sealedWithFamily = await familySeals(ports.children)([row], () => known === null, context);
  const followed = (await pregnanciesOf(ports.children, [row], context))(row);
  // A person has looked and says that it is another child, whatever its name, so namesakes do not count. They cannot
  // undo that a number was put away, nor allow one pregnancy a second record.
  const place = {
    putAway: await putAwayNumber(ports, row),
    areaCode,
    familySealed: sealedWithFamily(row),
    namesake: false,
    again: false,
    followed,
    commandId: takingOn(quarantineId),
  };
  const outcome = judgeRow(row, personId, known, place, quarantineId, system);
  if (known && isKnown(outcome)) await sealKnown(ports.children, row, known, system);
  return keep(ports, outcome, system);
}

/** The child who bears the number of the line; of two the one in care. */
async function bearerOf({ inbox }: MessagePorts, row: CaseloadEntry) {
  if (row.nhsNumber === null) return undefined;
  const found = (await inbox.find([row.nhsNumber])).filter((one) => one.as === 'child');
  return found.toSorted((a, b) =>
    a.careStatus === b.careStatus ? 0 : a.careStatus === 'in-care' ? -1 : 1,
  )[0];
}

/** Writes what was judged, or says why nothing is written. */
async function keep({ children }: MessagePorts, outcome: RowOutcome, context: Context): Promise<Settled> {
  switch (outcome.kind) {
    case 'quarantine':
      return refused(outcome.says);
    case 'known':
      return { kind: 'settled', says: 'The child is known under this team' };
    case 'claim': {
      const claimed = await issue(children, outcome.issued, context);
      return claimed.kind === 'conflict'
        ? refused('Others changed this record just now. Try again.')
        : { kind: 'settled', says: 'Another team holds the child: a claim is open' };
    }
    case 'take': {
      const appended = await children.append(outcome.change);
      return appended.outcome === 'appended' || appended.outcome === 'repeated'
        ? takenOn
        : refused('The team or the practitioner has left, or the child is known by now. Look again.');
    }
  }
}

const takenOn: Settled = { kind: 'settled', says: 'The child was taken on' };

/**
 * The id of the command by which an item takes its child on. It differs from that of the file, which may have had a
 * twin in the same line.
 */
function takingOn(quarantineId: string): string {
  return uuidFor('quarantine-settled', quarantineId, 'take-on');
}

/** Whether this very item has taken the child on, and a crash came before that was kept. Nothing is written by it. */
async function takenOnBy(
  { children }: MessagePorts,
  quarantineId: string,
  personId: string,
  context: Context,
): Promise<boolean> {
  const nobody = { personId, version: 0, headHash: genesis, state: unknownChild };
  const given = { personId, commandId: takingOn(quarantineId), expectedVersion: null, happenedAt: null };
  return (await children.append(changeOf(nobody, [], given, context))).outcome === 'repeated';
}
