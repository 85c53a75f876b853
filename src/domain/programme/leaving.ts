import type { ClientState } from './client-state.ts';
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

/** What had left, or was about to, is in the programme again; the desk to which it was on its way stands down. */
export function backInProgramme(
  children: ClientState['children'],
  { after, clientId }: Known,
): readonly Consequence[] {
  return children.map(({ personId }) => ({
    personId,
    command: { type: 'join-programme', clientId, endsOn: after.endsOn },
  }));
}
