import type { ReadChild } from '../../application/readings.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { nhsNumberFaultWords, parseNhsNumber } from '../../domain/identity/nhs-number.ts';
import { type RefusalCode, sayRefusal } from '../../domain/language/refusals.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { mayAgree } from '../../domain/responsibility/open-address.ts';
import { gapsIn, recountPeriods } from '../../domain/responsibility/recount.ts';
import { InsetText } from '../components/content.tsx';
import { Carried, Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Faults, Questions } from '../components/questions.tsx';
import { Timeline } from '../components/record.tsx';
import type { WebDeps } from '../deps.ts';
import { agreeing } from '../forms/agreeing.ts';
import { type Field, type FieldError, readForm } from '../forms/fields.ts';
import { AccountabilityPicture } from './accountability-picture.tsx';
import { commandIdOf, versionOf } from './carried.ts';
import { Frame } from './frame.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { timelineOf } from './record-timeline.tsx';
import { type Answered, type Asked, go, page, type Route } from './route.ts';

const whyField: Field = {
  kind: 'long',
  name: 'why',
  label: 'Why do you open it?',
  hint: 'It is recorded with your name, and shown to whoever looks after the record of looks.',
};
const wrongField: Field = { kind: 'long', name: 'wrong', label: 'What was wrong?' };

/** The old records of adopted children: for the named nurse of the organisation alone, each look with a reason (scenario A16). */
export function sealedRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.sealed,
      permission: 'open-sealed',
      looks: null,
      handle: (asked) => list(asked, deps, []),
    },
    {
      method: 'POST',
      path: pagePaths.sealed,
      permission: 'open-sealed',
      looks: null,
      handle: (asked) => {
        if (asked.form._then === 'reverse') return reverse(asked, deps);
        return asked.form._then === 'pass' ? pass(asked, deps) : open(asked, deps);
      },
    },
  ];
}

async function list(asked: Asked, deps: WebDeps, errors: readonly FieldError[]): Promise<Answered> {
  const records = await deps.readings.sealedRecords(asked.actor);
  const options = records.map(({ personId, sealedAt, team }) => ({
    value: personId,
    words: `Reference ${personId.slice(0, 8).toUpperCase()}: sealed ${sayInstant(sealedAt)}, last held by ${namesOf(deps.directory()).team(team)}`,
  }));
  const fields: readonly Field[] = [
    { kind: 'choice', name: 'record', label: 'Which record?', options },
    whyField,
  ];
  return page(
    <Frame asked={asked} title="Sealed records" errors={errors.length > 0}>
      <Faults fields={fields} errors={errors} />
      <h1 class="nhsuk-heading-l">Sealed records</h1>
      <InsetText>
        <p>
          The old record of an adopted child ends when the new one has a holder. It is found by no search, no
          name, no number and no family, and nothing in it leads to the new one.
        </p>
      </InsetText>
      {options.length === 0 ? (
        <p>Your organisation keeps no sealed record.</p>
      ) : (
        <Form view={asked.view} action={pagePaths.sealed}>
          <Questions fields={fields} typed={asked.form} errors={errors} />
          <Button>Open the record</Button>
        </Form>
      )}
    </Frame>,
    errors.length > 0 ? 422 : 200,
  );
}

async function open(asked: Asked, deps: WebDeps): Promise<Answered> {
  const personId = String(asked.form.record ?? '');
  const read = readForm([whyField], asked.form);
  const errors: FieldError[] = read.ok ? [] : [...read.errors];
  if (!isId(personId)) errors.unshift({ name: 'record', says: 'Select which record to open' });
  if (!read.ok || errors.length > 0) return list(asked, deps, errors);
  const child = await deps.readings.sealedRecord(asked.actor, personId, read.answers.text('why'));
  return child
    ? page(<SealedRecord asked={asked} child={child} deps={deps} errors={[]} />)
    : list(asked, deps, [{ name: 'record', says: 'Select which record to open' }]);
}

const movedSince =
  'Somebody has changed this record since you opened it, so nothing was recorded. All that happened stands on this page, the newest first: send this again if it still holds';

/** An adoption recorded in error is taken back like every end: the holder is restored and the interval reported (P2). */
async function reverse(asked: Asked, deps: WebDeps): Promise<Answered> {
  const personId = String(asked.form.record ?? '');
  const why = String(asked.form.wrong ?? '').trim();
  const child = isId(personId)
    ? await deps.readings.sealedRecord(asked.actor, personId, 'Taking back an adoption recorded in error')
    : null;
  if (!child) return list(asked, deps, []);
  const again = (says: string) =>
    page(<SealedRecord asked={asked} child={child} deps={deps} errors={[{ name: 'wrong', says }]} />, 422);
  if (why === '') return again('Enter what was wrong');
  const command = { type: 'reverse-end', why } as const;
  const carried = { commandId: commandIdOf(asked.form), expectedVersion: versionOf(asked.form) };
  const outcome = await deps.issue(
    { personId, command, happenedAt: null, ...carried },
    deps.context(asked.actor, asked.now),
  );
  if (outcome.kind === 'refused') return again(sayRefusal(outcome.refusal));
  if (outcome.kind === 'conflict') return again(movedSince);
  return go(pagePaths.sealed);
}

