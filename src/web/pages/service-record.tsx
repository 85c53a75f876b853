import { type QuarantineDecision, quarantineSettlements } from '../../application/import/settle.ts';
import { type Instant, londonDate, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { sayLimit } from '../../domain/calendar/time-limits.ts';
import { authoritiesAttribution } from '../../domain/directory/authorities.ts';
import {
  type Directory,
  inForce,
  ladderNames,
  presentAt,
  type Team,
} from '../../domain/directory/directory.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { ladderSteps, ladderStepWords, priorityWords } from '../../domain/language/words.ts';
import { type QuarantineReason, quarantineReasons, quarantineWords } from '../../domain/move/incoming.ts';
import { InsetText, Tag } from '../components/content.tsx';
import { ErrorSummary } from '../components/errors.tsx';
import { Form, QueryForm } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Questions } from '../components/questions.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { type Field, type FieldError, readForm } from '../forms/fields.ts';
import { roleWords } from '../view.ts';
import { Frame } from './frame.tsx';
import { MeasuresTable } from './measures-table.tsx';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, go, notFound, page, type Route } from './route.ts';
import { SiteRulesOf } from './site-rules.tsx';

/** Pages on the service itself: sweeps, quarantine, directory, counts. */
export function serviceRoutes(deps: WebDeps): readonly Route[] {
  return [...sweepRoutes(deps), ...quarantineRoutes(deps), ...directoryRoutes(deps), ...countRoutes(deps)];
}

function sweepRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.sweeps,
      permission: 'see-sweep-record',
      looks: null,
      handle: async (asked) => {
        const runs = await deps.readings.sweepRuns();
        return page(
          <Frame asked={asked} title="Sweep record">
            <h1 class="nhsuk-heading-l">Sweep record</h1>
            <InsetText>
              <p>
                The sweep asks which obligations are due and not done. What was missed while no sweep ran is
                raised by the next one, marked as late.
              </p>
            </InsetText>
            <Table
              caption="Newest first"
              captionSize="m"
              columns={[
                { head: 'Began', cell: (run) => sayInstant(run.startedAt) },
                {
                  head: 'Ended',
                  cell: (run) =>
                    run.completedAt ? sayInstant(run.completedAt) : <Tag colour="red">Did not end</Tag>,
                },
                { head: 'Asked', cell: (run) => run.asked },
                { head: 'Steps raised', cell: (run) => run.raised, numeric: true },
                { head: 'Late by an outage', cell: (run) => run.late, numeric: true },
                { head: 'Still overdue', cell: (run) => run.stillOpen ?? 'Not counted', numeric: true },
                { head: 'Sweeper', cell: (run) => run.sweeper },
              ]}
              rows={runs}
              none="No sweep has run yet."
            />
          </Frame>,
        );
      },
    },
  ];
}

const settlementWords: Readonly<Record<(typeof quarantineSettlements)[number], string>> = {
  'import-after-correction': 'It is right once corrected: take it in',
  confirmed: 'A named person confirmed it',
  'not-ours': 'It does not concern us',
  duplicate: 'It has come before',
};

const quarantineFields: readonly Field[] = [
  {
    kind: 'choice',
    name: 'settlement',
    label: 'What have you found?',
    options: quarantineSettlements.map((value) => ({ value, words: settlementWords[value] })),
  },
  {
    kind: 'long',
    name: 'corrections',
    label: 'If corrected: what is right?',
    hint: 'One to a line, as the file names it, such as nhsNumber: 999 000 0018',
    optional: true,
  },
  { kind: 'text', name: 'confirmed-by', label: 'If confirmed: by whom, and how?', optional: true },
  { kind: 'long', name: 'note', label: 'How do you know, and what did you do?' },
];

