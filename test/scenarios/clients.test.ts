import assert from 'node:assert/strict';
import { openBeforeRelease } from '../../src/domain/child/state.ts';
import { scenario } from '../world.ts';

scenario(
  'A8 Enrolled in pregnancy: the unborn child is in care with the same nurse, and the dates of the pregnancy drive the clocks',
  async ({ given, when, then, state, clients }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 100 });
    await then.clientIs('enrolled');
    await then.holderIs('luton-fnp', 'shanice-brown');
    assert.equal((await state()).identity.expectedOn, (await clients.state()).expectedOn);
    await then.clientOwes('tell-birth', 'luton-fnp');
    await when('shanice-brown').tellsTheBirthOf(['Ada']);
    await then.childrenDidAll();
    await then.holderIs('luton-fnp', 'shanice-brown');
    await then.owes('review', 'luton-fnp');
    await then.clientOwesNot('tell-birth');
  },
);

scenario(
  'A10 Twins: each has a record of its own with the same holder, and leaving opens a handover for each (P7)',
  async ({ given, when, then, state, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 90);
    await when('shanice-brown').endsTheProgramme('withdrew', { reason: 'no-time' });
    await then.clientIs('left-early');
    await then.childrenDidAll();
    const children = await clients.children();
    assert.deepEqual(
      children.map(({ name }) => name),
      ['Ada', 'Ben'],
    );
    for (const child of children) {
      const known = await state(child);
      assert.equal(openBeforeRelease(known)?.occasion, 'early-leaver', child.name);
      assert.equal(known.care.status === 'in-care' && known.care.holder.practitionerId, 'shanice-brown');
    }
  },
);

scenario(
  'A13 A loss: every schedule stops at once, the mother keeps a named contact, and a person confirms the end',
  async ({ given, when, tries, then, state }) => {
    await given.aClientOf('shanice-brown');
    await when('shanice-brown').recordsTheLoss('miscarriage', 'moira-kettle');
    await then.clientIs('ended-after-loss');
    await then.childrenDidAll();
    await then.clientOwes('bereavement-contact', 'luton-fnp');
    assert.deepEqual(
      Object.values((await state()).deadlines).map(({ kind }) => kind),
      ['confirm-end'],
    );
    await tries('shanice-brown').plansAVisitIn(7);
    then.refused('not-enrolled');
    await when('moira-kettle').isInTouchAfterTheLoss();
    await then.clientOwesNot('bereavement-contact');
  },
);
