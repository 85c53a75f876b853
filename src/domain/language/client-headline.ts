import { type Instant, londonDate, sayDate, sayDueFrom } from '../calendar/time.ts';
import { type Directory, whoAnswers } from '../directory/directory.ts';
import { type Deadline, obligationWords } from '../escalation/obligation.ts';
import type { ClientState } from '../programme/client-state.ts';
import { clientStatusWords } from '../programme/statuses.ts';
import { namesOf } from './timeline.ts';

/** The sentence at the top of a client's page, in its parts. */
export type ClientHeadline = {
  /** "Shanice Brown (Luton FNP) is her family nurse". */
  readonly who: string;
  readonly status: string;
  readonly since: string;
  /** Why it is this person, when the named nurse is not there. */
  readonly why: string | null;
  readonly phone: string;
  readonly next: string | null;
  readonly overdue: boolean;
};

/** Who is there for a client now and what happens next, in words that can be read in one second. */
export function clientHeadline(state: ClientState, directory: Directory, now: Instant): ClientHeadline {
  const names = namesOf(directory);
  const after =
    state.status === 'ended-after-loss' || state.status === 'left-early' || state.status === 'graduated';
  const named = after && state.contactId ? state.contactId : state.nurseId;
  const answers = whoAnswers(directory, state.teamId, named, now);
  const role = after && state.contactId ? 'keeps in touch with her' : 'is her family nurse';
  // Before she has a nurse nobody of the programme answers for her yet: maternity and health visiting do.
  const before = state.status === 'referred' || state.status === 'offered' || state.status === 'declined';
  const otherwise = before && named === null ? 'is the one to ask about her referral' : 'answers for her';
  const who =
    named !== null && answers.practitionerId === named
      ? `${answers.name} (${names.team(state.teamId)}) ${role}`
      : `${answers.name} (${names.team(state.teamId)}) ${otherwise}`;
  const [next] = Object.values(state.deadlines).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  return {
    who,
    status: state.status === 'unknown' ? 'Not known' : clientStatusWords[state.status],
    since: state.statusSince ? sayDate(londonDate(state.statusSince)) : '',
    why: named !== null && answers.practitionerId !== named ? answers.why : null,
    phone: answers.phone,
    next: next ? sayNext(next, names.team(next.ownerTeamId), now) : null,
    overdue: next !== undefined && next.dueAt <= now,
  };
}

function sayNext(next: Deadline, owner: string, now: Instant): string {
  const late = next.dueAt <= now;
  return `${obligationWords[next.kind]}, by ${owner}, ${late ? 'was due' : 'due'} ${sayDueFrom(next.dueAt, now)}`;
}
