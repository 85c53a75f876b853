import { Panel } from '../components/content.tsx';
import { ButtonLink } from '../components/links.tsx';
import { Frame } from './frame.tsx';
import type { OpenForm } from './open-form.ts';
import { type Answered, type Asked, page } from './route.ts';

/** The questions whose answers no draft keeps, in a sentence; null where it keeps all. */
export function keptInNoDraft({ fields }: OpenForm): string | null {
  const left = fields.filter(({ place }) => place).map(({ label }) => `“${label}”`);
  return left.length > 0 ? `No draft keeps the answer to ${left.join(', ')}: enter it again.` : null;
}

/** After saving for later: that nothing was recorded by it, and where it is taken up again. */
export function draftKept(asked: Asked, form: OpenForm): Answered {
  return page(
    <Frame asked={asked} title="Saved as a draft" back={form.back}>
      <Panel title="Saved as a draft">
        <p>{form.title}. Nothing was recorded or sent by it.</p>
      </Panel>
      <p>{form.caption}.</p>
      <p>
        What you typed is filled in when you open this form again, at any computer where you sign in. Nobody
        else sees it. {keptInNoDraft(form)}
      </p>
      <div class="nhsuk-button-group">
        <ButtonLink href={form.back.href}>{`Go to ${form.back.text.toLowerCase()}`}</ButtonLink>
        <ButtonLink href={form.address} variant="secondary">
          Go on with the draft
        </ButtonLink>
      </div>
    </Frame>,
  );
}
