import type { WebDeps } from '../deps.ts';
import { atDeskRoutes } from './at-desk.tsx';
import { begunRoutes } from './begun-forms.tsx';
import { boardRoutes } from './board-page.tsx';
import { bulkAcceptRoutes } from './bulk-accept.tsx';
import { bulkRoutes } from './bulk-pages.tsx';
import { bulkPlanRoutes } from './bulk-plan.tsx';
import { calendarRoutes } from './calendar-page.tsx';
import { caseloadRoutes } from './caseload-page.tsx';
import { childRoutes } from './child-page.tsx';
import { clientFormRoutes } from './client-form-page.tsx';
import { clientRoutes } from './client-page.tsx';
import { closeTeamRoutes } from './close-team.tsx';
import { deskRoutes } from './desk-page.tsx';
import { doneRoutes } from './done-page.tsx';
import { turnRoutes } from './duty-turn.tsx';
import { eligibilityRoutes } from './eligibility-page.tsx';
import { findingRoutes } from './finding.tsx';
import { formRoutes } from './form-page.tsx';
import { ladderRoutes } from './ladder-page.tsx';
import { noticeRoutes } from './notices-page.tsx';
import { nurseFormRoutes } from './nurse-forms.tsx';
import { ownAbsenceRoutes } from './own-absence.tsx';
import { printedListRoutes } from './printed-list.tsx';
import { referralRoutes } from './referrals.tsx';
import { reviewListRoutes } from './review-lists.tsx';
import type { Route } from './route.ts';
import { sealedRoutes } from './sealed-records.tsx';
import { serviceRoutes } from './service-record.tsx';
import { storyRoutes } from './story-page.tsx';
import { supervisorRoutes } from './supervisor-page.tsx';
import { takeOnRoutes } from './take-on-page.tsx';
import { workRoutes } from './work.tsx';

/** Every page behind sign-in, each with its permission: the table that the test of permissions walks. */
export function pageRoutes(deps: WebDeps): readonly Route[] {
  return [
    ...workRoutes(deps),
    ...begunRoutes(deps),
    ...printedListRoutes(deps),
    ...noticeRoutes(deps),
    ...deskRoutes(deps),
    ...turnRoutes(deps),
    ...atDeskRoutes(deps),
    ...ownAbsenceRoutes(deps),
    ...reviewListRoutes(deps),
    ...ladderRoutes(deps),
    ...findingRoutes(deps),
    ...takeOnRoutes(deps),
    ...childRoutes(deps),
    ...sealedRoutes(deps),
    ...formRoutes(deps),
    ...doneRoutes(deps),
    ...bulkRoutes(deps),
    ...bulkPlanRoutes(deps),
    ...bulkAcceptRoutes(deps),
    ...caseloadRoutes(deps),
    ...closeTeamRoutes(deps),
    ...referralRoutes(deps),
    ...eligibilityRoutes(deps),
    ...boardRoutes(deps),
    ...calendarRoutes(deps),
    ...supervisorRoutes(deps),
    ...nurseFormRoutes(deps),
    ...clientRoutes(deps),
    ...clientFormRoutes(deps),
    ...serviceRoutes(deps),
    ...storyRoutes(),
  ];
}
