import type { ReadClient } from '../../application/client-readings.ts';
import { type Instant, sayDueFrom, sayInstant } from '../../domain/calendar/time.ts';
import { nameOfHers } from '../../domain/language/client-timeline.ts';
import { askedWords, whyRefused } from '../../domain/language/refused-by-child.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { mayAskAgain } from '../../domain/programme/asked-again.ts';
import type { ClientCommandName } from '../../domain/programme/client-commands.ts';
import type { RefusedByChild } from '../../domain/programme/client-state.ts';
import { Tag, WarningCallout } from '../components/content.tsx';
import { ButtonLink } from '../components/links.tsx';
import { pagePaths } from './page-paths.ts';

/**
 * What a client's facts asked of a child and that child's own rules refused: whose it is, by when, and the ways to work it (decisions 0011
 * and 0081). It stays until the child's record has followed, or somebody of her team has said what was done.
 */
export function RefusedByChildren({
  client,
  open,
  names,
  now,
}: {
  client: ReadClient;
  /** The forms that whoever looks may send. */
  open: readonly ClientCommandName[];
  names: Names;
  now: Instant;
}) {
  const { refused = [], deadlines } = client.state;
  if (refused.length === 0) return null;
  const owed = Object.values(deadlines).filter(({ kind }) => kind === 'settle-refusal');
  const [first] = owed.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const again = mayAskAgain(client.state, client.personId);
  return (
    <WarningCallout heading="A child’s own record did not follow" level={2}>
      {[...Map.groupBy(refused, ({ childId }) => childId)].map(([childId, ofChild]) => (
        <Refusals client={client} childId={childId} refused={ofChild} />
      ))}
      {first && (
        <p>
          {first.dueAt <= now && (
            <>
              <Tag colour="red">Overdue</Tag>{' '}
            </>
          )}
          {names.team(first.ownerTeamId)} sees to it by {sayDueFrom(first.dueAt, now)}.
        </p>
      )}
      <div class="nhsuk-button-group">
        {again.length > 0 && open.includes('ask-child-again') && (
          <ButtonLink href={pagePaths.clientForm(client.personId, 'ask-child-again')}>
            {wordsOfAsking(refused.filter(({ childId }) => again.includes(childId)))}
          </ButtonLink>
        )}
        {open.includes('settle-refusal') && (
          <ButtonLink href={pagePaths.clientForm(client.personId, 'settle-refusal')} variant="secondary">
            Say what was done
          </ButtonLink>
        )}
      </div>
    </WarningCallout>
  );
}

/** The words of the button. A child that was not taken on is nobody's, so that comes first. */
function wordsOfAsking(refused: readonly RefusedByChild[]): string {
  return refused.some(({ asks }) => asks === 'take-on')
    ? 'Take the child on'
    : 'Ask the child’s record once more';
}

/** One child: what was refused and why, and its own record, where that is to be put right. */
function Refusals({
  client,
  childId,
  refused,
}: {
  client: ReadClient;
  childId: string;
  refused: readonly RefusedByChild[];
}) {
  const child = client.state.children.find(({ personId }) => personId === childId);
  const name = child ? nameOfHers(child) : 'A child';
  const read = client.children.some(({ personId }) => personId === childId);
  return (
    <>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {refused.map(({ asks, since, says }) => (
          <li>
            <strong>{name}</strong> was not {askedWords(asks)} on {sayInstant(since)}. {whyRefused(says)}
          </li>
        ))}
      </ul>
      <p>
        {read ? (
          <a href={pagePaths.child(childId)}>
            Record it in the child’s own record<span class="nhsuk-u-visually-hidden">: {name}</span>
          </a>
        ) : (
          'Your team does not read the own record of this child, or there is none yet.'
        )}
      </p>
    </>
  );
}
