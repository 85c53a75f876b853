/** The names of the changing parts of a path: "/children/:personId/..." has `personId`. */
type ParameterNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

/** What fills the changing parts of a path. */
export type PathParameters<P extends string> = { readonly [Name in ParameterNames<P>]: string };

type Arguments<P extends string> = [ParameterNames<P>] extends [never] ? [] : [parameters: PathParameters<P>];

/** A path as a function that makes an address; its pattern serves the route, so that links and routes cannot part. */
export type Path<P extends string> = ((...args: Arguments<P>) => string) & { readonly pattern: P };

/**
 * Makes a path from its pattern.
 *
 * `path('/children/:personId')({ personId: 'a b' })` is `/children/a%20b`.
 */
export function path<P extends string>(pattern: P): Path<P> {
  function address(...[parameters]: Arguments<P>): string {
    const values: Readonly<Record<string, string>> = parameters ?? {};
    return pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  }
  return Object.assign(address, { pattern });
}

/** The same address with a query: entries without a value are left out. */
export function withQuery(address: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return entries.length === 0 ? address : `${address}?${new URLSearchParams(entries)}`;
}

/** Every path of the service, in one tree: routes, links and tests take them from here. */
export const paths = {
  home: path('/'),
  health: path('/health'),
  help: path('/help'),
  accessibility: path('/accessibility'),
  notices: path('/notices'),
  signIn: path('/sign-in'),
  signInStart: path('/sign-in/start'),
  signInReturn: path('/sign-in/return'),
  signOut: path('/sign-out'),
  choosePerson: path('/sign-in/choose/:uid'),
} as const;

/** Where the embedded identity provider answers, below the base address. */
export const identityMount = '/identity';
