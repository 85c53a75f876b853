import { randomUUID } from 'node:crypto';
import type { ListedClient } from '../../application/client-readings.ts';
import type { KnownElsewhere } from '../../application/client-store.ts';
import { notToBeReferred, offeredAgainThere } from '../../application/known-elsewhere.ts';
import { londonDate, sayDate } from '../../domain/calendar/time.ts';
import { normalisePostcode } from '../../domain/identity/postcode.ts';
import { sayRefusal } from '../../domain/language/refusals.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import type { Referrer } from '../../domain/programme/client-facts.ts';
import { referrerCodes } from '../../domain/programme/coded.ts';
import type { ClientStatus } from '../../domain/programme/statuses.ts';
import { Panel } from '../components/content.tsx';
import { ButtonLink, Telephone } from '../components/links.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import {
  clientAddress,
  clientFaults,
  clientSteps,
  identityOf,
  knownOfAnswers,
  siteOptions,
} from '../forms/entry-fields.ts';
import { type Answers, codeOptions, type Field, type RawForm } from '../forms/fields.ts';
import type { Step } from '../forms/form.ts';
import { boxesOfNewClient } from '../forms/from-record.ts';
import { sealedSiteSays } from './closed-record.tsx';
import { drawForm, takeForm } from './command-form.tsx';
import { reachOf } from './form-page.tsx';
import { Frame } from './frame.tsx';
import { filledFrom, settleBy, withItem } from './from-quarantine.ts';
import type { OpenForm, Recorded, Sent } from './open-form.ts';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, notFound, page, type Route } from './route.ts';

/** Referral to a site of the programme by anybody, and the list of a site's referrals. */
export function referralRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.referrals,
      permission: 'see-referrals',
      looks: null,
      handle: async (asked) => {
        const lines = await deps.clients.ofTeam(asked.actor, [
          'referred',
          'offered',
          'declined',
          'transferring-out',
          'left-early',
        ]);
        return page(<Referrals asked={asked} lines={lines} names={namesOf(deps.directory())} />);
      },
    },
    {
      method: 'GET',
      path: pagePaths.refer,
      permission: 'see-referrals',
      looks: null,
      handle: (asked) => withForm(asked, deps, drawForm),
    },
    {
      method: 'POST',
      path: pagePaths.refer,
      permission: 'see-referrals',
      looks: null,
      asksByNumber: true,
      handle: (asked) => withForm(asked, deps, takeForm),
    },
    {
      method: 'GET',
      path: pagePaths.referred(':teamId'),
      permission: 'see-referrals',
      looks: null,
      handle: async (asked) => {
        const team = deps.directory().teams.get(asked.parameters.teamId ?? '');
        if (team?.kind !== 'fnp') return notFound;
        return page(
          <Frame asked={asked} title="Referral sent" back={{ href: pagePaths.referrals, text: 'Referrals' }}>
            <Panel title="Referral sent">
              <p>To {team.name}</p>
            </Panel>
            <p>
              The site answers within its time limit, and offers a place or says why not. Until she is
              enrolled nothing changes in who answers for the child: maternity and health visiting go on as
              they are.
            </p>
            <p>
              Telephone of the site: <Telephone words={team.phone} />
            </p>
          </Frame>,
        );
      },
    },
  ];
}

function Referrals({ asked, lines, names }: { asked: Asked; lines: readonly ListedClient[]; names: Names }) {
  const own = (status: ListedClient['status']) =>
    lines.filter((line) => line.status === status && line.teamId === asked.actor.teamId);
  const from = (status: ListedClient['status']) =>
    lines.filter((line) => line.status === status && line.teamId !== asked.actor.teamId);
  const list = { names };
  return (
    <Frame asked={asked} title="Referrals" back={{ href: '/', text: 'My work' }}>
      <h1 class="nhsuk-heading-l">Referrals to the programme</h1>
      <p>
        <ButtonLink href={pagePaths.refer}>Refer a client</ButtonLink>
      </p>
      <ClientLines
        {...list}
        caption="To be answered"
        lines={own('referred')}
        none="Nobody waits for an answer."
      />
      <ClientLines
        {...list}
        caption="Offered a place"
        lines={own('offered')}
        none="No offer waits for her decision."
      />
      <ClientLines
        {...list}
        caption="On the way here from another site"
        lines={from('transferring-out')}
        none="No client is on her way here."
      />
      <ClientLines
        {...list}
        caption="Waiting for a place"
        lines={from('left-early')}
        none="Nobody stands on the waiting list."
      />
      <ClientLines
        {...list}
        caption="Not enrolled"
        lines={own('declined')}
        none="Nobody is recorded as not enrolled."
      />
    </Frame>
  );
}

