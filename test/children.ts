import type { ChildCommand } from '../src/domain/child/commands.ts';
import { unknownChild } from '../src/domain/child/state.ts';
import type { Identity } from '../src/domain/responsibility/facts.ts';

/** Children as many tests have them. */

/** Nearly three in the world of the tests: by its age alone nothing about it is more than routine. */
export const toddler = { identity: { bornOn: '2024-01-01' } } as const;

/** A child protection plan with its key worker: urgent, and a conference before the child passes. */
export const plan = {
  kind: 'child-protection-plan',
  since: '2026-10-01',
  authority: 'Luton',
  keyWorker: 'Ann Other',
  why: null,
  agreedBy: null,
} as const;

type TakeOn = Extract<ChildCommand, { type: 'take-on' }>;

/** A practitioner takes a child on for the own team. Nothing is known of it but what the test says. */
export function takesChildOn(
  practitionerId: string | null,
  teamId: string,
  identity: Partial<Identity>,
  more: Partial<TakeOn> = {},
): TakeOn {
  return {
    type: 'take-on',
    teamId,
    practitionerId,
    reason: 'registration',
    identity: { ...unknownChild.identity, ...identity },
    address: null,
    gp: null,
    lastSeenOn: null,
    circumstances: null,
    ...more,
  };
}
