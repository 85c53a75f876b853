import { absenceRefusal } from '../../domain/access/presence.ts';
import { ownerOfItem, worksItem } from '../../domain/access/quarantine.ts';
import { londonDate } from '../../domain/calendar/time.ts';
import { type Context, systemActor } from '../../domain/child/context.ts';
import { clockOfItem } from '../../domain/escalation/quarantine-clock.ts';
import { sayRefusal } from '../../domain/language/refusals.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { quarantineWords } from '../../domain/move/incoming.ts';
import { judge } from '../../domain/move/judge.ts';
import { issue } from '../command.ts';
import { issuedNow } from '../issued.ts';
import { killPoint } from '../kill-points.ts';
import { correct } from './corrections.ts';
import { type QuarantineDecision, refused, type Settled } from './decision.ts';
import { uuidFor } from './identifiers.ts';
import { cellsIn, messageIn } from './item-content.ts';
import { teamOf } from './item-team.ts';
import { applyEffect, keepPutRight } from './messages.ts';
import type { QuarantinedItem } from './ports.ts';
import type { CaseloadEntry, ClientEntry, FileLine } from './rows.ts';
import { takeSettledChild } from './settle-child.ts';
import { takeSettledClient } from './settle-client.ts';
import { standing } from './standing.ts';
import { type MessagePorts, quarantine } from './taken.ts';

export type SettlePorts = MessagePorts & {
  /** Reads one row of a caseload from its cells, and what was put right in them. */
  readonly readRow: ReadAgain<CaseloadEntry>;
  /** The same of a file of clients. */
  readonly readClient: ReadAgain<ClientEntry>;
};

type Cells = Readonly<Record<string, string>>;
type ReadAgain<Row> = (cells: Cells, corrections: Cells) => Promise<FileLine<Row>>;

/**
 * A person works a quarantined item. What was decided, by whom and why stays with the item, which is never deleted. The effect
 * comes before the receipt and is harmless to repeat, so that a crash between the two leaves an item that can be settled again.
 */
export async function settleQuarantine(
  ports: SettlePorts,
  quarantineId: string,
  decision: QuarantineDecision,
  context: Context,
): Promise<Settled> {
  const absent = absenceRefusal(context);
  if (absent) return refused(sayRefusal(absent));
  const item = await ports.inbox.quarantined(context.actor, quarantineId);
  if (!item || !worksItem(item.teamId, context))
    return refused('There is no such item, or it is another team’s to work.');
  if (item.settledAt !== null) return refused('Somebody has settled this item already.');
  if (decision.settlement !== 'recorded' && decision.note.trim() === '')
    return refused('This needs a reason: say why, in a sentence.');
  const effect = await effectOf(ports, item, decision, context);
  if (effect.kind === 'refused') return effect;
  const { now, actor } = context;
  killPoint('settle-before-kept');
  const kept = await ports.inbox.settle(actor, quarantineId, {
    at: now,
    by: actor.practitionerId,
    settlement: decision.settlement,
    decision,
    note: decision.note === '' ? effect.says : `${decision.note} (${effect.says})`,
    personId: effect.personId ?? null,
  });
  if (!kept) return refused('Somebody settled this item at the same moment.');
  killPoint('settle-before-same');
  if (decision.settlement === 'confirmed') await settleSame(ports, item, context);
  return effect;
}

/** Several messages come about one death, informal and formal: whoever confirms one has answered those before it. */
async function settleSame({ inbox }: SettlePorts, item: QuarantinedItem, { now, actor }: Context) {
  const message = messageIn(item);
  const number = message?.subject.nhsNumber ?? null;
  if (item.reason !== 'needs-confirmation' || number === null) return;
  await inbox.settleConfirmations(number, message?.lastUpdated ?? item.receivedAt, {
    at: now,
    by: actor.practitionerId,
    settlement: 'confirmed',
    note: 'Answered with another message about the same',
  });
}

