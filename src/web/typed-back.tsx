import type { FastifyRequest } from 'fastify';
import { Textarea } from './components/fields.tsx';
import type { WebDeps } from './deps.ts';

/**
 * What somebody wrote in their own words in a form that is not taken, to be shown to them once more: a browser that goes back may have
 * forgotten it. What has no gap in it is a code, a day or a number, which is chosen or typed again as soon. Only what a page of this
 * service sent: nobody else’s words are ever shown on ours.
 */
export function ownWords(request: FastifyRequest, { baseUrl }: Pick<WebDeps, 'baseUrl'>): readonly string[] {
  const { body, headers } = request;
  if (headers.origin !== new URL(baseUrl).origin || typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([name]) => !name.startsWith('_'))
    .flatMap(([, sent]) => [sent].flat())
    .filter((sent): sent is string => typeof sent === 'string')
    .map((sent) => sent.trim())
    .filter((words) => /\s/.test(words));
}

/** The own words once more, to be copied; nothing where there are none. */
export function TypedBack({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <>
      <h2 class="nhsuk-heading-m">What you wrote</h2>
      <p>Copy it before you leave this page: it is kept nowhere else.</p>
      {words.map((one, place) => (
        <Textarea
          name={`written-${place + 1}`}
          label={words.length === 1 ? 'Your words' : `Your words, box ${place + 1}`}
          value={one}
          readOnly
        />
      ))}
    </>
  );
}
