import { canonical, genesis, hashOf } from '../application/fact-chain.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { RecordedBy, StoredFact } from '../domain/child/facts.ts';
import type { Deadline } from '../domain/escalation/obligations.ts';

/** Where something does not match: the child, the version where it can be told, and the table and column. */
export type Finding = {
  readonly personId: string | null;
  readonly version: number | null;
  readonly where: string;
  readonly says: string;
};

/** A fact as its row keeps it, whatever stream it is of. */
export type StoredRow = Omit<StoredFact, 'fact'> & {
  readonly fact: object & { readonly type: string };
  readonly type: string;
  readonly columns: RecordedBy;
  /** Which of its command's facts it is. */
  readonly part: number;
  readonly previousHash: string;
  readonly hash: string;
};
export type DeadlineRow = Omit<Deadline, 'ruleVersion' | 'row' | 'column' | 'dueOn' | 'orSooner'> & {
  readonly row: string;
  readonly column: string;
  readonly ruleVersion: string;
  readonly nextStep: number;
  readonly nextStepAt: Instant | null;
};
export type StepRow = {
  readonly key: string;
  readonly from: Instant;
  readonly step: number;
  readonly told: readonly string[];
};

export type At = (where: string, says: string, version?: number | null) => Finding;

/** Whether a stream is whole: versions, hashes, and the head that the current row names, in the table that is told. */
export function checkChain(
  { personId, row, facts }: Chain,
  at: At,
  table: 'child' | 'client' = 'child',
): readonly Finding[] {
  let previous = genesis;
  let version = 0;
  let command = { commandId: '', part: 0 };
  for (const fact of facts) {
    version += 1;
    if (fact.version !== version) return [at('fact.version', `version ${version} is missing`, version)];
    if (fact.previousHash !== previous)
      return [at('fact.previous_hash', 'does not chain to the fact before', version)];
    const { type, columns: _, part, previousHash: __, hash, ...stored } = fact;
    if (hashOf(personId, stored, previous) !== hash)
      return [at('fact.hash', 'the fact is not the one that was recorded', version)];
    if (stored.fact.type !== type)
      return [at('fact.type', `says ${type}, the fact ${stored.fact.type}`, version)];
    // By its first fact a command is known to have been written.
    const wanted = fact.commandId === command.commandId ? command.part + 1 : 1;
    if (part !== wanted)
      return [at('fact.command_part', `is ${part}, of its command it is fact ${wanted}`, version)];
    command = fact;
    previous = hash;
  }
  if (!row) return [];
  if (row.version !== version)
    return [
      at(
        `${table}.version`,
        `says ${row.version}, the stream ends at ${version}: its tail is cut or the row was changed`,
        version,
      ),
    ];
  return row.head_hash === previous
    ? []
    : [at(`${table}.head_hash`, 'is not the hash of the newest fact', version)];
}

/** The keys in which two objects differ. */
export function differing(a: object, b: object): readonly string[] {
  const left = new Map(Object.entries(a));
  const right = new Map(Object.entries(b));
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    (key) => canonical(left.get(key)) !== canonical(right.get(key)),
  );
}

/** What a row has against what the facts say. */
export function compareColumns(table: string, stored: object, expected: object, at: At): readonly Finding[] {
  const has = new Map(Object.entries(stored));
  return Object.entries(expected)
    .filter(([column, value]) => canonical(has.get(column)) !== canonical(value))
    .map(([column, value]) =>
      at(`${table}.${column}`, `is ${canonical(has.get(column))}, the facts say ${canonical(value)}`),
    );
}

/** Whether every obligation of the facts has its row, with the ladder where the raised steps put it. */
export function checkDeadlines(
  { deadlines, steps }: { readonly deadlines: readonly DeadlineRow[]; readonly steps: readonly StepRow[] },
  standing: Readonly<Record<string, Deadline>>,
  at: At,
): readonly Finding[] {
  const has = new Map(deadlines.map((row) => [row.key, row]));
  const owed = Object.values(standing);
  const extra = deadlines.filter((row) => !standing[row.key]);
  const raised = Map.groupBy(steps, (step) => step.key);
  return [
    ...extra.map((row) => at('deadline', `${row.key} is in no fact`)),
    ...owed.flatMap((deadline) => {
      const row = has.get(deadline.key);
      if (!row) return [at('deadline', `${deadline.key} has no row: nobody would be told`)];
      const ofThis = (raised.get(deadline.key) ?? []).filter(({ from }) => from === deadline.from);
      const counted = ofThis.filter(({ step }) => step < row.nextStep).length;
      // The day that a schedule gave is only in the fact: the row has the instant that follows from it.
      const { dueOn: _dueOn, orSooner: _orSooner, ...stored } = deadline;
      const ladder = { nextStepAt: deadline.steps[row.nextStep] ?? null };
      return [
        ...compareColumns(`deadline ${deadline.key}`, row, { ...stored, ...ladder }, at),
        ...(counted === row.nextStep
          ? []
          : [at(`deadline ${deadline.key}.next_step`, `is ${row.nextStep}, raised are ${counted}`)]),
      ];
    }),
  ];
}

/** What the chain of a stream is checked from. */
export type Chain = {
  readonly personId: string;
  readonly row: { readonly version: number; readonly head_hash: string } | undefined;
  readonly facts: readonly StoredRow[];
};
