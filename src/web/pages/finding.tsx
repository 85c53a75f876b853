import type { Known } from '../../application/readings.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { InsetText } from '../components/content.tsx';
import { Input } from '../components/fields.tsx';
import { Form } from '../components/form.tsx';
import { Button, Telephone } from '../components/links.tsx';
import { Faults, Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { type Field, readForm } from '../forms/fields.ts';
import { withQuery } from '../paths.ts';
import { ChildList } from './child-list.tsx';
import { closeQuestion, openQuestion, type Question } from './closed-question.ts';
import { sealedHolderSays } from './closed-record.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, go, page, type Route } from './route.ts';

/**
 * Search for a child, by what is known of it. What is typed is sent as a form, and the answer has an address to come back to that does
 * not tell it.
 */
export function findingRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.search,
      permission: 'search',
      looks: null,
      handle: async (asked) => {
        if (boxes.some((name) => asked.query[name] !== undefined)) return go(askedOpenly);
        const question = questionOf(asked, deps);
        return question === null ? search(asked, deps, {}, noLongerOpens) : search(asked, deps, question);
      },
    },
    {
      method: 'POST',
      path: pagePaths.search,
      permission: 'search',
      looks: null,
      asksByNumber: true,
      handle: async (asked) => {
        const question = closed(asked, deps);
        if (question === null) return search(asked, deps, {}, nothingAsked);
        return go(withQuery(pagePaths.search, { asked: question }));
      },
    },
  ];
}

const bornField: Field = { kind: 'date', name: 'born', label: 'Date of birth', optional: true };

/** Longer than any name; an address has an end. */
const longestBox = 200;
const boxes = ['q', 'born-day', 'born-month', 'born-year'];

function closed({ form, actor }: Asked, deps: WebDeps): string | null {
  const typed = boxes.map((name) => {
    const text = form[name];
    return [name, typeof text === 'string' ? text.trim().slice(0, longestBox) : ''] as const;
  });
  const question = Object.fromEntries(typed.filter(([, text]) => text !== ''));
  const closing = { secret: deps.sessionSecret, practitionerId: actor.practitionerId };
  return Object.keys(question).length === 0 ? null : closeQuestion(question, closing);
}

/** Earlier addresses told what was searched, and may have been kept: they are not answered, and lead here instead. */
const askedOpenly = withQuery(pagePaths.search, { asked: 'earlier' });

/** What was asked; empty at first, and null where its address cannot be opened. */
function questionOf({ query, actor }: Asked, deps: WebDeps): Question | null {
  if (query.asked === undefined) return {};
  return openQuestion(query.asked, { secret: deps.sessionSecret, practitionerId: actor.practitionerId });
}

const nothingAsked = 'Enter a name, an NHS number, a postcode or a date of birth';
const noLongerOpens = 'This search was kept for somebody else or from an earlier time. Enter it again';

async function search(
  asked: Asked,
  deps: WebDeps,
  question: Question,
  wrong: string | null = null,
): Promise<Answered> {
  const text = (question.q ?? '').trim();
  const read = readForm([bornField], question);
  const bornOn = read.ok ? read.answers.text('born') || null : null;
  const errors = [...(wrong === null ? [] : [{ name: 'q', says: wrong }]), ...(read.ok ? [] : read.errors)];
  const names = namesOf(deps.directory());
  const asksSomething = read.ok && (text !== '' || bornOn !== null);
  const { found, known } = asksSomething
    ? await deps.readings.search(asked.actor, { text, bornOn })
    : { found: [], known: null };
  return page(
    <Frame asked={asked} title="Find a child" errors={errors.length > 0}>
      <Faults fields={[bornField]} errors={errors} />
      <h1 class="nhsuk-heading-l">Find a child</h1>
      <Form view={asked.view} action={pagePaths.search}>
        <Input
          name="q"
          label="Name, NHS number or postcode"
          labelSize="s"
          width={20}
          value={text}
          autocomplete="off"
          error={wrong ?? undefined}
        />
        <Questions fields={[bornField]} typed={question} errors={errors} />
        <p class="nhsuk-hint">It is recorded whom you find, and how you searched.</p>
        <Button>Search</Button>
      </Form>
      {known && (
        <InsetText>
          <KnownByNumber known={known} deps={deps} />
        </InsetText>
      )}
      {asksSomething && (
        <ChildList
          caption="Found"
          lines={found}
          names={names}
          now={asked.now}
          none="No child that your team may see fits. Check the spelling, or search for the whole NHS number: then you are told which team to ring. A sealed address is not searched."
        />
      )}
    </Frame>,
    errors.length > 0 ? 422 : 200,
  );
}

/** All that a team without access is told of a child whose number it has: whom to ring (promises P8, P11). */
function KnownByNumber({ known: { holderTeam }, deps }: { known: Known; deps: WebDeps }) {
  if (holderTeam === null)
    return (
      <p>
        {sealedHolderSays} Your team stands in no relation to the child, so the record stays closed. That you
        asked is recorded, and the team that answers is told.
      </p>
    );
  return (
    <p>
      A child with this number is held by <strong>{namesOf(deps.directory()).team(holderTeam)}</strong>. Your
      team stands in no relation to the child, so the record stays closed. Ring that team on{' '}
      <Telephone words={deps.directory().teams.get(holderTeam)?.phone || 'the number in the directory'} />.
      That you asked is recorded.
    </p>
  );
}
