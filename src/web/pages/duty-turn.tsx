import { printOf } from '../../application/directory-standing.ts';
import {
  addDays,
  type Instant,
  londonDate,
  londonInstant,
  sayInstant,
  sayTime,
} from '../../domain/calendar/time.ts';
import { type Directory, onDutyAt, type Team, turnAt } from '../../domain/directory/directory.ts';
import { Carried, Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { sentForm } from './form-mark.tsx';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Asked, go, type Route } from './route.ts';

/** Whoever sits down at the duty desk, or leaves it, says so with one click (decision 0084). */
export function turnRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'POST',
      path: pagePaths.turn,
      permission: 'see-desk',
      looks: null,
      handle: async (asked) => {
        const { actor, form, now } = asked;
        const type = form.what === 'end' ? 'end-duty' : 'act-as-duty';
        const command = { type, practitionerId: actor.practitionerId } as const;
        const outcome = await deps.changeDirectory({ ...command, sent: sentForm(form) }, actor, now);
        if (outcome.kind === 'done') return go(pagePaths.desk);
        return questionsPage({
          asked,
          title: 'Your turn at the duty desk',
          back: { href: pagePaths.desk, text: 'Duty desk' },
          errors: [{ name: '', says: `${outcome.says} ${outcome.canDo}` }],
          fields: [],
          content: <TurnButton asked={asked} deps={deps} />,
        });
      },
    },
  ];
}

type Props = { readonly asked: Asked; readonly deps: WebDeps };

/** The one click: to act as duty from now on, or to end the own turn. Nothing for whoever the directory has at the desk anyhow. */
export function TurnButton({ asked, deps }: Props) {
  const { practitionerId } = asked.actor;
  const directory = deps.directory();
  const person = directory.practitioners.get(practitionerId);
  if (!person) return null;
  const turn = turnAt(directory, person, asked.now);
  if (person.duty && turn === null) return null;
  return (
    <Form view={asked.view} action={pagePaths.turn}>
      <Carried version={printOf(directory, { practitionerId })} />
      <input type="hidden" name="what" value={turn ? 'end' : 'begin'} />
      <Button variant="secondary">{turn ? 'End my turn at the desk' : 'Act as duty at the desk'}</Button>
    </Form>
  );
}

/** Who is on duty at the desk now; the ladder rings at them. */
export function OnDutyNow({ asked, deps }: Props) {
  const directory = deps.directory();
  const people = onDutyAt(directory, asked.actor.teamId, asked.now).map((person) => {
    const turn = turnAt(directory, person, asked.now);
    return turn && !person.duty ? `${person.name} (since ${sayTime(turn.from)})` : person.name;
  });
  return (
    <p>
      {people.length === 0
        ? 'Nobody is on duty here now: the lead answers.'
        : `On duty now: ${people.join(', ')}.`}
    </p>
  );
}

/** The teams to whose desk something arrives. */
const withDesk: readonly Team['kind'][] = ['fnp', 'health-visiting'];

/** Who took a turn at the desk of a team in the last month, the newest first, and the way to an earlier day; nothing of a team without a desk. */
export function TurnsTaken({
  team,
  directory,
  now,
}: {
  readonly team: Team;
  readonly directory: Directory;
  readonly now: Instant;
}) {
  const { turns, practitioners } = directory;
  const since = londonInstant(addDays(londonDate(now), -31), 0);
  if (!withDesk.includes(team.kind)) return null;
  const taken = turns.filter((turn) => turn.teamId === team.id && turn.to > since).toReversed();
  return (
    <>
      <h2 class="nhsuk-heading-m">Turns taken at the duty desk in the last month</h2>
      {taken.length === 0 ? (
        <p>Nobody took one.</p>
      ) : (
        <ul>
          {taken.map(({ practitionerId, from, to }) => (
            <li>{`${practitioners.get(practitionerId)?.name ?? practitionerId}: ${sayInstant(from)} until ${sayInstant(to)}`}</li>
          ))}
        </ul>
      )}
      <p>
        <a href={pagePaths.atDesk(team.id)}>Who was at this desk on a day, however long ago</a>
      </p>
    </>
  );
}
