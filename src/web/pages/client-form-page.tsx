import type { ReadClient } from '../../application/client-readings.ts';
import type { Standing } from '../../application/import/standing.ts';
import { londonDate } from '../../domain/calendar/time.ts';
import { clientHeadline } from '../../domain/language/client-headline.ts';
import { clientNames } from '../../domain/language/client-timeline.ts';
import { sayRefusal } from '../../domain/language/refusals.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { capacityOf } from '../../domain/programme/caseload.ts';
import type { ClientState } from '../../domain/programme/client-state.ts';
import { Panel } from '../components/content.tsx';
import { ButtonLink } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import type { ClientForm, ClientView } from '../forms/client-form.ts';
import { clientFormOf } from '../forms/client-forms.ts';
import { boxesOfDifferences } from '../forms/from-record.ts';
import { ChildrenNext } from './children-next.tsx';
import { openForms } from './client-page.tsx';
import { drawForm, takeForm } from './command-form.tsx';
import { reachOf } from './form-page.tsx';
import { Frame } from './frame.tsx';
import { filledFrom, settleBy, withItem } from './from-quarantine.ts';
import { isId } from './ids.ts';
import type { OpenForm } from './open-form.ts';
import { pagePaths } from './page-paths.ts';
import { newerFactsOfClient } from './record-timeline.tsx';
import { RefusedByChildren } from './refused-by-children.tsx';
import { type Answered, type Asked, notFound, page, type Route } from './route.ts';

/** Forms about a client: drawn, kept, checked, sent, refused in words or compared, as those about a child. */
export function clientFormRoutes(deps: WebDeps): readonly Route[] {
  const path = pagePaths.clientForm(':clientId', ':form');
  return [
    {
      method: 'GET',
      path,
      permission: 'read-client',
      looks: 'client form',
      handle: async (asked) => {
        const opened = await open(asked, deps);
        return 'shut' in opened ? opened.shut : drawForm(asked, deps, opened);
      },
    },
    {
      method: 'POST',
      path,
      permission: 'read-client',
      looks: 'client form',
      handle: async (asked) => {
        const opened = await open(asked, deps);
        return 'shut' in opened ? opened.shut : takeForm(asked, deps, opened);
      },
    },
    {
      method: 'GET',
      path: pagePaths.clientDone(':clientId', ':form'),
      permission: 'read-client',
      looks: 'client confirmation',
      handle: async (asked) => {
        const { clientId = '', form: name } = asked.parameters;
        const form = clientFormOf(name);
        if (!form || !isId(clientId)) return notFound;
        const client = await deps.clients.client(
          asked.actor,
          clientId,
          'client confirmation',
          'After an entry of one’s own',
        );
        return client ? page(<DonePage asked={asked} client={client} form={form} deps={deps} />) : notFound;
      },
    },
  ];
}

async function open(asked: Asked, deps: WebDeps): Promise<OpenForm | { readonly shut: Answered }> {
  const { clientId = '', form: name = '' } = asked.parameters;
  const form = clientFormOf(name);
  if (!form || !isId(clientId)) return { shut: notFound };
  const client = await deps.clients.client(
    asked.actor,
    clientId,
    `client form ${name}`,
    'Entering what was done',
  );
  if (!client) return { shut: notFound };
  const today = londonDate(asked.now);
  const loads = await deps.clients.nurseLoads(asked.actor, today);
  const directory = deps.directory();
  const view: ClientView = {
    clientId,
    state: client.state,
    directory,
    caseloads: loads.map((load) => ({
      ...load,
      capacity: capacityOf(directory, asked.actor.teamId, load.share, today),
    })),
    actor: asked.actor,
    now: asked.now,
  };
  const opened = openForm(asked, deps, client, view, form, name);
  if (name !== 'record-client') return opened;
  const from = await filledFrom(asked, deps, ({ differs }) =>
    differs?.personId === clientId ? differs : null,
  );
  if (from === null || 'shut' in from) return from ?? opened;
  return takenOver(opened, from, asked, deps);
}

