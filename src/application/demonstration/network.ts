import type { Instant } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { nthTestNumber } from '../../domain/identity/nhs-number.ts';
import {
  type ClusterPlace,
  clusterRows,
  hvTeamId,
  namesInCluster,
  sideOfCluster,
  withClusters,
} from './cluster.ts';
import { idBase, scripts } from './families.ts';
import { beginLife, type IdBase, type Life } from './life.ts';
import { familyNames, givenNames, motherNames, staffFamilyNames, staffGivenNames, streets } from './names.ts';
import { type Random, randomFrom } from './random.ts';
import { keepingReviews } from './reviews-kept.ts';
import type { Cast } from './scene.ts';

/**
 * A whole network of areas, up to 3.3 million children: some hundred distinct lives are played once as templates, with
 * tokens where names, numbers, ids and places stand, and each child is a template with its own values put in.
 */

/** About ten practitioners with 250 children each. */
const childrenPerTeam = 2500;
const mostTemplates = 1200;

/** Areas that stay outside the network, so that the demonstration's call-backs still have somebody to ring. */
const staysOutside: ReadonlySet<string> = new Set(['E09000018', 'E06000056']);

export type NetworkTeam = { readonly place: ClusterPlace; readonly hvNumber: string };

/** The teams for so many children beyond the demonstration's: areas of England in turn, several teams in an area when there are more. */
export function networkTeams(directory: Directory, children: number): readonly NetworkTeam[] {
  const areas = [...directory.areas.values()].filter(
    (area) =>
      area.nation === 'england' && !area.inNetwork && area.to === null && !staysOutside.has(area.code),
  );
  const wanted = Math.max(2, Math.ceil(children / childrenPerTeam));
  return Array.from({ length: wanted }, (_, index) => {
    const area = areas[index % areas.length];
    if (!area) throw new Error('The directory has no further area');
    const place = { areaCode: area.code, areaName: area.name, short: area.code.toLowerCase() };
    return { place, hvNumber: String(Math.floor(index / areas.length) + 1) };
  });
}

/** The demonstration's directory with the network's teams and people in it. */
export function networkDirectory(directory: Directory, teams: readonly NetworkTeam[]): Directory {
  const byArea = Map.groupBy(teams, ({ place }) => place.areaCode);
  const clusters = [...byArea.values()].flatMap((ofArea) => {
    const place = ofArea[0]?.place;
    return place
      ? [
          {
            place,
            ...clusterRows(
              place,
              ofArea.map(({ hvNumber }) => hvNumber),
              staffName,
            ),
          },
        ]
      : [];
  });
  return withClusters(directory, clusters);
}

function staffName(teamId: string, _suffix: string, index: number): string {
  const random = randomFrom(index, teamId);
  return `${random.pick(staffGivenNames)} ${random.pick(staffFamilyNames)}`;
}

/** What stands in a template where a value will be put. A child's values come in the same order. */
const sideKeys = [
  'code',
  'name',
  'short',
  'team',
  ...namesInCluster.map(({ suffix, index }) => `${suffix}${index}`),
] as const;
const childKeys = [
  'given',
  'family',
  'mother',
  'familyId',
  'line',
  'postcode',
  'newLine',
  'newPostcode',
] as const;

function token(key: string): string {
  return `⟦${key}⟧`;
}

const templateIds: IdBase = ['fefefefe', 'dcdcdcdc', 'babababa', '98989898'];
const numberToken = token('number');

/** Every token of a template, in the order of a child's values. The NHS number with its quotes is one: it may be null. */
export const templateTokens: readonly string[] = [
  ...idEdges(templateIds),
  `"${numberToken}"`,
  numberToken,
  ...['A', 'B'].flatMap((side) => sideKeys.map((key) => token(`${side}.${key}`))),
  ...childKeys.map(token),
];

/** What stands before and after the three digits in which a child's ids differ. */
function idEdges([a, b, c, d]: IdBase): readonly [string, string] {
  return [`${a}-${b.slice(0, 4)}-4`, `-8${c.slice(1, 4)}-${b.slice(4)}${d}`];
}

export type Template = { readonly script: string; readonly life: Life };

/** A child of the network: which template it is made from, and its values. A null number stands for none. */
export type NetworkChild = {
  readonly personId: string;
  readonly template: number;
  readonly values: readonly (string | null)[];
};

