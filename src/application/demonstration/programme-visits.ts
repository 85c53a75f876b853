import {
  addDays,
  addMinutes,
  type CivilDate,
  londonDate,
  londonInstant,
} from '../../domain/calendar/time.ts';
import type { MissedReason, VisitMode, VisitPlace } from '../../domain/programme/client-facts.ts';
import { columnOfClient } from '../../domain/programme/client-obligations.ts';
import { childrenInProgramme } from '../../domain/programme/client-state.ts';
import { longestUnseen } from '../../domain/programme/unseen.ts';
import { datesOf, intervalOf, phaseOn } from '../../domain/programme/visit-schedule.ts';
import { workday } from './clock.ts';
import { gone, type ProgrammeScene } from './programme-scene.ts';

/** The share of visits that take place in each phase; what is missed is tried again some days later. */
const kept = { pregnancy: 0.84, infancy: 0.76, toddlerhood: 0.7 } as const;

/** How often this family is at home, against others: from rarely to nearly always. */
export function constancyOf({ random }: ProgrammeScene): number {
  return 0.65 + random.fraction() * 0.9;
}

/**
 * Visits as the rules ask for them, one after the other, up to a day that has gone: made, missed or cancelled. Whoever is
 * missed is tried again, the supervisor looks at what was missed, and the nurse settles where the child sleeps.
 */
export function visitsUntil(scene: ProgrammeScene, until: CivilDate, constancy: number): void {
  for (;;) {
    const on = nextDay(scene);
    if (on === null || on >= until || !gone(scene, on)) return;
    scene.family.on(on, scene.random.whole(560, 950));
    const phase = phaseNow(scene);
    if (scene.random.chance(1 - (1 - kept[phase]) / constancy)) made(scene);
    else missed(scene, whyMissed(scene));
  }
}

/** The day of the next attempt: as planned, else the last on which it is due; after a missed one within the week. */
function nextDay({ family, random }: ProgrammeScene): CivilDate | null {
  const { next, missed: before, deadlines } = family.client();
  const owed = Object.values(deadlines).find(({ kind }) => kind === 'visit');
  if (!owed) return null;
  const planned = next ? londonDate(next.at) : null;
  const due = workday(londonDate(owed.dueAt));
  const wanted = planned !== null && planned > family.today() ? planned : due;
  if (wanted > family.today()) return wanted;
  return workday(addDays(family.today(), before.length > 0 ? random.whole(4, 7) : random.whole(3, 5)));
}

function phaseNow({ family }: ProgrammeScene) {
  const dates = datesOf(family.client());
  return (dates && phaseOn(dates, family.today())) ?? 'toddlerhood';
}

/** A visit now. */
export function made(scene: ProgrammeScene): void {
  const { family, random, nurse, lead } = scene;
  const client = family.client();
  const at = addMinutes(family.at(), -random.whole(60, 90));
  const by: VisitMode = random.chance(0.94) ? 'face-to-face' : random.pick(['video', 'telephone']);
  const born = childrenInProgramme(client).filter(
    ({ bornOn }) => bornOn !== null && bornOn <= londonDate(at),
  );
  family.give(nurse, {
    type: 'record-visit',
    visitId: family.nextId(),
    at,
    place: by === 'face-to-face' ? placeOf(scene) : 'remote',
    mode: by,
    minutes: random.whole(9, 16) * 5,
    clientSeen: true,
    childrenSeen: by === 'face-to-face' ? born.map(({ personId }) => personId) : [],
    accompaniedBy: by === 'face-to-face' && random.chance(0.03) ? lead : null,
    note: random.pick(notes),
    next: nextPlanned(scene, by),
  });
}

function placeOf({ random }: ProgrammeScene): VisitPlace {
  return random.chance(0.86) ? 'home' : random.pick(['clinic', 'community', 'other-home']);
}

/** Most visits end with the next one in the diary, as often as her phase, or what was set for her, asks. */
function nextPlanned({ family, random }: ProgrammeScene, by: VisitMode): string | null {
  const dates = datesOf(family.client());
  if (!dates || random.chance(0.12)) return null;
  const children = childrenInProgramme(family.client()).map(({ personId }) => family.child(personId).state());
  const most = longestUnseen[columnOfClient(children, family.today())];
  // Who was only spoken to is seen within the week.
  const interval =
    by === 'face-to-face' ? Math.min(most, intervalOf(family.client(), dates, family.today())) : 4;
  return londonInstant(workday(addDays(family.today(), interval)), random.whole(37, 62) * 15);
}

function whyMissed({ random, family }: ProgrammeScene): MissedReason {
  const born = childrenInProgramme(family.client()).some(({ bornOn }) => bornOn !== null);
  const share = random.fraction();
  if (share < 0.34) return 'no-access';
  if (share < 0.78) return 'cancelled-by-client';
  return share < 0.9 || !born ? 'cancelled-by-nurse' : 'not-brought';
}

/** A visit that did not happen. Where the rules make it a signal, the supervisor reviews it and somebody asks where the child sleeps. */
export function missed(scene: ProgrammeScene, why: MissedReason): void {
  const { family, random, nurse, lead } = scene;
  const on = family.today();
  const again = random.chance(0.7)
    ? londonInstant(workday(addDays(on, random.whole(4, 6))), random.whole(37, 62) * 15)
    : null;
  family.give(nurse, {
    type: 'record-missed-visit',
    visitId: family.nextId(),
    on,
    why,
    note: random.pick(missedNotes[why]),
    next: again,
  });
  const owed = Object.values(family.client().deadlines);
  if (!owed.some(({ kind }) => kind === 'review-missed-visits')) return;
  const next = addDays(on, random.whole(1, 2));
  if (!gone(scene, next)) return;
  family.on(next, random.whole(550, 640));
  for (const { personId } of family.client().children) {
    const child = family.child(personId);
    for (const { enquiryId } of child.state().enquiries.filter(({ settled }) => settled === null))
      child.play(nurse, {
        type: 'settle-enquiry',
        enquiryId,
        outcome: 'not-moved',
        sleepsAt: null,
        reviewOn: null,
        note: random.pick(reached),
        handover: null,
      });
  }
  family.give(lead, { type: 'review-missed-visits', decision: random.pick(decisions) });
}

const notes = [
  '',
  '',
  'Feeding and sleep; the book on attachment',
  'Her own goals: college in September',
  'Talked about her mood; no worry today',
  'Housing letter read together',
  'Partner joined for the second half',
  'Play and first words',
  'Contraception; an appointment made',
  'Smoking: three weeks without',
] as const;

const missedNotes: Readonly<Record<MissedReason, readonly [string, ...string[]]>> = {
  'no-access': ['Nobody came to the door; a card left', 'No answer at the door nor on the telephone'],
  'not-brought': ['Came to the clinic alone; the baby was with her mother'],
  'cancelled-by-client': ['Text this morning: unwell', 'Had a job interview', 'Forgot; sorry, she says'],
  'cancelled-by-nurse': ['Nurse at a case conference', 'Nurse unwell'],
};

const reached = [
  'Rang her: she had overslept. They sleep at home as before',
  'Her mother says that they were at the hospital for the day',
  'Text answered the same evening; nothing has changed',
] as const;

const decisions = [
  'Visit at another hour; ring the evening before',
  'Talked through in supervision; no worry, go on',
  'Go together next time',
] as const;
