import { sealedAway } from '../child/adoption.ts';
import { accept, type Context, type Decision, refuse } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { identifiesSomebody } from '../identity/nhs-number.ts';
import { normalisePostcode } from '../identity/postcode.ts';
import type { ResponsibilityCommand } from './commands.ts';
import { aloneFault } from './open-address.ts';

/**
 * The one way from the sealed record of an adopted child to the new one: a summary that the named nurse writes and signs, and that a second
 * person has read and agreed to. It names nobody of the first family, so that the new record leads nowhere (scenario A16).
 */
export function passSummary(
  { text, agreedBy, newRecordHeld }: Extract<ResponsibilityCommand, { type: 'pass-summary' }>,
  child: ChildState,
  context: Context,
): Decision {
  if (!sealedAway(child)) return refuse('not-sealed');
  if (text === '') return refuse('reason-missing', 'Write what the new team needs to know');
  const named = namedIn(text, child);
  if (named) return refuse('summary-names', named);
  if (!newRecordHeld) return refuse('adopted-needs-new-holder');
  return aloneFault(agreedBy, child, context) ?? accept({ type: 'SummaryPassed', text, agreedBy });
}

/** In the new record, by the application alone: what was passed, with the names of the two who answer for it and nothing else. */
export function takeSummary({
  text,
  signedBy,
  agreedBy,
}: Extract<ResponsibilityCommand, { type: 'take-summary' }>): Decision {
  return accept({ type: 'SummaryTaken', text, signedBy, agreedBy });
}

/**
 * What in a text leads back to the old record, in its own words; null where nothing does. Names are looked for as whole words whatever
 * their case, and any NHS number, postcode or reference counts, whosever it is.
 */
function namedIn(text: string, { identity, address }: ChildState): string | null {
  const names = [identity.givenName, identity.familyName, identity.mother?.name ?? '']
    .flatMap((name) => name.split(/[\s-]+/))
    .filter((name) => name.length > 1);
  const lines = (address?.lines ?? []).filter((line) => line !== '');
  const said = [...names, ...lines].find((words) => wholeWords(words).test(text));
  if (said) return said;
  const number = text.match(/\d(?:[\s-]*\d){9}/g)?.find(identifiesSomebody);
  if (number) return number;
  const postcode = text
    .match(/\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/gi)
    ?.find((found) => normalisePostcode(found) !== null);
  return postcode ?? text.match(/\b(?=[a-f]*\d)[\da-f]{8}\b/i)?.[0] ?? null;
}

function wholeWords(words: string): RegExp {
  const plain = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, 'iu');
}
