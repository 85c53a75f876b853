import type { ChildState } from '../../domain/child/state.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { holderWords, namesOf } from '../../domain/language/timeline.ts';
import { wordsOf } from '../../domain/language/words.ts';
import { stopReasons } from '../../domain/programme/child-facts.ts';
import { InsetText } from '../components/content.tsx';

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
