import type { BegunForm } from '../../application/drafts.ts';
import { sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { Details } from '../components/content.tsx';
import { ErrorSummary } from '../components/errors.tsx';
import { Carried, Form } from '../components/form.tsx';
import { Button, LinkList } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { clientFormOf } from '../forms/client-forms.ts';
import { againstOf } from './carried.ts';
import { nameOf } from './child-list.tsx';
import { formOf, titleOf } from './form-page.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, go, page, type Route } from './route.ts';

export const begunWords = 'Forms begun and not sent';
/** So many stand on the front page, which says where the others are. */
const atOnce = 3;
const onePage = 50;

/** All forms that the reader began and has not sent, each to go on with or to throw away. */
export function begunRoutes(deps: WebDeps): readonly Route[] {
  const route = { path: pagePaths.begun, permission: 'see-own-work', looks: null } as const;
  return [
    { ...route, method: 'GET', handle: (asked) => drawBegun(asked, deps, null) },
    { ...route, method: 'POST', handle: (asked) => throwAway(asked, deps) },
  ];
}

/** Throws away what the reader saw on the list. What they kept since in another window stays, and they are told. */
async function throwAway(asked: Asked, deps: WebDeps): Promise<Answered> {
  const [personId, form, seen] = [String(asked.form.person), String(asked.form.form), againstOf(asked.form)];
  const kept = isId(personId) ? await deps.readings.drafts.kept(asked.actor, personId, form) : null;
  if (kept && kept.savedAt !== seen) return drawBegun(asked, deps, keptSince(kept.savedAt));
  if (kept) await deps.readings.drafts.drop(asked.actor, personId, form, kept.savedAt);
  return go(pagePaths.begun);
}

function keptSince(savedAt: BegunForm['savedAt']): string {
  return `You kept that form again after this page was drawn, ${sayInstant(savedAt)}, so it was not thrown away. Open it before you do`;
}

async function drawBegun(asked: Asked, deps: WebDeps, refused: string | null): Promise<Answered> {
  const from = pageStart(asked.query.from);
  const forms = await deps.readings.drafts.begun(asked.actor, from, onePage);
  return page(
    <Frame asked={asked} title={begunWords} back={{ href: '/', text: 'My work' }} errors={refused !== null}>
      {refused !== null && <ErrorSummary errors={[{ field: '', text: refused }]} />}
      <h1 class="nhsuk-heading-l">{begunWords}</h1>
      {forms.length === 0 ? (
        <p>You have begun no form that is not sent.</p>
      ) : (
        <BegunList asked={asked} caption="The last kept first" forms={forms} />
      )}
      <Further href={pagePaths.begun} from={from} shown={forms.length} most={onePage} />
    </Frame>,
    refused === null ? 200 : 422,
  );
}

/** The forms that stand on a front page, one more than it shows: whether there are others is known by that. */
export function begunFirst(asked: Asked, deps: WebDeps): Promise<readonly BegunForm[]> {
  return deps.readings.drafts.begun(asked.actor, 0, atOnce + 1);
}

/** On the front page: what somebody who was called away goes on with. Nothing where nothing is begun. */
export function BegunOnFrontPage({ asked, forms }: Pick<Listed, 'asked' | 'forms'>) {
  if (forms.length === 0) return null;
  return (
    <>
      <BegunList asked={asked} caption={begunWords} forms={forms.slice(0, atOnce)} />
      {forms.length > atOnce && (
        <LinkList links={[{ href: pagePaths.begun, text: 'All forms begun and not sent' }]} />
      )}
    </>
  );
}

type Listed = {
  readonly asked: Asked;
  readonly caption: string;
  readonly forms: readonly BegunForm[];
};

function BegunList({ asked, caption, forms }: Listed) {
  return (
    <section>
      <h2 class="nhsuk-heading-m">{caption}</h2>
      <p>Each is kept until you send it or throw it away. Nobody else sees it.</p>
      <ul class="hh-arrivals">
        {forms.map((begun) => (
          <OneBegun asked={asked} begun={begun} />
        ))}
      </ul>
    </section>
  );
}

function OneBegun({ asked, begun }: { asked: Asked; begun: BegunForm }) {
  const { personId, form, savedAt, child } = begun;
  const title = titleAt(begun);
  const about = `${title ?? goneWords}, ${nameOf(child)}`;
  return (
    <li class="hh-arrival hh-child">
      <h3 class="hh-arrival__name">{title === null ? goneWords : <a href={form}>{title}</a>}</h3>
      <p class="hh-arrival__line">
        {[nameOf(child) || 'Name not known', child.bornOn && `born ${sayDate(child.bornOn)}`]
          .filter(Boolean)
          .join(', ')}
      </p>
      <p class="hh-arrival__line">Last kept {sayInstant(savedAt)}</p>
      <Details
        summary={
          <>
            Throw it away<span class="nhsuk-u-visually-hidden">: {about}</span>
          </>
        }
      >
        <Form view={asked.view} action={pagePaths.begun}>
          <Carried version={savedAt} />
          <input type="hidden" name="person" value={personId} />
          <input type="hidden" name="form" value={form} />
          <Button small variant="secondary" hiddenText={about}>
            Throw away what you typed
          </Button>
        </Form>
      </Details>
    </li>
  );
}

const goneWords = 'A form that Handhold no longer has';

/** What the form at that address is called; null where this version of the pages has no such form. */
function titleAt({ form, child }: BegunForm): string | null {
  const name = /\/do\/([^/?]+)/.exec(form)?.[1];
  if (child.client) return clientFormOf(name)?.title ?? null;
  const found = formOf(name, form.includes('/handover/'));
  return found && titleOf(found, { identity: child });
}
