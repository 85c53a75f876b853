import type { Child } from '../html/jsx-runtime.ts';
import { classNames, describedBy } from './class-names.ts';
import { ErrorMessage } from './errors.tsx';
import { Hint, type Size } from './fields.tsx';

/** Fields that share one question. `name` is also the id of the first, for the error summary. */
type GroupProps = {
  readonly name: string;
  readonly legend: Child;
  readonly legendSize?: Size | undefined;
  readonly pageHeading?: boolean | undefined;
  readonly hint?: Child | undefined;
  readonly error?: string | undefined;
};

function Group({ group, role, children }: { group: GroupProps; role?: 'group'; children: Child }) {
  const { name, legend, legendSize, pageHeading, hint, error } = group;
  return (
    <div class={classNames('nhsuk-form-group', error && 'nhsuk-form-group--error')}>
      <fieldset
        class="nhsuk-fieldset"
        role={role}
        aria-describedby={describedBy(hint && `${name}-hint`, error && `${name}-error`)}
      >
        <legend
          class={classNames('nhsuk-fieldset__legend', legendSize && `nhsuk-fieldset__legend--${legendSize}`)}
        >
          {pageHeading ? <h1 class="nhsuk-fieldset__heading">{legend}</h1> : legend}
        </legend>
        {hint && <Hint id={`${name}-hint`}>{hint}</Hint>}
        {error && <ErrorMessage id={`${name}-error`} text={error} />}
        {children}
      </fieldset>
    </div>
  );
}

export type Choice = {
  readonly value: string;
  readonly text: Child;
  readonly hint?: Child | undefined;
  /** More to fill in when it is chosen. Shown always where a browser cannot hide it. */
  readonly more?: Child | undefined;
};

type ChoiceItemProps = {
  readonly choice: Choice;
  readonly kind: 'radio' | 'checkbox';
  readonly name: string;
  readonly id: string;
  readonly checked: boolean;
};

function ChoiceItem({ choice, kind, name, id, checked }: ChoiceItemProps) {
  const block = kind === 'radio' ? 'nhsuk-radios' : 'nhsuk-checkboxes';
  const hintId = `${id}-item-hint`;
  return (
    <>
      <div class={`${block}__item`}>
        <input
          class={`${block}__input`}
          id={id}
          name={name}
          type={kind}
          value={choice.value}
          checked={checked}
          data-aria-controls={choice.more ? `conditional-${id}` : undefined}
          aria-describedby={choice.hint ? hintId : undefined}
        />
        <label class={`nhsuk-label ${block}__label`} for={id}>
          {choice.text}
        </label>
        {choice.hint && (
          <div class={`nhsuk-hint ${block}__hint`} id={hintId}>
            {choice.hint}
          </div>
        )}
      </div>
      {choice.more && (
        <div
          class={classNames(`${block}__conditional`, !checked && `${block}__conditional--hidden`)}
          id={`conditional-${id}`}
        >
          {choice.more}
        </div>
      )}
    </>
  );
}

/** The id of the nth of a group: the first has the group's name. */
function choiceId(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}

type RadiosProps = GroupProps & {
  readonly choices: readonly Choice[];
  readonly value?: string | undefined;
  readonly inline?: boolean;
};

export function Radios(props: RadiosProps) {
  const { name, choices, value, inline } = props;
  return (
    <Group group={props}>
      <div class={classNames('nhsuk-radios', inline && 'nhsuk-radios--inline')} data-module="nhsuk-radios">
        {choices.map((choice, index) => (
          <ChoiceItem
            choice={choice}
            kind="radio"
            name={name}
            id={choiceId(name, index)}
            checked={choice.value === value}
          />
        ))}
      </div>
    </Group>
  );
}

export function Checkboxes(props: GroupProps & { choices: readonly Choice[]; values?: readonly string[] }) {
  const { name, choices, values = [] } = props;
  return (
    <Group group={props}>
      <div class="nhsuk-checkboxes" data-module="nhsuk-checkboxes">
        {choices.map((choice, index) => (
          <ChoiceItem
            choice={choice}
            kind="checkbox"
            name={name}
            id={choiceId(name, index)}
            checked={values.includes(choice.value)}
          />
        ))}
      </div>
    </Group>
  );
}

/** What was typed in the three boxes; kept as typed, so that a mistake can be mended. */
export type TypedDate = { readonly day: string; readonly month: string; readonly year: string };

type DateInputProps = GroupProps & {
  readonly value?: TypedDate | undefined;
  /** Which boxes are wrong; all when not said. */
  readonly wrong?: readonly (keyof TypedDate)[];
};

const parts = [
  { part: 'day', label: 'Day', width: 2 },
  { part: 'month', label: 'Month', width: 2 },
  { part: 'year', label: 'Year', width: 4 },
] as const;

/** A date in three boxes: `<name>-day`, `<name>-month` and `<name>-year`. `readDate` puts them together. */
export function DateInput(props: DateInputProps) {
  const { name, value, error, wrong = ['day', 'month', 'year'] } = props;
  return (
    <Group group={props} role="group">
      <div class="nhsuk-date-input" id={name}>
        {parts.map(({ part, label, width }) => {
          const isWrong = error !== undefined && wrong.includes(part);
          const id = `${name}-${part}`;
          return (
            <div class="nhsuk-date-input__item">
              <div class={classNames('nhsuk-form-group', isWrong && 'nhsuk-form-group--error')}>
                <label class="nhsuk-label nhsuk-date-input__label" for={id}>
                  {label}
                </label>
                <input
                  class={classNames(
                    'nhsuk-input',
                    isWrong && 'nhsuk-input--error',
                    `nhsuk-input--width-${width}`,
                    'nhsuk-date-input__input',
                  )}
                  id={id}
                  name={id}
                  type="text"
                  value={value?.[part] || undefined}
                  inputmode="numeric"
                />
              </div>
            </div>
          );
        })}
      </div>
    </Group>
  );
}
