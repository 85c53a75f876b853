import { Faults } from '../components/questions.tsx';
import type { Field, FieldError } from '../forms/fields.ts';
import type { Child } from '../html/jsx-runtime.ts';
import { Frame } from './frame.tsx';
import { type Answered, type Asked, page } from './route.ts';

/** What a page that asks shows. A fault leads to the first box of its question among `fields`. */
type QuestionsPage = {
  readonly asked: Asked;
  readonly title: string;
  readonly heading?: string;
  readonly back: { readonly href: string; readonly text: string };
  readonly errors: readonly FieldError[];
  readonly fields: readonly Field[];
  readonly content: Child;
};

/** A page that asks: faults come before everything else, and with any the answer is 422. */
export function questionsPage({
  asked,
  title,
  heading = title,
  back,
  errors,
  fields,
  content,
}: QuestionsPage): Answered {
  const faulty = errors.length > 0;
  return page(
    <Frame asked={asked} title={title} back={back} errors={faulty}>
      <Faults fields={fields} errors={errors} />
      <h1 class="nhsuk-heading-l">{heading}</h1>
      {content}
    </Frame>,
    faulty ? 422 : 200,
  );
}
