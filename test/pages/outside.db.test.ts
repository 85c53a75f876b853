import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { drafted } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';
import { gives } from './sent-form.ts';

const hounslow = 'outside-E09000018';

let house: House;
before(async () => {
  house = await openHouse({ size: 1 });
});
after(() => house.close());

test('a handover outside the network says that nothing is sent there, and which number is rung (A39)', async () => {
  const begun = await drafted(house, { familyName: 'Sedge' });
  const { personId, handoverId } = begun;
  const samira = await house.visitor('samira-haddad');
  const reads = async (form: string | null) => {
    const path =
      form === null
        ? pagePaths.handover(personId, handoverId)
        : pagePaths.handoverForm(personId, handoverId, form);
    return (await samira.get(path)).text.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
  };
  const inside =
    /When you send it, Luton health visiting is asked to take the child.*What will be sent: the risks.*with the address, is opened to that team/;
  assert.match(await reads('offer'), inside);
  await gives(house, 'samira-haddad', begun, {
    type: 'revise',
    handoverId,
    kind: 'health-visiting-to-health-visiting',
    occasion: 'move',
    destination: { kind: 'outside', teamId: hounslow, reason: 'They live there' },
    addressedTo: null,
    proposedLevel: 'universal',
    summary: {
      situation: 'The family moves to Hounslow',
      assessment: 'Settled',
      family: 'Strong',
      expectedResponse: 'Visit within ten working days',
      recording: '',
    },
  });
  const draft = await reads('offer');
  assert.match(draft, /Hounslow[^.]* sees nothing here\. Once you have sent it, ring that team/);
  assert.match(draft, /What you tell them: the risks.*Nothing of the record is opened to a team outside/);
  assert.doesNotMatch(draft, /is asked to take the child|opened to that team/);

  await gives(house, 'samira-haddad', begun, { type: 'offer', handoverId });
  const offered = await reads(null);
  assert.match(offered, /is open: offered\. A team outside the network sees nothing here: ring it/);
  assert.doesNotMatch(offered, /Sent to a duty desk|Allocate to a practitioner/, 'nobody of it sits here');
  const number = house.deps.directory().teams.get(hounslow)?.phone ?? '';
  assert.notEqual(number, '');
  assert.ok((await reads('acknowledge')).includes(`The directory has ${number}.`));
  const callBack = {
    number,
    outsideName: 'Fay Winter',
    spokenBy: 'Samira Haddad',
    spokeAt: house.time.now,
    secondName: 'Deborah Quill',
  };
  const today = londonDate(house.time.now);
  await gives(
    house,
    'samira-haddad',
    begun,
    { type: 'acknowledge', handoverId, callBack },
    {
      type: 'record-verbal',
      handoverId,
      releasingName: 'Samira Haddad',
      receivingName: 'Fay Winter',
      spokeAt: house.time.now,
    },
    { type: 'play-back', handoverId, words: 'Nobody is a danger', dangerIds: [] },
    { type: 'accept', handoverId, practitionerId: null, firstContactOn: today, callBack },
    { type: 'record-seen', handoverId, where: 'At home', joint: false, callBack },
  );
  const seen = await reads(null);
  assert.match(
    seen,
    /Fay Winter \(Health visiting in Hounslow, outside the network\) answers for this child/,
  );
  assert.doesNotMatch(seen, /Withdraw|Replace: the family/, 'after release there is nothing to take back');
});
