import { randomUUID } from 'node:crypto';
import {
  changeDirectory,
  type DirectoryOutcome,
  type DirectoryStore,
} from '../../src/application/directory-commands.ts';
import { printOf } from '../../src/application/directory-standing.ts';
import { addMinutes, type Instant } from '../../src/domain/calendar/time.ts';
import type { Directory } from '../../src/domain/directory/directory.ts';
import { monday } from '../world.ts';
import { contextOf } from './lanes.ts';

/** A practitioner by whom no other life of these tests does anything, and the lead who records the absences. */
const practitionerId = 'priya-nair';
const lead = 'grace-adeyemi';

/** A form by which the lead says that the nurse is away, or back; sent again it is the same form. */
export type AbsenceStep = {
  readonly commandId: string;
  readonly now: Instant;
  readonly type: 'be-away' | 'return';
};

/** Days on which the nurse is away and back again and again, each later than all before. */
export type Absences = { readonly steps: readonly AbsenceStep[] };

/** The next `days` of them behind the first `after`. */
export function absences(after: number, days: number): Absences {
  return {
    steps: Array.from({ length: 2 * days }, (_, at) => ({
      commandId: randomUUID(),
      now: addMinutes(monday, 2 * after * days + at),
      type: at % 2 === 0 ? 'be-away' : 'return',
    })),
  };
}

/** Sends one form, drawn against what stands now: whoever got no answer opens the page again. */
export async function sendAbsence(
  store: DirectoryStore,
  stands: Directory,
  { commandId, now, type }: AbsenceStep,
): Promise<DirectoryOutcome> {
  const sent = { formId: commandId, against: printOf(stands, { practitionerId }) };
  const about = { practitionerId, sent } as const;
  const command =
    type === 'return'
      ? ({ type, ...about } as const)
      : ({ type, ...about, from: now, to: null, deputyId: null } as const);
  return changeDirectory(store, stands, command, contextOf({ who: lead, now }).actor, now);
}
