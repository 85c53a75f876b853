import assert from 'node:assert/strict';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import type { Visit, Visitor } from '../../src/web/server.fixture.ts';

type Line = { readonly personId: string; readonly allocated: boolean; readonly chosen: string };

/** One page of the list as a browser has it: its lines, where its form goes with what is hidden in it, and its link onwards. */
export type Leaf = {
  readonly lines: readonly Line[];
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly further: string | null;
};

/** A lead at the page "Accept many", who only follows its links and sends its forms. */
export function acceptsMany(lead: Visitor) {
  return {
    async opens(address: string = pagePaths.bulkAccept): Promise<Leaf> {
      const visit = await lead.get(address);
      assert.equal(visit.status, 200, address);
      return leafOf(visit);
    },
    /** Chooses one practitioner for each line of the page that nobody has yet. */
    sends: (leaf: Leaf, practitionerId: string, date: Readonly<Record<string, string>>): Promise<Visit> =>
      lead.post(leaf.action, {
        ...leaf.hidden,
        ...date,
        ...Object.fromEntries(
          leaf.lines.map(({ personId, allocated }) => [`who-${personId}`, allocated ? '' : practitionerId]),
        ),
      }),
  };
}

export function leafOf({ text }: Visit): Leaf {
  const action = /<form action="([^"]*bulk\/accept[^"]*)"/.exec(text)?.[1] ?? '';
  const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return {
    lines: rowsOf(text).map((row) => ({
      personId: /name="who-([^"]+)"/.exec(row)?.[1] ?? '',
      allocated: !row.includes('Nobody yet'),
      chosen: /<option value="([^"]+)" selected/.exec(row)?.[1] ?? '',
    })),
    action,
    hidden: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
    further: /<a href="([^"]+)">Further lines/.exec(text)?.[1] ?? null,
  };
}

/** What the page of results says of each child, and its way back to the list. */
export function resultsOf({ text }: Visit): {
  readonly results: readonly (readonly [string, string])[];
  readonly back: string;
} {
  assert.match(text, /A result for each child/, text.replace(/<[^>]+>/g, ' ').slice(0, 1500));
  return {
    results: rowsOf(text).map((row) => {
      const said = (row.split('__heading').at(-1) ?? '').replace(/^[\s\S]*?<\/span>|<[^>]+>/g, '');
      return [/href="\/child\/([^"/]+)/.exec(row)?.[1] ?? '', said.trim()] as const;
    }),
    back: /<a [^>]*href="([^"]+)"[^>]*>(?:(?!<\/a>)[\s\S])*Accept many/.exec(text)?.[1] ?? '',
  };
}

function rowsOf(text: string): readonly string[] {
  const body = /<tbody[\s\S]*?<\/tbody>/.exec(text)?.[0] ?? '';
  return body.split('<tr').slice(1);
}
