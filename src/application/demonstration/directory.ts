import { addDays, type Instant, londonDate, londonInstant } from '../../domain/calendar/time.ts';
import { outsideOrganisation, outsideTeams, shippedAreas } from '../../domain/directory/authorities.ts';
import {
  type Directory,
  directoryOf,
  type GpPractice,
  networkHoldingDeskId,
  type Organisation,
  type Practitioner,
  type ReviewRule,
  type Role,
  type Service,
  type Team,
  type TeamKind,
} from '../../domain/directory/directory.ts';
import { practices } from './names.ts';
import { demonstrationSites } from './sites.ts';

/** The three areas of the demonstration. Their teams, people and telephone numbers are invented. */
export const demonstrationAreas = {
  luton: 'E06000032',
  ealing: 'E09000009',
  'hammersmith-fulham': 'E09000013',
} as const;

const since = '2020-01-01';
const inPostSince: Instant = '2020-01-01T00:00:00.000Z';

/** Telephone numbers from the range that Ofcom keeps for drama, so that none is anybody's. */
function phone(n: number): string {
  return `020 7946 0${String(n).padStart(3, '0')}`;
}

type Cast = {
  readonly area: keyof typeof demonstrationAreas;
  readonly short: string;
  readonly place: string;
  readonly provider: string;
  readonly ods: string;
  readonly line: number;
  readonly teams: readonly {
    readonly suffix: string;
    readonly name: string;
    readonly kind: TeamKind;
    readonly people: readonly (readonly [string, Role, 'duty'?])[];
  }[];
};

/** In each team the first person leads and the second deputises. */
const cast: readonly Cast[] = [
  {
    area: 'luton',
    short: 'luton',
    place: 'Luton',
    provider: 'Luton Community Children’s Services',
    ods: 'ZZ901',
    line: 100,
    teams: [
      {
        suffix: 'hv',
        name: 'Luton health visiting',
        kind: 'health-visiting',
        people: [
          ['Grace Adeyemi', 'lead'],
          ['Hannah Whitlock', 'health-visitor', 'duty'],
          ['Amara Osei', 'health-visitor'],
          ['Priya Nair', 'health-visitor', 'duty'],
          ['Tom Ashworth', 'administrator', 'duty'],
        ],
      },
      {
        suffix: 'fnp',
        name: 'Luton Family Nurse Partnership',
        kind: 'fnp',
        people: [
          ['Moira Kettle', 'lead'],
          ['Shanice Brown', 'family-nurse', 'duty'],
          ['Ewa Nowak', 'family-nurse'],
        ],
      },
      {
        suffix: 'named-nurse',
        name: 'Luton named nurse',
        kind: 'named-nurse',
        people: [['Ruth Pemberton', 'named-nurse']],
      },
      {
        suffix: 'designated-nurse',
        name: 'Luton designated nurse',
        kind: 'designated-nurse',
        people: [['Olu Fashola', 'designated-nurse']],
      },
      {
        suffix: 'commissioner',
        name: 'Luton public health commissioning',
        kind: 'commissioner',
        people: [['Karen Lyle', 'commissioner']],
      },
      {
        suffix: 'information-governance',
        name: 'Luton information governance',
        kind: 'information-governance',
        people: [['Hugh Merrow', 'information-governance']],
      },
    ],
  },
  {
    area: 'ealing',
    short: 'ealing',
    place: 'Ealing',
    provider: 'Ealing Families Health Trust',
    ods: 'ZZ902',
    line: 200,
    teams: [
      {
        suffix: 'hv',
        name: 'Ealing health visiting',
        kind: 'health-visiting',
        people: [
          ['Deborah Quill', 'lead'],
          ['Samira Haddad', 'health-visitor', 'duty'],
          ['Kate Brennan', 'health-visitor'],
          ['Nadia Farouk', 'health-visitor', 'duty'],
          ['Leo Marsh', 'administrator', 'duty'],
        ],
      },
      {
        suffix: 'fnp',
        name: 'Ealing Family Nurse Partnership',
        kind: 'fnp',
        people: [
          ['Yvonne Clarke', 'lead'],
          ['Beth Lomax', 'family-nurse', 'duty'],
          ['Joy Okafor', 'family-nurse'],
        ],
      },
      {
        suffix: 'named-nurse',
        name: 'Ealing named nurse',
        kind: 'named-nurse',
        people: [['Colette Baptiste', 'named-nurse']],
      },
      {
        suffix: 'designated-nurse',
        name: 'Ealing designated nurse',
        kind: 'designated-nurse',
        people: [['Manjit Sandhu', 'designated-nurse']],
      },
      {
        suffix: 'commissioner',
        name: 'Ealing public health commissioning',
        kind: 'commissioner',
        people: [['Peter Vance', 'commissioner']],
      },
      {
        suffix: 'information-governance',
        name: 'Ealing information governance',
        kind: 'information-governance',
        people: [['Anita Bose', 'information-governance']],
      },
    ],
  },
  {
    area: 'hammersmith-fulham',
    short: 'hf',
    place: 'Hammersmith & Fulham',
    provider: 'Riverside Community Health',
    ods: 'ZZ903',
    line: 300,
    teams: [
      {
        suffix: 'hv',
        name: 'Hammersmith & Fulham health visiting',
        kind: 'health-visiting',
        people: [
          ['Fiona Drake', 'lead'],
          ['Rosa Delgado', 'health-visitor', 'duty'],
          ['Chloe Sinclair', 'health-visitor'],
          ['Aisha Rahman', 'health-visitor', 'duty'],
          ['Owen Pryce', 'administrator', 'duty'],
        ],
      },
      {
        suffix: 'fnp',
        name: 'Hammersmith & Fulham Family Nurse Partnership',
        kind: 'fnp',
        people: [
          ['Celia Marchetti', 'lead'],
          ['Naomi Fletcher', 'family-nurse', 'duty'],
          ['Tanya Reid', 'family-nurse'],
        ],
      },
      {
        suffix: 'named-nurse',
        name: 'Hammersmith & Fulham named nurse',
        kind: 'named-nurse',
        people: [['Isobel Grant', 'named-nurse']],
      },
      {
        suffix: 'designated-nurse',
        name: 'Hammersmith & Fulham designated nurse',
        kind: 'designated-nurse',
        people: [['Femi Balogun', 'designated-nurse']],
      },
      {
        suffix: 'commissioner',
        name: 'Hammersmith & Fulham public health commissioning',
        kind: 'commissioner',
        people: [['Laura Beech', 'commissioner']],
      },
      {
        suffix: 'information-governance',
        name: 'Hammersmith & Fulham information governance',
        kind: 'information-governance',
        people: [['Sam Whitby', 'information-governance']],
      },
    ],
  },
];

