/** The paths of signing in and of the service itself; those of the pages stand in pages/page-paths.ts. */
export const paths = {
  home: '/',
  health: '/health',
  help: '/help',
  accessibility: '/accessibility',
  notices: '/notices',
  search: '/search',
  endAbsence: '/my-absence/end',
  signIn: '/sign-in',
  signInStart: '/sign-in/start',
  signInReturn: '/sign-in/return',
  signOut: '/sign-out',
  choosePerson: (uid: string) => `/sign-in/choose/${uid}`,
} as const;

/** Where the demonstration's identity provider answers, below the base address. */
export const identityMount = '/identity';

/** The same address with a query: entries without a value are left out. */
export function withQuery(
  address: string,
  query: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return entries.length === 0 ? address : `${address}?${new URLSearchParams(entries)}`;
}

/** A path of this service as it was asked for, or the front page: signing in never sends anybody elsewhere. */
export function localPath(asked: unknown): string {
  if (typeof asked !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked) || asked.includes('\\'))
    return paths.home;
  const base = 'http://handhold.invalid';
  const url = new URL(asked, base);
  // Steps of signing in are no page to come back to.
  if (
    url.origin !== base ||
    url.pathname.startsWith('//') ||
    url.pathname.startsWith('/sign-') ||
    url.pathname.startsWith(identityMount)
  )
    return paths.home;
  // What is searched stands in no address (decision 0077): neither in the next one nor in the session.
  if (url.pathname === paths.search) return withQuery(paths.search, { asked: url.searchParams.get('asked') });
  return `${url.pathname}${url.search}`;
}
