import { bereaved, endedByLoss } from '../child/bereavement.ts';
import type { ChildState } from '../child/state.ts';
import type { ClientContext } from './client-context.ts';
import type { ClientFact } from './client-facts.ts';
import type { AliveAfterAll } from './client-obligations.ts';
import type { ClientChild, ClientState } from './client-state.ts';

/** A day of birth that was put right in a child's own record is put right in hers: her phases, her visits and the end count from it. */
export function birthDaysFollowed(state: ClientState, { children }: ClientContext): readonly ClientFact[] {
  return state.children.flatMap(({ personId, bornOn }) => {
    const own = children.find((child) => child.personId === personId)?.state.identity.bornOn ?? null;
    const same = own === null || bornOn === null || own === bornOn;
    return same ? [] : [{ type: 'BirthDayFollowed', personId, bornOn: own } as const];
  });
}

/**
 * Whose loss or death her record has, although it was taken back elsewhere. A child: lost by her record from before
 * this command, and by its own in care with nothing stopped, because its holder took the report back. Or herself: dead
 * by her record, and alive by what was said since on a child's page. A person has to take it back in her record.
 */
export function aliveAfterAll(
  before: ClientState,
  after: ClientState,
  context: ClientContext,
): readonly AliveAfterAll[] {
  return [...childrenAlive(before, after, context), ...herselfAlive(before, after, context)];
}

function herselfAlive(
  before: ClientState,
  { status, statusSince }: ClientState,
  { clientId, children }: ClientContext,
): readonly AliveAfterAll[] {
  if (before.status !== 'deceased' || status !== 'deceased' || statusSince === null) return [];
  const said = children.flatMap(({ state }) => state.family.motherAliveSince ?? []).toSorted();
  const since = said.find((at) => at > statusSince);
  return since === undefined ? [] : [{ personId: clientId, since }];
}

function childrenAlive(
  before: ClientState,
  after: ClientState,
  { children, now }: ClientContext,
): readonly AliveAfterAll[] {
  const lost = (state: ClientState, personId: string) =>
    state.children.some((child) => child.personId === personId && child.lost);
  return children
    .filter(({ personId }) => lost(before, personId) && lost(after, personId))
    .filter(({ state: own }) => own.care.status === 'in-care' && own.stopped === null)
    .map(({ personId }) => {
      const standing = before.deadlines[`take-back-death/${after.teamId}/${personId}`];
      return { personId, since: standing?.from ?? now };
    });
}

/** Statuses in which a loss of a child of hers is a loss to her: she is in the programme, or has left it with a child still at its site. */
const mourns: readonly ClientState['status'][] = [
  'enrolled',
  'paused',
  'transferring-out',
  'left-early',
  'graduated',
];

/** Statuses in which somebody may still write to her or stand at her door. */
const reached: readonly ClientState['status'][] = [...mourns, 'referred', 'offered', 'ended-after-loss'];

/**
 * What a child's own record has come to say of a death, for a child in the programme or with her site. The child's
 * confirmed loss or death is recorded in hers as if it had been recorded here: no visit is due, and her named contact
 * is in touch with her. Her own death becomes a report in hers, which a named person confirms or takes back (scenarios
 * A13 and A14; decision 0066).
 */
export function deathsFollowed(state: ClientState, context: ClientContext): readonly ClientFact[] {
  const losses = mourns.includes(state.status)
    ? withHerSite(state, context).filter(({ child, own }) => !child.lost && endedByLoss(own))
    : [];
  return [
    ...losses.map(({ child: { personId } }) => ({ type: 'LossFollowed', personId }) as const),
    ...herOwnDeath(state, context),
  ];
}

function herOwnDeath(state: ClientState, context: ClientContext): readonly ClientFact[] {
  const { deathReported } = state;
  if (deathReported && deathReported.messageId === null) {
    const stands = context.children.some(({ state: own }) => own.family.motherDied !== null);
    const says = 'Taken back in the child’s own record';
    return stands ? [] : [{ type: 'DeathTakenBack', who: context.clientId, says }];
  }
  if (deathReported || !reached.includes(state.status)) return [];
  const told = withHerSite(state, context).some(({ own }) => saysSheDied(own));
  const says = 'Recorded on the page of her child';
  return told ? [{ type: 'DeathReported', says, messageId: null }] : [];
}

/** Whether a child in care has it in its own record that its mother has died. */
export function saysSheDied({ care, family }: ChildState): boolean {
  return care.status === 'in-care' && family.motherDied !== null;
}

/**
 * Her record as it counts for what is owed: a child whose loss or death is reported in its own record is not planned
 * for, until the report is taken back there.
 */
export function withoutReportedLosses(state: ClientState, context: ClientContext): ClientState {
  const reported = new Set(
    withHerSite(state, context)
      .filter(({ own }) => bereaved(own) && own.stopped?.why !== 'mother-died')
      .map(({ child }) => child.personId),
  );
  const children = state.children.map((one) => (reported.has(one.personId) ? { ...one, lost: true } : one));
  return reported.size === 0 ? state : { ...state, children };
}

/** Her children in the programme or with her site, each with its own record. One that another team has is that team's. */
function withHerSite(
  { children, teamId }: ClientState,
  context: ClientContext,
): readonly { readonly child: ClientChild; readonly own: ChildState }[] {
  return children.flatMap((child) => {
    const own = context.children.find((one) => one.personId === child.personId)?.state;
    if (!own || own.care.status === 'unknown') return [];
    const last = own.care.status === 'in-care' ? own.care.holder : own.care.lastHolder;
    return child.left === null || last.teamId === teamId ? [{ child, own }] : [];
  });
}
