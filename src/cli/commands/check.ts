import os from 'node:os';
import path from 'node:path';
import { acceptRestore } from '../../postgres/accept-restore.ts';
import { beginAnew } from '../../postgres/begin-anew.ts';
import { checkAll, type Finding } from '../../postgres/check.ts';
import { makeCheckpoint, openCheckpoints } from '../../postgres/checkpoint.ts';
import type { Checkpoint } from '../../postgres/checkpoint-folder.ts';
import { databaseNow } from '../../postgres/database-clock.ts';
import { type Command, type CommandContext, exitCodes, settingOptions, UsageError } from '../command.ts';
import { type Opened, withOpenDatabase } from '../with-database.ts';

export const command: Command = {
  summary:
    'Rebuild every child and client from their facts and prove that all tables match, no fact or look is changed or gone, and no gap is there.',
  usage:
    '[--checkpoint | --accept-restore --why REASON | --begin-anew --why REASON] [--json] [--data FOLDER | --database-url URL]',
  options: {
    ...settingOptions(['HANDHOLD_DATA', 'DATABASE_URL']),
    checkpoint: { type: 'boolean', says: 'When all is well, write a signed checkpoint into the data folder' },
    'accept-restore': {
      type: 'boolean',
      says: 'After a restore: name what was lost by it, and write a signed checkpoint that begins from what is there',
    },
    'begin-anew': {
      type: 'boolean',
      says: 'Where the folder of checkpoints is lost with its copies: write a signed checkpoint with a new key from what is there',
    },
    why: {
      type: 'string',
      value: 'REASON',
      says: 'Why the database was restored, or the folder is lost: it stands in that checkpoint',
    },
    json: { type: 'boolean', says: 'Answer in JSON' },
  },
  async run(context) {
    const { checkpoint, why } = context.flags;
    const accepts = context.flags['accept-restore'] === true;
    const begins = context.flags['begin-anew'] === true;
    const reason = typeof why === 'string' ? why.trim() : '';
    if (accepts && begins) throw new UsageError('Either --accept-restore or --begin-anew, not both.');
    if ((accepts || begins) && (reason === '' || checkpoint)) {
      const flag = accepts ? '--accept-restore' : '--begin-anew';
      throw new UsageError(`check ${flag} needs --why with a reason, and makes its own checkpoint.`);
    }
    if (!accepts && !begins && why !== undefined)
      throw new UsageError('--why goes with --accept-restore or --begin-anew.');
    const work = accepts ? accept : begins ? begin : check;
    return withOpenDatabase(context, (opened) => work(context, opened, reason), {
      mustStand: true,
      writes: accepts || begins || checkpoint === true,
    });
  },
};

async function check(context: CommandContext, { pool, settings }: Opened): Promise<number> {
  const folder = path.join(settings.dataFolder, 'checkpoints');
  const { findings: marks, newest, heads, looks } = await openCheckpoints(pool, folder);
  const result = await checkAll(pool, { heads, looks, onProgress: context.say });
  const findings = [...marks, ...result.findings];
  const ok = result.ok && marks.length === 0;
  const wanted = ok && context.flags['checkpoint'] === true;
  const made = wanted ? await makeCheckpoint(pool, folder, await databaseNow(pool)) : null;
  const against = newest?.no ?? null;
  if (context.flags['json']) {
    context.out(JSON.stringify({ ...result, ok, findings, against, checkpoint: inShort(made) }, null, 2));
    return ok ? exitCodes.ok : exitCodes.refused;
  }
  for (const finding of findings) context.out(findingLine(finding));
  context.out(
    `${ok ? 'OK' : 'NOT OK'}: ${result.children} children, ${result.clients} clients, ${result.facts} facts, ${result.gapMinutes} gap minutes, ${against === null ? 'no checkpoint yet' : `checkpoint ${against}`}.`,
  );
  if (made) context.out(madeLine(made, folder));
  return ok ? exitCodes.ok : exitCodes.refused;
}

async function accept(context: CommandContext, { pool, settings }: Opened, why: string): Promise<number> {
  const folder = path.join(settings.dataFolder, 'checkpoints');
  const by = os.userInfo().username;
  const answer = await acceptRestore(pool, folder, { why, by, now: await databaseNow(pool) });
  const json = context.flags['json'] === true;
  if (answer.kind === 'refused') return refuse(context, answer, 'NOT ACCEPTED');
  const { checkpoint, lost, agreesWith } = answer;
  const restoredTo = checkpoint.restored?.to ?? 0;
  if (json) {
    const said = { ok: true, restoredTo, agreesWith, lost, checkpoint: inShort(checkpoint) };
    context.out(JSON.stringify(said, null, 2));
    return exitCodes.ok;
  }
  const proof =
    agreesWith === null
      ? 'of what was before it no heads are kept, so the chains alone prove it'
      : `everything that checkpoint ${agreesWith} knew is there`;
  const { streams = 0, looks = 0 } = checkpoint.restored ?? {};
  for (const line of lost) context.out(`LOST ${line}`);
  context.out(
    `ACCEPTED: restored to checkpoint ${restoredTo}; ${proof}. Lost: of ${streams} records, and looks of ${looks} days.`,
  );
  context.out(madeLine(checkpoint, folder));
  return exitCodes.ok;
}

async function begin(context: CommandContext, { pool, settings }: Opened, why: string): Promise<number> {
  const folder = path.join(settings.dataFolder, 'checkpoints');
  const by = os.userInfo().username;
  const answer = await beginAnew(pool, folder, { why, by, now: await databaseNow(pool) });
  if (answer.kind === 'refused') return refuse(context, answer, 'NOT BEGUN');
  const { checkpoint } = answer;
  const after = checkpoint.begun?.after ?? 0;
  if (context.flags['json']) {
    context.out(JSON.stringify({ ok: true, after, checkpoint: inShort(checkpoint) }, null, 2));
    return exitCodes.ok;
  }
  context.out(
    `BEGUN ANEW after checkpoint ${after}, of which nothing is kept: the chains alone prove what was before. Looks that went missing before now are told by nobody.`,
  );
  context.out(madeLine(checkpoint, folder));
  return exitCodes.ok;
}

type Refused = { readonly says: string; readonly findings: readonly Finding[] };

function refuse(context: CommandContext, { says, findings }: Refused, word: string): number {
  if (context.flags['json']) context.out(JSON.stringify({ ok: false, says, findings }, null, 2));
  else for (const line of [...findings.map(findingLine), `${word}: ${says}`]) context.out(line);
  return exitCodes.refused;
}

function findingLine({ personId, version, where, says }: Finding): string {
  const fact = version === null ? '' : ` fact ${version}`;
  return `NOT OK ${personId ?? ''}${fact} ${where}: ${says}`.replace(/ +/g, ' ');
}

function inShort(made: Checkpoint | null) {
  return made && { no: made.no, streams: made.streams, facts: made.facts };
}

function madeLine({ no, streams, facts }: Checkpoint, folder: string): string {
  return `Checkpoint ${no}: ${streams} streams, ${facts} facts. Keep a copy of ${folder} on another machine.`;
}
