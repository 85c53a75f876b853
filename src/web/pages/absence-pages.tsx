import { type Directory, mayStandIn } from '../../domain/directory/directory.ts';
import { InsetText } from '../components/content.tsx';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { type Field, type FieldError, readForm } from '../forms/fields.ts';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, go, notFound, type Route } from './route.ts';

function absenceFields(directory: Directory, practitionerId: string): readonly Field[] {
  const teamId = directory.practitioners.get(practitionerId)?.teamId;
  const others = [...directory.practitioners.values()].filter(
    (person) =>
      person.teamId === teamId &&
      person.id !== practitionerId &&
      person.status === 'present' &&
      mayStandIn(person.role),
  );
  return [
    {
      kind: 'choice',
      name: 'what',
      label: 'What is it?',
      options: [
        { value: 'be-away', words: 'Away for a time' },
        { value: 'return', words: 'Back again' },
        { value: 'leave', words: 'Leaves the post' },
        { value: 'close-account', words: 'Close the account, once nobody is left on the list' },
      ],
    },
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
      label: 'Who deputises?',
      hint: 'Without a deputy the lead answers from that instant.',
      optional: true,
      options: others.map((person) => ({ value: person.id, words: person.name })),
    },
    { kind: 'text', name: 'why', label: 'Reason', optional: true },
  ];
}

/** A practitioner who is away, back again or leaves, and who deputises. */
export function absenceRoutes(deps: WebDeps): readonly Route[] {
  const draw = async (asked: Asked, errors: readonly FieldError[]): Promise<Answered> => {
    const { practitionerId = '' } = asked.parameters;
    const directory = deps.directory();
    const person = directory.practitioners.get(practitionerId);
    if (!person) return notFound;
    const fields = absenceFields(directory, practitionerId);
    return questionsPage({
      asked,
      title: 'Absence or leaving',
      heading: `${person.name}: absence or leaving`,
      back: { href: pagePaths.team, text: 'Team' },
      errors,
      fields,
      content: (
        <>
          <InsetText>
            <p>
              From that instant the deputy answers for every child of {person.name}, or else the lead. Offers
              addressed to {person.name} go to the desk at once.
            </p>
          </InsetText>
          <Form view={asked.view} action={pagePaths.absence(practitionerId)}>
            <Questions fields={fields} typed={asked.form} errors={errors} />
            <Button>Record it</Button>
          </Form>
          <p>
            <a href={pagePaths.caseload(practitionerId)}>{`Reallocate the children of ${person.name}`}</a>
          </p>
        </>
      ),
    });
  };
  const path = pagePaths.absence(':practitionerId');
  return [
    { method: 'GET', path, permission: 'change-directory', looks: null, handle: (asked) => draw(asked, []) },
    {
      method: 'POST',
      path,
      permission: 'change-directory',
      looks: null,
      handle: async (asked) => {
        const { practitionerId = '' } = asked.parameters;
        const read = readForm(absenceFields(deps.directory(), practitionerId), asked.form);
        if (!read.ok) return draw(asked, read.errors);
        const text = read.answers.text;
        const what = text('what');
        const command =
          what === 'be-away'
            ? ({
                type: 'be-away',
                practitionerId,
                from: text('from') || asked.now,
                to: text('to') || null,
                deputyId: text('deputy') || null,
              } as const)
            : what === 'leave'
              ? ({ type: 'leave', practitionerId, why: text('why') || 'Left the post' } as const)
              : ({ type: what === 'return' ? 'return' : 'close-account', practitionerId } as const);
        const outcome = await deps.changeDirectory(command, asked.actor, asked.now);
        return outcome.kind === 'done'
          ? go(pagePaths.team)
          : draw(asked, [{ name: '', says: `${outcome.says} ${outcome.canDo}` }]);
      },
    },
  ];
}
