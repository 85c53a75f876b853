import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { decline } from '../../src/domain/handover/decide-answer.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import type { ClientDecision } from '../../src/domain/programme/client-context.ts';
import { decideClient } from '../../src/domain/programme/client-decide.ts';
import { statusFault } from '../../src/domain/programme/coded.ts';
import { clientStatuses } from '../../src/domain/programme/statuses.ts';
import { scenario, type World } from '../world.ts';

/** The last day before the code lists of the programme begin. */
const before = '2006-12-31T12:00:00.000Z';

function codeOf(decision: ClientDecision): string {
  return 'refused' in decision ? decision.refused.code : 'accepted';
}

/** What is decided of a command now, and what would be decided of it had it happened before the lists began. */
async function nowAndBefore(world: World, who: string, command: ClientCommand): Promise<readonly string[]> {
  const state = await world.clients.state();
  const context = { ...world.context(who), clientId: randomUUID(), children: [], caseloads: [] };
  return [
    codeOf(decideClient(state, command, context)),
    codeOf(decideClient(state, command, context, before)),
  ];
}

scenario(
  'A code that is not in its list on the day is refused in words: reasons, places, sources, doors and losses',
  async (world) => {
    const { given, clock, clients } = world;
    await given.aReferralTo('luton-fnp', { known: { earlier: [], vulnerabilities: ['isolation'] } });
    const both = (who: string, command: ClientCommand) => nowAndBefore(world, who, command);
    const referred = await clients.state();
    const { identity, address, known } = referred;
    const accepted = ['accepted', 'code-not-in-force'];
    assert.deepEqual(
      await both('shanice-brown', { type: 'decline-place', reason: 'no-time', note: '' }),
      accepted,
    );
    const asked = { type: 'record-client', identity, address, why: 'Asked again' } as const;
    const more = { ...known, vulnerabilities: ['isolation', 'homelessness'] } as const;
    assert.deepEqual(await both('shanice-brown', { ...asked, known: more }), accepted);
    // What is recorded of her was chosen on another day. It stays, with its words, and no code in it is refused.
    const tooEarly = ['accepted', 'happened-before-she-was-known'];
    assert.deepEqual(await both('shanice-brown', { ...asked, known }), tooEarly);
    await given.aClientOf('shanice-brown');
    const visit = {
      type: 'record-visit',
      visitId: randomUUID(),
      at: clock.now(),
      place: 'home',
      mode: 'face-to-face',
      minutes: 60,
      clientSeen: true,
      childrenSeen: [],
      accompaniedBy: null,
      note: '',
      next: null,
    } as const;
    const leaves = { door: 'withdrew', why: 'Her wish', proposedLevel: null, areaCode: null } as const;
    const commands: readonly ClientCommand[] = [
      visit,
      {
        type: 'record-missed-visit',
        visitId: randomUUID(),
        on: clock.today(),
        why: 'no-access',
        note: '',
        next: null,
      },
      { type: 'pause', reason: 'asked', note: '', reviewOn: '2026-12-10' },
      { type: 'leave', reason: 'no-time', ...leaves },
      {
        type: 'record-loss',
        loss: 'miscarriage',
        on: clock.today(),
        says: 'The midwife',
        contactId: 'shanice-brown',
      },
    ];
    for (const command of commands)
      assert.deepEqual(await both('shanice-brown', command), accepted, command.type);
    // What is chosen from no list is not checked against one.
    const interval = { type: 'set-interval', days: 7, reason: 'Agreed' } as const;
    assert.deepEqual(await both('shanice-brown', interval), tooEarly);
  },
);

scenario(
  'The statuses of a client are a dated list too: none may be reached before its first day',
  async () => {
    for (const status of clientStatuses) {
      assert.equal(statusFault(status, '2026-11-23'), null, status);
      assert.equal(statusFault(status, '2006-12-31')?.code, 'code-not-in-force', status);
    }
    assert.equal(statusFault('unheard-of', '2026-11-23')?.code, 'code-not-in-force');
  },
);

scenario(
  'A reason to decline a handover that is not in the list on the day is refused in words',
  async ({ given, when, context, handover, state }) => {
    await given.aChildHeldBy('amara-osei');
    await when('amara-osei').offers('ealing-hv');
    const offered = await handover();
    const command = {
      type: 'decline',
      handoverId: offered.handoverId,
      reason: 'not-resident',
      comment: 'They live in Harrow',
      onward: 'another-area',
      onwardAreaCode: null,
    } as const;
    const on = async (now: string) =>
      decline(command, offered, await state(), { ...context('kate-brennan'), now });
    assert.deepEqual(await on('2025-12-31T12:00:00.000Z'), {
      refused: { code: 'code-not-in-force', detail: 'The child does not live in our area' },
    });
    assert.ok('facts' in (await on('2026-01-01T12:00:00.000Z')));
  },
);
