import type { Child } from '../html/jsx-runtime.ts';
import { classNames } from './class-names.ts';

export type TagColour =
  | 'white'
  | 'grey'
  | 'green'
  | 'aqua-green'
  | 'blue'
  | 'purple'
  | 'pink'
  | 'red'
  | 'orange'
  | 'yellow';

/** A state in a word, never a link. Red only for a problem, and never colour alone. */
export function Tag({ children, colour }: { children: Child; colour?: TagColour | undefined }) {
  return <strong class={classNames('nhsuk-tag', colour && `nhsuk-tag--${colour}`)}>{children}</strong>;
}

/** What was done, and what is true now, after a form was sent. */
export function Panel({ title, children }: { title: Child; children?: Child }) {
  return (
    <div class="nhsuk-panel">
      <h1 class="nhsuk-panel__heading">{title}</h1>
      {children && <div class="nhsuk-panel__body">{children}</div>}
    </div>
  );
}

/** One message about the service or about what was just done. At most one on a page, never beside an error summary. */
export function NotificationBanner({ success, children }: { success?: boolean; children: Child }) {
  return (
    <div
      class={classNames('nhsuk-notification-banner', success && 'nhsuk-notification-banner--success')}
      data-module="nhsuk-notification-banner"
      role={success ? 'alert' : 'region'}
      aria-labelledby="nhsuk-notification-banner-title"
    >
      <div class="nhsuk-notification-banner__header">
        <h2 class="nhsuk-notification-banner__title" id="nhsuk-notification-banner-title">
          {success ? 'Success' : 'Important'}
        </h2>
      </div>
      <div class="nhsuk-notification-banner__content">{children}</div>
    </div>
  );
}

export type HeadingLevel = 2 | 3 | 4;

function Heading({
  level,
  className,
  children,
}: {
  level: HeadingLevel;
  className: string;
  children: Child;
}) {
  if (level === 2) return <h2 class={className}>{children}</h2>;
  if (level === 3) return <h3 class={className}>{children}</h3>;
  return <h4 class={className}>{children}</h4>;
}

export function WarningCallout(props: { heading: Child; level?: HeadingLevel; children: Child }) {
  return (
    <div class="nhsuk-card nhsuk-card--warning">
      <div class="nhsuk-card__content">
        <Heading level={props.level ?? 3} className="nhsuk-card__heading">
          <span role="text">
            <span class="nhsuk-u-visually-hidden">Important: </span>
            {props.heading}
          </span>
        </Heading>
        {props.children}
      </div>
    </div>
  );
}

export function InsetText({ children }: { children: Child }) {
  return (
    <div class="nhsuk-inset-text">
      <span class="nhsuk-u-visually-hidden">Information: </span>
      {children}
    </div>
  );
}

/** More for who wants it. Nothing that must be read is put here. */
export function Details({ summary, open, children }: { summary: Child; open?: boolean; children: Child }) {
  return (
    <details class="nhsuk-details" open={open}>
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div class="nhsuk-details__text">{children}</div>
    </details>
  );
}

type CardProps = {
  readonly heading: Child;
  readonly level?: HeadingLevel;
  /** The whole card leads there. */
  readonly href?: string | undefined;
  readonly children?: Child;
};

export function Card({ heading, level = 2, href, children }: CardProps) {
  return (
    <div class={classNames('nhsuk-card', href && 'nhsuk-card--clickable')}>
      <div class="nhsuk-card__content">
        <Heading level={level} className="nhsuk-card__heading">
          {href ? (
            <a class="nhsuk-card__link" href={href}>
              {heading}
            </a>
          ) : (
            heading
          )}
        </Heading>
        {children}
      </div>
    </div>
  );
}

/** Cards side by side on a wide screen, one below the other on a phone. A list among them is cards like the others. */
/** A single card comes without the brackets of a list. */
export function CardGroup({ children }: { children: Child | readonly Child[] }) {
  return (
    <ul class="nhsuk-grid-row nhsuk-card-group">
      {[children].flat(2).map((card) => (
        <li class="nhsuk-grid-column-one-third nhsuk-card-group__item">{card}</li>
      ))}
    </ul>
  );
}

type CountCardProps = {
  readonly count: number;
  readonly label: string;
  readonly href: string;
};

/** A number of the front page that opens exactly the list it counts. */
export function CountCard({ count, label, href }: CountCardProps) {
  return (
    <div class="nhsuk-card nhsuk-card--clickable hh-count">
      <div class="nhsuk-card__content">
        <h2 class="nhsuk-card__heading">
          <a class="nhsuk-card__link" href={href}>
            <span class="hh-count__number">{count}</span> <span class="hh-count__label">{label}</span>
          </a>
        </h2>
      </div>
    </div>
  );
}
