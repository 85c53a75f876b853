import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  BackLink,
  Breadcrumb,
  Button,
  ButtonLink,
  Card,
  Checkboxes,
  DateInput,
  Details,
  ErrorSummary,
  Input,
  InsetText,
  NotificationBanner,
  Pagination,
  Panel,
  Radios,
  Select,
  SkipLink,
  SummaryList,
  Table,
  Tag,
  TaskList,
  Telephone,
  Textarea,
  WarningCallout,
} from './components.ts';
import { normalised, official } from './official.fixture.ts';

type Case = {
  readonly says: string;
  readonly ours: { toString(): string };
  readonly component: string;
  readonly macro: string;
  readonly options: Readonly<Record<string, unknown>>;
};

const paragraph = <p>words &amp; more</p>;
const paragraphHtml = '<p>words &amp; more</p>';
const hostile = '"><script>alert(1)</script>';

const cases: readonly Case[] = [
  { says: 'a skip link', ours: <SkipLink />, component: 'skip-link', macro: 'skipLink', options: {} },
  {
    says: 'a back link',
    ours: <BackLink href="/a?b=1&c=2" />,
    component: 'back-link',
    macro: 'backLink',
    options: { href: '/a?b=1&c=2' },
  },
  {
    says: 'a breadcrumb',
    ours: (
      <Breadcrumb
        items={[
          { href: '/a', text: 'A' },
          { href: '/b', text: 'B' },
        ]}
      />
    ),
    component: 'breadcrumb',
    macro: 'breadcrumb',
    options: {
      items: [
        { href: '/a', text: 'A' },
        { href: '/b', text: 'B' },
      ],
    },
  },
  {
    says: 'a button',
    ours: <Button>Send it</Button>,
    component: 'button',
    macro: 'button',
    options: { text: 'Send it' },
  },
  {
    says: 'a small warning button with a value',
    ours: (
      <Button variant="warning" small name="n" value="v">
        End it
      </Button>
    ),
    component: 'button',
    macro: 'button',
    options: { text: 'End it', variant: 'warning', small: true, name: 'n', value: 'v' },
  },
  {
    says: 'a link as a button',
    ours: (
      <ButtonLink href="/a" variant="secondary">
        Begin
      </ButtonLink>
    ),
    component: 'button',
    macro: 'button',
    options: { text: 'Begin', href: '/a', variant: 'secondary' },
  },
  {
    says: 'an error summary',
    ours: (
      <ErrorSummary
        errors={[
          { field: 'a', text: 'Enter a name' },
          { field: 'b', text: hostile },
        ]}
      />
    ),
    component: 'error-summary',
    macro: 'errorSummary',
    options: {
      heading: 'There is a problem',
      errorList: [
        { href: '#a', text: 'Enter a name' },
        { href: '#b', text: hostile },
      ],
      attributes: { tabindex: '-1', autofocus: '' },
    },
  },
  {
    says: 'an input',
    ours: (
      <Input
        name="n"
        label="Name"
        labelSize="m"
        pageHeading
        hint="As written"
        error="Enter it"
        value={hostile}
        width={10}
        autocomplete="off"
        inputmode="numeric"
      />
    ),
    component: 'input',
    macro: 'input',
    options: {
      name: 'n',
      label: { text: 'Name', size: 'm', isPageHeading: true },
      hint: 'As written',
      errorMessage: 'Enter it',
      value: hostile,
      width: 10,
      autocomplete: 'off',
      inputmode: 'numeric',
    },
  },
  {
    says: 'an empty input',
    ours: <Input name="n" label="Name" />,
    component: 'input',
    macro: 'input',
    options: { name: 'n', label: 'Name' },
  },
  {
    says: 'a text area',
    ours: <Textarea name="n" label="Words" hint="h" error="e" value={hostile} rows={8} />,
    component: 'textarea',
    macro: 'textarea',
    options: { name: 'n', label: 'Words', hint: 'h', errorMessage: 'e', value: hostile, rows: 8 },
  },
  {
    says: 'a select',
    ours: (
      <Select
        name="n"
        label="Which"
        labelSize="s"
        hint="h"
        error="e"
        value="b"
        options={[
          { value: 'a', text: 'A' },
          { value: 'b', text: 'B' },
        ]}
      />
    ),
    component: 'select',
    macro: 'select',
    options: {
      name: 'n',
      label: { text: 'Which', size: 's' },
      hint: 'h',
      errorMessage: 'e',
      value: 'b',
      items: [
        { value: 'a', text: 'A' },
        { value: 'b', text: 'B' },
      ],
    },
  },
  {
    says: 'radios',
    ours: (
      <Radios
        name="n"
        legend="Which"
        legendSize="l"
        pageHeading
        hint="h"
        error="e"
        value="b"
        choices={[
          { value: 'a', text: 'A', hint: 'of a', more: paragraph },
          { value: 'b', text: 'B', more: paragraph },
        ]}
      />
    ),
    component: 'radios',
    macro: 'radios',
    options: {
      name: 'n',
      fieldset: { legend: { text: 'Which', size: 'l', isPageHeading: true } },
      hint: 'h',
      errorMessage: 'e',
      value: 'b',
      items: [
        { value: 'a', text: 'A', hint: 'of a', conditional: { html: paragraphHtml } },
        { value: 'b', text: 'B', conditional: { html: paragraphHtml } },
      ],
    },
  },
  {
    says: 'checkboxes',
    ours: (
      <Checkboxes
        name="n"
        legend="Which"
        values={['a', 'c']}
        choices={[
          { value: 'a', text: 'A' },
          { value: 'b', text: 'B' },
          { value: 'c', text: 'C', hint: 'of c' },
        ]}
      />
    ),
    component: 'checkboxes',
    macro: 'checkboxes',
    options: {
      name: 'n',
      fieldset: { legend: { text: 'Which' } },
      values: ['a', 'c'],
      items: [
        { value: 'a', text: 'A' },
        { value: 'b', text: 'B' },
        { value: 'c', text: 'C', hint: 'of c' },
      ],
    },
  },
  {
    says: 'a date',
    ours: (
      <DateInput
        name="seen"
        legend="When"
        legendSize="m"
        hint="h"
        error="e"
        wrong={['month']}
        value={{ day: '3', month: '', year: '2026' }}
      />
    ),
    component: 'date-input',
    macro: 'dateInput',
    options: {
      id: 'seen',
      fieldset: { legend: { text: 'When', size: 'm' } },
      hint: 'h',
      errorMessage: 'e',
      items: [
        { id: 'seen-day', name: 'seen-day', label: 'Day', value: '3' },
        { id: 'seen-month', name: 'seen-month', label: 'Month', error: true },
        { id: 'seen-year', name: 'seen-year', label: 'Year', value: '2026', width: 4 },
      ],
    },
  },
  {
    says: 'a tag',
    ours: <Tag colour="red">Overdue</Tag>,
    component: 'tag',
    macro: 'tag',
    options: { text: 'Overdue', colour: 'red' },
  },
  {
    says: 'a panel',
    ours: <Panel title="Sent">{paragraph}</Panel>,
    component: 'panel',
    macro: 'panel',
    options: { titleText: 'Sent', html: paragraphHtml },
  },
  {
    says: 'a banner of success',
    ours: <NotificationBanner success>{paragraph}</NotificationBanner>,
    component: 'notification-banner',
    macro: 'notificationBanner',
    options: { type: 'success', html: paragraphHtml },
  },
  {
    says: 'a banner',
    ours: <NotificationBanner>{paragraph}</NotificationBanner>,
    component: 'notification-banner',
    macro: 'notificationBanner',
    options: { html: paragraphHtml },
  },
  {
    says: 'a warning',
    ours: <WarningCallout heading="Two records">{paragraph}</WarningCallout>,
    component: 'warning-callout',
    macro: 'warningCallout',
    options: { heading: 'Two records', html: paragraphHtml },
  },
  {
    says: 'inset text',
    ours: <InsetText>{paragraph}</InsetText>,
    component: 'inset-text',
    macro: 'insetText',
    options: { html: paragraphHtml },
  },
  {
    says: 'details',
    ours: <Details summary="Why">{paragraph}</Details>,
    component: 'details',
    macro: 'details',
    options: { summaryText: 'Why', html: paragraphHtml },
  },
  {
    says: 'a card that leads somewhere',
    ours: (
      <Card heading="Desk" href="/desk">
        {paragraph}
      </Card>
    ),
    component: 'card',
    macro: 'card',
    options: {
      heading: 'Desk',
      headingLevel: 2,
      href: '/desk',
      clickable: true,
      descriptionHtml: paragraphHtml,
    },
  },
  {
    says: 'a summary list',
    ours: (
      <SummaryList
        rows={[
          { key: 'Name', value: hostile, actions: [{ href: '/c', text: 'Change', hiddenText: 'name' }] },
          { key: 'Born', value: paragraph },
        ]}
      />
    ),
    component: 'summary-list',
    macro: 'summaryList',
    options: {
      rows: [
        {
          key: { text: 'Name' },
          value: { text: hostile },
          actions: { items: [{ href: '/c', text: 'Change', visuallyHiddenText: 'name' }] },
        },
        { key: { text: 'Born' }, value: { html: paragraphHtml } },
      ],
    },
  },
  {
    says: 'a task list',
    ours: (
      <TaskList
        idPrefix="t"
        items={[
          { title: 'Risks', href: '/r', hint: 'Play them back', status: { kind: 'to-do', text: 'To do' } },
          { title: 'Send', status: { kind: 'cannot-start-yet', text: 'Cannot start yet' } },
          { title: 'Address', href: '/a', status: { kind: 'done', text: 'Completed' } },
        ]}
      />
    ),
    component: 'task-list',
    macro: 'taskList',
    options: {
      idPrefix: 't',
      items: [
        {
          title: { text: 'Risks' },
          href: '/r',
          hint: { text: 'Play them back' },
          status: { tag: { text: 'To do', colour: 'blue' } },
        },
        {
          title: { text: 'Send' },
          status: { text: 'Cannot start yet', classes: 'nhsuk-task-list__status--cannot-start-yet' },
        },
        { title: { text: 'Address' }, href: '/a', status: { text: 'Completed' } },
      ],
    },
  },
  {
    says: 'pages of a list',
    ours: <Pagination page={4} pages={9} href={(n) => `/l?page=${n}`} />,
    component: 'pagination',
    macro: 'pagination',
    options: {
      previous: { href: '/l?page=3' },
      next: { href: '/l?page=5' },
      items: [
        { number: 1, href: '/l?page=1' },
        { ellipsis: true },
        { number: 3, href: '/l?page=3' },
        { number: 4, href: '/l?page=4', current: true },
        { number: 5, href: '/l?page=5' },
        { ellipsis: true },
        { number: 9, href: '/l?page=9' },
      ],
    },
  },
  {
    says: 'a table',
    ours: (
      <Table
        caption="Children"
        captionSize="m"
        columns={[
          { head: 'Child', cell: (row: { name: string; count: number }) => <b>{row.name}</b> },
          { head: 'Days', numeric: true, cell: (row) => <b>{row.count}</b> },
        ]}
        rows={[
          { name: hostile, count: 1 },
          { name: 'Child J', count: 2 },
        ]}
        none="None"
      />
    ),
    component: 'tables',
    macro: 'table',
    options: {
      caption: { text: 'Children', size: 'm' },
      responsive: true,
      head: [{ text: 'Child' }, { text: 'Days', format: 'numeric' }],
      rows: [
        [{ html: '<b>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</b>' }, { html: '<b>1</b>' }],
        [{ html: '<b>Child J</b>' }, { html: '<b>2</b>' }],
      ],
    },
  },
];