/** What the form decides. Corrections are lines of "name: value". */
function decisionOf(text: (name: string) => string): QuarantineDecision {
  const settlement = text('settlement') as (typeof quarantineSettlements)[number];
  const note = text('note');
  if (settlement === 'confirmed') return { settlement, confirmedBy: text('confirmed-by'), note };
  if (settlement !== 'import-after-correction') return { settlement, note };
  const pairs = text('corrections')
    .split('\n')
    .map((line) => line.split(/:(.*)/s))
    .filter(([name, value]) => name?.trim() && value !== undefined)
    .map(([name = '', value = '']) => [name.trim(), value.trim()]);
  return { settlement, corrections: Object.fromEntries(pairs) as Record<string, string>, note };
}

function reasonWords(reason: string): string {
  return (quarantineReasons as readonly string[]).includes(reason)
    ? quarantineWords[reason as QuarantineReason]
    : reason;
}

function quarantineRoutes(deps: WebDeps): readonly Route[] {
  const list = async (asked: Asked): Promise<Answered> => {
    const open = asked.query.settled !== 'yes';
    const items = await deps.readings.quarantine(open);
    return page(
      <Frame asked={asked} title="Quarantine">
        <h1 class="nhsuk-heading-l">{open ? 'Quarantine' : 'Settled quarantine'}</h1>
        <InsetText>
          <p>
            What could not be trusted is kept here whole for a person to work. Nothing in it was matched on or
            acted on.
          </p>
        </InsetText>
        <p>
          {open ? (
            <a href={`${pagePaths.quarantine}?settled=yes`}>Show what was settled</a>
          ) : (
            <a href={pagePaths.quarantine}>Show what is open</a>
          )}
        </p>
        <Table
          caption={open ? 'To work, newest first' : 'Settled'}
          captionSize="m"
          columns={[
            {
              head: 'Reason',
              cell: (item) => (
                <a
                  href={pagePaths.quarantineItem(item.quarantineId)}
                >{`${reasonWords(item.reason)} (${item.quarantineId.slice(-6)})`}</a>
              ),
            },
            {
              head: 'From',
              cell: (item) =>
                `${item.source}, ${item.fileName}${item.rowNo === null ? '' : `, row ${item.rowNo}`}`,
            },
            { head: 'Came', cell: (item) => sayInstant(item.receivedAt) },
            {
              head: 'Settled',
              cell: (item) => (item.settledAt ? `${item.settlement}: ${item.note ?? ''}` : 'Open'),
            },
          ]}
          rows={items}
          none={open ? 'Nothing waits in quarantine.' : 'Nothing was settled yet.'}
        />
      </Frame>,
    );
  };
  const one = async (asked: Asked, errors: readonly FieldError[]): Promise<Answered> => {
    const items = [...(await deps.readings.quarantine(true)), ...(await deps.readings.quarantine(false))];
    const item = items.find((known) => known.quarantineId === asked.parameters.id);
    if (!item) return notFound;
    return page(
      <Frame
        asked={asked}
        title="Quarantined item"
        back={{ href: pagePaths.quarantine, text: 'Quarantine' }}
        errors={errors.length > 0}
      >
        <ErrorSummary errors={errors.map(({ name, says }) => ({ field: name, text: says }))} />
        <h1 class="nhsuk-heading-l">{reasonWords(item.reason)}</h1>
        <SummaryList
          rows={[
            { key: 'Why', value: item.says },
            {
              key: 'From',
              value: `${item.source}, ${item.fileName}${item.rowNo === null ? '' : `, row ${item.rowNo}`}`,
            },
            { key: 'Came', value: sayInstant(item.receivedAt) },
            { key: 'As it came', value: <pre class="hh-content">{item.content}</pre> },
          ]}
        />
        {item.settledAt ? (
          <p>{`Settled ${sayInstant(item.settledAt)} by ${namesOf(deps.directory()).person(item.settledBy ?? '')}: ${item.settlement}. ${item.note ?? ''}`}</p>
        ) : (
          <Form view={asked.view} action={pagePaths.quarantineItem(item.quarantineId)}>
            <Questions fields={quarantineFields} typed={asked.form} errors={errors} />
            <Button>Settle this item</Button>
          </Form>
        )}
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
        const read = readForm(quarantineFields, asked.form);
        if (!read.ok) return one(asked, read.errors);
        const settled = await deps.settleQuarantine(
          asked.parameters.id ?? '',
          decisionOf(read.answers.text),
          deps.context(asked.actor, asked.now),
        );
        return settled.kind === 'settled'
          ? go(pagePaths.quarantine)
          : one(asked, [{ name: 'settlement', says: settled.says }]);
      },
    },
  ];
}

function directoryRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.directory,
      permission: 'see-directory',
      looks: null,
      handle: async (asked) => {
        const directory = deps.directory();
        const wanted = (asked.query.q ?? '').trim().toLowerCase();
        const teams = [...directory.teams.values()].filter((team) =>
          wanted === ''
            ? team.kind !== 'outside'
            : `${team.name} ${directory.areas.get(team.areaCode)?.name ?? ''}`.toLowerCase().includes(wanted),
        );
        return page(
          <Frame asked={asked} title="Directory">
            <h1 class="nhsuk-heading-l">Directory</h1>
            <QueryForm action={pagePaths.directory}>
              <div class="nhsuk-form-group">
                <label class="nhsuk-label nhsuk-label--s" for="q">
                  Area or team
                </label>
                <div class="nhsuk-hint" id="q-hint">
                  All {directory.areas.size} upper-tier authorities of the United Kingdom are here. Areas
                  outside the network answer by telephone.
                </div>
                <input
                  class="nhsuk-input nhsuk-input--width-20"
                  id="q"
                  name="q"
                  type="text"
                  value={asked.query.q ?? ''}
                  aria-describedby="q-hint"
                />
              </div>
              <Button variant="secondary">Find</Button>
            </QueryForm>
            <Table
              caption="Teams"
              captionSize="m"
              columns={[
                {
                  head: 'Team',
                  cell: (team: Team) => <a href={pagePaths.directoryTeam(team.id)}>{team.name}</a>,
                },
                {
                  head: 'Area',
                  cell: (team: Team) => directory.areas.get(team.areaCode)?.name ?? team.areaCode,
                },
                { head: 'Telephone', cell: (team: Team) => team.phone || 'No number yet' },
                { head: 'Out of hours', cell: (team: Team) => team.outOfHours || 'Not known' },
                {
                  head: 'Works',
                  cell: (team: Team) =>
                    inForce(team, asked.now.slice(0, 10)) ? 'Yes' : <Tag colour="red">Not on this date</Tag>,
                },
              ]}
              rows={teams.slice(0, 200)}
              none="No team or area has that name."
            />
            <p class="nhsuk-body-s">{authoritiesAttribution}</p>
          </Frame>,
        );
      },
    },
    {
      method: 'GET',
      path: pagePaths.directoryTeam(':teamId'),
      permission: 'see-directory',
      looks: null,
      handle: async (asked) => {
        const directory = deps.directory();
        const team = directory.teams.get(asked.parameters.teamId ?? '');
        return team
          ? page(<TeamPage asked={asked} team={team} directory={directory} now={asked.now} />)
          : notFound;
      },
    },
    ...absenceRoutes(deps),
  ];
}

