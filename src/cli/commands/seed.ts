import { playedAtMost } from '../../application/demonstration/network.ts';
import { openDatabase } from '../../postgres/embedded/open-database.ts';
import { migrate } from '../../postgres/migrate.ts';
import { createPools } from '../../postgres/pool.ts';
import { demonstrationSize, seedChildren, wasSeeded } from '../../postgres/seed.ts';
import { type Command, exitCodes, settingOptions, UsageError } from '../command.ts';
import { triedSettings } from '../tried-settings.ts';

const mostChildren = 3_300_000;

export const command: Command = {
  summary:
    'Fill an empty database with invented families. The same seed again changes nothing; with a larger size it adds the further ones.',
  usage: '[--seed N] [--size CHILDREN] [--if-empty] [--json] [--data FOLDER | --database-url URL]',
  options: {
    seed: { type: 'string', value: 'N', says: 'Which families: a whole number, 7 by default' },
    size: {
      type: 'string',
      value: 'CHILDREN',
      says: `How many children: ${demonstrationSize} by default, which are the demonstration’s 400 families or so; at most 3,300,000, those beyond ${playedAtMost.toLocaleString('en-GB')} in further areas`,
    },
    'if-empty': { type: 'boolean', says: 'Do nothing when there are children already' },
    json: { type: 'boolean', says: 'Answer in JSON' },
    ...settingOptions(['HANDHOLD_DATA', 'DATABASE_URL']),
  },
  async run(context) {
    const { flags, out, say } = context;
    const seed = wholeNumber('seed', flags.seed, 7, 0, Number.MAX_SAFE_INTEGER);
    const size = wholeNumber('size', flags.size, demonstrationSize, 1, mostChildren);
    const settings = await triedSettings(context);
    if (!settings) return exitCodes.cannotStart;
    const database = await openDatabase({ ...settings, onProgress: say, mayVisit: true });
    try {
      await migrate({ adminUrl: database.adminUrl, onProgress: say });
      const pools = createPools(database);
      try {
        const { rows } = await pools.admin.query<{ any: boolean }>(
          'select exists (select from child) as any',
        );
        if (flags['if-empty'] && rows[0]?.any) {
          out(
            flags.json
              ? JSON.stringify({ added: 0, skipped: true })
              : 'There are children already; nothing was added.',
          );
          return exitCodes.ok;
        }
        if (rows[0]?.any && !(await wasSeeded(pools.admin, seed))) {
          say(
            `This database has children that seed ${seed} did not invent, so no invented families are put among them. ` +
              'Name an empty one with --data or --database-url, or the seed that it was filled with.',
          );
          return exitCodes.refused;
        }
        const now = new Date().toISOString();
        const seeded = await seedChildren(pools.admin, { seed, size, now, onProgress: say });
        out(
          flags.json
            ? JSON.stringify(seeded)
            : `${seeded.added} children added, ${seeded.known} were there before; ${seeded.clients} clients of the programme added.`,
        );
        return exitCodes.ok;
      } finally {
        await pools.close();
      }
    } finally {
      await database.stop();
    }
  },
};

function wholeNumber(
  name: string,
  given: string | boolean | undefined,
  otherwise: number,
  least: number,
  most: number,
): number {
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${given}"`);
  }
  return value;
}