function ClientLines({
  caption,
  lines,
  names,
  none,
}: {
  caption: string;
  lines: readonly ListedClient[];
  names: Names;
  none: string;
}) {
  return (
    <Table
      caption={`${caption} (${lines.length})`}
      captionSize="m"
      columns={[
        {
          head: 'Client',
          cell: (line) => (
            <a href={pagePaths.client(line.personId)}>
              {`${line.givenName} ${line.familyName}`.trim() || 'Name not known'}
            </a>
          ),
        },
        { head: 'Born', cell: (line) => (line.bornOn ? sayDate(line.bornOn) : 'Not known') },
        { head: 'Expected date', cell: (line) => (line.expectedOn ? sayDate(line.expectedOn) : 'Not known') },
        { head: 'Since', cell: (line) => sayDate(londonDate(line.statusSince)) },
        { head: 'Site', cell: (line) => names.team(line.teamId) },
      ]}
      rows={lines}
      none={none}
    />
  );
}

/** One topic to a page: who refers her to where, who she is, where she lives, the pregnancy, and what makes it harder. */
function stepsOf(asked: Asked, deps: WebDeps): readonly Step[] {
  const referral: readonly Field[] = [
    {
      kind: 'choice',
      name: 'site',
      label: 'To which site?',
      asks: 'which site she is referred to',
      options: siteOptions(deps.directory().teams.values(), londonDate(asked.now)),
    },
    {
      kind: 'choice',
      name: 'from',
      label: 'Who refers her?',
      asks: 'who refers her',
      options: codeOptions(referrerCodes, asked.now),
    },
    {
      kind: 'text',
      name: 'referrer',
      label: 'Name and telephone of whoever refers her',
      hint: 'Leave empty if she refers herself.',
      optional: true,
    },
  ];
  const note: Field = {
    kind: 'long',
    name: 'note',
    label: 'What else should the site know?',
    optional: true,
  };
  const ofHer = clientSteps(asked.now);
  const last = ofHer.length - 1;
  return [
    { title: 'Who refers her, and to which site', fields: referral },
    ...ofHer.map(({ title, fields }, number) => ({
      title,
      fields: number === last ? [...fields, note] : fields,
    })),
  ];
}

/** By itself, or filled in from a record that waits in quarantine. */
async function withForm(asked: Asked, deps: WebDeps, work: typeof drawForm): Promise<Answered> {
  const from = await newClientFrom(asked, deps);
  return from && 'shut' in from ? from.shut : work(asked, deps, await referralForm(asked, deps, from));
}

function newClientFrom(asked: Asked, deps: WebDeps) {
  return filledFrom(asked, deps, ({ begins }) => (begins?.as === 'client' ? begins : null));
}

type From = Exclude<Awaited<ReturnType<typeof newClientFrom>>, { shut: Answered }>;

/** What the record says, and the site that takes whoever lives there. */
async function knownFrom(from: From, asked: Asked, deps: WebDeps): Promise<RawForm> {
  if (!from) return {};
  const boxes = boxesOfNewClient(from.found.message, londonDate(asked.now));
  const { route } = await reachOf(deps, asked).routeOf(
    normalisePostcode(String(boxes.postcode)),
    'fnp',
    false,
  );
  const serves = deps.directory().teams.get(route.teamId)?.kind === 'fnp';
  return serves ? { ...boxes, site: route.teamId } : boxes;
}

/**
 * A referral is a form on a record that is not there yet: its own id is the record's. The answers are checked once more;
 * there is no draft, for there is nobody yet to keep it with.
 */