/** A summary for the team of the new record, by the designated route. The look at this one stands in its record of looks. */
async function pass(asked: Asked, deps: WebDeps): Promise<Answered> {
  const personId = String(asked.form.record ?? '');
  const child = isId(personId)
    ? await deps.readings.sealedRecord(asked.actor, personId, 'Passing a summary to the new record')
    : null;
  if (!child) return list(asked, deps, []);
  const again = (errors: readonly FieldError[]) =>
    page(<SealedRecord asked={asked} child={child} deps={deps} errors={errors} />, 422);
  const context = deps.context(asked.actor, asked.now);
  const read = readForm(summaryFields(child, context), asked.form);
  if (!read.ok) return again(read.errors);
  const number = parseNhsNumber(read.answers.text('number'));
  if (!number.ok) return again([{ name: 'number', says: nhsNumberFaultWords[number.why] }]);
  const outcome = await deps.passSummary(
    {
      personId,
      commandId: commandIdOf(asked.form),
      expectedVersion: versionOf(asked.form),
      newNumber: number.number,
      text: read.answers.text('summary'),
      agreedBy: read.answers.text('agreed-by'),
    },
    context,
  );
  if (outcome.kind === 'refused')
    return again([{ name: placeOf[outcome.refusal.code] ?? 'summary', says: sayRefusal(outcome.refusal) }]);
  if (outcome.kind !== 'done' && outcome.kind !== 'repeated')
    return again([{ name: 'summary', says: movedSince }]);
  return page(
    <Frame asked={asked} title="Summary passed" back={{ href: pagePaths.sealed, text: 'Sealed records' }}>
      <h1 class="nhsuk-heading-l">The summary was passed</h1>
      <p>
        The team that answers for the child in the new record was told, with your name and that of whoever
        agreed. Nothing there leads to the sealed record, and nothing here says where it went.
      </p>
    </Frame>,
  );
}

/** At which question a refusal is mended. */
const placeOf: Partial<Record<RefusalCode, string>> = {
  'adopted-needs-new-holder': 'number',
  'two-names-needed': 'agreed-by',
};

function summaryFields(child: ReadChild, context: Context): readonly Field[] {
  return [
    {
      kind: 'text',
      name: 'number',
      label: 'NHS number of the new record',
      hint: 'Asked once and not kept.',
      short: true,
    },
    {
      kind: 'long',
      name: 'summary',
      label: 'What does the new team need to know?',
      hint: 'Write “the child” and “the mother”: no names, numbers, addresses or references.',
    },
    {
      kind: 'choice',
      name: 'agreed-by',
      label: 'Who has read it and agreed?',
      hint: 'Your name and theirs stand in both records.',
      options: agreeing(mayAgree(child.state, context)),
    },
  ];
}

function SealedRecord({
  asked,
  child,
  deps,
  errors,
}: {
  asked: Asked;
  child: ReadChild;
  deps: WebDeps;
  errors: readonly FieldError[];
}) {
  const passing = asked.form._then === 'pass';

  const { identity } = child.state;
  const names = namesOf(deps.directory(), identity);
  return (
    <Frame
      asked={asked}
      title="Sealed record"
      back={{ href: pagePaths.sealed, text: 'Sealed records' }}
      errors={errors.length > 0}
    >
      <Faults fields={[wrongField]} errors={errors} />
      <h1 class="nhsuk-heading-l">Sealed record</h1>
      <p>That you opened it, and why, is recorded.</p>
      <SummaryList
        rows={[
          { key: 'Name', value: `${identity.givenName} ${identity.familyName}`.trim() || 'Not known' },
          { key: 'Mother', value: identity.mother?.name ?? 'Not known' },
        ]}
      />
      <h2 class="nhsuk-heading-m">Accountability over time</h2>
      <AccountabilityPicture
        periods={recountPeriods(child.facts)}
        gaps={gapsIn(child.facts, asked.now)}
        names={names}
        now={asked.now}
      />
      <h2 class="nhsuk-heading-m">All that happened</h2>
      <Timeline items={timelineOf(child, names)} level={3} />
      <h2 class="nhsuk-heading-m">Pass a summary to the new record</h2>
      <p>
        Only what the child’s new team needs for its health. You sign it, and a second person has read it.
      </p>
      <Form view={asked.view} action={pagePaths.sealed}>
        <input type="hidden" name="record" value={child.personId} />
        <Carried version={child.version} />
        <Questions
          fields={summaryFields(child, deps.context(asked.actor, asked.now))}
          typed={passing ? asked.form : {}}
          errors={passing ? errors : []}
        />
        <Button variant="secondary" name="_then" value="pass">
          Sign and pass the summary
        </Button>
      </Form>
      <h2 class="nhsuk-heading-m">It was sealed in error</h2>
      <Form view={asked.view} action={pagePaths.sealed}>
        <input type="hidden" name="record" value={child.personId} />
        <Carried version={child.version} />
        <Questions fields={[wrongField]} typed={passing ? {} : asked.form} errors={passing ? [] : errors} />
        <Button variant="secondary" name="_then" value="reverse">
          Restore the holder
        </Button>
      </Form>
    </Frame>
  );
}
