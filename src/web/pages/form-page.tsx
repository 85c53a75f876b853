import { randomUUID } from 'node:crypto';
import type { Outcome } from '../../application/command.ts';
import type { ReadChild } from '../../application/readings.ts';
import { londonDate } from '../../domain/calendar/time.ts';
import { findHandover } from '../../domain/child/state.ts';
import { route } from '../../domain/directory/routing.ts';
import { missing } from '../../domain/handover/checklist.ts';
import { type HandoverCommandName, handoverCommandNames } from '../../domain/handover/commands.ts';
import { headline } from '../../domain/language/headline.ts';
import { type Refusal, sayRefusal } from '../../domain/language/refusals.ts';
import { holderWords, namesOf } from '../../domain/language/timeline.ts';
import type { WebDeps } from '../deps.ts';
import { type ChildFormName, childForms } from '../forms/child-forms.ts';
import type { FieldError } from '../forms/fields.ts';
import type { ChildForm, Reach, Titled, View } from '../forms/form.ts';
import { handoverForm } from '../forms/handover-forms.ts';
import { commandIdOf } from './carried.ts';
import { formFor } from './checklist-links.ts';
import { whichChild } from './child-list.tsx';
import { closedRecord } from './closed-record.tsx';
import { drawForm, takeForm } from './command-form.tsx';
import { isId } from './ids.ts';
import type { OpenForm } from './open-form.ts';
import { pagePaths } from './page-paths.ts';
import { newerThan } from './record-timeline.tsx';
import { type Answered, type Asked, go, notFound, type Route } from './route.ts';

/** The form of that name, of a handover or of a child itself. */
export function formOf(name: string | undefined, hasHandover: boolean): ChildForm | null {
  if (hasHandover && (handoverCommandNames as readonly string[]).includes(name ?? ''))
    return handoverForm(name as HandoverCommandName);
  return !hasHandover && Object.hasOwn(childForms, name ?? '') ? childForms[name as ChildFormName] : null;
}

/** What a form is called of this child. */
export function titleOf({ title, titled }: ChildForm, child: Titled): string {
  return titled?.(child) ?? title;
}

type Opened = {
  readonly child: ReadChild;
  readonly view: View;
  readonly form: ChildForm;
  readonly name: string;
  readonly address: string;
};

/** What a form is drawn against; or why it is not drawn. */
async function open(
  asked: Asked,
  deps: WebDeps,
): Promise<Opened | { readonly shut: 'no-such-form' | 'no-relation' }> {
  const { personId = '', handoverId, form: name = '' } = asked.parameters;
  const form = formOf(name, handoverId !== undefined);
  if (!form || !isId(personId)) return { shut: 'no-such-form' };
  const child = await deps.readings.child(asked.actor, personId, `form ${name}`, 'Entering what was done');
  if (!child) return { shut: 'no-relation' };
  const handover = handoverId ? findHandover(child.state, handoverId) : null;
  if (handoverId && !handover) return { shut: 'no-such-form' };
  const view: View = {
    personId,
    state: child.state,
    facts: child.facts,
    visitDays: child.visitDays,
    handover,
    directory: deps.directory(),
    actor: asked.actor,
    now: asked.now,
    context: deps.context(asked.actor, asked.now),
  };
  const address = handoverId
    ? pagePaths.handoverForm(personId, handoverId, name)
    : pagePaths.form(personId, name);
  return { child, view, form, name, address };
}

/** A form about a child or its handover, as the pages of forms draw, keep, send and compare it. */
function openForm(asked: Asked, deps: WebDeps, opened: Opened): OpenForm {
  const { child, view, form, address } = opened;
  const record = { href: pagePaths.child(view.personId), text: 'The child' };
  return {
    personId: view.personId,
    version: child.version,
    title: titleOf(form, view.state),
    button: form.button,
    guidance: form.guidance?.(view) ?? null,
    shows: [form.shows?.(view) ?? []].flat(),
    fields: form.fields(view),
    further: form.further?.(view) ?? null,
    known: form.known?.(view) ?? {},
    faults: async (answers) => [
      ...(form.faults?.(answers, view) ?? []),
      ...((await form.looksUp?.(answers, view, reachOf(deps, asked))) ?? []),
    ],
    checks: form.checks ?? false,
    happened: form.happened ?? null,
    mask: child.mask,
    address,
    caption: `${whichChild(view.state.identity)}. ${headline(view.state, view.directory, view.now).who}`,
    back: view.handover
      ? { href: pagePaths.handover(view.personId, view.handover.handoverId), text: 'The handover' }
      : record,
    record,
    newer: (version) => newerThan(child, version, namesOf(view.directory, view.state.identity)),
    send: async (answers, sent) => {
      const command = await form.command(answers, view, reachOf(deps, asked));
      const issued = { personId: view.personId, command, ...sent };
      const outcome = await deps.issue(issued, deps.context(asked.actor, asked.now));
      if (outcome.kind === 'done' && outcome.facts.length === 0)
        return { kind: 'refused', says: onRecordAlready };
      switch (outcome.kind) {
        case 'done':
        case 'repeated':
          return {
            kind: 'done',
            to: `${pagePaths.done(view.personId, opened.name)}${handoverQuery(outcome, opened)}`,
          };
        case 'refused': {
          const holds = outcome.holder
            ? ` ${holderWords(outcome.holder, namesOf(view.directory))} holds the child now.`
            : '';
          const lines = missingLines(outcome.refusal, view);
          // Each missing line stands below as a link, so that the sentence need not repeat them.
          const refusal = lines.length > 0 ? { code: outcome.refusal.code } : outcome.refusal;
          return { kind: 'refused', says: `${sayRefusal(refusal)}${holds}`, code: refusal.code, lines };
        }
        case 'conflict':
          return { kind: 'conflict' };
        case 'not-found':
          return { kind: 'closed', answer: await closedRecord(asked, deps) };
      }
    },
  };
}

