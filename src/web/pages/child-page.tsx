import type { ReadChild } from '../../application/readings.ts';
import { bereaved } from '../../domain/child/bereavement.ts';
import { type ChildState, findHandover } from '../../domain/child/state.ts';
import { type Handover, isOpen } from '../../domain/handover/facts.ts';
import { lowerFirst } from '../../domain/language/sentence.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { missingNow } from '../../domain/missing/facts.ts';
import { gapsIn, recountPeriods } from '../../domain/responsibility/recount.ts';
import { Details } from '../components/content.tsx';
import { ButtonLink, LinkList } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { FoldedTimeline } from '../components/record.tsx';
import type { WebDeps } from '../deps.ts';
import { AccountabilityPicture } from './accountability-picture.tsx';
import { actionsAmong, arrangeActions, type ChildAction, offersOpenTo } from './child-actions.ts';
import { circumstanceRows } from './circumstance-rows.tsx';
import { closedRecord } from './closed-record.tsx';
import { type FamilyRow, familyRows } from './family-rows.tsx';
import { Frame } from './frame.tsx';
import { gpRow } from './gp-row.ts';
import { HandoverPage, nextOf } from './handover-page.tsx';
import { isId } from './ids.ts';
import { KeptSection, LossSection } from './loss-section.tsx';
import { MissingSection } from './missing-section.tsx';
import { pagePaths } from './page-paths.ts';
import { timelineOf } from './record-timeline.tsx';
import { Alarms, Owed, Roles, Top } from './record-top.tsx';
import { Levels, Reviews } from './review-section.tsx';
import { type Asked, notFound, page, type Route } from './route.ts';
import { readWhoHeld, WhoHeldPage } from './who-held-page.tsx';
import { openedAtWrongDesk } from './wrong-desks.tsx';

export function childRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.child(':personId'),
      permission: 'read-child',
      looks: 'child',
      handle: async (asked) => {
        const child = await read(asked, deps, 'child');
        return child
          ? page(<ChildPage asked={asked} child={child} deps={deps} />)
          : closedRecord(asked, deps);
      },
    },
    {
      method: 'GET',
      path: pagePaths.handover(':personId', ':handoverId'),
      permission: 'read-child',
      looks: 'handover',
      handle: async (asked) => {
        const child = await read(asked, deps, 'handover');
        if (!child) return closedRecord(asked, deps);
        const handover = findHandover(child.state, asked.parameters.handoverId ?? '');
        if (!handover) return notFound;
        const opened = await openedAtWrongDesk(asked, child, handover, deps);
        return page(
          <HandoverPage asked={asked} child={child} handover={handover} deps={deps} opened={opened} />,
        );
      },
    },
    {
      method: 'GET',
      path: pagePaths.whoHeld(':personId'),
      permission: 'read-child',
      looks: 'who-held',
      handle: async (asked) => {
        const child = await read(asked, deps, 'who-held');
        if (!child) return closedRecord(asked, deps);
        const known = await readWhoHeld(asked, child, deps);
        return page(<WhoHeldPage asked={asked} child={child} deps={deps} known={known} />);
      },
    },
  ];
}

function read(asked: Asked, deps: WebDeps, look: string): Promise<ReadChild | null> {
  const { personId = '' } = asked.parameters;
  return isId(personId)
    ? deps.readings.child(asked.actor, personId, look, `Member of ${asked.actor.teamId}`)
    : Promise.resolve(null);
}

