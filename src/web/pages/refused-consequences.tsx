import type { ReadClient, RefusedConsequence } from '../../application/client-readings.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import { type RefusalCode, refusals } from '../../domain/language/refusals.ts';
import { WarningCallout } from '../components/content.tsx';
import { csrfField } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { childName } from '../forms/client-form.ts';
import { pagePaths } from './page-paths.ts';
import type { Asked } from './route.ts';

/** What was asked of a child's own record, in words that fit after "was not". */
const askedWords: Readonly<Record<string, string>> = {
  'take-on': 'taken on',
  'join-programme': 'entered in the programme',
  'name-practitioner': 'given the new nurse',
  'move-expected-birth': 'given the new expected date',
  'record-birth': 'recorded as born',
  'record-sighting': 'recorded as seen',
  'receive-signal': 'given the signal of missed visits',
  'move-programme-end': 'given the new end of the programme',
  'leave-programme': 'offered onward',
  prepare: 'given a handover of its own',
  'stop-schedules': 'freed of its schedules',
  'resume-schedules': 'given its schedules again',
  'reverse-end': 'brought back into care',
};

/** Why a child's record refused, from the catalogue. */
export function whyRefused(says: string): string {
  return says in refusals
    ? `${refusals[says as RefusalCode].says} ${refusals[says as RefusalCode].canDo}`
    : says;
}

/** What a refused consequence asked. */
export function askedOf(refused: RefusedConsequence): string {
  return askedWords[refused.command] ?? refused.command;
}

/**
 * What a client's fact asked of a child and that child's own rules refused: it stays here until a person has dealt with it
 * (decision 0011).
 */
export function RefusedByChildren({ asked, client }: { asked: Asked; client: ReadClient }) {
  if (client.refused.length === 0) return null;
  return (
    <WarningCallout heading="A child’s own record did not follow" level={2}>
      {client.refused.map((refused) => {
        const child = client.state.children.find((one) => one.personId === refused.childId);
        const name = child ? childName(child) : 'A child';
        return (
          <>
            <p>
              <a href={pagePaths.child(refused.childId)}>{name}</a> was not {askedOf(refused)} on{' '}
              {sayInstant(refused.askedAt)}. {whyRefused(refused.says)}
            </p>
            <form method="post" action={pagePaths.refused(client.personId)}>
              <input type="hidden" name={csrfField} value={asked.view.csrf()} />
              <input type="hidden" name="consequence" value={refused.consequenceId} />
              <Button small variant="secondary" hiddenText={`${name}: ${askedOf(refused)}`}>
                I have dealt with this
              </Button>
            </form>
          </>
        );
      })}
    </WarningCallout>
  );
}
