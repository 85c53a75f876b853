import { sayStory } from '../../application/story/say-story.ts';
import { playStory } from '../../application/story/story.ts';
import { type Command, exitCodes } from '../command.ts';

export const command: Command = {
  summary: 'Tell the built-in story: two boundary crossings, silence, a new adult in the home, and no gap',
  usage: '[--json]',
  options: { json: { type: 'boolean', says: 'Answer in JSON' } },
  async run({ flags, out }) {
    const story = playStory();
    if (flags.json)
      out(
        JSON.stringify(
          {
            steps: story.steps.map(({ state: _state, ...step }) => step),
            gaps: story.gaps,
            gapMinutes: story.gapMinutes,
          },
          null,
          2,
        ),
      );
    else for (const line of sayStory(story, process.stdout.columns)) out(line);
    return story.gapMinutes === 0 ? exitCodes.ok : exitCodes.refused;
  },
};