describe('each component makes the markup of the official one:', () => {
  for (const { says, ours, component, macro, options } of cases) {
    test(says, () => {
      assert.equal(normalised(ours.toString()), normalised(official(component, macro, options)));
    });
  }
});

describe('a component with nothing to show', () => {
  test('shows nothing: an error summary without errors, pages of one page', () => {
    assert.equal(String(<ErrorSummary errors={[]} />), '');
    assert.equal(String(<Pagination page={1} pages={1} href={() => '/'} />), '');
  });

  test('says so in a list without rows', () => {
    const list = (
      <Table
        caption="Children"
        columns={[{ head: 'Child', cell: () => '' }]}
        rows={[]}
        none="No child waits here."
      />
    );
    assert.equal(String(list), '<p>No child waits here.</p>');
  });
});

test('a telephone number in words rings when it is tapped; words without one stand as they are', () => {
  assert.equal(
    String(<Telephone words="Luton on call, 020 7946 0998, or +44 1582 496 0100" />),
    'Luton on call, <a href="tel:02079460998">020 7946 0998</a>, or <a href="tel:+4415824960100">+44 1582 496 0100</a>',
  );
  assert.equal(String(<Telephone words="Not known: <ask> 999" />), 'Not known: &lt;ask&gt; 999');
});
