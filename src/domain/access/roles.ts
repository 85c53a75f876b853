import { holdingRoles, type Role } from '../directory/directory.ts';

/** Whoever takes a turn at a duty desk. */
export const deskRoles: readonly Role[] = ['family-nurse', 'health-visitor', 'lead', 'administrator'];
/** Named and designated nurses. */
export const safeguardingRoles: readonly Role[] = ['named-nurse', 'designated-nurse'];
/** Those who may answer for a child, and those who answer for safeguarding. */
export const nurses: readonly Role[] = [...holdingRoles, ...safeguardingRoles];
/** Whoever may open a child's record, where their team stands near it. */
export const recordReaders: readonly Role[] = [...deskRoles, ...safeguardingRoles];

/** Whether a person of this role can answer for a child: who may accept one. */
export function mayHold(role: Role | undefined): boolean {
  return role !== undefined && holdingRoles.includes(role);
}

/** Whether this is a named or designated nurse. */
export function isSafeguarding(role: Role): boolean {
  return safeguardingRoles.includes(role);
}

/** Who may agree to a judgement of risk: nurses, leads, and those who answer for safeguarding. */
export function mayJudgeRisk(role: Role): boolean {
  return nurses.includes(role);
}
