import type { Consequence, Known } from './consequences.ts';
import type { Door } from './doors.ts';

/** One child leaves the programme by a door, and its own stream opens what the door leads to: by a transfer to the site of that. */
export function leaving(
  personId: string,
  door: Door,
  why: string,
  areaCode: string | null,
  { after, level, newId }: Pick<Known, 'after' | 'level' | 'newId'>,
): Consequence {
  const handoverId = newId(`handover ${personId}`);
  const command = { type: 'leave-programme', handoverId, door, why, proposedLevel: level, areaCode } as const;
  const siteId = door === 'moved-to-programme' ? after.transfer?.toTeamId : undefined;
  return { personId, command: siteId === undefined ? command : { ...command, siteId } };
}
