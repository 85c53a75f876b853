import { unreachedByMail } from '../../domain/directory/directory.ts';
import { InsetText } from '../components/content.tsx';
import type { WebDeps } from '../deps.ts';
import type { Asked } from './route.ts';

/**
 * Whom of the ladder of the reader's team no mail reaches, the team's own desk among them: somebody has to ring them, and
 * to have their addresses written. Nothing where mail reaches all.
 */
export function UnreachedByMail({ asked: { actor, now }, deps }: { asked: Asked; deps: WebDeps }) {
  const directory = deps.directory();
  const people = unreachedByMail(directory, actor.teamId, now).map(({ name }) => name);
  const desk = directory.teams.get(actor.teamId)?.email === '' ? ['the duty desk of this team'] : [];
  const who = [...people, ...desk];
  if (who.length === 0) return null;
  return (
    <InsetText>
      <p>
        {`No mail reaches ${who.join(', ')}: the directory has no e-mail address for them. What the ladder tells them stands in the pages alone. Ring them when it matters, and ask whoever keeps the directory to add the address.`}
      </p>
    </InsetText>
  );
}
