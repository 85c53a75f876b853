import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/domain/calendar/time.ts';
import { decideClient } from '../../src/domain/programme/client-decide.ts';
import { unknownClient } from '../../src/domain/programme/client-state.ts';
import { refer } from '../client-world.ts';
import { areas, calm, type World } from '../world.ts';
import type { Telling } from './telling.ts';

const fulham = areas['hammersmith-fulham'];

/** Referred to Luton, eligible, and nothing answered yet. */
async function referred({ given }: World): Promise<void> {
  await given.aReferralTo('luton-fnp', { known: { earlier: [] } });
}

/** In the programme with Shanice Brown, her child born so many days ago. */
async function mother({ given }: World, daysAgo = 90) {
  return given.aClientWithChildren('shanice-brown', ['Ada'], daysAgo);
}

async function transferring(world: World): Promise<void> {
  await mother(world);
  await world.when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
}

/** The refusals of a client of the programme. */
export const ofClients = {
  'already-referred': async (world) => {
    await referred(world);
    return world
      .tries('shanice-brown')
      .doesForTheClient(refer('luton-fnp', areas.luton, world.clock.today()));
  },
  'client-elsewhere': async (world) => {
    const identity = { nhsNumber: '9990011036' };
    await world.given.aClientOf('shanice-brown', { identity });
    await world.given.aReferralTo('ealing-fnp');
    const { address, known } = await world.clients.state();
    const hers = { ...(await world.clients.state()).identity, ...identity };
    return world
      .tries('beth-lomax')
      .doesForTheClient({ type: 'record-client', identity: hers, address, known, why: 'Her card' });
  },
  'no-such-client': ({ context }) => {
    const known = { ...context('system'), clientId: randomUUID(), children: [], caseloads: [] };
    const death = { type: 'report-death', says: 'A message', messageId: 'message-1' } as const;
    return decideClient(unknownClient, death, known);
  },
  'not-enrolled': async (world) => {
    await referred(world);
    return world.tries('shanice-brown').visits();
  },
  'already-enrolled': async (world) => {
    await world.given.aClientOf('shanice-brown');
    return world.tries('shanice-brown').enrols();
  },
  'no-bereavement': async (world) => {
    await world.given.aClientOf('shanice-brown');
    return world.tries('shanice-brown').isInTouchAfterTheLoss();
  },
  'no-death': async (world) => {
    const { personId } = await world.given.aClientOf('shanice-brown');
    return world.tries('moira-kettle').takesBackTheDeathOf(personId);
  },
  'already-deceased': async (world) => {
    const { personId } = await mother(world);
    await world.when('shanice-brown').recordsTheDeathOf(personId, null);
    return world.tries('shanice-brown').recordsTheDeathOf(personId, null);
  },
  'place-already-offered': async (world) => {
    await referred(world);
    await world.when('shanice-brown').offersAPlace();
    return world.tries('shanice-brown').offersAPlace();
  },
  'place-already-declined': async (world) => {
    await referred(world);
    await world.when('shanice-brown').recordsThatSheDeclined();
    return world.tries('shanice-brown').recordsThatSheDeclined();
  },
  'not-eligible-there': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').startsTheTransferTo('hf-fnp', fulham);
  },
  'eligible-by-rules': async (world) => {
    await transferring(world);
    return world.tries('beth-lomax').refusesTheTransfer('not-eligible');
  },
  'child-accepted-there': async (world) => {
    const { when, tries } = world;
    await transferring(world);
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Beth Lomax');
    await when('beth-lomax').playsBackTheRisks();
    await when('beth-lomax').accepts();
    return tries('beth-lomax').refusesTheTransfer('no-place');
  },
  'code-not-in-force': async (world) => {
    await referred(world);
    const known = { ...world.context('shanice-brown'), clientId: randomUUID(), children: [], caseloads: [] };
    const declines = { type: 'decline-place', reason: 'no-time', note: '' } as const;
    return decideClient(await world.clients.state(), declines, known, '2006-12-31T12:00:00.000Z');
  },
  'above-caseload': async (world) => {
    await world.given.aClientOf('shanice-brown');
    await world.when('moira-kettle').weighsTheClient(25);
    await referred(world);
    return world.tries('moira-kettle').enrols('shanice-brown', { aboveCapacity: null });
  },
  'no-place-free': async (world) => {
    const { given, when, tries } = world;
    for (const nurse of ['beth-lomax', 'joy-okafor']) {
      await given.aClientOf(nurse);
      await when('yvonne-clarke').weighsTheClient(25);
    }
    await given.aClientOf('shanice-brown');
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    await when('beth-lomax').refusesTheTransfer();
    await when('shanice-brown').recordsTheLoss('miscarriage');
    return tries('beth-lomax').offersThePlaceForWhichSheWaits(null);
  },
  'left-site-still-answers': async (world) => {
    await transferring(world);
    await world.when('beth-lomax').refusesTheTransfer();
    return world.tries('beth-lomax').offersThePlaceForWhichSheWaits();
  },
  'continuing-not-asked': async (world) => {
    await mother(world);
    return world.tries('moira-kettle').reviewsWhetherSheGoesOn();
  },
  'supervisor-continues': async (world) => {
    await mother(world);
    const { address } = await world.clients.state();
    const elsewhere = address && { ...address, areaCode: areas.ealing };
    await world.when('shanice-brown').recordsOfTheClient({ address: elsewhere });
    return world.tries('shanice-brown').reviewsWhetherSheGoesOn();
  },
  'nothing-refused': async (world) => {
    await mother(world);
    const [ada] = await world.clients.children();
    return world.tries('shanice-brown').dealsWithTheRefusal(ada?.personId ?? '');
  },
  'not-waiting': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').takesHerOffTheWaitingList();
  },
  'already-paused': async (world) => {
    await mother(world);
    await world.when('shanice-brown').visits();
    await world.when('shanice-brown').pauses();
    return world.tries('shanice-brown').pauses();
  },
  'not-paused': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').resumes();
  },
  'transfer-under-way': async (world) => {
    await transferring(world);
    return world.tries('shanice-brown').startsTheTransferTo('hf-fnp', fulham);
  },
  'no-transfer': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').recordsThatTheTransferDidNotHappen();
  },
  'transfer-instead': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').endsTheProgramme('moved-to-programme');
  },
  'child-not-passed-yet': async (world) => {
    await transferring(world);
    return world.tries('beth-lomax').takesTheClientIn();
  },
  'not-a-site': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').startsTheTransferTo('ealing-hv', areas.ealing);
  },
  'consent-missing': async (world) => {
    await referred(world);
    const consent = { on: world.clock.today(), how: '' };
    return world.tries('shanice-brown').enrols('shanice-brown', { consent });
  },
  'basis-missing': async (world) => {
    await referred(world);
    return world.tries('shanice-brown').enrols('shanice-brown', { sharingBasis: '' });
  },
  'not-eligible': async ({ given, tries }) => {
    await given.aReferralTo('hf-fnp', { known: { earlier: [] } });
    return tries('naomi-fletcher').enrols('naomi-fletcher', { outsideRules: null });
  },
  'supervisor-enrols': async ({ given, tries }) => {
    await given.aReferralTo('hf-fnp', { known: { earlier: [] } });
    return tries('naomi-fletcher').enrols('naomi-fletcher', { outsideRules: 'She needs it' });
  },
  'loss-stands': async ({ given, when, tries, clients }) => {
    await given.aClientOf('shanice-brown');
    const [child] = await clients.children();
    const { expectedOn } = await clients.state();
    await when('shanice-brown').recordsTheLoss('miscarriage');
    const again = { pregnancyId: child?.personId ?? '', expectedOn };
    return tries('moira-kettle').enrols('shanice-brown', again);
  },
  'nobody-to-enrol': async (world) => {
    await referred(world);
    return world.tries('moira-kettle').enrols('shanice-brown', { pregnancyId: null, expectedOn: null });
  },
  'expected-date-missing': async (world) => {
    await referred(world);
    return world.tries('moira-kettle').enrols('shanice-brown', { expectedOn: null });
  },
  'weight-not-positive': async (world) => {
    await mother(world);
    return world.tries('moira-kettle').weighsTheClient(0);
  },
  'not-pregnant': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').movesTheExpectedDateTo(addDays(world.clock.today(), 100));
  },
  'not-born-yet': async (world) => {
    await world.given.aClientOf('shanice-brown');
    return world.tries('shanice-brown').endsTheProgramme('graduation');
  },
  'no-baby-named': async (world) => {
    await world.given.aClientOf('shanice-brown', { expectedIn: 5 });
    return world.tries('shanice-brown').tellsTheBirthOf([]);
  },
  'review-not-ahead': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').pauses('asked', world.clock.today());
  },
  'visit-not-ahead': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').plansAVisitIn(0);
  },
  'interval-outside': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').setsTheIntervalTo(29);
  },
  'no-missed-visits': async (world) => {
    await mother(world);
    return world.tries('moira-kettle').reviewsTheMissedVisits();
  },
  'seen-face-to-face': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').visits({ mode: 'telephone' });
  },
  'not-her-child': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').visits({ childrenSeen: [randomUUID()] });
  },
  'end-outside-rules': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').movesTheEndTo(addDays(world.clock.today(), 1));
  },
  'too-early-to-graduate': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').endsTheProgramme('graduation');
  },
  'no-child-graduates': async (world) => {
    await mother(world, 710);
    const [child] = await world.clients.children();
    await world.when('shanice-brown').recordsThatAChildLeaves(child?.personId ?? '', 'removed');
    return world.tries('shanice-brown').endsTheProgramme('graduation');
  },
  'leaving-reason-missing': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').endsTheProgramme('withdrew', { reason: null });
  },
  'nobody-seen': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').visits({ clientSeen: false, childrenSeen: [] });
  },
  'happened-before-she-was-known': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').missesAVisit('no-access', { on: '2020-01-01' });
  },
  'date-outside': async (world) => {
    await mother(world);
    return world.tries('shanice-brown').pauses('asked', addDays(world.clock.today(), 29));
  },
  'contact-missing': async (world) => {
    await mother(world);
    const [child] = await world.clients.children();
    return world.tries('shanice-brown').recordsTheDeathOf(child?.personId ?? '', null);
  },
} as const satisfies Record<string, Telling>;
