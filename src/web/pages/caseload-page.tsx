import { randomUUID } from 'node:crypto';
import { type BulkOutcome, reallocate } from '../../application/bulk/bulk-commands.ts';
import type { BulkClient, BulkFamily } from '../../application/bulk/bulk-store.ts';
import { sayDate } from '../../domain/calendar/time.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { InsetText } from '../components/content.tsx';
import { commandField, Form, lineVersionField } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { takerOptions } from '../forms/bulk-forms.ts';
import { type Field, type FieldError, type RawForm, readForm } from '../forms/fields.ts';
import { bulkContext } from './bulk-asked.ts';
import { ClientLink, FamilyLink } from './bulk-pages.tsx';
import { Hidden } from './bulk-plan.tsx';
import { commandIdOf, lineVersionsOf } from './carried.ts';
import { changedMeanwhile, type MovedLine } from './changed-meanwhile.tsx';
import { PriorityTag, referenceOf } from './child-list.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, go, notFound, page, type Route } from './route.ts';
import { TakerLoads, takerLoads } from './taker-loads.tsx';

/** Stands in the address for the families for whom the lead answers because nobody is named. */
export const nobodyNamed = 'nobody';

/** A child, or a client none of whose children is in this caseload: each is given by itself. */
type Line =
  | { readonly is: 'child'; readonly personId: string; readonly record: BulkFamily | null }
  | { readonly is: 'client'; readonly personId: string; readonly record: BulkClient };
/**
 * A line as it was shown, and to whom it goes. For somebody who is not in this caseload any more only the id is left.
 */
type Given = { readonly line: Line; readonly to: string; readonly version: number };

async function linesOf(asked: Asked, deps: WebDeps, from: string | null): Promise<readonly Line[]> {
  const [children, clients] = await Promise.all([
    deps.bulk.caseload(asked.actor, from),
    deps.bulk.caseloadClients(asked.actor, from),
  ]);
  return [
    ...children.map((child) => ({ is: 'child', personId: child.personId, record: child }) as const),
    ...clients.map((client) => ({ is: 'client', personId: client.personId, record: client }) as const),
  ];
}

/** Reallocation of one practitioner's families within the team (scenario A30). */
export function caseloadRoutes(deps: WebDeps): readonly Route[] {
  const route = { path: pagePaths.caseload(':practitionerId'), permission: 'run-bulk', looks: null } as const;
  return [
    { ...route, method: 'GET', handle: (asked) => draw(asked, deps, []) },
    { ...route, method: 'POST', handle: (asked) => give(asked, deps) },
  ];
}

/** Whose families they are: a colleague, or nobody in particular; null for somebody who is not of this team. */
function fromOf(asked: Asked, deps: WebDeps) {
  const { practitionerId = '' } = asked.parameters;
  if (practitionerId === nobodyNamed) return { id: null, name: 'nobody in particular' };
  const person = deps.directory().practitioners.get(practitionerId);
  return person?.teamId === asked.actor.teamId ? { id: person.id, name: person.name } : null;
}

function fieldsFor(asked: Asked, deps: WebDeps, from: string | null): readonly Field[] {
  return [
    { kind: 'long', name: 'why', label: 'Why do these families get another nurse?' },
    {
      kind: 'choice',
      name: 'everybody',
      label: 'Who takes those for whom you choose nobody below?',
      hint: 'Leave it open, and they stay where they are.',
      optional: true,
      options: takerOptions(deps.directory(), asked.actor.teamId, from, asked.now),
    },
  ];
}

async function draw(
  asked: Asked,
  deps: WebDeps,
  errors: readonly FieldError[],
  moved: readonly Given[] = [],
): Promise<Answered> {
  const from = fromOf(asked, deps);
  if (!from) return notFound;
  const [lines, loads] = await Promise.all([linesOf(asked, deps, from.id), takerLoads(asked, deps, from.id)]);
  return questionsPage({
    asked,
    title: 'Reallocate a caseload',
    heading: `Reallocate the families of ${from.name}`,
    back: { href: pagePaths.team, text: 'Team' },
    errors,
    fields: fieldsFor(asked, deps, from.id),
    content: (
      <>
        <InsetText>
          <p>
            Your team goes on answering for each child. What cannot be given stays where it is. A mother goes
            with her children; one who has none in this list has a line of her own.
          </p>
        </InsetText>
        {await changedMeanwhile(asked, deps, moved.map(movedLine))}
        <TakerLoads loads={loads} />
        <Form view={asked.view} action={pagePaths.caseload(from.id ?? nobodyNamed)}>
          <Questions fields={fieldsFor(asked, deps, from.id)} typed={asked.form} errors={errors} />
          <ToTable lines={lines} loads={loads} form={asked.form} anew={moved.length > 0} />
          {lines.length > 0 && <Button>Check your answers</Button>}
        </Form>
      </>
    ),
  });
}

type ToTableGiven = {
  readonly lines: readonly Line[];
  readonly loads: Awaited<ReturnType<typeof takerLoads>>;
  readonly form: RawForm;
  /**
   * Whether lines carry what stands now. Otherwise each keeps the version for which it was first drawn, so that what
   * changed meanwhile is still told.
   */
  readonly anew: boolean;
};

