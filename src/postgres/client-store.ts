import type { Appended } from '../application/child-store.ts';
import type { NurseLoad } from '../application/client-readings.ts';
import type {
  ClientChange,
  ClientStore,
  KnownElsewhere,
  LoadedClient,
  Waiting,
} from '../application/client-store.ts';
import type { ChildCommand } from '../domain/child/commands.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import type { KnownChild } from '../domain/programme/client-context.ts';
import type { ClientState } from '../domain/programme/client-state.ts';
import type { Asked } from './child-store.ts';
import { againAfterOthers } from './met-others.ts';

type Row = {
  version: number;
  head_hash: string;
  state: ClientState;
  children: readonly KnownChild[];
  waits: boolean;
};

/** Clients' streams in PostgreSQL: one call to load a client with her children, one to append. */
export function clientStore(pool: Asked): ClientStore {
  return {
    load: async (personId, teamId): Promise<LoadedClient | null> => {
      const { rows } = await pool.query<Row>({
        name: 'load-client',
        text: 'select * from load_client($1, $2)',
        values: [personId, teamId],
      });
      const [row] = rows;
      if (!row) return null;
      const { version, head_hash: headHash, state, children, waits } = row;
      return { personId, version, headHash, state, children, waits };
    },
    loads: async (teamId, on) => {
      const { rows } = await pool.query<NurseLoad>({
        name: 'nurse-loads',
        text: 'select nurse_id as "nurseId", families, weight, share from nurse_loads($1, $2, $3)',
        values: [teamId, on, [...caseloadStatuses]],
      });
      return rows;
    },
    withNumber: async ({ nhsNumber, personId, standing, by }) => {
      const { rows } = await pool.query<KnownElsewhere>({
        name: 'sites-by-number',
        text: 'select "teamId" from sites_by_number($1, $2, $3, $4, $5, $6)',
        values: [nhsNumber, personId, [...standing], by.practitionerId, by.teamId, by.role],
      });
      return rows;
    },
    append: (change) => againAfterOthers(() => append(pool, change)),
    waiting: async (personId) => {
      const { rows } = await pool.query<Waiting & { command: ChildCommand }>({
        name: 'waiting-consequences',
        text: `select consequence_id as "consequenceId", consequence_no as no, child_id as "childId", command, asked_by as "askedBy", asked_team as "askedTeam"
          from waiting_consequences($1)`,
        values: [personId],
      });
      return rows;
    },
    answer: async (personId, consequenceId, { outcome, says }, at) => {
      await pool.query({
        name: 'answer-consequence',
        text: 'select answer_consequence($1, $2, $3, $4, $5)',
        values: [personId, consequenceId, outcome, says, at],
      });
    },
  };
}

async function append(pool: Asked, change: ClientChange): Promise<Appended> {
  try {
    const { rows } = await pool.query<Appended>({
      name: 'append-client-facts',
      text: `select (r.o).outcome, (r.o).version from (select append_client_facts(
        $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) as o offset 0) r`,
      values: [
        change.personId,
        change.commandId,
        change.expectedVersion,
        JSON.stringify(change.facts),
        JSON.stringify(change.state),
        JSON.stringify({
          ...change.client,
          number_given: change.number.given,
          number_let_go: change.number.letGo,
        }),
        JSON.stringify(change.children),
        JSON.stringify(change.deadlinesSet),
        change.deadlinesMet,
        JSON.stringify(change.accessGiven),
        change.accessTaken,
        JSON.stringify(change.notices),
        JSON.stringify(change.consequences),
        change.mustBePresent,
      ],
    });
    const [appended] = rows;
    if (!appended) throw new Error('append_client_facts answered nothing');
    return appended;
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'one_effect_of_one_command')
      return { outcome: 'repeated', version: change.expectedVersion };
    throw error;
  }
}
