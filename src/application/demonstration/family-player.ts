import { bankHolidays } from '../../domain/calendar/holidays.ts';
import {
  addMinutes,
  type CivilDate,
  type Instant,
  londonDate,
  londonInstant,
} from '../../domain/calendar/time.ts';
import { defaultRuleSets } from '../../domain/calendar/time-limits.ts';
import type { Context } from '../../domain/child/context.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import type { ClientCommand } from '../../domain/programme/client-commands.ts';
import { decideClient } from '../../domain/programme/client-decide.ts';
import { type ClientState, unknownClient } from '../../domain/programme/client-state.ts';
import { clientChangeOf, onBehalfOf } from '../client-command.ts';
import type { ClientLife } from '../client-life.ts';
import type { AnsweredAt, ClientChange, LoadedClient } from '../client-store.ts';
import { genesis } from '../fact-chain.ts';
import { issuedNow } from '../issued.ts';
import { clockUntil, nextWorkday } from './clock.ts';
import { actorOf, type IdBase, idFrom, idsAfter, type Life, type Player, playerOf, standIn } from './life.ts';
import type { Random } from './random.ts';
import { type ReviewKeeper, reviewKeeper } from './reviews-kept.ts';

/** A client and her children, each with a stream of its own. Without a client: children who were never in the programme. */
export type FamilyLife = { readonly client: ClientLife | null; readonly children: readonly Life[] };

/**
 * Plays a client and her children together, by one clock. What her facts ask of each child is given to that child’s own
 * stream at once, as `issueToClient` does; a refusal of either is a fault of the script, and throws.
 */
export type FamilyPlayer = {
  readonly clientId: string;
  readonly nextId: () => string;
  readonly today: () => CivilDate;
  readonly at: () => Instant;
  /** To a working hour of that day, a weekend’s on the Monday after. What reviews fell due until then are recorded first. */
  readonly on: (day: CivilDate, minuteOfDay: number) => Instant;
  readonly client: () => ClientState;
  readonly child: (personId: string) => Player;
  readonly give: (practitionerId: string, command: ClientCommand) => void;
  readonly upToNow: () => void;
  readonly life: () => FamilyLife;
};

export function beginFamily(ids: IdBase, directory: Directory, now: Instant, reviews: Random): FamilyPlayer {
  const clientId = idFrom(ids, 0);
  const nextId = idsAfter(ids);
  const clock = clockUntil(now);
  let loaded: Omit<LoadedClient, 'children'> = {
    personId: clientId,
    version: 0,
    headHash: genesis,
    state: unknownClient,
    waits: false,
  };
  const changes: ClientChange[] = [];
  const answers = new Map<string, AnsweredAt>();
  const streams = new Map<string, { readonly player: Player; readonly keepUntil: ReviewKeeper }>();

  function streamOf(personId: string) {
    const known = streams.get(personId);
    if (known) return known;
    const player = playerOf(personId, nextId, clock, directory);
    const stream = { player, keepUntil: reviewKeeper(player, reviews, directory, now) };
    streams.set(personId, stream);
    return stream;
  }

  function keepUntil(target: Instant): void {
    for (const stream of streams.values()) stream.keepUntil(target);
  }

  function give(practitionerId: string, command: ClientCommand): void {
    const at = clock.at();
    const actor = actorOf(standIn(practitionerId, directory, at), directory);
    const context: Context = { now: at, actor, directory, ruleSets: defaultRuleSets, holidays: bankHolidays };
    const children = [...streams].map(([personId, { player }]) => ({ personId, state: player.state() }));
    const decision = decideClient(loaded.state, command, { ...context, clientId, children, caseloads: [] });
    if ('refused' in decision) {
      const { code, detail = '' } = decision.refused;
      throw new Error(`${command.type} by ${practitionerId} at ${at} was refused: ${code} ${detail}`);
    }
    if (decision.facts.length === 0) return;
    const issued = issuedNow(clientId, command, nextId());
    const change = clientChangeOf({ ...loaded, children }, decision.facts, issued, context);
    changes.push(change);
    const { state, facts } = change;
    loaded = {
      ...loaded,
      version: loaded.version + facts.length,
      headHash: facts.at(-1)?.hash ?? loaded.headHash,
      state,
    };
    for (const asked of change.consequences) {
      const by = onBehalfOf({ askedBy: actor.practitionerId, askedTeam: actor.teamId });
      const answer = streamOf(asked.childId).player.ask(by, asked.command, asked.consequenceId);
      if (answer.outcome === 'refused')
        throw new Error(`${asked.command.type} for ${command.type} at ${at} was refused: ${answer.says}`);
      answers.set(asked.consequenceId, { ...answer, at });
    }
    clock.moveTo(addMinutes(at, 3));
  }

  return {
    clientId,
    nextId,
    today: () => londonDate(clock.at()),
    at: clock.at,
    on: (day, minuteOfDay) => {
      const target = londonInstant(nextWorkday(day), minuteOfDay);
      keepUntil(target);
      return clock.moveTo(target);
    },
    client: () => loaded.state,
    child: (personId) => {
      const { player } = streamOf(personId);
      return {
        ...player,
        daysAgo: (days, minuteOfDay) => {
          keepUntil(addMinutes(now, -days * 24 * 60));
          return clock.daysAgo(days, minuteOfDay);
        },
      };
    },
    give,
    upToNow: () => keepUntil(now),
    life: () => ({
      client: {
        personId: clientId,
        facts: changes.flatMap((change) => change.facts),
        state: loaded.state,
        changes,
        answers,
      },
      children: [...streams.values()].map(({ player }) => player.life()),
    }),
  };
}
