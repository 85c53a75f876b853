import { randomUUID } from 'node:crypto';
import type { BulkFamily } from '../../application/bulk/bulk-store.ts';
import type { Outcome } from '../../application/command.ts';
import { uuidFor } from '../../application/import/identifiers.ts';
import { issuedNow } from '../../application/issued.ts';
import type { ChildCommand } from '../../domain/child/commands.ts';
import { refusals } from '../../domain/language/refusals.ts';
import { holderWords, namesOf } from '../../domain/language/timeline.ts';
import { InsetText } from '../components/content.tsx';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { acceptFields, takerOptions } from '../forms/bulk-forms.ts';
import type { Option } from '../forms/fields.ts';
import { type FieldError, readForm } from '../forms/fields.ts';
import { withQuery } from '../paths.ts';
import { FamilyLink } from './bulk-pages.tsx';
import { PriorityTag } from './child-list.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, page, type Route } from './route.ts';

type Result = { readonly child: BulkFamily; readonly says: string };

/**
 * What a closing service has sent to this desk, accepted for named practitioners in one form, with a result for each child
 * (promises P2, P7). Routine ones are accepted; others are allocated, because whoever takes them speaks and plays back first.
 */
export function bulkAcceptRoutes(deps: WebDeps): readonly Route[] {
  const draw = async (asked: Asked, errors: readonly FieldError[]): Promise<Answered> => {
    const from = pageStart(asked.query.from);
    const sent = childrenIn(asked.form);
    // A form that comes back has its own lines again, with what was chosen, wherever they lie in the list by now.
    const arrivals =
      sent.length > 0
        ? await deps.bulk.arrivalsOf(asked.actor, sent)
        : await deps.bulk.arrivals(asked.actor, from);
    const names = namesOf(deps.directory());
    const takers = takerOptions(deps.directory(), asked.actor.teamId, null, asked.now);
    return questionsPage({
      asked,
      title: 'Accept many',
      heading: 'Accept many for named practitioners',
      back: { href: pagePaths.bulk, text: 'Bulk handovers' },
      errors,
      fields: acceptFields,
      content: (
        <>
          <InsetText>
            <p>
              Routine ones are accepted by this form, in the name of the practitioner whom you choose. Others
              are allocated: whoever takes them speaks with the releasing side, plays back the risks and
              accepts.
            </p>
          </InsetText>
          <Form view={asked.view} action={withQuery(pagePaths.bulkAccept, { from: from || null })}>
            <input type="hidden" name="attempt" value={randomUUID()} />
            {arrivals.length > 0 && <Questions fields={acceptFields} typed={asked.form} errors={errors} />}
            <Table
              caption="On this desk from services that close: urgent first, those allocated already last"
              captionSize="m"
              columns={[
                { head: 'Child', cell: (child) => <FamilyLink child={child} /> },
                { head: 'Priority', cell: (child) => <PriorityTag rank={child.priority} /> },
                {
                  head: 'Allocated to',
                  cell: ({ addressedTo }) => (addressedTo ? names.person(addressedTo) : 'Nobody yet'),
                },
                {
                  head: 'Who takes the child?',
                  cell: (child) => <Takers child={child} takers={takers} typed={asked.form[nameOf(child)]} />,
                },
              ]}
              rows={arrivals}
              none="Nothing from a service that closes lies on this desk."
            />
            {arrivals.length > 0 && <Button>Accept or allocate these</Button>}
          </Form>
          <Further href={pagePaths.bulkAccept} from={from} shown={arrivals.length} />
        </>
      ),
    });
  };
  return [
    {
      method: 'GET',
      path: pagePaths.bulkAccept,
      permission: 'run-bulk',
      looks: null,
      handle: (asked) => draw(asked, []),
    },
    {
      method: 'POST',
      path: pagePaths.bulkAccept,
      permission: 'run-bulk',
      looks: null,
      handle: async (asked) => {
        const takers = takersIn(asked.form);
        const read = readForm(acceptFields, asked.form);
        if (!read.ok) return draw(asked, read.errors);
        if (takers.size === 0)
          return draw(asked, [{ name: 'first-contact', says: 'Choose who takes at least one child' }]);
        const attempt = String(asked.form.attempt ?? '');
        const there = await deps.bulk.arrivalsOf(asked.actor, [...takers.keys()]);
        const results: Result[] = [];
        for (const child of there) {
          const who = takers.get(child.personId) ?? '';
          const command = commandFor(child, who, read.answers.text);
          const outcome = await deps.issue(
            issuedNow(
              child.personId,
              command,
              isId(attempt) ? uuidFor('accept-many', attempt, child.personId) : randomUUID(),
            ),
            deps.context(asked.actor, asked.now),
          );
          results.push({ child, says: sayOutcome(outcome, command, who, deps) });
        }
        return resultPage(asked, results, takers.size - there.length);
      },
    },
  ];
}

