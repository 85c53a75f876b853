import { randomUUID } from 'node:crypto';
import { type Instant, instantPattern, londonDate } from '../../domain/calendar/time.ts';
import type { Directory, Practitioner } from '../../domain/directory/directory.ts';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Faults, Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { boxesOfDate } from '../forms/client-form.ts';
import { type Answers, type Field, type FieldError, type RawForm, readForm } from '../forms/fields.ts';
import { supervisionFields, supervisorsOf, workingTimeFields } from '../forms/team-forms.ts';
import { Frame } from './frame.tsx';
import { isId } from './ids.ts';
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
  /** What stands in the way of it by what somebody else has recorded since the form was opened; nothing when it was taken. */
  readonly take: (deps: WebDeps, sent: Sent) => Promise<readonly FieldError[]>;
};

/** A form that was sent: which one of all that were opened, and when it was. */
type Sent = {
  readonly asked: Asked;
  readonly nurseId: string;
  readonly answers: Answers;
  readonly formId: string;
  readonly openedAt: Instant;
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
    take: async (deps, { asked, nurseId, answers, formId }) => {
      await deps.caseloads.recordSupervision(asked.actor, {
        supervisionId: formId,
        nurseId,
        heldOn: answers.text('held'),
        supervisorId: answers.text('by'),
        at: asked.now,
      });
      return [];
    },
  },
  {
    path: pagePaths.workingTime,
    title: 'Set the working time',
    button: 'Set the working time',
    fields: () => workingTimeFields,
    known: (today) => ({ ...boxesOfDate('from', today), share: '1' }),
    faults: () => [],
    take: async (deps, { asked, nurseId, answers, openedAt }) => {
      const set = await deps.caseloads.setWorkingTime(asked.actor, {
        practitionerId: nurseId,
        from: answers.text('from'),
        share: Number(answers.text('share')),
        why: answers.text('why'),
        readAt: openedAt,
        at: asked.now,
      });
      return set ? [] : [{ name: 'share', says: overtaken }];
    },
  },
];

/** When the form that was sent was opened; one that does not say so was opened before anything. */
function openedAt({ form }: Asked): Instant {
  const said = String(form._opened ?? '');
  return instantPattern.test(said) ? said : '1970-01-01T00:00:00.000Z';
}

const overtaken =
  'Somebody has set the working time from this day since you opened this page. Look at the team’s page, and send this again if it still holds';

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
          const { _form } = asked.form;
          const sent = {
            asked,
            nurseId: about.nurse.id,
            answers: read.answers,
            formId: isId(String(_form)) ? String(_form) : randomUUID(),
            openedAt: openedAt(asked),
          };
          const overtakenBy = await form.take(deps, sent);
          return overtakenBy.length > 0
            ? draw(asked, form, about, asked.form, overtakenBy)
            : go(pagePaths.supervisor);
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
  const fields = form.fields(about);
  return page(
    <Frame
      asked={asked}
      title={form.title}
      back={{ href: pagePaths.supervisor, text: 'Programme team' }}
      errors={errors.length > 0}
    >
      <Faults fields={fields} errors={errors} />
      <p class="nhsuk-caption-l">{nurse.name}</p>
      <h1 class="nhsuk-heading-l">{form.title}</h1>
      <Form view={asked.view} action={form.path(nurse.id)}>
        <input type="hidden" name="_form" value={randomUUID()} />
        <input type="hidden" name="_opened" value={asked.now} />
        <Questions fields={fields} typed={typed} errors={errors} />
        <Button>{form.button}</Button>
      </Form>
    </Frame>,
    errors.length > 0 ? 422 : 200,
  );
}
