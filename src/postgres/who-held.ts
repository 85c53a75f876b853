import type { Pool } from 'pg';
import { addDays, type CivilDate, type Instant, londonDate, londonInstant } from '../domain/calendar/time.ts';
import { sealedAway } from '../domain/child/adoption.ts';
import { foldChild } from '../domain/child/evolve.ts';
import type { StoredFact } from '../domain/child/facts.ts';
import { type DatedDirectory, type Directory, membersOf } from '../domain/directory/directory.ts';
import { type Headline, headline } from '../domain/language/headline.ts';
import { namesOf } from '../domain/language/timeline.ts';
import type { Period } from '../domain/responsibility/facts.ts';
import { gapMinutes, gapsIn, recountPeriods } from '../domain/responsibility/recount.ts';
import { type Stretch, stretchesOf } from '../domain/responsibility/stretches.ts';
import { databaseNow } from './database-clock.ts';
import { loadDirectory, loadPast } from './directory-store.ts';
import { turnsOn } from './turns-taken.ts';

/** A day in London, or one moment. */
export type When =
  | { readonly kind: 'day'; readonly day: CivilDate }
  | { readonly kind: 'moment'; readonly at: Instant };

/** Who held the child for a stretch, with the facts that say so. */
export type Held = {
  readonly teamId: string;
  readonly team: string;
  /** Whom the record named; null while it named nobody. */
  readonly practitionerId: string | null;
  /** Who answered: the named practitioner or, while none was named, was away or had left, whoever stood in or led the team then. */
  readonly name: string;
  readonly named: boolean;
  /** How it came to that name. */
  readonly why: string;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly endReason: string | null;
  /** Versions of the facts that began and ended it. */
  readonly began: number;
  readonly ended: number | null;
};

export type Account = {
  readonly held: readonly Held[];
  /** Minutes of the gaps that reach into the asked time, each as a whole: in care, and nobody held it. It must be zero. */
  readonly gapMinutes: number;
  /** Stretches after an end that was reversed later: reported, because the child was in care after all (promise P2). */
  readonly reversed: readonly { readonly from: Instant; readonly to: Instant; readonly minutes: number }[];
};

/** The duty desk of a team that held the child, at the asked time. */
export type Desk = {
  readonly teamId: string;
  readonly team: string;
  readonly phone: string;
  /** Who took a turn there. */
  readonly turns: readonly { readonly name: string; readonly from: Instant; readonly to: Instant }[];
  /** Whom the directory has there besides, as it stands today: since when is not recorded (decision 0084). */
  readonly always: readonly string[];
};

export type WhoHeld = {
  readonly personId: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Who answers now, whatever day is asked, how to reach them, and what is next: as the child's page says at its top. */
  readonly now: Headline;
  readonly desks: readonly Desk[];
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
  const state = foldChild(facts);
  if (sealedAway(state)) return 'sealed';
  const dated = await datedDirectory(pool);
  const now = await databaseNow(pool);
  const [from, to] =
    when.kind === 'day'
      ? [londonInstant(when.day, 0), londonInstant(addDays(when.day, 1), 0)]
      : [when.at, when.at];
  const known = facts.filter(({ recordedAt }) => (when.kind === 'day' ? recordedAt < to : recordedAt <= to));
  const asKnownNow = account(
    facts,
    dated,
    { from, to },
    { knowing: 'now', until: [to, now].toSorted().at(-1) ?? to },
  );
  return {
    personId,
    from,
    to,
    now: headline(state, dated.directory, now),
    desks: await desksOf(pool, asKnownNow, { from, to }, dated.directory),
    asKnownThen: account(known, dated, { from, to }, { knowing: 'then', until: to }),
    asKnownNow,
  };
}

/** A team outside the network has no desk of ours. */
async function desksOf(
  pool: Pool,
  { held }: Account,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  directory: Directory,
): Promise<readonly Desk[]> {
  const ids = new Set(held.map(({ teamId }) => teamId));
  const teams = [...ids].flatMap((id) => directory.teams.get(id) ?? []);
  const { person } = namesOf(directory);
  return Promise.all(
    teams
      .filter(({ kind }) => kind !== 'outside')
      .map(async ({ id, name, phone }) => {
        const turns = (await turnsOn(pool, id, londonDate(from))).filter((turn) => touches(turn, from, to));
        return {
          teamId: id,
          team: name,
          phone,
          turns: turns.map((turn) => ({ name: person(turn.practitionerId), from: turn.from, to: turn.to })),
          always: membersOf(directory, id)
            .filter(({ duty }) => duty)
            .map((member) => member.name),
        };
      }),
  );
}

async function datedDirectory(pool: Pool): Promise<DatedDirectory> {
  const { directory } = await loadDirectory(pool);
  return { directory, past: await loadPast(pool) };
}

/** Who answered for a child from its first fact on, as known now. */
export async function answeredFor(pool: Pool, facts: readonly StoredFact[]): Promise<readonly Held[]> {
  const dated = await datedDirectory(pool);
  return heldIn(facts, dated, { knowing: 'now', until: await databaseNow(pool) });
}

type Span = { readonly from: Instant; readonly to: Instant | null };

function touches(span: Span, from: Instant, to: Instant): boolean {
  const startsInTime = from === to ? span.from <= from : span.from < to;
  return startsInTime && (span.to === null || span.to > from);
}

type Known = Parameters<typeof stretchesOf>[2];

function account(
  facts: readonly StoredFact[],
  dated: DatedDirectory,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  known: Known,
): Account {
  const held = heldIn(facts, dated, known).filter((one) => touches(one, from, to));
  const gaps = gapsIn(facts, known.until).filter((gap) => touches(gap, from, to));
  return {
    held,
    gapMinutes: gapMinutes(gaps),
    reversed: gaps.flatMap(({ from, to, minutes, endReason }) =>
      to === null || endReason === null ? [] : [{ from, to, minutes }],
    ),
  };
}

function heldIn(facts: readonly StoredFact[], dated: DatedDirectory, known: Known): readonly Held[] {
  const sources = sourcesOf(facts);
  return recountPeriods(facts).flatMap((period, index) => {
    const source = sources[index];
    return source ? stretchesOf(period, dated, known).map((stretch) => heldOf(stretch, source, dated)) : [];
  });
}

type Source = { readonly began: number; readonly ended: number | null };

/**
 * For each period the facts that began and ended it: those after which the number of periods, or the end of the last
 * one, changed.
 */
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

function heldOf(stretch: Stretch, { began, ended }: Source, { directory }: DatedDirectory): Held {
  const { holder, answered, from, to, endReason } = stretch;
  const { teamId, practitionerId, outsideName } = holder;
  return {
    teamId,
    team: directory.teams.get(teamId)?.name ?? teamId,
    practitionerId,
    name: answered?.name ?? outsideName ?? teamId,
    named: answered === null || answered.as === 'named',
    why: answered?.why ?? 'A team outside the network: its own person, by call-back',
    from,
    to,
    endReason,
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

/** A look at a record: who, when, as what, at which page and why (promise P10). */
export type Look = {
  readonly readAt: Instant;
  readonly practitionerId: string;
  readonly teamId: string;
  readonly role: string;
  readonly page: string;
  readonly why: string;
};

/** Every look at a record, the oldest first. They are never removed. */
export async function looksAt(pool: Pool, personId: string): Promise<readonly Look[]> {
  const text = `select read_at as "readAt", practitioner_id as "practitionerId", team_id as "teamId", role, page, why from read_record
    where person_id = $1 order by read_at, read_id`;
  return (await pool.query<Look>(text, [personId])).rows;
}
