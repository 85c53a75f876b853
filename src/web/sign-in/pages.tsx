import type { Directory, Practitioner, Team } from '../../domain/directory/directory.ts';
import { classNames } from '../components/class-names.ts';
import { InsetText, NotificationBanner } from '../components/content.tsx';
import { csrfField } from '../components/form.tsx';
import { Layout } from '../components/layout.tsx';
import { ButtonLink } from '../components/links.tsx';
import type { Html } from '../html/jsx-runtime.ts';
import { paths, withQuery } from '../paths.ts';
import { TypedBack } from '../typed-back.tsx';
import { roleWords, type View } from '../view.ts';

/** Why the sign-in page is shown, when nobody asked for it by name. */
export const signInReasons = {
  'signed-out': 'You have signed out.',
  gone: 'You were signed out, because the directory says that you have left your post or that your account is switched off. If that is wrong, ask your team’s lead.',
  unknown:
    'You could not be signed in: your organisation knows you, but Handhold’s directory does not. Ask your team’s lead to have you entered.',
  left: 'You could not be signed in: the directory says that you have left your post. If that is wrong, ask your team’s lead.',
  disabled:
    'You could not be signed in: your account in Handhold is switched off. If that is wrong, ask your team’s lead.',
  away: 'Your organisation’s sign-in does not answer, so nobody can be signed in just now. Nothing was changed. Try again in a few minutes. If it cannot wait, ring the team that holds the child.',
  'timed-out':
    'You were signed out because it is a while since you signed in. What you sent last was not taken, and nothing was changed.',
  failed:
    'You could not be signed in. Nothing was changed. Try again, or ask your team’s lead whether you are in the directory.',
} as const;

export type SignInReason = keyof typeof signInReasons;

export function isSignInReason(text: unknown): text is SignInReason {
  return typeof text === 'string' && Object.hasOwn(signInReasons, text);
}

export function SignInPage({
  view,
  why,
  to,
  words = [],
}: {
  view: View;
  why: SignInReason | null;
  to: string;
  /** What was written in a form that was not taken. */
  words?: readonly string[];
}): Html {
  return (
    <Layout view={view} title="Sign in">
      <div class="nhsuk-grid-row">
        <div class="nhsuk-grid-column-two-thirds">
          {why && (
            <NotificationBanner success={why === 'signed-out'}>
              <p class="nhsuk-notification-banner__heading">{signInReasons[why]}</p>
            </NotificationBanner>
          )}
          <h1 class="nhsuk-heading-l">Sign in to Handhold</h1>
          <p>Handhold keeps a child’s accountable practitioner in place until the next one has taken hold.</p>
          <ButtonLink href={withQuery(paths.signInStart, { to: to === paths.home ? null : to })}>
            {view.demonstration ? 'Choose who to sign in as' : 'Sign in with your organisation'}
          </ButtonLink>
          <TypedBack words={words} />
        </div>
      </div>
    </Layout>
  );
}

/** Seen for a moment, or where the browser does not go on by itself. */
export function SignOutPage({ view, end }: { view: View; end: string }): Html {
  return (
    <Layout view={view} title="Signing out">
      <div class="nhsuk-grid-row">
        <div class="nhsuk-grid-column-two-thirds">
          <h1 class="nhsuk-heading-l">You have signed out of Handhold</h1>
          <p>
            Your organisation’s sign-in has to end too, or the next person at this computer comes in as you.
          </p>
          <ButtonLink href={end}>Sign out of your organisation’s sign-in</ButtonLink>
        </div>
      </div>
    </Layout>
  );
}

/** The demonstration's people by team: one click signs in. */
export function PeoplePage({
  view,
  uid,
  directory,
}: {
  view: View;
  uid: string;
  directory: Directory;
}): Html {
  return (
    <Layout view={view} title="Choose who to sign in as">
      <h1 class="nhsuk-heading-l">Choose who to sign in as</h1>
      <div class="nhsuk-grid-row">
        <div class="nhsuk-grid-column-two-thirds">
          <InsetText>
            <p>
              This is a demonstration: its people are invented and have no passwords. In use, staff sign in
              with their own organisation.
            </p>
          </InsetText>
        </div>
      </div>
      <form action={paths.choosePerson(uid)} method="post" novalidate>
        <input type="hidden" name={csrfField} value={view.csrf()} />
        <div class="hh-teams">
          {teamsWithPeople(directory).map(({ team, people }) => (
            <TeamPeople team={team} people={people} />
          ))}
        </div>
      </form>
    </Layout>
  );
}

function TeamPeople({ team, people }: { team: Team; people: readonly Practitioner[] }) {
  const id = `team-${team.id}`;
  return (
    <section class="hh-team" aria-labelledby={id}>
      <h2 class="nhsuk-heading-s" id={id}>
        {team.name}
      </h2>
      <ul class="hh-people">
        {people.map((person) => (
          <li class="hh-people__item">
            <button class="hh-people__button" type="submit" name="person" value={person.id}>
              <span class="hh-people__name">{person.name}</span>{' '}
              <span class={classNames('hh-people__role')}>
                {roleWords[person.role]}
                {person.duty ? ', duty desk' : ''}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function teamsWithPeople(directory: Directory): readonly { team: Team; people: readonly Practitioner[] }[] {
  const present = [...directory.practitioners.values()].filter(({ status }) => status === 'present');
  return [...directory.teams.values()]
    .map((team) => ({ team, people: present.filter(({ teamId }) => teamId === team.id) }))
    .filter(({ people }) => people.length > 0);
}
