import type { Child } from '../html/jsx-runtime.ts';
import { classNames, describedBy } from './class-names.ts';
import { ErrorMessage } from './errors.tsx';

export type Size = 's' | 'm' | 'l' | 'xl';

/** What every field has. The name is also its id, so that the error summary can link to it. */
export type FieldProps = {
  readonly name: string;
  readonly label: Child;
  readonly labelSize?: Size | undefined;
  /** The label is the page's h1. */
  readonly pageHeading?: boolean | undefined;
  readonly hint?: Child | undefined;
  readonly error?: string | undefined;
};

function Label({ name, label, labelSize, pageHeading }: FieldProps) {
  const element = (
    <label class={classNames('nhsuk-label', labelSize && `nhsuk-label--${labelSize}`)} for={name}>
      {label}
    </label>
  );
  return pageHeading ? <h1 class="nhsuk-label-wrapper">{element}</h1> : element;
}

export function Hint({ id, children }: { id: string; children: Child }) {
  return (
    <div class="nhsuk-hint" id={id}>
      {children}
    </div>
  );
}

/** A label, a hint, an error and then the control, in the order that a screen reader tells them. */
function FormGroup({ field, children }: { field: FieldProps; children: Child }) {
  return (
    <div class={classNames('nhsuk-form-group', field.error && 'nhsuk-form-group--error')}>
      <Label {...field} />
      {field.hint && <Hint id={`${field.name}-hint`}>{field.hint}</Hint>}
      {field.error && <ErrorMessage id={`${field.name}-error`} text={field.error} />}
      {children}
    </div>
  );
}

function descriptionOf({ name, hint, error }: FieldProps): string | undefined {
  return describedBy(hint && `${name}-hint`, error && `${name}-error`);
}

type InputProps = FieldProps & {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'search' | 'tel' | 'email' | 'time';
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric' | 'tel' | 'email' | 'text';
};

export function Input(props: InputProps) {
  const { name, value, type = 'text', width, autocomplete, inputmode, error } = props;
  return (
    <FormGroup field={props}>
      <input
        class={classNames(
          'nhsuk-input',
          error && 'nhsuk-input--error',
          width && `nhsuk-input--width-${width}`,
        )}
        id={name}
        name={name}
        type={type}
        value={value || undefined}
        aria-describedby={descriptionOf(props)}
        autocomplete={autocomplete}
        inputmode={inputmode}
      />
    </FormGroup>
  );
}

export function Textarea(
  props: FieldProps & { value?: string | undefined; rows?: number; readOnly?: boolean },
) {
  const { name, value = '', rows = 5, readOnly, error } = props;
  return (
    <FormGroup field={props}>
      <textarea
        class={classNames('nhsuk-textarea', error && 'nhsuk-textarea--error')}
        id={name}
        name={name}
        rows={rows}
        readonly={readOnly}
        aria-describedby={descriptionOf(props)}
      >
        {value}
      </textarea>
    </FormGroup>
  );
}

export type Option = { readonly value: string; readonly text: string };

export function Select(props: FieldProps & { options: readonly Option[]; value?: string | undefined }) {
  const { name, options, value, error } = props;
  return (
    <FormGroup field={props}>
      <select
        class={classNames('nhsuk-select', error && 'nhsuk-select--error')}
        id={name}
        name={name}
        aria-describedby={descriptionOf(props)}
      >
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}
