import {
  instant,
  isCivilDate,
  londonDate,
  sayDate,
  sayInstant,
  sayTime,
} from '../../domain/calendar/time.ts';
import { databaseNow } from '../../postgres/database-clock.ts';
import {
  type Account,
  type Desk,
  isClient,
  recordLook,
  type When,
  type WhoHeld,
  whoHeld,
} from '../../postgres/who-held.ts';
import { type Command, exitCodes, settingOptions, UsageError } from '../command.ts';
import { childFlag, clientWords, sealedWords, withOpenDatabase } from '../with-database.ts';

export const command: Command = {
  summary:
    'Say who held a child on a day or at a moment, as known then and as known now. The look is recorded.',
  usage: '--child ID --on DATE [--json] [--data FOLDER | --database-url URL]',
  options: {
    ...settingOptions(['HANDHOLD_DATA', 'DATABASE_URL']),
    child: { type: 'string', value: 'ID', says: 'The child' },
    on: { type: 'string', value: 'DATE', says: 'A day as 2026-11-23, or a moment as 2026-11-23T14:30:00Z' },
    json: { type: 'boolean', says: 'As JSON' },
  },
  async run(context) {
    const personId = childFlag(context);
    const when = parseWhen(context.flags['on']);
    if (!personId || !when)
      throw new UsageError('who-held needs --child with an id and --on with a day or a moment.');
    return withOpenDatabase(
      context,
      async ({ pool }) => {
        const now = await databaseNow(pool);
        if (when.kind === 'day' ? when.day > londonDate(now) : when.at > now) {
          context.say(
            'That is still to come: nobody knows yet who will hold the child. Ask for today, or for a day before it.',
          );
          return exitCodes.refused;
        }
        if (await isClient(pool, personId)) {
          context.say(clientWords);
          return exitCodes.refused;
        }
        const answer = await whoHeld(pool, personId, when);
        if (!answer) {
          context.say(`There is no child ${personId}.`);
          return exitCodes.refused;
        }
        if (answer === 'sealed') {
          await recordLook(
            pool,
            personId,
            'who-held',
            'Asked at the command line, and refused: it is sealed',
          );
          context.say(sealedWords);
          return exitCodes.refused;
        }
        await recordLook(pool, personId, 'who-held', 'Asked at the command line who held the child');
        context.out(context.flags['json'] ? JSON.stringify(answer, null, 2) : page(answer, when));
        return answer.asKnownNow.gapMinutes === 0 ? exitCodes.ok : exitCodes.refused;
      },
      { mustStand: true },
    );
  },
};

function parseWhen(given: string | boolean | undefined): When | null {
  if (typeof given !== 'string') return null;
  if (isCivilDate(given)) return { kind: 'day', day: given };
  try {
    return { kind: 'moment', at: instant(given) };
  } catch {
    return null;
  }
}

/** One page for a panel that asks. */
function page(answer: WhoHeld, when: When): string {
  const asked = when.kind === 'day' ? sayDate(when.day) : sayInstant(when.at);
  return [
    `Child ${answer.personId}, ${asked}`,
    `Now\n${now(answer.now)}`,
    `As known now\n${lines(answer.asKnownNow)}`,
    `As known then\n${lines(answer.asKnownThen)}`,
    ...answer.desks.map(atDesk),
  ].join('\n\n');
}

/** Who answers at this moment and how to reach them, as the child's page says at its top. */
function now({ first, who, since, why, phone, outOfHours, next }: WhoHeld['now']): string {
  const said = [
    first,
    `${who} ${since}.`,
    why && `Why: ${why}`,
    phone && `Ring: ${phone}`,
    outOfHours && `Out of hours: ${outOfHours}`,
    next && `Next: ${next}`,
  ];
  return said.flatMap((line) => (line ? [`  ${line}`] : [])).join('\n');
}

function atDesk({ team, phone, turns, always }: Desk): string {
  const taken = turns.map(({ name, from, to }) => `  ${name}, from ${sayTime(from)} until ${sayTime(to)}`);
  const besides =
    always.length > 0 ? [`  As the directory stands today, without turns: ${always.join(', ')}`] : [];
  const heading = `At the duty desk of ${team} (${phone}) then`;
  return [heading, ...(taken.length > 0 ? taken : ['  Nobody took a turn']), ...besides].join('\n');
}

function lines({ held, gapMinutes, reversed }: Account): string {
  const holders = held.map(({ name, named, why, team, from, to, endReason, began, ended }) => {
    const until =
      to === null ? 'and still' : `until ${sayInstant(to)}${endReason ? `, ended: ${endReason}` : ''}`;
    const sources = ended === null ? `fact ${began}` : `facts ${began} and ${ended}`;
    return `  ${name}${named ? '' : ` (${why})`}, ${team}\n    from ${sayInstant(from)} ${until} (${sources})`;
  });
  const back = reversed.map(
    ({ from, to, minutes }) => `  Ended ${sayInstant(from)}, reversed ${sayInstant(to)}: ${minutes} minutes`,
  );
  const unheld =
    gapMinutes > 0 ? 'The facts name nobody who held the child' : 'The child was not in care in the network';
  const nobody = held.length === 0 ? [`  ${unheld}`] : [];
  return [...holders, ...nobody, ...back, `  Minutes with nobody accountable: ${gapMinutes}`].join('\n');
}
