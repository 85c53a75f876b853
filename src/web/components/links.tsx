import type { Child } from '../html/jsx-runtime.ts';
import { classNames } from './class-names.ts';

export type Link = { readonly href: string; readonly text: string };

export function SkipLink() {
  return (
    <a class="nhsuk-skip-link" data-module="nhsuk-skip-link" href="#maincontent">
      Skip to main content
    </a>
  );
}

/** Ways on, one below the other: on a phone each is as high as a thumb. */
export function LinkList({ links }: { links: readonly Link[] }) {
  return (
    <ul class="nhsuk-list hh-links">
      {links.map(({ href, text }) => (
        <li>
          <a href={href}>{text}</a>
        </li>
      ))}
    </ul>
  );
}

export function BackLink({ href, text = 'Back' }: { href: string; text?: string }) {
  return (
    <a class="nhsuk-back-link" href={href}>
      {text}
    </a>
  );
}

/** Words whose telephone numbers are links: on a phone one tap rings. Words without a number stand as they are. */
export function Telephone({ words }: { words: string }) {
  const parts = words.split(/(\+?\d[\d ]{7,}\d)/);
  return (
    <>
      {parts.map((part, place) =>
        place % 2 === 1 ? <a href={`tel:${part.replaceAll(' ', '')}`}>{part}</a> : part,
      )}
    </>
  );
}

/** Where the page lies. On a phone only the last item is shown, as a way back. */
export function Breadcrumb({ items }: { items: readonly Link[] }) {
  const last = items.at(-1);
  return (
    <nav class="nhsuk-breadcrumb" aria-label="Breadcrumb">
      <ol class="nhsuk-breadcrumb__list">
        {items.map((item) => (
          <li class="nhsuk-breadcrumb__list-item">
            <a class="nhsuk-breadcrumb__link" href={item.href}>
              {item.text}
            </a>
          </li>
        ))}
      </ol>
      {last && (
        <a class="nhsuk-back-link" href={last.href}>
          <span class="nhsuk-u-visually-hidden">Back to </span>
          {last.text}
        </a>
      )}
    </nav>
  );
}

export type ButtonVariant = 'secondary' | 'warning' | 'reverse';

type ButtonProps = {
  readonly children: Child;
  readonly variant?: ButtonVariant;
  readonly small?: boolean;
  readonly name?: string;
  readonly value?: string;
  /** Read out after the words of the button, where several buttons of a page say the same. */
  readonly hiddenText?: string;
};

/** Sends a form. Its words begin with a verb and say what happens. */
export function Button({ children, variant, small, name, value, hiddenText }: ButtonProps) {
  return (
    <button
      class={classNames(
        'nhsuk-button',
        variant && `nhsuk-button--${variant}`,
        small && 'nhsuk-button--small',
      )}
      name={name}
      data-module="nhsuk-button"
      type="submit"
      value={value}
    >
      {children}
      {hiddenText && <span class="nhsuk-u-visually-hidden"> {hiddenText}</span>}
    </button>
  );
}

/** A link that begins something. It changes nothing by itself: what changes a record is a form. */
export function ButtonLink({
  href,
  children,
  variant,
}: {
  href: string;
  children: Child;
  variant?: ButtonVariant;
}) {
  return (
    <a
      class={classNames('nhsuk-button', variant && `nhsuk-button--${variant}`)}
      data-module="nhsuk-button"
      href={href}
      role="button"
      draggable="false"
    >
      {children}
    </a>
  );
}

/** Sections of one record, each a page of its own (after the MoJ part of the same name). */
export function SubNavigation({
  label,
  items,
  current,
}: {
  label: string;
  items: readonly Link[];
  current: string;
}) {
  return (
    <nav class="hh-sub-navigation" aria-label={label}>
      <ul class="hh-sub-navigation__list">
        {items.map((item) => (
          <li class="hh-sub-navigation__item">
            <a
              class="hh-sub-navigation__link"
              href={item.href}
              aria-current={item.href === current ? 'page' : undefined}
            >
              {item.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type PaginationProps = {
  readonly page: number;
  readonly pages: number;
  readonly href: (page: number) => string;
};

/** Pages of a long list: first, last, and the neighbours of this one. Nothing when one page holds it all. */
export function Pagination({ page, pages, href }: PaginationProps) {
  if (pages <= 1) return null;
  return (
    <nav class="nhsuk-pagination nhsuk-pagination--numbered" role="navigation" aria-label="Pagination">
      {page > 1 && (
        <a href={href(page - 1)} class="nhsuk-pagination__previous" rel="prev">
          <ArrowLeft />
          <span class="nhsuk-pagination__title">
            Previous<span class="nhsuk-u-visually-hidden"> page</span>
          </span>
        </a>
      )}
      <ul class="nhsuk-pagination__list">
        {pageNumbers(page, pages).map((number) =>
          number === 'gap' ? (
            <li class="nhsuk-pagination__item nhsuk-pagination__item--ellipsis">⋯</li>
          ) : (
            <li
              class={classNames(
                'nhsuk-pagination__item',
                number === page && 'nhsuk-pagination__item--current',
              )}
            >
              <a
                class="nhsuk-pagination__link"
                href={href(number)}
                aria-label={`Page ${number}`}
                aria-current={number === page ? 'page' : undefined}
              >
                {number}
              </a>
            </li>
          ),
        )}
      </ul>
      {page < pages && (
        <a href={href(page + 1)} class="nhsuk-pagination__next" rel="next">
          <span class="nhsuk-pagination__title">
            Next<span class="nhsuk-u-visually-hidden"> page</span>
          </span>
          <ArrowRight />
        </a>
      )}
    </nav>
  );
}

function pageNumbers(page: number, pages: number): readonly (number | 'gap')[] {
  const shown = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages);
  const numbers = [...new Set(shown)].sort((a, b) => a - b);
  return numbers.flatMap((n, i) => (i > 0 && n - (numbers[i - 1] ?? n) > 1 ? ['gap' as const, n] : [n]));
}

type IconProps = { readonly name: string; readonly path: string };

export function Icon({ name, path }: IconProps) {
  return (
    <svg
      class={`nhsuk-icon nhsuk-icon--${name}`}
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 24 24"
      width="16"
      height="16"
      focusable="false"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}

function ArrowLeft() {
  return (
    <Icon
      name="arrow-left"
      path="M10.7 6.3c.4.4.4 1 0 1.4L7.4 11H19a1 1 0 0 1 0 2H7.4l3.3 3.3c.4.4.4 1 0 1.4a1 1 0 0 1-1.4 0l-5-5A1 1 0 0 1 4 12c0-.3.1-.5.3-.7l5-5a1 1 0 0 1 1.4 0Z"
    />
  );
}

function ArrowRight() {
  return (
    <Icon
      name="arrow-right"
      path="m14.7 6.3 5 5c.2.2.3.4.3.7 0 .3-.1.5-.3.7l-5 5a1 1 0 0 1-1.4-1.4l3.3-3.3H5a1 1 0 0 1 0-2h11.6l-3.3-3.3a1 1 0 1 1 1.4-1.4Z"
    />
  );
}
