import {
  type BulkContext,
  decideBulk,
  lookAgain,
  nameLead,
  planBulk,
  reallocate,
} from '../../src/application/bulk/bulk-commands.ts';
import type { RaisedSupervision } from '../../src/application/caseload-readings.ts';
import { changeDirectory, type DirectoryCommand } from '../../src/application/directory-commands.ts';
import { printOf } from '../../src/application/directory-standing.ts';
import { settleQuarantine } from '../../src/application/import/settle.ts';
import type { RaisedItems } from '../../src/application/quarantine-readings.ts';
import type { RaisedStep } from '../../src/application/readings.ts';
import { addDays, type Instant, londonDate } from '../../src/domain/calendar/time.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import type { Context } from '../../src/domain/child/context.ts';
import { readRow } from '../../src/fhir/caseload-csv.ts';
import { readClient } from '../../src/fhir/clients-csv.ts';
import { bulkStore } from '../../src/postgres/bulk-store.ts';
import { calendarReadings } from '../../src/postgres/calendar-readings.ts';
import { caseloadReadings } from '../../src/postgres/caseload-readings.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { actorOf } from '../../src/postgres/children.fixture.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { messageStore } from '../../src/postgres/import-store.ts';
import { directoryStore } from '../../src/postgres/leaver.ts';
import type { Pools } from '../../src/postgres/pool.ts';
import { readings } from '../../src/postgres/readings.ts';

/** What the commands are about, and the ids of their forms. Both are the same when the commands are sent again. */
export type About = {
  readonly now: Instant;
  /** A form for each kind of command. */
  readonly forms: Readonly<Record<Kind, string>>;
  /** Planned bulk handovers: one to decide on, one to name a lead for, one to have looked at again. */
  readonly planned: Readonly<Record<'decide' | 'lead' | 'again', string>>;
  /** What was recorded of the nurse when the forms about her were opened. */
  readonly marks: Readonly<Record<'supervision' | 'workingTime', string>>;
  readonly childId: string;
  readonly noticeId: string;
  readonly quarantineId: string;
  readonly step: RaisedStep;
  readonly supervision: RaisedSupervision;
  readonly items: RaisedItems;
};

/** Every command that is not written to the stream of a child or a client. */
export const kinds = [
  'see-notices',
  'acknowledge-step',
  'acknowledge-supervision',
  'acknowledge-items',
  'plan-bulk',
  'decide-bulk',
  'name-lead',
  'look-again',
  'reallocate',
  'record-supervision',
  'set-working-time',
  'make-link',
  'settle-quarantine',
  'leave',
  'disable',
  'be-away',
  'act-as-duty',
  'end-duty',
  'return',
  'close-account',
  'close-team',
] as const;
export type Kind = (typeof kinds)[number];

const why = 'A test of crashes';
/** The person saw no earlier version, so the command is given against none. */
const unseen = { against: null } as const;