async function referralForm(asked: Asked, deps: WebDeps, from: From): Promise<OpenForm> {
  const here = from
    ? { href: pagePaths.quarantineItem(from.item), text: 'Quarantined item' }
    : { href: pagePaths.referrals, text: 'Referrals' };
  const own = deps.directory().teams.get(asked.actor.teamId);
  const steps = stepsOf(asked, deps);
  return {
    personId: randomUUID(),
    version: 0,
    title: 'Refer a client',
    button: 'Send the referral',
    guidance: `${from ? 'Filled in from the record of the demographics service, which is no proof: look at each answer. ' : ''}Anybody may refer, and she may refer herself. The programme is voluntary: tell her that you refer her.`,
    shows: [],
    fields: steps.flatMap(({ fields }) => fields),
    steps,
    known: {
      ...(own?.kind === 'fnp' ? { site: own.id } : {}),
      temporary: 'no',
      sealed: 'no',
      transfer: 'no',
      ...(await knownFrom(from, asked, deps)),
    },
    faults: (answers) => [
      ...clientFaults(answers, asked.now),
      ...(answers.text('from') !== 'self' && answers.text('referrer') === ''
        ? [
            {
              name: 'referrer',
              says: 'Enter the name and telephone of whoever refers her, so that the site can answer',
            },
          ]
        : []),
    ],
    checks: true,
    keeps: false,
    happened: null,
    address: from ? withItem(pagePaths.refer, from.item) : pagePaths.refer,
    caption: 'To the Family Nurse Partnership',
    back: here,
    record: here,
    newer: () => [],
    send: (answers, sent) =>
      from ? sendFrom(from, asked, deps, answers, sent) : send(asked, deps, answers, sent),
  };
}

/** The item's own id makes the record, so that sent twice it is one; and it is settled by it. */
async function sendFrom(
  { item, found }: NonNullable<From>,
  asked: Asked,
  deps: WebDeps,
  answers: Answers,
  sent: Sent,
): Promise<Recorded> {
  const recorded = await send(asked, deps, answers, { ...sent, formId: found.personId });
  if (recorded.kind === 'done') await settleBy(item, asked, deps);
  return recorded;
}

/** Whom to ring, so that she does not have two records; of a client who is hidden no site is named (promises P8 and P11). */
function sayKnown({ teamId }: KnownElsewhere, deps: WebDeps): string {
  if (teamId === null)
    return `${sealedSiteSays} She must not have two records. That you asked is recorded, and the site is told.`;
  const team = deps.directory().teams.get(teamId);
  return `A client with this NHS number is known already to ${team?.name ?? teamId}. Ring ${team?.phone ?? 'that site'}: she must not have two records.`;
}

/** Referred to the site that has her record from before: it goes on there. */
function sayKnownBefore(siteId: string, deps: WebDeps): string {
  const team = deps.directory().teams.get(siteId);
  return `${team?.name ?? siteId} has her record from before, and offers her a place again in it. Ring ${team?.phone ?? 'that site'}: she must not have two records.`;
}

const referredAlready =
  'This form has referred her already, and what you entered here now was not recorded. Change it on her page, or tell the site';

async function send(asked: Asked, deps: WebDeps, answers: Answers, sent: Sent): Promise<Recorded> {
  const { text } = answers;
  const personId = sent.formId;
  const identity = identityOf(answers, null);
  const { nhsNumber } = identity;
  const standing = (statuses: readonly ClientStatus[]) =>
    nhsNumber ? deps.clients.siteOfNumber(asked.actor, nhsNumber, personId, statuses) : null;
  const known = await standing(notToBeReferred);
  if (known) return { kind: 'refused', says: sayKnown(known, deps) };
  // What another site, or one that closed, knew of her years ago stands in no way.
  const before = await standing(offeredAgainThere);
  if (before?.teamId === text('site')) return { kind: 'refused', says: sayKnownBefore(before.teamId, deps) };
  const command = {
    type: 'refer',
    teamId: text('site'),
    identity,
    address: await clientAddress(answers, reachOf(deps, asked), asked.now, null),
    from: text('from') as Referrer,
    referrer: text('referrer') || 'Herself',
    known: knownOfAnswers(answers),
    note: text('note'),
  } as const;
  const issued = { personId, command, ...sent };
  const outcome = await deps.issueToClient(issued, deps.context(asked.actor, asked.now));
  const there = command.teamId === asked.actor.teamId && asked.actor.role !== 'health-visitor';
  const to = there ? pagePaths.eligibility(personId) : pagePaths.referred(command.teamId);
  switch (outcome.kind) {
    case 'done':
    case 'repeated':
      return { kind: 'done', to };
    case 'refused':
      return { kind: 'refused', says: sayRefusal(outcome.refusal) };
    // The record is there: this form was sent before, with other answers.
    case 'conflict':
    case 'not-found':
      return { kind: 'refused', says: referredAlready };
  }
}
