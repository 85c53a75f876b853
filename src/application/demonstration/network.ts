import type { Instant } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { nthTestNumber } from '../../domain/identity/nhs-number.ts';
import {
  type ClusterPlace,
  clusterRows,
  fnpTeamId,
  hvTeamId,
  namesInCluster,
  sideOfCluster,
  withClusters,
} from './cluster.ts';
import { idBase, programmeScripts, scripts } from './families.ts';
import { beginFamily, type FamilyLife } from './family-player.ts';
import { beginLife, type IdBase, idFrom } from './life.ts';
import type { ProgrammeScript } from './lives-programme.ts';
import type { Script } from './lives-quiet.ts';
import { familyNames, givenNames, motherNames, staffFamilyNames, staffGivenNames, streets } from './names.ts';
import { type Random, randomFrom } from './random.ts';
import { keepingReviews } from './reviews-kept.ts';
import type { Cast, Scene } from './scene.ts';

/**
 * A whole network of areas, up to 3.3 million children: some hundred distinct lives are played once as templates, with
 * tokens where names, numbers, ids and places stand, and each family is a template with its own values put in.
 */

/** Up to here every child is played by itself in the three areas; beyond, children are made from templates in further ones. */
export const playedAtMost = 1000;
/** About ten practitioners with 250 children each. */
const childrenPerTeam = 2500;
/** So many teams lie together: families move to another one of them, and their children come in turn. */
const neighbours = 12;
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
  'motherGiven',
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

/** Before the two teams’ values: the edges of the ids, and the NHS number twice. */
const ownFirst = 4;

/** Every token of a template, in the order of a child's values. The NHS number with its quotes is one: it may be null. */
export const templateTokens: readonly string[] = [
  ...idEdges(templateIds),
  `"${numberToken}"`,
  numberToken,
  ...['A', 'B'].flatMap((side) => sideKeys.map((key) => token(`${side}.${key}`))),
  ...childKeys.map(token),
];

/** Whether the value in this place is a team’s, and so that of many families. */
export function isOfTeam(place: number): boolean {
  return place >= ownFirst && place < ownFirst + 2 * sideKeys.length;
}

/** The n-th id of every template. */
export function templateId(n: number): string {
  return idFrom(templateIds, n);
}

/** What stands before and after the three digits in which a child's ids differ. */
function idEdges([a, b, c, d]: IdBase): readonly [string, string] {
  return [`${a}-${b.slice(0, 4)}-4`, `-8${c.slice(1, 4)}-${b.slice(4)}${d}`];
}

/** A family played once, with tokens in it; of a client’s, the client and her child. */
export type Template = { readonly script: string; readonly family: FamilyLife };

/**
 * A family of the network: which template it is made from, and its values. A null number stands for none. It has one child,
 * or, of a client before her enrolment, none.
 */
export type NetworkFamily = {
  /** The client’s, where there is one, else the child’s. */
  readonly personId: string;
  readonly children: 0 | 1;
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
  const wanted = Math.min(mostTemplates, Math.max(all.length, Math.ceil(children / 20)));
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
  return all.flatMap((script) => {
    const copies = Math.max(1, Math.round((wanted * script.network) / total));
    return Array.from({ length: copies }, (_, copy) => {
      const label = `template ${script.name} ${copy}`;
      const random = randomFrom(seed, label);
      const reviews = randomFrom(seed, `reviews of ${label}`);
      const scene = { random, directory: world, now, home, away };
      const family = isOfProgramme(script)
        ? playClient(script, scene, reviews)
        : playChild(script, scene, reviews);
      return { script: script.name, family };
    });
  });
}

/** Lives that a whole network has; those of several children at once are left to the demonstration’s three areas. */
const all = [...scripts, ...programmeScripts].filter(({ network }) => network > 0);
const total = all.reduce((sum, { network }) => sum + network, 0);

function isOfProgramme(script: (typeof all)[number]): script is ProgrammeScript {
  return programmeScripts.some((one) => one === script);
}

type Stage = Pick<Scene, 'random' | 'directory' | 'now' | 'home' | 'away'>;

function playChild(script: Script, stage: Stage, reviews: Random): FamilyLife {
  const { directory, now, random } = stage;
  const player = keepingReviews(beginLife(templateIds, directory, now), reviews, directory, now);
  script.play({ ...stage, player, cast: templateCast(random) });
  player.upToNow();
  return { client: null, children: [player.life()] };
}

function playClient(script: ProgrammeScript, stage: Stage, reviews: Random): FamilyLife {
  const { directory, now, random, home } = stage;
  const family = beginFamily(templateIds, directory, now, reviews);
  const cast = templateCast(random);
  const mother = {
    givenName: token('motherGiven'),
    familyName: token('family'),
    years: random.whole(16, 19),
    nhsNumber: null,
    phone: `07700 900${random.whole(100, 999)}`,
  };
  script.play({
    ...stage,
    family,
    nurse: `${home.fnp}-p1`,
    lead: `${home.fnp}-p0`,
    mother,
    babies: [{ givenName: token('given'), nhsNumber: numberToken }],
    cast: { ...cast, mother: { ...cast.mother, name: `${mother.givenName} ${mother.familyName}` } },
  });
  family.upToNow();
  return family.life();
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
    gp: random.chance(0.95) ? { odsCode: 'ZZ899', name: 'Network Lane Surgery' } : null,
  };
}

