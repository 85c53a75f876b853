import { sayDate } from '../../domain/calendar/time.ts';
import type { Directory, EligibilityRules, Team } from '../../domain/directory/directory.ts';
import { sayEligibilityRules } from '../../domain/programme/criteria.ts';
import { SummaryList } from '../components/lists.tsx';

/** Every version of the rules of a team's site, the newest first: whom it takes, and when the programme ends there. */
export function SiteRulesOf({ team, directory }: { team: Team; directory: Directory }) {
  const versions = directory.sites
    .filter((site) => site.serviceId === team.serviceId)
    .sort((a, b) => (a.from < b.from ? 1 : -1));
  return (
    <section>
      <h2 class="nhsuk-heading-m">Rules of the site</h2>
      {versions.length === 0 ? (
        <p>Nobody has entered the rules of this site: somebody has to ask for each client.</p>
      ) : (
        versions.map((site) => (
          <>
            <h3 class="nhsuk-heading-s">
              From {sayDate(site.from)} until {site.to ? sayDate(site.to) : 'further notice'}
            </h3>
            <SummaryList
              rows={[
                { key: 'New clients', value: <Taken rules={site.newClients} /> },
                { key: 'Transfers in', value: <Taken rules={site.transfersIn} /> },
                {
                  key: 'Lives in',
                  value: site.catchment.map((code) => directory.areas.get(code)?.name ?? code).join(', '),
                },
                {
                  key: 'Ends',
                  value: `When the child is ${site.endsAtMonths} months old; early from ${site.mayEndFromMonths} months`,
                },
                { key: 'Caseload', value: `${site.caseloadPerWholeTime} families for a whole-time nurse` },
                { key: 'Version', value: `${site.version}: ${site.why}` },
              ]}
            />
          </>
        ))
      )}
    </section>
  );
}

function Taken({ rules }: { rules: EligibilityRules | null }) {
  if (rules === null) return 'None';
  return (
    <ul class="nhsuk-list nhsuk-list--bullet">
      {sayEligibilityRules(rules).map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}
