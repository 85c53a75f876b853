import type { Known } from '../../application/readings.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { InsetText } from '../components/content.tsx';
import { QueryForm } from '../components/form.tsx';
import { Button, Telephone } from '../components/links.tsx';
import { Faults, Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { type Field, readForm } from '../forms/fields.ts';
import { ChildList } from './child-list.tsx';
import { sealedHolderSays } from './closed-record.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, page, type Route } from './route.ts';

/** Search for a child, by what is known of it. */
export function findingRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.search,
      permission: 'search',
      looks: null,
      handle: (asked) => search(asked, deps),
    },
  ];
}

const bornField: Field = { kind: 'date', name: 'born', label: 'Date of birth', optional: true };

async function search(asked: Asked, deps: WebDeps): Promise<Answered> {
  const text = (asked.query.q ?? '').trim();
  const read = readForm([bornField], asked.query);
  const bornOn = read.ok ? read.answers.text('born') || null : null;
  const errors = read.ok ? [] : read.errors;
  const names = namesOf(deps.directory());
  const asksSomething = read.ok && (text !== '' || bornOn !== null);
  const { found, known } = asksSomething
    ? await deps.readings.search(asked.actor, { text, bornOn })
    : { found: [], known: null };
  return page(
    <Frame asked={asked} title="Find a child" errors={!read.ok}>
      <Faults fields={[bornField]} errors={errors} />
      <h1 class="nhsuk-heading-l">Find a child</h1>
      <QueryForm action={pagePaths.search}>
        <div class="nhsuk-form-group">
          <label class="nhsuk-label nhsuk-label--s" for="q">
            Name, NHS number or postcode
          </label>
          <input
            class="nhsuk-input nhsuk-input--width-20"
            id="q"
            name="q"
            type="text"
            value={text}
            autocomplete="off"
          />
        </div>
        <Questions fields={[bornField]} typed={asked.query} errors={errors} />
        <p class="nhsuk-hint">Whom you find is recorded, with how you asked.</p>
        <Button>Search</Button>
      </QueryForm>
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
    read.ok ? 200 : 422,
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
