import { addDays } from '../src/domain/calendar/time.ts';
import type { KnownChild } from '../src/domain/programme/client-context.ts';
import { type ClientState, unknownClient } from '../src/domain/programme/client-state.ts';
import { areas, type World } from './world.ts';

/** A client as she stands, with the own records of her children. */
export type Stands = { readonly state: ClientState; readonly children: readonly KnownChild[] };

/** Clients who stand in every status, some with a child born, a child lost, a place waited for, a visit missed. */
export async function clientsInEveryStatus(world: World): Promise<readonly Stands[]> {
  const { given, when, clients, clock } = world;
  const [nurse, lead, ealing] = [when('shanice-brown'), when('moira-kettle'), when('yvonne-clarke')];
  const found: Stands[] = [{ state: unknownClient, children: [] }];
  const note = async () => {
    const state = await clients.state();
    const children = await Promise.all(
      state.children.map(async ({ personId, givenName }) => ({
        personId,
        state: await world.state({ personId, name: givenName }),
      })),
    );
    found.push({ state, children });
  };
  await given.aReferralTo('luton-fnp');
  await note();
  await lead.offersAPlace();
  await note();
  await lead.recordsThatSheDeclined();
  await note();
  await given.aClientOf('shanice-brown', { address: { areaCode: areas.luton } });
  await note();
  const { address } = await clients.state();
  await nurse.recordsOfTheClient({ address: address && { ...address, areaCode: areas.ealing } });
  await note();
  await nurse.missesAVisit();
  await note();
  await nurse.startsTheTransferTo('ealing-fnp', areas.ealing);
  await note();
  await ealing.refusesTheTransfer();
  await note();
  // The same once health visiting has her child: the site that she left answers for no child of hers.
  found.push({ state: await clients.state(), children: [] });
  await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 100);
  await note();
  await nurse.visits();
  await nurse.pauses('asked', addDays(clock.today(), 5));
  await note();
  await nurse.endsTheProgramme('withdrew');
  await note();
  await lead.offersAPlace();
  await note();
  await lead.recordsThatSheDeclined();
  await note();
  await given.aClientWithChildren('shanice-brown', ['Ada'], 731);
  await note();
  await nurse.endsTheProgramme('graduation');
  await note();
  await given.aClientOf('shanice-brown');
  await nurse.recordsTheLoss('stillbirth');
  await note();
  await given.aClientOf('shanice-brown');
  // Her child is on its way to another team, so its record refuses to begin a second way.
  const bornOn = addDays(clock.today(), -50);
  const { personId } = await given.aChildHeldBy('amara-osei', { identity: { bornOn } });
  await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
  await nurse.brings({ personId, bornOn, givenName: 'Ivy' });
  await note();
  const died = await given.aClientWithChildren('shanice-brown', ['Ada'], 50);
  await nurse.recordsTheDeathOf(died.personId);
  await note();
  const expecting = await given.aClientOf('shanice-brown');
  await nurse.recordsTheDeathOf(expecting.personId);
  await note();
  return found;
}