function TeamPage({
  asked,
  team,
  directory,
  now,
}: {
  asked: Asked;
  team: Team;
  directory: Directory;
  now: Instant;
}) {
  const people = [...directory.practitioners.values()].filter((person) => person.teamId === team.id);
  const names = namesOf(directory);
  return (
    <Frame asked={asked} title={team.name} back={{ href: pagePaths.directory, text: 'Directory' }}>
      <h1 class="nhsuk-heading-l">{team.name}</h1>
      <SummaryList
        rows={[
          { key: 'Area', value: directory.areas.get(team.areaCode)?.name ?? team.areaCode },
          {
            key: 'Telephone',
            value: team.phone || 'No number yet: a call-back cannot be believed without one',
          },
          { key: 'Out of hours', value: team.outOfHours || 'Not known' },
          { key: 'Lead', value: team.leadId ? names.person(team.leadId) : 'None' },
          {
            key: 'From and until',
            value: `${sayDate(team.from)} until ${team.to ? sayDate(team.to) : 'further notice'}`,
          },
        ]}
      />
      <Table
        caption="People"
        captionSize="m"
        columns={[
          { head: 'Name', cell: (person) => person.name },
          { head: 'Role', cell: (person) => `${roleWords[person.role]}${person.duty ? ', on duty' : ''}` },
          { head: 'Telephone', cell: (person) => person.phone },
          {
            head: 'Here',
            cell: (person) =>
              person.status !== 'present' ? (
                <Tag>Left</Tag>
              ) : presentAt(directory, person.id, now) ? (
                'Yes'
              ) : (
                <Tag colour="orange">Away</Tag>
              ),
          },
        ]}
        rows={people}
        none="Nobody works in this team."
      />
      <Table
        caption="Ladder of this team"
        captionSize="m"
        columns={[
          { head: 'Step', cell: (step) => ladderStepWords[step] },
          {
            head: 'Who',
            cell: (step) =>
              ladderNames(directory, team.id, step, now)
                .map((one) => one.name)
                .join(', '),
          },
        ]}
        rows={ladderSteps}
        none=""
      />
      <Table
        caption="Time limits that the area has set for itself"
        captionSize="m"
        columns={[
          { head: 'Row', cell: (limit) => `${limit.row}, ${priorityWords[limit.column].toLowerCase()}` },
          { head: 'Limit', cell: (limit) => sayLimit(limit.limit) },
          {
            head: 'From and until',
            cell: (limit) =>
              `${sayDate(limit.from)} until ${limit.to ? sayDate(limit.to) : 'further notice'}`,
          },
          { head: 'Version', cell: (limit) => `${limit.version}: ${limit.why}` },
        ]}
        rows={directory.localLimits.filter((limit) => limit.areaCode === team.areaCode)}
        none="None: the national table holds here."
      />
      {team.kind === 'fnp' ? <SiteRulesOf team={team} directory={directory} /> : ''}
    </Frame>
  );
}

function absenceFields(directory: Directory, practitionerId: string): readonly Field[] {
  const teamId = directory.practitioners.get(practitionerId)?.teamId;
  const others = [...directory.practitioners.values()].filter(
    (person) => person.teamId === teamId && person.id !== practitionerId && person.status === 'present',
  );
  return [
    {
      kind: 'choice',
      name: 'what',
      label: 'What is it?',
      options: [
        { value: 'be-away', words: 'Away for a time' },
        { value: 'return', words: 'Back again' },
        { value: 'leave', words: 'Leaves the post' },
        { value: 'close-account', words: 'Close the account, once nobody is left on the list' },
      ],
    },
    { kind: 'moment', name: 'from', label: 'Away from', optional: true },
    {
      kind: 'moment',
      name: 'to',
      label: 'Away until',
      hint: 'Leave empty for until further notice',
      optional: true,
    },
    {
      kind: 'choice',
      name: 'deputy',
      label: 'Who deputises?',
      hint: 'Without a deputy the lead answers from that instant.',
      optional: true,
      options: others.map((person) => ({ value: person.id, words: person.name })),
    },
    { kind: 'text', name: 'why', label: 'Reason', optional: true },
  ];
}

