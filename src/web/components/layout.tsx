import { assetHref } from '../assets.ts';
import { type Child, type Html, raw } from '../html/jsx-runtime.ts';
import { paths } from '../paths.ts';
import type { NavigationItem, OwnAbsence, View } from '../view.ts';
import { classNames } from './class-names.ts';
import { Carried, csrfField, Form } from './form.tsx';
import { Icon, SkipLink } from './links.tsx';

type LayoutProps = {
  readonly view: View;
  /** The page's h1 in a few words, without the name of the service. Never the name of a child. */
  readonly title: string;
  /** The form on this page was sent with mistakes: the title begins with "Error:". */
  readonly hasErrors?: boolean;
  /** The address of the navigation item that this page belongs to, when it is not the page's own. */
  readonly section?: string | undefined;
  /** Back link or breadcrumb, above the main part. */
  readonly before?: Child;
  /** Lists may be as wide as the window. */
  readonly wide?: boolean;
  readonly children: Child;
};

/** The frame of every page: skip link, header, main part, footer, in an order that never changes. */
export function Layout({ view, title, hasErrors, section, before, wide, children }: LayoutProps): Html {
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang="en-GB">
        <head>
          <meta charset="utf-8" />
          <title>{`${hasErrors ? 'Error: ' : ''}${title} – Handhold`}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <meta name="theme-color" content="#005eb8" />
          <meta name="robots" content="noindex, nofollow" />
          <link rel="icon" href={assetHref('icon.svg')} type="image/svg+xml" />
          <link rel="stylesheet" href={assetHref('nhsuk.css')} />
          <link rel="stylesheet" href={assetHref('handhold.css')} />
        </head>
        <body>
          <SkipLink />
          <Header view={view} section={section} />
          {view.demonstration && <DemonstrationBanner />}
          {view.alarm && (
            <div class="hh-alarm" role="alert">
              <p class="nhsuk-width-container hh-alarm__text">
                <strong>Alarm.</strong> {view.alarm} The lists of what is overdue are always right: look at
                them, and tell operations.
              </p>
            </div>
          )}
          {view.absence && <AbsenceBanner view={view} absence={view.absence} />}
          <div class={classNames('nhsuk-width-container', wide && 'hh-wide')}>
            {before}
            <main class="nhsuk-main-wrapper" id="maincontent">
              {children}
            </main>
          </div>
          <Footer />
        </body>
      </html>
    </>
  );
}

function Header({ view, section }: { view: View; section: string | undefined }) {
  return (
    <header class="nhsuk-header" role="banner">
      <div class="nhsuk-header__container nhsuk-width-container">
        <div class="nhsuk-header__service">
          <a class="nhsuk-header__service-name" href={paths.home}>
            Handhold
          </a>
        </div>
        {view.person && <Account view={view} />}
      </div>
      {view.navigation.length > 0 && (
        <nav class="nhsuk-header__navigation" aria-label="Menu">
          <div class="nhsuk-header__navigation-container nhsuk-width-container">
            <ul class="nhsuk-header__navigation-list">
              <NavigationLinks items={view.navigation} current={currentItem(view, section)} />
            </ul>
          </div>
        </nav>
      )}
    </header>
  );
}

/** The item that the page says it belongs to, or else the one with the longest address that the page's begins with. */
function currentItem(view: View, section: string | undefined): string | undefined {
  if (section !== undefined) return section;
  return view.navigation
    .map((item) => item.href)
    .filter((href) => view.path === href || (href !== '/' && view.path.startsWith(`${href}/`)))
    .sort((a, b) => b.length - a.length)[0];
}

/** Daily work in a line; what is seldom needed opens below "More", without a script. */
function NavigationLinks({
  items,
  current,
}: {
  items: readonly NavigationItem[];
  current: string | undefined;
}) {
  const seldom = items.filter((item) => item.seldom);
  const isHere = seldom.some((item) => item.href === current);
  return (
    <>
      {items
        .filter((item) => !item.seldom)
        .map((item) => (
          <NavigationLink item={item} current={item.href === current} />
        ))}
      {seldom.length > 0 && (
        <li
          class={classNames(
            'nhsuk-header__navigation-item',
            isHere && 'nhsuk-header__navigation-item--current',
          )}
        >
          <details class="hh-more">
            <summary class="nhsuk-header__navigation-link hh-more__summary">More</summary>
            <ul class="hh-more__list">
              {seldom.map((item) => (
                <NavigationLink item={item} current={item.href === current} />
              ))}
            </ul>
          </details>
        </li>
      )}
    </>
  );
}