const namePrefix = 'who-';

function nameOf({ personId }: BulkFamily): string {
  return `${namePrefix}${personId}`;
}

/** The children whom a form asked about, whether anybody was chosen for them or not. */
function childrenIn(form: Asked['form']): readonly string[] {
  return Object.keys(form)
    .filter((name) => name.startsWith(namePrefix))
    .map((name) => name.slice(namePrefix.length))
    .filter(isId);
}

/** Who was chosen to take which child, by the children’s ids. */
function takersIn(form: Asked['form']): ReadonlyMap<string, string> {
  return new Map(
    childrenIn(form).flatMap((personId) => {
      const who = form[`${namePrefix}${personId}`];
      return typeof who === 'string' && who !== '' ? [[personId, who] as const] : [];
    }),
  );
}

/** Routine: accepted for the named practitioner. More than routine: allocated, and accepted by that person. */
function commandFor(child: BulkFamily, who: string, text: (name: string) => string): ChildCommand {
  const handoverId = child.handoverId ?? '';
  if (child.priority !== 0) return { type: 'allocate', handoverId, practitionerId: who };
  const lateReason = text('late-reason');
  return {
    type: 'accept',
    handoverId,
    practitionerId: who,
    firstContactOn: text('first-contact'),
    ...(lateReason ? { lateReason } : {}),
  };
}

function sayOutcome(outcome: Outcome, command: ChildCommand, who: string, deps: WebDeps): string {
  const names = namesOf(deps.directory());
  switch (outcome.kind) {
    case 'done':
    case 'repeated':
      return command.type === 'accept'
        ? `Accepted for ${names.person(who)}`
        : `Allocated to ${names.person(who)}, who speaks, plays back the risks and accepts`;
    case 'refused': {
      const { says, canDo } = refusals[outcome.refusal.code];
      const held = outcome.holder ? ` Held by ${holderWords(outcome.holder, names)}.` : '';
      return `Not done. ${says} ${outcome.refusal.detail ? `${outcome.refusal.detail}. ` : ''}${canDo}${held}`;
    }
    case 'conflict':
      return 'Not done: somebody else has just changed this record. Open it and look again.';
    case 'not-found':
      return 'Not done: this child is not on your desk any more.';
  }
}

function Takers({
  child,
  takers,
  typed,
}: {
  child: BulkFamily;
  takers: readonly Option[];
  typed: string | readonly string[] | undefined;
}) {
  return (
    <select
      class="nhsuk-select"
      name={nameOf(child)}
      aria-label={`Who takes ${child.givenName} ${child.familyName}?`}
    >
      <option value="">Not now</option>
      {takers.map(({ value, words }) => (
        <option value={value} selected={value === typed}>
          {words}
        </option>
      ))}
    </select>
  );
}

function resultPage(asked: Asked, results: readonly Result[], gone: number): Answered {
  return page(
    <Frame asked={asked} title="Results" back={{ href: pagePaths.bulkAccept, text: 'Accept many' }}>
      <h1 class="nhsuk-heading-l">A result for each child</h1>
      <Table
        caption={`${results.length} ${results.length === 1 ? 'child' : 'children'}`}
        captionSize="m"
        columns={[
          { head: 'Child', cell: ({ child }) => <FamilyLink child={child} /> },
          { head: 'Result', cell: ({ says }) => says },
        ]}
        rows={results}
        none=""
      />
      {gone > 0 && (
        <InsetText>
          <p>{`Nothing was done for ${gone} of those you chose: they do not lie on this desk any more.`}</p>
        </InsetText>
      )}
    </Frame>,
  );
}
