import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChildFact, StoredFact } from '../child/facts.ts';
import type { ClientFact, StoredClientFact } from '../programme/client-facts.ts';
import { type EventType, type IncomingMessage, type IncomingPerson, nobody } from './incoming.ts';
import { factOfChild, factOfClient } from './recorded-since.ts';

const receivedAt = '2026-11-20T12:00:00.000Z';
const home = {
  use: 'home',
  lines: ['4 Made-up Street'],
  postcode: 'W5 2UB',
  postcodeAsWritten: 'W5 2UB',
  from: null,
  to: null,
} as const;

function message(eventType: EventType, subject: Partial<IncomingPerson>, bornAlive: boolean | null = null) {
  const read: IncomingMessage = {
    source: 'nems',
    messageId: 'm-1',
    bundleId: null,
    fingerprint: 'f',
    eventType,
    action: 'new',
    lastUpdated: '2026-11-20T10:00:00.000Z',
    subject: { ...nobody, nhsNumber: '9990011028', ...subject },
    mother: null,
    related: [],
    bornAlive,
    faults: [],
    notes: [],
  };
  return { message: read, receivedAt };
}

/** Facts in the order in which they were recorded, one an hour from noon on the day after the message; by a person. */
function stored<Fact>(facts: readonly Fact[], by = 'amara-osei') {
  return facts.map((fact, place) => {
    const at = `2026-11-21T${String(12 + place)}:00:00.000Z`;
    return {
      version: place + 1,
      fact,
      happenedAt: at,
      recordedAt: at,
      by: { practitionerId: by, teamId: 'luton-hv', role: 'health-visitor' },
      commandId: 'c',
    };
  });
}
const ofChild = (
  item: ReturnType<typeof message>,
  facts: readonly StoredFact[],
  as: 'child' | 'mother' = 'child',
) => factOfChild(item, { as, personId: 'p', facts })?.fact.type ?? null;
const child = (...facts: readonly ChildFact[]) => stored(facts);

const holder = { teamId: 'luton-hv', practitionerId: 'amara-osei', outsideName: null };
const identity = {
  givenName: 'Orla',
  familyName: 'Fenwick',
  bornOn: '2026-11-19',
  expectedOn: null,
  nhsNumber: '9990011028',
  familyId: null,
  mother: null,
};
const takenOn: ChildFact = {
  type: 'TakenOn',
  holder,
  reason: 'registration',
  identity,
  address: null,
  gp: null,
  lastSeenOn: null,
};
const born: ChildFact = {
  type: 'BirthRecorded',
  bornOn: '2026-11-19',
  givenName: 'Orla',
  familyName: 'Fenwick',
  nhsNumber: '9990011028',
};
const ended: ChildFact = {
  type: 'AccountabilityEnded',
  reason: 'death',
  confirmedBy: 'Dr Sample',
  detail: 'Rang the ward',
  lastHolder: holder,
};
const reversed: ChildFact = { type: 'EndReversed', holder, why: 'Another child', endedAt: receivedAt };
const signal = {
  source: 'parent',
  messageId: null,
  effectiveAt: receivedAt,
  says: 'She rang',
  lines: ['4 Made-up Street'],
  postcode: 'W5 2UB',
  areaCode: null,
} as const;
const enquiry: ChildFact = { type: 'EnquiryOpened', enquiryId: 'e', signal, otherTeamId: 'ealing-hv' };
const address = (sealed: boolean): ChildFact => ({
  type: 'AddressRecorded',
  address: {
    lines: ['4 Made-up Street'],
    postcode: 'W5 2UB',
    areaCode: null,
    temporary: false,
    sealed,
    from: '2026-11-19',
  },
  why: 'She rang',
});

