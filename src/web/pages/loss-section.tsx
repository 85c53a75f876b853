import { sayInstant } from '../../domain/calendar/time.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { holderWords, namesOf } from '../../domain/language/timeline.ts';
import { wordsOf } from '../../domain/language/words.ts';
import { stopReasons } from '../../domain/programme/child-facts.ts';
import { InsetText, WarningCallout } from '../components/content.tsx';

/** What a person should know before anybody speaks to a family after a loss: short, and in kind words (scenarios A13, A14). */
export function LossSection({ state, directory }: { state: ChildState; directory: Directory }) {
  const { stopped, care } = state;
  if (!stopped || care.status !== 'in-care') return null;
  const contact = holderWords(care.holder, namesOf(directory));
  return (
    <InsetText>
      <p>
        <strong>{wordsOf(stopReasons, stopped.why)}.</strong> {stopped.says}.
      </p>
      <p>
        Nobody rings, writes or calls about visits, reviews or a handover. {contact} is the family’s contact
        and answers for the record until a named person confirms the loss, or takes it back.
      </p>
      <p>If the family rings: say that you are sorry, give them that name, and ask what they need now.</p>
    </InsetText>
  );
}

/** That a legal hold stands, what came from a sealed record, and that the child death review was told: on the record in care and after its end alike (scenario A14). */
export function KeptSection({ state, directory }: { state: ChildState; directory: Directory }) {
  const { hold, deathReview, earlierHealth } = state;
  const names = namesOf(directory);
  return (
    <>
      {hold && (
        <WarningCallout heading="A legal hold stands on this record" level={2}>
          <p>{`For ${hold.askedBy}: ${hold.reason}. Placed by ${names.person(hold.by)}, ${sayInstant(hold.at)}.`}</p>
          <p>Nothing of it is removed or put away until two people have lifted the hold.</p>
        </WarningCallout>
      )}
      {(earlierHealth ?? []).map(({ text, signedBy, agreedBy, at }) => (
        <InsetText>
          <p>
            <strong>Earlier health, passed by the designated route.</strong> {text}
          </p>
          <p>{`Signed by ${names.person(signedBy)}, ${names.person(agreedBy)} agreed, ${sayInstant(at)}.`}</p>
        </InsetText>
      ))}
      {deathReview && (
        <p>{`The child death review was told: ${deathReview.whom}, ${sayInstant(deathReview.at)}.`}</p>
      )}
    </>
  );
}
