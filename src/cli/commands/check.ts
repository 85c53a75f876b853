import path from 'node:path';
import { checkAll, type Finding } from '../../postgres/check.ts';
import { makeCheckpoint, openCheckpoints } from '../../postgres/checkpoint.ts';
import { databaseNow } from '../../postgres/database-clock.ts';
import { type Command, type CommandContext, exitCodes, settingOptions } from '../command.ts';
import { type Opened, withOpenDatabase } from '../with-database.ts';

export const command: Command = {
  summary:
    'Rebuild every child and client from their facts and prove that all tables match, no fact is changed or gone, and no gap is there.',
  usage: '[--checkpoint] [--json] [--data FOLDER | --database-url URL]',
  options: {
    ...settingOptions(['HANDHOLD_DATA', 'DATABASE_URL']),
    checkpoint: { type: 'boolean', says: 'When all is well, write a signed checkpoint into the data folder' },
    json: { type: 'boolean', says: 'Answer in JSON' },
  },
  run: (context) => withOpenDatabase(context, (opened) => check(context, opened), { mustStand: true }),
};

async function check(context: CommandContext, { pool, settings }: Opened): Promise<number> {
  const folder = path.join(settings.dataFolder, 'checkpoints');
  const { findings: marks, newest, heads } = await openCheckpoints(pool, folder);
  const result = await checkAll(pool, { heads, onProgress: context.say });
  const findings = [...marks, ...result.findings];
  const ok = result.ok && marks.length === 0;
  const wanted = ok && context.flags['checkpoint'] === true;
  const made = wanted ? await makeCheckpoint(pool, folder, await databaseNow(pool)) : null;
  const against = newest?.no ?? null;
  if (context.flags['json']) {
    const checkpoint = made && { no: made.no, streams: made.streams, facts: made.facts };
    context.out(JSON.stringify({ ...result, ok, findings, against, checkpoint }, null, 2));
    return ok ? exitCodes.ok : exitCodes.refused;
  }
  for (const finding of findings) context.out(findingLine(finding));
  context.out(
    `${ok ? 'OK' : 'NOT OK'}: ${result.children} children, ${result.clients} clients, ${result.facts} facts, ${result.gapMinutes} gap minutes, ${against === null ? 'no checkpoint yet' : `checkpoint ${against}`}.`,
  );
  if (made)
    context.out(
      `Checkpoint ${made.no}: ${made.streams} streams, ${made.facts} facts. Keep a copy of ${folder} on another machine.`,
    );
  return ok ? exitCodes.ok : exitCodes.refused;
}

function findingLine({ personId, version, where, says }: Finding): string {
  const fact = version === null ? '' : ` fact ${version}`;
  return `NOT OK ${personId ?? ''}${fact} ${where}: ${says}`.replace(/ +/g, ' ');
}