describe('the fact of a child that tells what a message tells', () => {
  test('a birth: of the same day, and of no other', () => {
    assert.equal(ofChild(message('birth', { dateOfBirth: '2026-11-19' }), child(born)), 'BirthRecorded');
    assert.equal(ofChild(message('birth', { dateOfBirth: '2026-11-19' }), child(takenOn)), 'TakenOn');
    assert.equal(ofChild(message('birth', { dateOfBirth: '2026-11-18' }), child(born)), null);
  });

  test('a birth of a mother’s child: only what a person recorded, and a number that came with it is recorded first', () => {
    const mistyped = message('birth', { dateOfBirth: '2026-11-19', nhsNumber: null });
    assert.equal(ofChild(mistyped, child(born), 'mother'), 'BirthRecorded');
    assert.equal(
      ofChild(mistyped, stored([born], 'handhold'), 'mother'),
      null,
      'by a message about its twin',
    );
    assert.equal(ofChild(message('birth', { dateOfBirth: '2026-11-19' }), child(born), 'mother'), null);
  });

  test('a death: the newest word counts, and of a stillbirth the loss', () => {
    const death = message('death', { deceased: { status: 'formal', at: null } });
    const removed = message('death', { deceased: { status: 'removed', at: null } });
    assert.equal(ofChild(death, child(takenOn, ended)), 'AccountabilityEnded');
    assert.equal(ofChild(death, child(takenOn, ended, reversed)), null);
    assert.equal(ofChild(death, child(takenOn)), null);
    assert.equal(ofChild(removed, child(takenOn, ended, reversed)), 'EndReversed');
    assert.equal(ofChild(removed, child(takenOn, ended)), null);
    const record = message('patient-record', { deceased: { status: 'formal', at: null } });
    assert.equal(ofChild(record, child(ended)), 'AccountabilityEnded');
    const stillborn = message('birth', { dateOfBirth: '2026-11-19' }, false);
    assert.equal(
      ofChild(stillborn, child({ ...ended, reason: 'pregnancy-loss' }), 'mother'),
      'AccountabilityEnded',
    );
    assert.equal(ofChild(death, child({ ...ended, reason: 'left-uk' })), null);
  });

  test('a mother’s death: as it stands in the child’s own record', () => {
    const death = message('death', { deceased: { status: 'formal', at: null } });
    const told: ChildFact = { type: 'MotherDeathRecorded', on: '2026-11-19', says: 'The ward' };
    assert.equal(ofChild(death, child(told), 'mother'), 'MotherDeathRecorded');
    assert.equal(
      ofChild(death, child(told, { type: 'MotherDeathTakenBack', says: 'Alive' }), 'mother'),
      null,
    );
    assert.equal(ofChild(death, child(ended), 'mother'), null, 'the child’s own death is another one');
  });

  test('a move: the same place as the address, or weighed as a signal; a sealed one is compared with none', () => {
    const moved = message('change-of-address', { addresses: [home] });
    assert.equal(ofChild(moved, child(enquiry)), 'EnquiryOpened');
    assert.equal(ofChild(moved, child(address(false))), 'AddressRecorded');
    assert.equal(ofChild(moved, child(address(true))), null);
    const elsewhere = { ...home, lines: ['9 Other Road'], postcode: 'LU1 2AB' };
    assert.equal(ofChild(message('change-of-address', { addresses: [elsewhere] }), child(enquiry)), null);
    const itself: ChildFact = {
      ...enquiry,
      signal: { ...signal, lines: [], postcode: null, messageId: 'm-1' },
    };
    assert.equal(ofChild(moved, child(itself)), 'EnquiryOpened');
  });

  test('a practice: the child’s own, by its code', () => {
    const gp = { odsCode: 'Z99001', name: 'The Surgery', from: null, to: null };
    const changed = message('change-of-gp', { gp });
    const recorded: ChildFact = { type: 'GpRecorded', gp: { odsCode: 'Z99001', name: 'The Surgery' } };
    assert.equal(ofChild(changed, child(recorded)), 'GpRecorded');
    assert.equal(ofChild(changed, child(recorded), 'mother'), null);
    assert.equal(ofChild(changed, child({ type: 'GpRecorded', gp: null })), null);
  });

  test('a record: the person was taken on since, not before', () => {
    const record = message('patient-record', {});
    assert.equal(ofChild(record, child(takenOn)), 'TakenOn');
    assert.equal(ofChild({ ...record, receivedAt: '2026-11-22T12:00:00.000Z' }, child(takenOn)), null);
    const unnumbered = { ...takenOn, identity: { ...identity, nhsNumber: null } };
    assert.equal(ofChild(record, child(unnumbered)), null);
  });

  test('what tells nothing that a record keeps has no fact', () => {
    for (const event of ['record-change', 'related-persons'] as const)
      assert.equal(ofChild(message(event, { addresses: [home] }), child(takenOn, enquiry)), null, event);
  });
});

describe('the fact of a client', () => {
  const ofClient = (item: ReturnType<typeof message>, ...facts: readonly ClientFact[]) =>
    factOfClient(item, { as: 'client', personId: 'c', facts: stored(facts) as readonly StoredClientFact[] })
      ?.fact.type ?? null;
  const died: ClientFact = { type: 'DeathRecorded', who: 'c', on: '2026-11-19', says: 'x', contactId: null };

  test('her death, and not that of a child of hers', () => {
    const death = message('death', { deceased: { status: 'formal', at: null } });
    assert.equal(ofClient(death, died), 'DeathRecorded');
    assert.equal(ofClient(death, { ...died, who: 'her-child' }), null);
    assert.equal(ofClient(death, died, { type: 'DeathTakenBack', who: 'c', says: 'Alive' }), null);
  });

  test('what is known of her, recorded anew since the item came', () => {
    const known = { type: 'ClientRecorded', why: 'She married' } as ClientFact;
    const record = message('patient-record', {});
    assert.equal(ofClient(record, known), 'ClientRecorded');
    assert.equal(ofClient({ ...record, receivedAt: '2026-11-22T12:00:00.000Z' }, known), null);
    assert.equal(ofClient(message('change-of-gp', {}), known), null);
  });
});
