import { printOf, sayStanding, sayWhoAnswers } from '../../application/directory-standing.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { PersonChange } from '../../domain/directory/commands.ts';
import {
  type Directory,
  isAboveTeams,
  mayStandInFor,
  type Practitioner,
} from '../../domain/directory/directory.ts';
import {
  type PersonState,
  personChanges,
  personStateOf,
  personTransitions,
} from '../../domain/directory/transitions.ts';
import { InsetText } from '../components/content.tsx';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { type Answers, type Field, type FieldError, readForm } from '../forms/fields.ts';
import { FormMark, sentForm } from './form-mark.tsx';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { recordedPage } from './recorded-page.tsx';
import { type Answered, type Asked, go, notFound, type Route } from './route.ts';

/**
 * What may be recorded of somebody, in the words of the page: what the table of the directory allows in that state, or
 * everything where no state is given.
 */
function changesOpen(above: boolean, state: PersonState | null) {
  const words: Readonly<Record<PersonChange['type'], { readonly words: string; readonly hint?: string }>> = {
    'be-away': { words: 'Away for a time' },
    return: { words: 'Back again' },
    leave: { words: 'Leaves the post' },
    disable: {
      words: 'Switch off the account',
      hint: above
        ? 'From now on nobody can sign in with it, and whoever is signed in with it is signed out. The ladder asks the next step, as when somebody leaves. “Back again” switches it on again.'
        : 'From now on nobody can sign in with it, and whoever is signed in with it is signed out. Children and clients come to the lead and offers to the desk, as when somebody leaves. “Back again” switches the account on again; children, clients, offers and turns at the duty desk do not come back with it.',
    },
    'close-account': {
      words: above ? 'Close the account' : 'Close the account, once nobody is left on the list',
    },
  };
  return personChanges
    .filter((value) => state === null || personTransitions[state][value] === 'yes')
    .map((value) => ({ value, ...words[value] }));
}

/**
 * The fields of the form. Reading what was sent takes every change, whatever the state is by now: somebody who was
 * overtaken is then told so, and by whom.
 */
function absenceFields(
  directory: Directory,
  practitionerId: string,
  state: PersonState | null,
): readonly Field[] {
  const person = directory.practitioners.get(practitionerId);
  const above = person !== undefined && isAboveTeams(person);
  const others = [...directory.practitioners.values()].filter(
    (other) => person && mayStandInFor(person, other),
  );
  return [
    { kind: 'choice', name: 'what', label: 'What is it?', options: changesOpen(above, state) },
    {
      kind: 'moment',
      name: 'from',
      label: 'If away: from when?',
      hint: 'Leave empty for from now on',
      optional: true,
    },
    {
      kind: 'moment',
      name: 'to',
      label: 'If away: until when?',
      hint: 'Leave empty for until further notice',
      optional: true,
    },
    {
      kind: 'choice',
      name: 'deputy',
      label: above ? 'Who stands in?' : 'Who deputises?',
      hint: above
        ? 'Without a stand-in the next step of the ladder is rung from that instant.'
        : 'Without a deputy the lead answers from that instant.',
      optional: true,
      options: others.map(({ id, name, teamId }) => ({
        value: id,
        words: teamId === person?.teamId ? name : `${name}, ${directory.teams.get(teamId)?.name ?? teamId}`,
      })),
    },
    { kind: 'text', name: 'why', label: 'Reason', optional: true },
  ];
}

/** What is typed of an absence would be passed by: whoever leaves on a day to come would be gone at once. */
const holdsFromNow =
  'Days and a deputy are of an absence, and everything else holds from now on: choose that they are away, or empty them';

/** The reason that is kept where none was typed. */
const whyGone = { leave: 'Left the post', disable: 'The account was switched off' } as const;

/** Where to go afterwards: to the own team, or to the team of somebody who stands above the teams. */
function afterwards({ actor }: Asked, person: Practitioner | undefined) {
  return actor.role === 'lead' && person?.teamId === actor.teamId
    ? { href: pagePaths.team, text: 'Team' }
    : { href: pagePaths.directoryTeam(person?.teamId ?? actor.teamId), text: 'Directory' };
}

