import { hash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Life } from '../application/demonstration/life.ts';
import { type NetworkChild, type Template, templateTokens } from '../application/demonstration/network.ts';
import { canonical, genesis } from '../application/fact-chain.ts';
import type { Party } from '../domain/access/relations.ts';
import { copyCell, copyLines } from './copy-lines.ts';
import { partiesAfter, tables } from './network-rows.ts';

/** A text cut at its tokens: literal pieces, and between them the place of the value that goes there. */
type Cut = { readonly pieces: readonly string[]; readonly slots: readonly number[] };

type CutFact = { readonly hashed: Cut; readonly line: Cut };
type CutTemplate = {
  readonly facts: readonly CutFact[];
  readonly lines: ReadonlyMap<string, readonly Cut[]>;
};

/** Behind a child's own values, the two that change from fact to fact. */
const [previousHash, ownHash] = ['⟦previous hash⟧', '⟦hash⟧'];
const allTokens = [...templateTokens, previousHash, ownHash];
const placeOf = new Map(allTokens.map((text, place) => [text, place]));
const anyToken = new RegExp(
  allTokens.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
  'g',
);

function cut(text: string): Cut {
  const slots = [...text.matchAll(anyToken)].map((match) => placeOf.get(match[0]) ?? -1);
  return { pieces: text.split(anyToken), slots };
}

function filled({ pieces, slots }: Cut, values: readonly (string | null)[]): string {
  let text = pieces[0] ?? '';
  for (let at = 0; at < slots.length; at += 1)
    text += (values[slots[at] ?? -1] ?? '\\N') + (pieces[at + 1] ?? '');
  return text;
}

function cutTemplate({ life }: Template): CutTemplate {
  const access: readonly Party[] = partiesAfter(life.changes);
  const lines = new Map(
    tables.map(({ into, rows }) => [
      into,
      rows(life, access).map((row) => cut(row.map(copyCell).join('\t'))),
    ]),
  );
  return { facts: cutFacts(life), lines };
}

function cutFacts(life: Life): readonly CutFact[] {
  return life.changes.flatMap((change) =>
    change.facts.map(({ version, fact, happenedAt, recordedAt, by, commandId }) => ({
      hashed: cut(
        canonical({ personId: life.personId, version, fact, happenedAt, recordedAt, by, commandId }),
      ),
      line: cut(
        [
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
        ]
          .map(copyCell)
          .join('\t'),
      ),
    })),
  );
}

const factTable =
  'fact (person_id, version, type, data, happened_at, recorded_at, recorded_by, recorded_team, recorded_role, command_id, command_part, previous_hash, hash)';

/** Makes the rows of children, and answers how to write them on a connection that owns the tables. */
export type PrepareNetwork = (children: readonly NetworkChild[]) => (client: PoolClient) => Promise<void>;

/** Keeps the cut templates between batches. Making rows costs as much as writing them, so that a caller may overlap both. */
export function networkLoader(made: readonly Template[]): PrepareNetwork {
  const cuts = new Map<number, CutTemplate>();

  function cutOf(template: number): CutTemplate {
    const known = cuts.get(template) ?? cutTemplate(made[template] ?? fault(template));
    cuts.set(template, known);
    return known;
  }

  return (children) => {
    const into = [...tables.map((table) => table.into), factTable];
    const lines = new Map(into.map((table): [string, string[]] => [table, []]));
    for (const child of children) childLines(child, cutOf(child.template), lines);
    return async (client) => {
      for (const [table, rows] of lines) if (rows.length > 0) await copyLines(client, table, rows);
    };
  };
}

function fault(template: number): never {
  throw new Error(`There is no template ${template}`);
}

function childLines(
  { values }: NetworkChild,
  template: CutTemplate,
  lines: ReadonlyMap<string, string[]>,
): void {
  const all = [...values, genesis, genesis];
  const [previousAt, ownAt] = [all.length - 2, all.length - 1];
  const facts = lines.get(factTable) ?? [];
  for (const { hashed, line } of template.facts) {
    const before = all[ownAt] ?? genesis;
    all[previousAt] = before;
    all[ownAt] = hash('sha256', before + filled(hashed, all), 'hex');
    facts.push(filled(line, all));
  }
  // The rest names the head of the chain, which is the newest fact's hash.
  for (const [into, rows] of template.lines) for (const row of rows) lines.get(into)?.push(filled(row, all));
}
