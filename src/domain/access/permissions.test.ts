import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ChildCommandName, childCommandNames } from '../child/commands.ts';
import type { Actor } from '../child/context.ts';
import type { Role } from '../directory/directory.ts';
import { mayOpen, type PagePermission, pagePermissions } from './page-permissions.ts';
import { commandRules, mayCommand, whoMay } from './permissions.ts';
import type { Relation } from './relations.ts';
import { mayHold } from './roles.ts';

const roles: readonly Role[] = [
  'family-nurse',
  'health-visitor',
  'lead',
  'administrator',
  'named-nurse',
  'designated-nurse',
  'commissioner',
  'information-governance',
];
const relations: readonly Relation[] = [
  'holder',
  'releasing',
  'receiving',
  'holding-desk',
  'enquiry',
  'claimant',
  'named-nurse',
  'designated-nurse',
  'owner',
  'covering',
];

function actor(role: Role | 'system'): Actor {
  return { practitionerId: role, name: role, role, teamId: 'team', duty: false };
}

/** Who may, as one line: the roles by their first letters, then the relations. Written out so that a change shows here. */
const expected: Readonly<Record<ChildCommandName, string>> = {
  prepare: 'F H L system | holder',
  revise: 'F H L system | holder releasing',
  offer: 'F H L | holder releasing',
  redirect: 'F H L system | holder releasing holding-desk',
  withdraw: 'F H L | holder releasing',
  supersede: 'F H L | holder releasing',
  recall: 'F H L A | holder releasing',
  'tell-former-team': 'F H L A | holder owner',
  'return-offer': 'L system | any',
  acknowledge: 'F H L A | receiving',
  allocate: 'F H L A | receiving',
  accept: 'F H L | receiving',
  decline: 'F H L | receiving',
  'play-back': 'F H L | receiving',
  ask: 'F H L N D | holder releasing receiving named-nurse designated-nurse owner',
  answer: 'F H L N D | holder releasing receiving named-nurse designated-nurse owner',
  'record-verbal': 'F H L N D | holder releasing receiving named-nurse designated-nurse owner',
  'plan-joint-visit': 'F H L N D | holder releasing receiving named-nurse designated-nurse owner',
  'cancel-joint-visit': 'F H L N D | holder releasing receiving named-nurse designated-nurse owner',
  'record-joint-visit': 'F H L N D | holder releasing receiving named-nurse designated-nurse owner',
  'record-meeting': 'F H L N D | holder releasing receiving named-nurse designated-nurse owner',
  dispute: 'F H L N D | holder releasing receiving named-nurse designated-nurse owner',
  'raise-priority': 'F H L N D | holder releasing receiving named-nurse designated-nurse owner',
  'decide-dispute': 'N D | named-nurse designated-nurse owner',
  'record-first-contact': 'F H L | receiving',
  'record-failed-contact': 'F H L | receiving',
  'review-failed-contacts': 'F H L | receiving',
  'record-seen': 'F H L | receiving',
  'release-without-sighting': 'N | named-nurse owner',
  'agree-release': 'N | named-nurse owner',
  'take-back-release': 'N | named-nurse owner',
  'decide-level': 'F H L | receiving',
  'tell-parent': 'F H L | holder releasing receiving',
  'tell-gp': 'F H L A | holder receiving',
  'tell-chis': 'F H L A | holder receiving',
  'lower-priority': 'F H L N D | holder releasing receiving',
  close: 'F H L | receiving',
  correct: 'F H L | holder releasing receiving',
  'take-on': 'F H L A system | any',
  'record-identity': 'F H L A system | holder receiving',
  'record-birth': 'F H L A system | holder receiving',
  'record-address': 'F H L A | holder receiving',
  'seal-address': 'F H L N D system | holder releasing receiving named-nurse',
  'open-address': 'L N | holder named-nurse',
  'record-gp': 'F H L A system | holder receiving',
  'record-circumstances': 'F H L N D | holder releasing receiving named-nurse designated-nurse',
  'record-sighting': 'F H L system | holder covering',
  'correct-sighting': 'F H L N D | holder releasing receiving named-nurse covering',
  'name-practitioner': 'F H L A system | holder',
  end: 'L N | holder named-nurse',
  'reverse-end': 'L N system | holder named-nurse',
  'tell-death-review': 'F H L N D | holder named-nurse designated-nurse owner',
  'place-hold': 'L N D | holder named-nurse designated-nurse owner',
  'lift-hold': 'L N | holder named-nurse',
  'pass-summary': 'N | named-nurse',
  'take-summary': 'system | any',
  'note-duplicate': 'system | any',
  'receive-signal': 'F H L A N D system | any',
  'settle-enquiry': 'F H L N D | holder enquiry',
  'open-claim': 'F H L A system | any',
  'review-stay': 'F H L N D | holder',
  'record-review': 'F H L | holder',
  'change-level': 'F H L | holder',
  'review-missed-reviews': 'F H L | holder',
  'record-admission': 'F H L N D | holder releasing receiving named-nurse',
  'record-discharge': 'F H L N D | holder releasing receiving named-nurse covering',
  'record-home-contact': 'F H L N D | holder releasing receiving named-nurse covering',
  'record-carer': 'F H L N D | holder releasing receiving named-nurse',
  'record-back-with-mother': 'F H L N D | holder releasing receiving named-nurse',
  'tell-private-fostering': 'F H L N D | holder releasing receiving named-nurse',
  'record-mother-death': 'F H L N D system | holder releasing receiving named-nurse',
  'take-back-mother-death': 'F H L N D system | holder releasing receiving named-nurse',
  'record-mother-in-care': 'F H L N D | holder releasing receiving named-nurse',
  'tell-mothers-worker': 'F H L N D | holder releasing receiving named-nurse',
  'copy-mothers-nurse': 'F H L N D | holder releasing receiving named-nurse',
  'tell-midwifery': 'F H L N D | holder releasing receiving named-nurse',
  'tell-agencies': 'F H L N D | holder releasing receiving named-nurse',
  'record-mothers-safeguarding': 'F H L N D | holder releasing receiving named-nurse',
  'plan-discharge': 'F H L N D | holder releasing receiving named-nurse covering',
  'record-visiting-declined': 'F H L N D | holder releasing receiving named-nurse',
  'review-visiting-declined': 'F H L N D | holder releasing receiving named-nurse',
  'tell-gp-declined': 'F H L N D | holder releasing receiving named-nurse',
  'open-missing': 'F H L N D | holder releasing receiving named-nurse',
  'record-asked': 'F H L A N D | holder releasing receiving named-nurse designated-nurse owner',
  'record-trace': 'F H L A N D | holder releasing receiving named-nurse designated-nurse owner',
  'record-nurse-told': 'F H L N D | holder named-nurse designated-nurse owner',
  'review-missing': 'L N D | holder named-nurse designated-nurse owner',
  'decide-openness': 'F H L N D | holder named-nurse designated-nurse owner',
  'record-found': 'F H L N D | holder releasing receiving named-nurse designated-nurse owner',
  'join-programme': 'F H L system | holder',
  'move-expected-birth': 'F H L A system | holder',
  'move-programme-end': 'F H L system | holder',
  'leave-programme': 'F H L system | holder',
  'stop-schedules': 'F H L N D system | holder releasing receiving named-nurse',
  'resume-schedules': 'L N system | holder named-nurse',
  'set-last-day': 'L system | holder',
  'name-keeper': 'system | any',
  'settle-claim': 'F H L N D | holder claimant named-nurse owner',
};

