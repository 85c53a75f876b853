import type { Child } from '../html/jsx-runtime.ts';
import { classNames } from './class-names.ts';
import { Tag, type TagColour } from './content.tsx';

export type SummaryRow = {
  readonly key: Child;
  readonly value: Child;
  readonly actions?: readonly { readonly href: string; readonly text: string; readonly hiddenText: string }[];
};

/** Facts of a record. Each link to change one says in hidden words what it changes. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  const anyActions = rows.some((row) => row.actions?.length);
  return (
    <dl class="nhsuk-summary-list">
      {rows.map((row) => (
        <div
          class={classNames(
            'nhsuk-summary-list__row',
            anyActions && !row.actions?.length && 'nhsuk-summary-list__row--no-actions',
          )}
        >
          <dt class="nhsuk-summary-list__key">{row.key}</dt>
          <dd class="nhsuk-summary-list__value">{row.value}</dd>
          {row.actions && row.actions.length > 0 && (
            <dd class="nhsuk-summary-list__actions">
              <SummaryActions actions={row.actions} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function SummaryActions({ actions }: { actions: NonNullable<SummaryRow['actions']> }) {
  const links = actions.map((action) => (
    <a class="nhsuk-link" href={action.href}>
      {action.text}
      <span class="nhsuk-u-visually-hidden"> {action.hiddenText}</span>
    </a>
  ));
  if (links.length === 1) return <>{links[0]}</>;
  return (
    <ul class="nhsuk-summary-list__actions-list">
      {links.map((link) => (
        <li class="nhsuk-summary-list__actions-list-item">{link}</li>
      ))}
    </ul>
  );
}

export type TaskStatus =
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'to-do'; readonly text: string; readonly colour?: TagColour }
  | { readonly kind: 'cannot-start-yet'; readonly text: string };

export type TaskItem = {
  readonly title: Child;
  readonly href?: string | undefined;
  readonly hint?: Child | undefined;
  readonly status: TaskStatus;
};

/** What is still to do before a handover can be sent. A task that cannot start yet is grey and no link. */
export function TaskList({ idPrefix, items }: { idPrefix: string; items: readonly TaskItem[] }) {
  return (
    <ul class="nhsuk-task-list">
      {items.map((item, index) => (
        <Task item={item} id={`${idPrefix}-${index + 1}`} />
      ))}
    </ul>
  );
}

function Task({ item, id }: { item: TaskItem; id: string }) {
  const { title, href, hint, status } = item;
  return (
    <li class={classNames('nhsuk-task-list__item', href && 'nhsuk-task-list__item--with-link')}>
      <div class="nhsuk-task-list__name-and-hint">
        {href ? (
          <a
            class="nhsuk-task-list__link nhsuk-link"
            href={href}
            aria-describedby={classNames(hint && `${id}-hint`, `${id}-status`)}
          >
            {title}
          </a>
        ) : (
          <div>{title}</div>
        )}
        {hint && (
          <div class="nhsuk-task-list__hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
      </div>
      <div
        class={classNames(
          'nhsuk-task-list__status',
          status.kind === 'cannot-start-yet' && 'nhsuk-task-list__status--cannot-start-yet',
        )}
        id={`${id}-status`}
      >
        {status.kind === 'to-do' ? <Tag colour={status.colour ?? 'blue'}>{status.text}</Tag> : status.text}
      </div>
    </li>
  );
}
