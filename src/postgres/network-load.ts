import { hash } from 'node:crypto';
import {
  isOfTeam,
  type NetworkFamily,
  type Template,
  templateTokens,
} from '../application/demonstration/network.ts';
import { genesis } from '../application/fact-chain.ts';
import { beginRows, binaryEnd, binaryHead, putRow } from './binary-row.ts';
import type { Copy } from './copy.ts';
import {
  type CutPerson,
  cutFamily,
  factTable,
  idBytes,
  idBytesAt,
  ownAt,
  previousAt,
} from './network-cuts.ts';
import { stateTable, tableNames } from './network-rows.ts';
import { emptySheet, fill, nothing, put, type Sheet } from './sheet.ts';

/** Makes the rows of families, in the order in which they are written. Keeps the cut templates between batches. */
export type NetworkRows = (families: Iterable<NetworkFamily>) => readonly Copy[];

/**
 * Makes the rows of families as `NetworkRows`. What a call answers stays valid until the call after the next, so that
 * one batch can be made while another is written. With `freeze` the tables must have been emptied in the transaction
 * that writes it.
 */
export function networkRows(made: readonly Template[], freeze = false): NetworkRows {
  const cuts = new Map<number, readonly CutPerson[]>();
  const written = writer();
  let [sheets, others] = [emptySheets(), emptySheets()];

  function cutOf(template: number): readonly CutPerson[] {
    const known = cuts.get(template) ?? cutFamily(made[template]?.family ?? fault(template));
    cuts.set(template, known);
    return known;
  }

  return (families) => {
    [sheets, others] = [others, sheets];
    begin(sheets);
    for (const { template, values } of families) {
      const own = written(values);
      for (const person of cutOf(template)) writePerson(sheets, person, own);
    }
    return copiesOf(sheets, freeze);
  };
}

function fault(template: number): never {
  throw new Error(`There is no template ${template}`);
}

type Sheets = { readonly facts: Sheet; readonly states: Sheet; readonly lines: ReadonlyMap<string, Sheet> };

function emptySheets(): Sheets {
  const small = tableNames.filter((table) => table !== stateTable);
  return {
    facts: emptySheet(),
    states: emptySheet(),
    lines: new Map(small.map((table) => [table, emptySheet()])),
  };
}

function begin({ facts, states, lines }: Sheets): void {
  beginRows(facts);
  beginRows(states);
  for (const sheet of lines.values()) sheet.length = 0;
}

function copiesOf({ facts, states, lines }: Sheets, freeze: boolean): readonly Copy[] {
  const large = [
    [stateTable, states],
    [factTable, facts],
  ] as const;
  return [
    ...[...lines].map(([into, { bytes, length }]) => ({ into, bytes: bytes.subarray(0, length), freeze })),
    ...large.flatMap(([into, sheet]) => {
      if (sheet.length === binaryHead.length) return [];
      put(sheet, binaryEnd);
      return [{ into, bytes: sheet.bytes.subarray(0, sheet.length), binary: true, freeze }];
    }),
  ];
}

/** A family’s values as they are written. Those of the teams, which come again and again, are kept. */
function writer(): (values: NetworkFamily['values']) => Uint8Array[] {
  const kept = new Map<string, Uint8Array>();
  return (values) => {
    const all: Uint8Array[] = [];
    for (let place = 0; place < templateTokens.length; place += 1) {
      const value = values[place] ?? null;
      const known = value !== null && isOfTeam(place) ? kept.get(value) : undefined;
      const bytes = known ?? (value === null ? nothing : Buffer.from(value));
      if (value !== null && !known && isOfTeam(place)) kept.set(value, bytes);
      all.push(bytes);
    }
    all[previousAt] = noHash;
    all[ownAt] = noHash;
    all[idBytesAt] = idBytes(values[0] ?? '');
    all[idBytesAt + 1] = idBytes(values[1] ?? '');
    return all;
  };
}

const noHash = Buffer.from(genesis);
const hashed = emptySheet();
/** Two in turn: a fact's own hash is the next one's previous hash. */
const [evenHash, oddHash] = [Buffer.alloc(noHash.length), Buffer.alloc(noHash.length)];

function writePerson(sheets: Sheets, person: CutPerson, values: Uint8Array[]): void {
  values[ownAt] = noHash;
  let own = evenHash;
  for (const fact of person.facts) {
    const before = values[ownAt] ?? noHash;
    hashed.length = 0;
    put(hashed, before);
    fill(hashed, fact.hashed, values);
    own.write(hash('sha256', hashed.bytes.subarray(0, hashed.length), 'hex'), 'latin1');
    values[previousAt] = before;
    values[ownAt] = own;
    putRow(sheets.facts, fact.row, values);
    own = own === evenHash ? oddHash : evenHash;
  }
  for (const row of person.states) putRow(sheets.states, row, values);
  // The rest names the head of the chain, which is the newest fact's hash.
  for (const [into, rows] of person.lines)
    for (const row of rows) fill(sheets.lines.get(into) ?? hashed, row, values);
}
