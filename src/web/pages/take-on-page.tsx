import { type CivilDate, londonDate } from '../../domain/calendar/time.ts';
import { serviceWanted } from '../../domain/directory/directory.ts';
import { sayRefusal } from '../../domain/language/refusals.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { InsetText } from '../components/content.tsx';
import { Carried, Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { takeOnForm } from '../forms/child-forms.ts';
import { type Answers, type FieldError, readForm } from '../forms/fields.ts';
import { boxesOfNewChild } from '../forms/from-record.ts';
import { gpFaults, gpOf } from '../forms/gp-fields.ts';
import { motherOf, numberOf } from '../forms/identity-forms.ts';
import { mendedAt } from '../forms/mended-at.ts';
import { commandIdOf, formIdOf } from './carried.ts';
import { sealedHolderSays } from './closed-record.tsx';
import { reachOf } from './form-page.tsx';
import { filledFrom, settleBy, withItem } from './from-quarantine.ts';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, go, type Route } from './route.ts';

/** The form is drawn for a child without a record; its own id becomes that of the record. */
const noRecordYet = 0;

/** Taking on a child who arrived with nobody handing over: by itself, or filled in from a record that waits in quarantine. */
export function takeOnRoutes(deps: WebDeps): readonly Route[] {
  return (['GET', 'POST'] as const).map((method) => ({
    method,
    path: pagePaths.takeOn,
    permission: 'see-desk',
    looks: null,
    ...(method === 'POST' ? { asksByNumber: true } : {}),
    handle: async (asked: Asked) => {
      const from = await newChildFrom(asked, deps);
      if (from && 'shut' in from) return from.shut;
      return method === 'GET' ? draw(asked, deps, from, []) : take(asked, deps, from);
    },
  }));
}

type From = Exclude<Awaited<ReturnType<typeof newChildFrom>>, { shut: Answered }>;

function newChildFrom(asked: Asked, deps: WebDeps) {
  return filledFrom(asked, deps, ({ begins }) => (begins?.as === 'child' ? begins : null));
}

function draw(asked: Asked, deps: WebDeps, from: From, errors: readonly FieldError[]): Answered {
  const day = londonDate(asked.now);
  const known = from ? boxesOfNewChild(from.found.message, deps.directory(), day) : {};
  const sent = Object.keys(asked.form).length > 0;
  return questionsPage({
    asked,
    title: takeOnForm.title,
    back: from
      ? { href: pagePaths.quarantineItem(from.item), text: 'Quarantined item' }
      : { href: pagePaths.desk, text: 'Duty desk' },
    errors,
    fields: takeOnForm.fields(),
    content: (
      <>
        <InsetText>
          {from && (
            <p>
              Filled in from the record of the demographics service, which is no proof. Look at each answer,
              and ask the family where the child sleeps.
            </p>
          )}
          <p>Your team answers for the child from the moment you send this.</p>
        </InsetText>
        <Form view={asked.view} action={from ? withItem(pagePaths.takeOn, from.item) : pagePaths.takeOn}>
          <Carried version={noRecordYet} commandId={formIdOf(asked.form)} />
          <Questions fields={takeOnForm.fields()} typed={sent ? asked.form : known} errors={errors} />
          <Button>{takeOnForm.button}</Button>
        </Form>
      </>
    ),
  });
}

async function take(asked: Asked, deps: WebDeps, from: From): Promise<Answered> {
  const read = readForm(takeOnForm.fields(), asked.form);
  if (!read.ok) return draw(asked, deps, from, read.errors);
  const day = londonDate(asked.now);
  const { answers } = read;
  const personId = from?.found.personId ?? formIdOf(asked.form);
  const commandId = commandIdOf(asked.form);
  // Sent a second time it is done already, and must not be told that somebody holds a child with this number.
  if (await deps.readings.wasWritten(asked.actor, personId, commandId)) return go(pagePaths.child(personId));
  const wrong =
    [takeOnForm.faults(answers, day), gpFaults(answers, deps.directory(), day)].find(
      (faults) => faults.length > 0,
    ) ?? (await heldAlready(answers, asked, deps));
  if (wrong.length > 0) return draw(asked, deps, from, wrong);
  const command = await commandOf(answers, asked, deps, day);
  const outcome = await deps.issue(
    { personId, commandId, command, expectedVersion: noRecordYet, happenedAt: null },
    deps.context(asked.actor, asked.now),
  );
  if (outcome.kind === 'refused')
    return draw(asked, deps, from, [
      {
        name: mendedAt(outcome.refusal.code, takeOnForm.fields(), answers, asked.now),
        says: sayRefusal(outcome.refusal),
      },
    ]);
  if (outcome.kind === 'conflict')
    return draw(asked, deps, from, [{ name: '', says: onRecordAlready, href: pagePaths.child(personId) }]);
  if (from) await settleBy(from.item, asked, deps);
  return go(pagePaths.child(personId));
}

/** Gone back to after it was sent, and changed: a second record would be a second child. */
const onRecordAlready =
  'This child is on record already, and what you entered here now was not recorded. Open the child’s page, and change there what is wrong';

async function heldAlready(answers: Answers, asked: Asked, deps: WebDeps): Promise<readonly FieldError[]> {
  const text = numberOf(answers, 'nhs');
  if (text === null) return [];
  const already = await deps.readings.search(asked.actor, { text, bornOn: null });
  const own = already.found.find(({ holderTeam }) => holderTeam === asked.actor.teamId);
  if (own)
    return [
      {
        name: 'nhs',
        says: 'Your team holds a child with this number already. Open its page: one child is not taken on twice',
        href: pagePaths.child(own.personId),
      },
    ];
  const known = already.known ?? already.found.find(({ holderTeam }) => holderTeam !== null);
  if (!known) return [];
  const says =
    known.holderTeam === null
      ? `${sealedHolderSays} Two teams must not hold one child.`
      : `${namesOf(deps.directory()).team(known.holderTeam)} already holds a child with this number. Ring them: two teams must not hold one child.`;
  return [{ name: 'nhs', says }];
}

async function commandOf(answers: Answers, asked: Asked, deps: WebDeps, day: CivilDate) {
  const { text } = answers;
  const { actor } = asked;
  const directory = deps.directory();
  return {
    type: 'take-on',
    teamId: actor.teamId,
    practitionerId: actor.role === 'administrator' ? null : actor.practitionerId,
    reason: takeOnForm.reason(answers),
    identity: {
      givenName: text('given'),
      familyName: text('family'),
      bornOn: text('born') || null,
      expectedOn: text('expected') || null,
      nhsNumber: numberOf(answers, 'nhs'),
      familyId: null,
      mother: motherOf(answers, null),
    },
    address: await takeOnForm.address(
      answers,
      reachOf(deps, asked),
      serviceWanted(directory, actor.teamId),
      day,
    ),
    gp: gpOf(answers, directory, day),
    lastSeenOn: null,
    circumstances: null,
  } as const;
}