function NavigationLink({ item, current }: { item: NavigationItem; current: boolean }) {
  return (
    <li
      class={classNames('nhsuk-header__navigation-item', current && 'nhsuk-header__navigation-item--current')}
    >
      <a class="nhsuk-header__navigation-link" href={item.href} aria-current={current ? 'page' : undefined}>
        {current ? (
          <strong class="nhsuk-header__navigation-item-current-fallback">{item.text}</strong>
        ) : (
          item.text
        )}
      </a>
    </li>
  );
}

const personIcon =
  'M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Zm0 2a9 9 0 0 0-5 16.5V18a4 4 0 0 1 4-4h2a4 4 0 0 1 4 4v1.5A9 9 0 0 0 12 3Zm0 3a3.5 3.5 0 1 1-3.5 3.5A3.4 3.4 0 0 1 12 6Z';

function Account({ view }: { view: View }) {
  if (view.person === null) return null;
  return (
    <nav class="nhsuk-header__account" aria-label="Account">
      <ul class="nhsuk-header__account-list">
        <li class="nhsuk-header__account-item hh-account-person">
          <Icon name="user" path={personIcon} />
          <span>
            {view.person.name}, {view.person.teamName}
          </span>
        </li>
        {view.notices !== null && (
          <li class="nhsuk-header__account-item">
            <a class="nhsuk-header__account-link" href={paths.notices}>
              {noticesText(view.notices)}
            </a>
          </li>
        )}
        <li class="nhsuk-header__account-item">
          <form class="nhsuk-header__account-form" action={paths.signOut} method="post" novalidate>
            <input type="hidden" name={csrfField} value={view.csrf()} />
            <button class="nhsuk-header__account-button" type="submit">
              Sign out
            </button>
          </form>
        </li>
      </ul>
    </nav>
  );
}

function noticesText(count: number): string {
  if (count === 0) return 'No new notices';
  // They are counted to twenty.
  if (count > 19) return '20 or more new notices';
  return count === 1 ? '1 new notice' : `${count} new notices`;
}

/** Why nothing can be done in this person's name, who does it instead, and the way back (scenario A30). */
function AbsenceBanner({ view, absence: { says, stands } }: { view: View; absence: OwnAbsence }) {
  return (
    <section class="hh-away" aria-label="You are away">
      <div class="nhsuk-width-container">
        <Form view={view} action={paths.endAbsence}>
          <Carried version={stands} />
          <p class="hh-away__text">
            <strong>You are recorded as away.</strong> {says}. You can read, but nothing is recorded in your
            name until you are back.
          </p>
          <button class="nhsuk-button nhsuk-button--secondary hh-away__button" type="submit">
            I am back: end my absence
          </button>
        </Form>
      </div>
    </section>
  );
}

function DemonstrationBanner() {
  return (
    <section class="hh-phase" aria-label="About this demonstration">
      <p class="nhsuk-width-container hh-phase__text">
        <strong class="nhsuk-tag nhsuk-tag--white hh-phase__tag">Demonstration</strong> Enter no real person
        here.
      </p>
    </section>
  );
}

function Footer() {
  return (
    <footer class="nhsuk-footer" role="contentinfo">
      <div class="nhsuk-width-container">
        <div class="nhsuk-footer__meta">
          <h2 class="nhsuk-u-visually-hidden">Support links</h2>
          <ul class="nhsuk-footer__list">
            <li class="nhsuk-footer__list-item">
              <a class="nhsuk-footer__list-item-link" href={paths.help}>
                Help
              </a>
            </li>
            <li class="nhsuk-footer__list-item">
              <a class="nhsuk-footer__list-item-link" href={paths.accessibility}>
                Accessibility statement
              </a>
            </li>
          </ul>
          <p class="nhsuk-body-s">
            In an emergency, follow your organisation’s safeguarding procedure. Do not wait for this service.
          </p>
        </div>
      </div>
    </footer>
  );
}