async function effectOf(
  ports: SettlePorts,
  item: QuarantinedItem,
  decision: QuarantineDecision,
  context: Context,
): Promise<Settled> {
  switch (decision.settlement) {
    case 'dealt-with':
      return { kind: 'settled', says: 'Dealt with by hand' };
    case 'not-ours':
      return { kind: 'settled', says: 'Not a child of this network' };
    case 'duplicate':
      return { kind: 'settled', says: 'Known from elsewhere' };
    case 'recorded':
      return recorded(ports, item, context);
    case 'confirmed':
      return confirm(ports, item, decision, context);
    case 'import-after-correction':
      return importCorrected(ports, item, decision.corrections, context);
  }
}

async function importCorrected(
  ports: SettlePorts,
  item: QuarantinedItem,
  corrections: Cells,
  context: Context,
): Promise<Settled> {
  switch (item.source) {
    case 'caseload':
      return importChild(ports, item, corrections, context);
    case 'clients':
      return importClient(ports, item, corrections, context);
    case 'directory':
    case 'postcodes':
      return refused(
        'A line of this file is put right in the file: ask whoever imports it. When that is done, settle this as dealt with.',
      );
    default:
      return importMessage(ports, item, corrections, context);
  }
}

/**
 * Settles an item because the records say it already. The facts are looked for anew, since what was shown may have been
 * taken back.
 */
async function recorded(ports: SettlePorts, item: QuarantinedItem, context: Context): Promise<Settled> {
  const { told, records } = await standing(ports, item, context);
  const [first] = records;
  if (!told || !first) return refused('No record tells this now. Look again at what stands here.');
  const says = records.map(({ name, says }) => `${name}: ${says ?? ''}`).join('. ');
  return { kind: 'settled', says, personId: first.personId };
}

/**
 * Ends or restores care by the confirming person's own command: who may end accountability, and why, follows the rules
 * of the child's page.
 */
async function confirm(
  ports: SettlePorts,
  item: QuarantinedItem,
  decision: Extract<QuarantineDecision, { settlement: 'confirmed' }>,
  context: Context,
): Promise<Settled> {
  const message = messageIn(item);
  // When it came it sealed what stands here (`sealForRestriction`); a person has now seen to the rest.
  if (item.reason === 'restricted')
    return { kind: 'settled', says: 'The address stays sealed until it is opened' };
  const number = message?.subject.nhsNumber ?? null;
  if (item.reason !== 'needs-confirmation' || !message || number === null)
    return refused('There is nothing in this item to confirm.');
  const found = await ports.inbox.find([number]);
  const child = found.find((one) => one.as === 'child');
  if (!child)
    return { kind: 'settled', says: 'The message is about the mother: her children stay with their holder' };
  const back = message.subject.deceased?.status === 'removed';
  if (!back && child.careStatus === 'ended')
    return { kind: 'settled', says: 'Accountability for this child had ended already' };
  const state = (await ports.children.loadAny(child.personId))?.state;
  if (!back && child.careStatus === 'in-care' && !state?.stopped)
    return refused(
      'It was taken back since, and the schedules run. Settle it as known, or record the death on the child’s page.',
    );
  // Taken back before anybody confirmed it, the schedules run again; after that, the end is reversed.
  const command = back
    ? child.careStatus === 'in-care'
      ? ({ type: 'resume-schedules', says: decision.note } as const)
      : ({ type: 'reverse-end', why: decision.note } as const)
    : ({ type: 'end', reason: 'death', confirmedBy: decision.confirmedBy, detail: decision.note } as const);
  const commandId = uuidFor('quarantine-settled', item.quarantineId, command.type);
  const outcome = await issue(ports.children, issuedNow(child.personId, command, commandId), context);
  switch (outcome.kind) {
    case 'done':
    case 'repeated':
      return {
        kind: 'settled',
        says: back ? 'The record goes on with its holder' : 'Accountability ended for the confirmed death',
      };
    case 'refused':
      return refused(sayRefusal(outcome.refusal));
    case 'not-found':
      return refused('Your team does not hold this child: ask the team that does.');
    case 'conflict':
      return refused('Others changed this record just now. Try again.');
  }
}

