import path from 'node:path';
import { databaseClock } from '../../postgres/database-clock.ts';
import { openDatabase } from '../../postgres/embedded/open-database.ts';
import { migrate } from '../../postgres/migrate.ts';
import { createPools } from '../../postgres/pool.ts';
import { type Command, columns, exitCodes, settingOptions, UsageError } from '../command.ts';
import { type Imported, importFiles } from '../import-files.ts';
import { type ImportKind, importKinds, recognise } from '../recognise.ts';
import { triedSettings } from '../tried-settings.ts';

export const command: Command = {
  summary:
    'Take in files or folders: a directory, sites, postcodes, caseloads, the clients of a site that begins (CSV), demographics records (JSON), national messages (XML). The same file twice changes nothing.',
  usage: 'PATH… [--kind KIND] [--json] [--data FOLDER | --database-url URL]',
  takesWords: true,
  options: {
    kind: {
      type: 'string',
      value: 'KIND',
      says: `What the files are, where it is not clear: ${importKinds.join(', ')}`,
    },
    json: { type: 'boolean', says: 'Answer as JSON: one entry for each file' },
    ...settingOptions(['HANDHOLD_DATA', 'DATABASE_URL']),
  },
  async run(context) {
    const { flags, words, out, say } = context;
    if (words.length === 0) throw new UsageError('Name at least one file or folder.');
    const kind = kindIn(flags.kind);
    const settings = await triedSettings(context);
    if (!settings) return exitCodes.cannotStart;
    const { files, faults, passedOver } = await recognise(words, kind);
    for (const fault of faults) say(fault);
    if (passedOver.length > 0) say(sayPassedOver(passedOver));
    const database = await openDatabase({ ...settings, onProgress: say, mayVisit: true, mustStand: true });
    const isOver = sayWhenBrokenOff(say);
    try {
      await migrate({ adminUrl: database.adminUrl, onProgress: say });
      const pools = createPools({ ...database, onError: (error) => say(`Database: ${error.message}`) });
      try {
        const { now } = await databaseClock(pools.admin);
        const results = await importFiles(files, { admin: pools.admin, now, say }).catch((error: unknown) => {
          say(brokenOff);
          throw error;
        });
        out(
          flags.json
            ? JSON.stringify({ files: results, faults, passedOver }, null, 2)
            : inWords(results, faults.length),
        );
        const allRead = faults.length === 0 && results.every(({ outcome }) => !notRead.includes(outcome));
        return allRead ? exitCodes.ok : exitCodes.refused;
      } finally {
        await pools.close();
      }
    } finally {
      isOver();
      await database.stop();
    }
  },
};

const brokenOff =
  'Broken off. What was taken in until now stays: give the same command again, and it goes on from there.';

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whoever breaks a long import off is told that nothing has to be put right. Answers how to end that. */
function sayWhenBrokenOff(say: (line: string) => void): () => void {
  const told = (name: NodeJS.Signals) => {
    say(
      'Broken off. What was taken in until now stays: give the same command again, and it goes on from there.',
    );
    process.exit(name === 'SIGINT' ? 130 : 143);
  };
  for (const name of endingSignals) process.on(name, told);
  return () => {
    for (const name of endingSignals) process.off(name, told);
  };
}

/** Of such a file something was left that waits nowhere: whoever gives it must put it right. */
const notRead = ['unreadable', 'refused', 'broken-off'];

function kindIn(flag: string | boolean | undefined): ImportKind | null {
  if (flag === undefined) return null;
  const kind = importKinds.find((known) => known === flag);
  if (!kind) throw new UsageError(`There is no kind "${flag}". Kinds: ${importKinds.join(', ')}.`);
  return kind;
}

const passedOverShown = 10;

/** What lay in a folder and was not looked at, so that nobody thinks that it was taken in. */
function sayPassedOver(files: readonly string[]): string {
  const names = files.slice(0, passedOverShown).map((file) => path.basename(file));
  const more = files.length > passedOverShown ? ` and ${files.length - passedOverShown} more` : '';
  return `Passed over, because only .csv, .json and .xml are read in a folder: ${names.join(', ')}${more}.`;
}

/** Each file in a line, then how often each outcome came. */
function inWords(results: readonly Imported[], faults: number): string {
  if (results.length === 0) return faults > 0 ? 'Nothing was taken in.' : 'There was nothing to take in.';
  const lines = results.map(
    ({ file, outcome, reason, says }) =>
      [file, `${outcome}${reason ? ` (${reason})` : ''}. ${says}`] as const,
  );
  const totals = new Map<string, number>();
  for (const { counts } of results)
    for (const [name, count] of Object.entries(counts)) totals.set(name, (totals.get(name) ?? 0) + count);
  const sums = [...totals].map(([name, count]) => [name, count.toLocaleString('en-GB')] as const);
  return [columns(lines), sums.length === 0 ? '' : `In all\n${columns(sums)}`].filter(Boolean).join('\n\n');
}
