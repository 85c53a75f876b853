import type { ReadClient } from '../../application/client-readings.ts';
import { londonDate, sayDate } from '../../domain/calendar/time.ts';
import { upperFirst } from '../../domain/language/sentence.ts';
import { type ClientCommandName, clientCommandWords } from '../../domain/programme/client-commands.ts';
import { eligibilityOnTransfer } from '../../domain/programme/client-eligibility.ts';
import { clientParties, mayCommandClient } from '../../domain/programme/client-permissions.ts';
import { knownOf } from '../../domain/programme/client-state.ts';
import { clientCell } from '../../domain/programme/client-transitions.ts';
import {
  answerWords,
  type CriterionAnswer,
  type Eligibility,
  type EligibilityOutcome,
  eligibilityAt,
  eligibilityWords,
} from '../../domain/programme/eligibility.ts';
import { InsetText, Tag, type TagColour } from '../components/content.tsx';
import { ButtonLink } from '../components/links.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { ClientTop } from './client-top.tsx';
import { Frame } from './frame.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { type Asked, notFound, page, type Route } from './route.ts';

/** How a client stands to the rules of a site, criterion by criterion, and what may be done next. */
export function eligibilityRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.eligibility(':clientId'),
      permission: 'read-client',
      looks: 'eligibility',
      handle: async (asked) => {
        const { clientId = '' } = asked.parameters;
        if (!isId(clientId)) return notFound;
        const why = `Member of ${asked.actor.teamId}`;
        const client = await deps.clients.client(asked.actor, clientId, 'eligibility', why);
        return client ? page(<EligibilityPage asked={asked} client={client} deps={deps} />) : notFound;
      },
    },
  ];
}

const outcomeColours: Readonly<Record<EligibilityOutcome, TagColour>> = {
  eligible: 'green',
  'not-eligible': 'red',
  'not-known': 'yellow',
};

const answerColours = { met: 'green', 'not-met': 'red', 'not-known': 'yellow' } as const;

/** What may follow, the likeliest first: asking comes first while something is not known. */
const steps: Readonly<Record<EligibilityOutcome, readonly ClientCommandName[]>> = {
  eligible: ['offer-place', 'enrol', 'decline-place', 'record-client', 'assess', 'refuse-transfer'],
  'not-known': ['record-client', 'offer-place', 'enrol', 'decline-place', 'assess', 'refuse-transfer'],
  'not-eligible': ['assess', 'record-client', 'offer-place', 'enrol', 'decline-place', 'refuse-transfer'],
};

/**
 * Her eligibility by the rules that count: for a client on her way the receiving site's rules for transfers, otherwise
 * those of her own site.
 */
function standing(asked: Asked, client: ReadClient, deps: WebDeps): Eligibility {
  const { state } = client;
  const context = deps.context(asked.actor, asked.now);
  return state.transfer
    ? eligibilityOnTransfer(state, state.transfer, context)
    : eligibilityAt(deps.directory(), state.teamId, knownOf(state), londonDate(asked.now));
}

function EligibilityPage({ asked, client, deps }: { asked: Asked; client: ReadClient; deps: WebDeps }) {
  const { state, personId } = client;
  const now = standing(asked, client, deps);
  const site = deps.directory().teams.get(state.transfer?.toTeamId ?? state.teamId);
  const recorded = state.eligibility;
  const parties = clientParties(state, deps.directory());
  const open = steps[now.outcome].filter(
    (command) =>
      asked.view.absence === null &&
      clientCell(state.status, command) === 'yes' &&
      mayCommandClient(asked.actor, command, parties),
  );
  return (
    <Frame asked={asked} title="Eligibility" back={{ href: pagePaths.client(personId), text: 'The client' }}>
      <h1 class="nhsuk-u-visually-hidden">Eligibility</h1>
      <ClientTop asked={asked} client={client} deps={deps} />
      <h2 class="nhsuk-heading-m">
        {`${site?.name ?? state.teamId}, ${sayDate(now.on)}: `}
        <Tag colour={outcomeColours[now.outcome]}>{eligibilityWords[now.outcome]}</Tag>
      </h2>
      {now.outcome === 'not-eligible' && (
        <InsetText>
          <p>
            A supervisor may enrol outside the rules with a reason. Health visiting and maternity are hers
            either way.
          </p>
        </InsetText>
      )}
      <Table
        caption="Each criterion"
        captionSize="m"
        columns={[
          { head: 'Criterion', cell: (line: CriterionAnswer) => line.words },
          {
            head: 'Answer',
            cell: (line: CriterionAnswer) => (
              <Tag colour={answerColours[line.answer]}>{upperFirst(answerWords[line.answer])}</Tag>
            ),
          },
          { head: 'Why', cell: (line: CriterionAnswer) => line.why },
          { head: 'The site’s rule', cell: (line: CriterionAnswer) => line.rule },
        ]}
        rows={now.criteria}
        none=""
      />
      <p>
        {`Rules ${now.ruleVersion}, as they hold today. `}
        {site && <a href={pagePaths.directoryTeam(site.id)}>All rules of the site</a>}
      </p>
      {recorded && (
        <p>
          {`Recorded on ${sayDate(londonDate(recorded.at))}: ${eligibilityWords[recorded.outcome].toLowerCase()}, rules ${recorded.ruleVersion}.`}
        </p>
      )}
      <div class="nhsuk-button-group">
        {open.map((command, index) => (
          <ButtonLink
            href={pagePaths.clientForm(personId, command)}
            {...(index === 0 ? {} : { variant: 'secondary' as const })}
          >
            {clientCommandWords[command]}
          </ButtonLink>
        ))}
      </div>
    </Frame>
  );
}
