import { sealedWords } from '../../application/sealed.ts';
import { type Instant, sayDate, sayDueFrom, sayInstant } from '../../domain/calendar/time.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import type { ObligationKind } from '../../domain/escalation/obligations.ts';
import { type Handover, isOpen } from '../../domain/handover/facts.ts';
import { cell } from '../../domain/handover/transitions.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { agencies, agencyWords, lastAsked, type Missing, missingNow } from '../../domain/missing/facts.ts';
import { InsetText, WarningCallout } from '../components/content.tsx';
import { ButtonLink } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Table } from '../components/table.tsx';
import type { ChildFormName } from '../forms/child-forms.ts';
import { pagePaths } from './page-paths.ts';
import type { Asked } from './route.ts';

type Shown = {
  readonly asked: Asked;
  readonly personId: string;
  readonly state: ChildState;
  readonly directory: Directory;
  readonly names: Names;
  /** The forms that whoever looks may send. */
  readonly open: ReadonlySet<ChildFormName>;
};

const steps: readonly { readonly form: ChildFormName; readonly words: string }[] = [
  { form: 'record-found', words: 'They were found' },
  { form: 'record-asked', words: 'Somebody was asked' },
  { form: 'record-trace', words: 'They were traced again' },
  { form: 'record-nurse-told', words: 'A safeguarding nurse was told' },
  { form: 'review-missing', words: 'Record the review' },
  { form: 'decide-openness', words: 'Whether to be open with the parent' },
];

/** The procedure for a missing family as it stands: what was done, what is due next, and what may be entered (scenario A21). */
export function MissingSection(shown: Shown) {
  const { asked, personId, state, open } = shown;
  const running = missingNow(state.missing);
  const missing = running && state.address?.sealed ? withoutPlacesIn(running) : running;
  if (!missing) return <FoundElsewhere {...shown} />;
  const may = steps.filter(({ form }) => open.has(form));
  return (
    <section aria-labelledby="missing">
      <h2 class="nhsuk-heading-m" id="missing">
        Nobody knows where this child is
      </h2>
      {missing.notOpen && (
        <WarningCallout heading="Do not tell the parent first" level={3}>
          <p>
            {missing.notOpen.reason}. Decided by {missing.notOpen.decidedBy}, looked at again on{' '}
            {sayDate(missing.notOpen.reviewOn)}.
          </p>
        </WarningCallout>
      )}
      <SummaryList rows={stepRows(missing, state, asked.now)} />
      <AgencyTable missing={missing} state={state} now={asked.now} />
      <div class="nhsuk-button-group">
        {may.map(({ form, words }, index) => (
          <ButtonLink
            href={pagePaths.form(personId, form)}
            {...(index === 0 ? {} : { variant: 'secondary' as const })}
          >
            {words}
          </ButtonLink>
        ))}
      </div>
    </section>
  );
}

function stepRows(missing: Missing, state: ChildState, now: Instant) {
  const due = (kind: ObligationKind) => <Due state={state} kind={kind} now={now} />;
  const told = (nurse: 'named-nurse' | 'designated-nurse') => {
    const one = missing.told[nurse];
    return one ? `${one.name}, ${sayInstant(one.at)}` : due(`tell-${nurse}`);
  };
  const trace = missing.traces.at(-1);
  const review = missing.reviews.at(-1);
  return [
    { key: 'Since', value: `${sayInstant(missing.openedAt)}. ${missing.why}` },
    { key: 'Named nurse told', value: told('named-nurse') },
    { key: 'Designated nurse told', value: told('designated-nurse') },
    {
      key: `Traced (${missing.traces.length} so far)`,
      value: (
        <>
          {trace && <p>{`${sayInstant(trace.at)}: ${trace.result}`}</p>}
          {due('trace-again')}
        </>
      ),
    },
    {
      key: 'Review by the designated nurse',
      value: (
        <>
          {review && <p>{`${sayInstant(review.at)}: ${review.says}`}</p>}
          {due('review-missing')}
        </>
      ),
    },
  ];
}

