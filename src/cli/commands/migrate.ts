import { openDatabase } from '../../postgres/embedded/open-database.ts';
import { migrate } from '../../postgres/migrate.ts';
import { type Command, exitCodes, settingOptions } from '../command.ts';
import { triedSettings } from '../tried-settings.ts';

export const command: Command = {
  summary: 'Bring the database to this version of Handhold. Doing it twice changes nothing.',
  usage: '[--data FOLDER | --database-url URL]',
  options: settingOptions(['HANDHOLD_DATA', 'DATABASE_URL']),
  async run(context) {
    const { out, say } = context;
    const settings = await triedSettings(context);
    if (!settings) return exitCodes.cannotStart;
    const database = await openDatabase({ ...settings, onProgress: say });
    try {
      const { applied, total, refolded } = await migrate({ adminUrl: database.adminUrl, onProgress: say });
      const anew = refolded > 0 ? ` ${refolded} children and clients folded anew;` : '';
      out(`${applied.length} of ${total} migrations applied now;${anew} the database is up to date.`);
      return exitCodes.ok;
    } finally {
      await database.stop();
    }
  },
};
