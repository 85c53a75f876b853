import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, closeBrowser, openPage } from '../../../test/browser.ts';
import * as parts from '../components/components.ts';
import { page, type Route } from '../pages/route.ts';
import { startTestServer, type TestServer } from '../server.fixture.ts';

const {
  Breadcrumb,
  Button,
  CardGroup,
  Checkboxes,
  CountCard,
  DateInput,
  Details,
  ErrorSummary,
  Form,
  IdentityStrip,
  Input,
  InsetText,
  Layout,
  Pagination,
  Radios,
  Select,
  SubNavigation,
  SummaryList,
  Table,
  Tag,
  TaskList,
  Textarea,
  Timeline,
  WarningCallout,
} = parts;

/** Every part on two pages, in an invented child's story, so that each is looked at by a browser. */
const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/',
    permission: 'see-directory',
    looks: null,
    handle: async ({ view }) => page(<Record view={view} />),
  },
  {
    method: 'GET',
    path: '/form',
    permission: 'see-directory',
    looks: null,
    handle: async ({ view }) => page(<Questions view={view} />),
  },
  {
    method: 'GET',
    path: '/broken',
    permission: 'see-directory',
    looks: null,
    handle: async () => {
      throw new Error('broken');
    },
  },
];

function Record({ view }: { view: Parameters<typeof Layout>[0]['view'] }) {
  return (
    <Layout
      view={view}
      title="Child’s record"
      before={<Breadcrumb items={[{ href: '/', text: 'My work' }]} />}
    >
      <IdentityStrip
        name="Child J"
        born="12 October 2025"
        nhsNumber="999 000 0018"
        marks={<Tag colour="red">Urgent</Tag>}
        holder="Amara Osei (Luton health visiting) is accountable for this child since 12 October 2026."
      />
      <SubNavigation
        label="Record"
        items={[
          { href: '/', text: 'Overview' },
          { href: '/form', text: 'Handover' },
        ]}
        current="/"
      />
      <h1 class="nhsuk-heading-l">Record</h1>
      <h2>Waiting</h2>
      <CardGroup>
        {[
          <CountCard count={3} label="Waiting for you" href="/form" />,
          <CountCard count={0} label="Overdue" href="/form" />,
          <CountCard count={12} label="My children" href="/form" />,
        ]}
      </CardGroup>
      <SummaryList
        rows={[
          {
            key: 'Level of service',
            value: 'Targeted',
            actions: [{ href: '/form', text: 'Change', hiddenText: 'level of service' }],
          },
          { key: 'Address', value: 'Sealed' },
        ]}
      />
      <WarningCallout heading="Two records">
        <p>The other record says another address.</p>
      </WarningCallout>
      <Table
        caption="Handovers"
        captionSize="m"
        columns={[
          {
            head: 'State',
            cell: (row: { state: string; due: string }) => <Tag colour="blue">{row.state}</Tag>,
          },
          { head: 'Due', cell: (row) => row.due },
        ]}
        rows={[
          { state: 'Offered', due: '3 November 2026, 2 working days overdue' },
          { state: 'Acknowledged', due: '5 November 2026' },
        ]}
        none="None."
      />
      <Pagination page={2} pages={9} href={(n) => `/?page=${n}`} />
      <h2>Story</h2>
      <Timeline
        level={3}
        items={[
          {
            title: 'Alarm: acknowledgement is overdue',
            when: '5 November 2026, 2:30pm',
            datetime: '2026-11-05T14:30:00.000Z',
            problem: true,
            children: <p>Told: Grace Adeyemi.</p>,
          },
          {
            title: 'Handover offered',
            by: 'Ewa Nowak, Luton Family Nurse Partnership',
            when: '3 November 2026, 10:05am',
            datetime: '2026-11-03T10:05:00.000Z',
          },
        ]}
      />
      <Details summary="Why this time limit">
        <p>Acknowledge within one working day.</p>
      </Details>
    </Layout>
  );
}

