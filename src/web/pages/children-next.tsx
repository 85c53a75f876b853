import type { ReadClient } from '../../application/client-readings.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { isOpen } from '../../domain/handover/facts.ts';
import { nameOfHers } from '../../domain/language/client-timeline.ts';
import { headline } from '../../domain/language/headline.ts';
import { lowerFirst } from '../../domain/language/sentence.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { handoverStateWords } from '../../domain/language/words.ts';
import { missingNow } from '../../domain/missing/facts.ts';
import { pagePaths } from './page-paths.ts';

/**
 * Each child of hers that is on its way to another team, or whom nobody can find: who answers for it and what is next, with
 * the page on which that is done. What she does opens it in the child's own record, and whoever recorded it goes on there (P7).
 */
export function ChildrenNext({
  client,
  directory,
  now,
}: {
  client: ReadClient;
  directory: Directory;
  now: Instant;
}) {
  const lines = client.state.children.flatMap((child) => {
    const own = client.children.find(({ personId }) => personId === child.personId)?.state;
    const waits = own && whatWaits(child.personId, own, directory);
    if (!own || !waits) return [];
    const { who, next } = headline(own, directory, now);
    return [{ ...waits, name: nameOfHers(child), says: `${who}. Next: ${next}` }];
  });
  if (lines.length === 0) return null;
  return (
    <ul class="nhsuk-list">
      {lines.map(({ href, name, what, says }) => (
        <li>
          <a href={href}>{`${name}: ${what}`}</a>
          {`. ${says}.`}
        </li>
      ))}
    </ul>
  );
}

function whatWaits(personId: string, own: ChildState, directory: Directory) {
  if (own.care.status !== 'in-care') return null;
  const open = own.handovers.find(isOpen);
  if (open) {
    const to = namesOf(directory).team(open.destination.teamId);
    return {
      href: pagePaths.handover(personId, open.handoverId),
      what: `handover to ${to}, ${lowerFirst(handoverStateWords[open.state])}`,
    };
  }
  return missingNow(own.missing)
    ? { href: pagePaths.child(personId), what: 'nobody knows where the child is' }
    : null;
}
