import type { DirectoryCommand } from '../../src/application/directory-commands.ts';
import { passSummary, type SummaryToPass } from '../../src/application/pass-summary.ts';
import { bankHolidays } from '../../src/domain/calendar/holidays.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import { systemActor } from '../../src/domain/child/context.ts';
import { folderTransport } from '../../src/jobs/mail-transport.ts';
import { gatherMail, sendWaiting } from '../../src/jobs/outbox.ts';
import { runBulks } from '../../src/postgres/bulk-run.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { actorOf } from '../../src/postgres/children.fixture.ts';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { setLastDays } from '../../src/postgres/last-days.ts';
import { directoryStore, nameAfterLeavers, returnOffersOfTheAway } from '../../src/postgres/leaver.ts';
import type { Pools } from '../../src/postgres/pool.ts';
import { refold } from '../../src/postgres/refold.ts';
import { sweep } from '../../src/postgres/sweep.ts';

/** A job of Handhold as a program that is killed runs it, or the next one: its name, when it is, and whom or what it is about. */
export type Job = readonly [name: string, now?: string, about?: string];

/** Runs a job to its end, and answers what it says of it. */
export async function runJob(
  adminUrl: string,
  { admin }: Pools,
  [name, now = '', about = '']: Job,
): Promise<unknown> {
  switch (name) {
    case 'sweep':
      return sweep(admin, { now, sweeper: 'crash test', batchSize: 3 });
    case 'bulk':
      return runBulks(admin, { now: () => now });
    case 'mail':
      return sendWaiting(
        admin,
        folderTransport(about, { from: 'Handhold <handhold@handhold.example>' }),
        () => now,
        'https://handhold.example',
      );
    case 'gather':
      return gatherMail(admin, now, 'https://handhold.example');
    case 'refold':
      return (await refold({ adminUrl, batchSize: 2 })).people;
    case 'rename':
      return (await nameAfterLeavers(admin, now)).renamed;
    case 'return':
      return returnOffersOfTheAway(admin, now);
    case 'last-days':
      return setLastDays(admin, now);
    case 'pass-summary':
      return passOn(admin, now, JSON.parse(about));
    default:
      return change(admin, name, now, about);
  }
}

/** The named nurse of Luton passes a summary on. */
async function passOn(admin: Pools['admin'], now: string, summary: SummaryToPass): Promise<string> {
  const { directory } = await loadDirectory(admin);
  const actor = actorOf(directory, 'ruth-pemberton');
  const context = { now, actor, directory, holidays: bankHolidays, ruleSets: defaultRuleSets };
  return (await passSummary(childStore(admin), summary, context)).kind;
}

async function change(admin: Pools['admin'], name: string, now: string, id: string): Promise<void> {
  const about = { practitionerId: id, why: 'A test' } as const;
  const commands: Readonly<Record<string, DirectoryCommand>> = {
    leave: { type: 'leave', ...about },
    disable: { type: 'disable', ...about },
    back: { type: 'return', ...about },
    'sit-down': { type: 'act-as-duty', ...about },
    'get-up': { type: 'end-duty', ...about },
    away: { type: 'be-away', ...about, from: now, to: null, deputyId: null },
    'close-account': { type: 'close-account', ...about },
    'close-team': { type: 'close-team', teamId: id, on: '2027-06-30' },
  };
  const command = commands[name];
  if (!command) throw new Error(`There is no job ${name}`);
  const outcome = await directoryStore(admin).change(command, systemActor, now);
  if (outcome.kind !== 'done') throw new Error(outcome.says);
}
