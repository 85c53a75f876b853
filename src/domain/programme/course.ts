import { addMonths, type CivilDate, londonDate } from '../calendar/time.ts';
import type { ClientState, Pause } from './client-state.ts';
import { datesOf, expectedVisits, type Phase, phases } from './visit-schedule.ts';

/** Why a phase ended before its day: she left early, graduated before it, or there was a loss or a death. */
type Cut = 'left' | 'graduated' | 'stopped';

/** One phase of a client as it went: its days, the visits that the programme expects in it, and what came of them. */
export type PhaseCourse = {
  readonly phase: Phase;
  readonly from: CivilDate;
  /** The first day after it: the next phase, the end of the programme, or the day on which she left. */
  readonly until: CivilDate;
  readonly cut: Cut | null;
  readonly expected: readonly CivilDate[];
  readonly done: readonly CivilDate[];
  readonly missed: readonly CivilDate[];
};

/**
 * The phases of a client from enrolment on, with expected, made and missed visits in each (FNP). A visit
 * counts as made when she took part, whatever its mode: dosage measures the programme, not whether a child was seen.
 * While the programme was paused it expected none. Of a client from before Handhold the course begins with her record: the visits
 * before it were counted elsewhere (decision 0058).
 */
export function courseOf(state: ClientState): readonly PhaseCourse[] {
  const dates = datesOf(state);
  const birth = dates?.bornOn ?? dates?.expectedOn ?? null;
  if (!dates || birth === null) return [];
  const endsOn = state.endsOn ?? addMonths(birth, state.endsAtMonths);
  const begins = later(dates.enrolledOn, state.keptSince ?? dates.enrolledOn);
  const starts: Readonly<Record<Phase, CivilDate>> = {
    pregnancy: begins,
    infancy: birth,
    toddlerhood: addMonths(birth, 12),
  };
  const ends: Readonly<Record<Phase, CivilDate>> = {
    pregnancy: birth,
    infancy: earlier(starts.toddlerhood, endsOn),
    toddlerhood: endsOn,
  };
  const gone = goneOn(state);
  const expected = expectedVisits(dates).filter(({ on }) => !pausedOn(state.pauses, on));
  const done = state.visits.filter((visit) => visit.clientSeen).map((visit) => londonDate(visit.at));
  const missed = [...state.missedBefore, ...state.missed].map((visit) => visit.on).sort();
  return phases.flatMap((phase): readonly PhaseCourse[] => {
    const from = later(starts[phase], begins);
    const planned = ends[phase];
    if (from >= planned || (gone && gone.on <= from && from !== begins)) return [];
    const cut = gone !== null && gone.on < planned ? gone.how : null;
    const until = cut && gone ? gone.on : planned;
    const within = (day: CivilDate) => day >= from && day < until;
    // What happened on the day she left, or after it while her child waits, still belongs to her last phase.
    const happened = (day: CivilDate) => day >= from && (day < until || (cut !== null && day < planned));
    return [
      {
        phase,
        from,
        until,
        cut,
        expected: expected
          .filter((visit) => visit.phase === phase && within(visit.on))
          .map((visit) => visit.on),
        done: done.filter(happened),
        missed: missed.filter(happened),
      },
    ];
  });
}

function pausedOn(pauses: readonly Pause[], day: CivilDate): boolean {
  return pauses.some(({ from, until }) => day >= from && (until === null || day < until));
}

/** When and how she left before the end: of her own, or because there was nothing left to go on with. */
function goneOn(state: ClientState): { readonly on: CivilDate; readonly how: Cut } | null {
  if (state.loss) return { on: state.loss.on, how: 'stopped' };
  if (state.status === 'deceased' && state.statusSince)
    return { on: londonDate(state.statusSince), how: 'stopped' };
  if (!state.left || (state.status !== 'left-early' && state.status !== 'graduated')) return null;
  return { on: londonDate(state.left.at), how: state.status === 'left-early' ? 'left' : 'graduated' };
}

function earlier(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b;
}

function later(a: CivilDate, b: CivilDate): CivilDate {
  return a > b ? a : b;
}
