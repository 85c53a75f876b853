import { InsetText } from '../components/content.tsx';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { closeFields } from '../forms/bulk-forms.ts';
import { type FieldError, readForm } from '../forms/fields.ts';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, go, type Route } from './route.ts';

/** The last day of a team, refused with a number and the list while anybody is not released (scenario A31). */
export function closeTeamRoutes(deps: WebDeps): readonly Route[] {
  const path = pagePaths.closeTeam;
  const draw = (asked: Asked, errors: readonly FieldError[], stillHeld: number): Answered =>
    questionsPage({
      asked,
      title: 'Close the team',
      heading: `Close ${asked.view.person?.teamName}`,
      back: { href: pagePaths.team, text: 'Team' },
      errors,
      fields: closeFields,
      content: (
        <>
          {stillHeld > 0 && (
            <InsetText>
              <p>
                <a href={pagePaths.teamList('held')}>Children whom the team holds</a>, and{' '}
                <a href={pagePaths.teamList('arrivals')}>those on the way to it</a>.{' '}
                <a href={pagePaths.bulk}>Hand them over together</a>
              </p>
              {deps.directory().teams.get(asked.actor.teamId)?.kind === 'fnp' && (
                <p>
                  <a href={`${pagePaths.supervisor}?show=all`}>Clients who are in its programme</a>, and{' '}
                  <a href={pagePaths.referrals}>those who wait for an answer or for a place</a>
                </p>
              )}
            </InsetText>
          )}
          <Form view={asked.view} action={path}>
            <Questions fields={closeFields} typed={asked.form} errors={errors} />
            <Button>Close the team</Button>
          </Form>
        </>
      ),
    });
  return [
    {
      method: 'GET',
      path,
      permission: 'change-directory',
      looks: null,
      handle: async (asked) => draw(asked, [], 0),
    },
    {
      method: 'POST',
      path,
      permission: 'change-directory',
      looks: null,
      handle: async (asked) => {
        const read = readForm(closeFields, asked.form);
        if (!read.ok) return draw(asked, read.errors, 0);
        const command = {
          type: 'close-team',
          teamId: asked.actor.teamId,
          on: read.answers.text('on'),
        } as const;
        const outcome = await deps.changeDirectory(command, asked.actor, asked.now);
        if (outcome.kind === 'done') return go(pagePaths.directoryTeam(asked.actor.teamId));
        return draw(asked, [{ name: '', says: `${outcome.says} ${outcome.canDo}` }], outcome.stillHeld ?? 0);
      },
    },
  ];
}
