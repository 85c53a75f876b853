import { isDeepStrictEqual } from 'node:util';
import type { QuarantineDecision } from '../../application/import/decision.ts';
import type { Standing } from '../../application/import/standing.ts';
import type { QuarantineItem } from '../../application/quarantine-readings.ts';
import { ownerOfItem } from '../../domain/access/quarantine.ts';
import { type Instant, sayDueFrom, sayInstant } from '../../domain/calendar/time.ts';
import { sayRule } from '../../domain/calendar/time-limits.ts';
import { sayWhatItIs } from '../../domain/language/quarantine-words.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { priorityWords } from '../../domain/language/words.ts';
import { type QuarantineReason, quarantineReasons, quarantineWords } from '../../domain/move/incoming.ts';
import { Details, Tag } from '../components/content.tsx';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Faults, Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { answersInWords, type FieldError } from '../forms/fields.ts';
import { quarantineFields, readDecision, settlementWords } from '../forms/quarantine-form.ts';
import { againstOf } from './carried.ts';
import { FormMark } from './form-mark.tsx';
import { Frame } from './frame.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { printOf, WhatStands } from './quarantine-standing.tsx';
import { toldIn } from './quarantine-told.ts';
import { type Answered, type Asked, go, notFound, page, type Route } from './route.ts';

/** One item of quarantine: what it tells, what stands in the records, and the form by which a person settles it. */
export function quarantineItemRoutes(deps: WebDeps): readonly Route[] {
  const path = pagePaths.quarantineItem(':id');
  return [
    {
      method: 'GET',
      path,
      permission: 'work-quarantine',
      looks: null,
      handle: (asked) => drawItem(asked, deps, []),
    },
    {
      method: 'POST',
      path,
      permission: 'work-quarantine',
      looks: null,
      handle: (asked) => settle(asked, deps),
    },
  ];
}

async function itemOf(
  { actor, parameters: { id = '' } }: Asked,
  deps: WebDeps,
): Promise<QuarantineItem | null> {
  return isId(id) ? await deps.readings.quarantineItem(actor, id) : null;
}

/** `overtaken`: what was sent was not recorded, because something has changed since the form was drawn. */
async function drawItem(
  asked: Asked,
  deps: WebDeps,
  errors: readonly FieldError[],
  overtaken = false,
): Promise<Answered> {
  const item = await itemOf(asked, deps);
  if (!item) return notFound;
  const standing = await deps.standingOf(item.quarantineId, deps.context(asked.actor, asked.now));
  const became = item.became && (await recordPath(item.became, asked, deps));
  const names = namesOf(deps.directory());
  return page(
    <Frame
      asked={asked}
      title="Quarantined item"
      back={{ href: pagePaths.quarantine, text: 'Quarantine' }}
      errors={errors.length > 0}
    >
      <Faults fields={quarantineFields} errors={errors} />
      <h1 class="nhsuk-heading-l">{reasonWords(item.reason)}</h1>
      <SummaryList rows={rowsOf(item, asked, deps)} />
      {standing && <WhatStands asked={asked} item={item.quarantineId} standing={standing} />}
      {item.settledAt ? (
        <>
          <p>
            {`Settled ${sayInstant(item.settledAt)} by ${names.person(item.settledBy ?? '')}. ${sayHow(item)} `}
            {became && <a href={became}>Open the record</a>}
          </p>
          {overtaken && <WhatWasEntered asked={asked} />}
        </>
      ) : (
        <SettleForm asked={asked} item={item} standing={standing} errors={errors} overtaken={overtaken} />
      )}
      <AsItCame item={item} names={names} />
    </Frame>,
    errors.length > 0 ? 422 : 200,
  );
}

function rowsOf(item: QuarantineItem, { actor, now }: Asked, deps: WebDeps) {
  const owner = ownerOfItem(item.teamId, deps.context(actor, now));
  return [
    { key: 'What it is', value: sayWhatItIs(item) },
    { key: 'Why', value: item.says },
    ...toldIn(item),
    ...(item.settledAt === null
      ? [
          { key: 'Owed by', value: namesOf(deps.directory()).team(owner) },
          { key: 'Settle by', value: <Due item={item} now={now} /> },
        ]
      : []),
    { key: 'Came', value: sayInstant(item.receivedAt) },
  ];
}

type SettleFormProps = {
  readonly asked: Asked;
  readonly item: QuarantineItem;
  readonly standing: Standing | null;
  readonly errors: readonly FieldError[];
  readonly overtaken: boolean;
};

function SettleForm({ asked, item, standing, errors, overtaken }: SettleFormProps) {
  return (
    <Form view={asked.view} action={pagePaths.quarantineItem(item.quarantineId)}>
      <h2 class="nhsuk-heading-m">Settle it</h2>
      <FormMark form={overtaken ? null : asked.form} stands={printOf(standing)} />
      <Questions fields={quarantineFields} typed={asked.form} errors={errors} />
      <Button>Settle this item</Button>
    </Form>
  );
}

