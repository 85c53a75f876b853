import { nameForClientsOfLeavers } from '../../postgres/clients-of-leavers.ts';
import { databaseNow } from '../../postgres/database-clock.ts';
import { refreshLadder } from '../../postgres/directory-store.ts';
import { passKeepingOfTheClosed } from '../../postgres/keepers.ts';
import { setLastDays } from '../../postgres/last-days.ts';
import { nameAfterLeavers, returnOffersOfTheAway } from '../../postgres/leaver.ts';
import { sweep } from '../../postgres/sweep.ts';
import { type Command, exitCodes, settingOptions } from '../command.ts';
import { processName, withOpenDatabase } from '../with-database.ts';

export const command: Command = {
  summary: 'Raise every step of every ladder that is due, once, then end.',
  usage: '[--json] [--data FOLDER | --database-url URL]',
  options: {
    json: { type: 'boolean', says: 'Answer in JSON' },
    ...settingOptions(['HANDHOLD_DATA', 'DATABASE_URL']),
  },
  run: (context) =>
    withOpenDatabase(
      context,
      async ({ pool }) => {
        const now = await databaseNow(pool);
        await refreshLadder(pool, now);
        const swept = await sweep(pool, { now, sweeper: processName() });
        const { renamed } = await nameAfterLeavers(pool, now);
        const clients = await nameForClientsOfLeavers(pool, now);
        const returned = await returnOffersOfTheAway(pool, now);
        const told = await setLastDays(pool, now);
        const kept = await passKeepingOfTheClosed(pool, now);
        if (context.flags['json']) {
          const { raised, deadlines, late, stillOpen } = swept;
          context.out(
            JSON.stringify(
              { raised, deadlines, late, stillOpen, renamed, returned, lastDays: told, kept },
              null,
              2,
            ),
          );
          return exitCodes.ok;
        }
        const late = swept.late > 0 ? `, ${swept.late} of them late because no sweep ran` : '';
        context.out(
          `${swept.raised} steps raised for ${swept.deadlines} obligations${late}. Overdue now: ${swept.stillOpen}.`,
        );
        if (renamed > 0)
          context.out(`${renamed} children of people who left or changed teams came to their lead.`);
        if (clients.renamed > 0)
          context.out(`${clients.renamed} clients of people who left or changed teams came to their lead.`);
        if (returned > 0)
          context.out(`${returned} offers to people who are away or changed teams lie on the desk again.`);
        if (told > 0)
          context.out(
            `${told} children are to pass before, or no longer before, the last day of their team.`,
          );
        if (kept > 0)
          context.out(
            `The holding desk keeps ${kept} records of children held outside: their keeper works no more.`,
          );
        return exitCodes.ok;
      },
      { mustStand: true },
    ),
};
