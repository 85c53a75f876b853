/** One thing to mend: the field's id and the sentence, the same here and beside the field; or the page where it is mended. */
export type FieldError = { readonly field: string; readonly text: string; readonly href?: string };

export function ErrorMessage({ id, text }: { id: string; text: string }) {
  return (
    <span class="nhsuk-error-message" id={id}>
      <span class="nhsuk-u-visually-hidden">Error: </span>
      {text}
    </span>
  );
}

/**
 * What is wrong with a form, at the top of the page, each line a link to its field. It takes the focus when the page
 * opens by `autofocus`, so that no script is needed. Nothing when nothing is wrong.
 */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <div class="nhsuk-error-summary" data-module="nhsuk-error-summary" tabindex={-1} autofocus>
      <div role="alert">
        <h2 class="nhsuk-error-summary__heading">There is a problem</h2>
        <div class="nhsuk-error-summary__body">
          <ul class="nhsuk-list nhsuk-error-summary__list">
            {errors.map((error) => (
              <li>
                {error.field === '' ? error.text : <a href={error.href ?? `#${error.field}`}>{error.text}</a>}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}
