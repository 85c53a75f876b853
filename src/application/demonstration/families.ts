import { addDays, type Instant, londonDate } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { nthTestNumber, testNumberCount } from '../../domain/identity/nhs-number.ts';
import { siteRulesOn } from '../../domain/programme/sites.ts';
import { demonstrationAreas } from './directory.ts';
import { beginFamily, type FamilyLife } from './family-player.ts';
import { beginLife, type IdBase, type Life } from './life.ts';
import { movingLives } from './lives-moving.ts';
import { formerClients } from './lives-parting.ts';
import { type ProgrammeScript, presentClients } from './lives-programme.ts';
import { quietLives, type Script } from './lives-quiet.ts';
import { turningLives } from './lives-turning.ts';
import { familyNames, givenNames, motherNames, outwardCodes, practices, streets } from './names.ts';
import type { ProgrammeScene } from './programme-scene.ts';
import { type Random, randomFrom } from './random.ts';
import { keepingReviews } from './reviews-kept.ts';
import type { Cast, Side } from './scene.ts';
import { partTime } from './supervision.ts';

/** Every life of a client and her children. */
export const programmeScripts: readonly ProgrammeScript[] = [...presentClients, ...formerClients];

/** Every life outside the programme that the generator can play. */
export const scripts: readonly Script[] = [...quietLives, ...movingLives, ...turningLives];

/** A family of the demonstration, with the name of the life it was given. */
export type PlayedFamily = { readonly script: string; readonly family: FamilyLife };

/**
 * The demonstration’s families, played one by one as real commands in the past of `now`, with so many children in all. Each
 * second family is one of the programme until its nurses have their caseloads; the others are health visiting’s. The same
 * seed and present give the same families; a larger size has the same ones and more. Every life occurs once before any
 * occurs twice.
 */
export function* playedFamilies(
  seed: number,
  size: number,
  directory: Directory,
  now: Instant,
): Generator<PlayedFamily> {
  const sides = demonstrationSides(directory);
  const deck = deckOf(scripts, seed);
  const programme = programmeFamilies(seed, sides, directory, now);
  let [children, others] = [0, 0];
  for (let family = 0; children < size; family += 1) {
    const left = size - children;
    const ofProgramme = family % 2 === 0 ? programme(family / 2) : null;
    const played =
      ofProgramme ??
      playOutside({
        seed,
        family,
        script: deck[others % deck.length] ?? quietLives[0],
        left,
        sides,
        directory,
        now,
      });
    if (!played) return;
    if (!ofProgramme) others += 1;
    // A family with more children than are asked for has to wait for a larger size.
    if (played.family.children.length > left) continue;
    children += played.family.children.length;
    yield played;
  }
}

type Outside = {
  readonly seed: number;
  readonly family: number;
  readonly script: Script | undefined;
  readonly left: number;
  readonly sides: readonly Side[];
  readonly directory: Directory;
  readonly now: Instant;
};

function playOutside({ seed, family, script, left, sides, directory, now }: Outside): PlayedFamily | null {
  const random = randomFrom(seed, `family ${family}`);
  const home = random.pick(sides);
  const away = random.pick(sides.filter((side) => side !== home));
  const cast = familyCast(random, seed, family, home, away);
  const kin = kinship(random);
  const children: Life[] = [];
  for (let member = 0; member <= (kin === 'one' ? 0 : 1) && member < left; member += 1) {
    const played = member === 1 && kin === 'sibling' ? quietLives[1] : script;
    if (!played) return null;
    const label = `${family} ${member}`;
    const own = {
      ...cast,
      givenName: random.pick(givenNames),
      nhsNumber: nthTestNumber(family * 3 + member),
    };
    const begun = beginLife(idBase(seed, label), directory, now);
    const player = keepingReviews(begun, randomFrom(seed, `reviews ${label}`), directory, now);
    // Twins live through the same days; each is counted by itself all the same (promise P7).
    const chance = randomFrom(seed, `life ${family} ${kin === 'twins' ? 0 : member}`);
    played.play({ player, random: chance, directory, now, home, away, cast: own });
    player.upToNow();
    children.push(player.life());
  }
  return { script: script?.name ?? '', family: { client: null, children } };
}

/** Plays the family of the programme with that number, by the nurses in turn; null when all caseloads are full. */
function programmeFamilies(seed: number, sides: readonly Side[], directory: Directory, now: Instant) {
  const deck = deckOf(programmeScripts, seed);
  const places = nursesInTurn(sides, directory);
  const turns = turnsOf(deck);
  const open = places.filter(({ side }) => siteRulesOn(directory, side.fnp, londonDate(now))?.newClients);
  return (no: number): PlayedFamily | null => {
    const script = deck[no];
    if (!script) return null;
    const turn = script.recent === true && open.length > 0 ? open : places;
    const place = turn[(turns[no] ?? 0) % turn.length];
    if (!place) return null;
    const random = randomFrom(seed, `programme ${no}`);
    const away = random.pick(sides.filter((side) => side !== place.side));
    const scene = programmeScene({ seed, no, random, ...place, away, directory, now });
    script.play(scene);
    scene.family.upToNow();
    return { script: script.name, family: scene.family.life() };
  };
}

/** Those who are in the programme now are shared out by themselves, so that caseloads are alike; so are those who were just asked. */
function turnsOf(deck: readonly ProgrammeScript[]): readonly number[] {
  let [present, asked, others] = [0, 0, 0];
  return deck.map(({ carried = false, recent = false }) => {
    if (carried) return present++;
    others += 1;
    return recent ? asked++ : others - 1;
  });
}

