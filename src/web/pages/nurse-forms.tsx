import { type Instant, londonDate } from '../../domain/calendar/time.ts';
import type { Directory, Practitioner } from '../../domain/directory/directory.ts';
import { ErrorSummary } from '../components/errors.tsx';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { boxesOfDate } from '../forms/client-form.ts';
import { type Answers, type Field, type FieldError, type RawForm, readForm } from '../forms/fields.ts';
import { supervisionFields, supervisorsOf, workingTimeFields } from '../forms/team-forms.ts';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, go, notFound, page, type Route } from './route.ts';

type About = { readonly nurse: Practitioner; readonly directory: Directory; readonly now: Instant };

type NurseForm = {
  readonly path: (nurseId: string) => string;
  readonly title: string;
  readonly button: string;
  readonly fields: (about: About) => readonly Field[];
  readonly known: (today: string, about: About) => RawForm;
  readonly faults: (answers: Answers, today: string) => readonly FieldError[];
  readonly take: (deps: WebDeps, asked: Asked, nurseId: string, answers: Answers) => Promise<void>;
};

const nurseForms: readonly NurseForm[] = [
  {
    path: pagePaths.supervision,
    title: 'Record supervision, one to one',
    button: 'Record supervision',
    fields: ({ nurse, directory, now }) => supervisionFields(directory, supervisionOf(nurse), now),
    known: (today, { nurse, directory, now }) => ({
      ...boxesOfDate('held', today),
      by: supervisorsOf(directory, supervisionOf(nurse), now)[0]?.value ?? '',
    }),
    faults: (answers, today) =>
      answers.text('held') > today ? [{ name: 'held', says: 'The day must not lie ahead' }] : [],
    take: (deps, asked, nurseId, answers) =>
      deps.caseloads.recordSupervision(asked.actor, {
        nurseId,
        heldOn: answers.text('held'),
        supervisorId: answers.text('by'),
        at: asked.now,
      }),
  },
  {
    path: pagePaths.workingTime,
    title: 'Set the working time',
    button: 'Set the working time',
    fields: () => workingTimeFields,
    known: (today) => ({ ...boxesOfDate('from', today), share: '1' }),
    faults: () => [],
    take: (deps, asked, practitionerId, answers) =>
      deps.caseloads.setWorkingTime(asked.actor, {
        practitionerId,
        from: answers.text('from'),
        share: Number(answers.text('share')),
        why: answers.text('why'),
        at: asked.now,
      }),
  },
];

function supervisionOf({ id, teamId }: Practitioner) {
  return { nurseId: id, teamId };
}

/** Forms of the supervisor about one nurse of the own team: supervision held, and the part of whole time. */
export function nurseFormRoutes(deps: WebDeps): readonly Route[] {
  return nurseForms.flatMap((form): readonly Route[] => {
    const path = form.path(':practitionerId');
    const aboutOf = (asked: Asked): About | null => {
      const directory = deps.directory();
      const nurse = directory.practitioners.get(asked.parameters.practitionerId ?? '');
      if (nurse?.teamId !== asked.actor.teamId || nurse.status !== 'present') return null;
      return { nurse, directory, now: asked.now };
    };
    return [
      {
        method: 'GET',
        path,
        permission: 'change-directory',
        looks: null,
        handle: async (asked) => {
          const about = aboutOf(asked);
          return about ? draw(asked, form, about, form.known(londonDate(asked.now), about), []) : notFound;
        },
      },
      {
        method: 'POST',
        path,
        permission: 'change-directory',
        looks: null,
        handle: async (asked) => {
          const about = aboutOf(asked);
          if (!about) return notFound;
          const read = readForm(form.fields(about), asked.form);
          if (!read.ok) return draw(asked, form, about, asked.form, read.errors);
          const faults = form.faults(read.answers, londonDate(asked.now));
          if (faults.length > 0) return draw(asked, form, about, asked.form, faults);
          await form.take(deps, asked, about.nurse.id, read.answers);
          return go(pagePaths.supervisor);
        },
      },
    ];
  });
}

function draw(
  asked: Asked,
  form: NurseForm,
  about: About,
  typed: RawForm,
  errors: readonly FieldError[],
): Answered {
  const { nurse } = about;
  return page(
    <Frame
      asked={asked}
      title={form.title}
      back={{ href: pagePaths.supervisor, text: 'Programme team' }}
      errors={errors.length > 0}
    >
      <ErrorSummary errors={errors.map(({ name, says }) => ({ field: name, text: says }))} />
      <p class="nhsuk-caption-l">{nurse.name}</p>
      <h1 class="nhsuk-heading-l">{form.title}</h1>
      <Form view={asked.view} action={form.path(nurse.id)}>
        <Questions fields={form.fields(about)} typed={typed} errors={errors} />
        <Button>{form.button}</Button>
      </Form>
    </Frame>,
    errors.length > 0 ? 422 : 200,
  );
}