/** What the demographics service says otherwise stands in the boxes, for a person who has asked her; sent, it settles the item. */
function takenOver(
  opened: OpenForm,
  { item, found }: { readonly item: string; readonly found: NonNullable<Standing['differs']> },
  asked: Asked,
  deps: WebDeps,
): OpenForm {
  const { message, differences } = found;
  return {
    ...opened,
    guidance: `Filled in from the record of the demographics service, which is no proof: ask her which is right. ${opened.guidance ?? ''}`,
    known: { ...opened.known, ...boxesOfDifferences(message, differences, londonDate(asked.now)) },
    address: withItem(opened.address, item),
    back: { href: pagePaths.quarantineItem(item), text: 'Quarantined item' },
    send: async (answers, sent) => {
      const recorded = await opened.send(answers, sent);
      if (recorded.kind === 'done') await settleBy(item, asked, deps);
      return recorded;
    },
  };
}

function openForm(
  asked: Asked,
  deps: WebDeps,
  client: ReadClient,
  view: ClientView,
  form: ClientForm,
  name: string,
): OpenForm {
  const { clientId, state, directory } = view;
  const record = { href: pagePaths.client(clientId), text: 'The client' };
  return {
    personId: clientId,
    version: client.version,
    title: form.title,
    button: form.button,
    guidance: form.guidance?.(view) ?? null,
    shows: [form.shows?.(view) ?? []].flat(),
    fields: form.fields(view),
    ...(form.steps ? { steps: form.steps(view) } : {}),
    further: form.further?.(view) ?? null,
    known: form.known?.(view) ?? {},
    faults: async (answers) => {
      const faults = form.faults?.(answers, view) ?? [];
      return faults.length > 0 || !form.looksUp ? faults : form.looksUp(answers, view, reachOf(deps, asked));
    },
    checks: form.checks ?? false,
    happened: form.happened ?? null,
    mask: client.mask,
    address: pagePaths.clientForm(clientId, name),
    caption: nameOf(state),
    back: record,
    record,
    newer: (version) => newerFactsOfClient(client, version, clientNames(namesOf(directory), clientId, state)),
    send: async (answers, sent) => {
      const command = await form.command(answers, view, reachOf(deps, asked));
      const issued = { personId: clientId, command, ...sent };
      const outcome = await deps.issueToClient(issued, deps.context(asked.actor, asked.now));
      switch (outcome.kind) {
        case 'done':
        case 'repeated':
          return { kind: 'done', to: pagePaths.clientDone(clientId, name) };
        case 'refused':
          return { kind: 'refused', says: sayRefusal(outcome.refusal), code: outcome.refusal.code };
        case 'conflict':
          return { kind: 'conflict' };
        case 'not-found':
          return { kind: 'closed', answer: notFound };
      }
    },
  };
}

function nameOf({ identity }: ClientState): string {
  return `${identity.givenName} ${identity.familyName}`.trim() || 'Name not known';
}

/** After sending: where she stands, what is next, and what a child's own record refused (P7). */
function DonePage({
  asked,
  client,
  form,
  deps,
}: {
  asked: Asked;
  client: ReadClient;
  form: ClientForm;
  deps: WebDeps;
}) {
  const { state, personId } = client;
  const top = clientHeadline(state, deps.directory(), asked.now);
  return (
    <Frame
      asked={asked}
      title={`Recorded: ${form.title}`}
      back={{ href: pagePaths.client(personId), text: 'The client' }}
    >
      <Panel title="Recorded">
        <p>{`${nameOf(state)}. ${form.title}: recorded.`}</p>
      </Panel>
      <p>{top.who}.</p>
      <p>{top.next ? `What happens next: ${top.next}.` : 'Nothing is owed to her at the moment.'}</p>
      <ChildrenNext client={client} directory={deps.directory()} now={asked.now} />
      <RefusedByChildren
        client={client}
        open={openForms(asked, client, deps)}
        names={namesOf(deps.directory())}
        now={asked.now}
      />
      <p>
        <ButtonLink href={pagePaths.client(personId)}>Go to the client</ButtonLink>
      </p>
      {asked.view.navigation.some(({ href }) => href === pagePaths.board) && (
        <p>
          <a href={pagePaths.board}>Go to my caseload</a>
        </p>
      )}
    </Frame>
  );
}
