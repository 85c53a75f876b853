import assert from 'node:assert/strict';
import { pagePaths } from '../src/web/pages/page-paths.ts';
import { clientPage } from './served-pages.ts';
import { scenario, type World } from './world.ts';

/** What her own page says, between its top and the programme. */
async function saysOfChildren(world: World): Promise<string> {
  const children = await Promise.all(
    (await world.clients.children()).map(async (child) => ({
      personId: child.personId,
      state: await world.state(child),
    })),
  );
  const html = await clientPage(world, 'shanice-brown', await world.clients.state(), children);
  return html.slice(0, html.indexOf('>The programme</h2>'));
}

scenario(
  'Who records that a mother leaves goes on from there to the handover of each child, and reads who answers for it',
  async (world) => {
    const { given, when, clients, state } = world;
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 400);
    assert.doesNotMatch(await saysOfChildren(world), /answers for this child/, 'nothing is on its way');
    await when('shanice-brown').endsTheProgramme('withdrew');
    const html = await saysOfChildren(world);
    for (const { personId, name } of await clients.children()) {
      const [handover] = (await state({ personId, name })).handovers;
      assert.ok(html.includes(`href="${pagePaths.handover(personId, handover?.handoverId ?? '')}"`), html);
      assert.match(
        html,
        new RegExp(
          `${name}: handover to Luton health visiting, draft</a>. Shanice Brown \\(Luton Family Nurse Partnership\\) answers for this child. Next: `,
        ),
      );
    }
  },
);

scenario(
  'Who records that a family cannot be found goes on from there to the procedure for each child',
  async (world) => {
    const { given, when, clients } = world;
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    await when('shanice-brown').endsTheProgramme('cannot-be-located');
    const html = await saysOfChildren(world);
    const [ada] = await clients.children();
    assert.ok(
      html.includes(
        `href="${pagePaths.child(ada?.personId ?? '')}">Ada: nobody knows where the child is</a>`,
      ),
      html,
    );
  },
);