function ChildPage({ asked, child, deps }: { asked: Asked; child: ReadChild; deps: WebDeps }) {
  const { state, personId, facts } = child;
  const directory = deps.directory();
  const names = namesOf(directory, state.identity);
  const offers = offersOpenTo(state, { actor: asked.actor, directory, now: asked.now });
  const forms = new Set(offers.map(({ form }) => form));
  const waits = state.stopped ? undefined : handoverThatWaits(state);
  const family = familyRows(child, forms, names);
  return (
    <Frame asked={asked} title="Child" back={{ href: '/', text: 'My work' }}>
      <h1 class="nhsuk-u-visually-hidden">Child</h1>
      <Top asked={asked} child={child} deps={deps} current={pagePaths.child(personId)} />
      <MissingSection
        asked={asked}
        personId={personId}
        state={state}
        directory={directory}
        names={names}
        open={forms}
      />
      <LossSection state={state} directory={directory} />
      <KeptSection state={state} directory={directory} />
      {waits && <Roles handover={waits} state={state} names={names} personId={personId} />}
      <Alarms child={child} names={names} />
      <Actions
        actions={actionsAmong(offers)}
        personId={personId}
        missing={Boolean(missingNow(state.missing))}
        next={waits ? nextOf(asked, child, waits, deps) : null}
      />
      <h2 class="nhsuk-heading-m">Risk and family</h2>
      <SummaryList
        rows={[
          ...circumstanceRows(child, forms),
          gpRow(child, forms, { directory, now: asked.now }),
          ...family.filter(({ usual }) => !usual),
        ]}
      />
      <Usual rows={family.filter(({ usual }) => usual)} />
      <Levels child={child} names={names} />
      <Owed state={state} names={names} now={asked.now} />
      {!bereaved(state) && <Reviews child={child} directory={directory} names={names} now={asked.now} />}
      <h2 class="nhsuk-heading-m">Accountability over time</h2>
      <AccountabilityPicture
        periods={recountPeriods(facts)}
        gaps={gapsIn(facts, asked.now)}
        names={names}
        now={asked.now}
      />
      <h2 class="nhsuk-heading-m">All that happened</h2>
      <FoldedTimeline items={timelineOf(child, names)} />
    </Frame>
  );
}

/** The handover that is open; else the last one that has ended and by which something is still owed, such as the onward route of a declined one. */
function handoverThatWaits({ handovers, deadlines }: ChildState): Handover | undefined {
  const owing = new Set(Object.values(deadlines).map(({ handoverId }) => handoverId));
  return handovers.find(isOpen) ?? handovers.findLast(({ handoverId }) => owing.has(handoverId));
}

/** What is so of most families, folded under its names: it is where something else is recorded. */
function Usual({ rows }: { rows: readonly FamilyRow[] }) {
  if (rows.length === 0) return null;
  const about = rows.map(({ key }) => lowerFirst(key)).join(', ');
  return (
    <Details summary={`Nothing unusual recorded: ${about}`}>
      <SummaryList rows={rows} />
    </Details>
  );
}

/**
 * What may be done here: what waits stands out, and what is seldom needed does not stand between the reader and the child. While a
 * handover is open, or waits to be sent on, its next step is what waits, and not another handover. Beside the procedure for a missing family, whose next step
 * stands out, nothing else does.
 */
function Actions({
  actions,
  personId,
  missing,
  next,
}: {
  actions: readonly ChildAction[];
  personId: string;
  missing: boolean;
  next: ReturnType<typeof nextOf>;
}) {
  const { first, beside, more } = arrangeActions(actions);
  const linkOf = ({ form, words }: ChildAction) => ({ href: pagePaths.form(personId, form), words });
  const another = next && first?.form === 'prepare' ? [linkOf(first)] : [];
  const waiting = [...(first && another.length === 0 ? [linkOf(first)] : []), ...(next ? [next] : [])];
  // What reads as what waits does, such as that the child was seen, is something else: it does not stand beside it.
  const alike = ({ words }: ChildAction) => words === next?.words;
  const buttons = [...waiting, ...beside.filter((action) => !alike(action)).map(linkOf)];
  const folded = [...another, ...[...beside.filter(alike), ...more].map(linkOf)];
  if (buttons.length + folded.length === 0) return null;
  return (
    <div class="hh-begins">
      <div class="nhsuk-button-group">
        {buttons.map(({ href, words }, place) => (
          <ButtonLink
            href={href}
            {...(missing || waiting.length === 0 || place > 0 ? { variant: 'secondary' as const } : {})}
          >
            {words}
          </ButtonLink>
        ))}
      </div>
      {folded.length > 0 && (
        <Details summary={`More to record (${folded.length})`}>
          <LinkList links={folded.map(({ href, words }) => ({ href, text: words }))} />
        </Details>
      )}
    </div>
  );
}