/** Plays the templates, each script at least once and often in proportion to its share. */
export function templates(
  seed: number,
  children: number,
  directory: Directory,
  now: Instant,
): readonly Template[] {
  const wanted = Math.min(mostTemplates, Math.max(scripts.length, Math.ceil(children / 20)));
  const total = scripts.reduce((sum, script) => sum + script.network, 0);
  const places = [templatePlace('A'), templatePlace('B')] as const;
  const clusters = places.map((place, index) => {
    const side = index === 0 ? 'A' : 'B';
    return {
      place,
      ...clusterRows(place, [token(`${side}.team`)], (_team, suffix, at) => token(`${side}.${suffix}${at}`)),
    };
  });
  const world = withClusters(directory, clusters);
  const [home, away] = [sideOfCluster(places[0], token('A.team')), sideOfCluster(places[1], token('B.team'))];
  return scripts.flatMap((script) => {
    const copies = Math.max(1, Math.round((wanted * script.network) / total));
    return Array.from({ length: copies }, (_, copy) => {
      const random = randomFrom(seed, `template ${script.name} ${copy}`);
      const reviews = randomFrom(seed, `reviews of template ${script.name} ${copy}`);
      const player = keepingReviews(beginLife(templateIds, world, now), reviews, world, now);
      script.play({ player, random, directory: world, now, home, away, cast: templateCast(random) });
      player.upToNow();
      return { script: script.name, life: player.life() };
    });
  });
}

function templatePlace(side: 'A' | 'B'): ClusterPlace {
  return { areaCode: token(`${side}.code`), areaName: token(`${side}.name`), short: token(`${side}.short`) };
}

function templateCast(random: Random): Cast {
  return {
    givenName: token('given'),
    familyName: token('family'),
    nhsNumber: numberToken,
    familyId: token('familyId'),
    mother: {
      name: token('mother'),
      nhsNumber: null,
      bornOn: `${random.whole(1990, 2006)}-0${random.whole(1, 9)}-${random.whole(10, 28)}`,
    },
    home: { lines: [token('line')], postcode: token('postcode') },
    newHome: { lines: [token('newLine')], postcode: token('newPostcode') },
    gp: random.chance(0.95) ? { odsCode: 'ZZ801', name: 'Linden Walk Surgery' } : null,
  };
}

/** The children numbered from `from` to before `to`, one after the other, each with a home team and a team to move to. */
export function* networkChildren(
  seed: number,
  from: number,
  to: number,
  teams: readonly NetworkTeam[],
  made: readonly Template[],
): Generator<NetworkChild> {
  const choose = chooser(made);
  const sides = teams.map(sideValues);
  for (let child = from; child < to; child += 1) {
    const random = randomFrom(seed, `network ${child}`);
    const homeAt = child % teams.length;
    const home = sides[homeAt] ?? [];
    const awayAt = (homeAt + 1 + Math.floor(random.fraction() * (teams.length - 1))) % teams.length;
    const away = sides[awayAt] ?? [];
    const ids = idBase(seed, child);
    const [before, after] = idEdges(ids);
    const number = nthTestNumber(child);
    yield {
      personId: `${before}000${after}`,
      template: choose(random.fraction()),
      values: [
        before,
        after,
        number === null ? 'null' : `"${number}"`,
        number,
        ...home,
        ...away,
        ...childValues(random, seed, child, homeAt, awayAt),
      ],
    };
  }
}

/** Scripts by their shares, and evenly among the templates of one script. */
function chooser(made: readonly Template[]): (fraction: number) => number {
  const byScript = Map.groupBy(
    made.map((template, index) => ({ script: template.script, index })),
    ({ script }) => script,
  );
  const ends: { readonly end: number; readonly index: number }[] = [];
  const total = scripts.reduce((sum, script) => sum + script.network, 0);
  let end = 0;
  for (const { name, network } of scripts) {
    const copies = byScript.get(name) ?? [];
    for (const { index } of copies) {
      end += network / total / copies.length;
      ends.push({ end, index });
    }
  }
  return (fraction) => {
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.end ?? 1) > fraction) high = middle;
      else low = middle + 1;
    }
    return ends[low]?.index ?? 0;
  };
}

function sideValues({ place, hvNumber }: NetworkTeam): readonly string[] {
  const { areaCode, areaName, short } = place;
  const names = namesInCluster.map(({ suffix, index }) => {
    const teamId = suffix === 'hv' ? hvTeamId(short, hvNumber) : `${short}-${suffix}`;
    return staffName(teamId, suffix, index);
  });
  return [areaCode, areaName, short, hvNumber, ...names];
}

const unitLetters = 'ABDEFGHJLNPQRSTUWXYZ';

function childValues(
  random: Random,
  seed: number,
  child: number,
  home: number,
  away: number,
): readonly string[] {
  const family = random.pick(familyNames);
  const mother = `${random.pick(motherNames)} ${family}`;
  const familyId = `network-${seed}-${child}`;
  return [
    random.pick(givenNames),
    family,
    mother,
    familyId,
    street(random),
    postcode(random, home),
    street(random),
    postcode(random, away),
  ];
}

function street(random: Random): string {
  return `${random.whole(1, 180)} ${random.pick(streets)}`;
}

/** Of a postcode area that does not exist, one district for each team, so that no home of a large load is anybody's. */
function postcode(random: Random, team: number): string {
  const district = `Q${unitLetters[Math.floor(team / 100) % 20] ?? 'A'}${team % 100}`;
  return `${district} ${random.whole(0, 9)}${unitLetters[random.whole(0, 19)]}${unitLetters[random.whole(0, 19)]}`;
}