/** Whole-time nurses come round twice as often as the one who works fewer days. */
function nursesInTurn(sides: readonly Side[], directory: Directory) {
  const places = sides.flatMap((side) =>
    [...directory.practitioners.values()]
      .filter(({ teamId, role }) => teamId === side.fnp && role === 'family-nurse')
      .map(({ id }) => ({ side, nurse: id, supervisor: directory.teams.get(side.fnp)?.leadId ?? '' })),
  );
  return [...places, ...places.filter(({ nurse }) => !partTime.some(({ nurseId }) => nurseId === nurse))];
}

type ProgrammeCast = {
  readonly seed: number;
  readonly no: number;
  readonly random: Random;
  readonly side: Side;
  readonly nurse: string;
  readonly supervisor: string;
  readonly away: Side;
  readonly directory: Directory;
  readonly now: Instant;
};

function programmeScene(given: ProgrammeCast): ProgrammeScene {
  const { seed, no, random, side, nurse, supervisor, away, directory, now } = given;
  const family = no * 2;
  const [cast, givenName] = [familyCast(random, seed, family, side, away), random.pick(motherNames)];
  const { familyName } = cast;
  const name = `${givenName} ${familyName}`;
  const older = side.areaCode === demonstrationAreas.ealing && random.chance(0.3);
  return {
    family: beginFamily(
      idBase(seed, `programme ${no}`),
      directory,
      now,
      randomFrom(seed, `reviews of programme ${no}`),
    ),
    random,
    directory,
    now,
    home: side,
    away,
    nurse,
    lead: supervisor,
    mother: {
      givenName,
      familyName,
      years: older ? random.whole(20, 23) : random.pick([16, 17, 17, 18, 18, 18, 19, 19, 19]),
      nhsNumber: cast.mother.nhsNumber,
      phone: `07700 900${String(random.whole(0, 999)).padStart(3, '0')}`,
    },
    babies: [0, 1].map((member) => ({
      givenName: random.pick(givenNames),
      nhsNumber: nthTestNumber(family * 3 + member),
    })),
    cast: { ...cast, mother: { ...cast.mother, name } },
  };
}

function kinship(random: Random): 'one' | 'twins' | 'sibling' {
  const share = random.fraction();
  if (share < 0.04) return 'twins';
  return share < 0.16 ? 'sibling' : 'one';
}

/** Ids of one child or family: made from the seed and its label alone, so that seeding twice meets the same ones. */
export function idBase(seed: number, label: string | number): IdBase {
  const random = randomFrom(seed, `child ${label}`);
  return [random.hex(), random.hex(), random.hex(), random.hex()];
}

/** Each script once, then by their shares; both parts shuffled by the seed. */
function deckOf<Of extends { readonly demonstration: number }>(
  all: readonly Of[],
  seed: number,
): readonly Of[] {
  const random = randomFrom(seed, 'deck');
  const more = all.flatMap((script) =>
    Array.from({ length: Math.max(0, script.demonstration - 1) }, () => script),
  );
  return [...shuffled(all, random), ...shuffled(more, random)];
}

function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  return list
    .map((entry) => ({ entry, at: random.fraction() }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}

/** The three areas of the demonstration as the scripts see them. */
function demonstrationSides(directory: Directory): readonly Side[] {
  return Object.values(demonstrationAreas).map((areaCode) => {
    const inArea = [...directory.teams.values()].filter(
      (team) => team.areaCode === areaCode && team.id !== 'network-holding-desk',
    );
    const team = (kind: string) => inArea.find((one) => one.kind === kind);
    return {
      areaCode,
      areaName: directory.areas.get(areaCode)?.name ?? areaCode,
      hv: team('health-visiting')?.id ?? '',
      fnp: team('fnp')?.id ?? '',
      namedNurse: team('named-nurse')?.leadId ?? '',
      designatedNurse: team('designated-nurse')?.leadId ?? '',
    };
  });
}

function familyCast(random: Random, seed: number, family: number, home: Side, away: Side): Cast {
  const familyName = random.pick(familyNames);
  return {
    givenName: '',
    familyName,
    nhsNumber: null,
    familyId: `family-${seed}-${family}`,
    mother: {
      name: `${random.pick(motherNames)} ${familyName}`,
      nhsNumber: nthTestNumber(testNumberCount() - 1 - family),
      bornOn: addDays('1990-01-01', random.whole(0, 365 * 16)),
    },
    home: invented(random, home.areaCode),
    newHome: invented(random, away.areaCode),
    gp: random.chance(0.93) ? random.pick(practices[home.areaCode] ?? []) : null,
  };
}

const unitLetters = 'ABDEFGHJLNPQRSTUWXYZ';

function invented(random: Random, areaCode: string): Cast['home'] {
  const outward = random.pick(outwardCodes[areaCode] ?? ['ZZ1']);
  const postcode = `${outward} ${random.whole(1, 9)}${unitLetters[random.whole(0, 19)]}${unitLetters[random.whole(0, 19)]}`;
  return { lines: [`${random.whole(1, 140)} ${random.pick(streets)}`], postcode };
}

/** Postcodes of the demonstration's homes with their areas, so that a search and an import route as the families do. */
export function demonstrationPostcodes(
  lives: Iterable<Pick<Life, 'facts'>>,
): readonly { readonly postcode: string; readonly areaCode: string }[] {
  const known = new Map<string, string>();
  for (const { facts } of lives) {
    for (const { fact } of facts) {
      const address = fact.type === 'TakenOn' || fact.type === 'AddressRecorded' ? fact.address : null;
      if (address?.postcode && address.areaCode) known.set(address.postcode, address.areaCode);
    }
  }
  return [...known].map(([postcode, areaCode]) => ({ postcode, areaCode }));
}
