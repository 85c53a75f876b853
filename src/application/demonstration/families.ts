import { addDays, type Instant } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { nthTestNumber, testNumberCount } from '../../domain/identity/nhs-number.ts';
import { demonstrationAreas } from './directory.ts';
import { beginLife, type IdBase, type Life } from './life.ts';
import { movingLives } from './lives-moving.ts';
import { quietLives, type Script } from './lives-quiet.ts';
import { turningLives } from './lives-turning.ts';
import { familyNames, givenNames, motherNames, outwardCodes, practices, streets } from './names.ts';
import { type Random, randomFrom } from './random.ts';
import { keepingReviews } from './reviews-kept.ts';
import type { Cast, Side } from './scene.ts';

/** Every life that the generator can play. */
export const scripts: readonly Script[] = [...quietLives, ...movingLives, ...turningLives];

/** A child of the demonstration, with the name of the life it was given. */
export type PlayedChild = { readonly script: string; readonly life: Life };

/**
 * The demonstration's children, played one by one as real commands in the past of `now`. The same seed and present give
 * the same children; a larger size begins with the same ones. Every life occurs once before any occurs twice.
 */
export function* playedChildren(
  seed: number,
  size: number,
  directory: Directory,
  now: Instant,
): Generator<PlayedChild> {
  const sides = demonstrationSides(directory);
  const deck = deckOf(seed);
  let child = 0;
  for (let family = 0; child < size; family += 1) {
    const random = randomFrom(seed, `family ${family}`);
    const home = random.pick(sides);
    const away = random.pick(sides.filter((side) => side !== home));
    const cast = familyCast(random, seed, family, home, away);
    const script = deck[family % deck.length] ?? quietLives[0];
    const kin = kinship(random);
    for (let member = 0; member <= (kin === 'one' ? 0 : 1) && child < size; member += 1) {
      const played = member === 1 && kin === 'sibling' ? quietLives[1] : script;
      if (!played) return;
      const own = { ...cast, givenName: random.pick(givenNames), nhsNumber: nthTestNumber(child) };
      const begun = beginLife(idBase(seed, child), directory, now);
      const reviews = randomFrom(seed, `reviews ${child}`);
      const player = keepingReviews(begun, reviews, directory, now);
      // Twins live through the same days; each is counted by itself all the same (promise P7).
      const chance = randomFrom(seed, `life ${family} ${kin === 'twins' ? 0 : member}`);
      played.play({ player, random: chance, directory, now, home, away, cast: own });
      player.upToNow();
      yield { script: played.name, life: player.life() };
      child += 1;
    }
  }
}

function kinship(random: Random): 'one' | 'twins' | 'sibling' {
  const share = random.fraction();
  if (share < 0.04) return 'twins';
  return share < 0.16 ? 'sibling' : 'one';
}

/** Ids of the n-th child: made from the seed alone, so that seeding twice meets the same children. */
export function idBase(seed: number, child: number): IdBase {
  const random = randomFrom(seed, `child ${child}`);
  return [random.hex(), random.hex(), random.hex(), random.hex()];
}

/** Each script once, then by their shares; both parts shuffled by the seed. */
function deckOf(seed: number): readonly Script[] {
  const random = randomFrom(seed, 'deck');
  const more = scripts.flatMap((script) =>
    Array.from({ length: Math.max(0, script.demonstration - 1) }, () => script),
  );
  return [...shuffled(scripts, random), ...shuffled(more, random)];
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
    gp: random.chance(0.93) ? random.pick(practices) : null,
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
  lives: Iterable<Life>,
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
