import type { Directory } from '../../domain/directory/directory.ts';
import { type Chrome, document, Layout } from '../components/layout.tsx';
import { Button, InsetText } from '../components/parts.tsx';

const strangers: Chrome = { actor: null, teamName: '', notices: 0, csrf: '', alarm: null, demonstration: true };

const roleWords: Readonly<Record<string, string>> = {
  'family-nurse': 'Family nurse',
  'health-visitor': 'Health visitor',
  lead: 'Team lead',
  administrator: 'Administrator',
  'named-nurse': 'Named nurse',
  'designated-nurse': 'Designated nurse',
  commissioner: 'Commissioner',
};

export function roleName(role: string): string {
  return roleWords[role] ?? role;
}

/** The people of the demonstration, by team: choosing one signs in as that person. */
export function peoplePage(directory: Directory, uid: string): string {
  const teams = [...directory.teams.values()].filter((team) => team.kind !== 'outside');
  const people = [...directory.practitioners.values()].filter((person) => person.status === 'present');
  return document(
    <Layout title="Choose who you are" chrome={strangers} path="/sign-in">
      <h1 class="nhsuk-heading-l">Choose who you are</h1>
      <InsetText>
        <p>This is a demonstration with invented people and no passwords. Elsewhere you sign in with your organisation’s own provider.</p>
      </InsetText>
      {teams.map((team) => {
        const members = people.filter((person) => person.teamId === team.id);
        return members.length === 0 ? null : (
          <section class="handhold-people">
            <h2 class="nhsuk-heading-s">{team.name}</h2>
            <form method="post" action={`/sign-in/people/${uid}`}>
              <ul class="handhold-people__list">
                {members.map((person) => (
                  <li>
                    <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit" name="person" value={person.id}>
                      {person.name}, {roleName(person.role).toLowerCase()}
                      {person.duty ? ', on duty' : ''}
                    </button>
                  </li>
                ))}
              </ul>
            </form>
          </section>
        );
      })}
    </Layout>,
  );
}

/** A page that says what is wrong and what can be done (promise P8). */
export function problemPage(chrome: Chrome, path: string, title: string, says: string, canDo: string): string {
  return document(
    <Layout title={title} chrome={chrome} path={path}>
      <h1 class="nhsuk-heading-l">{title}</h1>
      <p>{says}</p>
      <p>{canDo}</p>
      {chrome.actor === null && (
        <form method="get" action="/">
          <Button words="Go to Handhold" />
        </form>
      )}
    </Layout>,
  );
}
