import type { Consequence, Known } from './consequences.ts';
import type { Door } from './doors.ts';

/** One child leaves the programme by a door, and its own stream opens what the door leads to. */
export function leaving(
  personId: string,
  door: Door,
  why: string,
  areaCode: string | null,
  { level, newId }: Known,
): Consequence {
  const handoverId = newId(`handover ${personId}`);
  return {
    personId,
    command: { type: 'leave-programme', handoverId, door, why, proposedLevel: level, areaCode },
  };
}
