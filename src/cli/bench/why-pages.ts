import type { PageName } from './row-names.ts';

/** What processor profiles of the program and of the questions say; to be looked at again when the pages change. */

const shared =
  'One Node process serves all pages, on two cores that it shares with the database and the load. A page is two round trips: the session with the count of notices, then ';

export const whyPagesTakeLong: Readonly<Record<PageName, string>> = {
  'Duty-desk page':
    `${shared}the question. Of some 900 blocks that it reads two thirds ask row security: of each arrival, of its child and of what is owed to it. ` +
    'In the program sending, to the database and to the browser, takes a quarter, collecting garbage a tenth, and the rest is spread thin.',
  'Child’s page':
    `${shared}the record with its look. Of a record that is asked for alone half of the server’s time is the look’s own commit to disk, a quarter puts the facts together; ` +
    'the looks of those who ask at the same time share a commit, which saves two fifths of all. In the program a third is sending, to the database and to the browser, a tenth collecting garbage, ' +
    'and the rest is spread thin.',
  'Caseload page':
    `${shared}the board and what is owed to its nurse, in one transaction with those of others who ask at the same time. ` +
    'Nearly all of the server’s time for them finds and spells the nurse’s clients with their children. In the program most is sending, to the database and to the browser.',
};

/** Blocks that a page reads at 33,000 and at 330,000 children, teams being of one size. */
const blocksRead: Readonly<Record<PageName, string>> = {
  'Duty-desk page': 'about 880 blocks at 33,000 children and 870 at 330,000',
  'Child’s page': 'about 70 blocks at 33,000 children and 50 at 330,000, where less was raised',
  'Caseload page':
    'about 720 blocks, its nurse’s own rows each by its key (it was 1,130 while each list was found anew and row security asked of each row)',
};

/** Why the 95th percentile grows with the number of children all the same. */
export function whyPagesGrow(page: PageName): string {
  return (
    `The page itself does not grow: it reads ${blocksRead[page]}, and a test keeps the blocks of every page from growing with other teams’ children. ` +
    'What is left is where they lie: of the blocks of a record not asked for lately one in ten is not in PostgreSQL’s memory at the larger number, and is asked of the system. ' +
    'In an earlier run most of the growth was the measurement’s own: teams twice as large at the larger number, raised steps and notices only there, and every child’s clocks looked at beside the pages.'
  );
}
