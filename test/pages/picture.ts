import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { closeBrowser } from '../browser.ts';
import { minutesBefore, offered, sitDown } from './desk.fixture.ts';
import { openHouse } from './house.ts';

/**
 * Draws the pictures of the README anew: a child whose handover is accepted and heightened, and a client of the programme
 * who has missed visits. `node --import tsx test/pages/picture.ts`
 */
const day = 1440;
/** The true time, because the database ends a session by its own clock. */
const today = new Date().toISOString();
const house = await openHouse({ size: 200, now: today });
const [sender, receiver] = ['samira-haddad', 'amara-osei'];
house.time.now = minutesBefore(today, 5 * day);
const begun = await offered(house, {
  familyName: 'Hollis',
  danger: true,
  takenOnAt: minutesBefore(today, 160 * day),
  address: {
    lines: ['12 Sycamore Court'],
    postcode: null,
    areaCode: 'E06000032',
    temporary: false,
    sealed: false,
    from: addDays(londonDate(today), -7),
  },
});
const { personId, handoverId } = begun;
const dangerId = (await house.deps.readings.child(house.person(sender), personId, 'picture', 'picture'))
  ?.state.circumstances.dangers?.[0]?.dangerId;
const steps = [
  [4.9, receiver, { type: 'acknowledge', handoverId }],
  [
    4.1,
    receiver,
    { type: 'ask', handoverId, questionId: 'q1', text: 'Does Dale Marlow know the new address?' },
  ],
  [4, sender, { type: 'answer', handoverId, questionId: 'q1', text: 'No. Only the grandparents do.' }],
  [
    3.2,
    receiver,
    {
      type: 'record-verbal',
      handoverId,
      releasingName: 'Samira Haddad',
      receivingName: 'Amara Osei',
      spokeAt: minutesBefore(today, 3.3 * day),
    },
  ],
  [
    3.1,
    receiver,
    {
      type: 'play-back',
      handoverId,
      words: 'Dale Marlow is a danger wherever they live.',
      dangerIds: dangerId ? [dangerId] : [],
    },
  ],
  [
    2.9,
    receiver,
    {
      type: 'accept',
      handoverId,
      practitionerId: receiver,
      firstContactOn: addDays(londonDate(today), 1),
      lateReason: 'The mother asked for that day',
    },
  ],
  [1.8, receiver, { type: 'record-first-contact', handoverId, how: 'Telephone', withWhom: 'Jo Hollis' }],
] as const;
for (const [daysAgo, by, command] of steps) {
  house.time.now = minutesBefore(today, daysAgo * day);
  const outcome = await house.give(personId, by, command);
  if (outcome.kind !== 'done') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
}
house.time.now = today;
for (const width of [1280, 390] as const) {
  const page = await sitDown(house, receiver, { width });
  await page.goto(`${house.baseUrl}${pagePaths.child(personId)}`);
  const folder = width === 1280 ? 'docs/pictures' : process.env.HANDHOLD_PICTURES;
  if (!folder) continue;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, width === 1280 ? 'child.png' : 'child-390.png') });
  const more = process.env.HANDHOLD_PICTURES;
  if (!more) continue;
  for (const [name, address] of [
    ['child', pagePaths.child(personId)],
    ['handover', pagePaths.handover(personId, handoverId)],
    ['desk', pagePaths.desk],
    ['ladder', pagePaths.raised],
  ] as const) {
    await page.goto(`${house.baseUrl}${address}`);
    await page.screenshot({ path: path.join(more, `${name}-${width}-whole.png`), fullPage: true });
  }
}
const { rows } = await house.admin.query<{ id: string }>(
  "select person_id as id from client where status = 'enrolled' and nurse_id = 'shanice-brown' order by missed_count desc, person_id limit 1",
);
const client = await sitDown(house, 'shanice-brown', { width: 1280 });
await client.goto(`${house.baseUrl}${pagePaths.client(rows[0]?.id ?? '')}`);
await client.setViewportSize({ width: 1280, height: 1460 });
await client.screenshot({ path: 'docs/pictures/client.png' });
await closeBrowser();
await house.close();
