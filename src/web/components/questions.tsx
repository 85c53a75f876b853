import { asList, type Field, type FieldError, firstBoxOf, type RawForm } from '../forms/fields.ts';
import type { Child } from '../html/jsx-runtime.ts';
import { ErrorSummary } from './errors.tsx';

/** Draws the questions of a form from their descriptions, with what was typed and what is wrong beside each. */
export function Questions({
  fields,
  typed,
  errors,
}: {
  fields: readonly Field[];
  typed: RawForm;
  errors: readonly FieldError[];
}) {
  return (
    <>
      {fields.map((field) => (
        <Question
          field={field}
          typed={typed}
          error={errors.find((error) => error.name === field.name)?.says ?? null}
        />
      ))}
    </>
  );
}

/** What is wrong with the answers: each line leads to the first box of its question, or to the page where it is mended. */
export function Faults({ fields, errors }: { fields: readonly Field[]; errors: readonly FieldError[] }) {
  const boxOf = (name: string) => {
    const field = fields.find((one) => one.name === name);
    return field ? firstBoxOf(field) : name || 'maincontent';
  };
  return (
    <ErrorSummary
      errors={errors.map(({ name, says, ...more }) => ({ field: boxOf(name), text: says, ...more }))}
    />
  );
}

function textOf(typed: RawForm, name: string): string {
  const value = typed[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

function Question({ field, typed, error }: { field: Field; typed: RawForm; error: string | null }) {
  switch (field.kind) {
    case 'text':
      return (
        <Group field={field} error={error}>
          <input
            class={`nhsuk-input${field.short ? ' nhsuk-input--width-10' : ''}${error ? ' nhsuk-input--error' : ''}`}
            id={field.name}
            name={field.name}
            type="text"
            inputmode={field.keypad}
            value={textOf(typed, field.name)}
            aria-describedby={describedBy(field, error)}
          />
        </Group>
      );
    case 'long':
      return (
        <Group field={field} error={error}>
          <textarea
            class={`nhsuk-textarea${error ? ' nhsuk-textarea--error' : ''}`}
            id={field.name}
            name={field.name}
            rows={4}
            aria-describedby={describedBy(field, error)}
          >
            {textOf(typed, field.name)}
          </textarea>
        </Group>
      );
    case 'date':
    case 'moment':
      return <DateBoxes field={field} typed={typed} error={error} />;
    case 'choice':
      return asList(field) ? (
        <SelectBox field={field} typed={typed} error={error} />
      ) : (
        <Choices field={field} typed={typed} error={error} type="radio" />
      );
    case 'choices':
      return <Choices field={field} typed={typed} error={error} type="checkbox" />;
  }
}

function describedBy(field: Field, error: string | null): string | undefined {
  const ids = [field.hint ? `${field.name}-hint` : '', error ? `${field.name}-error` : ''].filter(
    (id) => id !== '',
  );
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function label(field: Field): string {
  return field.optional ? `${field.label} (${field.needed ?? 'optional'})` : field.label;
}

function Below({ field, error }: { field: Field; error: string | null }) {
  return (
    <>
      {field.hint && (
        <div class="nhsuk-hint" id={`${field.name}-hint`}>
          {field.hint}
        </div>
      )}
      {error && (
        <span class="nhsuk-error-message" id={`${field.name}-error`}>
          <span class="nhsuk-u-visually-hidden">Error: </span>
          {error}
        </span>
      )}
    </>
  );
}

function Group({ field, error, children }: { field: Field; error: string | null; children: Child }) {
  return (
    <div class={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <label class="nhsuk-label nhsuk-label--s" for={field.name}>
        {label(field)}
      </label>
      <Below field={field} error={error} />
      {children}
    </div>
  );
}

function Fieldset({ field, error, children }: { field: Field; error: string | null; children: Child }) {
  return (
    <div class={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`} id={field.name}>
      <fieldset class="nhsuk-fieldset" aria-describedby={describedBy(field, error)}>
        <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{label(field)}</legend>
        <Below field={field} error={error} />
        {children}
      </fieldset>
    </div>
  );
}

function SelectBox({
  field,
  typed,
  error,
}: {
  field: Extract<Field, { kind: 'choice' }>;
  typed: RawForm;
  error: string | null;
}) {
  const chosen = textOf(typed, field.name);
  return (
    <Group field={field} error={error}>
      <select
        class={`nhsuk-select${error ? ' nhsuk-select--error' : ''}`}
        id={field.name}
        name={field.name}
        aria-describedby={describedBy(field, error)}
      >
        <option value="">Choose</option>
        {field.options.map(({ value, words }) => (
          <option value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </Group>
  );
}

function Choices({
  field,
  typed,
  error,
  type,
}: {
  field: Extract<Field, { kind: 'choice' | 'choices' }>;
  typed: RawForm;
  error: string | null;
  type: 'radio' | 'checkbox';
}) {
  const value = typed[field.name];
  const chosen = typeof value === 'string' ? [value] : (value ?? []);
  const block = type === 'radio' ? 'nhsuk-radios' : 'nhsuk-checkboxes';
  return (
    <Fieldset field={field} error={error}>
      <div class={block}>
        {field.options.map((option, index) => (
          <div class={`${block}__item`}>
            <input
              class={`${block}__input`}
              id={`${field.name}-${index + 1}`}
              name={field.name}
              type={type}
              value={option.value}
              checked={chosen.includes(option.value)}
              aria-describedby={option.hint ? `${field.name}-${index + 1}-hint` : undefined}
            />
            <label class={`nhsuk-label ${block}__label`} for={`${field.name}-${index + 1}`}>
              {option.words}
            </label>
            {option.hint && (
              <div class={`nhsuk-hint ${block}__hint`} id={`${field.name}-${index + 1}-hint`}>
                {option.hint}
              </div>
            )}
          </div>
        ))}
      </div>
    </Fieldset>
  );
}

function DateBoxes({
  field,
  typed,
  error,
}: {
  field: Extract<Field, { kind: 'date' | 'moment' }>;
  typed: RawForm;
  error: string | null;
}) {
  const boxes = [
    { part: 'day', words: 'Day', width: 2 },
    { part: 'month', words: 'Month', width: 2 },
    { part: 'year', words: 'Year', width: 4 },
    ...(field.kind === 'moment' ? [{ part: 'time', words: 'Time, as 14:30', width: 5 }] : []),
  ];
  return (
    <Fieldset field={field} error={error}>
      <div class="nhsuk-date-input">
        {boxes.map(({ part, words, width }) => (
          <div class="nhsuk-date-input__item">
            <div class="nhsuk-form-group">
              <label class="nhsuk-label nhsuk-date-input__label" for={`${field.name}-${part}`}>
                {words}
              </label>
              <input
                class={`nhsuk-input nhsuk-date-input__input nhsuk-input--width-${width}${error ? ' nhsuk-input--error' : ''}`}
                id={`${field.name}-${part}`}
                name={`${field.name}-${part}`}
                type="text"
                inputmode={part === 'time' ? 'text' : 'numeric'}
                value={textOf(typed, `${field.name}-${part}`)}
              />
            </div>
          </div>
        ))}
      </div>
    </Fieldset>
  );
}