async function settle(asked: Asked, deps: WebDeps): Promise<Answered> {
  const { actor, form, now } = asked;
  const item = await itemOf(asked, deps);
  if (!item) return notFound;
  const read = readDecision(form, item.source);
  if ('errors' in read) return drawItem(asked, deps, read.errors);
  const context = deps.context(actor, now);
  const { quarantineId } = item;
  if (item.settledAt === null && againstOf(form) !== printOf(await deps.standingOf(quarantineId, context)))
    return drawItem(asked, deps, [{ name: '', says: standsOtherwise }], true);
  const settled = await deps.settleQuarantine(quarantineId, read.decision, context);
  if (settled.kind === 'settled') return go(pagePaths.quarantine);
  const stands = await itemOf(asked, deps);
  if (stands === null || stands.settledAt === null)
    return drawItem(asked, deps, [{ name: 'settlement', says: settled.says }]);
  if (settledSo(stands, read.decision, actor.practitionerId)) return go(pagePaths.quarantine);
  const by = namesOf(deps.directory()).person(stands.settledBy ?? '');
  const says = `${by} settled this item ${sayInstant(stands.settledAt)}, before you. What you entered was not recorded: it stands below`;
  return drawItem(asked, deps, [{ name: '', says }], true);
}

/** How an item was settled: by a person’s choice, by what stands in a record, or by a message that took it back. */
const settledWords: Readonly<Record<string, string>> = {
  ...settlementWords,
  recorded: 'It stands in the record',
  'taken-back': 'A later message took it back',
};

/** How it was settled, and what was said of it. */
export function sayHow({ settlement, note }: QuarantineItem): string {
  return `${settledWords[settlement ?? ''] ?? settlement}: ${note ?? ''}`;
}

/** Why it waits for a person. */
export function reasonWords(reason: string): string {
  return (quarantineReasons as readonly string[]).includes(reason)
    ? quarantineWords[reason as QuarantineReason]
    : reason;
}

/** How people name what came in. */
const sourceWords: Readonly<Record<string, string>> = {
  nems: 'National message',
  pds: 'Demographics record',
  caseload: 'Caseload file',
  clients: 'File of clients',
  directory: 'File of the directory or of sites',
  postcodes: 'File of postcodes',
  unknown: 'Not known',
};

/** From which file or message an item came. */
export function sayOrigin({ source, fileName, rowNo }: QuarantineItem): string {
  return `${sourceWords[source] ?? source}, ${fileName}${rowNo === null ? '' : `, row ${rowNo}`}`;
}

/** By when an item is to be settled; overdue is a word, not only a colour. */
export function Due({ item: { dueAt }, now }: { readonly item: QuarantineItem; readonly now: Instant }) {
  if (dueAt === null) return <>Not counted yet</>;
  return (
    <>
      {dueAt <= now && (
        <>
          <Tag colour="red">Overdue</Tag>{' '}
        </>
      )}
      {sayDueFrom(dueAt, now)}
    </>
  );
}

/** Which row and version of the time limits gave the due time. */
function sayLimitOf({ row, column, ruleVersion }: QuarantineItem, names: Names): string {
  return row && column && ruleVersion
    ? `Row ${row} of the time limits, ${priorityWords[column].toLowerCase()}, ${sayRule(ruleVersion, names.area)}`
    : 'Counted by the next sweep';
}

/** For whoever looks into the sender's file, or asks which limit counts. */
function AsItCame({ item, names }: { readonly item: QuarantineItem; readonly names: Names }) {
  return (
    <Details summary="Where it came from, and the text as it came">
      <p>{`${sayOrigin(item)}.${item.settledAt === null ? ` ${sayLimitOf(item, names)}.` : ''}`}</p>
      <pre class="hh-content">{item.content}</pre>
    </Details>
  );
}

const standsOtherwise =
  'What stands in the records of this item has changed since you opened this page, so nothing was recorded. Read what stands now, and settle it if that still holds';

/** Whether it was settled by this very answer, sent before. */
function settledSo({ settledBy, decision }: QuarantineItem, sent: QuarantineDecision, by: string): boolean {
  return settledBy === by && isDeepStrictEqual(decision, sent);
}

/** What somebody typed for an item that another had settled by then: nothing of it is lost. */
function WhatWasEntered({ asked }: { readonly asked: Asked }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">What you entered</h2>
      <SummaryList
        rows={answersInWords(quarantineFields, asked.form).map(({ label, words }) => ({
          key: label,
          value: words,
        }))}
      />
    </>
  );
}

async function recordPath(personId: string, { actor }: Asked, { clients }: WebDeps): Promise<string> {
  return (await clients.reads(actor, personId)) ? pagePaths.client(personId) : pagePaths.child(personId);
}
