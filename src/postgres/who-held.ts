import type { Pool } from 'pg';
import {
  addDays,
  type CivilDate,
  type Instant,
  londonInstant,
  minutesBetween,
} from '../domain/calendar/time.ts';
import { sealedAway } from '../domain/child/adoption.ts';
import { foldChild } from '../domain/child/evolve.ts';
import type { StoredFact } from '../domain/child/facts.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { whoAnswers } from '../domain/directory/directory.ts';
import type { Period } from '../domain/responsibility/facts.ts';
import { gapMinutes, gapsBetween, recountPeriods } from '../domain/responsibility/recount.ts';
import { stretchesOf } from '../domain/responsibility/stretches.ts';
import { loadDirectory } from './directory-store.ts';

/** A day in London, or one moment. */
export type When =
  | { readonly kind: 'day'; readonly day: CivilDate }
  | { readonly kind: 'moment'; readonly at: Instant };

/** Who held the child for a stretch, with the facts that say so. */
export type Held = {
  readonly teamId: string;
  readonly team: string;
  readonly practitionerId: string | null;
  /** The named practitioner or, while none was named and from her leaving on, who answers for the team. */
  readonly name: string;
  readonly named: boolean;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly endReason: string | null;
  /** Versions of the facts that began and ended it. */
  readonly began: number;
  readonly ended: number | null;
};

export type Account = {
  readonly held: readonly Held[];
  /** Minutes of the asked time in which the child was in care and nobody held it. It must be zero. */
  readonly gapMinutes: number;
  /** Stretches after an end that was reversed later: reported, because the child was in care after all (promise P2). */
  readonly reversed: readonly { readonly from: Instant; readonly to: Instant; readonly minutes: number }[];
};

export type WhoHeld = {
  readonly personId: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Counted from the facts that were recorded by then. */
  readonly asKnownThen: Account;
  /** Counted from all facts. */
  readonly asKnownNow: Account;
};

const factsText = `select version, data as fact, happened_at as "happenedAt", recorded_at as "recordedAt", command_id as "commandId",
  jsonb_build_object('practitionerId', recorded_by, 'teamId', recorded_team, 'role', recorded_role) as by
  from fact where person_id = $1 order by version`;

/** Whether an id is that of a client of the programme, who is nobody’s child here. */
export async function isClient(pool: Pool, personId: string): Promise<boolean> {
  return ((await pool.query('select from client where person_id = $1', [personId])).rowCount ?? 0) > 0;
}

/** All facts of a child, in order; none when there is no such child. */
export async function factsOf(pool: Pool, personId: string): Promise<readonly StoredFact[]> {
  const { rows } = await pool.query<StoredFact>(factsText, [personId]);
  return rows;
}

/**
 * Who held a child then, counted from the facts and from nothing else. Null when there is no such child. The old record of an
 * adopted child is sealed: it answers nobody by this route (promise P11, scenario A16).
 */
export async function whoHeld(pool: Pool, personId: string, when: When): Promise<WhoHeld | 'sealed' | null> {
  const facts = await factsOf(pool, personId);
  if (facts.length === 0) return null;
  if (sealedAway(foldChild(facts))) return 'sealed';
  const { directory } = await loadDirectory(pool);
  const [from, to] =
    when.kind === 'day'
      ? [londonInstant(when.day, 0), londonInstant(addDays(when.day, 1), 0)]
      : [when.at, when.at];
  const known = facts.filter(({ recordedAt }) => (when.kind === 'day' ? recordedAt < to : recordedAt <= to));
  return {
    personId,
    from,
    to,
    asKnownThen: account(known, directory, from, to),
    asKnownNow: account(facts, directory, from, to),
  };
}

type Span = { readonly from: Instant; readonly to: Instant | null };

function touches(span: Span, from: Instant, to: Instant): boolean {
  const startsInTime = from === to ? span.from <= from : span.from < to;
  return startsInTime && (span.to === null || span.to > from);
}

function account(facts: readonly StoredFact[], directory: Directory, from: Instant, to: Instant): Account {
  const periods = recountPeriods(facts);
  const sources = sourcesOf(facts);
  const held = periods.flatMap((period, index) => {
    const source = sources[index];
    return source
      ? stretchesOf(period, directory)
          .filter((stretch) => touches(stretch, from, to))
          .map((stretch) => heldOf(stretch, source, directory))
      : [];
  });
  const gaps = gapsBetween(periods).filter((gap) => touches(gap, from, to));
  const reversed = gaps.filter((gap) =>
    periods.some((period) => period.to === gap.from && period.endReason !== null),
  );
  const near = periods.filter(
    (period) =>
      touches({ from: period.from, to: period.to }, from, to) ||
      gaps.some((gap) => gap.from === period.to || gap.to === period.from),
  );
  return {
    held,
    gapMinutes: gapMinutes(near),
    reversed: reversed.map((gap) => ({
      from: gap.from,
      to: gap.to,
      minutes: minutesBetween(gap.from, gap.to),
    })),
  };
}

type Source = { readonly began: number; readonly ended: number | null };

/** For each period the facts that began and ended it: those at which the count of periods, or the end of the last, changed. */
function sourcesOf(facts: readonly StoredFact[]): readonly Source[] {
  const moving = facts.filter(({ fact }) => movers.has(fact.type));
  const sources: { began: number; ended: number | null }[] = [];
  let before: readonly Period[] = [];
  for (const [index, { version }] of moving.entries()) {
    const now = recountPeriods(moving.slice(0, index + 1));
    const last = sources.at(-1);
    if (last && last.ended === null && now[before.length - 1]?.to !== null) last.ended = version;
    if (now.length > before.length) sources.push({ began: version, ended: null });
    before = now;
  }
  return sources;
}

const movers: ReadonlySet<string> = new Set([
  'TakenOn',
  'PractitionerNamed',
  'AccountabilityPassed',
  'AccountabilityEnded',
  'EndReversed',
]);

function heldOf(period: Period, { began, ended }: Source, directory: Directory): Held {
  const { teamId, practitionerId, outsideName } = period.holder;
  const named = practitionerId !== null || outsideName !== null;
  const name =
    outsideName ?? (practitionerId ? directory.practitioners.get(practitionerId)?.name : undefined);
  return {
    teamId,
    team: directory.teams.get(teamId)?.name ?? teamId,
    practitionerId,
    name: name ?? practitionerId ?? whoAnswers(directory, teamId, null, period.from).name,
    named,
    from: period.from,
    to: period.to,
    endReason: period.endReason,
    began,
    ended,
  };
}

/** Records that somebody at the command line looked (promise P10). */
export async function recordLook(pool: Pool, personId: string, page: string, why: string): Promise<void> {
  await pool.query(
    `insert into read_record (person_id, practitioner_id, team_id, role, page, why) values ($1, 'command-line', 'operations', 'operator', $2, $3)`,
    [personId, page, why],
  );
}