/** A practitioner who is away, back again or leaves, who deputises, and an account that is switched off. */
export function absenceRoutes(deps: WebDeps): readonly Route[] {
  const path = pagePaths.absence(':practitionerId');
  return [
    {
      method: 'GET',
      path,
      permission: 'record-absence',
      looks: null,
      handle: async (asked) => draw(asked, deps, []),
    },
    {
      method: 'POST',
      path,
      permission: 'record-absence',
      looks: null,
      handle: (asked) => recordChange(asked, deps),
    },
    {
      method: 'GET',
      path: pagePaths.recorded(path),
      permission: 'record-absence',
      looks: null,
      handle: async (asked) => recorded(asked, deps),
    },
  ];
}

function draw(asked: Asked, deps: WebDeps, errors: readonly FieldError[], overtaken = false): Answered {
  const { practitionerId = '' } = asked.parameters;
  const directory = deps.directory();
  const person = directory.practitioners.get(practitionerId);
  if (!person) return notFound;
  const state = personStateOf(directory, practitionerId, asked.now);
  const fields = absenceFields(directory, practitionerId, state);
  return questionsPage({
    asked,
    title: 'Absence, leaving or account',
    heading: `${person.name}: absence, leaving or account`,
    back: afterwards(asked, person),
    errors,
    fields,
    content: (
      <>
        <InsetText>
          <p>
            {isAboveTeams(person)
              ? `From that instant every step of the ladder that asks ${person.name} rings at whoever stands in, or else at the next step.`
              : `From that instant the deputy answers for every child of ${person.name}, or else the lead. Offers addressed to ${person.name} go to the desk at once.`}
          </p>
        </InsetText>
        <h2 class="nhsuk-heading-s">What is recorded now</h2>
        <ul>
          {sayStanding(directory, { practitionerId }, asked.now).map((says) => (
            <li>{says}</li>
          ))}
        </ul>
        <Form view={asked.view} action={pagePaths.absence(practitionerId)}>
          <FormMark form={overtaken ? null : asked.form} stands={printOf(directory, { practitionerId })} />
          <Questions fields={fields} typed={asked.form} errors={errors} />
          <Button>Record it</Button>
        </Form>
        {!isAboveTeams(person) && (
          <p>
            <a href={pagePaths.caseload(practitionerId)}>{`Reallocate the children of ${person.name}`}</a>
          </p>
        )}
      </>
    ),
  });
}

async function recordChange(asked: Asked, deps: WebDeps): Promise<Answered> {
  const { practitionerId = '' } = asked.parameters;
  const read = readForm(absenceFields(deps.directory(), practitionerId, null), asked.form);
  if (!read.ok) return draw(asked, deps, read.errors);
  const { text } = read.answers;
  const ofAnAbsence = ['from', 'to', 'deputy'].some((name) => text(name) !== '');
  if (text('what') !== 'be-away' && ofAnAbsence)
    return draw(asked, deps, [{ name: 'what', says: holdsFromNow }]);
  const change = changeIn(read.answers, practitionerId, asked.now);
  const sent = sentForm(asked.form);
  const outcome = await deps.changeDirectory({ ...change, sent }, asked.actor, asked.now);
  return outcome.kind === 'done'
    ? go(pagePaths.recorded(pagePaths.absence(practitionerId)))
    : draw(asked, deps, [{ name: '', says: `${outcome.says} ${outcome.canDo}` }], outcome.overtaken);
}

/** What stands of somebody, and who answers for their children from when. */
function recorded(asked: Asked, deps: WebDeps): Answered {
  const { practitionerId = '' } = asked.parameters;
  const directory = deps.directory();
  const person = directory.practitioners.get(practitionerId);
  if (!person) return notFound;
  return recordedPage({
    asked,
    about: person.name,
    says: [
      ...sayStanding(directory, { practitionerId }, asked.now),
      ...sayWhoAnswers(directory, practitionerId, asked.now),
    ],
    back: afterwards(asked, person),
  });
}

function changeIn({ text }: Answers, practitionerId: string, now: Instant): PersonChange {
  const what = text('what');
  if (what === 'be-away')
    return {
      type: 'be-away',
      practitionerId,
      from: text('from') || now,
      to: text('to') || null,
      deputyId: text('deputy') || null,
    };
  if (what === 'leave' || what === 'disable')
    return { type: what, practitionerId, why: text('why') || whyGone[what] };
  return { type: what === 'return' ? 'return' : 'close-account', practitionerId };
}