/** Gives one command as a person does. Given again, it is the same form sent twice. */
export async function giveCommand(pools: Pools, about: About, kind: Kind): Promise<unknown> {
  const { directory, holidays } = await loadDirectory(pools.admin);
  const { now, forms, planned } = about;
  const actor = (id: string) => actorOf(directory, id);
  const as = (id: string): Context => ({
    now,
    actor: actor(id),
    directory,
    holidays,
    ruleSets: defaultRuleSets,
  });
  const bulk = (id: string): BulkContext => ({
    store: bulkStore(pools.admin, pools.app),
    directory,
    actor: actor(id),
    now,
  });
  const change = (who: string, command: DirectoryCommand) => {
    const sent = { formId: forms[kind], against: printOf(directory, command) };
    return changeDirectory(directoryStore(pools.admin), directory, { ...command, sent }, actor(who), now);
  };
  switch (kind) {
    case 'see-notices':
      return readings(pools.app).seeNotices(actor('grace-adeyemi'), [about.noticeId], now);
    case 'acknowledge-step':
      return readings(pools.app).acknowledgeStep(actor('grace-adeyemi'), about.step, now);
    case 'acknowledge-supervision':
      return caseloadReadings(pools.app).acknowledgeSupervision(
        actor('moira-kettle'),
        about.supervision,
        now,
      );
    case 'acknowledge-items':
      return readings(pools.app).acknowledgeItems(actor('grace-adeyemi'), about.items, now);
    case 'plan-bulk':
      return planBulk(planOf(forms[kind], 'luton-hv', now), bulk('grace-adeyemi'));
    case 'decide-bulk':
      return decideBulk(
        planned.decide,
        { ...unseen, go: true, why, capacityWhy: why },
        bulk('deborah-quill'),
      );
    case 'name-lead':
      return nameLead(planned.lead, { ...unseen, leadId: 'grace-adeyemi', why }, bulk('laura-beech'));
    case 'look-again':
      return lookAgain(planned.again, 1, bulk('moira-kettle'));
    case 'reallocate':
      return reallocate(
        {
          bulkId: forms[kind],
          teamId: 'luton-hv',
          fromPractitionerId: null,
          lines: [{ personId: about.childId, toPractitionerId: 'amara-osei', version: null }],
          clients: [],
          why,
        },
        bulk('grace-adeyemi'),
      );
    case 'record-supervision':
      return caseloadReadings(pools.app).recordSupervision(actor('moira-kettle'), {
        supervisionId: forms[kind],
        nurseId: 'shanice-brown',
        heldOn: londonDate(now),
        supervisorId: 'moira-kettle',
        against: about.marks.supervision,
        at: now,
      });
    case 'set-working-time':
      return caseloadReadings(pools.app).setWorkingTime(actor('moira-kettle'), {
        practitionerId: 'shanice-brown',
        from: addDays(londonDate(now), 11),
        share: 0.5,
        why,
        against: about.marks.workingTime,
        at: now,
      });
    case 'make-link':
      return calendarReadings(pools.app).makeLink(
        actor('amara-osei'),
        { tokenHash: forms[kind], instead: null },
        now,
      );
    case 'settle-quarantine':
      return settleQuarantine(
        {
          children: childStore(pools.app),
          clients: clientStore(pools.app),
          inbox: messageStore(pools.app),
          readRow,
          readClient,
        },
        about.quarantineId,
        { settlement: 'dealt-with', note: why },
        as('grace-adeyemi'),
      );
    case 'leave':
      return change('deborah-quill', { type: kind, practitionerId: 'kate-brennan', why });
    case 'disable':
      return change('deborah-quill', { type: kind, practitionerId: 'nadia-farouk', why });
    case 'be-away':
      return change('fiona-drake', {
        type: kind,
        practitionerId: 'rosa-delgado',
        from: now,
        to: null,
        deputyId: null,
      });
    case 'act-as-duty':
      return change('amara-osei', { type: kind, practitionerId: 'amara-osei' });
    case 'end-duty':
      return change('priya-nair', { type: kind, practitionerId: 'priya-nair' });
    case 'return':
      return change('fiona-drake', { type: kind, practitionerId: 'chloe-sinclair' });
    case 'close-account':
      return change('fiona-drake', { type: kind, practitionerId: 'owen-pryce' });
    case 'close-team':
      return change('olu-fashola', {
        type: kind,
        teamId: 'luton-designated-nurse',
        on: addDays(londonDate(now), 40),
      });
  }
}

/** The plan of a team's last day, by which its children go to the teams of their addresses. */
export function planOf(bulkId: string, releasingTeamId: string, now: Instant) {
  return {
    bulkId,
    kind: 'service-closes',
    releasingTeamId,
    routing: { to: 'own-address' },
    lastDay: addDays(londonDate(now), 90),
    why,
    expectedResponse: '',
  } as const;
}
