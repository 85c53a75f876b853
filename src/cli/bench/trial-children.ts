import { randomBytes } from 'node:crypto';
import { beginLife, type IdBase, type Life } from '../../application/demonstration/life.ts';
import { randomFrom } from '../../application/demonstration/random.ts';
import { prepare, type Scene, takeOn } from '../../application/demonstration/scene.ts';
import { addDays, type Instant, londonDate } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { nthTestNumber } from '../../domain/identity/nhs-number.ts';

/** A child whose handover from Luton to Ealing is prepared and not yet offered. */
export type TrialChild = { readonly life: Life; readonly handoverId: string };

const luton = {
  areaCode: 'E06000032',
  areaName: 'Luton',
  hv: 'luton-hv',
  fnp: 'luton-fnp',
  namedNurse: 'luton-named-nurse',
  designatedNurse: 'luton-designated-nurse',
};
const ealing = {
  areaCode: 'E09000009',
  areaName: 'Ealing',
  hv: 'ealing-hv',
  fnp: 'ealing-fnp',
  namedNurse: 'ealing-named-nurse',
  designatedNurse: 'ealing-designated-nurse',
};

/** Children with a prepared handover, played by the product's own commands: an invented family each, of no seed. */
export function trialChildren(count: number, loaded: Directory, now: Instant): readonly TrialChild[] {
  const directory = closing(loaded, now);
  return Array.from({ length: count }, (_, child) => {
    const player = beginLife(newIds(), directory, now);
    const random = randomFrom(1, `trial ${child}`);
    const scene: Scene = {
      player,
      random,
      directory,
      now,
      home: luton,
      away: ealing,
      cast: {
        givenName: 'Robin',
        familyName: `Trial ${child}`,
        nhsNumber: nthTestNumber(400_000 + child),
        familyId: player.nextId(),
        mother: { name: `Jo Trial ${child}`, nhsNumber: null, bornOn: '1998-04-11' },
        home: { lines: ['1 Invented Street'], postcode: 'LU1 2AB' },
        newHome: { lines: ['2 Invented Road'], postcode: 'W5 2AB' },
        gp: { odsCode: 'ZZ811', name: 'Linden Walk Surgery' },
      },
    };
    takeOn(scene, { daysAgo: 90, teamId: luton.hv, ageInDays: 800 });
    player.daysAgo(0);
    const handoverId = prepare(scene, {
      to: ealing.hv,
      kind: 'health-visiting-to-health-visiting',
      occasion: 'service-closes',
    });
    return { life: player.life(), handoverId };
  });
}

/** The team that hands over has a last day: what is planned passes with one acceptance. */
function closing(directory: Directory, now: Instant): Directory {
  const team = directory.teams.get(luton.hv);
  const to = addDays(londonDate(now), 200);
  return team ? { ...directory, teams: new Map(directory.teams).set(team.id, { ...team, to }) } : directory;
}

function newIds(): IdBase {
  const part = () => randomBytes(4).toString('hex');
  return [part(), part(), part(), part()];
}