function Questions({ view }: { view: Parameters<typeof Layout>[0]['view'] }) {
  const errors = [
    { field: 'why', text: 'Enter why the handover is declined' },
    { field: 'seen-day', text: 'Enter the day the child was seen' },
  ];
  return (
    <Layout view={view} title="Decline the handover" hasErrors>
      <ErrorSummary errors={errors} />
      <h1 class="nhsuk-heading-l">Decline the handover</h1>
      <InsetText>
        <p>The releasing team stays accountable.</p>
      </InsetText>
      <TaskList
        idPrefix="t"
        items={[
          {
            title: 'Risks played back',
            href: '/form',
            hint: 'With the family nurse',
            status: { kind: 'to-do', text: 'To do' },
          },
          { title: 'Send', status: { kind: 'cannot-start-yet', text: 'Cannot start yet' } },
        ]}
      />
      <Form view={view} action="/form">
        <Input name="spoke" label="Who you spoke to" hint="First and last name" width={20} />
        <Textarea name="why" label="Why" error={errors[0]?.text} />
        <DateInput
          name="seen"
          legend="When was the child seen?"
          legendSize="m"
          hint="For example, 3 11 2026"
          error={errors[1]?.text}
          wrong={['day']}
        />
        <Radios
          name="route"
          legend="Onward route"
          legendSize="m"
          value="other"
          choices={[
            { value: 'back', text: 'Back to the releasing team' },
            {
              value: 'other',
              text: 'Another team',
              more: (
                <Select name="team" label="Team" options={[{ value: 'a', text: 'Ealing health visiting' }]} />
              ),
            },
          ]}
        />
        <Checkboxes
          name="told"
          legend="Who was told?"
          legendSize="m"
          choices={[
            { value: 'parent', text: 'Parent' },
            { value: 'gp', text: 'GP', hint: 'By letter or telephone' },
          ]}
        />
        <Button>Decline the handover</Button>
      </Form>
    </Layout>
  );
}

describe('in a browser without script,', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer(routes);
  });
  after(async () => {
    await closeBrowser();
    await server.close();
  });

  for (const width of [390, 1280] as const) {
    test(`a person signs in, looks, makes a mistake, meets a fault and signs out, ${width} pixels wide`, async () => {
      const browser = await openPage({ width });
      const outside: string[] = [];
      browser.on('request', (request) => {
        if (new URL(request.url()).origin !== server.baseUrl) outside.push(request.url());
      });
      const look = async (name: string, heading: string) => {
        assert.equal(await browser.locator('h1').textContent(), heading);
        await assertSound(browser, name, [width]);
      };

      await browser.goto(`${server.baseUrl}/sign-in`);
      await look('sign-in', 'Sign in to Handhold');
      await browser.getByRole('button', { name: 'Choose who to sign in as' }).click();
      await look('people', 'Choose who to sign in as');
      await browser.getByRole('button', { name: /Amara Osei/ }).click();
      assert.equal(browser.url(), `${server.baseUrl}/`);
      await look('record', 'Record');
      await browser.goto(`${server.baseUrl}/form`);
      await look('form', 'Decline the handover');
      assert.match(await browser.title(), /^Error: /);
      await browser.goto(`${server.baseUrl}/desk`);
      await look('missing', 'Page not found');
      await browser.goto(`${server.baseUrl}/broken`);
      await look('fault', 'Something went wrong');
      for (const [path, heading] of [
        ['/help', 'Help'],
        ['/accessibility', 'Accessibility statement'],
      ] as const) {
        await browser.goto(`${server.baseUrl}${path}`);
        await look(path.slice(1), heading);
      }
      await browser.goto(`${server.baseUrl}/`);
      await browser.getByRole('button', { name: 'Sign out' }).click();
      await look('signed-out', 'Sign in to Handhold');
      assert.deepEqual(outside, [], 'something was fetched from outside');
      await browser.context().close();
    });
  }

  test('the keyboard comes first to the way past the header, then to the header', async () => {
    const browser = await openPage();
    await browser.goto(`${server.baseUrl}/sign-in`);
    await browser.keyboard.press('Tab');
    assert.equal(await browser.locator(':focus').textContent(), 'Skip to main content');
    await browser.keyboard.press('Tab');
    assert.equal(await browser.locator(':focus').textContent(), 'Handhold');
    await browser.context().close();
  });
});
