import { createHash } from 'node:crypto';
import type { Standing } from '../../application/import/standing.ts';
import { differenceWords } from '../../domain/programme/record-differs.ts';
import { Carried, Form } from '../components/form.tsx';
import { Button, ButtonLink } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { opens, withItem } from './from-quarantine.ts';
import { pagePaths } from './page-paths.ts';
import type { Asked } from './route.ts';

type Shown = { readonly asked: Asked; readonly item: string; readonly standing: Standing };

/**
 * A mark of what stands in the records about an item: it differs once anything of that differs, and an item is settled
 * against it.
 */
export function printOf(standing: Standing | null): string {
  return createHash('sha256').update(JSON.stringify(standing)).digest('hex').slice(0, 16);
}

/** What stands in the records of what an item tells, and what a person may begin with it. Nothing of it is done by itself (promise P6). */
export function WhatStands(shown: Shown) {
  const { standing } = shown;
  return (
    <>
      <Records {...shown} />
      {standing.begins && <Begins {...shown} begins={standing.begins} />}
      {standing.differs && <Differs {...shown} differs={standing.differs} />}
    </>
  );
}

function Records({ asked, item, standing }: Shown) {
  const { records, elsewhere, told } = standing;
  if (records.length === 0 && elsewhere === 0) return null;
  return (
    <>
      <h2 class="nhsuk-heading-m">What stands here now</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {records.map(({ personId, as, name, says }) => (
          <li>
            <a href={as === 'client' ? pagePaths.client(personId) : pagePaths.child(personId)}>{name}</a>:{' '}
            {says ?? 'nothing of this is recorded'}
          </li>
        ))}
        {elsewhere > 0 && (
          <li>
            {elsewhere === 1 ? 'A record' : `${elsewhere} records`} in which your team has no part:{' '}
            <a href={pagePaths.search}>find by the number whom to ring</a>
          </li>
        )}
      </ul>
      {told && (
        <Form view={asked.view} action={pagePaths.quarantineItem(item)}>
          <Carried version={printOf(standing)} />
          <input type="hidden" name="settlement" value="recorded" />
          <p>
            Look whether this is the same. Then the item is settled by what stands in the record, which it
            will name.
          </p>
          <Button>Already recorded: settle this item</Button>
        </Form>
      )}
    </>
  );
}

function Begins({ asked, item, begins }: Shown & { readonly begins: NonNullable<Standing['begins']> }) {
  const child = begins.as === 'child';
  if (!opens(asked, child ? 'see-desk' : 'see-referrals')) return null;
  return (
    <>
      <h2 class="nhsuk-heading-m">
        {child ? 'A child whom nobody here knows' : 'Perhaps a client whom nobody here knows'}
      </h2>
      <p>
        {child
          ? 'If your team is to answer for the child, take it on. The form is filled in from the record; you look at each answer and send it.'
          : 'By the record she may be a client of the programme. If she is pregnant or has a baby, and knows of it, refer her. The form is filled in from the record; you look at each answer and send it.'}{' '}
        The item is settled by it.
      </p>
      <ButtonLink href={withItem(child ? pagePaths.takeOn : pagePaths.refer, item)}>
        {child ? 'Take the child on' : 'Refer the client'}
      </ButtonLink>
    </>
  );
}

function Differs({ asked, item, differs }: Shown & { readonly differs: NonNullable<Standing['differs']> }) {
  const { personId, differences } = differs;
  return (
    <>
      <h2 class="nhsuk-heading-m">What differs</h2>
      <p>
        Nothing of <a href={pagePaths.client(personId)}>her record</a> was changed. Ask her which is right.
      </p>
      <SummaryList
        rows={differences.map(({ what, here, there }) => ({
          key: `Her ${differenceWords[what]}`,
          value: (
            <>
              Here: {here}
              <br />
              Demographics service: {there}
            </>
          ),
        }))}
      />
      {opens(asked, 'read-client') && (
        <ButtonLink href={withItem(pagePaths.clientForm(personId, 'record-client'), item)}>
          Take it over into her record
        </ButtonLink>
      )}
    </>
  );
}
