import {
  type QuarantineItem,
  type QuarantineList,
  quarantineLists,
} from '../../application/quarantine-readings.ts';
import { type Instant, sayInstant } from '../../domain/calendar/time.ts';
import { sayWhatItIs } from '../../domain/language/quarantine-words.ts';
import { InsetText } from '../components/content.tsx';
import { SubNavigation } from '../components/links.tsx';
import { type Column, Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { pagePaths } from './page-paths.ts';
import { Due, quarantineItemRoutes, reasonWords, sayHow, sayOrigin } from './quarantine-item.tsx';
import { type Answered, type Asked, page, type Route } from './route.ts';

/** What could not be trusted, for a person to work: the lists, and each item. */
export function quarantineRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.quarantine,
      permission: 'work-quarantine',
      looks: null,
      handle: (asked) => drawList(asked, deps),
    },
    ...quarantineItemRoutes(deps),
  ];
}

async function drawList(asked: Asked, deps: WebDeps): Promise<Answered> {
  const { settled, overdue } = asked.query;
  const which = settled === 'yes' ? 'settled' : overdue === 'yes' ? 'overdue' : 'open';
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
