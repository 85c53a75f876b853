import type { TeamList, WorkList } from '../../application/readings.ts';
import type { UnseenDays, Whose } from '../../application/review-lists.ts';

/** The paths of the pages about children, teams and the service's own record. Links and routes take them from here. */
export const pagePaths = {
  work: (list: WorkList | ':list') => `/work/${list}`,
  desk: '/desk',
  team: '/team',
  teamList: (list: TeamList | ':list') => `/team/${list}`,
  reviews: (whose: Whose | ':whose') => `/reviews/${whose}`,
  unseen: (days: UnseenDays | ':days') => `/not-seen/${days}`,
  raised: '/raised',
  notices: '/notices',
  search: '/search',
  takeOn: '/take-on',
  child: (personId: string) => `/child/${personId}`,
  form: (personId: string, form: string) => `/child/${personId}/do/${form}`,
  handover: (personId: string, handoverId: string) => `/child/${personId}/handover/${handoverId}`,
  handoverForm: (personId: string, handoverId: string, form: string) =>
    `/child/${personId}/handover/${handoverId}/do/${form}`,
  done: (personId: string, command: string) => `/child/${personId}/done/${command}`,
  whoHeld: (personId: string) => `/child/${personId}/who-held`,
  printList: '/print',
  directory: '/directory',
  directoryTeam: (teamId: string) => `/directory/${teamId}`,
  absence: (practitionerId: string) => `/people/${practitionerId}/absence`,
  leaves: (practitionerId: string) => `/people/${practitionerId}/leaves`,
  sweeps: '/sweeps',
  quarantine: '/quarantine',
  quarantineItem: (id: string) => `/quarantine/${id}`,
  story: '/story',
  storyStep: (step: number | ':step') => `/story/${step}`,
  counts: '/counts',
} as const;
