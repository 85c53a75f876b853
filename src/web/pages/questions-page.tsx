import { ErrorSummary } from '../components/errors.tsx';
import type { FieldError } from '../forms/fields.ts';
import type { Child } from '../html/jsx-runtime.ts';
import { Frame } from './frame.tsx';
import { type Answered, type Asked, page } from './route.ts';

/** What a page that asks shows. `first`: where a fault leads that is of no question alone. */
type QuestionsPage = {
  readonly asked: Asked;
  readonly title: string;
  readonly heading?: string;
  readonly back: { readonly href: string; readonly text: string };
  readonly errors: readonly FieldError[];
  readonly first?: string;
  readonly content: Child;
};

/** A page that asks: faults come before everything else, and with any the answer is 422. */
export function questionsPage({
  asked,
  title,
  heading = title,
  back,
  errors,
  first = 'maincontent',
  content,
}: QuestionsPage): Answered {
  const faulty = errors.length > 0;
  return page(
    <Frame asked={asked} title={title} back={back} errors={faulty}>
      <ErrorSummary errors={errors.map(({ name, says }) => ({ field: name || first, text: says }))} />
      <h1 class="nhsuk-heading-l">{heading}</h1>
      {content}
    </Frame>,
    faulty ? 422 : 200,
  );
}
