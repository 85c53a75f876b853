import { randomUUID } from 'node:crypto';
import type { BulkFamily } from '../../application/bulk/bulk-store.ts';
import type { Outcome } from '../../application/command.ts';
import { uuidFor } from '../../application/import/identifiers.ts';
import type { ChildCommand } from '../../domain/child/commands.ts';
import { refusals } from '../../domain/language/refusals.ts';
import { holderWords, namesOf } from '../../domain/language/timeline.ts';
import { InsetText } from '../components/content.tsx';
import { commandField, Form, lineVersionField } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { acceptFields, takerOptions } from '../forms/bulk-forms.ts';
import type { Option } from '../forms/fields.ts';
import { type FieldError, readForm } from '../forms/fields.ts';
import { withQuery } from '../paths.ts';
import { FamilyLink } from './bulk-pages.tsx';
import { commandIdOf, lineVersionsOf } from './carried.ts';
import { changedMeanwhile } from './changed-meanwhile.tsx';
import { PriorityTag } from './child-list.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, page, type Route } from './route.ts';

type Result = {
  readonly child: BulkFamily;
  readonly says: string;
  /** Nothing was done: the record is no more as the list showed it. */
  readonly moved: boolean;
};

/**
 * What a closing service has sent to this desk, accepted for named practitioners in one form, with a result for each child
 * (promises P2, P7). Routine ones are accepted; others are allocated, because whoever takes them speaks and plays back first.
 */
export function bulkAcceptRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.bulkAccept,
      permission: 'run-bulk',
      looks: null,
      handle: (asked) => draw(asked, deps, []),
    },
    {
      method: 'POST',
      path: pagePaths.bulkAccept,
      permission: 'run-bulk',
      looks: null,
      handle: (asked) => acceptMany(asked, deps),
    },
  ];
}

async function draw(asked: Asked, deps: WebDeps, errors: readonly FieldError[]): Promise<Answered> {
  const from = pageStart(asked.query.from);
  const sent = [...lineVersionsOf(asked.form).keys()];
  // A form that comes back shows the lines that were sent, with what was chosen, wherever they stand in the list by now.
  const arrivals =
    sent.length > 0
      ? await deps.bulk.arrivalsOf(asked.actor, sent)
      : await deps.bulk.arrivals(asked.actor, from);
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
        <Arrivals
          asked={asked}
          deps={deps}
          arrivals={arrivals}
          errors={errors}
          caption="On this desk from services that close: urgent first, those allocated already last"
        />
        <Further href={pagePaths.bulkAccept} from={from} shown={arrivals.length} />
      </>
    ),
  });
}

async function acceptMany(asked: Asked, deps: WebDeps): Promise<Answered> {
  const { actor, form, now } = asked;
  const takers = takersIn(form);
  const versions = lineVersionsOf(form);
  const read = readForm(acceptFields, form);
  if (!read.ok) return draw(asked, deps, read.errors);
  if (takers.size === 0)
    return draw(asked, deps, [{ name: 'first-contact', says: 'Choose who takes at least one child' }]);
  const attempt = commandIdOf(form);
  const commandIdFor = (personId: string) => uuidFor('accept-many', attempt, personId);
  const there = await deps.bulk.arrivalsOf(actor, [...takers.keys()]);
  const results: Result[] = [];
  for (const child of there) {
    const { personId } = child;
    const who = takers.get(personId) ?? '';
    const command = commandFor(child, who, read.answers.text);
    const expectedVersion = versions.get(personId) ?? 0;
    const outcome = await deps.issue(
      { personId, commandId: commandIdFor(personId), command, expectedVersion, happenedAt: null },
      deps.context(actor, now),
    );
    const moved = outcome.kind === 'conflict';
    results.push({ child, says: sayOutcome(outcome, command, who, deps), moved });
  }
  const gone = [...takers.keys()].filter((id) => !there.some(({ personId }) => personId === id));
  const written = await Promise.all(gone.map((id) => deps.readings.wasWritten(actor, id, commandIdFor(id))));
  return resultPage(asked, deps, results, { gone: gone.length, before: written.filter(Boolean).length });
}

const namePrefix = 'who-';

function nameOf({ personId }: BulkFamily): string {
  return `${namePrefix}${personId}`;
}

/** Who was chosen to take which child, by the children’s ids. */
function takersIn(form: Asked['form']): ReadonlyMap<string, string> {
  return new Map(
    [...lineVersionsOf(form).keys()].flatMap((personId) => {
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
      return 'Not done: somebody has changed this record since you opened the list. See below what changed.';
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

type ArrivalsProps = {
  readonly asked: Asked;
  readonly deps: WebDeps;
  readonly arrivals: readonly BulkFamily[];
  readonly errors: readonly FieldError[];
  readonly caption: string;
  /**
   * Whether each line carries the version of its record as it stands now; otherwise the version for which it was first
   * drawn.
   */
  readonly anew?: boolean;
};

/** The form: when the first contact is, and who takes each of these. */
function Arrivals({ asked, deps, arrivals, errors, caption, anew = false }: ArrivalsProps) {
  const names = namesOf(deps.directory());
  const takers = takerOptions(deps.directory(), asked.actor.teamId, null, asked.now);
  const first = anew ? new Map<string, number>() : lineVersionsOf(asked.form);
  const from = pageStart(asked.query.from);
  return (
    <Form view={asked.view} action={withQuery(pagePaths.bulkAccept, { from: from || null })}>
      <input type="hidden" name={commandField} value={randomUUID()} />
      {arrivals.length > 0 && <Questions fields={acceptFields} typed={asked.form} errors={errors} />}
      <Table
        caption={caption}
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
            cell: (child) => (
              <>
                <input
                  type="hidden"
                  name={lineVersionField(child.personId)}
                  value={String(first.get(child.personId) ?? child.version)}
                />
                <Takers child={child} takers={takers} typed={asked.form[nameOf(child)]} />
              </>
            ),
          },
        ]}
        rows={arrivals}
        none="Nothing from a service that closes lies on this desk."
      />
      {arrivals.length > 0 && <Button>Accept or allocate these</Button>}
    </Form>
  );
}

/**
 * Chosen children who do not lie on the desk any more: how many in all, and for how many this form had done it when it
 * was sent before.
 */
type NotThere = { readonly gone: number; readonly before: number };

async function resultPage(
  asked: Asked,
  deps: WebDeps,
  results: readonly Result[],
  { gone, before }: NotThere,
): Promise<Answered> {
  const versions = lineVersionsOf(asked.form);
  const moved = results.filter((result) => result.moved).map(({ child }) => child);
  const still =
    moved.length === 0
      ? []
      : await deps.bulk.arrivalsOf(
          asked.actor,
          moved.map(({ personId }) => personId),
        );
  const meanwhile = await changedMeanwhile(
    asked,
    deps,
    moved.map((child) => ({
      personId: child.personId,
      version: versions.get(child.personId) ?? 0,
      link: <FamilyLink child={child} />,
    })),
  );
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
      {before > 0 && (
        <InsetText>
          <p>{`For ${before} of those you chose this form had done it when it was sent before. Nothing was done twice.`}</p>
        </InsetText>
      )}
      {gone > before && (
        <InsetText>
          <p>{`Nothing was done for ${gone - before} of those you chose: they do not lie on this desk any more.`}</p>
        </InsetText>
      )}
      {meanwhile}
      {still.length > 0 && (
        <Arrivals
          asked={asked}
          deps={deps}
          arrivals={still}
          errors={[]}
          caption="As you chose: look again, then send these once more"
          anew
        />
      )}
    </Frame>,
  );
}
