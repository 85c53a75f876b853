import type { Pool } from 'pg';
import type { ClientReadings, ListedClient, NurseLoad, ReadClient } from '../application/client-readings.ts';
import type { KnownElsewhere } from '../application/client-store.ts';
import { withoutPutAway } from '../application/put-away.ts';
import { maskOf, withoutPlaces, withoutTyped } from '../application/sealed.ts';
import type { ChildState } from '../domain/child/state.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import type { StoredClientFact } from '../domain/programme/client-facts.ts';
import type { ClientState } from '../domain/programme/client-state.ts';
import { factJson } from './fact-json.ts';
import { askAsParty, gatheredAsParty } from './party.ts';

type Row = {
  version: number;
  state: ClientState;
  facts: readonly StoredClientFact[];
  children: readonly { personId: string; state: ChildState }[];
  /** Her children who were adopted: their old records are sealed (scenario A16). */
  putAway: readonly string[];
};

/** The record and the recording of the look are one statement, as for a child (promise P10). */
const readText = `
  with found as (select * from client where person_id = $1),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select person_id, $2, $3, $4, $5, $6 from found returning 1)
  select f.version, f.state,
    (select coalesce(json_agg(${factJson} order by x.version), '[]') from fact x where x.person_id = $1) as facts,
    (select coalesce(json_agg(json_build_object('personId', k.child_id, 'state', x.state) order by k.born_on nulls first, k.child_id), '[]')
      from client_child k join child_state x on x.person_id = k.child_id where k.person_id = $1) as children,
    (select coalesce(json_agg(k.child_id), '[]') from client_child k where k.person_id = $1 and put_away(k.child_id)) as "putAway"
  from found f, looked`;

/** The columns of a line about a client, of the table as "c". */
const listedClientColumns = `c.person_id as "personId", c.given_name as "givenName", c.family_name as "familyName", c.born_on as "bornOn",
  c.team_id as "teamId", c.nurse_id as "nurseId", c.status, c.status_since as "statusSince", c.expected_on as "expectedOn",
  c.youngest_born_on as "youngestBornOn", c.ends_on as "endsOn", c.visit_due_on as "visitDueOn", c.last_visit_on as "lastVisitOn",
  c.next_visit_at as "nextVisitAt", c.missed_count as "missedCount", c.weight::float8 as weight`;

const ofTeamText = `
  select ${listedClientColumns} from client c where (c.team_id = $1 or c.transfer_to = $1) and c.status = any ($2)
  order by c.visit_due_on nulls last, c.status_since, c.person_id limit 1000`;

const nurseLoadsText = 'select nurse_id as "nurseId", families, weight, share from nurse_loads($1, $2, $3)';

/** Answers the pages' questions about clients, each as the acting party. */
export function clientReadings(pool: Pool): ClientReadings {
  const ask = gatheredAsParty(pool);
  return {
    client: async (actor, personId, page, why): Promise<ReadClient | null> => {
      const values = [personId, actor.practitionerId, actor.teamId, actor.role, page, why];
      const [row] = await ask<Row>(actor.teamId, { name: 'read-client', text: readText, values });
      if (!row) return null;
      const { putAway, ...record } = row;
      const shown = { ...record, ...withoutPutAway(record, putAway) };
      return { personId, ...shown, ...withSealsOfChildren(shown) };
    },
    reads: async ({ teamId }, personId) => {
      const text = 'select exists (select from client where person_id = $1) as there';
      const [row] = await askAsParty<{ there: boolean }>(pool, teamId, 'is-client', text, [personId]);
      return row?.there ?? false;
    },
    ofTeam: (actor, statuses) =>
      askAsParty<ListedClient>(pool, actor.teamId, 'clients-of-team', ofTeamText, [
        actor.teamId,
        [...statuses],
      ]),
    nurseLoads: (actor, on) =>
      askAsParty<NurseLoad>(pool, actor.teamId, 'nurse-loads', nurseLoadsText, [
        actor.teamId,
        on,
        [...caseloadStatuses],
      ]),
    siteOfNumber: async ({ practitionerId, teamId, role }, nhsNumber, without, standing) => {
      const { rows } = await pool.query<KnownElsewhere>(
        'select "teamId" from sites_by_number($1, $2, $3, $4, $5, $6)',
        [nhsNumber, without, [...standing], practitionerId, teamId, role],
      );
      return rows[0] ?? null;
    },
    childOfNumber: async ({ practitionerId, teamId, role }, nhsNumber, bornOn) => {
      const { rows } = await pool.query<{ id: string }>(
        'select person_id as id from child_of_number($1, $2, $3, $4, $5)',
        [nhsNumber, bornOn, practitionerId, teamId, role],
      );
      return rows[0]?.id ?? null;
    },
  };
}

/** A child whose address is sealed seals hers: they live at the same place, or somebody has to say that they do not (P11). */
function withSealsOfChildren({ state, facts, children }: Pick<Row, 'state' | 'facts' | 'children'>): Sealed {
  const { address } = state;
  const sealed = address?.sealed || children.some((child) => child.state.address?.sealed);
  if (!sealed) return { state, facts, children, mask: null };
  const mask = maskOf(facts, children);
  return {
    state: withoutTyped({ ...state, address: address && { ...address, sealed: true } }, mask),
    facts: withoutTyped(withoutPlaces(facts), mask),
    children: withoutTyped(children, mask),
    mask,
  };
}

type Sealed = Pick<ReadClient, 'state' | 'facts' | 'children' | 'mask'>;
