import { randomUUID } from 'node:crypto';
import type { Outcome } from '../../application/command.ts';
import type { ReadChild } from '../../application/readings.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import type { ChildCommand } from '../../domain/child/commands.ts';
import { findHandover } from '../../domain/child/state.ts';
import { route } from '../../domain/directory/routing.ts';
import { type HandoverCommandName, handoverCommandNames } from '../../domain/handover/commands.ts';
import { headline } from '../../domain/language/headline.ts';
import { refusals } from '../../domain/language/refusals.ts';
import { holderWords, namesOf, tellFact } from '../../domain/language/timeline.ts';
import { Details, InsetText, Panel, WarningCallout } from '../components/content.tsx';
import { ErrorSummary } from '../components/errors.tsx';
import { Form } from '../components/form.tsx';
import { Button, ButtonLink } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Questions } from '../components/questions.tsx';
import { Timeline } from '../components/record.tsx';
import type { WebDeps } from '../deps.ts';
import { type ChildFormName, childForms } from '../forms/child-forms.ts';
import {
  answersInWords,
  draftOf,
  type Field,
  type FieldError,
  type RawForm,
  readForm,
} from '../forms/fields.ts';
import type { ChildForm, Reach, View } from '../forms/form.ts';
import { handoverForm } from '../forms/handover-forms.ts';
import { closedRecord, WhoHolds } from './closed-record.tsx';
import { Frame } from './frame.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, go, notFound, page, type Route } from './route.ts';

/** The true time of what is entered late: accountability still moves when it is recorded. */
const happenedField: Field = {
  kind: 'moment',
  name: 'happened',
  label: 'When did it happen?',
  hint: 'Leave empty if it happened just now. The record keeps both times.',
  optional: true,
};

function formOf(name: string | undefined, hasHandover: boolean): ChildForm | null {
  if (hasHandover && (handoverCommandNames as readonly string[]).includes(name ?? ''))
    return handoverForm(name as HandoverCommandName);
  return !hasHandover && Object.hasOwn(childForms, name ?? '') ? childForms[name as ChildFormName] : null;
}

type Opened = {
  readonly child: ReadChild;
  readonly view: View;
  readonly form: ChildForm;
  readonly name: string;
  readonly address: string;
};

/** What a form is drawn against; without the child, why it is not drawn. */
async function open(
  asked: Asked,
  deps: WebDeps,
): Promise<Opened | { readonly shut: 'no-such-form' | 'no-relation' }> {
  const { personId = '', handoverId, form: name = '' } = asked.parameters;
  const form = formOf(name, handoverId !== undefined);
  if (!form || !isId(personId)) return { shut: 'no-such-form' };
  const child = await deps.readings.child(asked.actor, personId, `form ${name}`, 'Entering what was done');
  if (!child) return { shut: 'no-relation' };
  const handover = handoverId ? findHandover(child.state, handoverId) : null;
  if (handoverId && !handover) return { shut: 'no-such-form' };
  const view: View = {
    personId,
    state: child.state,
    facts: child.facts,
    handover,
    directory: deps.directory(),
    actor: asked.actor,
    now: asked.now,
  };
  const address = handoverId
    ? pagePaths.handoverForm(personId, handoverId, name)
    : pagePaths.form(personId, name);
  return { child, view, form, name, address };
}

/** Forms about a child and its handovers: each is drawn, kept as a draft, sent, refused in words, or compared with what changed. */
export function formRoutes(deps: WebDeps): readonly Route[] {
  const addresses = [
    pagePaths.form(':personId', ':form'),
    pagePaths.handoverForm(':personId', ':handoverId', ':form'),
  ];
  return addresses.flatMap((path): Route[] => [
    {
      method: 'GET',
      path,
      permission: 'read-child',
      looks: 'form',
      handle: (asked) => drawForm(asked, deps),
    },
    {
      method: 'POST',
      path,
      permission: 'read-child',
      looks: 'form',
      handle: (asked) => takeForm(asked, deps),
    },
  ]);
}