/** When a step of the procedure is due; overdue is a word. */
function Due({
  state,
  kind,
  now,
  mark = '',
}: {
  state: ChildState;
  kind: ObligationKind;
  now: Instant;
  mark?: string;
}) {
  const owed = Object.values(state.deadlines).find((one) => one.kind === kind && one.key.endsWith(mark));
  if (!owed) return <span>Not owed</span>;
  return owed.dueAt <= now ? (
    <span>
      <strong class="hh-overdue">Overdue</strong> since {sayDueFrom(owed.dueAt, now)}
    </span>
  ) : (
    <span>Due by {sayDueFrom(owed.dueAt, now)}</span>
  );
}

function AgencyTable({ missing, state, now }: { missing: Missing; state: ChildState; now: Instant }) {
  const owed = (agency: string) =>
    Object.values(state.deadlines).some(
      ({ kind, key }) => kind === 'ask-agency' && key.endsWith(`/${agency}`),
    );
  const rows = agencies.filter((agency) => lastAsked(missing, agency) || owed(agency));
  return (
    <Table
      caption="Who was asked, and what each said"
      captionSize="s"
      columns={[
        { head: 'Who', cell: (agency) => agencyWords[agency] },
        {
          head: 'Asked',
          cell: (agency) => {
            const last = lastAsked(missing, agency);
            return last ? (
              `${last.askedWhom}, ${sayDate(last.on)}`
            ) : (
              <Due state={state} kind="ask-agency" now={now} mark={`/${agency}`} />
            );
          },
        },
        {
          head: 'Said',
          cell: (agency) => {
            const said = missing.asked.filter((entry) => entry.agency === agency && entry.said !== '');
            if (said.length > 0) return said.map((entry) => <p>{entry.said}</p>);
            return lastAsked(missing, agency) ? (
              <>
                No answer yet. <Due state={state} kind="agency-answer" now={now} mark={`/${agency}`} />
              </>
            ) : (
              'Not asked yet'
            );
          },
        },
      ]}
      rows={rows}
      none="Nobody is owed a question."
    />
  );
}

/** Found in another area than the holder’s: the handover that stands, or a new one, is one click away. */
function FoundElsewhere({ personId, state, directory, names, open }: Shown) {
  const found = state.missing.at(-1)?.found;
  if (!found?.areaCode || state.care.status !== 'in-care') return null;
  const here = directory.teams.get(state.care.holder.teamId)?.areaCode;
  if (found.areaCode === here) return null;
  const handover = state.handovers.find(isOpen);
  const there = handover && directory.teams.get(handover.destination.teamId)?.areaCode === found.areaCode;
  return (
    <InsetText>
      <p>
        The family was found in {names.area(found.areaCode)} on {sayInstant(found.at)}.{' '}
        {there && <>The open handover goes there.</>}
      </p>
      {!there && (
        <p>
          {handover ? (
            <a href={onward(personId, handover)}>
              Redirect the open handover: it goes to {names.team(handover.destination.teamId)}
            </a>
          ) : (
            open.has('prepare') && <a href={pagePaths.form(personId, 'prepare')}>Prepare a handover there</a>
          )}
        </p>
      )}
    </InsetText>
  );
}

/** Straight to the redirect where the handover can still be redirected; else to the handover, which says what can be done. */
function onward(personId: string, { handoverId, state }: Handover): string {
  return cell(state, 'redirect') === 'yes'
    ? pagePaths.handoverForm(personId, handoverId, 'redirect')
    : pagePaths.handover(personId, handoverId);
}

/** While the address is sealed, what people wrote of places is not shown: the steps and their clocks are (promise P11). */
function withoutPlacesIn(missing: Missing): Missing {
  return {
    ...missing,
    why: sealedWords,
    asked: missing.asked.map((entry) => ({
      ...entry,
      askedWhom: sealedWords,
      said: entry.said === '' ? '' : sealedWords,
    })),
    traces: missing.traces.map((trace) => ({ ...trace, result: sealedWords })),
    reviews: missing.reviews.map((review) => ({ ...review, says: sealedWords })),
  };
}
