import { maskOf, withoutSealed, withoutTyped } from '../../application/sealed.ts';
import { sealedAway } from '../../domain/child/adoption.ts';
import { foldChild } from '../../domain/child/evolve.ts';
import { answeredFor, factsOf, isClient, looksAt, recordLook } from '../../postgres/who-held.ts';
import { type Command, exitCodes, settingOptions, UsageError } from '../command.ts';
import { childFlag, clientWords, sealedWords, withOpenDatabase } from '../with-database.ts';

export const command: Command = {
  summary:
    'Write all facts of a child, who answered when, and who looked at the record, as JSON. A sealed address leaves by no route. The look is recorded with its reason.',
  usage: '--child ID --why REASON [--data FOLDER | --database-url URL]',
  options: {
    ...settingOptions(['HANDHOLD_DATA', 'DATABASE_URL']),
    child: { type: 'string', value: 'ID', says: 'The child' },
    why: { type: 'string', value: 'REASON', says: 'Why: it stands in the record of looks' },
  },
  async run(context) {
    const personId = childFlag(context);
    const why = context.flags['why'];
    if (!personId || typeof why !== 'string' || why.trim() === '')
      throw new UsageError('export needs --child with an id and --why with a reason.');
    return withOpenDatabase(
      context,
      async ({ pool }) => {
        if (await isClient(pool, personId)) {
          context.say(clientWords);
          return exitCodes.refused;
        }
        const facts = await factsOf(pool, personId);
        if (facts.length === 0) {
          context.say(`There is no child ${personId}.`);
          return exitCodes.refused;
        }
        if (sealedAway(foldChild(facts))) {
          await recordLook(pool, personId, 'export', `${why.trim()}. Refused: it is sealed`);
          context.say(sealedWords);
          return exitCodes.refused;
        }
        await recordLook(pool, personId, 'export', why.trim());
        const answered = await answeredFor(pool, facts);
        const shown = withoutSealed(facts);
        const looks = await looksAt(pool, personId);
        const seen = shown === facts ? looks : withoutTyped(looks, maskOf(facts));
        context.out(JSON.stringify({ personId, answered, facts: shown, looks: seen }, null, 2));
        return exitCodes.ok;
      },
      { mustStand: true },
    );
  },
};
