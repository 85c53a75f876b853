import type { Change } from '../application/child-store.ts';
import type { ClientChange } from '../application/client-store.ts';
import type { FamilyLife } from '../application/demonstration/family-player.ts';
import { templateId, templateTokens } from '../application/demonstration/network.ts';
import { canonical } from '../application/fact-chain.ts';
import { type BinaryCell, type BinaryRow, binaryRow, type Cutter } from './binary-row.ts';
import { copyLine } from './copy.ts';
import { type RowsByTable, rowsOfChild, rowsOfClient, stateTable } from './network-rows.ts';
import type { Cut } from './sheet.ts';

/** A fact as it is hashed, and as its row. */
export type CutFact = { readonly hashed: Cut; readonly row: BinaryRow };

/** One person’s stream, and her or its rows beside it: the large ones in COPY’s binary format, the others as lines. */
export type CutPerson = {
  readonly facts: readonly CutFact[];
  readonly states: readonly BinaryRow[];
  readonly lines: readonly (readonly [into: string, rows: readonly Cut[]])[];
};

/** After a family's own values: the two hashes, which change from fact to fact, and the edges of the ids as bytes. */
const [previousHash, ownHash] = ['⟦previous hash⟧', '⟦hash⟧'];
export const previousAt = templateTokens.length;
export const ownAt = previousAt + 1;
export const idBytesAt = ownAt + 1;

const allTokens = [...templateTokens, previousHash, ownHash];
const placeOf = new Map(allTokens.map((text, place) => [text, place]));
const anyToken = new RegExp(
  allTokens.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
  'g',
);

/** Cuts the texts of one template: a client and her children, or a child. */
export function cutFamily({ client, children }: FamilyLife): readonly CutPerson[] {
  const cuts = cuttersOf();
  const persons = children.map((life) => cutPerson(life, cuts, rowsOfChild(life)));
  return client ? [cutPerson(client, cuts, rowsOfClient(client)), ...persons] : persons;
}

type Cutters = { readonly text: Cutter; readonly id: Cutter };

/**
 * The ids that follow from others, as those of what a client’s fact asks of her child, get places among the template’s own, so
 * that they differ from family to family.
 */
function cuttersOf(): Cutters {
  const given = new Map<string, string>();
  const own = (id: string) => {
    const known = given.get(id) ?? templateId(derivedIdsFrom + given.size);
    given.set(id, known);
    return known;
  };
  return {
    text: (whole) => cutText(whole.replace(derivedId, own)),
    id: (whole) => cutId(whole.replace(derivedId, own)),
  };
}

/** An id made by hashing (`idFrom` of client-command.ts). Those of a template’s own are of version 4. */
const derivedId = /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g;
/** Behind any id that playing a template has used. */
const derivedIdsFrom = 0x800;

function cutText(text: string): Cut {
  const slots = [...text.matchAll(anyToken)].map((match) => placeOf.get(match[0]) ?? -1);
  return { pieces: text.split(anyToken).map((piece) => Buffer.from(piece)), slots };
}

const [before = '', after = ''] = templateTokens;
const none = Buffer.alloc(0);

/** A template's id as bytes: the edges are the family's, and the two bytes between them the id's own. */
function cutId(id: string): Cut {
  if (!id.startsWith(before) || !id.endsWith(after)) throw new Error(`Not an id of a template: ${id}`);
  const middle = Buffer.from(`4${id.slice(before.length, -after.length)}`, 'hex');
  return { pieces: [none, middle, none], slots: [idBytesAt, idBytesAt + 1] };
}

/** The edges of a family's ids as bytes, from their texts: the first six, and the last eight. */
export function idBytes(edge: string): Buffer {
  return Buffer.from(edge.replace(/-4$|-/g, ''), 'hex');
}

function cutPerson(life: Written, cuts: Cutters, rows: RowsByTable): CutPerson {
  return {
    facts: cutFacts(life, cuts),
    states: (rows.get(stateTable) ?? []).map(([personId, state]) =>
      binaryRow([id(String(personId)), ['json', String(state)]], cuts.text, cuts.id),
    ),
    lines: [...rows].flatMap(([into, some]) =>
      into === stateTable ? [] : [[into, some.map((row) => cuts.text(`${copyLine(row)}\n`))] as const],
    ),
  };
}

type Written = {
  readonly personId: string;
  readonly changes: readonly Pick<Change | ClientChange, 'facts' | 'expectedVersion'>[];
};

export const factTable =
  'fact (person_id, version, type, data, happened_at, recorded_at, recorded_by, recorded_team, recorded_role, command_id, command_part, previous_hash, hash)';

function cutFacts({ personId, changes }: Written, cuts: Cutters): readonly CutFact[] {
  return changes.flatMap((change) =>
    change.facts.map(({ version, fact, happenedAt, recordedAt, by, commandId }) => ({
      hashed: cuts.text(canonical({ personId, version, fact, happenedAt, recordedAt, by, commandId })),
      row: binaryRow(
        [
          id(personId),
          ['integer', String(version)],
          text(fact.type),
          ['jsonb', JSON.stringify(fact)],
          ['timestamptz', happenedAt],
          ['timestamptz', recordedAt],
          text(by.practitionerId),
          text(by.teamId),
          text(by.role),
          id(commandId),
          ['smallint', String(version - change.expectedVersion)],
          text(previousHash),
          text(ownHash),
        ],
        cuts.text,
        cuts.id,
      ),
    })),
  );
}

function id(value: string): BinaryCell {
  return ['uuid', value];
}

function text(value: string): BinaryCell {
  return ['text', value];
}