/**
 * The families with the children numbered from `from` to before `to`, each with a home team and a team to move to. Beside
 * them, now and then, a client who has no child yet. `first` is the network’s first child, with which its teams begin to fill.
 */
export function* networkFamilies(
  seed: number,
  from: number,
  to: number,
  teams: readonly NetworkTeam[],
  made: readonly Template[],
  first = playedAtMost,
): Generator<NetworkFamily> {
  const families = chooser(made, (template) => template.family.children.length > 0);
  const childless = chooser(made, (template) => template.family.children.length === 0);
  const perChild = childless.weight / families.weight;
  const sides = teams.map(sideValues);
  for (let child = from; child < to; child += 1) {
    const random = randomFrom(seed, `network ${child}`);
    const homeAt = homeOf(Math.max(0, child - first), teams.length);
    const awayAt = neighbourOf(homeAt, teams.length, random.fraction());
    const places = { home: homeAt, away: awayAt, sides: [sides[homeAt] ?? [], sides[awayAt] ?? []] } as const;
    yield {
      ...valuesOf(random, seed, child, idsOf(seed, child, `${child}`), places),
      template: families.choose(random.fraction()),
      children: 1,
    };
    if (random.fraction() >= perChild) continue;
    yield {
      ...valuesOf(random, seed, child, idsOf(seed, child, `${child} expecting`), places),
      template: childless.choose(random.fraction()),
      children: 0,
    };
  }
}

/**
 * Ids that no other child of the network has: chance alone, which begins with 32 bits of the label, gives some of a million
 * children the same ones. The number of the child stands in them.
 */
function idsOf(seed: number, child: number, label: string): IdBase {
  const [a, b, c] = idBase(seed, label);
  return [a, b, c, child.toString(16).padStart(8, '0')];
}

/** Group by group, so that a larger network gives no team more children than a smaller one; within a group in turn, as families come. */
function homeOf(nth: number, teams: number): number {
  const place = nth % (teams * childrenPerTeam);
  const first = neighbours * Math.floor(place / (neighbours * childrenPerTeam));
  return first + (place % Math.min(neighbours, teams - first));
}

/** Another team of the same group; the only one of a group that has but begun has the team before it. */
function neighbourOf(home: number, teams: number, fraction: number): number {
  const begins = home - (home % neighbours);
  const last = Math.min(begins + neighbours, teams) - 1;
  const first = Math.min(begins, last - 1);
  return first + ((home - first + 1 + Math.floor(fraction * (last - first))) % (last - first + 1));
}

type Places = {
  readonly home: number;
  readonly away: number;
  readonly sides: readonly [readonly string[], readonly string[]];
};

function valuesOf(random: Random, seed: number, child: number, ids: IdBase, { home, away, sides }: Places) {
  const [before, after] = idEdges(ids);
  const number = nthTestNumber(child + numbersOfDemonstration);
  const values = [
    before,
    after,
    number === null ? 'null' : `"${number}"`,
    number,
    ...sides[0],
    ...sides[1],
    ...childValues(random, seed, child, home, away),
  ];
  return { personId: `${before}000${after}`, values };
}

/** The demonstration’s families have numbers of their own, three for each. */
export const numbersOfDemonstration = 3000;

/** Scripts by their shares, and evenly among the templates of one script. */
function chooser(made: readonly Template[], those: (template: Template) => boolean) {
  const byScript = Map.groupBy(
    made.flatMap((template, index) => (those(template) ? [{ script: template.script, index }] : [])),
    ({ script }) => script,
  );
  const ends: { readonly end: number; readonly index: number }[] = [];
  let weight = 0;
  for (const { name, network } of all) {
    const copies = byScript.get(name) ?? [];
    for (const { index } of copies) {
      weight += network / copies.length;
      ends.push({ end: weight, index });
    }
  }
  const choose = (fraction: number): number => {
    const wanted = fraction * weight;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.end ?? weight) > wanted) high = middle;
      else low = middle + 1;
    }
    return ends[low]?.index ?? 0;
  };
  return { choose, weight };
}

function sideValues({ place, hvNumber }: NetworkTeam): readonly string[] {
  const { areaCode, areaName, short } = place;
  const names = namesInCluster.map(({ suffix, index }) => {
    const numbered = { hv: hvTeamId, fnp: fnpTeamId }[suffix];
    const teamId = numbered ? numbered(short, hvNumber) : `${short}-${suffix}`;
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
  const motherGiven = random.pick(motherNames);
  return [
    random.pick(givenNames),
    family,
    `${motherGiven} ${family}`,
    motherGiven,
    `network-${seed}-${child}`,
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
