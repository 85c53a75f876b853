import { hash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Change } from '../application/child-store.ts';
import type { ClientChange } from '../application/client-store.ts';
import type { FamilyLife } from '../application/demonstration/family-player.ts';
import {
  type NetworkFamily,
  type Template,
  templateId,
  templateTokens,
} from '../application/demonstration/network.ts';
import { canonical, genesis } from '../application/fact-chain.ts';
import { copyAll, copyLine } from './copy.ts';
import { type RowsByTable, rowsOfChild, rowsOfClient, tableNames } from './network-rows.ts';

/** A text cut at its tokens: literal pieces, and between them the place of the value that goes there. */
type Cut = { readonly pieces: readonly string[]; readonly slots: readonly number[] };

type CutFact = { readonly hashed: Cut; readonly line: Cut };
/** One person’s stream, and her or its rows beside it. */
type CutPerson = { readonly facts: readonly CutFact[]; readonly lines: ReadonlyMap<string, readonly Cut[]> };

/** Behind a child's own values, the two that change from fact to fact. */
const [previousHash, ownHash] = ['⟦previous hash⟧', '⟦hash⟧'];
const allTokens = [...templateTokens, previousHash, ownHash];
const placeOf = new Map(allTokens.map((text, place) => [text, place]));
const anyToken = new RegExp(
  allTokens.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
  'g',
);

type Cutter = (text: string) => Cut;

/**
 * Cuts the texts of one template. The ids that follow from others, as those of what a client’s fact asks of her child, get
 * places among the template’s own, so that they differ from family to family.
 */
function cutter(): Cutter {
  const given = new Map<string, string>();
  const own = (id: string) => {
    const known = given.get(id) ?? templateId(derivedIdsFrom + given.size);
    given.set(id, known);
    return known;
  };
  return (whole) => {
    const text = whole.replace(derivedId, own);
    const slots = [...text.matchAll(anyToken)].map((match) => placeOf.get(match[0]) ?? -1);
    return { pieces: text.split(anyToken), slots };
  };
}

/** An id made by hashing (`idFrom` of client-command.ts). Those of a template’s own are of version 4. */
const derivedId = /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g;
/** Behind any id that playing a template has used. */
const derivedIdsFrom = 0x800;

function filled({ pieces, slots }: Cut, values: readonly (string | null)[]): string {
  let text = pieces[0] ?? '';
  for (let at = 0; at < slots.length; at += 1)
    text += (values[slots[at] ?? -1] ?? '\\N') + (pieces[at + 1] ?? '');
  return text;
}

function cutFamily({ client, children }: FamilyLife): readonly CutPerson[] {
  const cut = cutter();
  const persons = children.map((life) => cutPerson(life, cut, rowsOfChild(life)));
  return client ? [cutPerson(client, cut, rowsOfClient(client)), ...persons] : persons;
}

function cutPerson(life: Written, cut: Cutter, rows: RowsByTable): CutPerson {
  const lines = new Map([...rows].map(([into, some]) => [into, some.map((row) => cut(copyLine(row)))]));
  return { facts: cutFacts(life, cut), lines };
}

type Written = {
  readonly personId: string;
  readonly changes: readonly Pick<Change | ClientChange, 'facts' | 'expectedVersion'>[];
};

function cutFacts(life: Written, cut: Cutter): readonly CutFact[] {
  return life.changes.flatMap((change) =>
    change.facts.map(({ version, fact, happenedAt, recordedAt, by, commandId }) => ({
      hashed: cut(
        canonical({ personId: life.personId, version, fact, happenedAt, recordedAt, by, commandId }),
      ),
      line: cut(
        copyLine([
          life.personId,
          version,
          fact.type,
          JSON.stringify(fact),
          happenedAt,
          recordedAt,
          by.practitionerId,
          by.teamId,
          by.role,
          commandId,
          version - change.expectedVersion,
          previousHash,
          ownHash,
        ]),
      ),
    })),
  );
}

const factTable =
  'fact (person_id, version, type, data, happened_at, recorded_at, recorded_by, recorded_team, recorded_role, command_id, command_part, previous_hash, hash)';

/** Lines for COPY by table, in the order in which they are written. */
export type LinesByTable = ReadonlyMap<string, readonly string[]>;

/** Makes the rows of families. Keeps the cut templates between batches. */
export function networkRows(made: readonly Template[]): (families: readonly NetworkFamily[]) => LinesByTable {
  const cuts = new Map<number, readonly CutPerson[]>();

  function cutOf(template: number): readonly CutPerson[] {
    const known = cuts.get(template) ?? cutFamily(made[template]?.family ?? fault(template));
    cuts.set(template, known);
    return known;
  }

  return (families) => {
    const lines = new Map([...tableNames, factTable].map((table): [string, string[]] => [table, []]));
    for (const { template, values } of families)
      for (const person of cutOf(template)) personLines(values, person, lines);
    return lines;
  };
}

/** Writes what was made, on a connection that owns the tables. */
export async function writeLines(client: PoolClient, lines: LinesByTable): Promise<void> {
  await copyAll(
    client,
    [...lines].map(([into, rows]) => ({ into, lines: rows })),
  );
}

function fault(template: number): never {
  throw new Error(`There is no template ${template}`);
}

function personLines(
  values: NetworkFamily['values'],
  person: CutPerson,
  lines: ReadonlyMap<string, string[]>,
): void {
  const all = [...values, genesis, genesis];
  const [previousAt, ownAt] = [all.length - 2, all.length - 1];
  const facts = lines.get(factTable) ?? [];
  for (const { hashed, line } of person.facts) {
    const before = all[ownAt] ?? genesis;
    all[previousAt] = before;
    all[ownAt] = hash('sha256', before + filled(hashed, all), 'hex');
    facts.push(filled(line, all));
  }
  // The rest names the head of the chain, which is the newest fact's hash.
  for (const [into, rows] of person.lines) for (const row of rows) lines.get(into)?.push(filled(row, all));
}
