import {
  type BulkContext,
  type BulkOutcome,
  decideBulk,
  nameLead,
} from '../../application/bulk/bulk-commands.ts';
import type { BulkHandover } from '../../domain/bulk/bulk-handover.ts';
import { type Capacity, teamCapacity } from '../../domain/bulk/capacity.ts';
import { londonDate } from '../../domain/calendar/time.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { InsetText, Tag } from '../components/content.tsx';
import { Form } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { decisionFields, leadFields } from '../forms/bulk-forms.ts';
import { type Field, type FieldError, readForm } from '../forms/fields.ts';
import { bulkContext, bulkOf, masked } from './bulk-asked.ts';
import { shown } from './bulk-progress.tsx';
import { versionOf } from './carried.ts';
import { FormMark } from './form-mark.tsx';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, go, notFound, type Route } from './route.ts';

/** The decision to go, and the lead whom a commissioner names where nobody accepts. */
export function bulkDecisionRoutes(deps: WebDeps): readonly Route[] {
  return [...decideRoutes(deps), ...leadRoutes(deps)];
}

function decideRoutes(deps: WebDeps): readonly Route[] {
  const path = pagePaths.bulkDecide(':id');
  const draw: Draw = async (asked, errors, overtaken = false) => {
    const bulk = await bulkOf(deps, asked);
    if (!bulk) return notFound;
    const loads = await deps.bulk.loads(bulk.bulkId, londonDate(asked.now));
    const capacities = loads.map((load) => teamCapacity(deps.directory(), load, asked.now));
    return questionsPage({
      asked,
      title: 'Go or no go',
      back: { href: pagePaths.bulkOne(bulk.bulkId), text: 'Bulk handover' },
      errors,
      fields: decisionFields,
      content: (
        <>
          <Capacities capacities={capacities} deps={deps} hide={masked(bulk, asked)} />
          <Form view={asked.view} action={pagePaths.bulkDecide(bulk.bulkId)}>
            <FormMark form={overtaken ? null : asked.form} stands={String(bulk.round)} />
            <Questions fields={decisionFields} typed={asked.form} errors={errors} />
            <Button>Decide</Button>
          </Form>
        </>
      ),
    });
  };
  return [
    { method: 'GET', path, permission: 'run-bulk', looks: null, handle: (asked) => draw(asked, []) },
    {
      method: 'POST',
      path,
      permission: 'run-bulk',
      looks: null,
      handle: (asked) =>
        sent(asked, deps, decisionFields, draw, (text, bulkId, context) => {
          const decision = {
            against: versionOf(asked.form),
            go: text('decision') === 'go',
            why: text('why'),
            capacityWhy: text('capacity-why'),
          };
          return decideBulk(bulkId, decision, context);
        }),
    },
  ];
}

/** Children, of a site families by weight, for each whole-time practitioner now and then: a warning, never a block. */
function Capacities({
  capacities,
  deps,
  hide,
}: {
  capacities: readonly Capacity[];
  deps: WebDeps;
  hide: boolean;
}) {
  const names = namesOf(deps.directory());
  return (
    <Table
      caption="What the receiving teams can take"
      captionSize="m"
      columns={[
        { head: 'Team', cell: (one) => names.team(one.teamId) },
        { head: 'Counted in', cell: (one) => countedIn[one.counts] },
        { head: 'Holds', cell: (one) => shown(one.held, hide), numeric: true },
        { head: 'Would come', cell: (one) => shown(one.coming, hide), numeric: true },
        { head: 'Whole-time nurses there', cell: (one) => one.practitioners, numeric: true },
        { head: 'Each now', cell: (one) => one.now ?? 'Nobody there', numeric: true },
        { head: 'Each then', cell: (one) => one.then ?? 'Nobody there', numeric: true },
        { head: 'Limit', cell: (one) => one.limit, numeric: true },
        {
          head: 'Warning',
          cell: (one) => (one.over ? <Tag colour="orange">Above the limit</Tag> : 'None'),
        },
      ]}
      rows={capacities}
      none="No draft is prepared yet: the numbers come with the drafts."
    />
  );
}

const countedIn: Readonly<Record<Capacity['counts'], string>> = {
  children: 'Children',
  families: 'Families, weighted',
};

function leadRoutes(deps: WebDeps): readonly Route[] {
  const path = pagePaths.bulkLead(':id');
  const fieldsFor = (bulk: BulkHandover, asked: Asked) =>
    leadFields(deps.directory(), bulk.releasingTeamId, londonDate(asked.now));
  const draw: Draw = async (asked, errors, overtaken = false) => {
    const bulk = await bulkOf(deps, asked);
    if (!bulk) return notFound;
    return questionsPage({
      asked,
      title: 'Name a lead who accepts',
      back: { href: pagePaths.bulkOne(bulk.bulkId), text: 'Bulk handover' },
      errors,
      fields: fieldsFor(bulk, asked),
      content: (
        <>
          <InsetText>
            <p>
              Every child whom nobody has accepted is offered to this lead’s team and addressed to the lead.
              You see counts only: no family’s record opens from here.
            </p>
          </InsetText>
          <Form view={asked.view} action={pagePaths.bulkLead(bulk.bulkId)}>
            <FormMark form={overtaken ? null : asked.form} stands={String(bulk.round)} />
            <Questions fields={fieldsFor(bulk, asked)} typed={asked.form} errors={errors} />
            <Button>Name this lead</Button>
          </Form>
        </>
      ),
    });
  };
  return [
    { method: 'GET', path, permission: 'name-bulk-lead', looks: null, handle: (asked) => draw(asked, []) },
    {
      method: 'POST',
      path,
      permission: 'name-bulk-lead',
      looks: null,
      handle: async (asked) => {
        const bulk = await bulkOf(deps, asked);
        if (!bulk) return notFound;
        return sent(asked, deps, fieldsFor(bulk, asked), draw, (text, bulkId, context) =>
          nameLead(
            bulkId,
            { against: versionOf(asked.form), leadId: text('lead'), why: text('why') },
            context,
          ),
        );
      },
    },
  ];
}

/** The page of a form once more; overtaken, it is drawn against what stands now. */
type Draw = (asked: Asked, errors: readonly FieldError[], overtaken?: boolean) => Promise<Answered>;

/** A sent form about one bulk handover: read, judged, and back to its page; or drawn again with what is wrong. */
async function sent(
  asked: Asked,
  deps: WebDeps,
  fields: readonly Field[],
  draw: Draw,
  act: (text: (name: string) => string, bulkId: string, context: BulkContext) => Promise<BulkOutcome>,
): Promise<Answered> {
  const bulk = await bulkOf(deps, asked);
  if (!bulk) return notFound;
  const read = readForm(fields, asked.form);
  if (!read.ok) return draw(asked, read.errors);
  const outcome = await act(read.answers.text, bulk.bulkId, bulkContext(deps, asked));
  return outcome.kind === 'done'
    ? go(pagePaths.bulkOne(outcome.bulkId))
    : draw(asked, [{ name: '', says: `${outcome.says} ${outcome.canDo}` }], outcome.overtaken);
}