function rowIn<Row>(line: FileLine<Row>): { readonly row: Row } | ReturnType<typeof refused> {
  switch (line.kind) {
    case 'row':
      return { row: line.row };
    case 'fault':
      return refused(`${line.sentence}${line.column === null ? '' : ` (${line.column})`}`);
    case 'passed-over':
      return refused(line.why);
  }
}

async function importClient(
  ports: SettlePorts,
  item: QuarantinedItem,
  corrections: Cells,
  context: Context,
): Promise<Settled> {
  const read = rowIn(await ports.readClient(cellsIn(item), corrections));
  if ('says' in read) return read;
  const cells = { ...cellsIn(item), ...corrections };
  const others = othersTeam(read.row.child.teamId, context);
  if (others !== null) return sendOnRow(ports, item, cells, others, context);
  return takeSettledClient(ports, read.row, item.quarantineId, context);
}

/** The team that a row is for, where it works its own items and this person is of another one; else null. */
function othersTeam(teamId: string, context: Context): string | null {
  return ownerOfItem(teamId, context) === teamId && !worksItem(teamId, context) ? teamId : null;
}

async function importChild(
  ports: SettlePorts,
  item: QuarantinedItem,
  corrections: Cells,
  context: Context,
): Promise<Settled> {
  const read = rowIn(await ports.readRow(cellsIn(item), corrections));
  if ('says' in read) return read;
  const { row } = read;
  const cells = { ...cellsIn(item), ...corrections };
  const others = othersTeam(row.teamId, context);
  if (others !== null) return sendOnRow(ports, item, cells, others, context);
  return takeSettledChild(ports, row, item.quarantineId, context);
}

async function importMessage(
  ports: SettlePorts,
  item: QuarantinedItem,
  corrections: Cells,
  context: Context,
): Promise<Settled> {
  const read = messageIn(item);
  if (!read) return refused('Nothing could be read from this message: ask the sender for it again.');
  const corrected = correct(read, corrections);
  if (typeof corrected === 'string') return refused(corrected);
  const outcome = judge(corrected, londonDate(context.now));
  if (outcome.kind === 'quarantined') return refused(outcome.sentence);
  if (outcome.kind === 'not-for-us') return refused(outcome.why);
  const system = { ...context, actor: systemActor };
  const teamId = await teamOf(ports, outcome, item.reason, system);
  // Once corrected it may be about a child of another team, which alone acts on it (promise P2).
  if (teamId !== null && !worksItem(teamId, context)) {
    await keepPutRight(ports, item, outcome, { taken: sentOn, teamId }, system);
    return sentOnTo(teamId, context);
  }
  const taken = await applyEffect(ports, outcome.effect, outcome.message, system, true);
  if (taken.outcome === 'quarantined' && taken.reason === 'needs-confirmation') {
    await keepPutRight(ports, item, outcome, { taken, teamId }, system);
    return { kind: 'settled', says: `${taken.says}. It waits as an item of its own` };
  }
  return taken.outcome === 'quarantined' || taken.outcome === 'not-for-us'
    ? refused(taken.says)
    : { kind: 'settled', says: taken.says };
}

const sentOn = quarantine('sent-on', quarantineWords['sent-on']);

function sentOnTo(teamId: string, { directory }: Context): Settled {
  return { kind: 'settled', says: `Sent on to ${namesOf(directory).team(teamId)}, whose it is to take in` };
}

/** A line that names another team is that team’s to take in: nobody holds a child by a name that did not take it (promise P2). */
async function sendOnRow(
  { inbox }: SettlePorts,
  item: QuarantinedItem,
  cells: Cells,
  teamId: string,
  context: Context,
): Promise<Settled> {
  const { quarantineId: _, settledAt: __, ...came } = item;
  const entry = {
    ...came,
    itemKey: `${item.itemKey}/put-right`,
    receivedAt: context.now,
    reason: 'sent-on',
    says: quarantineWords['sent-on'],
    content: JSON.stringify(cells),
    teamId,
  } as const;
  await inbox.keep(null, { ...entry, ...clockOfItem({ ...entry, event: null }, context) });
  return sentOnTo(teamId, context);
}
