import type { DirectoryOutcome } from '../../application/directory-commands.ts';
import { printOf, sayStanding } from '../../application/directory-standing.ts';
import { obligationWords } from '../../domain/escalation/obligations.ts';
import { InsetText } from '../components/content.tsx';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { closeFields } from '../forms/bulk-forms.ts';
import { type FieldError, readForm } from '../forms/fields.ts';
import { referenceOf } from './child-list.tsx';
import { FormMark, sentForm } from './form-mark.tsx';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, go, type Route } from './route.ts';

type Refused = Extract<DirectoryOutcome, { kind: 'refused' }>;

const sentBefore =
  'This form had been sent before: the last day of the team was recorded then, and nothing was done a second time.';

/** The last day of a team, refused with a number and the list while anybody is not released (scenario A31). */
export function closeTeamRoutes(deps: WebDeps): readonly Route[] {
  const path = pagePaths.closeTeam;
  const fieldsFor = (asked: Asked) => closeFields(deps.directory(), asked.actor.teamId, asked.now);
  const draw = (
    asked: Asked,
    errors: readonly FieldError[],
    { stillHeld = 0, stillOwed = [], overtaken }: Partial<Refused> = {},
  ): Answered => {
    const fields = fieldsFor(asked);
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
          {stillHeld > 0 && (
            <InsetText>
              <p>
                <a href={pagePaths.teamList('held')}>Children whom the team holds</a>, and{' '}
                <a href={pagePaths.teamList('arrivals')}>those on the way to it</a>.{' '}
                <a href={pagePaths.bulk}>Hand them over together</a>
              </p>
              {directory.teams.get(teamId)?.kind === 'fnp' && (
                <p>
                  <a href={`${pagePaths.supervisor}?show=all`}>Clients who are in its programme</a>, and{' '}
                  <a href={pagePaths.referrals}>those who wait for an answer or for a place</a>
                </p>
              )}
            </InsetText>
          )}
          {stillOwed.length > 0 && (
            <InsetText>
              <ul>
                {stillOwed.map(({ personId, client, kind }) => (
                  <li>
                    <a href={client ? pagePaths.client(personId) : pagePaths.child(personId)}>
                      {obligationWords[kind]}
                    </a>
                    {`, of a ${client ? 'client' : 'child'} with the reference ${referenceOf(personId)}`}
                  </li>
                ))}
              </ul>
            </InsetText>
          )}
          <p>{sayStanding(directory, { teamId }, asked.now).join(' ')}</p>
          <Form view={asked.view} action={path}>
            <FormMark form={overtaken ? null : asked.form} stands={printOf(directory, { teamId })} />
            <Questions fields={fields} typed={asked.form} errors={errors} />
            <Button>Close the team</Button>
          </Form>
        </>
      ),
    });
  };
  return [
    {
      method: 'GET',
      path,
      permission: 'change-directory',
      looks: null,
      handle: async (asked) => draw(asked, []),
    },
    {
      method: 'POST',
      path,
      permission: 'change-directory',
      looks: null,
      handle: async (asked) => {
        const read = readForm(fieldsFor(asked), asked.form);
        if (!read.ok) return draw(asked, read.errors);
        const command = {
          type: 'close-team',
          teamId: asked.actor.teamId,
          on: read.answers.text('on'),
          keeperTeamId: read.answers.text('keeper') || null,
          sent: sentForm(asked.form),
        } as const;
        const outcome = await deps.changeDirectory(command, asked.actor, asked.now);
        if (outcome.kind === 'done' && outcome.already) return draw(asked, [{ name: '', says: sentBefore }]);
        if (outcome.kind === 'done') return go(pagePaths.directoryTeam(asked.actor.teamId));
        return draw(asked, [{ name: '', says: `${outcome.says} ${outcome.canDo}` }], outcome);
      },
    },
  ];
}