/** The readable id of a person: 'Amara Osei' is 'amara-osei'. */
function idOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, '-');
}

function teamsOf(one: Cast): readonly Team[] {
  return one.teams.map(({ suffix, name, kind, people }, index) => ({
    id: `${one.short}-${suffix}`,
    name,
    kind,
    organisationId: `${one.short}-provider`,
    areaCode: demonstrationAreas[one.area],
    serviceId: kind === 'fnp' || kind === 'health-visiting' ? `${one.short}-${suffix}-service` : null,
    leadId: people[0] ? idOf(people[0][0]) : null,
    deputyId: people[1] ? idOf(people[1][0]) : null,
    phone: phone(one.line + index),
    email: `${one.short}-${suffix}@handhold.example`,
    outOfHours: `${one.place} safeguarding on call, ${phone(one.line + 90)}`,
    holdingDesk: suffix === 'hv',
    from: since,
    to: null,
  }));
}

function peopleOf(one: Cast): readonly Practitioner[] {
  return one.teams.flatMap(({ suffix, people }, team) =>
    people.map(([name, role, duty], index) => ({
      id: idOf(name),
      name,
      role,
      teamId: `${one.short}-${suffix}`,
      phone: phone(one.line + 10 + team * 10 + index),
      email: `${idOf(name)}@handhold.example`,
      duty: duty === 'duty',
      status: 'present' as const,
      statusSince: inPostSince,
    })),
  );
}

function servicesOf(one: Cast): readonly Service[] {
  return one.teams
    .filter(({ kind }) => kind === 'fnp' || kind === 'health-visiting')
    .map(({ suffix, name, kind }) => ({
      id: `${one.short}-${suffix}-service`,
      name,
      kind: kind === 'fnp' ? ('fnp' as const) : ('health-visiting' as const),
      organisationId: `${one.short}-provider`,
      areaCode: demonstrationAreas[one.area],
      intakeTeamId: `${one.short}-${suffix}`,
      from: since,
      to: null,
    }));
}