/** Each family, and the colleague who is chosen for it. */
function ToTable({ lines, loads, form, anew }: ToTableGiven) {
  const first = anew ? new Map<string, number>() : lineVersionsOf(form);
  const version = ({ personId, record }: Line) => first.get(personId) ?? record?.version ?? 0;
  return (
    <Table
      caption={howMany(lines)}
      captionSize="m"
      columns={[
        { head: 'Who', cell: linkOf },
        {
          head: 'Priority',
          cell: (line) => (line.is === 'child' ? <PriorityTag rank={line.record?.priority ?? null} /> : ''),
        },
        { head: 'Last seen', cell: lastSeen },
        {
          head: 'To',
          cell: (line) => (
            <>
              <input type="hidden" name={lineVersionField(line.personId)} value={String(version(line))} />
              <select
                class="nhsuk-select"
                name={`to-${line.personId}`}
                aria-label={`Who takes ${nameOf(line)}?`}
              >
                <option value="">As chosen above</option>
                {loads.map(({ practitionerId, name }) => (
                  <option value={practitionerId} selected={form[`to-${line.personId}`] === practitionerId}>
                    {name}
                  </option>
                ))}
              </select>
            </>
          ),
        },
      ]}
      rows={lines}
      none="There is no family to reallocate."
    />
  );
}

/** Asked once more who takes how many; then done, one family after the other. */
async function give(asked: Asked, deps: WebDeps): Promise<Answered> {
  const from = fromOf(asked, deps);
  if (!from) return notFound;
  const read = readForm(fieldsFor(asked, deps, from.id), asked.form);
  if (!read.ok) return draw(asked, deps, read.errors);
  const given = givenTo(await linesOf(asked, deps, from.id), asked.form);
  if (asked.form.change === 'yes') return draw(asked, deps, []);
  if (given.length > 0 && asked.form.checked !== 'yes')
    return await checkPage(asked, deps, from.id, given, pagePaths.caseload(from.id ?? nobodyNamed));
  const bulkId = commandIdOf(asked.form);
  const outcome: BulkOutcome = await reallocate(
    {
      bulkId,
      teamId: asked.actor.teamId,
      fromPractitionerId: from.id,
      lines: toGive(given, 'child'),
      clients: toGive(given, 'client'),
      why: read.answers.text('why'),
    },
    bulkContext(deps, asked),
  );
  return outcome.kind === 'done'
    ? go(pagePaths.bulkOne(outcome.bulkId))
    : draw(
        asked,
        deps,
        [{ name: '', says: `${outcome.says} ${outcome.canDo}` }],
        given.filter(({ line }) => outcome.moved?.includes(line.personId)),
      );
}

/**
 * The lines that were shown, each with the colleague chosen for it, or else for all; lines without one are left out. A
 * family that has come to the caseload since was before nobody's eyes and is not given; one that has left it is
 * reported.
 */
function givenTo(lines: readonly Line[], form: RawForm): readonly Given[] {
  return [...lineVersionsOf(form)].flatMap(([personId, version]) => {
    const to = form[`to-${personId}`] || form.everybody;
    const line =
      lines.find((one) => one.personId === personId) ?? ({ is: 'child', personId, record: null } as const);
    return typeof to === 'string' && to !== '' ? [{ line, to, version }] : [];
  });
}

function toGive(given: readonly Given[], is: Line['is']) {
  return given
    .filter(({ line }) => line.is === is)
    .map(({ line, to, version }) => ({ personId: line.personId, toPractitionerId: to, version }));
}

function movedLine({ line, version }: Given): MovedLine {
  return { personId: line.personId, version, link: linkOf(line) };
}

function nameOf({ record, personId }: Line): string {
  return record
    ? `${record.givenName} ${record.familyName}`
    : `Somebody who has left this caseload, reference ${referenceOf(personId)}`;
}

function linkOf(line: Line) {
  if (line.record === null) return nameOf(line);
  return line.is === 'child' ? (
    <FamilyLink child={line.record} />
  ) : (
    <>
      <ClientLink client={line.record} /> (client)
    </>
  );
}

function lastSeen(line: Line): string {
  const on = line.is === 'child' ? line.record?.lastSeenOn : line.record.lastVisitOn;
  return on ? sayDate(on) : 'Never here';
}

/** "2 children and 1 client". */
function howMany(lines: readonly Line[]): string {
  const children = lines.filter(({ is }) => is === 'child').length;
  const clients = lines.length - children;
  const said = `${children} ${children === 1 ? 'child' : 'children'}`;
  return clients === 0 ? said : `${said} and ${clients} ${clients === 1 ? 'client' : 'clients'}`;
}

async function checkPage(
  asked: Asked,
  deps: WebDeps,
  from: string | null,
  given: readonly Given[],
  action: string,
): Promise<Answered> {
  const names = namesOf(deps.directory());
  const loads = await takerLoads(asked, deps, from);
  const now = (to: string) => loads.find(({ practitionerId }) => practitionerId === to)?.carries ?? '';
  const byTaker = [...Map.groupBy(given, ({ to }) => to)];
  return page(
    <Frame asked={asked} title="Check your answers" back={{ href: pagePaths.team, text: 'Team' }}>
      <h1 class="nhsuk-heading-l">Check your answers</h1>
      <Table
        caption="Who takes how many"
        captionSize="m"
        columns={[
          { head: 'Practitioner', cell: ([to]) => names.person(to) },
          { head: 'Carries now', cell: ([to]) => now(to) },
          { head: 'Takes', cell: ([, taken]) => howMany(taken.map(({ line }) => line)) },
          { head: 'Who', cell: ([, taken]) => taken.map(({ line }) => nameOf(line)).join(', ') },
        ]}
        rows={byTaker}
        none=""
      />
      <Form view={asked.view} action={action}>
        <Hidden form={asked.form} />
        <input type="hidden" name={commandField} value={randomUUID()} />
        <div class="nhsuk-button-group">
          <button class="nhsuk-button" type="submit" name="checked" value="yes">
            Reallocate them
          </button>{' '}
          <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="change" value="yes">
            Change the answers
          </button>
        </div>
      </Form>
    </Frame>,
  );
}
