import type { HoldsNow } from '../../application/readings.ts';
import { namedNurseTeamsOf } from '../../domain/directory/safeguarding.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { Telephone } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { Frame } from './frame.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, go, notFound, page } from './route.ts';

/**
 * The answer to a team that asks for a child and stands in no relation to it. Whoever stood in relation before, as a desk
 * that was told to stand down, hears why the record is closed and who answers for the child now (promise P8); where the
 * address is sealed the holder is not named (P11). Whoever was told of it all the same hears whom to ask. To everybody else there is no such child. An id from a notice or the ladder
 * may be a client's: her page is another.
 */
export async function closedRecord(asked: Asked, deps: WebDeps): Promise<Answered> {
  const { personId = '' } = asked.parameters;
  if (!isId(personId)) return notFound;
  if (await deps.clients.reads(asked.actor, personId)) return go(pagePaths.client(personId));
  const now = await deps.readings.whoHoldsNow(asked.actor, personId, 'closed record');
  if (now === null)
    return (await deps.readings.wasTold(asked.actor, personId)) ? neverRead(asked, deps) : notFound;
  return page(
    <Frame asked={asked} title="This record is closed to your team" back={{ href: '/', text: 'My work' }}>
      <h1 class="nhsuk-heading-l">This record is closed to your team</h1>
      <p>
        Your team stood in relation to this child before. That has ended: the handover was withdrawn,
        redirected, superseded or closed, so your team stands down and reads this record no more.
      </p>
      <WhoHolds holds={now} deps={deps} />
      <p>That you asked is recorded.</p>
    </Frame>,
    404,
  );
}

/** A notice came to a team that stands in no relation to the record, as to that of an area where a family arrives. */
function neverRead(asked: Asked, deps: WebDeps): Answered {
  const directory = deps.directory();
  const names = namesOf(directory);
  return page(
    <Frame asked={asked} title="Your team does not read this record" back={{ href: '/', text: 'My work' }}>
      <h1 class="nhsuk-heading-l">Your team does not read this record</h1>
      <p>
        Your team was told of it and stands in no relation to it. What you were told stands in{' '}
        <a href={pagePaths.notices}>your notices</a>; whom it is about, and who answers, is not said here.
      </p>
      <p>If you have something to tell, or need to know more, ask the named nurse of your organisation:</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {namedNurseTeamsOf(directory, [asked.actor.teamId]).map((teamId) => (
          <li>
            {names.team(teamId)},{' '}
            <Telephone words={directory.teams.get(teamId)?.phone || 'the number in the directory'} />
          </li>
        ))}
      </ul>
    </Frame>,
    404,
  );
}

/** In place of the team's name where the address is sealed: a team's name is an area (promise P11). */
export const sealedHolderSays =
  'A team answers for this child. Where the family lives is sealed, so the team is not named here. If you have something to tell it, ring the named nurse of your organisation.';

/** The same of a client: a site’s name is an area too. */
export const sealedSiteSays =
  'A site of the programme knows this client. Where she lives is sealed, so the site is not named here. If you have something to tell it, ring the named nurse of your organisation.';

/** Who answers for the child now, as far as a former team may know it. */
export function WhoHolds({ holds, deps }: { holds: HoldsNow; deps: WebDeps }) {
  if (holds.careStatus === 'ended')
    return <p>Accountability for this child has ended for a recorded reason.</p>;
  if (holds.sealed || holds.holderTeam === null) {
    return <p>{sealedHolderSays}</p>;
  }
  const phone = deps.directory().teams.get(holds.holderTeam)?.phone || 'the number in the directory';
  return (
    <p>
      <strong>{namesOf(deps.directory()).team(holds.holderTeam)}</strong> answers for this child now. If you
      have something to tell it, ring <Telephone words={phone} />.
    </p>
  );
}
