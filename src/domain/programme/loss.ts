import type { Instant } from '../calendar/time.ts';
import type { ClientFact } from './client-facts.ts';
import type { ClientChild, ClientState, Stood } from './client-state.ts';

type Fact<Name extends ClientFact['type']> = Extract<ClientFact, { type: Name }>;

/** The pregnancy is lost: each child not yet born with it (scenario A13). */
export function lost(state: ClientState, fact: Fact<'LossRecorded'>, at: Instant): ClientState {
  const { loss, on, contactId } = fact;
  const children = state.children.map((child) => (child.bornOn === null ? { ...child, lost: true } : child));
  return afterLoss({ ...state, loss: { loss, on, at }, children, contactId }, at);
}

/**
 * A child of hers is lost or has died. Her contact is to be in touch with her: the one who is named, else her nurse;
 * where neither is there, a contact is owed to her from now on. Where no child is left in the programme, it has ended
 * and no visit is due (scenarios A13 and A14). She may have died herself.
 */
export function afterLoss(state: ClientState, at: Instant): ClientState {
  if (state.status === 'deceased') return state;
  const contactId = state.contactId ?? state.nurseId;
  const nobody = contactId === null ? { contactGoneAt: at } : {};
  const bereaved = { ...state, contactId, ...nobody, bereavedAt: at };
  if (state.left !== null || state.children.some(planned)) return bereaved;
  return {
    ...bereaved,
    beforeLoss: stoodOf(state) ?? state.beforeLoss,
    status: 'ended-after-loss',
    statusSince: at,
    next: null,
    paused: null,
    transfer: null,
  };
}

/** She or a child of hers has died (scenario A14). */
export function died(state: ClientState, fact: Fact<'DeathRecorded'>, at: Instant): ClientState {
  const contactId = fact.contactId ?? state.contactId;
  if (state.children.some((child) => child.personId === fact.who))
    return afterLoss({ ...state, contactId, children: childrenWith(state, fact.who, { lost: true }) }, at);
  return {
    ...answered(state),
    status: 'deceased',
    statusSince: at,
    beforeDeath: stoodOf(state),
    children: state.children.map((child) =>
      child.left === null ? { ...child, left: 'mother-died' } : child,
    ),
    next: null,
    paused: null,
    transfer: null,
    contactId,
    bereavedAt: null,
  };
}

/** A loss or a death recorded in error is reversible: what stood before stands again (scenarios A13 and A14). */
export function takenBack(state: ClientState, fact: Fact<'DeathTakenBack'>, at: Instant): ClientState {
  const child = state.children.find((one) => one.personId === fact.who);
  if (child) {
    const alive = { ...state, bereavedAt: null, children: childrenWith(state, fact.who, { lost: false }) };
    return goesOnAfterLoss(child.bornOn === null ? { ...alive, loss: null } : alive, at);
  }
  // It was reported alone: everything stands as it stood.
  if (state.status !== 'deceased') return answered(state);
  const ofDeath = (one: ClientChild) => one.left === 'mother-died';
  const alive: ClientState = {
    ...state,
    ...(state.beforeDeath ?? { status: 'enrolled' }),
    statusSince: at,
    beforeDeath: null,
    children: state.children.map((one) => (ofDeath(one) ? { ...one, left: null } : one)),
  };
  // What was recorded of her children while she counted as dead stands.
  if (alive.status === 'ended-after-loss') return goesOnAfterLoss(alive, at);
  const lostAll = state.children.some((one) => ofDeath(one) && one.lost) && !alive.children.some(planned);
  return lostAll ? afterLoss(alive, at) : alive;
}

/** A named person has said what is true of the death that was reported. */
function answered({ deathReported: _answered, ...state }: ClientState): ClientState {
  return state;
}

/** The programme that a loss had ended goes on where it stood, once there is a child again for whom it plans. */
function goesOnAfterLoss(state: ClientState, at: Instant): ClientState {
  if (state.status !== 'ended-after-loss' || !state.children.some(planned)) return state;
  return { ...state, ...(state.beforeLoss ?? { status: 'enrolled' }), statusSince: at, beforeLoss: null };
}

function stoodOf({ status, paused, transfer, next }: ClientState): Stood | null {
  return status === 'unknown' ? null : { status, paused, transfer, next };
}

function planned(child: ClientChild): boolean {
  return child.left === null && !child.lost;
}

/** Her children, with one of them changed. */
export function childrenWith(
  state: ClientState,
  personId: string,
  change: Partial<ClientChild>,
): readonly ClientChild[] {
  return state.children.map((child) => (child.personId === personId ? { ...child, ...change } : child));
}
