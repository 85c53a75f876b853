import { clientNames } from '../../domain/language/client-timeline.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { WarningCallout } from '../components/content.tsx';
import { Timeline, type TimelineItem } from '../components/record.tsx';
import type { WebDeps } from '../deps.ts';
import type { Child, Html } from '../html/jsx-runtime.ts';
import { newerFactsOfClient, newerThan } from './record-timeline.tsx';
import type { Asked } from './route.ts';

/** A line of a form whose record has moved since the form was drawn. */
export type MovedLine = {
  readonly personId: string;
  /** The version that was before the eyes of whoever sent it. */
  readonly version: number;
  /** The child or the client, as the list names them. */
  readonly link: Child;
};

/** What changed meanwhile in records of which a form holds one line each, before it is sent again (promise P8). */
export async function changedMeanwhile(
  asked: Asked,
  deps: WebDeps,
  lines: readonly MovedLine[],
): Promise<Html | null> {
  if (lines.length === 0) return null;
  const changed = await Promise.all(
    lines.map(async (line) => ({ ...line, newer: await newerOf(asked, deps, line) })),
  );
  return (
    <WarningCallout heading="Changed after you opened this page" level={2}>
      {changed.map(({ link, newer }) => (
        <>
          <p>
            <strong>{link}</strong>
          </p>
          {newer.length > 0 ? (
            <Timeline items={newer} level={3} />
          ) : (
            <p>Only its time limits were counted anew, or your team stands in no relation to it any more.</p>
          )}
        </>
      ))}
    </WarningCallout>
  );
}

async function newerOf(
  { actor }: Asked,
  deps: WebDeps,
  { personId, version }: MovedLine,
): Promise<readonly TimelineItem[]> {
  const look = ['changed meanwhile', 'Comparing what changed meanwhile'] as const;
  const child = await deps.readings.child(actor, personId, ...look);
  if (child) return newerThan(child, version, namesOf(deps.directory(), child.state.identity));
  const names = namesOf(deps.directory());
  const client = await deps.clients.client(actor, personId, ...look);
  return client ? newerFactsOfClient(client, version, clientNames(names, personId, client.state)) : [];
}