async function drawForm(asked: Asked, deps: WebDeps): Promise<Answered> {
  const opened = await open(asked, deps);
  if ('shut' in opened) return opened.shut === 'no-relation' ? closedRecord(asked, deps) : notFound;
  const draft = await deps.readings.draft(asked.actor, opened.view.personId, opened.address);
  const typed = { ...opened.form.known?.(opened.view), ...draft?.data };
  const places = opened.form.fields(opened.view).some((field) => field.place);
  const left = places ? ' What may tell where the family lives is not kept in drafts: enter it again.' : '';
  const note = draft ? `Your draft of ${sayInstant(draft.savedAt)} is filled in.${left}` : null;
  return page(
    <FormPage
      asked={asked}
      opened={opened}
      typed={typed}
      errors={[]}
      note={note}
      version={opened.child.version}
      commandId={randomUUID()}
    />,
  );
}

async function takeForm(asked: Asked, deps: WebDeps): Promise<Answered> {
  const opened = await open(asked, deps);
  const commandId = isId(String(asked.form._command)) ? String(asked.form._command) : randomUUID();
  if ('shut' in opened)
    return opened.shut === 'no-relation' ? withoutRelation(asked, commandId, deps) : notFound;
  const { form, view, child, address } = opened;
  const typed = withoutControls(asked.form);
  const version = Number(asked.form._version ?? child.version);
  if (asked.form._then === 'keep') {
    await deps.readings.saveDraft(asked.actor, view.personId, address, {
      data: draftOf([...form.fields(view), happenedField], typed),
      againstVersion: version,
      savedAt: asked.now,
    });
    return go(
      view.handover
        ? pagePaths.handover(view.personId, view.handover.handoverId)
        : pagePaths.child(view.personId),
    );
  }
  const again = (errors: readonly FieldError[], status: number) =>
    page(
      <FormPage
        asked={asked}
        opened={opened}
        typed={typed}
        errors={errors}
        note={null}
        version={version}
        commandId={commandId}
      />,
      status,
    );
  const read = readForm([...form.fields(view), happenedField], asked.form);
  if (!read.ok) return again(read.errors, 422);
  const command = await form.command(read.answers, view, reachOf(deps, asked));
  const happened = read.answers.text('happened');
  const issued = {
    personId: view.personId,
    commandId,
    command,
    expectedVersion: version,
    happenedAt: happened === '' ? null : happened,
  };
  const outcome = await deps.issue(issued, deps.context(asked.actor, asked.now));
  switch (outcome.kind) {
    case 'done':
    case 'repeated':
      await deps.readings.dropDraft(asked.actor, view.personId, address);
      if (sealsAddress(command)) await sealFamily(asked, child, deps);
      return go(`${pagePaths.done(view.personId, opened.name)}${handoverQuery(outcome, opened)}`);
    case 'refused': {
      const { says, canDo } = refusals[outcome.refusal.code];
      const detail = outcome.refusal.detail ? ` (${outcome.refusal.detail})` : '';
      const holds = outcome.holder
        ? ` ${holderWords(outcome.holder, namesOf(view.directory))} holds the child now.`
        : '';
      return again([{ name: '', says: `${says}${detail} ${canDo}${holds}` }], 422);
    }
    case 'conflict':
      return comparison(asked, opened, typed, version);
    case 'not-found':
      return closedRecord(asked, deps);
  }
}

/** A second click on what took the team off the record, as a decline does, is told that it was done; nothing is done twice. */
async function withoutRelation(asked: Asked, commandId: string, deps: WebDeps): Promise<Answered> {
  const { personId = '', form = '' } = asked.parameters;
  const done = await deps.readings.wasWritten(asked.actor, personId, commandId);
  return done ? go(pagePaths.done(personId, form)) : closedRecord(asked, deps);
}

