import type { DirectoryOutcome } from '../../application/directory-commands.ts';
import { printOf, sayStanding } from '../../application/directory-standing.ts';
import { obligationWords } from '../../domain/escalation/obligations.ts';
import { InsetText } from '../components/content.tsx';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { closeFields } from '../forms/bulk-forms.ts';
import { type Field, type FieldError, readForm } from '../forms/fields.ts';
import { referenceOf } from './child-list.tsx';
import { FormMark, sentForm } from './form-mark.tsx';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { recordedPage } from './recorded-page.tsx';
import { type Answered, type Asked, go, type Route } from './route.ts';

type Refused = Extract<DirectoryOutcome, { kind: 'refused' }>;

const sentBefore =
  'This form had been sent before: the last day of the team was recorded then, and nothing was done a second time.';

/** The last day of a team, refused with a number and the list while anybody is not released (scenario A31). */
export function closeTeamRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.closeTeam,
      permission: 'change-directory',
      looks: null,
      handle: async (asked) => draw(asked, deps, []),
    },
    {
      method: 'POST',
      path: pagePaths.closeTeam,
      permission: 'change-directory',
      looks: null,
      handle: (asked) => close(asked, deps),
    },
    {
      method: 'GET',
      path: pagePaths.recorded(pagePaths.closeTeam),
      permission: 'change-directory',
      looks: null,
      handle: async (asked) => {
        const { teamId } = asked.actor;
        return recordedPage({
          asked,
          about: asked.view.person?.teamName ?? teamId,
          says: sayStanding(deps.directory(), { teamId }, asked.now),
          back: { href: pagePaths.directoryTeam(teamId), text: 'Directory' },
        });
      },
    },
  ];
}

function fieldsFor(asked: Asked, deps: WebDeps): readonly Field[] {
  return closeFields(deps.directory(), asked.actor.teamId, asked.now);
}

function draw(
  asked: Asked,
  deps: WebDeps,
  errors: readonly FieldError[],
  { stillHeld = 0, stillOwed = [], overtaken }: Partial<Refused> = {},
): Answered {
  const fields = fieldsFor(asked, deps);
  const { teamId } = asked.actor;
  const directory = deps.directory();
  return questionsPage({
    asked,
    title: 'Close the team',
    heading: `Close ${asked.view.person?.teamName}`,
    back: { href: pagePaths.team, text: 'Team' },
    errors,
    fields,
    content: (
      <>
        {stillHeld > 0 && <StillHeld ofProgramme={directory.teams.get(teamId)?.kind === 'fnp'} />}
        {stillOwed.length > 0 && <StillOwed owed={stillOwed} />}
        <p>{sayStanding(directory, { teamId }, asked.now).join(' ')}</p>
        <Form view={asked.view} action={pagePaths.closeTeam}>
          <FormMark form={overtaken ? null : asked.form} stands={printOf(directory, { teamId })} />
          <Questions fields={fields} typed={asked.form} errors={errors} />
          <Button>Close the team</Button>
        </Form>
      </>
    ),
  });
}

/** The lists of those who are not released. */
function StillHeld({ ofProgramme }: { readonly ofProgramme: boolean }) {
  return (
    <InsetText>
      <p>
        <a href={pagePaths.teamList('held')}>Children whom the team holds</a>, and{' '}
        <a href={pagePaths.teamList('arrivals')}>those on the way to it</a>.{' '}
        <a href={pagePaths.bulk}>Hand them over together</a>
      </p>
      {ofProgramme && (
        <p>
          <a href={`${pagePaths.supervisor}?show=all`}>Clients who are in its programme</a>, and{' '}
          <a href={pagePaths.referrals}>those who wait for an answer or for a place</a>
        </p>
      )}
    </InsetText>
  );
}

/** What the team owes to those whom it does not hold any more. */
function StillOwed({ owed }: { readonly owed: NonNullable<Refused['stillOwed']> }) {
  return (
    <InsetText>
      <ul>
        {owed.map(({ personId, client, kind }) => (
          <li>
            <a href={client ? pagePaths.client(personId) : pagePaths.child(personId)}>
              {obligationWords[kind]}
            </a>
            {`, of a ${client ? 'client' : 'child'} with the reference ${referenceOf(personId)}`}
          </li>
        ))}
      </ul>
    </InsetText>
  );
}

async function close(asked: Asked, deps: WebDeps): Promise<Answered> {
  const { actor, form, now } = asked;
  const read = readForm(fieldsFor(asked, deps), form);
  if (!read.ok) return draw(asked, deps, read.errors);
  const command = {
    type: 'close-team',
    teamId: actor.teamId,
    on: read.answers.text('on'),
    keeperTeamId: read.answers.text('keeper') || null,
    sent: sentForm(form),
  } as const;
  const outcome = await deps.changeDirectory(command, actor, now);
  if (outcome.kind === 'done' && outcome.already) return draw(asked, deps, [{ name: '', says: sentBefore }]);
  if (outcome.kind === 'done') return go(pagePaths.recorded(pagePaths.closeTeam));
  return draw(asked, deps, [{ name: '', says: `${outcome.says} ${outcome.canDo}` }], outcome);
}
