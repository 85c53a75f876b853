/** The kinds of entry of a directory file. */
export const directoryRowKinds = [
  'area',
  'organisation',
  'service',
  'team',
  'practitioner',
  'gp-practice',
  'time-limit',
  'local-contact',
  'holiday',
  'reason',
] as const;
export type DirectoryRowKind = (typeof directoryRowKinds)[number];

type Column = {
  readonly name: string;
  readonly of: readonly DirectoryRowKind[];
  readonly needed: boolean;
  readonly says: string;
};

/**
 * The header of a directory file: one file for all ten kinds of entry, told apart by the column `kind`. Cells
 * that a kind does not use stay empty. Columns may stand in any order; those not listed are passed over.
 */
export const directoryColumns: readonly Column[] = [
  {
    name: 'kind',
    of: directoryRowKinds,
    needed: true,
    says: 'area, organisation, service, team, practitioner, gp-practice, time-limit, local-contact, holiday or reason',
  },
  {
    name: 'id',
    of: directoryRowKinds,
    needed: true,
    says: 'Area: its code, such as E06000032. GP practice: its ODS code, such as Y90001. Others: small letters, digits and hyphens. Time limit: the name of the local table’s version. Local contact, holiday and reason: its short name',
  },
  {
    name: 'name',
    of: directoryRowKinds,
    needed: true,
    says: 'As people say it. Time limit: who decided it, and why',
  },
  {
    name: 'from',
    of: directoryRowKinds,
    needed: true,
    says: 'First day, 2024-03-31 or 31/03/2024. Holiday: the day',
  },
  {
    name: 'to',
    of: directoryRowKinds,
    needed: false,
    says: 'The day from which it is over; empty while it runs. Practitioner: the day from which the person has left',
  },
  {
    name: 'type',
    of: ['service', 'team', 'practitioner', 'reason'],
    needed: true,
    says: 'Service: fnp or health-visiting. Team: its kind. Practitioner: the role. Reason: its list, declined-offer, left, paused or missed-visit',
  },
  { name: 'organisation', of: ['service', 'team'], needed: true, says: 'The id of the organisation' },
  {
    name: 'area',
    of: ['service', 'team', 'gp-practice', 'time-limit', 'local-contact'],
    needed: true,
    says: 'The code of the area; of a GP practice the area in which it lies',
  },
  {
    name: 'service',
    of: ['team', 'reason'],
    needed: true,
    says: 'The id of the service; empty for teams of the ladder. Reason: the site, or empty for every site',
  },
  { name: 'team', of: ['practitioner'], needed: true, says: 'The id of the team' },
  {
    name: 'intake_team',
    of: ['service'],
    needed: true,
    says: 'The id of the team to whose desk everything new goes',
  },
  { name: 'lead', of: ['team'], needed: true, says: 'The id of the practitioner who leads; may be empty' },
  {
    name: 'deputy',
    of: ['team'],
    needed: true,
    says: 'The id of the practitioner who stands in; may be empty',
  },
  { name: 'phone', of: ['team', 'practitioner'], needed: true, says: 'Needed for a team' },
  { name: 'email', of: ['team', 'practitioner'], needed: true, says: 'May be empty' },
  { name: 'out_of_hours', of: ['team'], needed: false, says: 'Whom to ring at night, as words' },
  {
    name: 'holding_desk',
    of: ['team'],
    needed: false,
    says: 'yes when the team holds what cannot be routed',
  },
  {
    name: 'duty',
    of: ['practitioner'],
    needed: false,
    says: 'yes when the person takes turns at the duty desk',
  },
  { name: 'ods_code', of: ['organisation'], needed: true, says: 'The organisation’s code' },
  { name: 'region', of: ['area'], needed: false, says: 'The region' },
  {
    name: 'nation',
    of: ['area', 'holiday'],
    needed: false,
    says: 'england, scotland, wales or northern-ireland; empty means by its code. Holiday: empty means all four',
  },
  { name: 'in_network', of: ['area'], needed: false, says: 'yes when services of the area use Handhold' },
  {
    name: 'row',
    of: ['time-limit'],
    needed: false,
    says: 'The row of the time limits, as it stands in the reason of a due time, such as 5 or H3',
  },
  { name: 'priority', of: ['time-limit'], needed: false, says: 'routine, heightened or urgent' },
  {
    name: 'limit',
    of: ['time-limit'],
    needed: false,
    says: 'How many, as a whole number; empty with same-day',
  },
  {
    name: 'unit',
    of: ['time-limit'],
    needed: false,
    says: 'working-days, working-hours, hours, days or same-day. Rows 17, 28 and 30 are law or national guidance: the same unit, and never longer',
  },
  {
    name: 'opens',
    of: ['local-contact'],
    needed: false,
    says: 'The age at which it may first be done, such as 3 months, 13 weeks or 90 days',
  },
  { name: 'due', of: ['local-contact'], needed: false, says: 'The age on whose day it is due, after that' },
  { name: 'basis', of: ['local-contact'], needed: false, says: 'Who decided it' },
  {
    name: 'counts_as',
    of: ['reason'],
    needed: false,
    says: 'The shipped reason of its list for which rules and measures take it; empty for a line that gives a shipped one other days',
  },
];
