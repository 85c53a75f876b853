import { randomUUID } from 'node:crypto';
import type { Known } from '../../application/readings.ts';
import { londonDate } from '../../domain/calendar/time.ts';
import { serviceWanted } from '../../domain/directory/directory.ts';
import { sayRefusal } from '../../domain/language/refusals.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { InsetText } from '../components/content.tsx';
import { ErrorSummary } from '../components/errors.tsx';
import { Form, QueryForm } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { takeOnForm } from '../forms/child-forms.ts';
import { type Field, type FieldError, firstBoxOf, readForm } from '../forms/fields.ts';
import { motherOf, numberFaults, numberOf } from '../forms/identity-forms.ts';
import { placeFaults } from '../forms/place.ts';
import { ChildList } from './child-list.tsx';
import { sealedHolderSays } from './closed-record.tsx';
import { reachOf } from './form-page.tsx';
import { Frame } from './frame.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, go, page, type Route } from './route.ts';

/** Search, and taking on a child who arrived with nobody handing over. */
export function findingRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.search,
      permission: 'search',
      looks: null,
      handle: (asked) => search(asked, deps),
    },
    {
      method: 'GET',
      path: pagePaths.takeOn,
      permission: 'see-desk',
      looks: null,
      handle: async (asked) => drawTakeOn(asked, []),
    },
    {
      method: 'POST',
      path: pagePaths.takeOn,
      permission: 'see-desk',
      looks: null,
      handle: (asked) => takeOn(asked, deps),
    },
  ];
}

const bornField: Field = { kind: 'date', name: 'born', label: 'Date of birth', optional: true };

async function search(asked: Asked, deps: WebDeps): Promise<Answered> {
  const text = (asked.query.q ?? '').trim();
  const read = readForm([bornField], asked.query);
  const bornOn = read.ok ? read.answers.text('born') || null : null;
  const errors = read.ok ? [] : read.errors;
  const names = namesOf(deps.directory());
  const asksSomething = read.ok && (text !== '' || bornOn !== null);
  const { found, known } = asksSomething
    ? await deps.readings.search(asked.actor, { text, bornOn })
    : { found: [], known: null };
  return page(
    <Frame asked={asked} title="Find a child" errors={!read.ok}>
      <ErrorSummary errors={errors.map(({ says }) => ({ field: firstBoxOf(bornField), text: says }))} />
      <h1 class="nhsuk-heading-l">Find a child</h1>
      <QueryForm action={pagePaths.search}>
        <div class="nhsuk-form-group">
          <label class="nhsuk-label nhsuk-label--s" for="q">
            Name, NHS number or postcode
          </label>
          <input
            class="nhsuk-input nhsuk-input--width-20"
            id="q"
            name="q"
            type="text"
            value={text}
            autocomplete="off"
          />
        </div>
        <Questions fields={[bornField]} typed={asked.query} errors={errors} />
        <p class="nhsuk-hint">Whom you find is recorded, with how you asked.</p>
        <Button>Search</Button>
      </QueryForm>
      {known && (
        <InsetText>
          <KnownByNumber known={known} deps={deps} />
        </InsetText>
      )}
      {asksSomething && (
        <ChildList
          caption="Found"
          lines={found}
          names={names}
          now={asked.now}
          none="No child that your team may see fits. A sealed address is not searched."
        />
      )}
    </Frame>,
    read.ok ? 200 : 422,
  );
}

/** All that a team without access is told of a child whose number it has: whom to ring (promises P8, P11). */
function KnownByNumber({ known: { holderTeam }, deps }: { known: Known; deps: WebDeps }) {
  if (holderTeam === null)
    return (
      <p>
        {sealedHolderSays} Your team stands in no relation to the child, so the record stays closed. That you
        asked is recorded, and the team that answers is told.
      </p>
    );
  return (
    <p>
      A child with this number is held by <strong>{namesOf(deps.directory()).team(holderTeam)}</strong>. Your
      team stands in no relation to the child, so the record stays closed. Ring that team on{' '}
      {deps.directory().teams.get(holderTeam)?.phone || 'the number in the directory'}. That you asked is
      recorded.
    </p>
  );
}

function drawTakeOn(asked: Asked, errors: readonly FieldError[]): Answered {
  return questionsPage({
    asked,
    title: takeOnForm.title,
    back: { href: pagePaths.desk, text: 'Duty desk' },
    errors,
    content: (
      <>
        <InsetText>
          <p>Your team answers for the child from the moment you send this.</p>
        </InsetText>
        <Form view={asked.view} action={pagePaths.takeOn}>
          <input type="hidden" name="_person" value={randomUUID()} />
          <Questions fields={takeOnForm.fields()} typed={asked.form} errors={errors} />
          <Button>{takeOnForm.button}</Button>
        </Form>
      </>
    ),
  });
}

async function takeOn(asked: Asked, deps: WebDeps): Promise<Answered> {
  const read = readForm(takeOnForm.fields(), asked.form);
  if (!read.ok) return drawTakeOn(asked, read.errors);
  const misplaced = placeFaults(read.answers);
  if (misplaced.length > 0) return drawTakeOn(asked, misplaced);
  const { text } = read.answers;
  const mistyped = numberFaults(read.answers);
  if (mistyped.length > 0) return drawTakeOn(asked, mistyped);
  const nhsNumber = numberOf(read.answers, 'nhs');
  const already = nhsNumber
    ? await deps.readings.search(asked.actor, { text: nhsNumber, bornOn: null })
    : null;
  const known = already?.known ?? already?.found.find(({ holderTeam }) => holderTeam !== null);
  if (known) {
    const says =
      known.holderTeam === null
        ? `${sealedHolderSays} Two teams must not hold one child.`
        : `${namesOf(deps.directory()).team(known.holderTeam)} already holds a child with this number. Ring them: two teams must not hold one child.`;
    return drawTakeOn(asked, [{ name: 'nhs', says }]);
  }
  const personId = isId(String(asked.form._person)) ? String(asked.form._person) : randomUUID();
  const wants = serviceWanted(deps.directory(), asked.actor.teamId);
  const address = await takeOnForm.address(read.answers, reachOf(deps, asked), wants, londonDate(asked.now));
  const identity = {
    givenName: text('given'),
    familyName: text('family'),
    bornOn: text('born') || null,
    expectedOn: text('expected') || null,
    nhsNumber,
    familyId: null,
    mother: motherOf(read.answers, null),
  };
  const practitionerId = asked.actor.role === 'administrator' ? null : asked.actor.practitionerId;
  const command = {
    type: 'take-on',
    teamId: asked.actor.teamId,
    practitionerId,
    reason: takeOnForm.reason(read.answers),
    identity,
    address,
    gp: null,
    lastSeenOn: null,
    circumstances: null,
  } as const;
  const outcome = await deps.issue(
    { personId, commandId: personId, command, expectedVersion: null, happenedAt: null },
    deps.context(asked.actor, asked.now),
  );
  if (outcome.kind === 'refused') return drawTakeOn(asked, [{ name: '', says: sayRefusal(outcome.refusal) }]);
  return go(pagePaths.child(personId));
}
