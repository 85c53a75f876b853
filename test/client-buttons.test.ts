import assert from 'node:assert/strict';
import { mayOpen } from '../src/domain/access/page-permissions.ts';
import type { ClientContext } from '../src/domain/programme/client-context.ts';
import { decideClient } from '../src/domain/programme/client-decide.ts';
import { evolveClient } from '../src/domain/programme/client-evolve.ts';
import { clientParties, mayCommandClient } from '../src/domain/programme/client-permissions.ts';
import { clientCellNow } from '../src/domain/programme/client-transitions.ts';
import { type ClientFormName, clientForms } from '../src/web/forms/client-forms.ts';
import { type ClientOffer, clientOffers } from '../src/web/pages/client-offers.ts';
import { clientsInEveryStatus, type Stands } from './clients-standing.ts';
import { inventForClient } from './invented-client-commands.ts';
import { diceOfRoll } from './invented-commands.ts';
import { formsOnClientPage } from './served-pages.ts';
import { scenario, type World } from './world.ts';

/** From the rules to the client's page, as buttons.test.ts does for a child. */

const clientId = '00000000-0000-4000-8000-00000000c11e';
const names = Object.keys(clientForms) as readonly ClientFormName[];
/** How many commands of one name are invented for each person; the first that the rules accept ends the search. */
const most = 40;

/** How she stands after a command of this name by this person that changes something; null if the rules accept none. */
function afterCommand(
  world: World,
  { state, children }: Stands,
  name: ClientFormName,
  who: string,
): Stands | null {
  const context: ClientContext = { ...world.context(who), clientId, children, caseloads: [] };
  const { actor, directory, now } = context;
  if (!mayCommandClient(actor, name, clientParties(state, directory))) return null;
  for (let roll = 0; roll < most; roll += 1) {
    const command = inventForClient(name, diceOfRoll(roll), { personId: clientId, state }, context);
    const decision = decideClient(state, command, context);
    if ('refused' in decision || decision.facts.length === 0) continue;
    const stamp = { recordedAt: now, happenedAt: now, by: who };
    return {
      state: decision.facts.reduce((before, fact) => evolveClient(before, fact, stamp), state),
      children,
    };
  }
  return null;
}

scenario(
  'What the rules accept of a client has a button, or its offer says in words why not',
  async (world) => {
    const { directory } = world.context('system');
    const people = [...directory.practitioners.values()].filter(({ status }) => status === 'present');
    const known = (await clientsInEveryStatus(world)).filter(({ state }) => state.status !== 'unknown');
    const after = known.flatMap((stands) =>
      names.flatMap(
        (name) =>
          ['shanice-brown', 'moira-kettle', 'yvonne-clarke']
            .map((who) => afterCommand(world, stands, name, who))
            .find((one) => one !== null) ?? [],
      ),
    );
    const unfounded = new Set(
      names.flatMap((name) => {
        const { withheld = [] }: ClientOffer = clientOffers[name];
        return withheld.map(({ because }) => `${name}: ${because}`);
      }),
    );
    const hidden = new Set<string>();
    for (const stands of [...known, ...after]) {
      const { state, children } = stands;
      const parties = clientParties(state, directory);
      const near = people.filter(
        ({ role, teamId }) =>
          mayOpen(role, 'read-client') && parties.some((party) => party.teamId === teamId),
      );
      for (const { id: who, role } of near) {
        const shown = await formsOnClientPage(world, who, state, children);
        for (const name of names) {
          const hers = children.map((child) => child.state);
          if (clientCellNow(state, name, hers) !== 'yes' || shown.has(name)) continue;
          const { withheld = [] }: ClientOffer = clientOffers[name];
          const why = withheld.find((one) => one.while(state));
          if (why && !unfounded.has(`${name}: ${why.because}`)) continue;
          if (!afterCommand(world, stands, name, who)) continue;
          if (why) unfounded.delete(`${name}: ${why.because}`);
          else hidden.add(`${state.status}, to ${who} (${role}): ${name}`);
        }
      }
    }
    assert.deepEqual([...hidden], [], 'accepted, and no button');
    assert.deepEqual([...unfounded], [], 'withheld, and the rules refuse it anyhow: `when` says so');
  },
);
