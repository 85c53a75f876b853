import { databaseNow } from '../../postgres/database-clock.ts';
import { sweepPass } from '../../postgres/sweep-pass.ts';
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
        const passed = await sweepPass(pool, { now: () => now, sweeper: processName() });
        const { swept, returned, lastDays, kept, clients } = passed;
        const { renamed } = passed.children;
        const { renamed: clientsRenamed } = clients;
        if (context.flags['json']) {
          const { raised, deadlines, late, stillOpen } = swept;
          context.out(
            JSON.stringify(
              { raised, deadlines, late, stillOpen, renamed, clientsRenamed, returned, lastDays, kept },
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
        if (clientsRenamed > 0)
          context.out(`${clientsRenamed} clients of people who left or changed teams came to their lead.`);
        if (returned > 0)
          context.out(`${returned} offers to people who are away or changed teams lie on the desk again.`);
        if (lastDays > 0)
          context.out(
            `${lastDays} children are to pass before, or no longer before, the last day of their team.`,
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