function sealsAddress(command: ChildCommand): boolean {
  if (command.type === 'seal-address') return command.sealed;
  return command.type === 'record-address' && command.address.sealed;
}

/**
 * A brother or sister at the same place would tell it, so the whole family is sealed: one command for each child, each
 * harmless to repeat (promises P7, P11). Opening is never done for others.
 */
async function sealFamily(asked: Asked, child: ReadChild, deps: WebDeps): Promise<void> {
  const command = { type: 'seal-address', sealed: true, why: 'A child of the family was sealed' } as const;
  for (const { personId } of child.siblings) {
    const issued = { personId, commandId: randomUUID(), command, expectedVersion: null, happenedAt: null };
    await deps.issue(issued, deps.context(asked.actor, asked.now));
  }
}

function handoverQuery(outcome: Outcome, { view }: Opened): string {
  const made =
    outcome.kind === 'done' ? outcome.facts.find((fact) => fact.type === 'HandoverPrepared') : undefined;
  const handoverId = made && 'handoverId' in made ? made.handoverId : view.handover?.handoverId;
  return handoverId ? `?handover=${handoverId}` : '';
}

/** Fresh ids, and the route for a postcode: residence decides, with the reason (scenario A27). */
export function reachOf(deps: WebDeps, asked: Asked): Reach {
  return {
    newId: randomUUID,
    routeOf: async (postcode, wants, temporary) => {
      const today = asked.now.slice(0, 10);
      const areaCode = postcode === null ? null : await deps.readings.areaOfPostcode(postcode, today);
      return { areaCode, route: route(deps.directory(), { areaCode, postcode, wants, temporary }, today) };
    },
  };
}

function withoutControls(form: RawForm): RawForm {
  return Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith('_')));
}

type FormPageProps = {
  asked: Asked;
  opened: Opened;
  typed: RawForm;
  errors: readonly FieldError[];
  note: string | null;
  version: number;
  commandId: string;
};

function FormPage({ asked, opened, typed, errors, note, version, commandId }: FormPageProps) {
  const { form, view, address } = opened;
  const fields = form.fields(view);
  const shown = form.shows?.(view) ?? null;
  const back = view.handover
    ? { href: pagePaths.handover(view.personId, view.handover.handoverId), text: 'The handover' }
    : { href: pagePaths.child(view.personId), text: 'The child' };
  const { who } = headline(view.state, view.directory, view.now);
  return (
    <Frame asked={asked} title={form.title} back={back} errors={errors.length > 0}>
      <ErrorSummary
        errors={errors.map(({ name, says }) => ({ field: name === '' ? 'maincontent' : name, text: says }))}
      />
      <p class="nhsuk-caption-l">{who}</p>
      <h1 class="nhsuk-heading-l">{form.title}</h1>
      {form.guidance && (
        <InsetText>
          <p>{form.guidance(view)}</p>
        </InsetText>
      )}
      {shown && (
        <>
          <h2 class="nhsuk-heading-m">{shown.heading}</h2>
          <SummaryList rows={shown.lines} />
        </>
      )}
      {note && <p>{note}</p>}
      <Form view={asked.view} action={address}>
        <input type="hidden" name="_version" value={String(version)} />
        <input type="hidden" name="_command" value={commandId} />
        <Questions fields={fields} typed={typed} errors={errors} />
        <Details summary="It happened earlier" open={errors.some((error) => error.name === 'happened')}>
          <Questions fields={[happenedField]} typed={typed} errors={errors} />
        </Details>
        <div class="nhsuk-button-group">
          <Button>{form.button}</Button>
          {fields.length > 0 && (
            <Button variant="secondary" name="_then" value="keep">
              Save and come back later
            </Button>
          )}
        </div>
      </Form>
    </Frame>
  );
}

