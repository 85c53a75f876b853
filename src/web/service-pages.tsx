import type { FastifyInstance } from 'fastify';
import { Layout } from './components/layout.tsx';
import { SummaryList } from './components/lists.tsx';
import type { WebDeps } from './deps.ts';
import type { Html } from './html/jsx-runtime.ts';
import { paths } from './paths.ts';
import { sendPage } from './problems.tsx';
import { askingOf, viewOf } from './register-routes.ts';
import type { View } from './view.ts';

/** The pages that anyone may open, and that stand in the same place below each page. */
export function serveServicePages(app: FastifyInstance, deps: WebDeps): void {
  const pages = [
    { path: paths.help, Page: HelpPage },
    { path: paths.accessibility, Page: AccessibilityPage },
  ];
  for (const { path, Page } of pages) {
    app.get(path, async (request, reply) => {
      const asking = await askingOf(request, deps);
      const view = await viewOf(request, reply, deps, 'person' in asking ? asking.person : null);
      return sendPage(reply, <Page view={view} />);
    });
  }
}

/** What a newcomer meets first. The whole list is in docs/glossary.md. */
const wordsUsed = [
  { key: 'Duty desk', value: 'The inbox that a team shares. What is sent to a team arrives here.' },
  { key: 'Offer', value: 'One team asks another to take a child. Nothing has changed hands yet.' },
  { key: 'Acknowledge', value: 'Somebody says that they have it. The child stays where it is.' },
  { key: 'Accept', value: 'A named practitioner takes the child. Accepted is not seen.' },
  {
    key: 'Seen',
    value:
      'The practitioner who took the child has seen it face to face; of a child that is not born yet, its mother.',
  },
  {
    key: 'Release point',
    value:
      'When the new team begins to answer for the child. Routine: once it has accepted. Heightened: once the child was seen. Urgent: once the child was seen and every meeting was held.',
  },
  { key: 'Play back', value: 'To say in your own words who is a danger to the child, before you accept.' },
  { key: 'Owed', value: 'What a team has to do by a time. Past its time it is overdue.' },
  {
    key: 'Ladder',
    value:
      'Who is told, one after the other, of what is overdue: the duty desk, the lead, the named nurse, the designated nurse, the commissioner and board.',
  },
  {
    key: 'Move enquiry',
    value: 'Something suggests that a family has moved. It is open until a person finds out.',
  },
  { key: 'Quarantine', value: 'Messages that cannot be trusted, kept until a person has looked.' },
  { key: 'Sweep', value: 'Asks, again and again, what is due and not done, and tells the ladder.' },
];

function HelpPage({ view }: { view: View }): Html {
  return (
    <Layout view={view} title="Help">
      <div class="nhsuk-grid-row">
        <div class="nhsuk-grid-column-two-thirds">
          <h1 class="nhsuk-heading-l">Help</h1>
          <p>
            <strong>If a child is in danger now, ring 999.</strong> If you are worried about a child, follow
            your organisation’s safeguarding procedure. Do not wait for an answer here.
          </p>
          <h2 class="nhsuk-heading-m">Who answers for a child</h2>
          <p>
            The strip at the top of each child’s record names the team and the person who answer for the child
            now. It changes only when somebody of the receiving team has accepted, and only at the child’s
            release point.
          </p>
          <h2 class="nhsuk-heading-m">Words used here</h2>
          <SummaryList rows={wordsUsed} />
          <h2 class="nhsuk-heading-m">If you cannot reach the other team</h2>
          <p>
            The directory has the telephone number of each duty desk, and its number out of hours. What nobody
            answers in time is raised, step by step, up to the designated nurse: you do not have to chase it
            alone.
          </p>
          <h2 class="nhsuk-heading-m">If a page refuses</h2>
          <p>
            Each refusal says why, what you can do, and who holds the child. If a page shows a reference, give
            it when you report the fault.
          </p>
        </div>
      </div>
    </Layout>
  );
}

function AccessibilityPage({ view }: { view: View }): Html {
  return (
    <Layout view={view} title="Accessibility statement">
      <div class="nhsuk-grid-row">
        <div class="nhsuk-grid-column-two-thirds">
          <h1 class="nhsuk-heading-l">Accessibility statement</h1>
          <p>Handhold is built to meet level AA of the Web Content Accessibility Guidelines, version 2.2.</p>
          <ul>
            <li>Every page works without scripts, by keyboard alone, and on a phone.</li>
            <li>Nothing is said by colour alone: each colour has its word beside it.</li>
            <li>Each list and picture over time has a table or text that says the same.</li>
          </ul>
          <h2 class="nhsuk-heading-m">How it is tested</h2>
          <p>
            An automatic checker looks at pages in a browser at 2 widths on each change. It finds some faults
            and not all. No test with people who use screen readers or magnifiers has been done yet.
          </p>
          <h2 class="nhsuk-heading-m">If something does not work for you</h2>
          <p>Tell your team’s lead which page it was and what you could not do.</p>
        </div>
      </div>
    </Layout>
  );
}
