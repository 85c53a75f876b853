import { lowerFirst } from '../../domain/language/sentence.ts';
import { Panel } from '../components/content.tsx';
import { ButtonLink } from '../components/links.tsx';
import { Frame } from './frame.tsx';
import { type Answered, type Asked, page } from './route.ts';

type RecordedPage = {
  readonly asked: Asked;
  /** Of whom, or of which team, it was recorded. */
  readonly about: string;
  /** What stands by it now: the page may be opened again when something else was recorded. */
  readonly says: readonly string[];
  readonly back: { readonly href: string; readonly text: string };
};

/** After sending a form about people or a team: what stands by it now, and the way on. */
export function recordedPage({ asked, about, says, back }: RecordedPage): Answered {
  return page(
    <Frame asked={asked} title={`Recorded: ${about}`} back={back}>
      <Panel title={`Recorded: ${about}`}>
        {says.map((sentence) => (
          <p>{sentence}</p>
        ))}
      </Panel>
      <p>
        <ButtonLink href={back.href}>{`Go to the ${lowerFirst(back.text)}`}</ButtonLink>
      </p>
    </Frame>,
  );
}