const letters: Readonly<Record<Role, string>> = {
  'family-nurse': 'F',
  'health-visitor': 'H',
  lead: 'L',
  administrator: 'A',
  'named-nurse': 'N',
  'designated-nurse': 'D',
  commissioner: 'C',
  'information-governance': 'I',
};

describe('who may give a command: every command by every role by every relation', () => {
  for (const command of childCommandNames) {
    test(command, () => {
      const line = expected[command];
      const [who = '', inWhich = ''] = line.split(' | ');
      for (const role of roles) {
        for (const relation of relations) {
          const may =
            who.split(' ').includes(letters[role]) &&
            (inWhich === 'any' || inWhich.split(' ').includes(relation));
          assert.equal(mayCommand(actor(role), command, new Set([relation])), may, `${role} as ${relation}`);
        }
        const withoutRelation = inWhich === 'any' && who.split(' ').includes(letters[role]);
        assert.equal(
          mayCommand(actor(role), command, new Set()),
          withoutRelation,
          `${role} without any relation`,
        );
      }
      assert.equal(
        mayCommand(actor('system'), command, new Set()),
        who.split(' ').includes('system'),
        'messages and the sweep',
      );
      assert.match(whoMay(command), /\w/, 'the refusal names who may');
    });
  }

  test('no command is left out of the table', () => {
    assert.deepEqual(Object.keys(commandRules).sort(), [...childCommandNames].sort());
  });
});

test('no path leads a commissioner to a record: no command, and no page but counts, those of bulk handovers too, its notices, the directory, who is away, and the sweep record (P12)', () => {
  for (const command of childCommandNames)
    assert.equal(mayCommand(actor('commissioner'), command, new Set(relations)), false, command);
  const open = (Object.keys(pagePermissions) as PagePermission[]).filter((permission) =>
    mayOpen('commissioner', permission),
  );
  assert.deepEqual(open.sort(), [
    'end-own-absence',
    'name-bulk-lead',
    'record-absence',
    'see-bulk',
    'see-counts',
    'see-directory',
    'see-front-page',
    'see-notices',
    'see-sweep-record',
    'step-through-story',
  ]);
});

test('no path leads information governance to a record: it reads its notices, and the directory to ring by (A51)', () => {
  for (const command of childCommandNames)
    assert.equal(mayCommand(actor('information-governance'), command, new Set(relations)), false, command);
  const open = (Object.keys(pagePermissions) as PagePermission[]).filter((permission) =>
    mayOpen('information-governance', permission),
  );
  assert.deepEqual(open.sort(), [
    'end-own-absence',
    'record-absence',
    'see-directory',
    'see-front-page',
    'see-notices',
    'step-through-story',
  ]);
});

test('nurses, health visitors and leads can answer for a child; desks, safeguarding and commissioners cannot', () => {
  assert.deepEqual(roles.filter(mayHold), ['family-nurse', 'health-visitor', 'lead']);
});