/** Of what changes nothing no fact is written, and so neither is what was typed beside it: nobody is told that it was. */
const onRecordAlready =
  'That is what the record says already, so nothing was recorded. Change an answer, or go back';

/** What an offer still lacks, each line with the form that mends it. */
function missingLines(
  { code }: Refusal,
  { handover, personId, state, context }: View,
): readonly FieldError[] {
  if (code !== 'draft-incomplete' || !handover) return [];
  return missing(handover, state, context).map(({ key, words }) => {
    const href = formFor(key, personId, handover, []);
    return { name: '', says: words, ...(href ? { href } : {}) };
  });
}

/** Forms about a child and its handovers: each is drawn, kept as a draft, sent, refused in words, or compared with what changed. */
export function formRoutes(deps: WebDeps): readonly Route[] {
  const addresses = [
    pagePaths.form(':personId', ':form'),
    pagePaths.handoverForm(':personId', ':handoverId', ':form'),
  ];
  return addresses.flatMap((path): Route[] => [
    {
      method: 'GET',
      path,
      permission: 'read-child',
      looks: 'form',
      handle: async (asked) => {
        const opened = await open(asked, deps);
        if (!('shut' in opened)) return drawForm(asked, deps, openForm(asked, deps, opened));
        return opened.shut === 'no-relation' ? closedRecord(asked, deps) : notFound;
      },
    },
    {
      method: 'POST',
      path,
      permission: 'read-child',
      looks: 'form',
      handle: async (asked) => {
        const opened = await open(asked, deps);
        if (!('shut' in opened)) return takeForm(asked, deps, openForm(asked, deps, opened));
        return opened.shut === 'no-relation'
          ? withoutRelation(asked, commandIdOf(asked.form), deps)
          : notFound;
      },
    },
  ]);
}

/**
 * A second click on a command that took the team off the record, as a decline does, is told that it was done. Nothing
 * is done twice.
 */
async function withoutRelation(asked: Asked, commandId: string, deps: WebDeps): Promise<Answered> {
  const { personId = '', form = '' } = asked.parameters;
  const done = await deps.readings.wasWritten(asked.actor, personId, commandId);
  return done ? go(pagePaths.done(personId, form)) : closedRecord(asked, deps);
}

function handoverQuery(outcome: Outcome, { view }: Opened): string {
  const made =
    outcome.kind === 'done' ? outcome.facts.find((fact) => fact.type === 'HandoverPrepared') : undefined;
  const handoverId = made && 'handoverId' in made ? made.handoverId : view.handover?.handoverId;
  return handoverId ? `?handover=${handoverId}` : '';
}

/** Fresh ids, and the route for a postcode: residence decides, with the reason (scenario A27). */
export function reachOf(deps: WebDeps, asked: Asked): Reach {
  return {
    newId: randomUUID,
    isHeld: async (nhsNumber) => {
      const { found, known } = await deps.readings.search(asked.actor, { text: nhsNumber, bornOn: null });
      return known !== null || found.some((child) => child.holderTeam !== null);
    },
    childOf: (nhsNumber, bornOn) => deps.clients.childOfNumber(asked.actor, nhsNumber, bornOn),
    routeOf: async (postcode, wants, temporary) => {
      const today = londonDate(asked.now);
      const areaCode = postcode === null ? null : await deps.readings.areaOfPostcode(postcode, today);
      return { areaCode, route: route(deps.directory(), { areaCode, postcode, wants, temporary }, today) };
    },
  };
}