/** An old tab or a second user: what changed meanwhile, what was typed, and a choice. Never a silent win (promise P8). */
function comparison(asked: Asked, opened: Opened, typed: RawForm, version: number): Answered {
  const { child, view, form, address } = opened;
  const names = namesOf(view.directory);
  const newer = child.facts.filter(
    (stored) => stored.version > version && stored.fact.type !== 'DeadlinesMoved',
  );
  const items = newer.map((stored) => {
    const { says, lines } = tellFact(stored.fact, names);
    return {
      title: says,
      by: names.person(stored.by.practitionerId),
      when: sayInstant(stored.recordedAt),
      datetime: stored.recordedAt,
      children: lines.map((line) => <p>{line}</p>),
    };
  });
  return page(
    <Frame
      asked={asked}
      title="Somebody changed this record"
      back={{ href: pagePaths.child(view.personId), text: 'The child' }}
    >
      <h1 class="nhsuk-heading-l">Somebody changed this record after you opened it</h1>
      <p>{headline(view.state, view.directory, view.now).who}.</p>
      <WarningCallout heading="Nothing of yours has been recorded yet" level={2}>
        <p>Read what changed, then decide whether what you entered is still right.</p>
      </WarningCallout>
      <h2 class="nhsuk-heading-m">What changed meanwhile</h2>
      <Timeline items={items} level={3} />
      <h2 class="nhsuk-heading-m">What you entered: {form.title.toLowerCase()}</h2>
      <SummaryList
        rows={answersInWords([...form.fields(view), happenedField], typed).map(({ label, words }) => ({
          key: label,
          value: words,
        }))}
      />
      <Form view={asked.view} action={address}>
        <input type="hidden" name="_version" value={String(child.version)} />
        <input type="hidden" name="_command" value={randomUUID()} />
        {Object.entries(typed).flatMap(([name, value]) =>
          (typeof value === 'string' ? [value] : (value ?? [])).map((one) => (
            <input type="hidden" name={name} value={one} />
          )),
        )}
        <div class="nhsuk-button-group">
          <Button>Record it all the same</Button>
          <ButtonLink href={pagePaths.child(view.personId)} variant="secondary">
            Leave it as it is now
          </ButtonLink>
        </div>
      </Form>
    </Frame>,
    409,
  );
}

/** After sending: who holds the child now, and what happens next and by when. */
export function doneRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.done(':personId', ':command'),
      permission: 'read-child',
      looks: 'confirmation',
      handle: async (asked) => {
        const { personId = '', command = '' } = asked.parameters;
        const handoverId = asked.query.handover;
        const form = formOf(command, true) ?? formOf(command, false);
        if (!form || !isId(personId)) return notFound;
        const child = await deps.readings.child(
          asked.actor,
          personId,
          'confirmation',
          'After an entry of one’s own',
        );
        if (!child) {
          const holds = await deps.readings.whoHoldsNow(asked.actor, personId, 'confirmation');
          return page(
            <Frame asked={asked} title="Recorded" back={{ href: '/', text: 'My work' }}>
              <Panel title="Recorded">
                <p>Your team stands in no relation to this child any more, so its record is closed to you.</p>
              </Panel>
              {holds && <WhoHolds holds={holds} deps={deps} />}
            </Frame>,
          );
        }
        const top = headline(child.state, deps.directory(), asked.now);
        return page(
          <Frame asked={asked} title="Recorded" back={{ href: pagePaths.child(personId), text: 'The child' }}>
            <Panel title={`${top.who} now`}>
              <p>{form.title}: recorded.</p>
            </Panel>
            <p>What happens next: {top.next}.</p>
            <p>
              <ButtonLink
                href={
                  handoverId && isId(handoverId)
                    ? pagePaths.handover(personId, handoverId)
                    : pagePaths.child(personId)
                }
              >
                Go on
              </ButtonLink>
            </p>
          </Frame>,
        );
      },
    },
  ];
}
