import type { ReadChild } from '../../application/readings.ts';
import type { Context } from '../../domain/child/context.ts';
import { gpBeside } from '../../domain/handover/gp-elsewhere.ts';
import type { SummaryRow } from '../components/lists.tsx';
import type { ChildFormName } from '../forms/child-forms.ts';
import { pagePaths } from './page-paths.ts';

/** Instead of a practice, wherever one would stand. */
export const notShownSealed = 'Not shown while the address is sealed';

/** The GP beside the home. A practice lies near where the family lives, so that none is shown while the address is sealed (promise P11). */
export function gpRow(
  { state, personId }: ReadChild,
  open: ReadonlySet<ChildFormName>,
  around: Pick<Context, 'directory' | 'now'>,
): SummaryRow {
  const value = state.address?.sealed ? notShownSealed : (gpBeside(state, around)?.says ?? 'None on record');
  const change = {
    href: pagePaths.form(personId, 'record-gp'),
    text: 'Change',
    hiddenText: 'the GP practice',
  };
  return { key: 'GP', value, ...(open.has('record-gp') && { actions: [change] }) };
}
