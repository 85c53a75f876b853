import path from 'node:path';
import { checkAll } from '../../postgres/check.ts';
import { makeCheckpoint, openCheckpoints } from '../../postgres/checkpoint.ts';
import { databaseNow } from '../../postgres/database-clock.ts';
import { type Command, type CommandContext, exitCodes, settingOptions } from '../command.ts';
import { type Opened, withOpenDatabase } from '../with-database.ts';

export const command: Command = {
  summary:
    'Rebuild every child and client from their facts and prove that all tables match, no fact is changed or gone, and no gap is there.',
  usage: '[--checkpoint] [--data FOLDER | --database-url URL]',
  options: {
    ...settingOptions(['HANDHOLD_DATA', 'DATABASE_URL']),
    checkpoint: { type: 'boolean', says: 'When all is well, write a signed checkpoint into the data folder' },
  },
  run: (context) => withOpenDatabase(context, (opened) => check(context, opened), { mustStand: true }),
};

async function check(context: CommandContext, { pool, settings }: Opened): Promise<number> {
  const folder = path.join(settings.dataFolder, 'checkpoints');
  const { findings: marks, newest, heads } = await openCheckpoints(pool, folder);
  const result = await checkAll(pool, { heads, onProgress: context.say });
  const findings = [...marks, ...result.findings];
  for (const { personId, version, where, says } of findings) {
    context.out(
      `NOT OK ${personId ?? ''}${version === null ? '' : ` fact ${version}`} ${where}: ${says}`.replace(
        / +/g,
        ' ',
      ),
    );
  }
  const against = newest ? `checkpoint ${newest.no}` : 'no checkpoint yet';
  const ok = result.ok && marks.length === 0;
  context.out(
    `${ok ? 'OK' : 'NOT OK'}: ${result.children} children, ${result.clients} clients, ${result.facts} facts, ${result.gapMinutes} gap minutes, ${against}.`,
  );
  if (!ok) return exitCodes.refused;
  if (context.flags['checkpoint']) {
    const made = await makeCheckpoint(pool, folder, await databaseNow(pool));
    context.out(
      `Checkpoint ${made.no}: ${made.streams} streams, ${made.facts} facts. Keep a copy of ${folder} on another machine.`,
    );
  }
  return exitCodes.ok;
}
