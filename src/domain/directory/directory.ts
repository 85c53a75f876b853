/**
 * The directory: areas, organisations, services, teams and people, each dated, and the questions asked of it. This is
 * the room's one door.
 */
export * from './answering.ts';
export * from './away.ts';
export * from './entries.ts';
export * from './ladder.ts';
export { type DatedDirectory, type Past, pastOf, teamOverTime } from './past.ts';
export {
  inPost,
  membersOf,
  networkHoldingDeskId,
  presentAt,
  presentIn,
  serviceFor,
  serviceWanted,
  teamLive,
} from './presence.ts';
export { route } from './routing.ts';
export * from './rules.ts';
export * from './safeguarding.ts';
export * from './site-fault.ts';
export * from './turns.ts';
