import { type Instant, londonDate, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import type { Directory, Practitioner } from '../../domain/directory/directory.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Faults, Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { boxesOfDate } from '../forms/boxes.ts';
import { type Answers, type Field, type FieldError, type RawForm, readForm } from '../forms/fields.ts';
import { supervisionFields, supervisorsOf, workingTimeFields } from '../forms/team-forms.ts';
import { againstOf, formIdOf } from './carried.ts';
import { FormMark } from './form-mark.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { recordedPage } from './recorded-page.tsx';
import { type Answered, type Asked, go, notFound, page, type Route } from './route.ts';

type About = { readonly nurse: Practitioner; readonly directory: Directory; readonly now: Instant };

type NurseForm = {
  readonly path: (nurseId: string) => string;
  readonly title: string;
  /** What it records of the nurse. */
  readonly of: string;
  readonly button: string;
  readonly fields: (about: About) => readonly Field[];
  readonly known: (today: string, about: About) => RawForm;
  readonly faults: (answers: Answers, today: string) => readonly FieldError[];
  /** What is recorded so far: a mark against which the form is drawn, and in words who recorded what last. */
  readonly stands: (deps: WebDeps, asked: Asked, nurseId: string) => Promise<Stands>;
  /** False where somebody has recorded something else since the form was drawn: nothing is taken then. */
  readonly take: (deps: WebDeps, sent: Sent) => Promise<boolean>;
};

type Stands = { readonly mark: string; readonly says: string };

type Sent = { readonly asked: Asked; readonly nurseId: string; readonly answers: Answers };

const nurseForms: readonly NurseForm[] = [
  {
    path: pagePaths.supervision,
    title: 'Record supervision, one to one',
    of: 'supervision',
    button: 'Record supervision',
    fields: ({ nurse, directory, now }) => supervisionFields(directory, supervisionOf(nurse), now),
    known: (today, { nurse, directory, now }) => ({
      ...boxesOfDate('held', today),
      by: supervisorsOf(directory, supervisionOf(nurse), now)[0]?.value ?? '',
    }),
    faults: (answers, today) =>
      answers.text('held') > today ? [{ name: 'held', says: 'The day must not lie ahead' }] : [],
    stands: async (deps, { actor }, nurseId) => {
      const { mark, last } = await deps.caseloads.lastSupervision(actor, nurseId);
      const { person } = namesOf(deps.directory());
      const says = last
        ? `Recorded last: held on ${sayDate(last.heldOn)} with ${person(last.supervisorId)}, by ${person(last.by)} on ${sayInstant(last.at)}.`
        : 'None is recorded.';
      return { mark, says };
    },
    take: (deps, { asked, nurseId, answers }) =>
      deps.caseloads.recordSupervision(asked.actor, {
        supervisionId: formIdOf(asked.form),
        nurseId,
        heldOn: answers.text('held'),
        supervisorId: answers.text('by'),
        against: againstOf(asked.form),
        at: asked.now,
      }),
  },
  {
    path: pagePaths.workingTime,
    title: 'Set the working time',
    of: 'working time',
    button: 'Set the working time',
    fields: () => workingTimeFields,
    known: (today) => ({ ...boxesOfDate('from', today), share: '1' }),
    faults: () => [],
    stands: async (deps, { actor }, nurseId) => {
      const { mark, last } = await deps.caseloads.lastWorkingTime(actor, nurseId);
      const { person } = namesOf(deps.directory());
      const says = last
        ? `Set last: ${last.share === 1 ? 'whole time' : `${last.share} of whole time`} from ${sayDate(last.from)}, by ${person(last.by)} on ${sayInstant(last.at)}: ${last.why}.`
        : 'None is set: it counts as whole time.';
      return { mark, says };
    },
    take: (deps, { asked, nurseId, answers }) =>
      deps.caseloads.setWorkingTime(asked.actor, {
        practitionerId: nurseId,
        from: answers.text('from'),
        share: Number(answers.text('share')),
        why: answers.text('why'),
        against: againstOf(asked.form),
        at: asked.now,
      }),
  },
];

const overtaken =
  'Somebody has recorded something else since you opened this page, so nothing was recorded. Read what stands now, and send this again if it still holds';

const back = { href: pagePaths.supervisor, text: 'Programme team' };

function supervisionOf({ id, teamId }: Practitioner) {
  return { nurseId: id, teamId };
}

/** Forms of the supervisor about one nurse of the own team: supervision held, and the part of whole time. */
export function nurseFormRoutes(deps: WebDeps): readonly Route[] {
  return nurseForms.flatMap((form): readonly Route[] => {
    const path = form.path(':practitionerId');
    return [
      {
        method: 'GET',
        path,
        permission: 'change-directory',
        looks: null,
        handle: async (asked) => {
          const about = aboutOf(asked, deps);
          if (!about) return notFound;
          return draw(asked, deps, form, about, form.known(londonDate(asked.now), about), []);
        },
      },
      {
        method: 'POST',
        path,
        permission: 'change-directory',
        looks: null,
        handle: (asked) => take(asked, deps, form),
      },
      {
        method: 'GET',
        path: pagePaths.recorded(path),
        permission: 'change-directory',
        looks: null,
        handle: async (asked) => {
          const about = aboutOf(asked, deps);
          if (!about) return notFound;
          const { says } = await form.stands(deps, asked, about.nurse.id);
          return recordedPage({ asked, about: `${form.of} of ${about.nurse.name}`, says: [says], back });
        },
      },
    ];
  });
}

function aboutOf({ actor, parameters, now }: Asked, deps: WebDeps): About | null {
  const directory = deps.directory();
  const nurse = directory.practitioners.get(parameters.practitionerId ?? '');
  if (nurse?.teamId !== actor.teamId || nurse.status !== 'present') return null;
  return { nurse, directory, now };
}

async function draw(
  asked: Asked,
  deps: WebDeps,
  form: NurseForm,
  about: About,
  typed: RawForm,
  errors: readonly FieldError[],
  anew = false,
): Promise<Answered> {
  const stands = await form.stands(deps, asked, about.nurse.id);
  return page(
    <FormOf
      asked={asked}
      form={form}
      about={about}
      typed={typed}
      errors={errors}
      stands={stands}
      anew={anew}
    />,
    errors.length > 0 ? 422 : 200,
  );
}

async function take(asked: Asked, deps: WebDeps, form: NurseForm): Promise<Answered> {
  const about = aboutOf(asked, deps);
  if (!about) return notFound;
  const read = readForm(form.fields(about), asked.form);
  if (!read.ok) return draw(asked, deps, form, about, asked.form, read.errors);
  const faults = form.faults(read.answers, londonDate(asked.now));
  if (faults.length > 0) return draw(asked, deps, form, about, asked.form, faults);
  return (await form.take(deps, { asked, nurseId: about.nurse.id, answers: read.answers }))
    ? go(pagePaths.recorded(form.path(about.nurse.id)))
    : draw(asked, deps, form, about, asked.form, [{ name: '', says: overtaken }], true);
}

type FormOfProps = {
  readonly asked: Asked;
  readonly form: NurseForm;
  readonly about: About;
  readonly typed: RawForm;
  readonly errors: readonly FieldError[];
  readonly stands: Stands;
  /** Whether the form carries the mark of what stands now; otherwise the one for which it was first drawn. */
  readonly anew: boolean;
};

function FormOf({ asked, form, about, typed, errors, stands, anew }: FormOfProps) {
  const { nurse } = about;
  const fields = form.fields(about);
  return (
    <Frame asked={asked} title={form.title} back={back} errors={errors.length > 0}>
      <Faults fields={fields} errors={errors} />
      <p class="nhsuk-caption-l">{nurse.name}</p>
      <h1 class="nhsuk-heading-l">{form.title}</h1>
      <p>{stands.says}</p>
      <Form view={asked.view} action={form.path(nurse.id)}>
        <FormMark form={anew ? null : asked.form} stands={stands.mark} />
        <Questions fields={fields} typed={typed} errors={errors} />
        <Button>{form.button}</Button>
      </Form>
    </Frame>
  );
}