const networkDesk: Team = {
  id: networkHoldingDeskId,
  name: 'Holding desk of the network',
  kind: 'health-visiting',
  organisationId: 'luton-provider',
  areaCode: demonstrationAreas.luton,
  serviceId: null,
  leadId: 'frances-odell',
  deputyId: 'bernard-achebe',
  phone: phone(900),
  email: 'holding-desk@handhold.example',
  outOfHours: `Network on call, ${phone(990)}`,
  holdingDesk: true,
  from: since,
  to: null,
};

/** Whoever sits at the holding desk of the network: two leads whom its commissioners named, so that it is never empty. */
const networkPeople: readonly Practitioner[] = ['Frances Odell', 'Bernard Achebe'].map((name, index) => ({
  id: idOf(name),
  name,
  role: 'lead',
  teamId: networkHoldingDeskId,
  phone: phone(901 + index),
  email: `${idOf(name)}@handhold.example`,
  duty: true,
  status: 'present',
  statusSince: inPostSince,
}));

/** Outside areas to which the demonstration's families move, with numbers for the call-back. */
const callBackNumbers: Readonly<Record<string, string>> = {
  E09000018: phone(918),
  E06000056: phone(956),
  S12000036: phone(936),
  W06000015: phone(915),
};

/** Practices with invented names and codes, two in each area. */
const gpPractices: readonly GpPractice[] = Object.entries(practices).flatMap(([areaCode, inArea]) =>
  inArea.map(({ odsCode, name }) => ({ odsCode, name, areaCode, from: since, to: null })),
);

/** Contacts that two of the areas offer beside the mandated reviews (HCP: 3 to 4 months and 6 months). */
const localContacts: readonly ReviewRule[] = [
  localContact('luton', 'three-to-four-months', '3 to 4 month contact', 3, 4),
  localContact('luton', 'six-months', '6 month contact', 6, 7),
  localContact('ealing', 'three-to-four-months', '3 to 4 month contact', 3, 4),
];

function localContact(
  area: keyof typeof demonstrationAreas,
  code: string,
  words: string,
  opens: number,
  due: number,
): ReviewRule {
  return {
    code,
    words,
    mandated: false,
    opens: { from: 'birth', months: opens, days: 0 },
    due: { from: 'birth', months: due, days: 0 },
    areaCode: demonstrationAreas[area],
    from: '2022-04-01',
    to: null,
    basis: 'Recommended with the 2021 modernisation of the programme, and offered in this area',
  };
}

/** The demonstration's directory: all authorities, and teams and people in three of them. */
export function demonstrationDirectory(): Directory {
  const areas = shippedAreas(new Set(Object.values(demonstrationAreas)));
  const organisations: readonly Organisation[] = cast.map((one) => ({
    id: `${one.short}-provider`,
    name: one.provider,
    odsCode: one.ods,
    from: since,
    to: null,
  }));
  const outside = outsideTeams(areas).map((team) => ({
    ...team,
    phone: callBackNumbers[team.areaCode] ?? team.phone,
  }));
  return directoryOf({
    version: 1,
    areas,
    organisations: [...organisations, outsideOrganisation],
    services: cast.flatMap(servicesOf),
    teams: [...cast.flatMap(teamsOf), networkDesk, ...outside],
    practitioners: [...cast.flatMap(peopleOf), ...networkPeople],
    absences: [],
    sites: demonstrationSites(demonstrationAreas),
    gpPractices,
    localContacts,
  });
}

/**
 * The directory as the demonstration's families need it on a day: one practitioner is away with a deputy, and one has
 * left, so that a visitor sees who answers in their place.
 */
export function demonstrationDirectoryOn(now: Instant): Directory {
  const directory = demonstrationDirectory();
  const day = londonDate(now);
  const leaver: Practitioner = {
    id: 'gwen-talbot',
    name: 'Gwen Talbot',
    role: 'health-visitor',
    teamId: 'luton-hv',
    phone: phone(119),
    email: 'gwen-talbot@handhold.example',
    duty: false,
    status: 'left',
    statusSince: londonInstant(addDays(day, -26), 17 * 60),
  };
  const away = {
    practitionerId: 'kate-brennan',
    from: londonInstant(addDays(day, -3), 9 * 60),
    to: londonInstant(addDays(day, 11), 9 * 60),
    deputyId: 'nadia-farouk',
  };
  const practitioners = new Map([...directory.practitioners, [leaver.id, leaver]]);
  return { ...directory, practitioners, absences: [away] };
}