function absenceRoutes(deps: WebDeps): readonly Route[] {
  const draw = async (asked: Asked, errors: readonly FieldError[]): Promise<Answered> => {
    const { practitionerId = '' } = asked.parameters;
    const directory = deps.directory();
    const person = directory.practitioners.get(practitionerId);
    if (!person) return notFound;
    return page(
      <Frame
        asked={asked}
        title="Absence or leaving"
        back={{ href: pagePaths.team, text: 'Team' }}
        errors={errors.length > 0}
      >
        <ErrorSummary
          errors={errors.map(({ name, says }) => ({ field: name === '' ? 'what' : name, text: says }))}
        />
        <h1 class="nhsuk-heading-l">{person.name}: absence or leaving</h1>
        <InsetText>
          <p>
            From that instant the deputy answers for every child of {person.name}, or else the lead. Offers
            addressed to {person.name} go to the desk at once.
          </p>
        </InsetText>
        <Form view={asked.view} action={pagePaths.absence(practitionerId)}>
          <Questions fields={absenceFields(directory, practitionerId)} typed={asked.form} errors={errors} />
          <Button>Record it</Button>
        </Form>
        <p>
          <a href={pagePaths.caseload(practitionerId)}>{`Reallocate the children of ${person.name}`}</a>
        </p>
      </Frame>,
      errors.length > 0 ? 422 : 200,
    );
  };
  const path = pagePaths.absence(':practitionerId');
  return [
    { method: 'GET', path, permission: 'change-directory', looks: null, handle: (asked) => draw(asked, []) },
    {
      method: 'POST',
      path,
      permission: 'change-directory',
      looks: null,
      handle: async (asked) => {
        const { practitionerId = '' } = asked.parameters;
        const read = readForm(absenceFields(deps.directory(), practitionerId), asked.form);
        if (!read.ok) return draw(asked, read.errors);
        const text = read.answers.text;
        const what = text('what');
        const command =
          what === 'be-away'
            ? ({
                type: 'be-away',
                practitionerId,
                from: text('from') || asked.now,
                to: text('to') || null,
                deputyId: text('deputy') || null,
              } as const)
            : what === 'leave'
              ? ({ type: 'leave', practitionerId, why: text('why') || 'Left the post' } as const)
              : ({ type: what === 'return' ? 'return' : 'close-account', practitionerId } as const);
        const outcome = await deps.changeDirectory(command, asked.actor, asked.now);
        return outcome.kind === 'done'
          ? go(pagePaths.team)
          : draw(asked, [{ name: '', says: `${outcome.says} ${outcome.canDo}` }]);
      },
    },
  ];
}

/** Counts only: no name, no number, and no way from here to a record (promise P12). */
function countRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.counts,
      permission: 'see-counts',
      looks: null,
      handle: async (asked) => {
        const [counts, measures] = await Promise.all([
          deps.readings.areaCounts(asked.now),
          deps.caseloads.measuresForBoard(londonDate(asked.now)),
        ]);
        const sites = [...new Set(measures.map((line) => line.team))];
        const names = namesOf(deps.directory());
        return page(
          <Frame asked={asked} title="Counts">
            <h1 class="nhsuk-heading-l">Counts</h1>
            <InsetText>
              <p>
                Counts of fewer than five are shown as “fewer than 5”, so that no child can be known from
                them.
              </p>
            </InsetText>
            <Table
              caption="By team"
              captionSize="m"
              columns={[
                { head: 'Team', cell: (row) => names.team(row.team) },
                { head: 'Children held', cell: (row) => fewer(row.held), numeric: true },
                { head: 'Handovers arriving', cell: (row) => fewer(row.arriving), numeric: true },
                { head: 'Accepted, not yet seen', cell: (row) => fewer(row.notSeen), numeric: true },
                { head: 'Overdue', cell: (row) => fewer(row.overdue), numeric: true },
                { head: 'Ladder at its last step', cell: (row) => fewer(row.lastStep), numeric: true },
                { head: 'Near misses', cell: (row) => fewer(row.nearMisses), numeric: true },
              ]}
              rows={counts}
              none="There is nothing to count yet."
            />
            <p>
              A near miss: the family was at home again before anybody accepted, and nobody had seen the child
              for more than 5 days.
            </p>
            {sites.map((site) => (
              <MeasuresTable
                caption={`Goals of the programme: ${names.team(site)}`}
                lines={measures.filter((line) => line.team === site)}
              />
            ))}
          </Frame>,
        );
      },
    },
  ];
}

function fewer(count: number): string {
  return count > 0 && count < 5 ? 'fewer than 5' : String(count);
}
