import { isDeepStrictEqual } from 'node:util';
import type { QuarantineDecision } from '../../application/import/decision.ts';
import {
  type QuarantineItem,
  type QuarantineList,
  quarantineLists,
} from '../../application/quarantine-readings.ts';
import { ownerOfItem } from '../../domain/access/quarantine.ts';
import { type Instant, sayDueFrom, sayInstant } from '../../domain/calendar/time.ts';
import { sayRule } from '../../domain/calendar/time-limits.ts';
import { sayWhatItIs } from '../../domain/language/quarantine-words.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { priorityWords } from '../../domain/language/words.ts';
import { type QuarantineReason, quarantineReasons, quarantineWords } from '../../domain/move/incoming.ts';
import { Details, InsetText, Tag } from '../components/content.tsx';
import { Form } from '../components/form.tsx';
import { Button, SubNavigation } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Faults, Questions } from '../components/questions.tsx';
import { type Column, Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { answersInWords, type FieldError } from '../forms/fields.ts';
import { quarantineFields, readDecision, settlementWords } from '../forms/quarantine-form.ts';
import { againstOf } from './carried.ts';
import { FormMark } from './form-mark.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { printOf, WhatStands } from './quarantine-standing.tsx';
import { toldIn } from './quarantine-told.ts';
import { type Answered, type Asked, go, notFound, page, type Route } from './route.ts';

/** How an item was settled: by a person’s choice, by what stands in a record, or by a message that took it back. */
const settledWords: Readonly<Record<string, string>> = {
  ...settlementWords,
  recorded: 'It stands in the record',
  'taken-back': 'A later message took it back',
};

function sayHow({ settlement, note }: QuarantineItem): string {
  return `${settledWords[settlement ?? ''] ?? settlement}: ${note ?? ''}`;
}

function reasonWords(reason: string): string {
  return (quarantineReasons as readonly string[]).includes(reason)
    ? quarantineWords[reason as QuarantineReason]
    : reason;
}

const listPaths: Readonly<Record<QuarantineList, string>> = {
  open: pagePaths.quarantine,
  overdue: pagePaths.quarantineOverdue,
  settled: `${pagePaths.quarantine}?settled=yes`,
};

const listWords: Readonly<
  Record<QuarantineList, { heading: string; link: string; caption: string; none: string }>
> = {
  open: {
    heading: 'Quarantine',
    link: 'To settle',
    caption: 'To settle, what is due first comes first',
    none: 'Nothing waits in quarantine.',
  },
  overdue: {
    heading: 'Overdue in quarantine',
    link: 'Overdue',
    caption: 'Overdue, the longest first',
    none: 'Nothing in quarantine is overdue.',
  },
  settled: {
    heading: 'Settled quarantine',
    link: 'Settled',
    caption: 'Settled, newest first',
    none: 'Nothing was settled yet.',
  },
};

function columnsOf(list: QuarantineList, now: Instant): readonly Column<QuarantineItem>[] {
  return [
    {
      head: 'Reason',
      cell: (item) => (
        <a
          href={pagePaths.quarantineItem(item.quarantineId)}
        >{`${reasonWords(item.reason)} (${item.quarantineId.slice(-6)})`}</a>
      ),
    },
    { head: 'What it is', cell: sayWhatItIs },
    list === 'settled'
      ? { head: 'Settled', cell: sayHow }
      : { head: 'Settle by', cell: (item) => <Due item={item} now={now} /> },
    { head: 'From', cell: sayOrigin },
    { head: 'Came', cell: (item) => sayInstant(item.receivedAt) },
  ];
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

function sayOrigin({ source, fileName, rowNo }: QuarantineItem): string {
  return `${sourceWords[source] ?? source}, ${fileName}${rowNo === null ? '' : `, row ${rowNo}`}`;
}

function Due({ item: { dueAt }, now }: { readonly item: QuarantineItem; readonly now: Instant }) {
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

/** What could not be trusted, for a person to work. */
export function quarantineRoutes(deps: WebDeps): readonly Route[] {
  const list = async (asked: Asked): Promise<Answered> => {
    const which =
      asked.query.settled === 'yes' ? 'settled' : asked.query.overdue === 'yes' ? 'overdue' : 'open';
    const from = pageStart(asked.query.from);
    const items = await deps.readings.quarantine(asked.actor, which, from, asked.now);
    return page(
      <Frame asked={asked} title={listWords[which].heading}>
        <h1 class="nhsuk-heading-l">{listWords[which].heading}</h1>
        <InsetText>
          <p>
            What could not be trusted is kept here whole for a person to work. Nothing in it was matched on or
            acted on. Each item has a day by which somebody settles it; after that the ladder tells.
          </p>
        </InsetText>
        <SubNavigation
          label="Which"
          items={quarantineLists.map((one) => ({ href: listPaths[one], text: listWords[one].link }))}
          current={listPaths[which]}
        />
        <Table
          caption={listWords[which].caption}
          captionSize="m"
          columns={columnsOf(which, asked.now)}
          rows={items}
          none={listWords[which].none}
        />
        <Further href={listPaths[which]} from={from} shown={items.length} />
      </Frame>,
    );
  };
  const one = async (asked: Asked, errors: readonly FieldError[], overtaken = false): Promise<Answered> => {
    const { id = '' } = asked.parameters;
    const item = isId(id) ? await deps.readings.quarantineItem(asked.actor, id) : null;
    if (!item) return notFound;
    const names = namesOf(deps.directory());
    const standing = await deps.standingOf(id, deps.context(asked.actor, asked.now));
    const became = item.became && (await recordPath(item.became, asked, deps));
    return page(
      <Frame
        asked={asked}
        title="Quarantined item"
        back={{ href: pagePaths.quarantine, text: 'Quarantine' }}
        errors={errors.length > 0}
      >
        <Faults fields={quarantineFields} errors={errors} />
        <h1 class="nhsuk-heading-l">{reasonWords(item.reason)}</h1>
        <SummaryList
          rows={[
            { key: 'What it is', value: sayWhatItIs(item) },
            { key: 'Why', value: item.says },
            ...toldIn(item),
            ...(item.settledAt === null
              ? [
                  {
                    key: 'Owed by',
                    value: names.team(ownerOfItem(item.teamId, deps.context(asked.actor, asked.now))),
                  },
                  { key: 'Settle by', value: <Due item={item} now={asked.now} /> },
                ]
              : []),
            { key: 'Came', value: sayInstant(item.receivedAt) },
          ]}
        />
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
          <Form view={asked.view} action={pagePaths.quarantineItem(item.quarantineId)}>
            <h2 class="nhsuk-heading-m">Settle it</h2>
            <FormMark form={overtaken ? null : asked.form} stands={printOf(standing)} />
            <Questions fields={quarantineFields} typed={asked.form} errors={errors} />
            <Button>Settle this item</Button>
          </Form>
        )}
        <AsItCame item={item} names={names} />
      </Frame>,
      errors.length > 0 ? 422 : 200,
    );
  };
  return [
    { method: 'GET', path: pagePaths.quarantine, permission: 'work-quarantine', looks: null, handle: list },
    {
      method: 'GET',
      path: pagePaths.quarantineItem(':id'),
      permission: 'work-quarantine',
      looks: null,
      handle: (asked) => one(asked, []),
    },
    {
      method: 'POST',
      path: pagePaths.quarantineItem(':id'),
      permission: 'work-quarantine',
      looks: null,
      handle: async (asked) => {
        const { id = '' } = asked.parameters;
        const item = isId(id) ? await deps.readings.quarantineItem(asked.actor, id) : null;
        if (!item) return notFound;
        const read = readDecision(asked.form, item.source);
        if ('errors' in read) return one(asked, read.errors);
        const context = deps.context(asked.actor, asked.now);
        if (item.settledAt === null && againstOf(asked.form) !== printOf(await deps.standingOf(id, context)))
          return one(asked, [{ name: '', says: standsOtherwise }], true);
        const settled = await deps.settleQuarantine(id, read.decision, context);
        if (settled.kind === 'settled') return go(pagePaths.quarantine);
        const stands = await deps.readings.quarantineItem(asked.actor, id);
        if (stands === null || stands.settledAt === null)
          return one(asked, [{ name: 'settlement', says: settled.says }]);
        if (settledSo(stands, read.decision, asked.actor.practitionerId)) return go(pagePaths.quarantine);
        const by = namesOf(deps.directory()).person(stands.settledBy ?? '');
        const says = `${by} settled this item ${sayInstant(stands.settledAt)}, before you. What you entered was not recorded: it stands below`;
        return one(asked, [{ name: '', says }], true);
      },
    },
  ];
}
